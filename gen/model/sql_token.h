/*
 * A scanner for SQL that follows PostgreSQL's lexer (scan.l, standard_conforming_strings on). It
 * gives every byte of any text to a token or to the white space between two, never fails, and what
 * is left open (a quote, a comment) ends with the text: saying that it is wrong is sql_error's
 * task.
 */
#ifndef MODELGEN_MODEL_SQL_TOKEN_H
#define MODELGEN_MODEL_SQL_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum sql_token_kind {
    SQL_END,
    SQL_WORD,   /* a key word or an unquoted identifier */
    SQL_QUOTED, /* "identifier", U&"identifier" */
    SQL_STRING, /* '...', E'...', B'...', U&'...', $tag$...$tag$ */
    SQL_NUMBER,
    SQL_PARAMETER, /* $1 */
    SQL_OPERATOR,
    SQL_OTHER, /* ( ) [ ] , ; . .. : :: := and bytes that SQL does not know */
};

struct sql_token {
    enum sql_token_kind kind;
    const char *p;
    size_t n;
    bool space, newline; /* white space or comments before it; with a line break in them */
};

/* The token at *text, which is moved behind it. */
struct sql_token sql_token_next(const char **text);

bool sql_token_is(struct sql_token token, const char *text);   /* byte for byte */
bool sql_token_word(struct sql_token token, const char *word); /* the key word, in any case */

/* A word that PostgreSQL reserves: it is never an identifier. */
bool sql_token_reserved(struct sql_token token);

/* A key word that is an identifier only as the name of a function: left, is. */
bool sql_token_only_called(struct sql_token token);

/* True for key words that stand before an operand: AND, IN, THEN, ... */
bool sql_token_before_operand(struct sql_token token);

/* True for the identifier `name`, however it is written: folded, quoted, with escapes. */
bool sql_token_names(struct sql_token token, const char *name);

/* The name that an identifier is: a word folded to lower case, a quoted one unquoted. */
const char *sql_token_name(struct arena *a, struct sql_token token);

/* The value of a string constant ('...', E'...', $$...$$). */
const char *sql_token_string(struct arena *a, struct sql_token token);

#endif
