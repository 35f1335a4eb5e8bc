/* Statements that are carried out only where a condition holds: what only_if amounts to. */
#ifndef MODELGEN_RUNTIME_CONDITION_H
#define MODELGEN_RUNTIME_CONDITION_H

#include "../base/buf.h"

/* The statement that asks, once for all statements that depend on it; within a transaction. */
void mg_condition_ask(const char *condition, struct mg_buf *out);

/* The statement that carries this one out if the answer was yes. */
void mg_condition_wrap(const char *statement, size_t n, struct mg_buf *out);

#endif
