/*
 * What is put off while a migration is recorded. An index or a constraint that goes from a table in
 * use stays until what takes its place is built and validated; then one short transaction lets the
 * old one go and gives the new one its name. So there is no moment without either, and a new one
 * that the rows do not fit leaves the old one standing.
 *
 * It is put off as long as the migration does nothing but build and drop indexes and constraints;
 * whatever else it does finds the old ones gone, as it was written.
 */
#ifndef MODELGEN_RUNTIME_LATE_H
#define MODELGEN_RUNTIME_LATE_H

#include "../sql/operation.h"

struct mg_site;

enum mg_late_kind {
    MG_LATE_OTHER,
    MG_LATE_KEY,   /* what foreign keys may refer to */
    MG_LATE_AFTER, /* each in a transaction of its own, when the others are done */
};

struct mg_late_step {
    char *name; /* of the index or constraint that is dropped; NULL: it drops none */
    enum mg_late_kind kind;
    struct mg_step step;
    int line;
    size_t call; /* of the operation */
    const struct mg_operation *operation;
    bool spent; /* it was done, or need not be */
};

struct mg_late {
    struct mg_late_step *steps;
    size_t n, capacity;
};

/*
 * Puts the steps of a script off, which is empty then. name: what they drop (its last part counts);
 * NULL: nothing.
 */
void mg_late_add(struct mg_site *site, enum mg_late_kind kind, const char *name,
                 struct mg_script *script);

/* Whether anything that is put off drops an index or a constraint of that name, or one of a kind.
 */
bool mg_late_drops(const struct mg_site *site, const char *name);
bool mg_late_has(const struct mg_site *site, enum mg_late_kind kind);
bool mg_late_is_empty(const struct mg_site *site);

/*
 * Indexes of that name (NULL: all that foreign keys may refer to) are dropped in the same
 * transaction as the rest, instead of CONCURRENTLY after it.
 */
void mg_late_drop_together(struct mg_site *site, const char *name);

/* The name that something is built under while another has its own. */
void mg_late_name(const struct mg_site *site, struct mg_buf *b, const char *name);

/* Whether the operation may come before what is put off. */
bool mg_late_passes(const struct mg_operation *operation);

void mg_late_free(struct mg_late *late);

#endif
