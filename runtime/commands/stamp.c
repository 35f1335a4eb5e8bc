#include "commands.h"

struct stamp {
    struct mg_fleet fleet;
    bool sql;
    int wait;
};

static const struct mg_option options[] = {
    {"sql", 0, MG_OPTION_FLAG, offsetof(struct stamp, sql), NULL,
     "print the SQL, for psql, instead of running it"},
    {"wait", 'w', MG_OPTION_INT, offsetof(struct stamp, wait), "SECONDS",
     "how long to wait for another runner (default 300)"},
    MG_FLEET_OPTIONS(struct stamp),
    MG_OPTIONS_END,
};

static int print_script(struct mg_migrate *migrate, const struct mg_ledger *ledger, size_t place)
{
    struct mg_buf out = MG_BUF_INIT;
    if (mg_script_stamp(migrate->chain, ledger, place, &out, &migrate->error))
        mg_print(migrate, &out);
    mg_buf_free(&out);
    return 0;
}

/* +N and -N count from where the database is, which must then be known. */
static bool find(struct mg_migrate *migrate, struct mg_runner *runner, const char *target,
                 size_t *place)
{
    bool relative = *target == '+' || *target == '-';
    if (relative && !mg_ledger_place(&runner->ledger, runner->chain, &runner->at, &migrate->error))
        return false;
    return mg_chain_find(migrate->chain, target, runner->at, place, &migrate->error);
}

static void conclude(struct mg_migrate *migrate, size_t place)
{
    struct mg_buf out = MG_BUF_INIT;
    migrate->applied++;
    if (migrate->json) {
        mg_buf_add(&out, "{\"event\":\"stamped\",\"at\":");
        mg_json_place(migrate->chain, place, &out);
        mg_buf_add(&out, "}\n");
    } else if (!migrate->quiet) {
        mg_buf_add(&out, "stamped: the database counts as at ");
        mg_chain_name(migrate->chain, place, &out);
        mg_buf_addc(&out, '\n');
    }
    mg_print(migrate, &out);
}

static int run(void *common, const void *values, const struct mg_texts *arguments)
{
    struct mg_migrate *migrate = common;
    const struct stamp *stamp = values;
    const char *target = arguments->items[0];
    bool fleet = mg_fleet_is_meant(migrate, &stamp->fleet);
    if (fleet && stamp->sql) {
        mg_fail(&migrate->error, MG_E506, "--sql prints a script for one database");
        return 2;
    }
    if (fleet)
        return mg_fleet_run(migrate, &stamp->fleet, &mg_command_stamp, true, values, arguments);
    struct mg_runner runner = mg_new_runner(migrate);
    runner.wait = stamp->wait;
    size_t place = 0;
    bool connects = !stamp->sql || migrate->configured;
    bool good = (!connects || mg_runner_open(&runner)) && find(migrate, &runner, target, &place);
    if (good && stamp->sql)
        print_script(migrate, &runner.ledger, place);
    else if (good && mg_runner_stamp(&runner, place, stamp->wait))
        conclude(migrate, place);
    mg_runner_close(&runner);
    return 0;
}

const struct mg_command mg_command_stamp = {
    .name = "stamp",
    .usage = "REV",
    .summary = "say that the database is at REV, without running anything",
    .details =
        "For a database that got its tables in another way, or to accept applied migrations whose\n"
        "files were edited. Only the ledger changes.",
    .options = options,
    .size = sizeof(struct stamp),
    .defaults = &(const struct stamp){.fleet.jobs = 1, .wait = 300},
    .min = 1,
    .max = 1,
    .run = run,
};
