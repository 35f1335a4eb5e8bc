#include "cli/drift.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/answer.h"
#include "cli/database.h"
#include "cli/newer.h"
#include "cli/runner.h"
#include "database/database.h"
#include "database/process.h"
#include "kinds/distribution.h"
#include "plan/plan.h"

struct values {
    const char *fix, *message;
    struct mg_texts schemas, tables, excludes;
    bool all;
    struct answer_values answers;
};

// clang-format off
static const struct mg_option options[] = {
    {"fix", 0, MG_OPTION_CHOICE, offsetof(struct values, fix), "database|models", "write the migration that gives the database what the snapshot says, or\nmodels and snapshot what the database has"},
    {"all", 0, MG_OPTION_FLAG, offsetof(struct values, all), NULL, "with --fix=models: also what modelgen has never known"},
    {"message", 'm', MG_OPTION_TEXT, offsetof(struct values, message), "MESSAGE", "the name of that migration"},
    {"schema", 0, MG_OPTION_LIST, offsetof(struct values, schemas), "SCHEMA", "only what is in this schema; may be a pattern, and said again"},
    {"table", 0, MG_OPTION_LIST, offsetof(struct values, tables), "TABLE", "only this table, TABLE or SCHEMA.TABLE; the same"},
    {"exclude", 0, MG_OPTION_LIST, offsetof(struct values, excludes), "TABLE", "not this table; the same"},
    ANSWER_OPTIONS(struct values, answers),
    MG_OPTIONS_END,
};
// clang-format on

/* --- The database ------------------------------------------------------------------------- */

/* Who runs its migrations; the number of the last one, where it has a ledger. */
static const char ledger_owner[] =
    "SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = to_regclass('modelgen.applied')";
static const char ledger_exists[] = "SELECT to_regclass('modelgen.applied') IS NOT NULL";
static const char ledger_number[] = "SELECT coalesce(max(number), 0) FROM modelgen.applied";

static bool read_database(struct drift *d)
{
    struct cli *cli = d->cli;
    const char *owner = database_query(cli->arena, d->url, ledger_owner, cli->diags);
    const char *exists = database_query(cli->arena, d->url, ledger_exists, cli->diags);
    const char *number = "0";

    if (!owner || !exists)
        return false;
    if (*owner)
        d->choice.owner = owner;
    if (strcmp(exists, "t") == 0 &&
        !(number = database_query(cli->arena, d->url, ledger_number, cli->diags)))
        return false;
    d->number = (int)strtol(number, NULL, 10);
    return catalog_read(cli->arena, d->url, &d->choice, &d->found, cli->diags);
}

/* Roles are of the whole server: those of the database's, for what is owned by or granted to them.
 */
static const char roles[] =
    "SELECT coalesce(string_agg(format('CREATE ROLE %I', rolname), '; '), '') FROM pg_roles"
    " WHERE rolname !~ '^pg_' AND oid <> 10 AND rolname <> 'postgres'";

/* --- The snapshot, built ------------------------------------------------------------------ */

static bool build_snapshot(struct drift *d, const char *url)
{
    struct cli *cli = d->cli;
    struct schema *nothing = schema_new(cli->arena);
    const struct answers answers = {0};
    const struct plan *plan;

    schema_finish(nothing);
    if (!newer_check_server(cli, &d->project, url))
        return false;
    plan = plan_make(cli->arena, nothing, d->project.before, &answers, cli->diags);
    return plan && !diags_errors(cli->diags) &&
           database_run(cli->arena, url, plan_sql(cli->arena, &plan->upgrade), cli->diags);
}

/* Where the database has not come to the newest migration yet, what those before it make. */
static bool build_by_migrations(struct drift *d, const char *url)
{
    struct cli *cli = d->cli;
    const char *output, *migrate = runner_build(cli);
    const char *const argv[] = {migrate,
                                "upgrade",
                                arena_printf(cli->arena, "%d", d->number),
                                "--quiet",
                                "--color=never",
                                "--database",
                                url,
                                NULL};

    if (!migrate)
        return false;
    if (process_run(cli->arena, NULL, argv, NULL, &output))
        return true;
    fail(cli, MG605, "the migrations cannot be run on a scratch server", NULL);
    diag_detail(cli->diags, output);
    return false;
}

static bool is_behind(const struct drift *d)
{
    const struct history *history = &d->project.history;

    return d->number && history->n && d->number < history->items[history->n - 1].number;
}

/* Whether there is anything of Citus's, here or there. */
static bool is_distributed(const struct drift *d)
{
    return schema_of_kind(d->project.before, &kind_distribution).n ||
           schema_of_kind(d->found.schema, &kind_distribution).n;
}

static bool build(struct drift *d, const char *make_roles)
{
    struct cli *cli = d->cli;
    struct catalog_options choice = d->choice;
    const struct server *server;
    bool ok;

    database_forget();
    server = server_scratch(cli->arena, database_directory(cli), cli->diags);
    if (!server)
        return false;
    choice.owner = database_query(cli->arena, server->url, "SELECT current_user", cli->diags);
    ok = choice.owner && database_run(cli->arena, server->url, make_roles, cli->diags) &&
         (!is_distributed(d) || database_stand_in(cli->arena, server->url, cli->diags)) &&
         (is_behind(d) ? build_by_migrations(d, server->url) : build_snapshot(d, server->url)) &&
         catalog_read(cli->arena, server->url, &choice, &d->wanted, cli->diags);
    server_scratch_stop(server);
    return ok;
}

/* --- The command -------------------------------------------------------------------------- */

static void compare(struct drift *d)
{
    struct arena *arena = d->cli->arena;

    distributions_align(arena, d->project.before, d->wanted.schema);
    distributions_align(arena, d->project.before, d->found.schema);
    d->differences = compare_schemas(arena, d->wanted.schema, d->found.schema, true);
    for (size_t i = 0; i < d->found.left_out.n; i++)
        if (strings_find(&d->wanted.left_out, d->found.left_out.items[i]) < 0)
            strings_add(arena, &d->unsayable, d->found.left_out.items[i]);
}

static const char *fix(struct drift *d, const struct values *v, const struct answers *answers)
{
    bool database = strcmp(v->fix, "database") == 0;

    if (is_behind(d)) {
        fail(d->cli, MG633, "the database is not at the newest migration, so nothing is written",
             "Upgrade it first; drift is what remains.");
        return NULL;
    }
    return database ? drift_fix_database(d, v->message ? v->message : "undo drift", answers)
                    : drift_fix_models(d, v->message ? v->message : "adopt drift", answers, v->all);
}

static struct strings list_of(struct cli *cli, const struct mg_texts *texts)
{
    struct strings list = {0};

    for (size_t i = 0; i < texts->n; i++)
        strings_add(cli->arena, &list, texts->items[i]);
    return list;
}

static int drift(void *common, const void *values, const struct mg_texts *arguments)
{
    struct cli *cli = common;
    const struct values *v = values;
    struct drift d = {.cli = cli,
                      .url = cli->database ? cli->database : getenv("DATABASE_URL"),
                      .choice = {.schemas = list_of(cli, &v->schemas),
                                 .tables = list_of(cli, &v->tables),
                                 .excludes = list_of(cli, &v->excludes)}};
    struct answers answers;
    const char *make_roles, *path = NULL;

    (void)arguments;
    if (!answers_read(cli, &v->answers, &answers))
        return STATUS_USAGE;
    if (!d.url && !database_is_configured())
        return usage(cli, "drift needs a database", "Say which one with --database URL.");
    d.url = d.url ? d.url : "";
    if (!project_open(cli, &d.project) || !project_load(cli, &d.project) || !read_database(&d) ||
        !(make_roles = database_query(cli->arena, d.url, roles, cli->diags)) ||
        !build(&d, make_roles))
        return STATUS_FAILED;
    compare(&d);
    if (v->fix && d.differences.n && !(path = fix(&d, v, &answers)) && diags_errors(cli->diags))
        return STATUS_FAILED;
    drift_report(&d, path);
    return d.differences.n || d.unsayable.n ? STATUS_FINDINGS : STATUS_DONE;
}

const struct mg_command command_drift = {
    .name = "drift",
    .usage = "--database URL",
    .summary = "how a database differs from the snapshot, attribute by attribute",
    .details =
        "Builds the snapshot on a throw-away server and reads both catalogs, so that an "
        "expression may be spelt in\n"
        "any way. A database that is not at the newest migration is compared with what those "
        "make that it has.\n"
        "Ends with 1 if there is anything. What modelgen never knew is reported and never "
        "dropped.",
    .options = options,
    .size = sizeof(struct values),
    .run = drift,
};
