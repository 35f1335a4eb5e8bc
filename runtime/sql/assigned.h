/*
 * A SET list, as UPDATE has it: `at = now(), (a, "B") = (1, b)`. Read as words: which columns it
 * sets, and whether it reads them.
 */
#ifndef MODELGEN_RUNTIME_ASSIGNED_H
#define MODELGEN_RUNTIME_ASSIGNED_H

#include "token.h"

/* Whether it sets the column; ident: as quote_ident() writes it. */
bool mg_assigns(const struct mg_tokens *set, const char *ident);

/* A column that it sets and reads as well (n = n + 1), where it is set; NULL if there is none. */
const struct mg_token *mg_assigns_by_itself(const struct mg_tokens *set);

/* Whether a condition is about a column that it sets. */
bool mg_assigns_any_of(const struct mg_tokens *set, const struct mg_tokens *condition);

#endif
