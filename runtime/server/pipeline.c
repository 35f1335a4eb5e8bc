/* Many statements in one round trip. */
#include <stdlib.h>
#include <string.h>

#include "../base/clock.h"
#include "answers.h"
#include "meter.h"

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
    PGresult *result = mg_next_result(p->conn, error);
    bool good = mg_succeeded(result);
    if (good && p->meter)
        measure(p, result);
    if (!good)
        mg_complain_unless(p->interrupt, p->conn, result, text_of(p, p->read), error);
    if (good && p->last && p->read + 1 == p->n) {
        *p->last = result;
        result = mg_next_result(p->conn, error);
    }
    while (result && PQresultStatus(result) != PGRES_PIPELINE_SYNC) {
        PQclear(result);
        result = mg_next_result(p->conn, error);
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
        PGresult *result = mg_next_result(conn, NULL);
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
    mg_give_up(conn);
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
        mg_give_up(p->conn);
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
