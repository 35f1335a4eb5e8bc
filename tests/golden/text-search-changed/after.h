#pragma once
#include <modelgen/begin.h>

TEXT_SEARCH_DICTIONARY(words, TEMPLATE("simple"), SETTINGS("stopwords = 'german'"), COMMENT("stops there"));
TEXT_SEARCH_CONFIGURATION(english_words, MAPPINGS("asciiword, word: words", "int, uint: simple", "email: simple"), COMMENT("for all"));
TEXT_SEARCH_TEMPLATE(my_template, INIT(dsimple_init), LEXIZE(dsimple_lexize), RENAMED_FROM(own_template));
TEXT_SEARCH_PARSER(own_parser, START_FUNCTION(prsd_start), GETTOKEN(prsd_nexttoken), END_FUNCTION(prsd_end), LEXTYPES(prsd_lextype), HEADLINE(prsd_headline));
TEXT_SEARCH_CONFIGURATION(own, PARSER("own_parser"), MAPPINGS("word: words"));
CONVERSION(latin_1, SCHEMA(files), FROM_ENCODING("LATIN1"), TO_ENCODING("UTF8"), WITH_FUNCTION(iso8859_1_to_utf8), RENAMED_FROM("public.latin"), COMMENT("old files"));
CONVERSION(latin_2, DEFAULT_CONVERSION, FROM_ENCODING("LATIN2"), TO_ENCODING("UTF8"), WITH_FUNCTION(iso8859_to_utf8));

#include <modelgen/end.h>
