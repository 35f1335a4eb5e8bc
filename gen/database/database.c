#include "database/database.h"

#include <libpq-fe.h>
#include <string.h>

#include "runtime/base/buf.h"

static bool failed(struct diags *diags, const char *what, const char *words)
{
    diag_error(diags, MG605, (struct loc){0}, "%s", what);
    diag_detail(diags, words);
    return false;
}

static void ignore_notice(void *context, const char *message)
{
    (void)context;
    (void)message;
}

const char *database_query(struct arena *arena, const char *url, const char *sql,
                           struct diags *diags)
{
    PGconn *conn = PQconnectdb(url);
    PGresult *result = NULL;
    const char *value = NULL;

    if (PQstatus(conn) == CONNECTION_OK) {
        PQsetNoticeProcessor(conn, ignore_notice, NULL);
        result = PQexec(conn, sql);
        switch ((int)PQresultStatus(result)) {
        case PGRES_COMMAND_OK:
        case PGRES_EMPTY_QUERY:
            value = "";
            break;
        case PGRES_TUPLES_OK:
            value = PQntuples(result) ? arena_strdup(arena, PQgetvalue(result, 0, 0)) : "";
            break;
        default:
            failed(diags, "a statement failed", arena_strdup(arena, PQresultErrorMessage(result)));
        }
    } else {
        failed(diags, "the database cannot be reached", arena_strdup(arena, PQerrorMessage(conn)));
    }
    PQclear(result);
    PQfinish(conn);
    return value;
}

bool database_run(struct arena *arena, const char *url, const char *sql, struct diags *diags)
{
    return database_query(arena, url, sql, diags) != NULL;
}

const char *database_url(struct arena *arena, const char *url, const char *name)
{
    const char *start = strstr(url, ":///"), *end = start ? strchr(start, '?') : NULL;

    return end ? arena_printf(arena, "%.*s%s%s", (int)(start + 4 - url), url, name, end) : url;
}
