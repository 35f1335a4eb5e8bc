#include "cli/database.h"

#include <stdlib.h>

#include "base/file.h"

static const char *const variables[] = {"DATABASE_URL", "PGHOST",     "PGHOSTADDR",
                                        "PGPORT",       "PGDATABASE", "PGSERVICE"};

const char *database_directory(struct cli *cli)
{
    return file_join(cli->arena, cli->build_dir, "postgres");
}

bool database_is_configured(void)
{
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *value = getenv(variables[i]);

        if (value && *value)
            return true;
    }
    return false;
}

void database_tell_started(const struct cli *cli, const struct server *server)
{
    if (!server->started)
        return;
    say(cli, "started %s PostgreSQL in %s\n", server->scratch ? "a throw-away" : "the private",
        server->directory);
    if (server->elsewhere)
        say(cli, "(not in %s: the user that it runs as cannot go there)\n", cli->build_dir);
}

bool database_choose(struct cli *cli)
{
    const struct server *server;

    if (cli->database)
        return setenv("DATABASE_URL", cli->database, 1) == 0;
    if (database_is_configured())
        return true;
    server = server_private(cli->arena, database_directory(cli), cli->diags);
    if (!server)
        return false;
    database_tell_started(cli, server);
    /* Nobody else is kept waiting there, and what is lost was the author's own. */
    return setenv("MIGRATE_ALLOW", "all", 0) == 0 && setenv("DATABASE_URL", server->url, 1) == 0;
}

void database_forget(void)
{
    static const char *const more[] = {"PGUSER", "PGOPTIONS", "PGPASSWORD", "PGSERVICEFILE",
                                       "PGTARGETSESSIONATTRS"};

    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
        unsetenv(variables[i]);
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        unsetenv(more[i]);
}
