#include "commands.h"

#include <string.h>

#include "../run/plan.h"

static const struct {
    unsigned effect;
    const char *name, *words;
} effects[] = {
    {MG_EFFECT_REWRITES, "rewrite", "rewritten"},
    {MG_EFFECT_BUILDS, "index", "indexes built"},
    {MG_EFFECT_SCANS, "scan", "read through"},
    {MG_EFFECT_LOSES, "loss", "loses what it holds"},
    {MG_EFFECT_WIDENS, "access", "more is open to others"},
};

static const char *blocked(const struct mg_affected *a)
{
    if (a->lock == MG_LOCK_ACCESS_EXCLUSIVE || a->effects & MG_EFFECT_STOPS)
        return "reads and writes";
    return a->lock == MG_LOCK_EXCLUSIVE || a->lock >= MG_LOCK_SHARE ? "writes" : "";
}

/* --- For people ----------------------------------------------------------------------------- */

static void add_table(const struct mg_affected *a, struct mg_buf *out)
{
    mg_buf_add(out, "       ");
    mg_affected_print(a, out);
    mg_buf_printf(out, ": %s%s", a->lock ? mg_lock_name(a->lock) : "no lock",
                  *blocked(a) ? ", which blocks " : "");
    mg_buf_add(out, blocked(a));
    /* A rewrite is all of what comes after it. */
    for (size_t i = 0; i < sizeof effects / sizeof *effects; i++) {
        bool within = effects[i].effect & (MG_EFFECT_BUILDS | MG_EFFECT_SCANS) &&
                      a->effects & MG_EFFECT_REWRITES;
        if (a->effects & effects[i].effect && !within)
            mg_buf_printf(out, "; %s", effects[i].words);
    }
    mg_buf_addc(out, '\n');
}

/* What is known of a session is said where it comes up first. */
static bool is_known(const struct mg_planned_migration *m, const struct mg_planned *step,
                     const struct mg_waited *w)
{
    for (const struct mg_planned *s = m->steps; s <= step; s++)
        for (size_t i = 0; i < s->waited.n && &s->waited.items[i] != w; i++)
            if (strcmp(s->waited.items[i].pid, w->pid) == 0)
                return true;
    return false;
}

static void add_waited(const struct mg_planned_migration *m, const struct mg_planned *step,
                       const struct mg_waited *w, struct mg_buf *out)
{
    if (is_known(m, step, w)) {
        mg_buf_add(out, "       would wait for ");
        mg_waited_name(w, out);
        mg_buf_printf(out, ": %s on %s\n", w->lock, w->table);
        return;
    }
    mg_buf_add(out, "       would wait for ");
    mg_waited_text(w, out);
    mg_buf_addc(out, '\n');
}

static void add_step(const struct mg_planned_migration *m, const struct mg_planned *step,
                     unsigned given, struct mg_buf *out)
{
    static const char *const hows[] = {[MG_STEP_APART] = ", in no transaction",
                                       [MG_STEP_BATCHES] = ", in batches",
                                       [MG_STEP_KEYS] = ", in batches by key",
                                       [MG_STEP_QUESTION] =
                                           ", asks for rows: what comes after it depends on them"};
    const char *how = step->kind < sizeof hows / sizeof *hows ? hows[step->kind] : NULL;
    if (step->kind == MG_STEP_NOTICE) {
        mg_buf_printf(out, "  loss: %s (line %d)", step->text, step->line);
    } else {
        mg_buf_printf(out, "  %3d. %s (%s:%d", step->step, step->operation, m->entry->file,
                      step->line);
        mg_buf_printf(out, ", part %d%s)\n       ", step->part, how ? how : "");
        mg_first_line(step->text, 110, out);
    }
    mg_buf_addc(out, '\n');
    for (size_t i = 0; step->kind != MG_STEP_NOTICE && i < step->affected.n; i++)
        add_table(&step->affected.items[i], out);
    for (size_t i = 0; i < step->waited.n; i++)
        add_waited(m, step, &step->waited.items[i], out);
    if (step->needed & ~given) {
        mg_buf_add(out, "       needs --allow ");
        mg_consent_print(step->needed & ~given, out);
        mg_buf_addc(out, '\n');
    }
}

static void print_text(const struct mg_plan *plan, unsigned given, struct mg_buf *out)
{
    for (size_t i = 0; i < plan->differences.n; i++) {
        const struct mg_difference *d = &plan->differences.items[i];
        mg_buf_printf(out, "differs: %s (%s:%d)\n", d->text, d->claim->entry->file, d->claim->line);
    }
    for (size_t i = 0; i < plan->n; i++) {
        const struct mg_planned_migration *m = &plan->items[i];
        mg_buf_add(out, plan->direction == MG_UPGRADE ? "-> " : "<- ");
        mg_migration_name(m->entry->migration, out);
        mg_buf_add(out, m->resumed ? ", what is left of it\n" : m->n ? "\n" : ": nothing to do\n");
        for (size_t j = 0; j < m->n; j++)
            add_step(m, &m->steps[j], given, out);
    }
}

/* --- JSON ----------------------------------------------------------------------------------- */

static void add_table_json(const struct mg_affected *a, struct mg_buf *out)
{
    mg_buf_add(out, "{\"table\":");
    mg_buf_json_string(out, a->name);
    mg_json_member("lock", mg_lock_name(a->lock), out);
    mg_json_member("blocks", blocked(a), out);
    for (size_t i = 0; i < sizeof effects / sizeof *effects; i++)
        mg_buf_printf(out, ",\"%s\":%s", effects[i].name,
                      a->effects & effects[i].effect ? "true" : "false");
    mg_buf_printf(out, ",\"bytes\":%.0f,\"rows\":", a->bytes);
    if (a->rows < 0)
        mg_buf_add(out, "null}");
    else
        mg_buf_printf(out, "%.0f}", a->rows);
}

static void add_step_json(const struct mg_planned_migration *m, const struct mg_planned *step,
                          unsigned given, struct mg_buf *out)
{
    static const char *const hows[] = {
        [MG_STEP_SQL] = "transaction", [MG_STEP_APART] = "apart", [MG_STEP_BATCHES] = "batches",
        [MG_STEP_KEYS] = "keys",       [MG_STEP_NOTICE] = "loss", [MG_STEP_QUESTION] = "question"};
    const char *how = step->kind < sizeof hows / sizeof *hows ? hows[step->kind] : NULL;
    mg_buf_printf(out, "{\"step\":%d,\"part\":%d,\"how\":\"%s\",\"operation\":\"%s\"", step->step,
                  step->part, how ? how : "transaction", step->operation);
    mg_json_member("file", m->entry->file, out);
    mg_buf_printf(out, ",\"line\":%d", step->line);
    mg_json_member("statement", step->text, out);
    mg_buf_add(out, ",\"needs\":\"");
    mg_consent_print(step->needed, out);
    mg_buf_printf(out, "\",\"allowed\":%s,\"tables\":[", step->needed & ~given ? "false" : "true");
    for (size_t i = 0; step->kind != MG_STEP_NOTICE && i < step->affected.n; i++) {
        mg_buf_add(out, i ? "," : "");
        add_table_json(&step->affected.items[i], out);
    }
    mg_buf_add(out, "],\"waits_for\":[");
    for (size_t i = 0; i < step->waited.n; i++) {
        mg_buf_add(out, i ? "," : "");
        mg_waited_json(&step->waited.items[i], out);
    }
    mg_buf_add(out, "]}");
}

static void print_json(const struct mg_plan *plan, unsigned given, struct mg_buf *out)
{
    mg_buf_printf(out, "{\"direction\":\"%s\",\"plan\":[",
                  plan->direction == MG_UPGRADE ? "upgrade" : "downgrade");
    for (size_t i = 0; i < plan->n; i++) {
        const struct mg_planned_migration *m = &plan->items[i];
        const mg_migration *self = m->entry->migration;
        mg_buf_add(out, i ? ",{" : "{");
        mg_json_migration(self->number, self->revision, self->name, out);
        mg_buf_printf(out, ",\"resumed\":%s,\"steps\":[", m->resumed ? "true" : "false");
        for (size_t j = 0; j < m->n; j++) {
            mg_buf_add(out, j ? "," : "");
            add_step_json(m, &m->steps[j], given, out);
        }
        mg_buf_add(out, "]}");
    }
    mg_buf_add(out, "],\"differences\":[");
    for (size_t i = 0; i < plan->differences.n; i++) {
        const struct mg_difference *d = &plan->differences.items[i];
        mg_buf_add(out, i ? ",{\"file\":" : "{\"file\":");
        mg_buf_json_string(out, d->claim->entry->file);
        mg_buf_printf(out, ",\"line\":%d,\"operation\":\"%s\"", d->claim->line,
                      d->claim->operation);
        mg_json_member("text", d->text, out);
        mg_buf_addc(out, '}');
    }
    mg_buf_add(out, "]}\n");
}

void mg_print_plan(struct mg_migrate *migrate, struct mg_runner *runner, const struct mg_goal *goal)
{
    struct mg_plan plan;
    struct mg_buf out = MG_BUF_INIT;
    if (mg_plan_make(runner, goal, &plan)) {
        if (migrate->json)
            print_json(&plan, goal->allowed, &out);
        else
            print_text(&plan, goal->allowed, &out);
        mg_print(migrate, &out);
    }
    mg_plan_free(&plan);
}
