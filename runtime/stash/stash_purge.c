/* What is held, and letting go of it. */
#include "stash.h"

#include <stdlib.h>
#include <string.h>

#include "../base/patience.h"
#include "../ledger/ledger.h"
#include "../server/session.h"

/* The table that a column is of, by its name of today. */
#define TABLE \
    "coalesce((SELECT oid::regclass::text FROM pg_class WHERE oid = s.of_table), s.relation)"
#define LIST(size)                                                              \
    "SELECT s.id, s.kind, CASE WHEN s.kind IN ('column', 'values') THEN " TABLE \
    " || '.' || s.name"                                                         \
    " ELSE s.relation END, s.revision, to_char(s.at AT TIME ZONE 'UTC',"        \
    " 'YYYY-MM-DD HH24:MI:SS \"UTC\"')," size                                   \
    " FROM modelgen.stash s WHERE kind <> 'lost'" MG_OF_TENANT " ORDER BY s.id"
#define SIZE                                                      \
    " CASE WHEN s.kind IN ('table', 'values') THEN "              \
    "pg_size_pretty(pg_total_relation_size(to_regclass(s.held)))" \
    " END"

/* To learn the size of a table takes a lock, which is not waited for: the size is left out, then.
 */
static PGresult *list(PGconn *conn, struct mg_error *error)
{
    PGresult *result = mg_query(
        conn, "SELECT pg_catalog.set_config('lock_timeout', '20ms', true); " LIST(SIZE), error);
    if (result || !mg_is_in_the_way(error))
        return result;
    mg_error_free(error);
    return mg_query(conn, LIST("NULL"), error);
}

bool mg_stash_list(PGconn *conn, struct mg_held **held, size_t *n, PGresult **result,
                   struct mg_error *error)
{
    *held = NULL;
    *n = 0;
    *result = list(conn, error);
    if (!*result)
        return false;
    *n = (size_t)PQntuples(*result);
    *held = calloc(*n + 1, sizeof **held);
    if (!*held)
        return mg_fail_memory(error);
    for (int i = 0; i < PQntuples(*result); i++)
        (*held)[i] =
            (struct mg_held){.id = PQgetvalue(*result, i, 0),
                             .kind = PQgetvalue(*result, i, 1),
                             .what = *PQgetvalue(*result, i, 1) == 'v' ? "replaced" : "dropped",
                             .name = PQgetvalue(*result, i, 2),
                             .revision = PQgetvalue(*result, i, 3),
                             .at = PQgetvalue(*result, i, 4),
                             .size = PQgetisnull(*result, i, 5) ? NULL : PQgetvalue(*result, i, 5)};
    return true;
}

/*
 * What is held, what is done first, what lets go of it, and whether its place may be empty then.
 * The lock that comes first keeps no reader or writer out, but makes an autovacuum go.
 */
static const char what_to_do[] =
    "SELECT id, coalesce('LOCK TABLE ' || to_regclass(CASE kind WHEN 'column' THEN " TABLE
    " WHEN 'table' THEN held WHEN 'values' THEN held END) || ' IN SHARE UPDATE EXCLUSIVE MODE;', "
    "''), CASE kind WHEN 'column' THEN format('ALTER TABLE IF EXISTS %%s DROP COLUMN IF EXISTS "
    "%%I', " TABLE ", held) WHEN 'table' THEN format('DROP TABLE IF EXISTS %%s', held)"
    " WHEN 'values' THEN format('DROP TABLE IF EXISTS %%s', held)"
    " ELSE format('DROP %%s %%s', name, held) END, kind <> 'column'"
    " FROM modelgen.stash s WHERE kind <> 'lost' AND at <= now() - "
    "make_interval(secs => %.0f)" MG_OF_TENANT;

static const char drop_places[] =
    "DO $modelgen$ DECLARE place regnamespace; BEGIN FOR place IN SELECT oid FROM pg_namespace n"
    " WHERE starts_with(nspname, 'modelgen_dropped_') AND NOT EXISTS (SELECT FROM pg_depend"
    " WHERE refclassid = 'pg_namespace'::regclass AND refobjid = n.oid) LOOP EXECUTE "
    "format('DROP SCHEMA %s', place); END LOOP;"
    " END $modelgen$";

/* One transaction, again and again while others are in the way: whoever comes meanwhile is let by.
 */
static bool let_go(PGconn *conn, const char *sql, struct mg_error *error)
{
    const struct mg_lock_patience locks = MG_LOCK_PATIENCE;
    struct mg_patience patience =
        mg_patience_of(locks.wait, 50, locks.pause, (unsigned)PQbackendPID(conn));
    while (!mg_command(conn, sql, error)) {
        struct mg_error ignored = {0};
        if (PQtransactionStatus(conn) != PQTRANS_IDLE)
            mg_command(conn, "ROLLBACK", &ignored);
        mg_error_free(&ignored);
        if (!mg_is_in_the_way(error) || !mg_patience_wait(&patience))
            return false;
        mg_error_free(error);
    }
    return true;
}

bool mg_stash_purge(PGconn *conn, const char *name, double seconds, size_t *n,
                    struct mg_error *error)
{
    struct mg_buf sql = MG_BUF_INIT;
    mg_buf_printf(&sql, what_to_do, seconds);
    if (name) {
        mg_buf_add(&sql, " AND ");
        mg_buf_literal(&sql, name);
        mg_buf_add(&sql, " IN (relation, relation || '.' || name, " TABLE " || '.' || name)");
    }
    PGresult *result = mg_query(conn, mg_buf_text(&sql), error);
    bool good = result != NULL;
    *n = 0;
    for (int i = 0; good && i < PQntuples(result); i++) {
        mg_buf_clear(&sql);
        mg_buf_printf(
            &sql,
            "BEGIN; SELECT pg_catalog.set_config('lock_timeout', (500 + 1000 * extract(epoch FROM"
            " pg_catalog.current_setting('deadlock_timeout')::interval))::integer || 'ms', true);"
            " %s SET LOCAL lock_timeout = '%dms'; %s; DELETE FROM modelgen.stash WHERE id = %s;"
            " %s; COMMIT",
            PQgetvalue(result, i, 1), ((struct mg_lock_patience)MG_LOCK_PATIENCE).timeout,
            PQgetvalue(result, i, 2), PQgetvalue(result, i, 0),
            *PQgetvalue(result, i, 3) == 't' ? drop_places : "");
        good = let_go(conn, mg_buf_text(&sql), error);
        *n += good;
    }
    PQclear(result);
    mg_buf_free(&sql);
    return good;
}
