#include "session.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "../base/clock.h"
#include "meter.h"

static const char *field(const PGresult *result, int which)
{
    const char *text = result ? PQresultErrorField(result, which) : NULL;
    return text ? text : "";
}

static void add_context(const PGresult *result, struct mg_buf *out)
{
    const char *detail = field(result, PG_DIAG_MESSAGE_DETAIL);
    const char *context = field(result, PG_DIAG_CONTEXT);
    mg_buf_add(out, detail);
    mg_buf_add(out, *detail && *context ? "\n" : "");
    mg_buf_add(out, context);
}

static const char no_words[] = "no answer that could be understood";

/* What the server says of its own accord: "on", "off"; false where it does not. */
static bool is_on(PGconn *conn, const char *setting)
{
    const char *value = PQparameterStatus(conn, setting);
    return value && strcmp(value, "on") == 0;
}

static void hint_at_writable(PGconn *conn, struct mg_error *error)
{
    bool known = PQparameterStatus(conn, "in_hot_standby"); /* PostgreSQL 14 says it */
    if (is_on(conn, "in_hot_standby"))
        mg_error_hint(error, "Connect to its primary: a URL with several hosts finds it by "
                             "target_session_attrs=read-write.");
    else
        mg_error_hint(error,
                      "%sdefault_transaction_read_only is set for the server, the database "
                      "or the role; PGOPTIONS='-c default_transaction_read_only=off' goes "
                      "on all the same.",
                      known ? "" : "If this is a standby, connect to its primary. Otherwise ");
}

bool mg_is_writable(PGconn *conn, struct mg_error *error)
{
    bool standby = is_on(conn, "in_hot_standby");
    if (!standby && !is_on(conn, "default_transaction_read_only"))
        return true;
    struct mg_buf where = MG_BUF_INIT;
    mg_describe(conn, &where);
    mg_fail(error, MG_E518, "%s %s", mg_buf_failed(&where) ? "the database" : mg_buf_text(&where),
            standby ? "is on a standby, where nothing can be written"
                    : "is read-only: default_transaction_read_only is on");
    mg_buf_free(&where);
    hint_at_writable(conn, error);
    return false;
}

/* SQLSTATEs that have a code of their own. */
static enum mg_code code_of(const char *state)
{
    return strcmp(state, "42501") == 0 ? MG_E516 : strcmp(state, "25006") == 0 ? MG_E518 : MG_E541;
}

/* Where somebody's limit on time may be what was in the way: each attempt would meet it again. */
static void hint_at_limits(const char *state, struct mg_error *error)
{
    static const char *const limits[][2] = {
        {"57014", "statement_timeout"},
        {"25P04", "transaction_timeout"},
        {"25P03", "idle_in_transaction_session_timeout"},
        {"57P05", "idle_session_timeout"},
    };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        if (strcmp(state, limits[i][0]) == 0)
            mg_error_hint(error,
                          "If it was %s, which is set for the server, the database or the role: "
                          "PGOPTIONS='-c %s=0' goes on without.",
                          limits[i][1], limits[i][1]);
}

/* Schemas are the database's. That of the ledger has words of its own. */
static void hint_at_schema(PGconn *conn, const PGresult *result, const char *statement,
                           struct mg_error *error)
{
    static const char create[] = "CREATE SCHEMA";
    bool within = strstr(field(result, PG_DIAG_CONTEXT), create);
    bool stash = within && strstr(statement, "modelgen_dropped_");
    if (stash || strncmp(statement, create, sizeof create - 1) == 0)
        mg_error_hint(error, "GRANT CREATE ON DATABASE \"%s\" TO the role that migrates.%s",
                      PQdb(conn),
                      stash ? " What is dropped is set aside in a schema of its own; --no-stash "
                              "drops it at once."
                            : "");
}

/* What the server (or libpq, if it is gone) says of a statement. */
void mg_complain(PGconn *conn, const PGresult *result, const char *statement,
                 struct mg_error *error)
{
    if (error->code != MG_OK)
        return;
    const char *state = field(result, PG_DIAG_SQLSTATE);
    const char *message = field(result, PG_DIAG_MESSAGE_PRIMARY);
    const char *severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    bool lost = PQstatus(conn) == CONNECTION_BAD || strcmp(severity, "FATAL") == 0 ||
                strcmp(severity, "PANIC") == 0;
    enum mg_code code = lost ? MG_E515 : code_of(state);
    if (*message) {
        mg_fail(error, code, "%s", message);
    } else {
        const char *words = PQerrorMessage(conn);
        int n = (int)strcspn(words, "\n");
        mg_fail(error, code, "%.*s", n ? n : (int)sizeof no_words - 1, n ? words : no_words);
    }
    strncpy(error->sqlstate, state, sizeof error->sqlstate - 1);
    if (!lost)
        mg_excerpt(statement, strtoul(field(result, PG_DIAG_STATEMENT_POSITION), NULL, 10),
                   &error->statement);
    add_context(result, &error->detail);
    if (*field(result, PG_DIAG_MESSAGE_HINT))
        mg_error_hint(error, "%s", field(result, PG_DIAG_MESSAGE_HINT));
    if (error->code == MG_E516)
        hint_at_schema(conn, result, statement, error);
    if (error->code == MG_E518)
        hint_at_writable(conn, error);
    hint_at_limits(state, error);
    if (strcmp(state, "3F000") == 0 && strstr(statement, "CREATE"))
        mg_error_hint(error, "Names without a schema are made in the first schema of the search "
                             "path that exists: look at the role's and the database's search_path, "
                             "and whether the role may use that schema.");
}

/* The same of what an interrupt may have broken off. */
static void complain_unless(struct mg_interrupt *interrupt, PGconn *conn, const PGresult *result,
                            const char *statement, struct mg_error *error)
{
    if (error->code == MG_OK && interrupt && interrupt->came &&
        strcmp(field(result, PG_DIAG_SQLSTATE), "57014") == 0) {
        mg_fail(error, MG_E546, "interrupted");
        mg_excerpt(statement, 0, &error->statement);
    }
    mg_complain(conn, result, statement, error);
}

const char *mg_first(const PGresult *result, int column)
{
    bool there = PQntuples(result) > 0 && column < PQnfields(result);
    return there ? PQgetvalue(result, 0, column) : "";
}

static bool succeeded(const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

/*
 * Whatever is awaited will not come: the connection is broken off, and libpq learns of it. What was
 * done is found out on another one.
 */
static void give_up(PGconn *conn)
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
    give_up(conn);
    return result;
}

/* error: or NULL. */
static PGresult *next_result(PGconn *conn, struct mg_error *error)
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
        PGresult *next = next_result(conn, error);
        if (!next)
            break;
        bool bad = last && !succeeded(last); /* what comes behind a failure does not undo it */
        PQclear(bad ? next : last);
        last = bad ? last : next;
    }
    if (succeeded(last))
        return last;
    complain_unless(interrupt, conn, last, sql, error);
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
            give_up(conn);
        mg_interrupt_await(interrupt, conn, sql);
        result = next_result(conn, error);
    }
    good = good && succeeded(result);
    *rows = good ? atoll(PQcmdTuples(result)) : -1;
    if (!good)
        complain_unless(interrupt, conn, result, sql, error);
    while (result) {
        PQclear(result);
        result = next_result(conn, error);
    }
    return good;
}

bool mg_is_lost(const struct mg_error *error)
{
    return error->code == MG_E515 || error->code == MG_E544 || error->code == MG_E511;
}

static bool is_one_of(const struct mg_error *error, const char *const *states)
{
    for (; *states; states++)
        if (strcmp(error->sqlstate, *states) == 0)
            return true;
    return false;
}

bool mg_is_not_ready(const struct mg_error *error)
{
    static const char *const states[] = {"57P03", "53300", NULL};
    return error->code == MG_E511 && is_one_of(error, states);
}

bool mg_is_in_the_way(const struct mg_error *error)
{
    static const char *const states[] = {"55P03", "40P01", "40001", NULL};
    return is_one_of(error, states);
}

/* PgBouncer makes up the process number that it tells its clients. */
bool mg_is_pooled(PGconn *conn, bool *pooled, struct mg_error *error)
{
    PGresult *result = mg_query(conn, "SELECT pg_catalog.pg_backend_pid()", error);
    *pooled = result && atoi(mg_first(result, 0)) != PQbackendPID(conn);
    PQclear(result);
    return result != NULL;
}

/* --- Many statements in one round trip ---------------------------------------------------- */

enum { IN_FLIGHT = 256 };

/* What is sent: texts, or texts with values; last gets what the last one gives. */
struct pipeline {
    PGconn *conn;
    const char *const *texts;
    const struct mg_bound *bound;
    size_t n, sent, read;
    PGresult **last;
    struct mg_interrupt *interrupt;
    struct mg_meter *meter; /* or NULL */
    double begun, heard;    /* when; when the last result came: mg_now_ms() */
};

static const char *text_of(const struct pipeline *p, size_t i)
{
    return p->texts ? p->texts[i] : p->bound[i].text;
}

static bool is_measured(const struct mg_meter *meter, size_t i)
{
    return meter && i >= meter->first && i - meter->first < meter->n;
}

/* Where all come back together, only the time of one can be told. */
static double time_of(const struct pipeline *p, double now)
{
    return p->meter->precise ? now - p->heard : p->meter->n == 1 ? now - p->begun : -1;
}

/* Sent back at once: what is measured, and what was before it, so that it is known to have begun.
 */
static bool is_sent_back(const struct mg_meter *meter, size_t i)
{
    return meter && meter->precise && (is_measured(meter, i) || is_measured(meter, i + 1));
}

static void measure(struct pipeline *p, PGresult *result)
{
    double now = mg_now_ms();
    if (p->read == p->meter->entry && PQntuples(result) > 0)
        p->meter->history = atoll(PQgetvalue(result, 0, 0));
    if (is_measured(p->meter, p->read)) {
        struct mg_measure *measure = &p->meter->at[p->read - p->meter->first];
        const char *rows = PQcmdTuples(result);
        measure->ms = time_of(p, now);
        measure->rows = *rows ? atoll(rows) : -1;
    }
    p->heard = now;
}

/* The result of the next statement in the pipeline, which is followed by a NULL. */
static bool take_result(struct pipeline *p, struct mg_error *error)
{
    mg_interrupt_await(p->interrupt, p->conn, text_of(p, p->read));
    PGresult *result = next_result(p->conn, error);
    bool good = succeeded(result);
    if (good && p->meter)
        measure(p, result);
    if (!good)
        complain_unless(p->interrupt, p->conn, result, text_of(p, p->read), error);
    if (good && p->last && p->read + 1 == p->n) {
        *p->last = result;
        result = next_result(p->conn, error);
    }
    while (result && PQresultStatus(result) != PGRES_PIPELINE_SYNC) {
        PQclear(result);
        result = next_result(p->conn, error);
    }
    PQclear(result);
    return good;
}

/*
 * After a failure the server skips what it was sent, up to the mark. One that breaks the connection
 * off leaves nothing to come: then there is not one NULL between two results, but one after
 * another.
 */
static void skip_to_mark(PGconn *conn)
{
    for (int nothing = 0; nothing < 2 && PQstatus(conn) == CONNECTION_OK;) {
        PGresult *result = next_result(conn, NULL);
        bool mark = PQresultStatus(result) == PGRES_PIPELINE_SYNC;
        nothing = result ? 0 : nothing + 1;
        PQclear(result);
        if (mark)
            return;
    }
}

/* Without a mark behind them the server keeps its answers to itself. */
static bool set_mark(PGconn *conn)
{
    if (PQpipelineSync(conn))
        return true;
    give_up(conn);
    skip_to_mark(conn);
    return false;
}

static bool send_one(const struct pipeline *p, size_t i)
{
    int n = p->bound ? p->bound[i].n : 0;
    const char *const *values = p->bound ? p->bound[i].values : NULL;
    return PQsendQueryParams(p->conn, text_of(p, i), n, NULL, values, NULL, NULL, 0) &&
           (!is_sent_back(p->meter, i) || PQsendFlushRequest(p->conn));
}

static bool send_some(struct pipeline *p)
{
    for (; p->sent < p->n && p->sent - p->read < IN_FLIGHT; p->sent++)
        if (!send_one(p, p->sent))
            return false;
    return p->sent < p->n ? PQsendFlushRequest(p->conn) && PQflush(p->conn) >= 0
                          : set_mark(p->conn);
}

static size_t run_pipeline(struct pipeline *p, struct mg_error *error)
{
    if (p->n == 0)
        return 0;
    p->begun = p->heard = mg_now_ms();
    bool good = PQenterPipelineMode(p->conn);
    while (good && p->read < p->n) {
        good = send_some(p);
        if (!good)
            mg_complain(p->conn, NULL, text_of(p, p->read), error);
        while (good && p->read < p->sent) {
            good = take_result(p, error);
            p->read += good;
        }
    }
    if (!good && error->code == MG_OK)
        mg_complain(p->conn, NULL, "", error);
    if (!good && p->sent < p->n)
        set_mark(p->conn);
    skip_to_mark(p->conn);
    if (!PQexitPipelineMode(p->conn)) /* what is asked next would be kept back for a mark */
        give_up(p->conn);
    return p->read;
}

size_t mg_send(PGconn *conn, const char *const *statements, size_t n,
               struct mg_interrupt *interrupt, struct mg_meter *meter, struct mg_error *error)
{
    struct pipeline p = {
        .conn = conn, .texts = statements, .n = n, .interrupt = interrupt, .meter = meter};
    return run_pipeline(&p, error);
}

size_t mg_send_bound(PGconn *conn, const struct mg_bound *statements, size_t n, PGresult **last,
                     struct mg_interrupt *interrupt, struct mg_meter *meter, struct mg_error *error)
{
    struct pipeline p = {.conn = conn,
                         .bound = statements,
                         .n = n,
                         .last = last,
                         .interrupt = interrupt,
                         .meter = meter};
    return run_pipeline(&p, error);
}

PGresult *mg_ask_briefly(PGconn *conn, const char *sql, const char *const *parameters, int n,
                         struct mg_error *error)
{
    static const char brief[] = "SELECT pg_catalog.set_config('lock_timeout', '200ms', true)";
    struct mg_interrupt nobody = {.fd = -1};
    const struct mg_bound both[] = {{.text = brief}, {.text = sql, .values = parameters, .n = n}};
    PGresult *last = NULL;
    if (!sql || !*sql) { /* of a buffer for which there was no memory */
        mg_fail_memory(error);
        return NULL;
    }
    if (PQtransactionStatus(conn) != PQTRANS_IDLE)
        return n ? mg_ask(conn, sql, parameters, n, &nobody, error) : mg_query(conn, sql, error);
    if (n)
        return mg_send_bound(conn, both, 2, &last, &nobody, NULL, error) == 2 ? last : NULL;
    struct mg_buf text = MG_BUF_INIT;
    mg_buf_printf(&text, "%s; %s", brief, sql); /* may be several statements */
    if (!mg_buf_failed(&text))
        last = mg_query(conn, mg_buf_text(&text), error);
    else
        mg_fail_memory(error);
    mg_buf_free(&text);
    return last;
}
