/*
 * SQL text in a model: is it SQL (libpg_query), and which names does it mention (a scan for tokens,
 * cheap enough for every expression of every run).
 */
#ifndef MODELGEN_MODEL_SQL_H
#define MODELGEN_MODEL_SQL_H

#include <stdbool.h>

#include "base/arena.h"

enum sql_is { SQL_EXPRESSION, SQL_INDEX_ELEMENT, SQL_TYPE, SQL_STATEMENTS };

/* NULL if text parses as what it should be; else PostgreSQL's words, and *position, the byte of
 * text they are about. */
const char *sql_error(struct arena *a, enum sql_is what, const char *text, size_t *position);

/*
 * The text with white space and comments reduced to what separates tokens: what two spellings of
 * the same expression have in common. Never touches quoted strings and names.
 */
const char *sql_tidy(struct arena *a, const char *text);

/* True if text mentions the name as an identifier (folded as PostgreSQL does, or quoted). */
bool sql_mentions(const char *text, const char *name);

/* True if text holds the string constant 'value'. */
bool sql_mentions_string(const char *text, const char *value);

/* The text with every mention of one name replaced by the other, quoted where needed. */
const char *sql_rename(struct arena *a, const char *text, const char *from, const char *to);

/* Every identifier in the text, once each, unquoted. */
struct strings sql_identifiers(struct arena *a, const char *text);

/* An identifier as SQL writes it: quoted where needed. */
const char *sql_ident(struct arena *a, const char *name);

#endif
