/* What operations do to tables and their parts, and take for granted of them. For expect.c. */
#ifndef MODELGEN_RUNTIME_EXPECT_TABLES_H
#define MODELGEN_RUNTIME_EXPECT_TABLES_H

#include "things.h"

void mg_tables_create(struct mg_deed *d, const struct mg_noun *noun, const mg_table_args *a);

/* absent: none of the items is there already. */
void mg_tables_add_items(struct mg_deed *d, const char *table, const mg_item *items, bool absent);
void mg_tables_add_index(struct mg_deed *d, const struct mg_noun *noun, const mg_index_args *a);
void mg_tables_alter_column(struct mg_deed *d, const mg_alter_column_args *a);
void mg_tables_backfill(struct mg_deed *d, const mg_backfill_args *a);

/* A table becomes a partition ("partition") or a child ("inheritance") of another one, or is none
 * any more: by the operation's name. */
void mg_tables_join(struct mg_deed *d, const mg_partition_args *a, const char *noun);

/* It also gets columns and constraints from others. */
void mg_tables_inherit(struct mg_deed *d, const char *table);

/* With a primary key some NOT NULLs may go that were its own, others stay. */
void mg_tables_forget_null(struct mg_deed *d, const char *table);

/* Its parts of that kind, or all of them, are gone. */
void mg_tables_forget_parts(struct mg_deed *d, const char *table, enum mg_thing_kind only,
                            bool all);
void mg_tables_rename(struct mg_deed *d, const char *table, const char *to);

/* A column has another name in its indexes, too. */
void mg_tables_rename_in_indexes(struct mg_deed *d, const char *table, const char *name,
                                 const char *to);

#endif
