#pragma once
#include <modelgen/begin.h>

TEXT_SEARCH_DICTIONARY(words, TEMPLATE("simple"), SETTINGS("stopwords = 'english'", "accept = 'false'"), COMMENT("stops"));
TEXT_SEARCH_CONFIGURATION(english_words, MAPPINGS("asciiword, word: words, english_stem", "int, uint: simple"), COMMENT("for books"));
TEXT_SEARCH_TEMPLATE(own_template, INIT(dsimple_init), LEXIZE(dsimple_lexize));
TEXT_SEARCH_PARSER(own_parser, START_FUNCTION(prsd_start), GETTOKEN(prsd_nexttoken), END_FUNCTION(prsd_end), LEXTYPES(prsd_lextype));
CONVERSION(latin, FROM_ENCODING("LATIN1"), TO_ENCODING("UTF8"), WITH_FUNCTION(iso8859_1_to_utf8), COMMENT("old files"));

#include <modelgen/end.h>
