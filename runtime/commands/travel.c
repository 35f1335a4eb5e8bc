#include "commands.h"

#include <stdlib.h>
#include <string.h>

#include "../impact/consent.h"

const struct mg_option mg_travel_options[] = {
    {"sql", 0, MG_OPTION_FLAG, offsetof(struct mg_travel, sql), NULL,
     "print the SQL, for psql, instead of running it; A:B takes it from one\n"
     "revision to another, without a database"},
    {"dry-run", 'n', MG_OPTION_FLAG, offsetof(struct mg_travel, dry_run), NULL,
     "run everything in one transaction and roll it back"},
    {"plan", 'p', MG_OPTION_FLAG, offsetof(struct mg_travel, plan), NULL,
     "show each step with its lock, rewrite and scan, the size of the table and who\n"
     "would be waited for now; change nothing"},
    {"allow", 'a', MG_OPTION_LIST, offsetof(struct mg_travel, allow), "WHAT",
     "go on although it may take a rewrite or other long work that keeps others\n"
     "waiting (rewrite), loses data for good (loss) or lets others at more (access),\n"
     "or although the database was changed by hand (drift);\n"
     "all: anything; several with commas between them"},
    {"wait", 'w', MG_OPTION_INT, offsetof(struct mg_travel, wait), "SECONDS",
     "how long to wait for another runner (default 300)"},
    {"no-stash", 0, MG_OPTION_FLAG, offsetof(struct mg_travel, no_stash), NULL,
     "drop columns and tables that hold rows at once, instead of setting them aside"},
    {"no-rewrite", 0, MG_OPTION_FLAG, offsetof(struct mg_travel, no_rewrite), NULL,
     "change the type of a column by way of a new one that is filled in batches, where\n"
     "that is possible: nobody waits, and the column moves to the end of its table"},
    {"lock-wait", 0, MG_OPTION_INT, offsetof(struct mg_travel, locks.wait), "SECONDS",
     "how long to try for the locks of tables that others use (default 300)"},
    {"lock-timeout", 0, MG_OPTION_INT, offsetof(struct mg_travel, locks.timeout), "MILLISECONDS",
     "how long each try may wait for them, and keep those waiting who come after it\n"
     "(default 30)"},
    {"lock-pause", 0, MG_OPTION_INT, offsetof(struct mg_travel, locks.pause), "MILLISECONDS",
     "the longest pause between two tries; it begins with 50 ms and doubles, more or\n"
     "less at random (default 1000)"},
    {"batch-time", 0, MG_OPTION_INT, offsetof(struct mg_travel, pace.batch_ms), "MS",
     "how long a batch of a backfill should take: they grow and shrink (default 20)"},
    {"batch-pause", 0, MG_OPTION_INT, offsetof(struct mg_travel, pace.pause_ms), "MS",
     "a pause after each batch (default 0)"},
    {"max-lag", 0, MG_OPTION_INT, offsetof(struct mg_travel, pace.max_lag), "SECONDS",
     "batches wait while a standby is further behind (default 10; 0: they do not look)"},
    MG_FLEET_OPTIONS(struct mg_travel),
    MG_OPTIONS_END,
};

const struct mg_travel mg_travel_defaults = {.fleet.jobs = 1,
                                             .wait = 300,
                                             .locks = MG_LOCK_PATIENCE,
                                             .pace = {.batch_ms = 20, .max_lag = 10}};

static const char *name_of(enum mg_direction direction)
{
    return direction == MG_UPGRADE ? "upgrade" : "downgrade";
}

struct mg_runner mg_new_runner(struct mg_migrate *migrate)
{
    return (struct mg_runner){.chain = migrate->chain,
                              .url = migrate->database,
                              .tenant = migrate->tenant,
                              .spare = migrate->spare,
                              .listener = {mg_print_event, migrate},
                              .locks = MG_LOCK_PATIENCE,
                              .error = &migrate->error};
}

/* --- Where to --------------------------------------------------------------------------------- */

static bool check_direction(struct mg_migrate *migrate, enum mg_direction direction, size_t from,
                            size_t to)
{
    if (direction == MG_UPGRADE ? to >= from : to <= from)
        return true;
    struct mg_buf here = MG_BUF_INIT, there = MG_BUF_INIT;
    mg_chain_name(migrate->chain, from, &here);
    mg_chain_name(migrate->chain, to, &there);
    mg_fail(&migrate->error, MG_E503, "%s cannot go from %s to %s", name_of(direction),
            mg_buf_text(&here), mg_buf_text(&there));
    mg_error_hint(&migrate->error, "`migrate %s` goes there.",
                  name_of(direction == MG_UPGRADE ? MG_DOWNGRADE : MG_UPGRADE));
    mg_buf_free(&here);
    mg_buf_free(&there);
    return false;
}

/* A:B, either of which may be left out in an upgrade. */
static bool find_range(struct mg_migrate *migrate, enum mg_direction direction, const char *text,
                       size_t *from, size_t *to)
{
    const struct mg_chain *chain = migrate->chain;
    const char *colon = strchr(text, ':');
    char *first = strndup(text, (size_t)(colon - text));
    bool up = direction == MG_UPGRADE;
    bool good = first != NULL;
    if (!good)
        mg_fail_memory(&migrate->error);
    else if (!up && (!*first || !colon[1]))
        good = mg_fail(&migrate->error, MG_E505, "downgrade --sql needs both ends of \"%s\"", text);
    good = good && mg_chain_find(chain, *first ? first : "base", 0, from, &migrate->error) &&
           mg_chain_find(chain, colon[1] ? colon + 1 : "head", *from, to, &migrate->error) &&
           check_direction(migrate, direction, *from, *to);
    free(first);
    return good;
}

/* --- --sql without a server ------------------------------------------------------------------- */

static int print_script(struct mg_migrate *migrate, size_t from, size_t to, bool create_ledger)
{
    struct mg_buf out = MG_BUF_INIT;
    if (mg_script_to(migrate->chain, from, to, create_ledger, &out, &migrate->error))
        mg_print(migrate, &out);
    mg_buf_free(&out);
    return 0;
}

static int offline(struct mg_migrate *migrate, enum mg_direction direction, const char *target)
{
    size_t from = 0, to = 0;
    if (strchr(target, ':')) {
        if (find_range(migrate, direction, target, &from, &to))
            return print_script(migrate, from, to, from == 0);
    } else if (direction == MG_DOWNGRADE) {
        mg_fail(&migrate->error, MG_E505, "without a database, downgrade --sql needs a range A:B");
        mg_error_hint(&migrate->error, "For example: migrate downgrade --sql head:%s", target);
    } else if (mg_chain_find(migrate->chain, target, 0, &to, &migrate->error)) {
        return print_script(migrate, 0, to, true);
    }
    return 0;
}

/* --- On a database ---------------------------------------------------------------------------- */

static void add_place(const struct mg_migrate *migrate, size_t place, struct mg_buf *out)
{
    bool head = place == migrate->chain->n && place > 0;
    mg_buf_add(out, head ? "head (" : "");
    mg_chain_name(migrate->chain, place, out);
    mg_buf_add(out, head ? ")" : "");
}

static void conclude(struct mg_migrate *migrate, const struct mg_runner *runner, bool dry_run)
{
    const struct mg_chain *chain = migrate->chain;
    struct mg_buf out = MG_BUF_INIT;
    if (migrate->json) {
        mg_buf_add(&out, "{\"event\":\"done\",\"at\":");
        mg_json_place(chain, runner->at, &out);
        mg_buf_printf(&out, ",\"head\":%s,\"applied\":%zu,\"pending\":%zu,\"dry_run\":%s}\n",
                      runner->at == chain->n ? "true" : "false", migrate->applied,
                      chain->n - runner->at, dry_run ? "true" : "false");
    } else if (!migrate->quiet) {
        mg_buf_add(&out, migrate->applied == 0 ? "already at "
                         : dry_run             ? "dry run, nothing was kept: still at "
                                               : "now at ");
        add_place(migrate, runner->at, &out);
        mg_buf_add(&out, chain->n == 0 ? ": there are no migrations\n" : "\n");
    }
    mg_print(migrate, &out);
}

static bool read_allowed(struct mg_migrate *migrate, const char *words, unsigned *allowed)
{
    if (!words || !*words || mg_consent_read(words, allowed))
        return true;
    mg_fail(&migrate->error, MG_E505, "--allow does not know \"%s\"", words);
    mg_error_hint(&migrate->error, "It takes rewrite, loss, access, drift or all.");
    return false;
}

bool mg_find_allowed(struct mg_migrate *migrate, const struct mg_texts *words, unsigned *allowed)
{
    bool good = read_allowed(migrate, getenv("MIGRATE_ALLOW"), allowed);
    for (size_t i = 0; good && i < words->n; i++)
        good = read_allowed(migrate, words->items[i], allowed);
    return good;
}

static int online(struct mg_migrate *migrate, const struct mg_travel *travel,
                  enum mg_direction direction, const char *target)
{
    struct mg_runner runner = mg_new_runner(migrate);
    runner.wait = travel->wait;
    runner.locks = travel->locks;
    struct mg_goal goal = {.direction = direction,
                           .dry_run = travel->dry_run,
                           .wait = travel->wait,
                           .no_rewrite = travel->no_rewrite,
                           .pace = travel->pace,
                           .stash = !travel->no_stash};
    bool good = mg_find_allowed(migrate, &travel->allow, &goal.allowed) &&
                mg_runner_open(&runner) && mg_runner_locate(&runner) &&
                mg_chain_find(migrate->chain, target, runner.at, &goal.place, &migrate->error) &&
                check_direction(migrate, direction, runner.at, goal.place);
    if (good && travel->sql)
        print_script(migrate, runner.at, goal.place, !runner.ledger.exists);
    else if (good && travel->plan)
        mg_print_plan(migrate, &runner, &goal);
    else if (good && mg_runner_go(&runner, &goal))
        conclude(migrate, &runner, travel->dry_run);
    mg_runner_close(&runner);
    return 0;
}

int mg_travel(struct mg_migrate *migrate, const struct mg_travel *travel,
              enum mg_direction direction, const struct mg_texts *arguments)
{
    const char *target = arguments->n ? arguments->items[0] : "head";
    bool fleet = mg_fleet_is_meant(migrate, &travel->fleet);
    bool range = strchr(target, ':') != NULL;
    if (range && !travel->sql) {
        mg_fail(&migrate->error, MG_E505, "a range like \"%s\" is for --sql", target);
        return 2;
    }
    if (travel->locks.timeout < 1 || travel->locks.pause < 1) {
        mg_fail(&migrate->error, MG_E505, "--lock-timeout and --lock-pause take at least 1 ms");
        return 2;
    }
    if (travel->sql && travel->dry_run) {
        mg_fail(&migrate->error, MG_E505, "--sql prints and --dry-run runs: not both");
        return 2;
    }
    if (fleet && travel->sql) {
        mg_fail(&migrate->error, MG_E506, "--sql prints a script for one database");
        return 2;
    }
    if (fleet)
        return mg_fleet_run(migrate, &travel->fleet,
                            direction == MG_UPGRADE ? &mg_command_upgrade : &mg_command_downgrade,
                            !travel->dry_run, travel, arguments);
    if (travel->sql && (range || !migrate->configured))
        return offline(migrate, direction, target);
    return online(migrate, travel, direction, target);
}
