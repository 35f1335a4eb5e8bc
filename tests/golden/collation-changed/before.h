#pragma once
#include <modelgen/begin.h>

COLLATION(german, PROVIDER(icu), LOCALE("de"), COMMENT("as in books"));
COLLATION(plain, LOCALE("C"));
COLLATION(gone, LOCALE("POSIX"));
TABLE(words) {
    int64_t id   PRIMARY_KEY;
    char   *a    COLLATE("german") UNIQUE;
    char   *b    COLLATE("plain");
};
INDEX(words, (EXPR(lower(a))));

#include <modelgen/end.h>
