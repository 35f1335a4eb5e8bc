/* Columns that Citus's tables can be given only in ways of their own. */
#ifndef MODELGEN_RUNTIME_DISTRIBUTED_H
#define MODELGEN_RUNTIME_DISTRIBUTED_H

#include "../site/site.h"
#include "../sql/sql.h"

/*
 * Adds those of the columns that plain statements could not add to a table that Citus keeps, or
 * refuses them, and takes them out of the items: serial columns, identities, and those with a
 * default that is volatile. True if there were any; of other tables there are none.
 */
bool mg_distributed_add_columns(struct mg_site *site, struct mg_script *script, const char *table,
                                mg_item *items);

/*
 * Takes from a column that comes back what would make it one that numbers rows: Citus could not,
 * and it still is one (mg_stash_column).
 */
void mg_distributed_leave_numbers(mg_column *c);

#endif
