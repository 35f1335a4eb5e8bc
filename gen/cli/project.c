#include "cli/project.h"

#include <sys/stat.h>

#include "base/file.h"
#include "cli/newer.h"
#include "read/read.h"
#include "snapshot/snapshot.h"

static bool is_directory(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

void project_paths(struct cli *cli, struct project *project)
{
    struct arena *arena = cli->arena;

    *project = (struct project){
        .models = file_join(arena, cli->schema_dir, "models"),
        .migrations = file_join(arena, cli->schema_dir, "migrations"),
        .snapshot = file_join(arena, cli->schema_dir, "snapshot.json"),
    };
    project->sums = file_join(arena, project->migrations, "migrations.sum");
    project->history.dir = project->migrations;
}

bool project_open(struct cli *cli, struct project *project)
{
    struct arena *arena = cli->arena;

    project_paths(cli, project);
    if (is_directory(project->models) || is_directory(project->migrations))
        return true;
    fail(cli, MG903,
         arena_printf(arena, "there is no project here: neither %s nor %s exists", project->models,
                      project->migrations),
         "Run modelgen in the root of a project, say where it is with --schema-dir, or make one "
         "with `modelgen init`.");
    return false;
}

bool project_load_snapshot(struct cli *cli, struct project *project)
{
    project->before = snapshot_load(cli->arena, project->snapshot, cli->diags);
    if (diags_errors(cli->diags))
        return false;
    if (!file_exists(project->snapshot) && file_list(cli->arena, project->migrations, ".c").n) {
        diag_error(cli->diags, MG221, (struct loc){project->snapshot, 0, 0},
                   "is missing, though there are migrations");
        diag_hint(cli->diags, "Bring it back from version control: `git checkout -- %s`.",
                  project->snapshot);
        return false;
    }
    return true;
}

bool project_load(struct cli *cli, struct project *project)
{
    project->history = history_load(cli->arena, project->migrations, true, cli->diags);
    return project_load_snapshot(cli, project);
}

static const char *compile_commands(const struct cli *cli)
{
    if (file_exists("compile_commands.json"))
        return ".";
    if (file_exists(file_join(cli->arena, cli->build_dir, "compile_commands.json")))
        return cli->build_dir;
    return NULL;
}

bool project_parse_models(struct cli *cli, struct project *project)
{
    struct read_options options = {
        .headers = file_list(cli->arena, project->models, ".h"),
        .flags = cli->flags,
        .compile_commands_dir = compile_commands(cli),
        .include_dir = cli->site.model_include,
        .known = project->before,
    };

    if (options.headers.n == 0 && !is_directory(project->models)) {
        fail(cli, MG903, arena_printf(cli->arena, "%s does not exist", project->models),
             "Models are headers in it; `modelgen init` makes an example.");
        return false;
    }
    project->after = read_models(cli->arena, &options, cli->diags);
    return project->after && diags_errors(cli->diags) == 0;
}

bool project_read_models(struct cli *cli, struct project *project)
{
    return project_parse_models(cli, project) && newer_check_models(cli, project);
}
