#include "commands.h"

#include <stdlib.h>

#include "../run/lock.h"
#include "../stash/stash.h"

struct purge {
    struct mg_fleet fleet;
    bool all, list;
    int days, wait;
};

static const struct mg_option options[] = {
    {"all", 0, MG_OPTION_FLAG, offsetof(struct purge, all), NULL, "everything that is held"},
    {"older-than", 0, MG_OPTION_INT, offsetof(struct purge, days), "DAYS",
     "what has been held for so many days"},
    {"list", 0, MG_OPTION_FLAG, offsetof(struct purge, list), NULL, "only say what is held"},
    {"wait", 'w', MG_OPTION_INT, offsetof(struct purge, wait), "SECONDS",
     "how long to wait for another runner (default 300)"},
    MG_FLEET_OPTIONS(struct purge),
    MG_OPTIONS_END,
};

static int list(struct mg_migrate *migrate, struct mg_runner *runner)
{
    struct mg_buf out = MG_BUF_INIT;
    struct mg_held *held = NULL;
    PGresult *result = NULL;
    size_t n = 0;
    bool good = runner->ledger.format < 3 ||
                mg_stash_list(runner->conn, &held, &n, &result, &migrate->error);
    for (size_t i = 0; good && i < n; i++) {
        if (migrate->json) {
            mg_json_held(&held[i], &out);
            mg_buf_addc(&out, '\n');
        } else {
            mg_buf_printf(&out, "%s %s%s%s%s, %s by %s on %s\n", held[i].kind, held[i].name,
                          held[i].size ? " (" : "", held[i].size ? held[i].size : "",
                          held[i].size ? ")" : "", held[i].what, held[i].revision, held[i].at);
        }
    }
    mg_print(migrate, &out);
    free(held);
    PQclear(result);
    return 0;
}

static void conclude(struct mg_migrate *migrate, size_t n)
{
    struct mg_buf out = MG_BUF_INIT;
    migrate->applied += n > 0;
    if (migrate->json)
        mg_buf_printf(&out, "{\"event\":\"purged\",\"count\":%zu}\n", n);
    else if (!migrate->quiet)
        mg_buf_printf(
            &out, n ? "let go of %zu: it cannot come back any more\n" : "nothing to let go of\n",
            n);
    mg_print(migrate, &out);
}

/* A name that is none, or of what is younger than was said. */
static void tell_unknown(struct mg_migrate *migrate, const struct purge *purge, const char *name)
{
    struct mg_buf out = MG_BUF_INIT;
    if (migrate->json || migrate->quiet)
        return;
    mg_buf_printf(&out, "nothing that is held is called \"%s\"%s\n", name,
                  purge->days > 0 ? " and as old as that" : "");
    mg_print(migrate, &out);
}

static int run(void *common, const void *values, const struct mg_texts *arguments)
{
    struct mg_migrate *migrate = common;
    const struct purge *purge = values;
    if (mg_fleet_is_meant(migrate, &purge->fleet))
        return mg_fleet_run(migrate, &purge->fleet, &mg_command_purge, false, values, arguments);
    struct mg_runner runner = mg_new_runner(migrate);
    size_t n = 0, some;
    bool chosen = purge->all || purge->days >= 0 || arguments->n;
    bool good = mg_runner_open(&runner);
    if (good && (purge->list || !chosen)) {
        list(migrate, &runner);
    } else if (good && runner.ledger.format >= 3) {
        PGconn *lock = mg_lock(migrate->database, migrate->tenant, purge->wait, &runner.listener,
                               &runner.interrupt, &migrate->error);
        double seconds = purge->days > 0 ? purge->days * 86400.0 : 0;
        good = lock != NULL;
        if (good && !arguments->n)
            good = mg_stash_purge(runner.conn, NULL, seconds, &n, &migrate->error);
        for (size_t i = 0; good && i < arguments->n; i++) {
            good =
                mg_stash_purge(runner.conn, arguments->items[i], seconds, &some, &migrate->error);
            n += some;
            if (good && some == 0)
                tell_unknown(migrate, purge, arguments->items[i]);
        }
        PQfinish(lock);
    }
    if (good && chosen && !purge->list)
        conclude(migrate, n);
    mg_runner_close(&runner);
    return 0;
}

const struct mg_command mg_command_purge = {
    .name = "purge",
    .usage = "[TABLE | TABLE.COLUMN]...",
    .summary = "let go of what migrations dropped and the runner set aside",
    .details =
        "Columns and tables that held rows when a migration dropped them are set aside, so that "
        "its\n"
        "downgrade can bring them back. Without arguments: what is held. What is purged is gone.",
    .options = options,
    .size = sizeof(struct purge),
    .defaults = &(const struct purge){.fleet.jobs = 1, .days = -1, .wait = 300},
    .max = 1000,
    .run = run,
};
