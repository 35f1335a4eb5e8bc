#include "cli/database.h"

#include <stdio.h>
#include <string.h>

struct values {
    bool scratch;
    const char *dir;
    int until;
};

static const struct mg_option options[] = {
    {"scratch", 0, MG_OPTION_FLAG, offsetof(struct values, scratch), NULL,
     "a throw-away server, without fsync, removed when it stops"},
    {"dir", 0, MG_OPTION_TEXT, offsetof(struct values, dir), "DIR",
     "where servers live (build/postgres)"},
    {"until", 0, MG_OPTION_INT, offsetof(struct values, until), "PID",
     "with --scratch: stop it when this process ends"},
    MG_OPTIONS_END,
};

static int start(struct cli *cli, const struct values *v, const char *dir)
{
    const struct server *server =
        v->scratch ? server_scratch_detached(cli->arena, dir, v->until, cli->diags)
                   : server_private(cli->arena, dir, cli->diags);

    if (!server)
        return STATUS_FAILED;
    database_tell_started(cli, server);
    puts(server->url);
    return STATUS_DONE;
}

static int stop(struct cli *cli, const struct values *v, const char *dir, const char *url)
{
    bool stopped;
    int n;

    if (!v->scratch) {
        if (!server_private_stop(cli->arena, dir, &stopped, cli->diags))
            return STATUS_FAILED;
        say(cli, stopped ? "stopped\n" : "no private server is running\n");
        return STATUS_DONE;
    }
    n = server_scratch_stop_detached(cli->arena, dir, url);
    say(cli, "stopped %d\n", n);
    return STATUS_DONE;
}

static int status(struct cli *cli, const char *dir)
{
    const struct server *server = server_private_find(cli->arena, dir);

    if (!server) {
        puts("no private server is running");
        return STATUS_FINDINGS;
    }
    printf("running as process %ld in %s\n%s\n", server->pid, server->directory, server->url);
    return STATUS_DONE;
}

static int server(void *common, const void *values, const struct mg_texts *arguments)
{
    struct cli *cli = common;
    const struct values *v = values;
    const char *what = arguments->items[0];
    const char *dir = v->dir ? v->dir : database_directory(cli);

    if (v->until && !v->scratch)
        return usage(cli, "--until is for --scratch", NULL);
    if (strcmp(what, "stop") == 0)
        return stop(cli, v, dir, arguments->n > 1 ? arguments->items[1] : NULL);
    if (arguments->n > 1)
        return usage(cli, arena_printf(cli->arena, "server %s takes no more arguments", what),
                     NULL);
    if (strcmp(what, "start") == 0 || strcmp(what, "url") == 0)
        return start(cli, v, dir);
    if (strcmp(what, "status") == 0)
        return status(cli, dir);
    if (strcmp(what, "remove") == 0)
        return server_remove(cli->arena, dir, cli->diags) ? STATUS_DONE : STATUS_FAILED;
    return usage(cli, arena_printf(cli->arena, "server does not know \"%s\"", what),
                 "It takes start, stop, url, status or remove.");
}

const struct mg_command command_server = {
    .name = "server",
    .usage = "start | stop | url | status | remove",
    .summary = "the project's private PostgreSQL, or throw-away ones",
    .details = "start and url print the server's URL on stdout and start it if need be, stop "
               "leaves its data, remove deletes all data of\n"
               "all servers in DIR. `stop --scratch [URL]` stops throw-away servers.",
    .options = options,
    .size = sizeof(struct values),
    .min = 1,
    .max = 2,
    .run = server,
};
