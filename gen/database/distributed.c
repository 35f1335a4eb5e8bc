#include <string.h>

#include "database/database.h"

/* What stands in for Citus where the server has none: templates/citus.sql says what it knows. */
static const char *const stand_in = __extension__ /* it has more than 4095 bytes */
#include "templates/citus.sql.inc"
    ;

static const char is_there[] = "SELECT to_regclass('pg_catalog.pg_dist_partition') IS NOT NULL";

bool database_stand_in(struct arena *arena, const char *url, struct diags *diags)
{
    const char *there = database_query(arena, url, is_there, diags);

    return there && (strcmp(there, "t") == 0 || database_run(arena, url, stand_in, diags));
}

/*
 * As pg_dump would tell it: an object with its lines. Which tables Citus puts together by itself
 * depends on which of them was there first, so groups are told of no table.
 */
static const char distributions[] =
    "SELECT E'-- Name: distributions; Type: CITUS\\n' || string_agg(format("
    "'%s: %s, %s, %s shards', p.logicalrelid, CASE partmethod WHEN 'n' THEN 'a reference table'"
    " ELSE 'distributed' END, pg_catalog.column_to_column_name(p.logicalrelid, p.partkey),"
    " coalesce(shardcount, 1)), E'\\n' ORDER BY p.logicalrelid::text COLLATE \"C\") || E'\\n'"
    " FROM pg_catalog.pg_dist_partition p"
    " LEFT JOIN pg_catalog.pg_dist_colocation USING (colocationid)"
    " JOIN pg_class c ON c.oid = p.logicalrelid WHERE c.relnamespace::regnamespace::text"
    " !~ '^modelgen'";

const char *database_distributions(struct arena *arena, const char *url, struct diags *diags)
{
    return database_query(arena, url, distributions, diags);
}
