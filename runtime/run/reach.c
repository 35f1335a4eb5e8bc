#include "reach.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../base/clock.h"
#include "../site/shards.h"
#include "lock.h"

/* A server that went down has been seen to recover for minutes; an orphan lives until the server
 * notices. */
enum { MENDING_S = 600, ORPHANS_S = 60 };

/* --- Connecting --------------------------------------------------------------------------- */

static void hear(void *context, const PGresult *notice)
{
    struct mg_runner *runner = context;
    const char *text = PQresultErrorField(notice, PG_DIAG_MESSAGE_PRIMARY);
    const char *severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
    runner->listener.tell(runner->listener.context,
                          &(struct mg_event){.kind = MG_EVENT_NOTICE,
                                             .text = text ? text : "",
                                             .severity = severity ? severity : "NOTICE"});
}

/*
 * Citus has one connection to each node for all statements of such a transaction. What went to
 * several at once could not be followed by what concerns a reference table, or a foreign key to one
 * ("cannot modify table ... because there was a parallel operation on a distributed table in the
 * transaction", SetupExecutionModeForAlterTable in src/backend/distributed/commands/table.c). A
 * statement by itself, a validation perhaps, is free to go to all shards at once.
 */
#define TOGETHER                \
    ", CASE WHEN " MG_HAS_CITUS \
    " THEN pg_catalog.set_config('citus.multi_shard_modify_mode', 'sequential', true) END"

/*
 * Who waits for a lock holds up everybody who comes after: the wait is short, and tried again.
 * The server only looks for a vacuum to push aside after deadlock_timeout, which a superuser can
 * shorten. A client that is gone is noticed within a second where the server can (14 and newer), so
 * that its locks do not outlive it; and within half a minute where the network fell silent, which a
 * server asks for its client only after hours, unless told otherwise.
 */
#define KEEPALIVES                                                  \
    ", pg_catalog.set_config('tcp_keepalives_idle', '10', true)"    \
    ", pg_catalog.set_config('tcp_keepalives_interval', '5', true)" \
    ", pg_catalog.set_config('tcp_keepalives_count', '3', true)"

static void write_settings(struct mg_runner *runner)
{
    const char *superuser = PQparameterStatus(runner->conn, "is_superuser");
    bool push_aside = superuser && strcmp(superuser, "on") == 0;
    bool notice_end = PQserverVersion(runner->conn) >= 140000;
    int ms = runner->locks.timeout;
    char aside[80] = "";
    if (push_aside)
        snprintf(aside, sizeof aside, ", pg_catalog.set_config('deadlock_timeout', '%dms', true)",
                 ms > 2 ? ms * 2 / 5 : 1);
    snprintf(runner->settings, sizeof runner->settings,
             "SELECT pg_catalog.set_config('lock_timeout', '%dms', true)%s%s" KEEPALIVES, ms, aside,
             notice_end ? ", pg_catalog.set_config('client_connection_check_interval', '1s', true)"
                        : "");
    snprintf(runner->together, sizeof runner->together, "%s" TOGETHER, runner->settings);
}

/*
 * The tenant's schema comes first in the search path, and its rows are what the ledger shows. That
 * has to hold from statement to statement, also between transactions.
 */
static bool enter_tenant(struct mg_runner *runner)
{
    struct mg_buf sql = MG_BUF_INIT;
    if (!runner->tenant)
        return true;
    mg_buf_add(&sql, "RESET search_path; SELECT set_config('search_path', concat_ws(', ',"
                     " quote_ident(t), nullif(current_setting('search_path'), '')), false),"
                     " set_config('modelgen.tenant', t, false), pg_backend_pid() FROM (SELECT ");
    mg_buf_literal(&sql, runner->tenant);
    mg_buf_add(&sql, "::text AS t) tenant");
    PGresult *result = mg_query(runner->conn, mg_buf_text(&sql), runner->error);
    bool good = result != NULL || (mg_buf_failed(&sql) && mg_fail_memory(runner->error));
    if (good && atoi(mg_first(result, 2)) != PQbackendPID(runner->conn)) {
        good = mg_fail(runner->error, MG_E517,
                       "a pooler is between: it does not keep the search path of a tenant");
        mg_error_hint(runner->error, "Connect to the server itself.");
    }
    PQclear(result);
    mg_buf_free(&sql);
    return good;
}

/* A connection of the runner's own, or the one that is left over. */
static bool find_connection(struct mg_runner *runner)
{
    struct mg_spare *spare = runner->spare;
    runner->conn = spare ? spare->conn : NULL;
    if (spare)
        spare->conn = NULL;
    if (runner->conn)
        return true;
    if (spare)
        spare->known = spare->prepared = false;
    runner->conn = mg_connect(runner->url, runner->error);
    return runner->conn != NULL;
}

/* Where the one before was a tenant of the same ledger. If not even that can be asked, as usual. */
static bool enter_next_tenant(struct mg_runner *runner)
{
    struct mg_spare *spare = runner->spare;
    if (!spare || !spare->known || !runner->tenant)
        return false;
    bool good = mg_ledger_read_next(runner->conn, runner->tenant, spare->prepared, &runner->ledger,
                                    runner->error);
    spare->known = spare->prepared = good;
    if (good)
        return true;
    mg_ledger_free(&runner->ledger);
    if (!mg_is_lost(runner->error))
        mg_error_free(runner->error);
    return false;
}

static bool connect_once(struct mg_runner *runner)
{
    bool left_over = runner->spare && runner->spare->conn;
    if (!find_connection(runner))
        return false;
    PQsetNoticeReceiver(runner->conn, hear, runner);
    write_settings(runner);
    if (enter_next_tenant(runner))
        return true;
    if (runner->error->code != MG_OK || !enter_tenant(runner) ||
        !mg_ledger_read(runner->conn, &runner->ledger, runner->error))
        return false;
    if (runner->spare && !left_over)
        runner->spare->known = runner->ledger.format == MG_LEDGER_FORMAT;
    return true;
}

/* After a failure: tells, now and then, and waits for the next try; the error is forgotten. */
static bool keep_trying(struct mg_runner *runner, struct mg_patience *patience)
{
    struct mg_buf what = MG_BUF_INIT;
    mg_buf_add(&what, mg_buf_text(&runner->error->message));
    bool tries = !mg_interrupt_came(&runner->interrupt) && mg_patience_wait(patience);
    if (tries && patience->tries % 8 == 2) /* what passes within a moment is no news */
        runner->listener.tell(
            runner->listener.context,
            &(struct mg_event){.kind = MG_EVENT_WAITING,
                               .text = mg_buf_failed(&what) ? "" : mg_buf_text(&what)});
    mg_buf_free(&what);
    if (!tries)
        return false;
    mg_error_free(runner->error);
    return true;
}

bool mg_runner_open(struct mg_runner *runner)
{
    struct mg_patience patience = mg_patience_of(runner->wait, 100, 2000, (unsigned)getpid());
    gethostname(runner->host, sizeof runner->host - 1); /* if not, it stays empty */
    while (!connect_once(runner)) {
        bool passes = mg_is_not_ready(runner->error) || runner->error->code == MG_E515;
        if (!passes || runner->wait == 0 || !keep_trying(runner, &patience))
            return false;
        mg_runner_close(runner);
    }
    return true;
}

void mg_runner_close(struct mg_runner *runner)
{
    bool idle = PQtransactionStatus(runner->conn) == PQTRANS_IDLE;
    mg_ledger_free(&runner->ledger);
    PQfinish(runner->lock);
    if (runner->spare && idle)
        runner->spare->conn = runner->conn;
    else
        PQfinish(runner->conn);
    runner->lock = runner->conn = NULL;
}

bool mg_runner_locate(struct mg_runner *runner)
{
    return mg_ledger_place(&runner->ledger, runner->chain, &runner->at, runner->error) &&
           mg_ledger_unedited(&runner->ledger, runner->chain, runner->error);
}

bool mg_reach_look(struct mg_runner *runner)
{
    mg_ledger_free(&runner->ledger);
    return mg_ledger_read(runner->conn, &runner->ledger, runner->error);
}

/* --- Entering ----------------------------------------------------------------------------- */

bool mg_reach_arrived(const struct mg_runner *runner, const struct mg_goal *goal)
{
    return goal->direction == MG_UPGRADE ? runner->at >= goal->place : runner->at <= goal->place;
}

bool mg_reach_nothing_is_open(struct mg_runner *runner)
{
    const struct mg_open_run *open = &runner->ledger.open;
    if (!open->id)
        return true;
    mg_fail(runner->error, MG_E536,
            "the %s of migration %s, begun on %s, is not at its end: %d of its %d steps are done",
            open->direction, open->revision, open->started, open->done, open->steps);
    mg_error_hint(runner->error,
                  "`migrate %s %s1` finishes it. `migrate repair` says what else can be done.",
                  open->direction, open->direction[0] == 'u' ? "+" : "-");
    return false;
}

/* Nothing is, or what is to be done next. */
static bool nothing_else_is_open(struct mg_runner *runner, const struct mg_goal *goal)
{
    bool up = goal->direction == MG_UPGRADE;
    if (!mg_reach_arrived(runner, goal) &&
        mg_ledger_is_open(&runner->ledger, runner->chain->at[up ? runner->at : runner->at - 1],
                          goal->direction))
        return true;
    return mg_reach_nothing_is_open(runner);
}

bool mg_reach_enter(struct mg_runner *runner, const struct mg_goal *goal)
{
    runner->lock = mg_lock(runner->url, runner->tenant, goal->wait, &runner->listener,
                           &runner->interrupt, runner->error);
    return runner->lock && mg_reach_look(runner) && mg_runner_locate(runner) &&
           nothing_else_is_open(runner, goal);
}

bool mg_reach_is_in(struct mg_runner *runner, struct mg_error *error)
{
    return mg_lock_holds(runner->lock, error);
}

/* --- And again ---------------------------------------------------------------------------- */

static bool is_broken(struct mg_runner *runner)
{
    struct mg_error ignored = {0};
    bool broken = mg_is_lost(runner->error) || (runner->lock && !mg_reach_is_in(runner, &ignored));
    mg_error_free(&ignored);
    return broken;
}

/* Nobody answers any more: what was under way may be done or not. */
static void leave_open(struct mg_runner *runner, const struct mg_goal *goal, size_t at)
{
    bool up = goal->direction == MG_UPGRADE;
    struct mg_buf *out = &runner->error->outcome;
    if (!mg_is_lost(runner->error) || out->n || (up ? at == runner->chain->n : at == 0))
        return;
    mg_buf_add(out, "Whether ");
    mg_migration_name(runner->chain->at[up ? at : at - 1]->migration, out);
    mg_buf_add(out, " was applied is not known: `migrate status` tells, and the same command goes"
                    " on from there.");
}

/* One try; what is lost again meanwhile is tried again. */
static bool come_back(struct mg_runner *runner, const struct mg_goal *goal)
{
    struct mg_goal patient = *goal;
    patient.wait = goal->wait > ORPHANS_S ? goal->wait : ORPHANS_S;
    mg_runner_close(runner);
    return connect_once(runner) && mg_reach_enter(runner, &patient);
}

bool mg_reach_again(struct mg_runner *runner, const struct mg_goal *goal, bool begun)
{
    int seconds = begun ? MENDING_S : goal->wait;
    struct mg_patience patience = mg_patience_of(seconds, 50, 3000, (unsigned)goal->place + 1);
    struct mg_buf what = MG_BUF_INIT;
    size_t at = runner->at;
    bool good = false;
    mg_buf_add(&what, mg_buf_text(&runner->error->message));
    if (is_broken(runner))
        while (keep_trying(runner, &patience) && !(good = come_back(runner, goal)))
            if (!mg_is_lost(runner->error))
                break;
    if (good)
        runner->listener.tell(
            runner->listener.context,
            &(struct mg_event){.kind = MG_EVENT_AGAIN,
                               .text = mg_buf_failed(&what) ? "" : mg_buf_text(&what)});
    else if (begun)
        leave_open(runner, goal, at);
    else if (mg_is_lost(runner->error) && !runner->error->outcome.n)
        mg_buf_add(&runner->error->outcome, "Nothing was done.");
    mg_buf_free(&what);
    return good;
}
