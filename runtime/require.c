#include "modelgen/require.h"

#include <libpq-fe.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Of the tenant whose schema this is, if it is one's; else of the database as a whole. */
static const char question[] =
    "SELECT n.number, n.name, a.number, a.name FROM (SELECT number, name, tenant"
    " FROM modelgen.applied WHERE tenant IN ('', current_schema())"
    " ORDER BY tenant DESC, number DESC LIMIT 1) n"
    " LEFT JOIN modelgen.applied a ON a.revision = $1 AND a.tenant = n.tenant";

static enum modelgen_state say(enum modelgen_state state, char *why, size_t size,
                               const char *format, ...) __attribute__((format(printf, 4, 5)));

static enum modelgen_state say(enum modelgen_state state, char *why, size_t size,
                               const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (why && size)
        vsnprintf(why, size, format, args);
    va_end(args);
    return state;
}

/* Within a transaction a missing table must not be asked, which would end it. */
static int has_ledger(PGconn *conn)
{
    if (PQtransactionStatus(conn) != PQTRANS_INTRANS)
        return 1;
    PGresult *result =
        PQexec(conn, "SELECT pg_catalog.to_regclass('modelgen.applied') IS NOT NULL");
    int has = PQntuples(result) > 0 && *PQgetvalue(result, 0, 0) == 't';
    PQclear(result);
    return has;
}

static enum modelgen_state failed(const PGresult *result, PGconn *conn, const char *revision,
                                  char *why, size_t size)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *words = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    if (state && (strcmp(state, "42P01") == 0 || strcmp(state, "3F000") == 0))
        return say(MODELGEN_BEHIND, why, size,
                   "the database was never migrated, and the program needs revision %s", revision);
    if (!words)
        words = PQerrorMessage(conn);
    return say(MODELGEN_FAILED, why, size, "the database's revision cannot be read: %.*s",
               (int)strcspn(words, "\n"), words);
}

static enum modelgen_state compare(const PGresult *result, const char *revision, char *why,
                                   size_t size)
{
    if (PQntuples(result) == 0)
        return say(MODELGEN_BEHIND, why, size,
                   "the database is at base, and the program needs revision %s", revision);
    const char *number = PQgetvalue(result, 0, 0), *name = PQgetvalue(result, 0, 1);
    if (PQgetisnull(result, 0, 2))
        return say(MODELGEN_BEHIND, why, size,
                   "the database is at %s %s and has not got revision %s, which the program needs",
                   number, name, revision);
    if (strcmp(number, PQgetvalue(result, 0, 2)) != 0)
        return say(MODELGEN_AHEAD, why, size,
                   "the database is at %s %s, the program only knows up to %s %s", number, name,
                   PQgetvalue(result, 0, 2), PQgetvalue(result, 0, 3));
    return say(MODELGEN_READY, why, size, "%s", "");
}

enum modelgen_state modelgen_require(struct pg_conn *conn, const char *revision, char *why,
                                     size_t size)
{
    const char *const parameters[] = {revision};
    if (!has_ledger(conn))
        return PQstatus(conn) != CONNECTION_OK
                   ? failed(NULL, conn, revision, why, size)
                   : say(MODELGEN_BEHIND, why, size,
                         "the database was never migrated, and the program needs revision %s",
                         revision);
    PGresult *result = PQexecParams(conn, question, 1, NULL, parameters, NULL, NULL, 0);
    enum modelgen_state state = PQresultStatus(result) == PGRES_TUPLES_OK
                                    ? compare(result, revision, why, size)
                                    : failed(result, conn, revision, why, size);
    PQclear(result);
    return state;
}
