/* Names of NOT NULL constraints that follow what they are of when it is renamed. */
#ifndef MODELGEN_RUNTIME_OPERATIONS_FOLLOW_NAMES_H
#define MODELGEN_RUNTIME_OPERATIONS_FOLLOW_NAMES_H

#include "../sql/sql.h"

struct mg_renamed {
    const char *table, *table_was;
    const char *column, *column_was; /* NULL: all of them */
};

/* After the renaming; nothing on servers that have no such names. */
void mg_follow_column_names(const struct mg_site *site, struct mg_script *script,
                            const struct mg_renamed *renamed);
/* The NOT NULL of a column gets that name. */
void mg_sql_not_null_name(struct mg_script *script, const char *table, const char *column,
                          const char *name);

void mg_follow_domain_name(const struct mg_site *site, struct mg_script *script,
                           const mg_rename_args *a);

#endif
