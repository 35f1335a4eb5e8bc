#include <stdlib.h>

#include "cli/newer.h"
#include "database/database.h"
#include "plan/newer.h"

/* Where the models say it; they are only looked at, so what is wrong with them is not told. */
static struct loc place_of(const struct schema *models, const struct project *project,
                           const struct object *o)
{
    const struct object *said =
        models ? schema_find(models, o->kind, o->schema, o->table, o->name) : NULL;

    return said ? said->loc : (struct loc){project->snapshot, 0, 0};
}

static const struct schema *read_quietly(struct cli *cli, const struct project *project)
{
    struct cli quiet = *cli;
    struct project models = *project;

    quiet.diags = diags_new(cli->arena);
    return project_parse_models(&quiet, &models) ? models.after : NULL;
}

bool newer_check_server(struct cli *cli, const struct project *project, const char *url)
{
    const char *version = database_query(cli->arena, url, "SHOW server_version_num", cli->diags);
    int server = version ? (int)strtol(version, NULL, 10) / 10000 : 0;
    struct newers newers = {0};
    const struct schema *models = NULL;

    if (!version)
        return false;
    newers = newer_words(cli->arena, project->before, server);
    if (newers.n)
        models = read_quietly(cli, project);
    for (size_t i = 0; i < newers.n; i++) {
        const struct newer *newer = &newers.items[i];

        diag_error(cli->diags, MG313, place_of(models, project, newer->object),
                   "%s: %s needs PostgreSQL %d, and the server is %d",
                   object_label(cli->arena, newer->object), newer->word, newer->since, server);
        diag_hint(cli->diags, "Servers of modelgen's own are of the version whose initdb is found "
                              "first on PATH.");
    }
    return newers.n == 0;
}
