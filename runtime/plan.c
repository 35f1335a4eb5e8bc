#include "plan.h"

#include <stdlib.h>
#include <string.h>

#include "journal.h"

struct planning {
    struct mg_runner *runner;
    struct mg_site site;
    struct migration m;
};

/* --- Who would be waited for ---------------------------------------------------------------- */

/* The locks that each is in conflict with (mvcc, Table-Level Lock Modes). */
static const char *const conflicts[] = {
    [MG_LOCK_NONE] = "{}",
    [MG_LOCK_ACCESS_SHARE] = "{AccessExclusiveLock}",
    [MG_LOCK_ROW_SHARE] = "{ExclusiveLock,AccessExclusiveLock}",
    [MG_LOCK_ROW_EXCLUSIVE] = "{ShareLock,ShareRowExclusiveLock,ExclusiveLock,AccessExclusiveLock}",
    [MG_LOCK_SHARE_UPDATE_EXCLUSIVE] =
        "{ShareUpdateExclusiveLock,ShareLock,ShareRowExclusiveLock,ExclusiveLock,"
        "AccessExclusiveLock}",
    [MG_LOCK_SHARE] = "{RowExclusiveLock,ShareUpdateExclusiveLock,ShareRowExclusiveLock,"
                      "ExclusiveLock,AccessExclusiveLock}",
    [MG_LOCK_SHARE_ROW_EXCLUSIVE] = "{RowExclusiveLock,ShareUpdateExclusiveLock,ShareLock,"
                                    "ShareRowExclusiveLock,ExclusiveLock,AccessExclusiveLock}",
    [MG_LOCK_EXCLUSIVE] = "{RowShareLock,RowExclusiveLock,ShareUpdateExclusiveLock,ShareLock,"
                          "ShareRowExclusiveLock,ExclusiveLock,AccessExclusiveLock}",
    [MG_LOCK_ACCESS_EXCLUSIVE] =
        "{AccessShareLock,RowShareLock,RowExclusiveLock,ShareUpdateExclusiveLock,ShareLock,"
        "ShareRowExclusiveLock,ExclusiveLock,AccessExclusiveLock}",
};

static const char holders[] =
    "SELECT DISTINCT a.pid, coalesce(a.usename, a.backend_type), coalesce(a.application_name, ''),"
    " coalesce(a.state, ''), coalesce(to_char(a.xact_start AT TIME ZONE 'UTC',"
    " 'YYYY-MM-DD HH24:MI:SS \"UTC\"'), ''), coalesce(a.query, ''), l.relation::regclass,"
    " replace(l.mode, 'Lock', ''), a.xact_start FROM pg_catalog.pg_locks l"
    " JOIN pg_catalog.pg_stat_activity a USING (pid)"
    " WHERE l.locktype = 'relation' AND l.granted AND l.relation = $1::oid"
    " AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())"
    " AND l.mode = ANY ($2::text[]) AND l.pid <> pg_catalog.pg_backend_pid()"
    " ORDER BY a.xact_start, a.pid";

/* What is done CONCURRENTLY waits for more than its own lock does. */
static enum mg_lock_mode waits_as(const struct mg_planned *step, const struct mg_affected *a)
{
    if (step->kind != MG_STEP_APART || a->lock < MG_LOCK_SHARE_UPDATE_EXCLUSIVE)
        return a->lock;
    return strncmp(step->text, "CREATE", 6) == 0 ? MG_LOCK_SHARE : MG_LOCK_ACCESS_EXCLUSIVE;
}

static bool keep_holder(struct mg_planned *step, const PGresult *r, int row)
{
    struct mg_waited *more = realloc(step->waited, (step->n_waited + 1) * sizeof *more);
    if (!more)
        return false;
    step->waited = more;
    struct mg_waited *w = &step->waited[step->n_waited++];
    char **const fields[] = {&w->pid,   &w->user,  &w->application, &w->state,
                             &w->since, &w->query, &w->table,       &w->lock};
    bool good = true;
    for (int i = 0; i < 8; i++) {
        *fields[i] = strdup(PQgetvalue(r, row, i));
        good = good && *fields[i];
    }
    return good;
}

static bool find_holders(struct planning *p, struct mg_planned *step)
{
    bool good = true;
    for (size_t i = 0; good && i < step->affected.n; i++) {
        const struct mg_affected *a = &step->affected.items[i];
        const char *const parameters[] = {a->oid, conflicts[waits_as(step, a)]};
        PGresult *r = mg_ask(p->runner->conn, holders, parameters, 2, &p->runner->interrupt,
                             p->runner->error);
        good = r != NULL;
        for (int row = 0; good && row < PQntuples(r); row++)
            good = keep_holder(step, r, row) || mg_fail_memory(p->runner->error);
        PQclear(r);
    }
    return good;
}

/* --- Steps ---------------------------------------------------------------------------------- */

static bool plan_step(struct planning *p, size_t i, struct mg_planned *step)
{
    const struct mg_recorded *recorded = &p->m.steps[i];
    struct mg_error *error = p->runner->error;
    struct mg_impact impact = {0};
    *step = (struct mg_planned){.kind = recorded->kind,
                                .line = recorded->line,
                                .operation = recorded->operation->name,
                                .text = strdup(recorded->text)};
    if (!step->text)
        return mg_fail_memory(error);
    if (recorded->kind == MG_STEP_NOTICE)
        return mg_consent_of_step(&p->site, &p->m, i, &step->needed, &step->affected, error);
    bool good = mg_consent_of_step(&p->site, &p->m, i, &step->needed, &step->affected, error);
    mg_affected_free(&step->affected);
    good = good && (mg_impact_read(recorded->text, &impact) || mg_fail_memory(error));
    if (good)
        good = mg_impact_look(&p->site, &impact, (struct mg_past){p->m.steps, i}, true,
                              &step->affected, error) &&
               find_holders(p, step);
    mg_impact_free(&impact);
    return good;
}

static bool plan_steps(struct planning *p, struct mg_planned_migration *to)
{
    int number = 0, part = 0;
    bool open = false, good = true;
    to->steps = calloc(p->m.n + 1, sizeof *to->steps);
    if (!to->steps)
        return mg_fail_memory(p->runner->error);
    for (size_t i = 0; good && i < p->m.n; i++) {
        enum mg_step_kind kind = p->m.steps[i].kind;
        if (kind == MG_STEP_COMMIT) {
            open = false;
            continue;
        }
        struct mg_planned *step = &to->steps[to->n++];
        good = plan_step(p, i, step);
        if (kind == MG_STEP_NOTICE)
            continue;
        part += !open || kind != MG_STEP_SQL;
        open = kind == MG_STEP_SQL;
        step->step = ++number;
        step->part = part;
    }
    return good;
}

/* --- Migrations ----------------------------------------------------------------------------- */

static const struct mg_operation *operation_named(const char *name)
{
    for (size_t i = 0; mg_operations[i]; i++)
        if (strcmp(mg_operations[i]->name, name) == 0)
            return mg_operations[i];
    return &mg_op_execute;
}

/* What the journal says is left, as if it were recorded now. */
static bool record_rest(struct planning *p, const struct mg_registered *entry)
{
    static const enum mg_step_kind kinds[] = {[MG_PART_TRANSACTION] = MG_STEP_SQL,
                                              [MG_PART_APART] = MG_STEP_APART,
                                              [MG_PART_BATCHES] = MG_STEP_BATCHES};
    struct mg_journal journal;
    struct mg_error *error = p->runner->error;
    bool good = mg_journal_read(p->runner->conn, p->runner->ledger.open.id, &journal, error);
    p->m = (struct migration){.entry = entry, .direction = p->site.direction, .error = error};
    p->m.steps = good ? calloc(2 * journal.n + 1, sizeof *p->m.steps) : NULL;
    if (good && !p->m.steps)
        good = mg_fail_memory(error);
    for (size_t i = 0; good && i < journal.n; i++) {
        const struct mg_journal_step *from = &journal.steps[i];
        if (from->state == MG_PART_DONE)
            continue;
        if (p->m.n && i && journal.steps[i - 1].part != from->part)
            p->m.steps[p->m.n++] = (struct mg_recorded){.kind = MG_STEP_COMMIT};
        struct mg_recorded *to = &p->m.steps[p->m.n++];
        *to = (struct mg_recorded){.kind = kinds[from->kind],
                                   .text = strdup(from->statement),
                                   .line = from->line,
                                   .operation = operation_named(from->operation)};
        good = to->text || mg_fail_memory(error);
    }
    mg_journal_free(&journal);
    return good;
}

static bool plan_migration(struct planning *p, const struct mg_registered *entry,
                           struct mg_planned_migration *to)
{
    to->entry = entry;
    to->resumed = mg_ledger_is_open(&p->runner->ledger, entry, p->site.direction);
    p->site.entry = entry;
    p->site.stashes = false;
    bool good = to->resumed
                    ? record_rest(p, entry)
                    : mg_record(&p->m, entry, p->site.direction, &p->site, p->runner->error);
    good = good && plan_steps(p, to);
    mg_record_free(&p->m);
    return good;
}

bool mg_plan_make(struct mg_runner *runner, const struct mg_goal *goal, struct mg_plan *plan)
{
    bool up = goal->direction == MG_UPGRADE, good = true;
    size_t n = up ? goal->place - runner->at : runner->at - goal->place;
    struct planning p = {.runner = runner,
                         .site = {.conn = runner->conn,
                                  .error = runner->error,
                                  .direction = goal->direction,
                                  .stash = goal->stash}};
    *plan = (struct mg_plan){.direction = goal->direction};
    plan->items = calloc(n + 1, sizeof *plan->items);
    if (!plan->items)
        return mg_fail_memory(runner->error);
    mg_interrupt_listen(&runner->interrupt);
    for (size_t i = 0; good && i < n; i++) {
        size_t at = up ? runner->at + i : runner->at - i - 1;
        good = plan_migration(&p, runner->chain->at[at], &plan->items[plan->n++]);
        if (good && mg_interrupt_came(&runner->interrupt))
            good = mg_fail(runner->error, MG_E546, "interrupted");
    }
    mg_interrupt_done(&runner->interrupt);
    mg_site_free(&p.site);
    return good;
}

static void free_step(struct mg_planned *step)
{
    for (size_t i = 0; i < step->n_waited; i++) {
        struct mg_waited *w = &step->waited[i];
        char *const fields[] = {w->pid,   w->user,  w->application, w->state,
                                w->since, w->query, w->table,       w->lock};
        for (size_t j = 0; j < sizeof fields / sizeof *fields; j++)
            free(fields[j]);
    }
    free(step->waited);
    free(step->text);
    mg_affected_free(&step->affected);
}

void mg_plan_free(struct mg_plan *plan)
{
    for (size_t i = 0; i < plan->n; i++) {
        for (size_t j = 0; j < plan->items[i].n; j++)
            free_step(&plan->items[i].steps[j]);
        free(plan->items[i].steps);
    }
    free(plan->items);
    *plan = (struct mg_plan){0};
}
