#include "cli/database.h"

#include <stdlib.h>

#include "base/file.h"
#include "database/server.h"

static const char *const variables[] = {"DATABASE_URL", "PGHOST",     "PGHOSTADDR",
                                        "PGPORT",       "PGDATABASE", "PGSERVICE"};

const char *database_directory(struct cli *cli)
{
    return file_join(cli->arena, cli->build_dir, "postgres");
}

static bool is_configured(void)
{
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *value = getenv(variables[i]);

        if (value && *value)
            return true;
    }
    return false;
}

bool database_choose(struct cli *cli)
{
    const struct server *server;

    if (cli->database)
        return setenv("DATABASE_URL", cli->database, 1) == 0;
    if (is_configured())
        return true;
    server = server_private(cli->arena, database_directory(cli), cli->diags);
    if (!server)
        return false;
    if (server->started)
        say(cli, "started the private PostgreSQL in %s\n", server->directory);
    return setenv("DATABASE_URL", server->url, 1) == 0;
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
