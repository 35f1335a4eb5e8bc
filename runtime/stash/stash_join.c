/* Where others meet columns that are set aside: partitions, and what shows all columns of a table.
 */
#include <string.h>

#include "../sql/sql.h"
#include "stash.h"
#include "stash_parts.h"

bool mg_stash_shows(struct mg_site *site, const char *table)
{
    struct mg_buf sql = MG_BUF_INIT, before = MG_BUF_INIT;
    if (site->stashes)
        return true;
    if (table) {
        mg_stash_before(site, table, &before);
        mg_buf_add(&sql,
                   "SELECT FROM pg_catalog.pg_attribute WHERE attname ~ '" MG_HELD_COLUMN_NAME
                   "' AND attnum > 0 AND NOT attisdropped AND attrelid = pg_catalog.to_regclass(");
        if (mg_site_wrote(site, &before))
            mg_buf_literal(&sql, mg_buf_text(&before));
        mg_buf_add(&sql, ")");
    } else {
        mg_buf_add(&sql, "SELECT FROM modelgen.stash WHERE kind = 'column'");
    }
    mg_buf_add(&sql, " LIMIT 1");
    PGresult *result = mg_site_wrote(site, &sql) ? mg_site_query(site, mg_buf_text(&sql)) : NULL;
    bool shows = result && PQntuples(result) > 0;
    PQclear(result);
    mg_buf_free(&sql);
    mg_buf_free(&before);
    return shows;
}

void mg_stash_join(struct mg_site *site, struct mg_script *script, const char *table,
                   const char *partition)
{
    if (!mg_stash_shows(site, table))
        return;
    struct mg_buf *b = mg_stash_begin_block(script, "DO", table);
    mg_buf_add(b, "    p CONSTANT regclass := ");
    mg_stash_add_quoted(b, partition);
    mg_buf_add(b,
               ";\nBEGIN\n    FOR other IN SELECT format('ALTER TABLE %s ADD COLUMN %I %s%s', p,"
               " attname,\n        format_type(atttypid, atttypmod), CASE WHEN attcollation <>"
               " 0 THEN (SELECT format(' COLLATE %I.%I',\n        collnamespace::regnamespace"
               "::name, collname) FROM pg_collation WHERE oid = attcollation) END)\n"
               "        FROM pg_attribute x WHERE attrelid = t AND attname ~ '" MG_HELD_COLUMN_NAME
               "' AND NOT EXISTS\n        (SELECT FROM pg_attribute o WHERE"
               " o.attrelid = p AND o.attname = x.attname) ORDER BY attnum\n"
               "    LOOP\n        EXECUTE other;\n    END LOOP;\n");
    mg_stash_end_block(b);
}

/* --- Views -------------------------------------------------------------------------------- */

/*
 * What `*` stands for is found out by PostgreSQL, with a view that nobody sees; then what is held
 * is left out of its lists, which it writes a column to a line: expressions over held columns are
 * nobody's but its own. The query is left as it is where it does not come to any.
 */
static const char look[] =
    "    EXECUTE 'CREATE TEMPORARY VIEW modelgen_seen AS ' || query;\n"
    "    IF EXISTS (SELECT FROM pg_rewrite r JOIN pg_depend d ON classid = 'pg_rewrite'::regclass"
    " AND objid = r.oid\n        JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid"
    " WHERE ev_class =\n        'pg_temp.modelgen_seen'::regclass AND refclassid ="
    " 'pg_class'::regclass AND attname ~ '" MG_HELD_COLUMN_NAME "')\n    THEN\n"
    "        query := rtrim(pg_get_viewdef('pg_temp.modelgen_seen'::regclass), ';');\n"
    "        query := regexp_replace(query, ',\\n\\s+' || item || '(?=,?\\n)', '', 'g');\n"
    "        query := regexp_replace(query, '(SELECT (DISTINCT (ON \\([^\\n]*\\) )?)?)' || item ||"
    " ',\\n\\s+', '\\1', 'g');\n"
    "    END IF;\n    DROP VIEW pg_temp.modelgen_seen;\n";

#define NAME "([a-z_][a-z0-9_]*|\"([^\"]|\"\")+\")"
static const char item[] =
    "    item CONSTANT text := '(?:" NAME "\\.)?(_dropped_(down_)?[0-9a-f]{12}_[a-z0-9_]*|"
    "\"_dropped_(down_)?[0-9a-f]{12}_([^\"]|\"\")*\")(?: AS " NAME ")?';\n";

bool mg_stash_view(struct mg_site *site, struct mg_script *script, const char *create,
                   const char *query, const char *end)
{
    if (!strchr(query, '*') || !mg_stash_shows(site, NULL))
        return false;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);
    mg_buf_add(b, "DO $modelgen$\nDECLARE\n    query text := ");
    mg_buf_literal(b, query);
    mg_buf_add(b, ";\n");
    mg_buf_add(b, item);
    mg_buf_add(b, "BEGIN\n");
    mg_buf_add(b, look);
    mg_buf_add(b, "    EXECUTE ");
    mg_buf_literal(b, create);
    mg_buf_add(b, " || query || ");
    mg_buf_literal(b, end);
    mg_buf_add(b, ";\n");
    mg_stash_end_block(b);
    return true;
}
