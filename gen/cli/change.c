#include "cli/change.h"

#include <stdio.h>

#include "cli/ask.h"
#include "cli/newer.h"

const struct plan *change_plan(struct cli *cli, const struct project *project,
                               struct answers *answers)
{
    const struct plan *plan;

    ask(cli, project, answers);
    plan = plan_make(cli->arena, project->before, project->after, answers, cli->diags);
    return diags_errors(cli->diags) || !newer_check_plan(cli, project, plan) ? NULL : plan;
}

bool plan_is_empty(const struct plan *plan)
{
    return plan->upgrade.n == 0;
}

void change_print(const struct plan *plan)
{
    for (size_t i = 0; i < plan->changes.n; i++)
        printf("  %s\n", plan->changes.items[i]);
    for (size_t i = 0; i < plan->losses.n; i++)
        printf("  loses %s\n", plan->losses.items[i]);
}

void strings_json(const char *name, const struct strings *list, struct mg_buf *out)
{
    mg_buf_json_string(out, name);
    mg_buf_add(out, ":[");
    for (size_t i = 0; i < list->n; i++) {
        mg_buf_add(out, i ? "," : "");
        mg_buf_json_string(out, list->items[i]);
    }
    mg_buf_add(out, "]");
}

void change_json(const struct plan *plan, struct mg_buf *out)
{
    strings_json("changes", &plan->changes, out);
    mg_buf_add(out, ",");
    strings_json("losses", &plan->losses, out);
}
