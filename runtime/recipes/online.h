/*
 * What the recipes for tables in use have in common: long work is done under locks that let reads
 * and writes go on, strong locks are held for a moment. Each appends steps, and ends committed.
 * The rules are measured facts of PostgreSQL; where they are written is said at each.
 */
#ifndef MODELGEN_RUNTIME_OPERATIONS_ONLINE_H
#define MODELGEN_RUNTIME_OPERATIONS_ONLINE_H

#include "../site/site.h"
#include "../sql/sql.h"

/*
 * True if the table is in use and there are recipes for it: those below it are settled (family.h),
 * or it came back only now and has none.
 */
bool mg_online_can(struct mg_site *site, const char *table);

/*
 * Whether a SET list assigns to a column that decides in which partition a row is: then the rows
 * have to move, which an UPDATE of a single partition cannot do.
 */
bool mg_online_moves_rows(struct mg_site *site, const char *table, const char *assignments);

/*
 * CHECK and FOREIGN KEY: NOT VALID first, which looks at no row, then VALIDATE under
 * ShareUpdateExclusive in a transaction of its own (ALTER TABLE, Notes: "the ADD CONSTRAINT NOT
 * VALID command ... does not scan").
 */
void mg_online_add_constraint(struct mg_site *site, struct mg_script *script, const char *table,
                              const mg_constraint *c);

/*
 * PRIMARY KEY and UNIQUE: the index is built CONCURRENTLY, and becomes the constraint's (ALTER
 * TABLE ADD table_constraint_using_index). The columns of a primary key must be NOT NULL already.
 */
void mg_online_add_key(struct mg_site *site, struct mg_script *script, const char *table,
                       const mg_constraint *c);

/* The foreign keys among the lines of a table that came back, with its keys and checks. */
void mg_online_foreign_keys(struct mg_site *site, struct mg_script *script, const mg_table_args *a);

/* All the constraints among the lines of a table, one after the other. */
void mg_online_constraints(struct mg_site *site, struct mg_script *script, const char *table,
                           const mg_item *items);

/*
 * NOT NULL of a column: NOT VALID first, then VALIDATE, from PostgreSQL 18 on; before, SET NOT NULL
 * reads no row where a validated check says the same. fill: an expression for the rows that are
 * NULL, once no more of them can come in; NULL: there are none. name: of the constraint; NULL: as
 * PostgreSQL chooses, or the one that is there, not valid yet.
 */
void mg_online_set_not_null(struct mg_site *site, struct mg_script *script, const char *table,
                            const char *column, const char *fill, const char *name);

/* The rows that are NULL get the value of the expression, in batches; those few that are left, in
 * one statement. */
void mg_online_fill(struct mg_site *site, struct mg_script *script, const char *table,
                    const char *column, const char *fill);
void mg_online_fill_rest(struct mg_site *site, struct mg_script *script, const char *table,
                         const char *column, const char *fill);

/*
 * UPDATE of the rows for which the condition holds, by the keys of the table and those below it
 * (keys.h), in batches; each row that was there when it began is met once. again: one statement
 * then updates those for which the condition still holds. False if some have no key.
 */
bool mg_online_update_by_key(struct mg_site *site, struct mg_script *script, const char *table,
                             const char *assignments, const char *condition, bool again);

/*
 * UPDATE of the rows for which the condition holds, in batches; of a partitioned table or one with
 * children each of those that hold rows after the other. No column of a partition key may change.
 * It goes over the table again while others move some about and they get fewer; one statement then
 * updates what is left. Condition NULL: all rows, and that once.
 */
void mg_online_update(struct mg_site *site, struct mg_script *script, const char *table,
                      const char *assignments, const char *condition);

/*
 * Whether an expression may have another value for each row: it calls a function that is volatile
 * (by the name alone: rather once too often).
 */
bool mg_online_is_volatile(struct mg_site *site, const char *expression);

/* Whether the column is NOT NULL in the database, and valid. */
bool mg_online_is_not_null(struct mg_site *site, const char *table, const char *column);

/* --- Pieces of recipes ---------------------------------------------------------------------- */

void mg_online_commit(struct mg_script *script);

/*
 * A check that is not valid is in the way of whoever changes a row that breaks it, whatever of the
 * row changes, and stays if rows break it: those are looked for before it is added. misfit: an
 * expression that is true of them; message: what is said if there are any. Both are freed.
 */
void mg_online_require_fit(struct mg_script *script, const char *table, struct mg_buf *misfit,
                           struct mg_buf *message);

/* A step that begins with ALTER TABLE and the table. */
struct mg_buf *mg_online_alter(struct mg_script *script, const char *table);

/* The probe of the batches that were recorded last: how many blocks the table has. */
void mg_online_blocks(struct mg_script *script, const char *table);

/* --- Indexes (online_index.c) ------------------------------------------------------------- */

/* CREATE INDEX CONCURRENTLY; the same for a key, which then becomes the constraint. */
void mg_online_build_index(struct mg_script *script, const mg_index_args *a);
void mg_online_build_key(struct mg_script *script, const char *table, const mg_constraint *c,
                         const char *name);

/* The question of the step that was just begun: what became of the index? As the catalog names it.
 */
void mg_online_probe_index(struct mg_script *script, const char *table, const char *name);

/* `CREATE UNIQUE INDEX ...` of a key. */
void mg_online_key_index(struct mg_buf *b, const char *table, const mg_constraint *c,
                         const char *name, bool concurrently);

/*
 * The name that PostgreSQL would choose for an index of the table (ChooseIndexName in
 * commands/indexcmds.c), as the catalog has it. columns: a_b, NULL of a primary key; label: idx,
 * key, pkey, fkey. It is not chosen a second time for the migration.
 */
void mg_online_choose_name(struct mg_site *site, const char *table, const char *columns,
                           const char *label, struct mg_buf *name);
void mg_online_name_constraint(struct mg_site *site, const char *table, const mg_constraint *c,
                               struct mg_buf *name); /* a key or foreign key */

/* --- Partitioned tables (online_partitioned.c, online_family.c) ------------------------- */

/*
 * ON ONLY the partitioned table, CONCURRENTLY on each partition that has no such index of its own
 * yet, and then attached (CREATE INDEX, Notes on partitioned tables). False and nothing appended
 * where that cannot be (struct mg_family, settled).
 */
bool mg_online_partitioned_index(struct mg_site *site, struct mg_script *script,
                                 const mg_index_args *a);
bool mg_online_partitioned_key(struct mg_site *site, struct mg_script *script, const char *table,
                               const mg_constraint *c);

/*
 * From PostgreSQL 18 on as of any table. Before, one cannot be NOT VALID on a partitioned table:
 * NOT VALID and validated on each partition that holds rows, then added to the partitioned table,
 * which takes over those of the partitions, and reads no row. False where a partition has one of
 * these columns already.
 */
bool mg_online_partitioned_foreign_key(struct mg_site *site, struct mg_script *script,
                                       const char *table, const mg_constraint *c);

#endif
