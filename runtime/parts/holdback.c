#include "holdback.h"

#include <stdlib.h>

enum { LOOK_EVERY_MS = 250, TELL_EVERY_MS = 10000, SLICE_MS = 100 };

/* In slices, so that Ctrl-C is heard. */
static bool rest(struct mg_parts *r, double ms)
{
    for (double end = mg_now_ms() + ms, left; (left = end - mg_now_ms()) > 0;) {
        if (mg_interrupt_came(&r->runner->interrupt))
            return mg_fail(r->runner->error, MG_E546, "interrupted");
        mg_sleep_ms(left < SLICE_MS ? left : SLICE_MS);
    }
    return true;
}

static void tell(struct mg_holdback *h, struct mg_parts *r, const struct mg_journal_step *step,
                 struct mg_buf *text)
{
    double now = mg_now_ms();
    bool news = h->told == 0 || now - h->told > TELL_EVERY_MS;
    if (news && !mg_buf_failed(text)) {
        h->told = now;
        mg_parts_tell(r, &(struct mg_event){.kind = MG_EVENT_HELD, .text = mg_buf_text(text)},
                      step);
    }
    mg_buf_free(text);
}

/* --- Standbys ----------------------------------------------------------------------------- */

/* The one that is furthest behind; without a state if this role must not see it. */
static const char furthest[] =
    "SELECT coalesce(nullif(application_name, ''), pg_catalog.host(client_addr), pid::text),"
    " state IS NULL, pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), '0/0'),"
    " pg_catalog.pg_wal_lsn_diff(replay_lsn, '0/0'), extract(epoch FROM replay_lag) * 1000"
    " FROM pg_catalog.pg_stat_replication WHERE state IS NULL OR"
    " (state IN ('streaming', 'catchup') AND replay_lsn IS NOT NULL) ORDER BY replay_lsn LIMIT 1";

static double number(const PGresult *r, int column)
{
    return PQgetisnull(r, 0, column) ? 0 : strtod(PQgetvalue(r, 0, column), NULL);
}

/* Once for a run. */
static void say_blind(struct mg_parts *r)
{
    if (!r->runner->blind)
        r->runner->listener.tell(
            r->runner->listener.context,
            &(struct mg_event){.kind = MG_EVENT_NOTICE,
                               .entry = r->entry,
                               .direction = r->direction,
                               .severity = "WARNING",
                               .text = "this role cannot see how far standbys are behind: batches "
                                       "do not wait for them (GRANT pg_monitor lets it)"});
    r->runner->blind = true;
}

/* *behind: how many ms, 0 if nobody is; who, if somebody is. */
static bool look(struct mg_holdback *h, struct mg_parts *r, double *behind, struct mg_buf *who)
{
    struct mg_runner *runner = r->runner;
    PGresult *result = mg_ask(runner->conn, furthest, NULL, 0, &runner->interrupt, runner->error);
    double now = mg_now_ms();
    *behind = 0;
    h->looked = now;
    if (!result)
        return false;
    if (PQntuples(result) > 0 && *PQgetvalue(result, 0, 1) == 't') {
        say_blind(r);
    } else if (PQntuples(result) > 0) {
        double written = number(result, 2), replayed = number(result, 3);
        double own = mg_lag_note(&h->lag, now, written, replayed), said = number(result, 4);
        *behind = replayed >= written ? 0 : own > said ? own : said;
        mg_buf_add(who, PQgetvalue(result, 0, 0));
    }
    PQclear(result);
    return true;
}

static void tell_behind(struct mg_holdback *h, struct mg_parts *r,
                        const struct mg_journal_step *step, double behind, const char *who)
{
    struct mg_buf text = MG_BUF_INIT;
    mg_buf_printf(&text,
                  "standby \"%s\" is %.1f s behind, more than %d s (--max-lag SECONDS allows more, "
                  "0 any)",
                  who, behind / 1e3, r->runner->pace.max_lag);
    tell(h, r, step, &text);
}

bool mg_holdback_for_standbys(struct mg_holdback *h, struct mg_parts *r,
                              const struct mg_journal_step *step)
{
    double most = r->runner->pace.max_lag * 1e3, behind;
    if (most <= 0 || (h->looked > 0 && mg_now_ms() - h->looked < LOOK_EVERY_MS))
        return true;
    for (;;) {
        struct mg_buf who = MG_BUF_INIT;
        bool good = look(h, r, &behind, &who);
        if (good && behind > most)
            tell_behind(h, r, step, behind, mg_buf_failed(&who) ? "" : mg_buf_text(&who));
        mg_buf_free(&who);
        if (!good || behind <= most)
            return good;
        if (!rest(r, LOOK_EVERY_MS))
            return false;
    }
}

/* --- Sessions ----------------------------------------------------------------------------- */

bool mg_holdback_after(struct mg_holdback *h, struct mg_parts *r,
                       const struct mg_journal_step *step, int waiters, double ms)
{
    double pause = r->runner->pace.pause_ms;
    if (waiters > 0) {
        struct mg_buf text = MG_BUF_INIT;
        mg_buf_printf(&text, "%d session%s waited for rows of the last batch, which took %.0f ms",
                      waiters, waiters == 1 ? "" : "s", ms);
        tell(h, r, step, &text);
        pause = pause > ms ? pause : ms;
    }
    return pause <= 0 || rest(r, pause);
}
