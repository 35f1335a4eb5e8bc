#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cli/database.h"
#include "cli/newer.h"
#include "cli/project.h"
#include "cli/runner.h"
#include "database/database.h"
#include "database/process.h"
#include "database/server.h"
#include "plan/plan.h"

/*
 * The proof, on a throw-away server. For each migration, from a database where the ones before it
 * are applied and every table holds a row: upgrade(); downgrade() gives the schema and the rows
 * from before, unless a loss is declared; upgrade() gives what it gave the first time. In the end
 * the schema is the one that the snapshot says, built from nothing.
 */
struct proof {
    struct cli *cli;
    const struct project *project;
    const char *migrate; /* the runner */
    const char *url, *pg_dump;
    const struct dump *now; /* of the database */
    bool citus;             /* some migration is about its tables */
};

static struct loc in_file(const struct revision *revision)
{
    return (struct loc){revision->path, 0, 0};
}

/* --- Running migrations ------------------------------------------------------------------- */

/* To a number, or to base for 0. last: an option, or NULL. */
static bool run_with(struct proof *p, const char *command, int number, const char *last,
                     const char **output)
{
    const char *to = number ? arena_printf(p->cli->arena, "%d", number) : "base";
    const char *const argv[] = {p->migrate, command, to, "--quiet", "--color=never", last, NULL};

    return process_run(p->cli->arena, NULL, argv, NULL, output);
}

/* What is dropped is dropped: the schema is to be just what the models say. */
static bool run(struct proof *p, const char *command, int number, const char **output)
{
    return run_with(p, command, number, "--no-stash", output);
}

static bool report_failure(struct proof *p, const struct revision *revision, const char *what,
                           const char *output)
{
    diag_error(p->cli->diags, MG620, in_file(revision), "%s fails", what);
    diag_detail(p->cli->diags, output);
    return false;
}

static bool take_dump(struct proof *p)
{
    p->now = dump_take(p->cli->arena, p->pg_dump, p->url, p->citus, p->cli->diags);
    return p->now != NULL;
}

/*
 * A column that downgrade() adds again comes last, which nobody can help: there, the order of
 * columns does not count.
 */
static bool loses_order(const struct revision *revision)
{
    return strstr(revision->bytes, "drop_column(") || strstr(revision->bytes, "execute(");
}

static bool same(struct proof *p, const struct revision *revision, enum code code,
                 const char *message, const struct dump *expected, const struct dump *found)
{
    const char *difference = dump_difference(p->cli->arena, expected, found, loses_order(revision));

    if (!difference)
        return true;
    diag_error(p->cli->diags, code, in_file(revision), "%s", message);
    diag_detail(p->cli->diags, difference);
    return false;
}

static bool same_rows(struct proof *p, const struct revision *revision, const char *before)
{
    const char *now = rows_read(p->cli->arena, p->url, p->cli->diags);
    const char *difference;

    if (!now)
        return false;
    difference = text_difference(p->cli->arena, before, now);
    if (*difference && !strstr(revision->bytes, "loss(")) {
        diag_error(p->cli->diags, MG624, in_file(revision),
                   "downgrade() does not restore the rows");
        diag_detail(p->cli->diags, difference);
        diag_hint(p->cli->diags, "Lines with - were there before upgrade(), lines with + are there "
                                 "now. What cannot be restored is declared: loss(m, \"what\").");
    }
    return true;
}

/* What constraints say to plain rows proves nothing, but for NOT NULL: any table may hold rows. */
static bool is_about_our_rows(const char *output)
{
    return strstr(output, "(SQLSTATE 23") && !strstr(output, "(SQLSTATE 23502");
}

/* The first upgrade(), with rows if they can be had. *rows: what they were. */
static bool go_up(struct proof *p, const struct revision *revision, const char **rows)
{
    struct cli *cli = p->cli;
    const char *output;

    if (!rows_fill(cli->arena, p->url, cli->diags) ||
        !(*rows = rows_read(cli->arena, p->url, cli->diags)))
        return false;
    if (run(p, "upgrade", revision->number, &output))
        return true;
    if (is_about_our_rows(output)) {
        tell(cli, "%s: proven without rows, as it depends on what they are\n", revision->file);
        *rows = "";
        if (!rows_empty(cli->arena, p->url, cli->diags))
            return false;
        if (run(p, "upgrade", revision->number, &output))
            return true;
    }
    return report_failure(p, revision, "upgrade()", output);
}

static bool drops(const struct revision *revision)
{
    return strstr(revision->bytes, "drop_table(") || strstr(revision->bytes, "drop_column(");
}

/* As on a live database: what is dropped while it holds rows is set aside, and comes back. */
static bool prove_set_aside(struct proof *p, const struct revision *revision, int before_number)
{
    const struct dump *before = p->now;
    const char *output, *rows;

    if (!drops(revision))
        return true;
    if (!rows_fill(p->cli->arena, p->url, p->cli->diags) ||
        !(rows = rows_read(p->cli->arena, p->url, p->cli->diags)))
        return false;
    if (!run_with(p, "upgrade", revision->number, NULL, &output)) {
        if (is_about_our_rows(output))
            return rows_empty(p->cli->arena, p->url, p->cli->diags);
        return report_failure(p, revision, "upgrade()", output);
    }
    if (!run_with(p, "downgrade", before_number, NULL, &output)) {
        report_failure(p, revision, "downgrade(), with what was set aside,", output);
        diag_hint(p->cli->diags, "Dropped tables and columns come back with their rows. Where the "
                                 "migration itself moves these, it drops FOR_GOOD.");
        return false;
    }
    if (!take_dump(p))
        return false;
    same(p, revision, MG621, "downgrade() does not restore the schema with what was set aside",
         before, p->now);
    p->now = before;
    return same_rows(p, revision, rows);
}

/* Up, down, up; the database is then at this migration. False if it cannot get there. */
static bool prove(struct proof *p, const struct revision *revision, int before_number)
{
    const struct dump *before = p->now, *after;
    const char *output, *rows;

    if (!strstr(revision->bytes, "irreversible(") && !prove_set_aside(p, revision, before_number))
        return false;
    if (!go_up(p, revision, &rows) || !take_dump(p))
        return false;
    after = p->now;
    if (!run(p, "downgrade", before_number, &output)) {
        if (!strstr(output, "MG542"))
            return report_failure(p, revision, "downgrade()", output);
        say(p->cli, "%s: cannot be undone, and says so\n", revision->file);
        return true;
    }
    if (!take_dump(p))
        return false;
    same(p, revision, MG621, "downgrade() does not restore the schema", before, p->now);
    if (!same_rows(p, revision, rows))
        return false;
    if (!run(p, "upgrade", revision->number, &output))
        return report_failure(p, revision, "upgrade() after downgrade()", output);
    if (!take_dump(p))
        return false;
    same(p, revision, MG622, "the second upgrade() does not make what the first one did", after,
         p->now);
    tell(p->cli, "%s: up, down, up\n", revision->file);
    return true;
}

/* --- The snapshot ------------------------------------------------------------------------- */

static bool prove_head(struct proof *p)
{
    struct cli *cli = p->cli;
    struct schema *empty = schema_new(cli->arena);
    const struct answers answers = {0};
    const char *url = database_url(cli->arena, p->url, "snapshot");
    const struct plan *plan;
    const struct dump *built;
    const char *difference;

    schema_finish(empty);
    plan = plan_make(cli->arena, empty, p->project->before, &answers, cli->diags);
    if (!plan || diags_errors(cli->diags) ||
        !database_run(cli->arena, p->url, "CREATE DATABASE snapshot TEMPLATE template1",
                      cli->diags) ||
        (p->citus && !database_stand_in(cli->arena, url, cli->diags)) ||
        !database_run(cli->arena, url, plan_sql(cli->arena, &plan->upgrade), cli->diags) ||
        !(built = dump_take(cli->arena, p->pg_dump, url, p->citus, cli->diags)))
        return false;
    difference = dump_difference(cli->arena, built, p->now, true);
    if (!difference)
        return true;
    diag_error(cli->diags, MG623, (struct loc){p->project->snapshot, 0, 0},
               "the migrations do not make this schema");
    diag_detail(cli->diags, difference);
    diag_hint(
        cli->diags,
        "Lines with - are in the snapshot only, lines with + are made by the migrations only.");
    return false;
}

/* Bodies that nobody looked at while what they mention was yet to come. */
static void check_bodies(struct proof *p)
{
    struct strings broken = {0};

    if (!bodies_check(p->cli->arena, p->url, &broken, p->cli->diags))
        return;
    for (size_t i = 0; i < broken.n; i++) {
        size_t n = strcspn(broken.items[i], "\t");

        diag_warning(p->cli->diags, MG625, (struct loc){0}, "the body of %.*s is broken: %s",
                     (int)n, broken.items[i], broken.items[i] + n + (broken.items[i][n] == '\t'));
    }
}

/* --- The command -------------------------------------------------------------------------- */

/* A number, a name, a file's name, or the beginning of a hash. */
static const struct revision *find(struct cli *cli, const struct history *history, const char *text)
{
    char *end;
    long number = strtol(text, &end, 10);

    for (size_t i = 0; i < history->n; i++) {
        const struct revision *r = &history->items[i];
        size_t n = strlen(text);

        if ((end != text && *end == '\0' && r->number == number) || strcmp(r->name, text) == 0 ||
            strcmp(r->file, text) == 0 || strcmp(r->path, text) == 0 ||
            (n >= 4 && strncmp(r->revision, text, n) == 0) ||
            (history->n == i + 1 && strcmp(text, "head") == 0))
            return r;
    }
    usage(cli, arena_printf(cli->arena, "there is no migration \"%s\"", text),
          "It is named by its number, its name or the beginning of its hash.");
    return NULL;
}

/* All of them, or only one. */
static bool prove_all(struct proof *p, const struct revision *only)
{
    const struct history *history = &p->project->history;
    const char *output;
    size_t first = only ? (size_t)(only - history->items) : 0;
    size_t end = only ? first + 1 : history->n;

    if (end == history->n && !newer_check_server(p->cli, p->project, p->url))
        return false;
    if (first > 0 && !run(p, "upgrade", history->items[first - 1].number, &output))
        return report_failure(p, only, "upgrading to the one before it", output);
    if (!take_dump(p))
        return false;
    for (size_t i = first; i < end; i++)
        if (!prove(p, &history->items[i], i ? history->items[i - 1].number : 0))
            return false;
    if (end < history->n)
        return true;
    check_bodies(p);
    return prove_head(p);
}

static bool is_about_citus(const struct history *history)
{
    for (size_t i = 0; i < history->n; i++)
        if (strstr(history->items[i].bytes, "distributed_table(") ||
            strstr(history->items[i].bytes, "reference_table("))
            return true;
    return false;
}

static int verify(void *common, const void *values, const struct mg_texts *arguments)
{
    struct cli *cli = common;
    struct project project;
    struct proof proof = {.cli = cli, .project = &project};
    const struct revision *only = NULL;
    const struct server *server;

    (void)values;
    if (!project_open(cli, &project) || !project_load(cli, &project))
        return STATUS_FAILED;
    if (arguments->n && !(only = find(cli, &project.history, arguments->items[0])))
        return STATUS_USAGE;
    database_forget();
    if (!(proof.pg_dump = dump_program(cli->arena, cli->diags)) ||
        !(proof.migrate = runner_build(cli)))
        return STATUS_FAILED;
    server = server_scratch(cli->arena, database_directory(cli), cli->diags);
    if (!server)
        return STATUS_FAILED;
    proof.url = server->url;
    setenv("DATABASE_URL", server->url, 1);
    setenv("MIGRATE_ALLOW", "all", 1);
    proof.citus = is_about_citus(&project.history);
    if (!proof.citus || database_stand_in(cli->arena, server->url, cli->diags))
        prove_all(&proof, only);
    server_scratch_stop(server);
    if (diags_errors(cli->diags))
        return STATUS_FINDINGS;
    if (cli->json)
        puts("{\"diagnostics\":[]}");
    else if (only)
        printf("verified %s, there and back\n", only->file);
    else
        printf("verified %s, there and back\n", count_of(cli, project.history.n, "migration"));
    return STATUS_DONE;
}

const struct mg_command command_verify = {
    .name = "verify",
    .usage = "[REV]",
    .summary = "prove migrations on a throw-away PostgreSQL",
    .details = "For each migration, or REV alone: upgrade, downgrade, upgrade; the schema after "
               "each step, as pg_dump\n"
               "tells it, is what it has to be, and a row in each table comes back. All of them "
               "together make what the snapshot says.",
    .max = 1,
    .run = verify,
};
