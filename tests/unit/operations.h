/*
 * What the tests of operations share: they are called as migrations call them, and their SQL is
 * written down instead of run.
 */
#ifndef MODELGEN_TESTS_OPERATIONS_H
#define MODELGEN_TESTS_OPERATIONS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "runtime/modelgen/migration.h"

#include "runtime/sql/operation.h"

struct migration {
    struct mg_buf sql;
};

/* In place of the runner: writes down what there would be to do. */
void mg_run(migration *m, int line, const mg_operation *operation, const void *args)
{
    static const char *const marks[] = {[MG_STEP_SQL] = "",
                                        [MG_STEP_NOTICE] = "notice: ",
                                        [MG_STEP_REFUSAL] = "refusal: ",
                                        [MG_STEP_APART] = "apart: ",
                                        [MG_STEP_BATCHES] = "batches: ",
                                        [MG_STEP_COMMIT] = "commit"};
    struct mg_script script = {0};

    (void)line;
    operation->sql(args, &script);
    assert_true(mg_script_ok(&script));
    for (size_t i = 0; i < script.n; i++)
        mg_buf_printf(&m->sql, "%s%s\n", marks[script.steps[i].kind],
                      mg_buf_text(&script.steps[i].text));
    mg_script_free(&script);
}

static int set_up(void **state)
{
    static migration m;

    *state = &m;
    return 0;
}

static int tear_down(void **state)
{
    mg_buf_free(&((migration *)*state)->sql);
    return 0;
}

static void assert_sql(migration *m, const char *expected)
{
    assert_string_equal(mg_buf_text(&m->sql), expected);
    mg_buf_clear(&m->sql);
}

#endif
