#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "database/cluster.h"
#include "database/server.h"

enum { START_SECONDS = 300, STOP_SECONDS = 120, POLL_MILLISECONDS = 2 };

static void pause_briefly(void)
{
    nanosleep(&(struct timespec){0, POLL_MILLISECONDS * 1000000L}, NULL);
}

static time_t seconds_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

static const struct server *describe(struct arena *arena, const char *in, bool elsewhere,
                                     const char *socket, long pid, bool started)
{
    struct server *server = arena_new_of(arena, struct server);

    *server = (struct server){.url = cluster_url(arena, socket),
                              .directory = in,
                              .pid = pid,
                              .started = started,
                              .elsewhere = elsewhere,
                              .hold = -1};
    return server;
}

static void *complain(struct arena *arena, struct diags *diags, const char *in, const char *what,
                      long log_since)
{
    const char *log = cluster_log(arena, in, log_since);

    diag_error(diags, MG602, (struct loc){in, 0, 0}, "%s", what);
    if (*log)
        diag_detail(diags, log);
    diag_hint(diags, "The server's log is %s/log.", in);
    return NULL;
}

/* Waits for a postgres that is on its way up, ours (child) or somebody's. */
static bool wait_until_ready(struct arena *arena, const char *in, pid_t child)
{
    time_t end = seconds_now() + START_SECONDS;

    while (seconds_now() < end) {
        struct postmaster now = cluster_postmaster(arena, in);
        int status;

        if (now.pid && now.ready)
            return true;
        if (child ? waitpid(child, &status, WNOHANG) != 0 : now.pid == 0)
            return false;
        pause_briefly();
    }
    return false;
}

static bool prepare_data(struct arena *arena, const struct home *home, const char *bin,
                         struct diags *diags)
{
    static const char *const options[] = {NULL};
    const char *version = arena_printf(arena, "%s/data/PG_VERSION", home->path);

    return file_exists(version) ||
           cluster_make(arena, home, "data", bin, options, "CREATE DATABASE modelgen;\n", diags);
}

static const struct server *start(struct arena *arena, const struct home *home, struct diags *diags)
{
    /* Developers' data, but on their own machine: what a crash may lose is the last third of a
     * second. */
    static const char *const settings[] = {"synchronous_commit=off", "log_timezone=UTC",
                                           "log_checkpoints=off", NULL};
    const char *bin = process_find_servers(arena, diags);
    char *const *environment = process_server_environment(arena);

    if (!bin || !prepare_data(arena, home, bin, diags))
        return NULL;

    const char *socket = cluster_socket(arena, home->path, &home->account);

    if (!socket)
        return complain(arena, diags, home->path, "no directory for its socket can be made", 0);

    const char *const *argv = cluster_command(arena, bin, home->path, socket, settings);
    long log = cluster_log_size(arena, home->path);
    time_t end = seconds_now() + STOP_SECONDS;

    while (!cluster_forget(arena, home->path, socket) && seconds_now() < end)
        pause_briefly();

    pid_t child = fork();

    if (child == 0) {
        setsid();
        if (account_become(&home->account))
            cluster_exec(argv, environment, home->path);
        _exit(127);
    }
    if (child < 0 || !wait_until_ready(arena, home->path, child))
        return complain(arena, diags, home->path, "the private PostgreSQL server did not start",
                        log);
    return describe(arena, home->path, home->elsewhere, socket, child, true);
}

const struct server *server_private(struct arena *arena, const char *dir, struct diags *diags)
{
    const struct server *server = server_private_find(arena, dir);
    struct home home;

    if (server || !home_open(arena, dir, "private", &home, diags))
        return server;

    struct postmaster now = cluster_postmaster(arena, home.path);

    if (now.pid && wait_until_ready(arena, home.path, 0))
        server = server_private_find(arena, dir);
    else
        server = start(arena, &home, diags);
    home_close(&home);
    return server;
}

const struct server *server_private_find(struct arena *arena, const char *dir)
{
    const char *in = home_find(arena, dir, "private");
    const char *socket = in ? cluster_socket_find(arena, in) : NULL;
    struct postmaster now = in ? cluster_postmaster(arena, in) : (struct postmaster){0};

    if (!socket || !now.pid || !now.ready)
        return NULL;

    char *under = realpath(dir, NULL);
    bool elsewhere = !under || strncmp(in, under, strlen(under)) != 0;

    free(under);
    return describe(arena, in, elsewhere, socket, now.pid, false);
}

bool server_private_stop(struct arena *arena, const char *dir, bool *stopped, struct diags *diags)
{
    const char *in = home_find(arena, dir, "private");
    struct postmaster now = in ? cluster_postmaster(arena, in) : (struct postmaster){0};
    time_t end = seconds_now() + STOP_SECONDS;

    *stopped = now.pid != 0;
    if (!now.pid)
        return true;
    if (kill((pid_t)now.pid, SIGINT) != 0) {
        complain(arena, diags, in,
                 arena_printf(arena, "the server (process %ld) cannot be stopped: %s", now.pid,
                              strerror(errno)),
                 cluster_log_size(arena, in));
        return false;
    }
    while (cluster_postmaster(arena, in).pid == now.pid) {
        if (seconds_now() > end) {
            complain(arena, diags, in, "the private PostgreSQL server does not stop", 0);
            return false;
        }
        pause_briefly();
    }
    return true;
}
