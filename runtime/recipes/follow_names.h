/* Names of NOT NULL constraints that follow what they are of when it is renamed. */
#ifndef MODELGEN_RUNTIME_OPERATIONS_FOLLOW_NAMES_H
#define MODELGEN_RUNTIME_OPERATIONS_FOLLOW_NAMES_H

#include "../site/site.h"
#include "../sql/sql.h"

struct mg_renamed {
    const char *table, *table_was;
    const char *column, *column_was; /* NULL: all of them */
};

/* Whether the server gives NOT NULL of columns a name. */
bool mg_has_not_null_names(const struct mg_site *site);

/* Columns to be added, with the usual names of their NOT NULLs said. */
struct mg_named {
    mg_item *items; /* NULL: memory ran out */
    mg_column *columns;
    struct mg_buf *names; /* of each column; n of them */
    size_t n;
};

/*
 * Whether names have to be said: a child may bear the usual one, from a parent that it had; what
 * PostgreSQL would choose then is another one, and no rename reaches children whose names differ.
 * To be freed in any case.
 */
bool mg_say_not_null_names(struct mg_site *site, const mg_table_args *a, struct mg_named *named);
void mg_named_free(struct mg_named *named);

/*
 * After the renaming; nothing on servers that have no such names. What a child has under another
 * name than its parent keeps both names: PostgreSQL renames them together or not at all.
 */
void mg_follow_column_names(const struct mg_site *site, struct mg_script *script,
                            const struct mg_renamed *renamed);
/* The NOT NULL of a column gets that name. */
void mg_sql_not_null_name(struct mg_script *script, const char *table, const char *column,
                          const char *name);

/*
 * After a table has left a parent: what it had from that alone bears the parent's name, and gets
 * the one that it would have by itself. What was its own before keeps its name.
 */
void mg_left_parent(struct mg_site *site, struct mg_script *script, const char *table);

/*
 * Where a table drops NOT NULL, its partitions do likewise, but not those that have it as their
 * own, too, which is what ADD PRIMARY KEY USING INDEX makes of it from PostgreSQL 18 on. The rows
 * are their names, PQclear'ed by the caller; NULL: there are none.
 */
PGresult *mg_left_not_null(struct mg_site *site, const char *table, const char *column);
void mg_drop_left_not_null(struct mg_site *site, struct mg_script *script, const PGresult *left,
                           const char *column);

void mg_follow_domain_name(const struct mg_site *site, struct mg_script *script,
                           const mg_rename_args *a);

#endif
