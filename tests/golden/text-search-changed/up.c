/*
 * change
 *
 * Revision:  002  4b2bda223103
 * Revises:   001  73dcf5b55370
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_schema(m, "files");
    rename_conversion(m, "latin", "files.latin_1");
    rename_text_search_template(m, "own_template", "my_template");
    drop_text_search_parser(m, "own_parser");

    create_conversion(m, "latin_2", DEFAULT_CONVERSION, FROM_ENCODING("LATIN2"),
        TO_ENCODING("UTF8"), WITH_FUNCTION("iso8859_to_utf8"));

    create_text_search_parser(m, "own_parser", START_FUNCTION("prsd_start"),
        GETTOKEN("prsd_nexttoken"), END_FUNCTION("prsd_end"), HEADLINE("prsd_headline"),
        LEXTYPES("prsd_lextype"));

    alter_text_search_dictionary(m, "words", SETTINGS("accept", "stopwords = 'german'"));
    comment(m, ON_TEXT_SEARCH_DICTIONARY("words"), "stops there");

    alter_text_search_configuration(m, "english_words", DROP_MAPPINGS("asciiword, word"),
        MAPPINGS("asciiword, word: words", "email: simple"));
    comment(m, ON_TEXT_SEARCH_CONFIGURATION("english_words"), "for all");

    create_text_search_configuration(m, "own", PARSER("own_parser"), MAPPINGS("word: words"));
}

static void downgrade(migration *m)
{
    rename_conversion(m, "files.latin_1", "latin");
    rename_text_search_template(m, "my_template", "own_template");
    drop_text_search_configuration(m, "own");
    drop_text_search_parser(m, "own_parser");
    drop_conversion(m, "latin_2");
    drop_schema(m, "files");

    create_text_search_parser(m, "own_parser", START_FUNCTION("prsd_start"),
        GETTOKEN("prsd_nexttoken"), END_FUNCTION("prsd_end"), LEXTYPES("prsd_lextype"));

    alter_text_search_dictionary(m, "words", SETTINGS("stopwords = 'english'", "accept = 'false'"));
    comment(m, ON_TEXT_SEARCH_DICTIONARY("words"), "stops");

    alter_text_search_configuration(m, "english_words", DROP_MAPPINGS("asciiword, email, word"),
        MAPPINGS("asciiword, word: words, english_stem"));
    comment(m, ON_TEXT_SEARCH_CONFIGURATION("english_words"), "for books");
}

MIGRATION(.number = 2, .revision = "4b2bda223103", .down_revision = "73dcf5b55370", .name = "change");
