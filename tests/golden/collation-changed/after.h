#pragma once
#include <modelgen/begin.h>

COLLATION(german, PROVIDER(icu), LOCALE("de-u-co-phonebk"), COMMENT("as in phone books"));
COLLATION(simple, SCHEMA(lang), LOCALE("C"), RENAMED_FROM("public.plain"));
COLLATION(nocase, PROVIDER(icu), LOCALE("und-u-ks-level2"), NONDETERMINISTIC);
COLLATION(mixed, COLLATE_LOCALE("C"), CTYPE_LOCALE("POSIX"));
TABLE(words) {
    int64_t id   PRIMARY_KEY;
    char   *a    COLLATE("german") UNIQUE;
    char   *b    COLLATE(lang.simple);
    char   *c    COLLATE("nocase");
};
INDEX(words, (EXPR(lower(a))));

#include <modelgen/end.h>
