/* Where others meet columns that are set aside: partitions, and what shows all columns of a table.
 */
#include "../sql/sql.h"
#include "stash.h"
#include "stash_parts.h"

bool mg_stash_shows(struct mg_site *site, const char *table)
{
    struct mg_buf sql = MG_BUF_INIT, before = MG_BUF_INIT;
    if (site->stashes)
        return true;
    mg_buf_add(&sql, "SELECT FROM pg_catalog.pg_attribute WHERE attname ~ '" MG_HELD_COLUMN_NAME
                     "' AND attnum > 0 AND NOT attisdropped");
    if (table) {
        mg_stash_before(site, table, &before);
        mg_buf_add(&sql, " AND attrelid = pg_catalog.to_regclass(");
        if (mg_site_wrote(site, &before))
            mg_buf_literal(&sql, mg_buf_text(&before));
        mg_buf_add(&sql, ")");
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
