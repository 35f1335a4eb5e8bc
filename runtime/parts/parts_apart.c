/*
 * Statements that no transaction holds. Each is marked as running before it is sent; whoever finds
 * the mark asks the catalog what became of it.
 */
#include <stdlib.h>
#include <string.h>

#include "parts_inside.h"

/* --- Orphans ------------------------------------------------------------------------------ */

static void tell_of_orphan(struct mg_parts *r, const char *pid, const char *query)
{
    struct mg_buf text = MG_BUF_INIT;
    mg_buf_printf(&text, "process %s of an earlier run is still at it: %s", pid, query);
    if (!mg_buf_failed(&text))
        r->runner->listener.tell(r->runner->listener.context,
                                 &(struct mg_event){.kind = MG_EVENT_WAITING,
                                                    .entry = r->entry,
                                                    .direction = r->direction,
                                                    .text = mg_buf_text(&text)});
    mg_buf_free(&text);
}

/* One that does nothing waits for a client that has gone: it need not. */
static bool end_session(struct mg_parts *r, const char *pid)
{
    PGresult *result =
        mg_ask(r->runner->conn, "SELECT pg_catalog.pg_terminate_backend($1::integer)", &pid, 1,
               &r->runner->interrupt, r->runner->error);
    PQclear(result);
    return result != NULL;
}

/* Looks once: *gone, or something is done about it. */
static bool look_for_orphans(struct mg_parts *r, int tries, bool *gone)
{
    struct mg_buf sql = MG_BUF_INIT;
    bool good = true;
    *gone = true;
    mg_journal_orphans(r->journal.run, r->pooled, &sql);
    PGresult *result = mg_ask(r->runner->conn, mg_buf_text(&sql), NULL, 0, &r->runner->interrupt,
                              r->runner->error);
    if (!result && r->runner->error->code == MG_OK)
        mg_fail_memory(r->runner->error);
    mg_buf_free(&sql);
    for (int i = 0; good && result && i < PQntuples(result); i++) {
        const char *pid = PQgetvalue(result, i, 0);
        *gone = false;
        if (*PQgetvalue(result, i, 1) != 't')
            good = end_session(r, pid);
        else if (tries % 16 == 3) /* what ends within a moment is no news */
            tell_of_orphan(r, pid, PQgetvalue(result, i, 2));
    }
    PQclear(result);
    return good && result;
}

static bool await_orphans(struct mg_parts *r)
{
    struct mg_patience patience = mg_patience_of(86400, 20, 1000, (unsigned)r->journal.run);
    bool gone = false;
    while (look_for_orphans(r, patience.tries, &gone) && !gone) {
        if (mg_interrupt_came(&r->runner->interrupt))
            return mg_fail(r->runner->error, MG_E546, "interrupted");
        mg_patience_wait(&patience);
    }
    return gone;
}

static bool claim(struct mg_parts *r)
{
    struct mg_buf sql = MG_BUF_INIT;
    mg_journal_take_over(r->journal.run, &sql);
    PGresult *result = mg_ask(r->runner->conn, mg_buf_text(&sql), NULL, 0, &r->runner->interrupt,
                              r->runner->error);
    if (!result)
        mg_fail_memory(r->runner->error); /* unless there is an error already */
    else if (PQntuples(result) == 0)
        mg_fail(r->runner->error, MG_E544, "another runner has finished the migration meanwhile");
    else
        r->claim = (struct mg_claim){r->journal.run, atoi(PQgetvalue(result, 0, 0))};
    mg_buf_free(&sql);
    PQclear(result);
    return r->runner->error->code == MG_OK;
}

bool mg_parts_take_over(struct mg_parts *r)
{
    struct mg_patience patience = mg_runner_patience(r->runner);
    if (!mg_is_pooled(r->runner->conn, &r->pooled, r->runner->error) || !await_orphans(r))
        return false;
    while (!claim(r))
        if (!mg_parts_try_again(r, &patience))
            return false;
    return true;
}

/* --- What became of it -------------------------------------------------------------------- */

static bool cannot_know(struct mg_parts *r, const struct mg_journal_step *step)
{
    mg_fail(r->runner->error, MG_E547,
            "step %d was interrupted, and whether it was carried out is not known: %.*s",
            step->step, (int)strcspn(step->statement, "\n"), step->statement);
    mg_error_hint(r->runner->error,
                  "Look, and say so: `migrate repair --done %d` if it was, `migrate repair"
                  " --pending %d` if it is to be run again.",
                  step->step, step->step);
    return false;
}

/* Asks once: *done, or *again after something was cleared away, or else the way is clear. */
static bool ask_once(struct mg_parts *r, const struct mg_journal_step *step, bool *done,
                     bool *again)
{
    struct mg_runner *runner = r->runner;
    PGresult *result =
        mg_ask(runner->conn, step->probe, NULL, 0, &runner->interrupt, runner->error);
    if (!result)
        return false;
    const char *answer =
        PQntuples(result) > 0 && !PQgetisnull(result, 0, 0) ? PQgetvalue(result, 0, 0) : "";
    *done = strcmp(answer, "done") == 0;
    *again = *answer && !*done;
    PGresult *cleared =
        *again ? mg_ask(runner->conn, answer, NULL, 0, &runner->interrupt, runner->error) : NULL;
    bool good = cleared || !*again;
    PQclear(result);
    PQclear(cleared);
    return good;
}

/* *done, or nothing of it is left. False and an error if that cannot be known. */
static bool probe(struct mg_parts *r, const struct mg_journal_step *step, bool *done)
{
    enum { MOST_REMAINS = 10000 };
    bool again = true;
    *done = false;
    if (!step->probe)
        return cannot_know(r, step);
    for (int i = 0; again && i < MOST_REMAINS; i++)
        if (!ask_once(r, step, done, &again))
            return false;
    return true;
}

/* After a failure that will not pass by itself: nothing half done is left lying about. */
static void clear_away(struct mg_parts *r, const struct mg_journal_step *step)
{
    struct mg_error first = *r->runner->error;
    struct mg_buf sql = MG_BUF_INIT;
    bool done = false;
    *r->runner->error = (struct mg_error){0};
    if (PQstatus(r->runner->conn) == CONNECTION_OK && step->probe && probe(r, step, &done) &&
        !done) {
        mg_journal_mark_pending(&r->claim, step->part, &sql);
        mg_parts_mark(r, &sql);
    }
    mg_error_free(r->runner->error);
    *r->runner->error = first;
}

bool mg_parts_settle_apart(struct mg_parts *r, const struct mg_journal_step *step)
{
    struct mg_buf sql = MG_BUF_INIT;
    bool done = false;
    if (!probe(r, step, &done))
        return false;
    if (done)
        return mg_parts_mark_done(r, step, 0);
    mg_journal_mark_pending(&r->claim, step->part, &sql);
    return mg_parts_mark(r, &sql);
}

/* --- Carrying it out ---------------------------------------------------------------------- */

/*
 * CONCURRENTLY waits for others in its own way: a timeout would leave an invalid index. What is set
 * has to hold for the next statement, which a pooler does not promise.
 */
static bool take_time(struct mg_parts *r)
{
    struct mg_runner *runner = r->runner;
    PGresult *result =
        mg_ask(runner->conn,
               r->pooled ? "SELECT pg_catalog.current_setting('lock_timeout') = '0' AND"
                           " pg_catalog.current_setting('statement_timeout') = '0'"
                         : "SELECT pg_catalog.set_config('lock_timeout', '0', false) = '0' AND"
                           " pg_catalog.set_config('statement_timeout', '0', false) = '0'",
               NULL, 0, &runner->interrupt, runner->error);
    if (result && *mg_first(result, 0) != 't') {
        mg_fail(runner->error, MG_E517,
                "a pooler is in between, and the session behind it has a lock_timeout or a"
                " statement_timeout, which would break this step off");
        mg_error_hint(runner->error,
                      "Connect to the server itself: --database with its own host and port.");
    }
    PQclear(result);
    return runner->error->code == MG_OK;
}

static bool carry_out(struct mg_parts *r, const struct mg_journal_step *step)
{
    PGresult *result =
        mg_ask(r->runner->conn, step->statement, NULL, 0, &r->runner->interrupt, r->runner->error);
    PQclear(result);
    return result != NULL;
}

bool mg_parts_run_apart(struct mg_parts *r, const struct mg_journal_step *step)
{
    struct mg_patience patience = mg_runner_patience(r->runner);
    bool begun = step->state == MG_PART_RUNNING, done = false;
    bool good = take_time(r) && mg_parts_mark_running(r, step);
    while (good && !done) {
        bool clear = !begun || probe(r, step, &done);
        if (clear && !done)
            done = carry_out(r, step);
        if (done)
            break;
        mg_parts_place(r, step);
        if (!mg_is_in_the_way(r->runner->error) && !mg_is_lost(r->runner->error))
            clear_away(r, step);
        begun = true;
        good = mg_parts_try_again(r, &patience);
    }
    return good && mg_parts_mark_done(r, step, mg_now_ms() - r->begun);
}
