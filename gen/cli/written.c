#include "cli/written.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/compare.h"
#include "read/read.h"

bool make_directory(struct cli *cli, const char *path)
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

static void note_difference(struct cli *cli, const struct difference *d)
{
    const struct object *o = d->first ? d->first : d->second;
    const char *label = object_label(cli->arena, o);
    struct compared field;

    if (!d->first || !d->second)
        diag_note(cli->diags, (struct loc){0}, "%s is only in the %s", label,
                  d->first ? "database" : "models");
    for (size_t i = 0; compare_field(cli->arena, d, &i, &field);)
        diag_note(cli->diags, (struct loc){0}, "%s differs in its %s", label, field.name);
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
    struct differences differences = {0};

    if (!read || diags_errors(quiet))
        read_staged(cli, paths, pulled, cli->diags);
    else
        differences = compare_schemas(cli->arena, pulled, read, false);
    if (!diags_errors(cli->diags) && !differences.n)
        return true;
    diag_error(cli->diags, MG608, (struct loc){0},
               "the models would not be read as what the database has");
    for (size_t i = 0; i < differences.n; i++)
        note_difference(cli, &differences.items[i]);
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
    ok = file_set_stage(set, cli->diags);
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

/* --- In their place ----------------------------------------------------------------------- */

bool written_models_add(struct cli *cli, const struct project *project, const struct schema *schema,
                        enum models_division division, struct file_set *set,
                        struct written_models *written)
{
    written->files = emit_models(cli->arena, schema, division);
    if (!models_hold(cli, &written->files, schema) ||
        !make_directories(cli, project->models, &written->files))
        return false;
    for (size_t i = 0; i < written->files.n; i++) {
        const struct model_file *file = &written->files.items[i];
        const char *path = file_join(cli->arena, project->models, file->name);

        strings_add(cli->arena, &written->paths, path);
        file_set_add(set, path, file->text, strlen(file->text));
    }
    return true;
}

void written_models_alone(struct cli *cli, const struct project *project,
                          const struct written_models *written)
{
    struct strings old = file_list(cli->arena, project->models, ".h");

    for (size_t i = 0; i < old.n; i++) {
        size_t n;
        const char *text = file_read(cli->arena, old.items[i], &n, cli->diags);

        if (text && strstr(text, "modelgen/begin.h") &&
            strings_find(&written->paths, old.items[i]) < 0)
            unlink(old.items[i]);
    }
}
