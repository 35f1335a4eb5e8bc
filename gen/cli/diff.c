#include <stdio.h>

#include "cli/answer.h"
#include "cli/change.h"

struct values {
    bool sql, exit_code;
    struct answer_values answers;
};

// clang-format off
static const struct mg_option options[] = {
    {"sql", 0, MG_OPTION_FLAG, offsetof(struct values, sql), NULL, "as SQL"},
    {"exit-code", 0, MG_OPTION_FLAG, offsetof(struct values, exit_code), NULL, "exit status 1 if there are changes"},
    ANSWER_OPTIONS(struct values, answers),
    MG_OPTIONS_END,
};
// clang-format on

static void print_json(const struct plan *plan)
{
    struct mg_buf out = MG_BUF_INIT;

    mg_buf_add(&out, "{");
    change_json(plan, &out);
    mg_buf_add(&out, "}\n");
    fputs(mg_buf_text(&out), stdout);
    mg_buf_free(&out);
}

static int diff(void *common, const void *values, const struct mg_texts *arguments)
{
    struct cli *cli = common;
    const struct values *v = values;
    const struct plan *plan;
    struct project project;
    struct answers answers;

    (void)arguments;
    if (!answers_read(cli, &v->answers, &answers))
        return STATUS_USAGE;
    if (!project_open(cli, &project) || !project_load_snapshot(cli, &project) ||
        !project_read_models(cli, &project) || !(plan = change_plan(cli, &project, &answers)))
        return STATUS_FAILED;
    if (v->sql)
        fputs(plan_sql(cli->arena, &plan->upgrade), stdout);
    else if (cli->json)
        print_json(plan);
    else if (plan_is_empty(plan))
        puts("no changes: the models match the snapshot");
    else
        change_print(plan);
    return v->exit_code && !plan_is_empty(plan) ? STATUS_FINDINGS : STATUS_DONE;
}

const struct mg_command command_diff = {
    .name = "diff",
    .usage = "[-- COMPILER FLAGS]",
    .summary = "what revision would do",
    .options = options,
    .size = sizeof(struct values),
    .run = diff,
};
