#include "parts_inside.h"

#include <stdlib.h>

/* --- What is said ------------------------------------------------------------------------- */

struct mg_event mg_parts_event(const struct mg_parts *r, const struct mg_journal_step *step,
                               const struct mg_event *event)
{
    struct mg_event full = *event;
    full.entry = r->entry;
    full.direction = r->direction;
    full.operation = step->operation;
    full.step = (size_t)step->step;
    full.steps = r->journal.n;
    return full;
}

void mg_parts_tell(struct mg_parts *r, const struct mg_event *event,
                   const struct mg_journal_step *step)
{
    struct mg_event full = mg_parts_event(r, step, event);
    r->runner->listener.tell(r->runner->listener.context, &full);
}

void mg_parts_place(struct mg_parts *r, const struct mg_journal_step *step)
{
    struct mg_error *error = r->runner->error;
    error->file = r->entry->file;
    error->line = step->line;
    error->operation = mg_journal_recorded(step).operation->name;
}

/* --- Small statements --------------------------------------------------------------------- */

bool mg_parts_marked(struct mg_parts *r, PGresult *result)
{
    struct mg_error *error = r->runner->error;
    if (!result)
        mg_fail_memory(error); /* unless there is an error already */
    else if (PQntuples(result) == 0)
        mg_fail(error, MG_E544, "another runner has taken the migration over");
    PQclear(result);
    return error->code == MG_OK;
}

bool mg_parts_mark(struct mg_parts *r, struct mg_buf *sql)
{
    PGresult *result =
        mg_buf_failed(sql) ? NULL : mg_query(r->runner->conn, mg_buf_text(sql), r->runner->error);
    mg_buf_free(sql);
    return mg_parts_marked(r, result);
}

bool mg_parts_mark_running(struct mg_parts *r, const struct mg_journal_step *step)
{
    struct mg_buf sql = MG_BUF_INIT;
    mg_journal_mark_running(&r->claim, step->part, &sql);
    return mg_parts_mark(r, &sql);
}

bool mg_parts_mark_done(struct mg_parts *r, const struct mg_journal_step *step, double ms)
{
    struct mg_buf sql = MG_BUF_INIT;
    r->waits.ms += r->runner->watch.waited;
    mg_journal_mark_done(&r->claim, step->part, &(struct mg_part_cost){r->waits, step->step, ms},
                         &sql);
    return mg_parts_mark(r, &sql);
}

void mg_parts_roll_back(struct mg_parts *r)
{
    struct mg_error ignored = {0};
    if (PQstatus(r->runner->conn) == CONNECTION_OK &&
        PQtransactionStatus(r->runner->conn) != PQTRANS_IDLE)
        mg_command(r->runner->conn, "ROLLBACK", &ignored);
    mg_error_free(&ignored);
}

bool mg_parts_try_again(struct mg_parts *r, struct mg_patience *patience)
{
    mg_parts_roll_back(r);
    struct mg_recorded *steps = calloc(r->end - r->first + 1, sizeof *steps);
    struct mg_attempt attempt = {r->entry, r->direction, steps, steps ? r->end - r->first : 0,
                                 NULL};
    for (size_t i = 0; i < attempt.n; i++)
        steps[i] = mg_journal_recorded(&r->journal.steps[r->first + i]);
    bool again = mg_runner_waits(r->runner, &attempt, patience);
    free(steps);
    if (!again)
        return false;
    r->waits.tries++;
    r->waits.ms += mg_now_ms() - r->tried;
    r->tried = mg_now_ms();
    return true;
}
