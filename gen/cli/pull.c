#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cli/change.h"
#include "cli/database.h"
#include "cli/revision.h"
#include "cli/written.h"
#include "database/catalog.h"
#include "kinds/distribution.h"

struct values {
    struct mg_texts schemas, tables, excludes;
    const char *owner;
    const char *per;
    bool models_only, one_file;
};

// clang-format off
static const struct mg_option options[] = {
    {"schema", 0, MG_OPTION_LIST, offsetof(struct values, schemas), "SCHEMA", "only what is in this schema; may be a pattern, and said again"},
    {"table", 0, MG_OPTION_LIST, offsetof(struct values, tables), "TABLE", "only this table, TABLE or SCHEMA.TABLE; the same"},
    {"exclude", 0, MG_OPTION_LIST, offsetof(struct values, excludes), "TABLE", "not this table; the same"},
    {"owner", 0, MG_OPTION_TEXT, offsetof(struct values, owner), "ROLE", "who runs migrations: what is owned by others says so (default: who owns most)"},
    {"models-only", 0, MG_OPTION_FLAG, offsetof(struct values, models_only), NULL, "replace the models; write no migration and no snapshot"},
    {"per", 0, MG_OPTION_CHOICE, offsetof(struct values, per), "table|schema|database", "a header for each table (the default) or each schema, or a single one"},
    {"one-file", 0, MG_OPTION_FLAG, offsetof(struct values, one_file), NULL, "the same as --per database"},
    MG_OPTIONS_END,
};
// clang-format on

static struct strings list_of(struct cli *cli, const struct mg_texts *texts)
{
    struct strings list = {0};

    for (size_t i = 0; i < texts->n; i++)
        strings_add(cli->arena, &list, texts->items[i]);
    return list;
}

/* --- Where it goes ------------------------------------------------------------------------ */

static bool is_free(struct cli *cli, const struct project *project, bool models_only)
{
    const char *taken = NULL;

    if (models_only)
        return true;
    if (file_list(cli->arena, project->models, ".h").n)
        taken = project->models;
    else if (file_list(cli->arena, project->migrations, ".c").n)
        taken = project->migrations;
    else if (file_exists(project->snapshot))
        taken = project->snapshot;
    if (!taken)
        return true;
    fail(cli, MG905, arena_printf(cli->arena, "there is a project here already: %s", taken),
         "Pull into an empty directory, or replace just the models with --models-only.");
    return false;
}

/* --- The baseline ------------------------------------------------------------------------- */

static const char *add_baseline(struct cli *cli, const struct project *project,
                                const struct catalog *catalog, struct file_set *set)
{
    struct schema *nothing = schema_new(cli->arena);
    struct answers answers = {0};
    const struct plan *plan;

    schema_finish(nothing);
    plan = plan_make(cli->arena, nothing, catalog->schema, &answers, cli->diags);
    if (!plan || diags_errors(cli->diags))
        return NULL;
    return revision_add(cli, project, "baseline", plan, catalog->schema, set);
}

/* --- Writing ------------------------------------------------------------------------------ */

static enum models_division division(const struct values *v)
{
    if (v->one_file || (v->per && strcmp(v->per, "database") == 0))
        return MODELS_IN_ONE;
    return v->per && strcmp(v->per, "schema") == 0 ? MODELS_BY_SCHEMA : MODELS_BY_TABLE;
}

static bool write_all(struct cli *cli, const struct values *v, const struct project *project,
                      const struct catalog *catalog, struct strings *paths)
{
    struct file_set *set = file_set_new(cli->arena);
    struct written_models written = {0};
    const char *baseline = NULL;

    if (!make_directory(cli, cli->schema_dir) ||
        !written_models_add(cli, project, catalog->schema, division(v), set, &written))
        return false;
    if (!v->models_only && !(baseline = add_baseline(cli, project, catalog, set)))
        return false;
    if ((baseline && !make_directory(cli, project->migrations)) || !file_set_write(set, cli->diags))
        return false;
    if (v->models_only)
        written_models_alone(cli, project, &written);
    *paths = written.paths;
    if (baseline)
        strings_add(cli->arena, paths, baseline);
    return true;
}

/* --- What is said ------------------------------------------------------------------------- */

static void print(struct cli *cli, const struct values *v, const struct catalog *catalog,
                  const struct strings *paths)
{
    struct mg_buf out = MG_BUF_INIT;

    if (cli->json) {
        mg_buf_addc(&out, '{');
        strings_json("files", paths, &out);
        mg_buf_addc(&out, ',');
        strings_json("left_out", &catalog->left_out, &out);
        mg_buf_add(&out, "}\n");
    }
    for (size_t i = 0; !cli->json && i < paths->n; i++)
        mg_buf_printf(&out, "%s\n", paths->items[i]);
    fputs(mg_buf_text(&out), stdout);
    mg_buf_free(&out);
    for (size_t i = 0; i < catalog->left_out.n; i++)
        if (!cli->json)
            diag_warning(cli->diags, MG607, (struct loc){0}, "left out: %s",
                         catalog->left_out.items[i]);
    if (!v->models_only && !cli->json)
        say(cli, "The database itself is adopted with `modelgen stamp head --database URL`.\n");
}

/* --- The command -------------------------------------------------------------------------- */

static int pull(void *common, const void *values, const struct mg_texts *arguments)
{
    struct cli *cli = common;
    const struct values *v = values;
    struct project project;
    struct catalog catalog;
    struct strings paths = {0};
    const char *url = cli->database ? cli->database : getenv("DATABASE_URL");
    const struct catalog_options choice = {.schemas = list_of(cli, &v->schemas),
                                           .tables = list_of(cli, &v->tables),
                                           .excludes = list_of(cli, &v->excludes),
                                           .owner = v->owner};

    (void)arguments;
    if ((!url || !*url) && !getenv("PGHOST") && !getenv("PGDATABASE") && !getenv("PGSERVICE"))
        return usage(cli, "pull needs a database", "Say which one with --database URL.");
    project_paths(cli, &project);
    if (!is_free(cli, &project, v->models_only))
        return STATUS_FAILED;
    if (!catalog_read(cli->arena, url ? url : "", &choice, &catalog, cli->diags))
        return STATUS_FAILED;
    distributions_align(cli->arena, NULL, catalog.schema);
    if (schema_count(catalog.schema) == 0) {
        for (size_t i = 0; i < catalog.left_out.n; i++)
            diag_warning(cli->diags, MG607, (struct loc){0}, "left out: %s",
                         catalog.left_out.items[i]);
        return fail(cli, MG605, "the database has nothing to pull",
                    "Is it the right one, and do --schema, --table and --exclude leave anything?");
    }
    if (!write_all(cli, v, &project, &catalog, &paths))
        return STATUS_FAILED;
    print(cli, v, &catalog, &paths);
    return finish(cli, catalog.left_out.n ? STATUS_FINDINGS : STATUS_DONE);
}

const struct mg_command command_pull = {
    .name = "pull",
    .usage = "--database URL",
    .summary = "an existing database becomes models, snapshot and a baseline migration",
    .details = "Writes a header for each table, the snapshot, and a migration that builds the same "
               "database from nothing:\n"
               "all of them or, if anything is wrong, none. What models cannot say is left out, "
               "listed on stderr, and\n"
               "makes the exit status 1. Nothing is changed in the database.",
    .options = options,
    .size = sizeof(struct values),
    .run = pull,
};
