/*
 * change
 *
 * Revision:  002  abd2fe075a46
 * Revises:   001  8861dd85e3a5
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_schema(m, "lang");
    rename_collation(m, "plain", "lang.simple");
    drop_index(m, "idx_words_lower_a");
    drop_collation(m, "gone");
    rename_collation(m, "german", "german_old");
    create_collation(m, "german", PROVIDER(icu), LOCALE("de-u-co-phonebk"),
        COMMENT("as in phone books"));

    create_collation(m, "mixed", COLLATE_LOCALE("C"), CTYPE_LOCALE("POSIX"));
    create_collation(m, "nocase", PROVIDER(icu), LOCALE("und-u-ks-level2"), NONDETERMINISTIC);
    alter_column(m, "words", "a", TYPE("text"), COLLATE("german"));
    drop_collation(m, "german_old");
    alter_column(m, "words", "b", TYPE("text"), COLLATE("lang.simple"));
    add_column(m, "words", COLUMN("c", "text", COLLATE("nocase")));
    create_index(m, "idx_words_lower_a", ON("words", "lower(a)"));
}

static void downgrade(migration *m)
{
    rename_collation(m, "lang.simple", "plain");
    drop_index(m, "idx_words_lower_a");
    drop_column(m, "words", "c");
    drop_collation(m, "mixed");
    drop_collation(m, "nocase");
    drop_schema(m, "lang");
    rename_collation(m, "german", "german_old");
    create_collation(m, "german", PROVIDER(icu), LOCALE("de"), COMMENT("as in books"));
    create_collation(m, "gone", LOCALE("POSIX"));
    alter_column(m, "words", "a", TYPE("text"), COLLATE("german"));
    drop_collation(m, "german_old");
    alter_column(m, "words", "b", TYPE("text"), COLLATE("plain"));
    create_index(m, "idx_words_lower_a", ON("words", "lower(a)"));
}

MIGRATION(.number = 2, .revision = "abd2fe075a46", .down_revision = "8861dd85e3a5", .name = "change");
