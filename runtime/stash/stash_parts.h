/* What the files of the stash share. */
#ifndef MODELGEN_RUNTIME_STASH_PARTS_H
#define MODELGEN_RUNTIME_STASH_PARTS_H

#include "../ledger/ledger.h"
#include "../site/site.h"

/* SQL after a schema's name: what keeps the tenants of a database apart in there. */
#define MG_STASH_OF_TENANT                                                \
    " || coalesce('_' || left(encode(sha256(convert_to(nullif(" MG_TENANT \
    ", ''), 'UTF8')), 'hex'), 8), '')"

/* In names of what is held: which way it was set aside. No revision starts like that. */
const char *mg_stash_way(enum mg_direction direction);

/*
 * What tells the rows of a table apart, as an array of numbers of columns: the primary key, or
 * another unique one, best one that the column is no part of. Null where there is none.
 */
#define MG_KEY_OF(t, column)                                                                 \
    "(SELECT (indkey::pg_catalog.int2[])[0:indnkeyatts - 1] FROM pg_catalog.pg_index"        \
    " WHERE indrelid = " t " AND indisunique AND indisvalid AND indimmediate AND indpred IS" \
    " NULL AND NOT EXISTS (SELECT FROM pg_catalog.unnest((indkey::pg_catalog.int2[])"        \
    "[0:indnkeyatts - 1]) k (n) LEFT JOIN pg_catalog.pg_attribute o ON o.attrelid = " t      \
    " AND o.attnum = n AND attnotnull WHERE o.attnum IS NULL) ORDER BY " column              \
    " = ANY ((indkey::pg_catalog.int2[])[0:indnkeyatts - 1]), NOT indisprimary, indexrelid"  \
    " LIMIT 1)"

/* What the name of a column that is held begins with: a regular expression. */
#define MG_HELD_COLUMN_NAME "^_dropped_(down_)?[0-9a-f]{12}_"

/* A condition on modelgen.stash: what comes back on the way in that direction. */
const char *mg_stash_of_other_way(enum mg_direction direction);

/* False if nothing can come back on this way: then nothing need be looked for. */
bool mg_stash_may_hold(struct mg_site *site);

/* Whether a column of the table (NULL: of any) is held, or will be by then. */
bool mg_stash_shows(struct mg_site *site, const char *table);

/* A name as a constant, as to_regclass reads it; of a function, with its argument list. */
void mg_stash_add_quoted(struct mg_buf *b, const char *name);

/* What the table is called before the migration, as SQL; nothing if that makes it. */
void mg_stash_before(struct mg_site *site, const char *table, struct mg_buf *before);

/*
 * DO $modelgen$ ... $modelgen$: a step that finds out for itself what there is to do. It begins in
 * its declarations, with the table as "t" and a text "other". begin: DO
 */
struct mg_buf *mg_stash_begin_block(struct mg_script *script, const char *begin, const char *table);
void mg_stash_end_block(struct mg_buf *b);

/* In a block: the schema "place" goes with the last of what was held in it. */
void mg_stash_add_drop_place(struct mg_buf *b);

/*
 * In a block: the row of modelgen.stash, where the variable "held" says what it is now. kind: its
 * first columns as SQL: kind, of_table, of_column.
 */
void mg_stash_add_record(struct mg_buf *b, struct mg_site *site, const char *kind,
                         const char *table, const char *name);

/*
 * Among the declarations, after those of the table t and its column a: whether the column goes on
 * to number rows. Of a table of Citus's neither an identity nor a serial column could become one
 * again (ErrorIfUnsupportedAlterTableStmt in src/backend/distributed/commands/table.c).
 */
void mg_stash_add_numbered(struct mg_buf *b, struct mg_site *site, const char *table);

/* A step: it is not held any more. condition: how it is known which of those that are called that.
 */
void mg_stash_forget(struct mg_script *script, const char *held, const char *condition,
                     const char *table);

/* In a DO block: the schema (variable "place") that a table was held in goes with the last one. */
void mg_stash_add_drop_place(struct mg_buf *b);

/* From the schema that it was held in to the one that its name says. what: "TABLE", "TYPE", ... */
void mg_stash_bring_back(struct mg_script *script, const char *what, const char *held,
                         const char *name);

#endif
