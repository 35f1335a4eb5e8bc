#include "modelgen/require.h"

#include <libpq-fe.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of the tenant whose schema this is, if it is one's; else of the database as a whole. */
#define QUESTION(revision)                                                        \
    "SELECT n.number, n.name, a.number, a.name FROM (SELECT number, name, tenant" \
    " FROM modelgen.applied WHERE tenant IN ('', current_schema())"               \
    " ORDER BY tenant DESC, number DESC LIMIT 1) n"                               \
    " LEFT JOIN modelgen.applied a ON a.revision = " revision " AND a.tenant = n.tenant"

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

/*
 * Within a transaction a ledger that is missing must not end it: the question is asked behind a
 * savepoint, all in one message. NULL if memory ran out or the connection is gone.
 */
static PGresult *ask_within(PGconn *conn, const char *revision)
{
    static const char format[] =
        "SAVEPOINT modelgen_require; " QUESTION("%s") "; RELEASE SAVEPOINT modelgen_require";
    char *literal = PQescapeLiteral(conn, revision, strlen(revision));
    size_t size = literal ? sizeof format + strlen(literal) : 0;
    char *sql = size ? malloc(size) : NULL;
    PGresult *answer = NULL, *next;
    if (sql)
        snprintf(sql, size, format, literal);
    bool sent = sql && PQsendQuery(conn, sql);
    while (sent && (next = PQgetResult(conn))) {
        bool wanted = PQresultStatus(next) != PGRES_COMMAND_OK; /* the rows, or what failed */
        PQclear(wanted ? answer : next);
        answer = wanted ? next : answer;
    }
    if (PQtransactionStatus(conn) == PQTRANS_INERROR)
        PQclear(PQexec(conn, "ROLLBACK TO SAVEPOINT modelgen_require;"
                             " RELEASE SAVEPOINT modelgen_require"));
    free(sql);
    PQfreemem(literal);
    return answer;
}

static PGresult *ask(PGconn *conn, const char *revision)
{
    const char *const parameters[] = {revision};
    if (PQtransactionStatus(conn) == PQTRANS_INTRANS)
        return ask_within(conn, revision);
    return PQexecParams(conn, QUESTION("$1"), 1, NULL, parameters, NULL, NULL, 0);
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
    if (PQstatus(conn) != CONNECTION_OK)
        return failed(NULL, conn, revision, why, size);
    PGresult *result = ask(conn, revision);
    enum modelgen_state state = PQresultStatus(result) == PGRES_TUPLES_OK
                                    ? compare(result, revision, why, size)
                                    : failed(result, conn, revision, why, size);
    PQclear(result);
    return state;
}
