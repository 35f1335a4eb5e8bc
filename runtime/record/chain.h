/*
 * The history of a project: its migrations in order, each revising the one before. A place in it is
 * how many migrations are applied there: 0 is base, n is head, and migration k leads from k to k
 * + 1.
 */
#ifndef MODELGEN_RUNTIME_CHAIN_H
#define MODELGEN_RUNTIME_CHAIN_H

#include "../base/error.h"
#include "../modelgen/migrate.h"

struct mg_chain {
    const struct mg_registered **at; /* at[0] comes first */
    size_t n;
};

/* Orders the registry. False if it is no chain: a number twice, a gap, two heads. */
bool mg_chain_make(struct mg_chain *chain, const struct mg_registry *registry,
                   struct mg_error *error);
void mg_chain_free(struct mg_chain *chain);

/*
 * The place that a text names: head, base, a number (10, 010), a name (add_notifications,
 * 010_add_notifications, with or without .c), the beginning of a hash (four digits at least), +N or
 * -N as seen from the place `from`.
 */
bool mg_chain_find(const struct mg_chain *chain, const char *text, size_t from, size_t *place,
                   struct mg_error *error);

/* What a place is called: "010 add_notifications", or "base". */
void mg_chain_name(const struct mg_chain *chain, size_t place, struct mg_buf *out);

/* The same for one migration. */
void mg_migration_name(const mg_migration *m, struct mg_buf *out);

#endif
