/*
 * What the statements of a migration that asks for rows took. Its function may send a statement a
 * million times: what one line of it does is one step. Statements that go together come back
 * together, and each of them is given the same share of the time.
 */
#ifndef MODELGEN_RUNTIME_TALLY_H
#define MODELGEN_RUNTIME_TALLY_H

#include "../server/meter.h"

struct mg_operation;

struct mg_tally_step {
    int line;
    const struct mg_operation *operation;
    char *statement;
    struct mg_measure measure;
};

struct mg_tally {
    struct mg_tally_step *steps; /* in the order in which they were first sent */
    size_t n, capacity;
};

/* One more of this line's. Nothing is noted where memory runs out: they are only figures. */
void mg_tally_add(struct mg_tally *tally, int line, const struct mg_operation *operation,
                  const char *statement, double ms, long long rows);
void mg_tally_free(struct mg_tally *tally);

#endif
