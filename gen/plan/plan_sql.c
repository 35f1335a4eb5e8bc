#include <string.h>

#include "plan/group.h"
#include "plan/plan.h"

static void add_remark(struct mg_buf *out, const char *what, const char *text)
{
    mg_buf_printf(out, "-- %s: ", what);
    for (; *text; text++) {
        mg_buf_addc(out, *text);
        if (*text == '\n')
            mg_buf_add(out, "-- ");
    }
    mg_buf_addc(out, '\n');
}

static void add_step(struct mg_buf *out, const struct mg_step *step)
{
    const char *text = mg_buf_text(&step->text);

    switch (step->kind) {
    case MG_STEP_COMMIT:
    case MG_STEP_COPY:
    case MG_STEP_QUESTION:
        break;
    case MG_STEP_BATCHES:
    case MG_STEP_KEYS:
    case MG_STEP_APART:
    case MG_STEP_SQL:
        mg_buf_add(out, text);
        /* Not into a comment at the end. */
        mg_buf_add(out, strstr(text, "--") ? "\n;\n" : ";\n");
        break;
    case MG_STEP_NOTICE:
        add_remark(out, "loss", text);
        break;
    case MG_STEP_CONDITION:
        add_remark(out, "only if", text);
        break;
    case MG_STEP_REFUSAL:
        add_remark(out, "irreversible", text);
        mg_buf_add(out, "DO $$BEGIN RAISE EXCEPTION 'this migration cannot be undone'; END$$;\n");
        break;
    }
}

static void add_op(struct mg_buf *out, const struct op *op)
{
    struct mg_script script = {0};

    op->operation->sql(op->args, &script);
    if (!mg_script_ok(&script))
        out->failed = true;
    else
        for (size_t i = 0; i < script.n; i++)
            add_step(out, &script.steps[i]);
    mg_script_free(&script);
}

/* Bodies may mention what comes later. */
static bool has_bodies(const struct ops *ops)
{
    for (size_t i = 0; i < ops->n; i++)
        if (ops->items[i].operation->has_body)
            return true;
    return false;
}

const char *plan_sql(struct arena *arena, const struct ops *ops)
{
    struct paragraphs paragraphs = {0};
    struct mg_buf all = MG_BUF_INIT, one = MG_BUF_INIT;
    const char *text;

    if (has_bodies(ops))
        mg_buf_add(&all, "SET check_function_bodies = off;\n\n");
    for (size_t i = 0; i < ops->n; i++) {
        mg_buf_clear(&one);
        add_op(&one, &ops->items[i]);
        text = mg_buf_text(&one);
        if (!text)
            out_of_memory();

        const char *end = strchr(text, '\n');

        mg_buf_add(&all, paragraph_begins(&paragraphs, ops, i, end && end[1]) ? "\n" : "");
        mg_buf_add(&all, text);
    }
    if (mg_buf_failed(&all))
        out_of_memory();
    text = arena_text(arena, &all);
    mg_buf_free(&one);
    mg_buf_free(&all);
    return text;
}
