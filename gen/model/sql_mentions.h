/*
 * What SQL text mentions, and where: the ground for dependencies and for renames inside texts.
 *
 * Expressions of tables are scanned for tokens, which is cheap enough for every one of every run;
 * queries are parsed (libpg_query), so that the name of a CTE or an output column is not taken for
 * a table. Names are as PostgreSQL folds them, unquoted. That something is mentioned does not mean
 * that the model has it: most functions and types are PostgreSQL's own.
 */
#ifndef MODELGEN_MODEL_SQL_MENTIONS_H
#define MODELGEN_MODEL_SQL_MENTIONS_H

#include <stdbool.h>

#include "base/arena.h"

enum mentioned {
    MENTIONED_RELATION,
    MENTIONED_COLUMN,
    MENTIONED_ROUTINE, /* what is called; may also be a type: user_state('active') */
    MENTIONED_TYPE,
    MENTIONED_COLLATION,
    MENTIONED_OPERATOR,
    MENTIONED_ANY, /* by a text that was only scanned: a relation, a type, a routine, or nothing */
};

struct mention {
    enum mentioned what;
    const char *schema; /* what stands before the dot (of a column: a table or alias); or NULL */
    const char *name;   /* NULL: all columns */
    const char *alias;  /* of a relation; NULL: none */
    size_t at, length;  /* in the text; length 0: it cannot be respelled there */
    int arguments;      /* of a routine; -1: not known */
};

struct mentions {
    struct mention *items;
    size_t n, space;
    bool groups; /* a query with GROUP BY, which may rest on a primary key */
};

/* An expression: columns, routines, types, collations, operators, relations as '...'::regclass. */
struct mentions mentions_of_expression(struct arena *a, const char *text);

/* A type, or several: "user_state[]", "SETOF users", "TABLE(a integer, b user_state)",
 * "(a integer, VARIADIC user_state[])". */
struct mentions mentions_of_type(struct arena *a, const char *text);

/* A qualified name, as of ROLE_RELATION: "billing.invoices". */
struct mention mention_of_name(struct arena *a, enum mentioned what, const char *text);

/* The same of one that is taken as it is written, as qualified_name has it: "billing.Odd Name". */
struct mention mention_of_object(struct arena *a, enum mentioned what, const char *text);

/* Statements, an expression, or what a function does: BEGIN ATOMIC ... END. */
struct mentions mentions_of_query(struct arena *a, const char *text);

/* What a function in any other language does: every name in it. */
struct mentions mentions_of_body(struct arena *a, const char *text);

/* The text with mentions spelled otherwise; edits in the order of their places. */
struct mention_edit {
    size_t at, length;
    const char *text;
};
struct mention_edits {
    struct mention_edit *items;
    size_t n, space;
};
const char *mentions_respell(struct arena *a, const char *text, const struct mention_edits *edits);

#endif
