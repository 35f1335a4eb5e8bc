/*
 * What a query gives and where it takes it from, as far as its text says: the ground for telling
 * whether a view's columns stay what they are. Types are not known here, only what they rest on.
 */
#ifndef MODELGEN_MODEL_SQL_COLUMNS_H
#define MODELGEN_MODEL_SQL_COLUMNS_H

#include <stdbool.h>

#include "base/arena.h"

/* A column that is mentioned: "email", "u.email". */
struct sql_reference {
    const char *source, *name; /* source NULL: whichever has it */
};

struct sql_output {
    const char *name; /* NULL: not known */
    const char *text; /* equal texts are equal expressions; NULL: one that rests on other queries */
    const char *type; /* if the text alone says it: of a cast, a constant, count(*) */
    bool plain;       /* one column and nothing else */
    bool star;        /* all columns of references[0].source; of all, if that is NULL */
    struct sql_reference *references;
    size_t nreferences, space;
};

/* What stands in FROM. */
struct sql_source {
    const char *called;            /* how references call it; NULL: they cannot */
    const char *schema, *name;     /* a relation; or name NULL, */
    const struct sql_query *query; /* a query; or NULL: of this nothing is known */
};

struct sql_query {
    struct {
        struct sql_output *items;
        size_t n, space;
    } outputs;
    struct {
        struct sql_source *items;
        size_t n, space;
    } sources;
    bool merges; /* a join USING or NATURAL: * has columns of two only once */
    const struct sql_query *left, *right; /* UNION and its like: of these; else NULL */
};

/* NULL if the text is no query. */
const struct sql_query *sql_query(struct arena *a, const char *text);

#endif
