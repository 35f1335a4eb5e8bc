/*
 * What a run does while others hold what it needs.
 */
#include "../impact/locks_first.h"
#include "runner.h"
#include "waited.h"

enum { FIRST_PAUSE_MS = 50 };

struct mg_patience mg_runner_patience(const struct mg_runner *runner)
{
    const struct mg_lock_patience *locks = &runner->locks;
    int pause = locks->pause < FIRST_PAUSE_MS ? locks->pause : FIRST_PAUSE_MS;
    return mg_patience_of(locks->wait, pause, locks->pause, (unsigned)PQbackendPID(runner->conn));
}

/* Who has one of the tables that were looked at to himself. */
static void look_at_tables(struct mg_runner *runner, const struct mg_site *site,
                           struct mg_waiteds *waited)
{
    struct mg_error ignored = {0};
    struct mg_buf sql = MG_BUF_INIT;
    mg_site_oids(site, &sql);
    PGresult *r = mg_query(runner->conn, mg_buf_text(&sql), &ignored);
    for (int row = 0; r && row < PQntuples(r); row++)
        mg_waited_add(runner->conn, PQgetvalue(r, row, 0), MG_LOCK_ACCESS_SHARE, &runner->interrupt,
                      waited, &ignored);
    PQclear(r);
    mg_buf_free(&sql);
    mg_error_free(&ignored);
}

/* Who holds what the statements of the attempt lock, or rows that they change. */
static void look(struct mg_runner *runner, const struct mg_attempt *attempt,
                 struct mg_waiteds *waited)
{
    struct mg_error ignored = {0};
    struct mg_affecteds tables = {0};
    struct mg_site site = {.conn = runner->conn,
                           .error = &ignored,
                           .entry = attempt->entry,
                           .direction = attempt->direction};
    bool good =
        PQstatus(runner->conn) == CONNECTION_OK &&
        mg_locks_of(&site, attempt->steps, attempt->n, MG_LOCK_ROW_EXCLUSIVE, &tables, &ignored);
    for (size_t i = 0; good && i < tables.n; i++) {
        const struct mg_affected *a = &tables.items[i];
        if (a->lock == MG_LOCK_ROW_EXCLUSIVE)
            good =
                mg_waited_add_writers(runner->conn, a->oid, &runner->interrupt, waited, &ignored);
        else
            good =
                mg_waited_add(runner->conn, a->oid, a->lock, &runner->interrupt, waited, &ignored);
    }
    mg_affected_free(&tables);
    mg_site_free(&site);
    mg_error_free(&ignored);
    if (waited->n == 0 && attempt->looked)
        look_at_tables(runner, attempt->looked, waited);
}

void mg_runner_tell_waiting(struct mg_runner *runner, const struct mg_attempt *attempt,
                            const struct mg_waiteds *waited, double ms)
{
    struct mg_buf text = MG_BUF_INIT;
    if (waited->n)
        mg_waited_lines(waited, &text);
    else
        mg_buf_add(&text, mg_buf_text(&runner->error->message));
    if (!mg_buf_failed(&text))
        runner->listener.tell(runner->listener.context,
                              &(struct mg_event){.kind = MG_EVENT_WAITING,
                                                 .entry = attempt->entry,
                                                 .direction = attempt->direction,
                                                 .text = mg_buf_text(&text),
                                                 .waited = waited,
                                                 .milliseconds = ms});
    mg_buf_free(&text);
}

/* Of those that are in the way. */
static const char *how_to_end(const struct mg_waiteds *waited)
{
    bool session = waited->n == 0, prepared = false;
    for (size_t i = 0; i < waited->n; i++) {
        session |= *waited->items[i].pid != '\0';
        prepared |= *waited->items[i].pid == '\0';
    }
    return !prepared ? "To end a session: select pg_terminate_backend(PID)."
           : session ? "To end a session: select pg_terminate_backend(PID); a prepared transaction:"
                       " COMMIT PREPARED or ROLLBACK PREPARED."
                     : "COMMIT PREPARED or ROLLBACK PREPARED ends a prepared transaction.";
}

static void give_up(struct mg_runner *runner, const struct mg_waiteds *waited, int tries)
{
    struct mg_error *error = runner->error;
    const struct mg_lock_patience *locks = &runner->locks;
    mg_buf_clear(&error->detail);
    mg_buf_clear(&error->hint); /* the server's, of the last attempt */
    if (waited->n)
        mg_waited_lines(waited, &error->detail);
    else
        mg_buf_add(&error->detail, mg_buf_text(&error->message));
    mg_buf_clear(&error->message);
    error->code = MG_E552;
    mg_buf_printf(&error->message,
                  "others were in the way all the time: tried %d times in %d s, for %d ms each",
                  tries + 1, locks->wait, locks->timeout);
    mg_error_hint(error,
                  "--lock-wait SECONDS goes on trying for longer. --lock-timeout"
                  " MILLISECONDS waits longer each time, and so do all who come after."
                  " %s",
                  how_to_end(waited));
}

bool mg_runner_waits(struct mg_runner *runner, const struct mg_attempt *attempt,
                     struct mg_patience *patience)
{
    struct mg_error *error = runner->error;
    struct mg_waiteds waited = {0};
    if (!mg_is_in_the_way(error) || mg_interrupt_came(&runner->interrupt))
        return false;
    double now = mg_now_ms();
    bool again = now < patience->end;
    bool news = patience->tries % 8 == 1; /* the first one is none */
    if (news || !again)
        look(runner, attempt, &waited);
    if (news && again)
        mg_runner_tell_waiting(runner, attempt, &waited,
                               now - (patience->end - runner->locks.wait * 1e3));
    if (again)
        again = mg_patience_wait(patience);
    if (again)
        mg_error_free(error);
    else
        give_up(runner, &waited, patience->tries);
    mg_waited_free(&waited);
    return again;
}
