#pragma once
#include <modelgen/begin.h>

typedef char *DOMAIN(email) CHECK(VALU ~ '@') PRIMARY_KEY;
typedef char *DOMAIN(users);
typedef char *phone NOT_NULL;
typedef int32_t DOMAIN(number) COLLATE("C") DEFAULT('x') CHECK(VALUE > ) CHECK(VALUE > 0, NO_INHERIT);
COMPOSITE(pair) {
    int32_t a NOT_NULL;
    char   *b REFERENCES(users, id);
    int32_t a2 NAME(b);
};
RANGE(nothing);
OPERATOR("===(integer, integer)", COMMUTATOR("==="));
TEXT_SEARCH_DICTIONARY(words, SETTINGS("stopwords = 'english'"));
CAST("text AS");
OPERATOR("<<<", WITH_FUNCTION(int4lt));
OPERATOR_CLASS(classy, FOR_TYPE(integer));
OPERATOR_FAMILY("loose USING hash", OPERATORS("1 ="));
COLLATION(german, PROVIDER(icu), SUBTYPE(text));
TABLE(users) {
    int64_t     id PRIMARY_KEY;
    struct pair two NOT_NULL;
    number      n   VARCHAR(10);
    char       *x   TYPE("emailx");
};

#include <modelgen/end.h>
