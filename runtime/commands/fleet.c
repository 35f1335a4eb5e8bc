/*
 * One command for many databases, or for the tenants of one: workers run it for each, this says
 * what became of all.
 */
#include "commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/clock.h"
#include "../base/pool.h"
#include "../server/targets.h"

struct run {
    const struct mg_migrate *migrate;
    const struct mg_fleet *fleet;
    const struct mg_command *command;
    const void *values;
    const struct mg_texts *arguments;
    struct mg_targets targets;
    struct mg_spare spare; /* each worker's own: the memory is copied when it starts */
};

bool mg_fleet_is_meant(const struct mg_migrate *migrate, const struct mg_fleet *fleet)
{
    return !migrate->target && (fleet->databases || fleet->query || fleet->schemas.n);
}

/* --- In a worker -------------------------------------------------------------------------- */

static void settle(struct mg_migrate *one, struct mg_work *work)
{
    const struct mg_error *error = &one->error;
    work->changes = one->applied;
    if (error->code == MG_OK)
        return;
    mg_print_error(one);
    work->status = mg_error_status(error);
    for (const struct mg_code_entry *e = mg_code_entries; e->code != MG_OK; e++)
        if (e->code == error->code)
            work->code = e->id;
    snprintf(work->message, sizeof work->message, "%s", mg_buf_text(&error->message));
    /* An interrupt is for all; and what is wrong with the command line is so everywhere. */
    work->stop = error->code == MG_E546 || work->status == 2;
}

static void take(void *context, size_t i, struct mg_work *work)
{
    struct run *run = context;
    const struct mg_target *target = &run->targets.at[i];
    struct mg_migrate one = *run->migrate;
    one.database = target->url;
    one.tenant = target->tenant;
    one.target = target->name;
    one.spare = target->tenant ? &run->spare : NULL;
    one.configured = true;
    double started = mg_now_ms();
    work->status = run->command->run(&one, run->values, run->arguments);
    settle(&one, work);
    work->milliseconds = mg_now_ms() - started;
    mg_error_free(&one.error);
}

static void leave(void *context)
{
    struct run *run = context;
    mg_spare_end(&run->spare);
}

/* --- The sum of it ------------------------------------------------------------------------ */

struct sum {
    size_t changed, unchanged, behind, failed, not_begun;
};

static struct sum count(const struct mg_work *work, size_t n)
{
    struct sum sum = {0};
    for (size_t i = 0; i < n; i++)
        if (work[i].state != MG_WORK_DONE)
            sum.not_begun++;
        else if (work[i].status > 1)
            sum.failed++;
        else if (work[i].status == 1)
            sum.behind++;
        else if (work[i].changes)
            sum.changed++;
        else
            sum.unchanged++;
    return sum;
}

static void sum_json(const struct run *run, const struct mg_work *work, const struct sum *sum,
                     double ms, struct mg_buf *out)
{
    const char *comma = "";
    mg_buf_printf(out,
                  "{\"event\":\"summary\",\"targets\":%zu,\"changed\":%zu,\"unchanged\":%zu,"
                  "\"pending\":%zu,\"not_begun\":%zu,\"failed\":[",
                  run->targets.n, sum->changed, sum->unchanged, sum->behind, sum->not_begun);
    for (size_t i = 0; i < run->targets.n; i++) {
        if (work[i].state != MG_WORK_DONE || work[i].status < 2)
            continue;
        mg_buf_printf(out, "%s{\"target\":", comma);
        mg_buf_json_string(out, run->targets.at[i].name);
        mg_buf_printf(out, ",\"code\":\"%s\",\"message\":", work[i].code ? work[i].code : "");
        mg_buf_json_string(out, work[i].message);
        mg_buf_addc(out, '}');
        comma = ",";
    }
    mg_buf_printf(out, "],\"duration_ms\":%.3f}\n", ms);
}

static void sum_text(const struct run *run, const struct mg_work *work, const struct sum *sum,
                     double ms, struct mg_buf *out)
{
    const struct {
        size_t n;
        const char *what;
    } parts[] = {
        {sum->changed, "changed"},
        {sum->unchanged, run->command == &mg_command_status ? "up to date" : "as they were"},
        {sum->behind, "with pending migrations"},
        {sum->failed, "failed"},
        {sum->not_begun, "not begun"}};
    const char *before = ": ";
    mg_buf_printf(out, "%zu %s%s in %.1f s", run->targets.n,
                  run->fleet->schemas.n ? "tenant" : "database", run->targets.n == 1 ? "" : "s",
                  ms / 1e3);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!parts[i].n)
            continue;
        mg_buf_printf(out, "%s%zu %s", before, parts[i].n, parts[i].what);
        before = ", ";
    }
    mg_buf_addc(out, '\n');
    for (size_t i = 0; i < run->targets.n; i++)
        if (work[i].state == MG_WORK_DONE && work[i].status > 1)
            mg_buf_printf(out, "  failed: %s: %s%s%s%s\n", run->targets.at[i].name, work[i].message,
                          work[i].code ? " [" : "", work[i].code ? work[i].code : "",
                          work[i].code ? "]" : "");
    if (run->command != &mg_command_status && (sum->failed || sum->not_begun))
        mg_buf_add(out, "The same command goes on with those that are left.\n");
}

static int conclude(struct mg_migrate *migrate, const struct run *run, const struct mg_work *work,
                    double ms)
{
    struct mg_buf out = MG_BUF_INIT;
    struct sum sum = count(work, run->targets.n);
    if (migrate->json)
        sum_json(run, work, &sum, ms, &out);
    else if (!migrate->quiet || sum.failed || sum.not_begun)
        sum_text(run, work, &sum, ms, &out);
    mg_print(migrate, &out);
    int status = sum.failed || sum.not_begun ? 3 : sum.behind ? 1 : 0;
    for (size_t i = 0; i < run->targets.n; i++)
        if (work[i].state == MG_WORK_DONE && work[i].status == 2)
            status = 2;
    return status;
}

/* --- All of it ---------------------------------------------------------------------------- */

static bool find_targets(struct mg_migrate *migrate, struct run *run)
{
    const struct mg_fleet *fleet = run->fleet;
    if ((fleet->databases != NULL) + (fleet->query != NULL) + (fleet->schemas.n > 0) > 1)
        return mg_fail(&migrate->error, MG_E506,
                       "--databases, --databases-query and --schemas: only one of them");
    if (fleet->jobs < 1)
        return mg_fail(&migrate->error, MG_E506, "--jobs takes 1 or more");
    if (fleet->databases)
        return mg_targets_of_file(&run->targets, fleet->databases, migrate->database,
                                  &migrate->error);
    if (fleet->query)
        return mg_targets_of_query(&run->targets, fleet->query, migrate->database, &migrate->error);
    return mg_targets_of_schemas(&run->targets, &fleet->schemas, migrate->database,
                                 &migrate->error);
}

/* The tenants' common ledger is there before they all begin: two cannot make it. */
static bool prepare(struct mg_migrate *migrate, const struct mg_fleet *fleet, bool writes)
{
    struct mg_runner runner = mg_new_runner(migrate);
    if (!fleet->schemas.n || !writes)
        return true;
    bool good = mg_runner_open(&runner) && mg_runner_make_ledger(&runner, 300);
    mg_runner_close(&runner);
    return good;
}

int mg_fleet_run(struct mg_migrate *migrate, const struct mg_fleet *fleet,
                 const struct mg_command *command, bool writes, const void *values,
                 const struct mg_texts *arguments)
{
    struct run run = {.migrate = migrate,
                      .fleet = fleet,
                      .command = command,
                      .values = values,
                      .arguments = arguments};
    int status = 0;
    double started = mg_now_ms();
    if (find_targets(migrate, &run) && prepare(migrate, fleet, writes)) {
        struct mg_pool pool = {.n = run.targets.n,
                               .jobs = (size_t)fleet->jobs,
                               .canary = fleet->canary,
                               .take = take,
                               .leave = leave,
                               .context = &run};
        struct mg_work *work = mg_pool_run(&pool);
        if (work)
            status = conclude(migrate, &run, work, mg_now_ms() - started);
        else
            mg_fail_memory(&migrate->error);
        mg_pool_free(work, run.targets.n);
    }
    mg_targets_free(&run.targets);
    return status;
}
