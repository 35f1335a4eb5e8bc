/*
 * A statement as its words: what impact.h reads. Comments and white space are gone; strings, quoted
 * names and dollar quotes are one token each.
 */
#ifndef MODELGEN_RUNTIME_TOKEN_H
#define MODELGEN_RUNTIME_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

enum mg_token_kind { MG_TOKEN_WORD, MG_TOKEN_NAME, MG_TOKEN_VALUE, MG_TOKEN_MARK };

struct mg_token {
    enum mg_token_kind kind; /* a bare word, a quoted name, a string or number, any other sign */
    const char *p;
    size_t n;
    int depth; /* in how many parentheses; "(" and ")" belong to what is around them */
};

struct mg_tokens {
    struct mg_token *items; /* freed by the caller */
    size_t n;
};

/* False if memory runs out. */
bool mg_tokens_read(const char *statement, struct mg_tokens *tokens);

/* Whether the token is this word, whatever its case, or this sign. */
bool mg_token_is(const struct mg_token *token, const char *word);

#endif
