/*
 * Plans for tests: schemas as text (schema_text.h) in, operations as text out, one a line as
 * migrations spell them. Answers are flags without their dashes: "fill t.a=1; drop t.b".
 */
#ifndef MODELGEN_TESTS_PLANNED_H
#define MODELGEN_TESTS_PLANNED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/schema_text.h"
#include "emit/emit.h"
#include "plan/plan.h"

static inline const struct answers *planned_answers(struct arena *a, const char *text)
{
    struct answers *answers = arena_new_of(a, struct answers);
    struct {
        const char *flag;
        struct answer_list *list;
        char separator;
    } flags[] = {
        {"rename ", &answers->renames, ':'}, {"using ", &answers->using_, '='},
        {"fill ", &answers->fill, '='},      {"using-down ", &answers->using_down, '='},
        {"map ", &answers->map, '='},
    };
    struct strings each = schema_text_split(a, text, ";");

    for (size_t i = 0; i < each.n; i++) {
        if (strncmp(each.items[i], "drop ", 5) == 0)
            strings_add(a, &answers->drops, each.items[i] + 5);
        for (size_t f = 0; f < sizeof flags / sizeof *flags; f++)
            if (strncmp(each.items[i], flags[f].flag, strlen(flags[f].flag)) == 0)
                assert_true(answer_parse(a, flags[f].list, each.items[i] + strlen(flags[f].flag),
                                         flags[f].separator));
    }
    return answers;
}

static inline const char *planned_ops(struct arena *a, const struct ops *ops)
{
    struct mg_buf spelled = MG_BUF_INIT, all = MG_BUF_INIT;

    for (size_t i = 0; i < ops->n; i++) {
        mg_buf_clear(&spelled);
        emit_op(&spelled, &ops->items[i]);
        for (const char *p = mg_buf_text(&spelled); *p; p++) {
            bool space = *p == ' ' || *p == '\n';

            if (!space && p > spelled.p && (p[-1] == ' ' || p[-1] == '\n') && all.n &&
                all.p[all.n - 1] != '\n' && all.p[all.n - 1] != '(')
                mg_buf_addc(&all, ' ');
            if (!space)
                mg_buf_addc(&all, *p);
        }
        mg_buf_addc(&all, '\n');
    }

    const char *text = arena_strdup(a, mg_buf_text(&all));

    mg_buf_free(&spelled);
    mg_buf_free(&all);
    return text;
}

struct planned {
    const char *up, *down, *errors;
    struct strings changes, losses;
};

static inline struct planned planned(struct arena *a, const char *before, const char *after,
                                     const char *answers)
{
    struct diags *diags = diags_new(a);
    const struct plan *plan = plan_make(a, schema_text(a, before), schema_text(a, after),
                                        planned_answers(a, answers), diags);
    struct planned result = {.changes = plan->changes, .losses = plan->losses, .errors = ""};
    char *text = NULL;
    size_t n;

    if (diags_errors(diags)) {
        FILE *out = open_memstream(&text, &n);

        diags_print(diags, out, false);
        fclose(out);
        result.errors = arena_strdup(a, text);
        free(text);
    }
    result.up = planned_ops(a, &plan->upgrade);
    result.down = planned_ops(a, &plan->downgrade);
    return result;
}

/* Both ways, operation by operation. */
static inline void assert_plan(struct arena *a, const char *before, const char *after,
                               const char *answers, const char *up, const char *down)
{
    struct planned p = planned(a, before, after, answers);

    assert_string_equal(p.errors, "");
    assert_string_equal(p.up, up);
    assert_string_equal(p.down, down);
}

static inline void assert_refused(struct arena *a, const char *before, const char *after,
                                  const char *answers, const char *code, const char *words)
{
    struct planned p = planned(a, before, after, answers);

    if (!strstr(p.errors, code) || !strstr(p.errors, words))
        fail_msg("expected %s with \"%s\", got: %s", code, words, p.errors);
}

static inline int planned_set_up(void **state)
{
    *state = arena_new();
    return 0;
}

static inline int planned_tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

#define PLAN_TEST(name) cmocka_unit_test_setup_teardown(name, planned_set_up, planned_tear_down)

#endif
