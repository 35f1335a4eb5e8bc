/*
 * Batches by key: where a batch begins and ends in the order of a table's key. Places are texts
 * that only the server reads (recipes/keys.h).
 */
#ifndef MODELGEN_RUNTIME_BY_KEY_H
#define MODELGEN_RUNTIME_BY_KEY_H

#include "parts_inside.h"

struct mg_by_key {
    PGresult *origin;  /* holds the last place of all; NULL: not begun */
    PGresult *at;      /* holds the place */
    PGresult *next;    /* holds the end of the next batch */
    const char *last;  /* when the step was begun: it goes no further */
    const char *place; /* the last key that is done; NULL: none is */
    const char *end;
    long long keys; /* how many there are in the next batch, or fewer in the last; 0: none at all */
};

/*
 * Finds in the journal how far the step has come and how far it goes. *keys and *rows: how many
 * there were on the way; *total: about how many keys there are in all. False with an error if that
 * fails: it may be tried again.
 */
bool mg_by_key_begin(struct mg_parts *r, const struct mg_journal_step *step, struct mg_by_key *key,
                     long long *keys, long long *rows, long long *total);

/*
 * Finds the end of a batch of so many keys, in no more than so many ms (0: however long it takes),
 * in a transaction that is left open.
 */
bool mg_by_key_look(struct mg_parts *r, const struct mg_journal_step *step, struct mg_by_key *key,
                    long long keys, double timeout);

/* Ends that transaction, if no batch is begun in its place. */
bool mg_by_key_leave(struct mg_parts *r);

/*
 * What a batch has set in its transaction: it goes by the key's index, which a planner that knows
 * nothing of the table would not do.
 */
extern const char mg_by_key_settings[];

/* The batch is committed: its end is the place. */
void mg_by_key_on(struct mg_by_key *key);

void mg_by_key_free(struct mg_by_key *key);

#endif
