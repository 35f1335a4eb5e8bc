#include "watch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runner.h"
#include "transaction.h"

enum { FIRST_LOOK_MS = 1000, TOLD_AGAIN_MS = 10000, ANSWER_MS = 10000 };

/* --- What PostgreSQL calls it, and what it means -------------------------------------------- */

static const struct {
    const char *phase, *words;
} words[] = {
    {"initializing", "beginning"},
    {"waiting for writers before build", "waiting for transactions that write to the table"},
    {"building index: scanning table", "reading the table"},
    {"building index: sorting live tuples", "sorting"},
    {"building index: loading tuples in tree", "writing the index"},
    {"building index", "building the index"},
    {"waiting for writers before validation", "waiting for transactions that write to the table"},
    {"index validation: scanning index", "checking, reading the index"},
    {"index validation: sorting tuples", "checking, sorting"},
    {"index validation: scanning table", "checking, reading the table"},
    {"waiting for old snapshots", "waiting for older transactions"},
    {"waiting for readers before marking dead", "waiting for transactions that read the table"},
    {"waiting for readers before dropping", "waiting for transactions that read the table"},
    {"seq scanning heap", "reading the table"},
    {"index scanning heap", "reading the table in the order of the index"},
    {"sorting tuples", "sorting"},
    {"writing new heap", "writing the table"},
    {"swapping relation files", "changing places"},
    {"rebuilding index", "building indexes"},
    {"performing final cleanup", "clearing up"},
    {"copying rows", "copying rows"},
    {"scanning heap", "reading the table"},
    {"vacuuming indexes", "cleaning indexes"},
    {"vacuuming heap", "cleaning the table"},
    {"acquiring sample rows", "reading a sample"},
};

static const char *words_of(const char *phase)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].phase, phase) == 0)
            return words[i].words;
    return NULL;
}

/* For what PostgreSQL has no view: how it begins, and words. */
static const char *words_without_view(const char *statement)
{
    if (strstr(statement, " VALIDATE CONSTRAINT "))
        return "reading the table";
    return strncmp(statement, "ALTER TABLE ", 12) == 0 ? "at work on the table" : NULL;
}

/* --- The question --------------------------------------------------------------------------- */

/* Units are those of enum mg_unit. */
#define INDEX                                                                                     \
    "SELECT pid, phase, CASE WHEN phase LIKE 'waiting%' THEN 4 WHEN phase LIKE '%tuples in tree'" \
    " THEN 3 WHEN phase LIKE '%sorting%' THEN 0 ELSE 1 END AS unit,"                              \
    " CASE WHEN phase LIKE 'waiting%' THEN lockers_done WHEN phase LIKE '%tuples in tree' THEN"   \
    " tuples_done ELSE blocks_done END AS done,"                                                  \
    " CASE WHEN phase LIKE 'waiting%' THEN lockers_total WHEN phase LIKE '%tuples in tree' THEN"  \
    " tuples_total WHEN phase LIKE '%sorting%' THEN 0 ELSE blocks_total END AS total,"            \
    " 0 AS rows FROM pg_catalog.pg_stat_progress_create_index"
#define CLUSTER                                                               \
    " UNION ALL SELECT pid, phase, 1, heap_blks_scanned,"                     \
    " CASE WHEN phase LIKE '%scanning heap' THEN heap_blks_total ELSE 0 END," \
    " heap_tuples_scanned FROM pg_catalog.pg_stat_progress_cluster"
#define VACUUM                                                                               \
    " UNION ALL SELECT pid, phase, 1, heap_blks_scanned,"                                    \
    " CASE WHEN phase = 'scanning heap' THEN heap_blks_total ELSE 0 END, 0"                  \
    " FROM pg_catalog.pg_stat_progress_vacuum UNION ALL SELECT pid, phase, 1,"               \
    " sample_blks_scanned, CASE WHEN phase = 'acquiring sample rows' THEN sample_blks_total" \
    " ELSE 0 END, 0 FROM pg_catalog.pg_stat_progress_analyze"
#define COPY                                                                                   \
    " UNION ALL SELECT pid, 'copying rows', 2, bytes_processed, bytes_total, tuples_processed" \
    " FROM pg_catalog.pg_stat_progress_copy"

/*
 * The backend is found by what it does, as a pooler gives its clients other numbers; of several,
 * the one whose number is right. relpages takes no lock, unlike pg_relation_size.
 */
#define QUESTION(views)                                                                           \
    "SELECT p.phase, p.unit, p.done, p.total, p.rows, a.wait_event_type = 'Lock',"                \
    " CASE WHEN a.wait_event_type = 'Lock' THEN (pg_catalog.pg_blocking_pids(a.pid))[1] END,"     \
    " (SELECT max(relpages)::bigint * 8192 FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_class c" \
    " ON c.oid = l.relation WHERE l.pid = a.pid AND l.database = (SELECT oid FROM"                \
    " pg_catalog.pg_database WHERE datname = pg_catalog.current_database())"                      \
    " AND c.relkind IN ('r', 'm') AND c.relnamespace <> 'pg_catalog'::pg_catalog.regnamespace),"  \
    " a.pid"                                                                                      \
    " FROM pg_catalog.pg_stat_activity a LEFT JOIN (" views ") p USING (pid)"                     \
    " WHERE a.state = 'active' AND a.datname = pg_catalog.current_database()"                     \
    " AND pg_catalog.left(a.query, 200) = pg_catalog.left($1, 200)"                               \
    " AND a.pid <> pg_catalog.pg_backend_pid() ORDER BY a.pid = $2::integer DESC LIMIT 1"

static bool ask(struct mg_watch *watch, PGconn *conn)
{
    static const char *const questions[] = {QUESTION(INDEX CLUSTER VACUUM),
                                            QUESTION(INDEX CLUSTER VACUUM COPY)};
    char pid[16];
    const char *parameters[] = {watch->doing, pid};
    snprintf(pid, sizeof pid, "%d", PQbackendPID(conn));
    return PQsendQueryParams(watch->conn, questions[PQserverVersion(conn) >= 140000], 2, NULL,
                             parameters, NULL, NULL, 0) &&
           PQflush(watch->conn) >= 0;
}

static double number(const PGresult *r, int column)
{
    return PQgetisnull(r, 0, column) ? 0 : strtod(PQgetvalue(r, 0, column), NULL);
}

/* What came back; nothing if the statement has just ended. */
static void take(struct mg_watch *watch, const PGresult *r)
{
    struct mg_figures f = {.phase = words_without_view(watch->doing)};
    if (PQresultStatus(r) != PGRES_TUPLES_OK || PQntuples(r) == 0)
        return;
    if (!PQgetisnull(r, 0, 0)) {
        f.phase = words_of(PQgetvalue(r, 0, 0));
        f.unit = (enum mg_unit)number(r, 1);
        f.done = number(r, 2);
        f.total = number(r, 3);
        f.rows = (long long)number(r, 4);
    }
    if (*PQgetvalue(r, 0, 5) == 't') {
        f.phase = f.unit == MG_UNIT_SESSIONS ? f.phase : "waiting for a lock";
        f.held = number(r, 6);
        watch->waited += mg_now_ms() - watch->looked;
    }
    f.bytes = number(r, 7);
    watch->backend = (int)number(r, 8);
    watch->now.figures = f;
}

/* --- Looking -------------------------------------------------------------------------------- */

static void read_answer(struct mg_watch *watch)
{
    if (!PQconsumeInput(watch->conn)) {
        watch->useless = true;
        return;
    }
    while (watch->asked && !PQisBusy(watch->conn)) {
        PGresult *result = PQgetResult(watch->conn);
        watch->asked = result != NULL;
        if (result && !watch->stale)
            take(watch, result);
        PQclear(result);
    }
    watch->stale &= watch->asked;
}

/*
 * Whoever cannot connect once more sees how long it takes, and no more. Nothing is set there:
 * behind a pooler others would get it.
 */
static void connect_once(struct mg_watch *watch, const char *url)
{
    struct mg_error ignored = {0};
    watch->conn = mg_connect(url, &ignored);
    watch->useless = !watch->conn;
    mg_error_free(&ignored);
}

/* What is done CONCURRENTLY waits without a timeout: for whom is said when it begins to, when that
 * changes, and now and then. */
static void tell_held(struct mg_watch *watch, struct mg_runner *runner)
{
    struct mg_interrupt nobody = {.fd = -1};
    struct mg_error ignored = {0};
    struct mg_waiteds waited = {0};
    char pid[16];
    double now = mg_now_ms(), held = watch->now.figures.held;
    if (held == watch->told && (held == 0 || now - watch->told_at < TOLD_AGAIN_MS))
        return;
    snprintf(pid, sizeof pid, "%d", watch->backend);
    if (held != 0 && mg_waited_add_blockers(watch->conn, pid, &nobody, &waited, &ignored) &&
        waited.n)
        mg_runner_tell_waiting(
            runner, &(struct mg_attempt){watch->now.entry, watch->now.direction, NULL, 0, NULL},
            &waited, now - watch->since);
    watch->told = held;
    watch->told_at = now;
    mg_waited_free(&waited);
    mg_error_free(&ignored);
}

static void look_at(struct mg_watch *watch, struct mg_runner *runner, PGconn *conn)
{
    if (!watch->conn && !watch->useless)
        connect_once(watch, runner->url);
    if (!watch->useless && watch->asked)
        read_answer(watch);
    if (watch->asked && mg_now_ms() - watch->asked_at > ANSWER_MS)
        watch->useless = true;
    if (!watch->useless && !watch->asked) {
        tell_held(watch, runner);
        watch->asked = ask(watch, conn);
        watch->asked_at = mg_now_ms();
    }
}

/* Which step of a migration that is one transaction it is. */
static void find_step(struct mg_watch *watch, const struct mg_transaction *t)
{
    const struct mg_recorded *origin = NULL;
    watch->now = (struct mg_event){.entry = t->migration.entry,
                                   .direction = t->migration.direction,
                                   .steps = t->n - t->first - t->closing.n};
    for (size_t i = t->first; i < t->n && !origin; i++)
        if (t->texts[i] == watch->doing && (origin = mg_transaction_origin(t, i)))
            watch->now.step = i - t->first + 1;
    watch->now.operation = origin ? origin->operation->name : "transaction";
}

void mg_watch_look(void *context, PGconn *conn, const char *statement)
{
    struct mg_runner *runner = context;
    struct mg_watch *watch = &runner->watch;
    double now = mg_now_ms();
    if (conn != runner->conn || (!watch->now.entry && !runner->whole))
        return;
    if (watch->doing != statement) {
        watch->doing = statement;
        watch->since = watch->looked = now;
        watch->stale = watch->asked;
        watch->told = 0;
        if (runner->whole)
            find_step(watch, runner->whole);
        if (!watch->now.entry)
            return;
        if (!watch->counts_itself)
            watch->now.figures = (struct mg_figures){.phase = words_without_view(statement)};
    }
    if (now - watch->since < FIRST_LOOK_MS)
        return;
    if (!watch->counts_itself)
        look_at(watch, runner, conn);
    watch->looked = now;
    watch->now.kind = MG_EVENT_ADVANCE;
    watch->now.milliseconds = now - watch->since;
    runner->listener.tell(runner->listener.context, &watch->now);
}

void mg_watch_step(struct mg_watch *watch, const struct mg_event *step)
{
    watch->now = *step;
    watch->doing = NULL;
    watch->counts_itself = false;
    watch->waited = 0;
}

void mg_watch_end(struct mg_watch *watch)
{
    PQfinish(watch->conn);
    *watch = (struct mg_watch){0};
}
