/*
 * From a live database to a schema. Each kind has a query for its objects (.catalog); their number
 * is fixed, whatever the database holds, and all of them see one state of it. Texts are as
 * PostgreSQL spells them, with the names of the default schema and of pg_catalog unqualified.
 */
#ifndef MODELGEN_DATABASE_CATALOG_H
#define MODELGEN_DATABASE_CATALOG_H

#include "model/kind.h"

struct catalog_options {
    struct strings schemas, tables, excludes; /* patterns, as shells have them; empty: all */
    const char
        *owner; /* who runs the migrations: what is its own has no OWNER. NULL: who owns most */
};

struct catalog {
    const struct schema *schema;
    /* A line each for everything that a model cannot say: `view "sales"`, `... : why`. */
    struct strings left_out;
};

/*
 * Reads the database; false and a diagnostic (MG605) if that fails. What belongs to extensions, to
 * PostgreSQL and to the ledger is no part of it. An object that needs something that is left out is
 * left out itself.
 */
bool catalog_read(struct arena *arena, const char *url, const struct catalog_options *options,
                  struct catalog *catalog, struct diags *diags);

#endif
