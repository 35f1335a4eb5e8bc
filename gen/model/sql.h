/*
 * SQL text in a model: is it SQL (libpg_query), and which names does it mention (a scan for tokens,
 * cheap enough for every expression of every run).
 */
#ifndef MODELGEN_MODEL_SQL_H
#define MODELGEN_MODEL_SQL_H

#include <stdbool.h>

#include "base/arena.h"

enum sql_is {
    SQL_EXPRESSION,
    SQL_INDEX_ELEMENT,
    SQL_TYPE,
    SQL_STATEMENTS,
    SQL_QUERY,    /* one SELECT, VALUES, ... */
    SQL_COMMANDS, /* what a rule may do */
    SQL_ANYTHING
};

/* NULL if text parses as what it should be; else PostgreSQL's words, and *position, the byte of
 * text they are about. */
const char *sql_error(struct arena *a, enum sql_is what, const char *text, size_t *position);

/*
 * What is wrong in the body of a PL/pgSQL function, which the whole CREATE FUNCTION holds; *line is
 * that of the body. NULL: nothing, as far as a parser without a database can tell.
 */
const char *sql_plpgsql_error(struct arena *a, const char *create_function, unsigned *line);

/*
 * The text with white space and comments reduced to what separates tokens: what two spellings of
 * the same expression have in common. Never touches quoted strings and names.
 */
const char *sql_tidy(struct arena *a, const char *text);

/* The same of a whole query or statement, without a semicolon at its end. */
const char *sql_tidy_statement(struct arena *a, const char *text);

/*
 * A name in SQL text means different things in different places: in "state = 'new'::state" the
 * first is a column, the second a type.
 */
enum sql_use {
    SQL_ANY,       /* anywhere */
    SQL_COLUMN,    /* not called, not a qualifier, not a type */
    SQL_TYPE_NAME, /* after ::, after AS in a cast, before a string, called */
    SQL_QUALIFIER, /* before a dot: a table or a schema */
    SQL_FUNCTION,  /* before a parenthesis */
};

/* A tidied query in lines, if it is long. */
const char *sql_layout(struct arena *a, const char *text);

/* True if text mentions the name as an identifier (folded as PostgreSQL does, or quoted). */
bool sql_mentions(const char *text, const char *name);
bool sql_mentions_as(const char *text, enum sql_use use, const char *name);

/* True if text holds the string constant 'value'. */
bool sql_mentions_string(const char *text, const char *value);

/* The text with every mention of one name replaced by the other, quoted where needed. */
const char *sql_rename(struct arena *a, const char *text, const char *from, const char *to);
const char *sql_rename_as(struct arena *a, const char *text, enum sql_use use, const char *from,
                          const char *to);

/* The text with every string constant 'from' replaced by 'to'. */
const char *sql_rename_string(struct arena *a, const char *text, const char *from, const char *to);

/* Every identifier in the text, once each, unquoted; reserved words are none. */
struct strings sql_identifiers(struct arena *a, const char *text);

/* The column that an index element consists of (unquoted); NULL if it is an expression. */
const char *sql_element_column(struct arena *a, const char *element);

/* An identifier as SQL writes it: quoted where needed. */
const char *sql_ident(struct arena *a, const char *name);

#endif
