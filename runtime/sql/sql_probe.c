/* Questions to the catalog: what became of a statement whose end nobody saw. */
#include "sql.h"

void mg_sql_probe_index(struct mg_buf *probe, const char *index, bool builds)
{
    mg_buf_add(probe, builds ? "SELECT CASE WHEN i.indisvalid THEN 'done'"
                               " WHEN i.indexrelid IS NOT NULL THEN"
                               " 'DROP INDEX CONCURRENTLY IF EXISTS '"
                               " || i.indexrelid::pg_catalog.regclass::text END"
                             : "SELECT CASE WHEN i.indexrelid IS NULL THEN 'done' END");
    mg_buf_add(probe, " FROM (SELECT pg_catalog.to_regclass(");
    mg_buf_name_literal(probe, index);
    mg_buf_add(probe, ") AS oid) x LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = x.oid");
}
