#include "plans.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How often each is done: a crash takes long to recover from. Failing calls are counted apart. */
static const struct {
    const char *name;
    int share;
} harms[HARMS] = {
    [NONE] = {"none", 0},
    [KILL] = {"kill", 12},
    [KILL_UNHEARD] = {"kill-unheard", 8},
    [CUT] = {"cut", 7},
    [CUT_ALL] = {"cut-all", 6},
    [ORPHAN] = {"orphan", 3},
    [TERMINATE] = {"terminate", 6},
    [CANCEL] = {"cancel", 2},
    [INTERRUPT] = {"interrupt", 2},
    [STALL] = {"stall", 2},
    [CRASH] = {"crash", 2},
    [STOP] = {"stop", 1},
    [LOCK] = {"lock", 4},
    [DEADLOCK] = {"deadlock", 4},
    [FULL] = {"full", 4},
    [TRAFFIC] = {"traffic", 2},
    [HUNT] = {"hunt", 3},
    [MEMORY] = {"memory", 0},
    [LIBPQ] = {"libpq", 0},
    [UNHEARD] = {"unheard", 0},
};

unsigned chance_draw(struct chance *chance, unsigned below)
{
    chance->state = chance->state * 1664525u + 1013904223u;
    return (unsigned)((unsigned long long)chance->state * below >> 32);
}

static enum harm draw_harm(struct chance *chance)
{
    int all = 0, harm = NONE;
    for (int i = 0; i < HARMS; i++)
        all += harms[i].share;
    int share = (int)chance_draw(chance, (unsigned)all);
    while (share >= harms[harm].share)
        share -= harms[harm++].share;
    return (enum harm)harm;
}

struct plan plan_draw(struct chance *chance, const struct outcome *u, int i, int n)
{
    struct plan plan = {.harm = draw_harm(chance), .before = chance_draw(chance, 2)};
    plan.message = 1 + (int)((i + chance_draw(chance, 1000) / 1e3) * u->messages / n);
    if (i % 3 == 2 && u->n_commits)
        plan.message =
            u->commits[chance_draw(chance, (unsigned)u->n_commits)] + (int)chance_draw(chance, 6);
    if (!plan.before && chance_draw(chance, 2))
        plan.delay = chance_draw(chance, 20000) / 1e3;
    if (plan.message > u->messages)
        plan.message = u->messages;
    return plan;
}

struct plan plan_fault(struct chance *chance, const struct calls *calls, int i, int n)
{
    int which = (int)((i + chance_draw(chance, 1000) / 1e3) * calls->n / n);
    const struct call *call = &calls->at[which < calls->n ? which : calls->n - 1];
    return (struct plan){.harm = call->harm, .message = call->number};
}

struct plan plan_each(int i)
{
    return (struct plan){.harm = (enum harm)(1 + i / 2 % (MEMORY - 1)),
                         .before = i % 2,
                         .message = 1 + i / 2 / (MEMORY - 1)};
}

int plans_each(const struct outcome *undisturbed)
{
    return undisturbed->messages * 2 * (MEMORY - 1);
}

/* --- As words ------------------------------------------------------------------------------ */

void plan_write(const struct plan *plan, char text[80])
{
    const char *when = plan->harm >= MEMORY ? "at" : plan->before ? "before" : "after";
    int n = snprintf(text, 80, "%s:%s:%d", harms[plan->harm].name, when, plan->message);
    if (plan->delay > 0)
        snprintf(text + n, (size_t)(80 - n), ":%.3f", plan->delay);
}

bool plan_read(const char *text, struct plan *plan)
{
    char harm[20], when[8];
    *plan = (struct plan){.harm = NONE};
    if (sscanf(text, "%19[a-z-]:%7[a-z]:%d:%lf", harm, when, &plan->message, &plan->delay) < 3)
        return false;
    plan->before = strcmp(when, "before") == 0;
    for (int i = 1; i < HARMS; i++)
        if (strcmp(harms[i].name, harm) == 0)
            plan->harm = (enum harm)i;
    return plan->harm != NONE;
}

/* --- Calls --------------------------------------------------------------------------------- */

static int compare_stacks(const void *a, const void *b)
{
    const unsigned *x = a, *y = b;
    for (int i = 0; i < 3; i++)
        if (x[i] != y[i])
            return x[i] < y[i] ? -1 : 1;
    return 0;
}

/* Lines of kind and stack, in the order of calls. Of each stack the first and the last call stay.
 */
struct calls calls_read(const char *path)
{
    enum { MOST = 1 << 20 };
    struct calls calls = {0};
    unsigned(*rows)[3] = calloc(MOST, sizeof *rows);
    calls.at = calloc(MOST, sizeof *calls.at);
    FILE *in = fopen(path, "r");
    unsigned kind, stack, numbers[3] = {0};
    int n = 0;
    if (!rows || !calls.at)
        abort();
    while (in && n < MOST && fscanf(in, "%u %u", &kind, &stack) == 2 && kind < 3) {
        rows[n][0] = kind, rows[n][1] = stack, rows[n][2] = ++numbers[kind];
        n++;
    }
    if (in)
        fclose(in);
    qsort(rows, (size_t)n, sizeof *rows, compare_stacks);
    for (int i = 0; i < n; i++) {
        bool first = i == 0 || rows[i - 1][0] != rows[i][0] || rows[i - 1][1] != rows[i][1];
        bool last = i + 1 == n || rows[i + 1][0] != rows[i][0] || rows[i + 1][1] != rows[i][1];
        if (first || last)
            calls.at[calls.n++] = (struct call){(enum harm)(MEMORY + rows[i][0]), (int)rows[i][2]};
    }
    free(rows);
    return calls;
}
