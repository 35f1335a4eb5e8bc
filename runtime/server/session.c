#include "session.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "../base/clock.h"
#include "answers.h"

const char *mg_first(const PGresult *result, int column)
{
    bool there = PQntuples(result) > 0 && column < PQnfields(result);
    return there ? PQgetvalue(result, 0, column) : "";
}

bool mg_succeeded(const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

void mg_give_up(PGconn *conn)
{
    enum { MOST_READ = 10000 };
    shutdown(PQsocket(conn), SHUT_RDWR);
    for (int i = 0; i < MOST_READ && PQstatus(conn) == CONNECTION_OK; i++)
        PQconsumeInput(conn);
}

/*
 * Rows are to be sent or taken, and there is nobody who would: libpq says so again and again, and
 * in a pipeline the server does not even hear of the mark.
 */
static PGresult *refuse_copy(PGconn *conn, PGresult *result, struct mg_error *error)
{
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COPY_IN && status != PGRES_COPY_OUT && status != PGRES_COPY_BOTH)
        return result;
    if (error)
        mg_fail(error, MG_E545, "COPY cannot stream to or from a migration");
    mg_give_up(conn);
    return result;
}

PGresult *mg_next_result(PGconn *conn, struct mg_error *error)
{
    return refuse_copy(conn, PQgetResult(conn), error);
}

/* All that comes of what was sent: the last of it, or the first that is a failure. */
static PGresult *take_answer(PGconn *conn, struct mg_interrupt *interrupt, const char *sql,
                             struct mg_error *error)
{
    PGresult *last = NULL;
    for (;;) {
        mg_interrupt_await(interrupt, conn, sql);
        PGresult *next = mg_next_result(conn, error);
        if (!next)
            break;
        bool bad = last && !mg_succeeded(last); /* what comes behind a failure does not undo it */
        PQclear(bad ? next : last);
        last = bad ? last : next;
    }
    if (mg_succeeded(last))
        return last;
    mg_complain_unless(interrupt, conn, last, sql, error);
    PQclear(last);
    return NULL;
}

PGresult *mg_query(PGconn *conn, const char *sql, struct mg_error *error)
{
    struct mg_interrupt nobody = {.fd = -1};
    if (!sql) {
        mg_fail_memory(error);
        return NULL;
    }
    if (PQsendQuery(conn, sql))
        return take_answer(conn, &nobody, sql, error);
    mg_complain(conn, NULL, sql, error);
    return NULL;
}

bool mg_command(PGconn *conn, const char *sql, struct mg_error *error)
{
    PGresult *result = mg_query(conn, sql, error);
    PQclear(result);
    return result != NULL;
}

PGresult *mg_ask(PGconn *conn, const char *sql, const char *const *parameters, int n,
                 struct mg_interrupt *interrupt, struct mg_error *error)
{
    if (!sql) {
        mg_fail_memory(error);
        return NULL;
    }
    if (PQsendQueryParams(conn, sql, n, NULL, parameters, NULL, NULL, 0))
        return take_answer(conn, interrupt, sql, error);
    mg_complain(conn, NULL, sql, error);
    return NULL;
}

/* What a COPY begins with, or that it cannot. */
static PGresult *begin_copy(PGconn *conn, const char *sql, struct mg_interrupt *interrupt)
{
    if (!sql || !PQsendQuery(conn, sql))
        return NULL;
    mg_interrupt_await(interrupt, conn, sql);
    return PQgetResult(conn);
}

bool mg_copy_in(PGconn *conn, const char *sql, const char *data, size_t n, long long *rows,
                void (*tell)(void *context, size_t sent), void *context,
                struct mg_interrupt *interrupt, struct mg_error *error)
{
    enum { PIECE = 1 << 18 };
    PGresult *result = begin_copy(conn, sql, interrupt);
    bool good = PQresultStatus(result) == PGRES_COPY_IN, came = false;
    for (size_t at = 0; good && at < n && !came;) {
        size_t piece = n - at < PIECE ? n - at : PIECE;
        good = PQputCopyData(conn, data + at, (int)piece) == 1;
        at += piece;
        came = mg_interrupt_came(interrupt);
        if (good && tell)
            tell(context, at);
    }
    if (PQresultStatus(result) == PGRES_COPY_IN) {
        PQclear(result);
        if (PQputCopyEnd(conn, good && !came ? NULL : "broken off") != 1)
            mg_give_up(conn);
        mg_interrupt_await(interrupt, conn, sql);
        result = mg_next_result(conn, error);
    }
    good = good && mg_succeeded(result);
    *rows = good ? atoll(PQcmdTuples(result)) : -1;
    if (!good)
        mg_complain_unless(interrupt, conn, result, sql, error);
    while (result) {
        PQclear(result);
        result = mg_next_result(conn, error);
    }
    return good;
}

/* PgBouncer makes up the process number that it tells its clients. */
bool mg_is_pooled(PGconn *conn, bool *pooled, struct mg_error *error)
{
    PGresult *result = mg_query(conn, "SELECT pg_catalog.pg_backend_pid()", error);
    *pooled = result && atoi(mg_first(result, 0)) != PQbackendPID(conn);
    PQclear(result);
    return result != NULL;
}
