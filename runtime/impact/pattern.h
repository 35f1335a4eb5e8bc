/*
 * Patterns over the words of a statement (impact_rules.h says how they are written).
 */
#ifndef MODELGEN_RUNTIME_PATTERN_H
#define MODELGEN_RUNTIME_PATTERN_H

#include "../sql/token.h"

/* Tokens from..end. */
struct mg_span {
    size_t from, end;
};

struct mg_match {
    const struct mg_token *tokens;
    size_t end;                        /* of what is matched */
    struct mg_span names, other, part; /* what @, & and $ stand for */
    bool less;                         /* the names are less their last part */
    bool quoted;                       /* ... are one, in a string */
};

enum { MG_NO_MATCH = -1 };

/* Fits the pattern to the tokens from i on: what comes after them, or MG_NO_MATCH. */
long mg_match_at(struct mg_match *m, const char *pattern, size_t i);

/* Whether the token is one of the words A|B|C, n bytes long. */
bool mg_match_word(const struct mg_token *token, const char *words, size_t n);

/* Whether the token at i is a name, or this sign or word. */
bool mg_match_is_name(const struct mg_match *m, size_t i);
bool mg_match_is(const struct mg_match *m, size_t i, const char *mark);

/* What comes after a name at i, which may have a schema; after an item of a list of names: [ONLY]
 * name [*] [(...)] [WHERE (...)]. */
long mg_match_name(const struct mg_match *m, size_t i);
long mg_match_item(const struct mg_match *m, size_t i);

#endif
