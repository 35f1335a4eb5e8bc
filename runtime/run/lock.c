#include "lock.h"

#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "../base/clock.h"
#include "../ledger/ledger.h"

/* "modelgen" as a number, for a tenant with its name mixed in; advisory locks are per database. */
static uint64_t key_of(const char *tenant)
{
    uint64_t key = 0x6d6f64656c67656e;
    for (const char *c = tenant ? tenant : ""; *c; c++)
        key = (key ^ (unsigned char)*c) * 0x100000001b3;
    return key;
}

void mg_lock_within(const char *tenant, bool with_ledger, struct mg_buf *sql)
{
    mg_buf_printf(sql, "SELECT 1 / (pg_catalog.pg_try_advisory_xact_lock(%lld)%s)::integer",
                  (long long)key_of(tenant),
                  with_ledger ? " AND NOT EXISTS (SELECT FROM modelgen.run WHERE finished_at IS"
                                " NULL" MG_OF_TENANT ")"
                              : "");
}

bool mg_lock_is_free(PGconn *conn, const char *tenant, struct mg_error *error)
{
    char sql[100];
    snprintf(sql, sizeof sql, "SELECT pg_catalog.pg_try_advisory_xact_lock(%lld)",
             (long long)key_of(tenant));
    PGresult *result = mg_query(conn, sql, error);
    bool is_free = *mg_first(result, 0) == 't';
    PQclear(result);
    return is_free;
}

bool mg_lock_is_taken(const struct mg_error *error)
{
    return strcmp(error->sqlstate, "22012") == 0; /* the division by zero */
}

/*
 * A lock that lives as long as its runner must not be timed out, and must not outlive it long: a
 * server asks a silent network for its client only after hours, unless told otherwise.
 */
#define BEGIN                                            \
    "BEGIN ISOLATION LEVEL READ COMMITTED;"              \
    "SET LOCAL statement_timeout = 0;"                   \
    "SET LOCAL idle_in_transaction_session_timeout = 0;" \
    "SET LOCAL tcp_keepalives_idle = 10;"                \
    "SET LOCAL tcp_keepalives_interval = 5;"             \
    "SET LOCAL tcp_keepalives_count = 3;"

/* Who holds it, as a sentence; nothing if nobody does (any more). */
static bool describe_holder(PGconn *conn, uint64_t key, struct mg_buf *out, struct mg_error *error)
{
    mg_buf_clear(out);
    mg_buf_printf(
        out,
        "SELECT format('process %%s (user %%s%%s%%s) holds it%%s', a.pid, a.usename,"
        " coalesce(', ' || nullif(a.application_name, ''), ''),"
        " coalesce(', from ' || a.client_addr, ''),"
        " to_char(a.xact_start AT TIME ZONE 'UTC', '\" since \"YYYY-MM-DD HH24:MI:SS\" UTC\"'))"
        " FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a USING (pid)"
        " WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1"
        " AND l.classid = %u AND l.objid = %u"
        " AND l.database = (SELECT oid FROM pg_catalog.pg_database"
        " WHERE datname = current_database())",
        (unsigned)(key >> 32), (unsigned)(key & 0xffffffff));
    PGresult *result = mg_buf_failed(out) ? NULL : mg_query(conn, mg_buf_text(out), error);
    if (!result)
        return false;
    mg_buf_clear(out);
    if (PQntuples(result) > 0)
        mg_buf_add(out, PQgetvalue(result, 0, 0));
    PQclear(result);
    return true;
}

/*
 * One attempt, in a transaction that stays open only if it got the lock: whoever builds an index
 * CONCURRENTLY waits for the transactions that it has seen with a snapshot, also for one that does
 * nothing any more but wait for the builder.
 */
static bool try_lock(PGconn *conn, uint64_t key, bool *got, struct mg_error *error)
{
    char sql[400];
    snprintf(sql, sizeof sql, "%s%sSELECT pg_catalog.pg_try_advisory_xact_lock(%lld)", BEGIN,
             PQserverVersion(conn) < 170000 ? "" : "SET LOCAL transaction_timeout = 0;",
             (long long)key);
    PGresult *result = mg_query(conn, sql, error);
    *got = *mg_first(result, 0) == 't';
    PQclear(result);
    return *got || (error->code == MG_OK && mg_command(conn, "ROLLBACK", error));
}

struct waiting {
    PGconn *conn;
    uint64_t key;
    const struct mg_listener *listener;
    struct mg_interrupt *interrupt;
    double start, end, told;
    struct mg_buf holder, before;
};

/* Says who holds it: at once, when that changes, and every ten seconds. */
static bool tell(struct waiting *w, struct mg_error *error)
{
    if (!describe_holder(w->conn, w->key, &w->holder, error))
        return false;
    const char *holder = mg_buf_text(&w->holder), *before = mg_buf_text(&w->before);
    bool news = holder && *holder && before && strcmp(holder, before) != 0;
    if (news || (w->holder.n && mg_now_ms() - w->told > 10e3)) {
        w->listener->tell(w->listener->context,
                          &(struct mg_event){.kind = MG_EVENT_WAITING,
                                             .text = holder,
                                             .milliseconds = mg_now_ms() - w->start});
        w->told = mg_now_ms();
        mg_buf_clear(&w->before);
        mg_buf_add(&w->before, holder);
    }
    return true;
}

/* Tries again, at first soon, then once a second; runners that wait together do not try together.
 */
static bool wait_for(struct waiting *w, struct mg_error *error)
{
    double pause = 10;
    unsigned jitter = (unsigned)PQbackendPID(w->conn) * 2654435761u;
    for (;;) {
        bool got;
        if (!try_lock(w->conn, w->key, &got, error) || got)
            return got;
        if (!tell(w, error))
            return false;
        if (mg_interrupt_came(w->interrupt))
            return mg_fail(error, MG_E546, "interrupted");
        double left = w->end - mg_now_ms();
        if (left <= 0)
            break;
        jitter = jitter * 1664525u + 1013904223u;
        double now = pause * (0.75 + (double)(jitter >> 16) / 131072.0);
        mg_sleep_ms(now < left ? now : left);
        pause = pause < 500 ? pause * 2 : 1000;
    }
    mg_fail(error, MG_E543, "the migration lock was not free within %.0f s",
            (w->end - w->start) / 1e3);
    if (w->holder.n)
        mg_buf_add(&error->detail, mg_buf_text(&w->holder));
    mg_error_hint(error, "--wait SECONDS waits longer. If that process is stuck: "
                         "select pg_terminate_backend(PID).");
    return false;
}

PGconn *mg_lock(const char *url, const char *tenant, int wait, const struct mg_listener *listener,
                struct mg_interrupt *interrupt, struct mg_error *error)
{
    PGconn *conn = mg_connect(url, error);
    if (!conn)
        return NULL;
    if (!mg_is_writable(conn, error)) {
        PQfinish(conn);
        return NULL;
    }
    struct waiting w = {.conn = conn,
                        .key = key_of(tenant),
                        .listener = listener,
                        .interrupt = interrupt,
                        .start = mg_now_ms()};
    w.end = w.start + wait * 1e3;
    bool got = wait_for(&w, error);
    mg_buf_free(&w.holder);
    mg_buf_free(&w.before);
    if (got)
        return conn;
    PQfinish(conn);
    return NULL;
}

bool mg_lock_holds(PGconn *lock, struct mg_error *error)
{
    struct pollfd fd = {.fd = PQsocket(lock), .events = POLLIN};
    bool holds = PQstatus(lock) == CONNECTION_OK && fd.fd >= 0;
    while (holds && poll(&fd, 1, 0) > 0)
        holds = PQconsumeInput(lock) && PQstatus(lock) == CONNECTION_OK;
    return holds || mg_fail(error, MG_E544, "the connection that held the migration lock is gone");
}
