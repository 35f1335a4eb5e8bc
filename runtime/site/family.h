/*
 * A table with what is below it: the partitions of a partitioned table, theirs, and so on; the
 * children of one that others inherit from. As the catalog has it before the migration, under the
 * names that the migration gives them.
 */
#ifndef MODELGEN_RUNTIME_FAMILY_H
#define MODELGEN_RUNTIME_FAMILY_H

#include "site.h"

/*
 * FROM and JOIN for the columns of partition keys (partrelid), those in expressions too: these are
 * noted as parts of the table (StorePartitionKey in catalog/heap.c).
 */
#define MG_PARTITION_KEY_COLUMNS                                                                   \
    " FROM pg_catalog.pg_partitioned_table JOIN pg_catalog.pg_attribute a ON attrelid = partrelid" \
    " AND (attnum = ANY (partattrs) OR EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE"           \
    " d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = partrelid"              \
    " AND d.objsubid = attnum AND d.refclassid = d.classid AND d.refobjid = partrelid"             \
    " AND d.refobjsubid = 0 AND d.deptype = 'i'))"

struct mg_relative {
    char *name;      /* as operations take it: "billing.\"Events\"" */
    char *oid;       /* in the database */
    char kind;       /* pg_class.relkind: r, p, f */
    size_t parent;   /* its place in the list; 0 is the table itself */
    bool is_default; /* the default partition of its parent */
    bool has_below;  /* others are below it */
};

struct mg_family {
    struct mg_relative *items; /* each before what is below it, which follows it directly */
    size_t n;
    /*
     * Whether what the catalog says holds when the migration comes to be carried out, and each of
     * them can be dealt with by itself: the migration itself adds, takes away and drops none before
     * that, and none is a foreign table or about to be detached.
     */
    bool settled;
};

/*
 * Writes the name of member i, for an UPDATE of its own rows alone: `ONLY x AS t`, where what the
 * SET list and the condition call t is x. table: what the migration calls the first of them.
 */
void mg_family_own_rows(const struct mg_family *family, size_t i, const char *table,
                        struct mg_buf *b);

/* False if the table is not there before the migration, or memory runs out. */
bool mg_family_read(struct mg_site *site, const char *table, struct mg_family *family);
void mg_family_free(struct mg_family *family);

#endif
