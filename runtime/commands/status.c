#include "commands.h"

#include <stdlib.h>

#include "../stash/stash.h"

static void print_json(struct mg_migrate *migrate, const struct mg_runner *runner,
                       const struct mg_held *held, size_t n, struct mg_buf *out)
{
    const struct mg_chain *chain = migrate->chain;
    mg_buf_add(out, "{\"database\":");
    mg_buf_json_string(out, PQdb(runner->conn));
    mg_buf_add(out, ",\"at\":");
    mg_json_place(chain, runner->at, out);
    mg_buf_add(out, ",\"head\":");
    mg_json_place(chain, chain->n, out);
    mg_buf_add(out, ",\"pending\":[");
    for (size_t i = runner->at; i < chain->n; i++) {
        mg_buf_add(out, i > runner->at ? "," : "");
        mg_json_place(chain, i + 1, out);
    }
    mg_buf_add(out, "],\"half_done\":");
    mg_json_open(&runner->ledger.open, out);
    mg_buf_add(out, ",\"held\":[");
    for (size_t i = 0; i < n; i++) {
        mg_buf_add(out, i ? "," : "");
        mg_json_held(&held[i], out);
    }
    mg_buf_add(out, "]}\n");
}

static void print_text(struct mg_migrate *migrate, const struct mg_runner *runner,
                       const struct mg_held *held, size_t n, struct mg_buf *out)
{
    const struct mg_chain *chain = migrate->chain;
    size_t pending = chain->n - runner->at;
    if (!migrate->target) {
        mg_describe(runner->conn, out);
        mg_buf_addc(out, '\n');
    }
    mg_buf_add(out, "at ");
    mg_chain_name(chain, runner->at, out);
    if (pending)
        mg_buf_printf(out, ", %zu migration%s pending:\n", pending, pending == 1 ? "" : "s");
    else
        mg_buf_add(out, ", nothing pending\n");
    for (size_t i = runner->at; i < chain->n; i++) {
        mg_buf_add(out, "  ");
        mg_chain_name(chain, i + 1, out);
        mg_buf_addc(out, '\n');
    }
    if (runner->ledger.open.id) {
        mg_line_of_open(&runner->ledger.open, out);
        mg_buf_add(out, "; `migrate repair` says more\n");
    }
    for (size_t i = 0; i < n; i++)
        mg_buf_printf(out, "held: %s %s%s%s%s, %s on %s\n", held[i].kind, held[i].name,
                      held[i].size ? " (" : "", held[i].size ? held[i].size : "",
                      held[i].size ? ")" : "", held[i].what, held[i].at);
}

/* What migrations dropped and the runner set aside. */
static bool read_held(struct mg_runner *runner, struct mg_held **held, size_t *n, PGresult **result)
{
    return !runner->ledger.exists || runner->ledger.format < 4 ||
           mg_stash_list(runner->conn, held, n, result, runner->error);
}

struct status {
    struct mg_fleet fleet;
};

static const struct mg_option options[] = {
    MG_FLEET_OPTIONS(struct status),
    MG_OPTIONS_END,
};

static int run(void *common, const void *values, const struct mg_texts *arguments)
{
    const struct status *status = values;
    struct mg_migrate *migrate = common;
    if (mg_fleet_is_meant(migrate, &status->fleet))
        return mg_fleet_run(migrate, &status->fleet, &mg_command_status, false, values, arguments);
    struct mg_runner runner = mg_new_runner(migrate);
    struct mg_buf out = MG_BUF_INIT;
    struct mg_held *held = NULL;
    PGresult *result = NULL;
    size_t n = 0;
    bool good = mg_runner_open(&runner) && mg_runner_locate(&runner) &&
                read_held(&runner, &held, &n, &result);
    bool pending = good && (runner.at < migrate->chain->n || runner.ledger.open.id);
    if (good && migrate->json)
        print_json(migrate, &runner, held, n, &out);
    else if (good && !migrate->quiet)
        print_text(migrate, &runner, held, n, &out);
    mg_print(migrate, &out);
    free(held);
    PQclear(result);
    mg_runner_close(&runner);
    return pending ? 1 : 0;
}

const struct mg_command mg_command_status = {
    .name = "status",
    .summary = "which migrations are pending or half done; exit status 1 if there are any",
    .details =
        "It takes no lock, so it can be asked at any time, by a readiness probe for example.",
    .options = options,
    .size = sizeof(struct status),
    .defaults = &(const struct status){.fleet.jobs = 1},
    .run = run,
};
