#include "late.h"

#include <stdlib.h>
#include <string.h>

#include "../base/grow.h"
#include "../sql/names.h"
#include "../sql/sql.h"
#include "site.h"

static struct mg_late_step *append(struct mg_late *late)
{
    struct mg_late_step *steps = mg_grow(late->steps, late->n, &late->capacity, sizeof *steps);
    if (!steps)
        return NULL;
    late->steps = steps;
    late->steps[late->n] = (struct mg_late_step){0};
    return &late->steps[late->n++];
}

static void free_step(struct mg_step *step)
{
    mg_buf_free(&step->text);
    mg_buf_free(&step->probe);
}

void mg_late_add(struct mg_site *site, enum mg_late_kind kind, const char *name,
                 struct mg_script *script)
{
    bool good = mg_script_ok(script);
    for (size_t i = 0; good && i < script->n; i++) {
        struct mg_late_step *step = append(&site->late);
        char *copy = name ? strdup(name) : NULL;
        good = step && (copy || !name);
        if (!good) {
            free(copy);
            break;
        }
        *step = (struct mg_late_step){.name = copy,
                                      .kind = kind,
                                      .step = script->steps[i],
                                      .line = site->line,
                                      .call = site->call,
                                      .operation = site->operation};
        script->steps[i] = (struct mg_step){0};
    }
    if (!good)
        mg_fail_memory(site->error);
    mg_script_free(script);
    *script = (struct mg_script){0};
}

static const struct mg_late_step *find(const struct mg_site *site, const char *name)
{
    for (size_t i = 0; i < site->late.n; i++) {
        const struct mg_late_step *step = &site->late.steps[i];
        if (!step->spent && step->name &&
            strcmp(mg_sql_last_part(step->name), mg_sql_last_part(name)) == 0)
            return step;
    }
    return NULL;
}

bool mg_late_drops(const struct mg_site *site, const char *name)
{
    return find(site, name) != NULL;
}

bool mg_late_has(const struct mg_site *site, enum mg_late_kind kind)
{
    for (size_t i = 0; i < site->late.n; i++)
        if (!site->late.steps[i].spent && site->late.steps[i].kind == kind)
            return true;
    return false;
}

bool mg_late_is_empty(const struct mg_site *site)
{
    for (size_t i = 0; i < site->late.n; i++)
        if (!site->late.steps[i].spent)
            return false;
    return true;
}

void mg_late_drop_together(struct mg_site *site, const char *name)
{
    for (size_t i = 0; i < site->late.n; i++) {
        struct mg_late_step *late = &site->late.steps[i];
        struct mg_script plain = {0};
        if (late->spent || late->step.kind != MG_STEP_APART ||
            (name ? strcmp(mg_sql_last_part(late->name), mg_sql_last_part(name)) != 0
                  : late->kind != MG_LATE_KEY))
            continue;
        mg_sql_drop(&plain, "INDEX", late->name);
        if (mg_script_ok(&plain) && plain.n == 1) {
            free_step(&late->step);
            late->step = plain.steps[0];
            plain.steps[0] = (struct mg_step){0};
        } else {
            mg_fail_memory(site->error);
        }
        mg_script_free(&plain);
    }
}

void mg_late_name(const struct mg_site *site, struct mg_buf *b, const char *name)
{
    struct mg_buf label = MG_BUF_INIT;
    mg_buf_printf(&label, "new%zu", site->late.n);
    mg_name_make(b, "modelgen", name, mg_buf_text(&label));
    b->failed |= mg_buf_failed(&label);
    mg_buf_free(&label);
}

bool mg_late_passes(const struct mg_operation *operation)
{
    const struct mg_operation *const operations[] = {&mg_op_drop_index,   &mg_op_drop_constraint,
                                                     &mg_op_create_index, &mg_op_add_constraint,
                                                     &mg_op_allow,        &mg_op_loss};
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++)
        if (operation == operations[i])
            return true;
    return false;
}

void mg_late_free(struct mg_late *late)
{
    for (size_t i = 0; i < late->n; i++) {
        free(late->steps[i].name);
        free_step(&late->steps[i].step);
    }
    free(late->steps);
    *late = (struct mg_late){0};
}
