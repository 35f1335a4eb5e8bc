/*
 * Lets a pg_dump read servers that are newer than itself, for tests on versions whose own pg_dump
 * is not here (tests/support/newer.sh). Preloaded into it. It sees what there was in its own time;
 * what is newer, newer.sh asks.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

#define NEWEST 150099 /* what the pg_dump is told that the server is, at most */

/* dlsym returns no function pointer in ISO C. */
static void *real(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

int PQserverVersion(const PGconn *conn)
{
    int (*function)(const PGconn *);
    *(void **)&function = real("PQserverVersion");
    int version = function(conn);
    return version > NEWEST ? NEWEST : version;
}

/* What the catalog has otherwise since PostgreSQL 17, in the queries of a pg_dump that does not
 * know it. */
static const struct {
    const char *was, *is;
} changed[] = {
    {"colliculocale", "colllocale AS colliculocale"},
    {"a.attstattarget", "coalesce(a.attstattarget, -1) AS attstattarget"},
    {", stxstattarget", ", coalesce(stxstattarget, -1) AS stxstattarget"},
};

/* To be freed; query itself goes free where something is changed. NULL: no memory. */
static char *change(char *query, const char *was, const char *is)
{
    char *at = query ? strstr(query, was) : NULL;
    if (!at)
        return query;
    char *text = malloc(strlen(query) + strlen(is) + 1);
    if (text) {
        memcpy(text, query, (size_t)(at - query));
        strcpy(text + (at - query), is);
        strcat(text, at + strlen(was));
    }
    free(query);
    return text;
}

PGresult *PQexec(PGconn *conn, const char *query)
{
    PGresult *(*function)(PGconn *, const char *);
    int (*version)(const PGconn *);
    *(void **)&function = real("PQexec");
    *(void **)&version = real("PQserverVersion");
    if (version(conn) < 170000)
        return function(conn, query);
    char *text = strdup(query);
    for (size_t i = 0; i < sizeof changed / sizeof *changed; i++)
        text = change(text, changed[i].was, changed[i].is);
    PGresult *result = function(conn, text ? text : "");
    free(text);
    return result;
}
