/* A parser of CREATE FUNCTION: what routine_sql.c and routine_file.c share. */
#ifndef MODELGEN_KINDS_ROUTINE_PARSE_H
#define MODELGEN_KINDS_ROUTINE_PARSE_H

#include "kinds/routine.h"
#include "model/sql_token.h"

struct parser {
    struct arena *arena;
    const char *start, *next; /* next: behind token */
    struct sql_token token;   /* the one to look at */
    struct routine_error *error;
};

struct parser parser_of(struct arena *arena, const char *start, const char *text,
                        struct routine_error *error);
void parser_advance(struct parser *p);

/* These report and give false; fail says what is missing where the parser is. */
bool parser_fail_at(struct parser *p, const char *at, const char *message);
bool parser_fail(struct parser *p, const char *expected);

bool parser_is_word(const struct parser *p, const char *word);
bool parser_accept(struct parser *p, const char *text); /* a key word, or a sign */
bool parser_expect(struct parser *p, const char *text);
bool parser_take_name(struct parser *p, const char **name);
bool parser_take_qualified(struct parser *p, const char **schema, const char **name);

/* Moves to the first of these at depth 0, or the end; gives the text up to it, tidied. */
const char *parser_take_until(struct parser *p, const char *const *ends);

bool parser_take_arguments(struct parser *p, struct arguments *args);
bool parser_take_returns(struct parser *p, struct function *f);

#endif
