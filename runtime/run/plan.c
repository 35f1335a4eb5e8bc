#include "plan.h"

#include <stdlib.h>
#include <string.h>

#include "../ledger/journal.h"

struct planning {
    struct mg_runner *runner;
    struct mg_site site;
    struct migration m;
};

/* --- Who would be waited for ---------------------------------------------------------------- */

/* What is done CONCURRENTLY waits for more than its own lock does. */
static enum mg_lock_mode waits_as(const struct mg_planned *step, const struct mg_affected *a)
{
    if (step->kind != MG_STEP_APART || a->lock < MG_LOCK_SHARE_UPDATE_EXCLUSIVE)
        return a->lock;
    return strncmp(step->text, "CREATE", 6) == 0 ? MG_LOCK_SHARE : MG_LOCK_ACCESS_EXCLUSIVE;
}

static bool find_holders(struct planning *p, struct mg_planned *step)
{
    bool good = true;
    for (size_t i = 0; good && i < step->affected.n; i++) {
        const struct mg_affected *a = &step->affected.items[i];
        good = mg_waited_add(p->runner->conn, a->oid, waits_as(step, a), &p->runner->interrupt,
                             &step->waited, p->runner->error);
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

/* What the journal says is left, as if it were recorded now. */
static bool record_rest(struct planning *p, const struct mg_registered *entry)
{
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
        *to = mg_journal_recorded(from);
        to->text = strdup(from->statement);
        good = to->text || mg_fail_memory(error);
    }
    mg_journal_free(&journal);
    return good;
}

/* What is done once it is known to ask for rows is another thing from the start. */
static bool record(struct planning *p, const struct mg_registered *entry)
{
    struct mg_recording how = {.conn = p->runner->conn, .site = &p->site};
    bool good = mg_record(&p->m, entry, p->site.direction, &how, p->runner->error);
    if (!good || !p->m.asks)
        return good;
    mg_record_free(&p->m);
    how.whole = true;
    return mg_record(&p->m, entry, p->site.direction, &how, p->runner->error);
}

static bool plan_migration(struct planning *p, const struct mg_registered *entry,
                           struct mg_planned_migration *to)
{
    to->entry = entry;
    to->resumed = mg_ledger_is_open(&p->runner->ledger, entry, p->site.direction);
    p->site.entry = entry;
    p->site.stashes = false;
    mg_buf_clear(&p->site.hindered);
    bool good = to->resumed ? record_rest(p, entry) : record(p, entry);
    good = good && plan_steps(p, to);
    mg_record_free(&p->m);
    return good;
}

bool mg_plan_make(struct mg_runner *runner, const struct mg_goal *goal, struct mg_plan *plan)
{
    bool up = goal->direction == MG_UPGRADE, good = true;
    size_t n = up ? goal->place - runner->at : runner->at - goal->place;
    struct planning p = {.runner = runner, .site = mg_runner_site(runner, goal)};
    *plan = (struct mg_plan){.direction = goal->direction};
    plan->items = calloc(n + 1, sizeof *plan->items);
    if (!plan->items)
        return mg_fail_memory(runner->error);
    good = mg_drift_find(runner, goal, &plan->differences);
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
    mg_waited_free(&step->waited);
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
    mg_differences_free(&plan->differences);
    *plan = (struct mg_plan){0};
}
