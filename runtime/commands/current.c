#include "commands.h"

#include <string.h>

static void print_row(struct mg_migrate *migrate, const struct mg_applied *row, struct mg_buf *out)
{
    const struct mg_chain *chain = migrate->chain;
    bool head =
        row && chain->n && strcmp(row->revision, chain->at[chain->n - 1]->migration->revision) == 0;
    if (migrate->json) {
        mg_buf_add(out, "{\"current\":");
        mg_buf_add(out, row ? "{" : "null");
        if (row)
            mg_json_migration(row->number, row->revision, row->name, out);
        mg_buf_printf(out, "%s,\"head\":%s}\n", row ? "}" : "",
                      head || (!row && chain->n == 0) ? "true" : "false");
        return;
    }
    if (row)
        mg_line_of(row->number, row->revision, row->name, out);
    else
        mg_buf_add(out, "base");
    mg_buf_add(out, head ? " (head)\n" : "\n");
}

struct current {
    struct mg_fleet fleet;
};

static const struct mg_option options[] = {
    MG_FLEET_OPTIONS(struct current),
    MG_OPTIONS_END,
};

static int run(void *common, const void *values, const struct mg_texts *arguments)
{
    const struct current *current = values;
    struct mg_migrate *migrate = common;
    if (mg_fleet_is_meant(migrate, &current->fleet))
        return mg_fleet_run(migrate, &current->fleet, &mg_command_current, false, values,
                            arguments);
    struct mg_runner runner = mg_new_runner(migrate);
    struct mg_buf out = MG_BUF_INIT;
    if (mg_runner_open(&runner)) {
        size_t n = runner.ledger.n;
        print_row(migrate, n ? &runner.ledger.rows[n - 1] : NULL, &out);
        mg_print(migrate, &out);
        mg_ledger_place(&runner.ledger, runner.chain, &runner.at, runner.error);
    }
    mg_runner_close(&runner);
    return 0;
}

const struct mg_command mg_command_current = {
    .name = "current",
    .summary = "the revision that the database is at",
    .options = options,
    .size = sizeof(struct current),
    .defaults = &(const struct current){.fleet.jobs = 1},
    .run = run,
};
