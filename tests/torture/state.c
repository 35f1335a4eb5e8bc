#include "state.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Schemas of the server itself, and the ledger's tables, of which only some columns count. */
#define OURS " n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'modelgen')"

// clang-format off
static const char *const questions[] = {
    "SELECT n.nspname, relname, relkind, relpersistence, relispartition, reloptions"
    " FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE" OURS " ORDER BY 1, 2",

    "SELECT n.nspname, relname, row_number() OVER (PARTITION BY c.oid ORDER BY attnum), attname,"
    " format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated, pg_get_expr(adbin, adrelid),"
    " col_description(c.oid, attnum) FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid"
    " JOIN pg_namespace n ON n.oid = relnamespace LEFT JOIN pg_attrdef d ON adrelid = c.oid AND adnum = attnum"
    " WHERE attnum > 0 AND NOT attisdropped AND" OURS " ORDER BY 1, 2, 3",

    "SELECT n.nspname, conrelid::regclass, conname, convalidated, pg_get_constraintdef(k.oid),"
    " obj_description(k.oid, 'pg_constraint') FROM pg_constraint k"
    " JOIN pg_namespace n ON n.oid = connamespace WHERE" OURS " ORDER BY 1, conrelid::regclass::text, 3",

    "SELECT indexrelid::regclass, pg_get_indexdef(indexrelid), indisvalid, indisready, indislive, indisreplident,"
    " obj_description(indexrelid, 'pg_class') FROM pg_index i JOIN pg_class c ON c.oid = indexrelid"
    " JOIN pg_namespace n ON n.oid = relnamespace WHERE" OURS " ORDER BY n.nspname, relname",

    "SELECT inhparent::regclass, inhrelid::regclass, inhseqno, to_jsonb(i)->>'inhdetachpending'"
    " FROM pg_inherits i ORDER BY inhparent::regclass::text, inhrelid::regclass::text",

    "SELECT tgrelid::regclass, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 2",

    "SELECT enumtypid::regtype, enumlabel, row_number() OVER (PARTITION BY enumtypid ORDER BY enumsortorder)"
    " FROM pg_enum ORDER BY enumtypid::regtype::text, 3",

    "SELECT pg_get_functiondef(p.oid) FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace"
    " WHERE" OURS " ORDER BY 1",

    "SELECT tenant, number, revision, down_revision, name, checksum FROM modelgen.applied ORDER BY 1, 2",

    "SELECT tenant, number, revision, direction, count(*) FROM modelgen.history WHERE outcome = 'done'"
    " GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 4",

    "SELECT tenant, number, direction, run.finished_at IS NOT NULL, step, part, kind, state, operation, statement,"
    " CASE WHEN kind = 'batches' THEN rows END"
    " FROM modelgen.run JOIN modelgen.step ON run = id WHERE NOT abandoned ORDER BY 1, 2, 3, run.id, 5",

    "SELECT tenant, kind, relation, name, held, revision FROM modelgen.stash ORDER BY 1, 2, 3, 4",

    /* The rows: a query for each table. */
    "SELECT 'SELECT ' || quote_literal(c.oid::regclass) || ', count(*), md5(string_agg(t::text, ''|'' ORDER BY t::text))"
    " FROM ' || c.oid::regclass || ' t' FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
    " WHERE relkind = 'r' AND" OURS " ORDER BY c.oid::regclass::text",
};
// clang-format on

static PGconn *connect_patiently(const char *url)
{
    PGconn *conn = NULL;
    for (int tries = 0; tries < 300; tries++) {
        conn = PQconnectdb(url);
        if (PQstatus(conn) == CONNECTION_OK)
            return conn;
        PQfinish(conn);
        nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
    }
    return NULL;
}

/* Writes the rows of a query; `rows`: they are queries themselves. */
static int write_answer(PGconn *conn, const char *query, int rows, FILE *out)
{
    PGresult *result = PQexec(conn, query);
    int good = PQresultStatus(result) == PGRES_TUPLES_OK;
    if (!good && PQstatus(conn) == CONNECTION_OK)
        fprintf(stderr, "%s: %s", query, PQerrorMessage(conn));
    for (int i = 0; good && i < PQntuples(result); i++) {
        if (rows) {
            good = write_answer(conn, PQgetvalue(result, i, 0), 0, out);
            continue;
        }
        for (int c = 0; c < PQnfields(result); c++)
            fprintf(out, "%s%s", c ? " | " : "",
                    PQgetisnull(result, i, c) ? "-" : PQgetvalue(result, i, c));
        fputc('\n', out);
    }
    PQclear(result);
    return good;
}

static char *read_once(const char *url)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    PGconn *conn = connect_patiently(url);
    int good = conn && out;
    size_t n = sizeof questions / sizeof *questions;
    for (size_t i = 0; good && i < n; i++)
        good = write_answer(conn, questions[i], i + 1 == n, out);
    PQfinish(conn);
    fclose(out);
    if (good)
        return text;
    free(text);
    return NULL;
}

/* The server may just go down. */
char *state_of(const char *url)
{
    char *text = NULL;
    for (int tries = 0; !text && tries < 5; tries++)
        text = read_once(url);
    return text;
}

char *state_dump(const char *url)
{
    char command[600], line[4096], *text = NULL;
    size_t size = 0;
    snprintf(command, sizeof command, "pg_dump --schema-only --exclude-schema=modelgen '%s'", url);
    FILE *in = popen(command, "r"), *out = open_memstream(&text, &size);
    while (in && fgets(line, sizeof line, in))
        if (!strstr(line, "restrict "))
            fputs(line, out);
    if (in)
        pclose(in);
    fclose(out);
    return text;
}
