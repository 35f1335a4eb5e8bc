#include "replan.h"

#include <stdlib.h>
#include <string.h>

#include "../impact/consent.h"
#include "../record/calls.h"

/* A step of the source, as it is recorded now. */
struct fresh {
    const struct mg_recorded *recorded;
    char *call; /* what calls.h says it is of; "" if nobody's */
    int part;
};

struct comparison {
    const struct mg_journal *journal;
    struct fresh *fresh;
    size_t n;
    char **calls; /* all of the source, also those that amount to nothing now */
    size_t n_calls;
    unsigned short *longest; /* of what is in common from here on: (journal->n + 1) x (n + 1) */
};

enum { MOST_STEPS = 8000 };

/* --- What the source says now ------------------------------------------------------------- */

static bool record(struct mg_runner *runner, const struct mg_registered *entry, unsigned allowed,
                   struct migration *m)
{
    bool up = runner->ledger.open.direction[0] == 'u', good;
    struct mg_goal goal = {
        .direction = up ? MG_UPGRADE : MG_DOWNGRADE, .stash = true, .allowed = allowed};
    struct mg_site site = mg_runner_site(runner, &goal);
    struct mg_recording how = {.conn = runner->conn, .site = &site};
    struct mg_buf said = MG_BUF_INIT;
    site.entry = entry;
    good = mg_record(m, entry, goal.direction, &how, runner->error);
    if (good && m->asks)
        good = mg_fail(runner->error, MG_E551,
                       "the changed source asks for rows, so that it is one transaction: it cannot"
                       " go on half-way");
    good = good && mg_consent_check(&site, m, allowed, &said, runner->error);
    mg_buf_free(&said);
    mg_site_free(&site);
    return good;
}

static char *name_of(const struct migration *m, size_t call)
{
    struct mg_buf name = MG_BUF_INIT;
    mg_call_name(m, call, &name);
    char *text = mg_buf_failed(&name) ? NULL : strdup(mg_buf_text(&name));
    mg_buf_free(&name);
    return text;
}

static bool gather(struct comparison *c, const struct migration *m)
{
    struct mg_journal_walk walk = {0};
    c->fresh = calloc(m->n + 1, sizeof *c->fresh);
    c->calls = calloc(m->n_calls + 1, sizeof *c->calls);
    if (!c->fresh || !c->calls)
        return false;
    for (const struct mg_recorded *r; (r = mg_journal_next(m, &walk));) {
        struct fresh *fresh = &c->fresh[c->n++];
        *fresh = (struct fresh){r, name_of(m, r->call), walk.part};
        if (!fresh->call)
            return false;
    }
    for (; c->n_calls < m->n_calls; c->n_calls++)
        if (!(c->calls[c->n_calls] = name_of(m, c->n_calls + 1)))
            return false;
    return true;
}

/* --- What is the same --------------------------------------------------------------------- */

static bool is_same(const struct mg_journal_step *was, const struct fresh *is)
{
    if (was->call && strcmp(was->call, is->call) == 0)
        return true;
    return strcmp(was->statement, is->recorded->text) == 0;
}

static bool is_in_source(const struct comparison *c, const struct mg_journal_step *step)
{
    for (size_t i = 0; step->call && i < c->n_calls; i++)
        if (strcmp(c->calls[i], step->call) == 0)
            return true;
    return false;
}

/* Whether anything was done of the operation that a step is of. */
static bool is_begun(const struct comparison *c, const char *call)
{
    for (size_t i = 0; call && *call && i < c->journal->n; i++) {
        const struct mg_journal_step *step = &c->journal->steps[i];
        if (step->call && strcmp(step->call, call) == 0 && step->state != MG_PART_PENDING)
            return true;
    }
    return false;
}

static unsigned short *longest(const struct comparison *c, size_t i, size_t j)
{
    return &c->longest[i * (c->n + 1) + j];
}

/* The longest common subsequence, from behind. */
static bool align(struct comparison *c)
{
    size_t n = c->journal->n;
    c->longest = n < MOST_STEPS && c->n < MOST_STEPS
                     ? calloc((n + 1) * (c->n + 1), sizeof *c->longest)
                     : NULL;
    if (!c->longest)
        return false;
    for (size_t i = n; i-- > 0;)
        for (size_t j = c->n; j-- > 0;) {
            unsigned short down = *longest(c, i + 1, j), right = *longest(c, i, j + 1);
            *longest(c, i, j) = is_same(&c->journal->steps[i], &c->fresh[j])
                                    ? (unsigned short)(*longest(c, i + 1, j + 1) + 1)
                                : down > right ? down
                                               : right;
        }
    return true;
}

/* --- Both together ------------------------------------------------------------------------ */

static void add(struct mg_replan *replan, enum mg_change change, const struct mg_journal_step *was,
                const struct fresh *is, int part)
{
    replan->steps[replan->n++] = (struct mg_replanned){change, was, is ? is->recorded : NULL, part};
    replan->orphans += change == MG_CHANGE_GONE && was->state != MG_PART_PENDING;
}

/* Of an operation that goes on as it was begun: its steps stay together. */
static void add_old(struct mg_replan *replan, const struct comparison *c,
                    const struct mg_journal_step *was)
{
    bool stays = is_in_source(c, was) && is_begun(c, was->call);
    add(replan, stays ? MG_CHANGE_NONE : MG_CHANGE_GONE, was, NULL, 0);
}

static void merge(struct mg_replan *replan, const struct comparison *c)
{
    size_t i = 0, j = 0;
    while (i < c->journal->n || j < c->n) {
        const struct mg_journal_step *was = &c->journal->steps[i];
        const struct fresh *is = &c->fresh[j];
        bool both = i < c->journal->n && j < c->n;
        if (both && is_same(was, is) && *longest(c, i, j) == *longest(c, i + 1, j + 1) + 1) {
            add(replan, MG_CHANGE_NONE, was, is, is->part);
            i++, j++;
        } else if (i < c->journal->n && (!both || *longest(c, i + 1, j) >= *longest(c, i, j + 1))) {
            add_old(replan, c, was);
            i++;
        } else {
            if (!is_begun(c, is->call)) /* else it goes on with the steps that it was given then */
                add(replan, MG_CHANGE_NEW, NULL, is, is->part);
            j++;
        }
    }
}

static enum mg_part_state state_of(const struct mg_replanned *step)
{
    return step->was ? step->was->state : MG_PART_PENDING;
}

static bool is_transaction(const struct mg_replanned *step)
{
    return step->was ? step->was->kind == MG_PART_TRANSACTION : step->is->kind == MG_STEP_SQL;
}

/* Transactions as the source has them; what is done and what is not is never in one. */
static void divide(struct mg_replan *replan)
{
    const struct mg_replanned *last = NULL;
    int part = 0, last_part = 0;
    for (size_t i = 0; i < replan->n; i++) {
        struct mg_replanned *step = &replan->steps[i];
        if (step->change == MG_CHANGE_GONE)
            continue;
        bool same = last && (step->is && last->is     ? step->part == last_part
                             : step->was && last->was ? step->was->part == last->was->part
                                                      : false);
        bool joins = same && is_transaction(step) && is_transaction(last) &&
                     state_of(step) == state_of(last);
        last_part = step->part;
        part += !joins;
        step->part = part;
        last = step;
    }
}

static void free_comparison(struct comparison *c)
{
    for (size_t i = 0; c->fresh && i < c->n; i++)
        free(c->fresh[i].call);
    for (size_t i = 0; c->calls && i < c->n_calls; i++)
        free(c->calls[i]);
    free(c->fresh);
    free(c->calls);
    free(c->longest);
}

bool mg_replan_make(struct mg_runner *runner, const struct mg_registered *entry,
                    const struct mg_journal *journal, unsigned allowed, struct mg_replan *replan)
{
    struct comparison c = {.journal = journal};
    *replan = (struct mg_replan){0};
    if (!record(runner, entry, allowed, &replan->now))
        return false;
    bool good = gather(&c, &replan->now) && align(&c);
    if (good)
        replan->steps = calloc(journal->n + c.n + 1, sizeof *replan->steps);
    if (replan->steps) {
        merge(replan, &c);
        divide(replan);
    }
    free_comparison(&c);
    return replan->steps || mg_fail_memory(runner->error);
}

void mg_replan_free(struct mg_replan *replan)
{
    mg_record_free(&replan->now);
    free(replan->steps);
    *replan = (struct mg_replan){0};
}

/* --- Writing it down ---------------------------------------------------------------------- */

void mg_replan_adopt(const struct mg_open_run *open, const struct mg_registered *entry,
                     struct mg_buf *sql)
{
    mg_buf_add(sql, "UPDATE modelgen.stash SET checksum = ");
    mg_buf_literal(sql, entry->sha256);
    mg_buf_add(sql, " WHERE revision = ");
    mg_buf_literal(sql, open->revision);
    mg_buf_add(sql, " AND checksum = ");
    mg_buf_literal(sql, open->checksum);
    mg_buf_add(sql, MG_OF_TENANT "; ");
}

/* What it sets aside when it is done is the changed source's, too. */
static void renew_text(const struct mg_open_run *open, const struct mg_registered *entry,
                       const char *column, struct mg_buf *sql)
{
    mg_buf_printf(sql, ", %s = pg_catalog.replace(%s, ", column, column);
    mg_buf_literal(sql, open->checksum);
    mg_buf_add(sql, ", ");
    mg_buf_literal(sql, entry->sha256);
    mg_buf_add(sql, ")");
}

/* Their numbers make way for the new ones by becoming negative. */
static void write_steps(const struct mg_replan *replan, const struct mg_open_run *open,
                        const struct mg_registered *entry, struct mg_buf *sql)
{
    int number = 0;
    for (size_t i = 0; i < replan->n; i++) {
        const struct mg_replanned *step = &replan->steps[i];
        if (step->change == MG_CHANGE_GONE)
            continue;
        number++;
        if (step->change == MG_CHANGE_NEW) {
            mg_journal_write_step(&replan->now, step->is, open->id, number, step->part, sql);
            mg_buf_add(sql, "; ");
            continue;
        }
        mg_buf_printf(sql, "UPDATE modelgen.step SET step = %d, part = %d, line = %d", number,
                      step->part, step->is ? step->is->line : step->was->line);
        renew_text(open, entry, "statement", sql);
        renew_text(open, entry, "probe", sql);
        mg_buf_printf(sql, " WHERE run = %lld AND step = -%d; ", open->id, step->was->step);
    }
}

void mg_replan_write(const struct mg_replan *replan, const struct mg_open_run *open,
                     const struct mg_registered *entry, struct mg_buf *sql)
{
    mg_buf_add(sql, "UPDATE modelgen.run SET epoch = epoch + 1, checksum = ");
    mg_buf_literal(sql, entry->sha256);
    mg_buf_printf(sql, " WHERE id = %lld; ", open->id);
    mg_replan_adopt(open, entry, sql);
    mg_buf_printf(sql, "UPDATE modelgen.step SET step = -step WHERE run = %lld; ", open->id);
    write_steps(replan, open, entry, sql);
    mg_buf_printf(sql, "DELETE FROM modelgen.step WHERE run = %lld AND step < 0", open->id);
}
