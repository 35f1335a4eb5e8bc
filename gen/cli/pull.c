#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/change.h"
#include "cli/database.h"
#include "cli/revision.h"
#include "database/catalog.h"
#include "emit/models.h"
#include "read/read.h"

struct values {
    struct mg_texts schemas, tables, excludes;
    bool models_only, one_file;
};

// clang-format off
static const struct mg_option options[] = {
    {"schema", 0, MG_OPTION_LIST, offsetof(struct values, schemas), "SCHEMA", "only what is in this schema; may be a pattern, and said again"},
    {"table", 0, MG_OPTION_LIST, offsetof(struct values, tables), "TABLE", "only this table, TABLE or SCHEMA.TABLE; the same"},
    {"exclude", 0, MG_OPTION_LIST, offsetof(struct values, excludes), "TABLE", "not this table; the same"},
    {"models-only", 0, MG_OPTION_FLAG, offsetof(struct values, models_only), NULL, "replace the models; write no migration and no snapshot"},
    {"one-file", 0, MG_OPTION_FLAG, offsetof(struct values, one_file), NULL, "one header for all tables"},
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

static bool make_directory(struct cli *cli, const char *path)
{
    struct stat st;

    if (mkdir(path, 0777) == 0 || (stat(path, &st) == 0 && S_ISDIR(st.st_mode)))
        return true;
    diag_error(cli->diags, MG202, (struct loc){path, 0, 0}, "the directory cannot be made");
    return false;
}

/* The directories that the files need: dir itself, and dir/sql. */
static bool make_directories(struct cli *cli, const char *dir, const struct model_files *files)
{
    if (!make_directory(cli, dir))
        return false;
    for (size_t i = 0; i < files->n; i++)
        if (strchr(files->items[i].name, '/') &&
            !make_directory(
                cli, file_directory(cli->arena, file_join(cli->arena, dir, files->items[i].name))))
            return false;
    return true;
}

/* --- What is written is what is read ------------------------------------------------------ */

static void add_differences(struct cli *cli, const struct schema *a, const struct schema *b,
                            bool both, struct strings *differences)
{
    for (size_t i = 0; i < schema_count(a); i++) {
        const struct object *o = schema_at(a, i);
        const struct object *other = schema_find(b, o->kind, o->schema, o->table, o->name);
        unsigned long long fields = other && both ? object_differences(o, other) : 0;

        if (!other)
            strings_add(cli->arena, differences,
                        arena_printf(cli->arena, "%s is only in the %s",
                                     object_label(cli->arena, o), both ? "database" : "models"));
        for (size_t k = 0; k < o->kind->nfields; k++)
            if (fields & 1ull << k)
                strings_add(cli->arena, differences,
                            arena_printf(cli->arena, "%s differs in its %s",
                                         object_label(cli->arena, o), o->kind->fields[k].name));
        if (fields & DIFFERS_OWNER)
            strings_add(
                cli->arena, differences,
                arena_printf(cli->arena, "%s differs in its owner", object_label(cli->arena, o)));
        if (fields & DIFFERS_COMMENT)
            strings_add(
                cli->arena, differences,
                arena_printf(cli->arena, "%s differs in its comment", object_label(cli->arena, o)));
    }
}

static const struct schema *read_staged(struct cli *cli, const struct strings *paths,
                                        const struct schema *pulled, struct diags *diags)
{
    struct read_options read = {
        .headers = *paths, .include_dir = cli->site.model_include, .known = pulled};

    return read_models(cli->arena, &read, diags);
}

static bool check_staged(struct cli *cli, const struct strings *paths, const struct schema *pulled)
{
    struct diags *quiet = diags_new(cli->arena);
    const struct schema *read = read_staged(cli, paths, pulled, quiet);
    struct strings differences = {0};

    if (!read || diags_errors(quiet)) {
        read_staged(cli, paths, pulled, cli->diags);
    } else {
        add_differences(cli, pulled, read, true, &differences);
        add_differences(cli, read, pulled, false, &differences);
    }
    if (!diags_errors(cli->diags) && !differences.n)
        return true;
    diag_error(cli->diags, MG608, (struct loc){0},
               "the models would not be read as what the database has");
    for (size_t i = 0; i < differences.n; i++)
        diag_note(cli->diags, (struct loc){0}, "%s", differences.items[i]);
    return false;
}

/* Writes the models beside their place, reads them, and takes them away if they are right. */
static bool models_hold(struct cli *cli, const struct model_files *files,
                        const struct schema *pulled)
{
    char *dir = arena_strdup(cli->arena, file_join(cli->arena, cli->schema_dir, "pull.XXXXXX"));
    struct file_set *set = file_set_new(cli->arena);
    struct strings paths;
    bool ok;

    if (!mkdtemp(dir)) {
        diag_error(cli->diags, MG202, (struct loc){dir, 0, 0}, "the directory cannot be made");
        return false;
    }
    if (!make_directories(cli, dir, files))
        return false;
    for (size_t i = 0; i < files->n; i++) {
        const char *path = file_join(cli->arena, dir, files->items[i].name);

        file_set_add(set, path, files->items[i].text, strlen(files->items[i].text));
    }
    ok = file_set_write(set, cli->diags);
    paths = file_list(cli->arena, dir, ".h"); /* in the order in which they will be read */
    ok = ok && check_staged(cli, &paths, pulled);
    if (ok) {
        for (size_t i = 0; i < files->n; i++)
            unlink(file_join(cli->arena, dir, files->items[i].name));
        rmdir(file_join(cli->arena, dir, "sql"));
        rmdir(dir);
    } else {
        diag_hint(cli->diags, "They are in %s, to be looked at.", dir);
    }
    return ok;
}

/* --- The baseline ------------------------------------------------------------------------- */

/* The plan with the extensions made behind the schemas and before everything else. */
static struct plan with_extensions(struct cli *cli, const struct plan *plan,
                                   const struct strings *extensions)
{
    struct plan all = *plan;
    struct making making = {.arena = cli->arena, .ops = &all.upgrade};
    size_t i = 0;

    all.upgrade = (struct ops){0};
    for (; i < plan->upgrade.n && plan->upgrade.items[i].operation == &mg_op_create_schema; i++)
        *vec_push(cli->arena, &all.upgrade) = plan->upgrade.items[i];
    for (size_t k = 0; k < extensions->n; k++)
        MAKE(&making, execute, mg_text_args, extensions->items[k]);
    for (; i < plan->upgrade.n; i++)
        *vec_push(cli->arena, &all.upgrade) = plan->upgrade.items[i];
    return all;
}

static const char *add_baseline(struct cli *cli, const struct project *project,
                                const struct catalog *catalog, struct file_set *set)
{
    struct schema *nothing = schema_new(cli->arena);
    struct answers answers = {0};
    const struct plan *plan;
    struct plan all;

    schema_finish(nothing);
    plan = plan_make(cli->arena, nothing, catalog->schema, &answers, cli->diags);
    if (!plan || diags_errors(cli->diags))
        return NULL;
    all = with_extensions(cli, plan, &catalog->extensions);
    return revision_add(cli, project, "baseline", &all, catalog->schema, set);
}

/* --- Writing ------------------------------------------------------------------------------ */

/* With --models-only the former models go; headers that are none stay. */
static void remove_others(struct cli *cli, const struct project *project,
                          const struct strings *paths)
{
    struct strings old = file_list(cli->arena, project->models, ".h");

    for (size_t i = 0; i < old.n; i++) {
        size_t n;
        const char *text = file_read(cli->arena, old.items[i], &n, cli->diags);

        if (text && strstr(text, "modelgen/begin.h") && strings_find(paths, old.items[i]) < 0)
            unlink(old.items[i]);
    }
}

static bool write_all(struct cli *cli, const struct values *v, const struct project *project,
                      const struct catalog *catalog, struct strings *paths)
{
    struct model_files files = emit_models(cli->arena, catalog->schema, v->one_file);
    struct file_set *set = file_set_new(cli->arena);
    const char *baseline = NULL;

    if (!make_directory(cli, cli->schema_dir) || !models_hold(cli, &files, catalog->schema))
        return false;
    for (size_t i = 0; i < files.n; i++) {
        const char *path = file_join(cli->arena, project->models, files.items[i].name);

        strings_add(cli->arena, paths, path);
        file_set_add(set, path, files.items[i].text, strlen(files.items[i].text));
    }
    if (!v->models_only && !(baseline = add_baseline(cli, project, catalog, set)))
        return false;
    if (!make_directories(cli, project->models, &files) ||
        (baseline && !make_directory(cli, project->migrations)) || !file_set_write(set, cli->diags))
        return false;
    if (v->models_only)
        remove_others(cli, project, paths);
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
                                           .excludes = list_of(cli, &v->excludes)};

    (void)arguments;
    if ((!url || !*url) && !getenv("PGHOST") && !getenv("PGDATABASE") && !getenv("PGSERVICE"))
        return usage(cli, "pull needs a database", "Say which one with --database URL.");
    project_paths(cli, &project);
    if (!is_free(cli, &project, v->models_only))
        return STATUS_FAILED;
    if (!catalog_read(cli->arena, url ? url : "", &choice, &catalog, cli->diags))
        return STATUS_FAILED;
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
