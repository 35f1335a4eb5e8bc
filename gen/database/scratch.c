#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "database/keeper.h"
#include "database/server.h"

enum { START_SECONDS = 120 };

/*
 * What a throw-away server is:
 *
 *     scratch/template        a prepared data directory, made once by initdb
 *     server-ID-XXXXXX/data   a copy of it, with postgres running in it
 *     server-ID-XXXXXX/lock   locked for as long as its keeper lives
 *
 * The copies are in memory (/dev/shm) where there is enough of it, else beside the template; ID
 * says whose template.
 *
 * Each has a keeper (keeper.h). What a killed keeper leaves behind is found by its free lock and
 * removed by whoever starts the next server.
 */

// clang-format off
static const char *const settings[] = {
    "fsync=off", "synchronous_commit=off", "full_page_writes=off",
    "wal_level=minimal", "max_wal_senders=0", "max_wal_size=128MB", "checkpoint_timeout=1h",
    "max_connections=64", "max_locks_per_transaction=256", "shared_buffers=32MB",
    "autovacuum=off", "jit=off", "bgwriter_delay=10s", "wal_writer_delay=10s",
    "max_parallel_maintenance_workers=0", "log_timezone=UTC", "log_checkpoints=off",
    NULL};
// clang-format on

/* --- The template ------------------------------------------------------------------------- */

/* What the template was made by; another server makes another one. */
static const char *stamp_of(struct arena *arena, const char *bin)
{
    struct stat st = {0};

    if (stat(arena_printf(arena, "%s/postgres", bin), &st) != 0)
        return bin;
    return arena_printf(arena, "%s %lld %lld\n", bin, (long long)st.st_mtime,
                        (long long)st.st_size);
}

static bool stamp_is(struct arena *arena, const char *path, const char *stamp)
{
    struct diags *quiet = diags_new(arena);
    const char *text = file_exists(path) ? file_read(arena, path, NULL, quiet) : NULL;

    return text && strcmp(text, stamp) == 0;
}

/* Small files and few of them, as they are copied for every server. */
static bool prepare_template(struct arena *arena, const struct home *home, const char *bin,
                             struct diags *diags)
{
    static const char *const options[] = {"--no-sync", "--wal-segsize=1", NULL};
    static const char statements[] = "DROP DATABASE postgres;\n"
                                     "ALTER DATABASE template0 IS_TEMPLATE false;\n"
                                     "DROP DATABASE template0;\n"
                                     "CREATE DATABASE modelgen;\n";
    const char *note = arena_printf(arena, "%s/template.of", home->path);
    const char *stamp = stamp_of(arena, bin);

    if (stamp_is(arena, note, stamp))
        return true;
    if (!cluster_make(arena, home, "template", bin, options, statements, diags))
        return false;

    FILE *file = fopen(note, "we");
    bool ok = file && fputs(stamp, file) >= 0;

    ok = file && fclose(file) == 0 && ok;
    if (!ok)
        diag_error(diags, MG202, (struct loc){note, 0, 0}, "cannot be written: %s",
                   strerror(errno));
    return ok;
}

/* --- Leftovers ---------------------------------------------------------------------------- */

enum { ENOUGH_MEMORY = 1 << 30 };

/* Where servers live: in memory, as files come and go there without a disk's delay. */
static const char *place_for(struct arena *arena, const struct home *home)
{
    const char *path = arena_printf(arena, "/dev/shm/modelgen-%ld", (long)home->account.uid);
    struct statvfs space;
    struct stat st;

    if (statvfs("/dev/shm", &space) != 0 ||
        (unsigned long long)space.f_bavail * space.f_frsize < ENOUGH_MEMORY)
        return home->path;
    if (mkdir(path, 0700) == 0 && home->account.other &&
        chown(path, home->account.uid, home->account.gid) != 0)
        return home->path;
    /* Anybody may make things there: it counts only if it is the account's alone. */
    if (lstat(path, &st) != 0 || !S_ISDIR(st.st_mode) || st.st_uid != home->account.uid ||
        (st.st_mode & 077) != 0)
        return home->path;
    return path;
}

/* What the names of a home's servers start with. */
static const char *prefix_of(struct arena *arena, const char *home)
{
    return arena_printf(arena, "server-%.8s-", sha256_hex(arena, home, strlen(home)));
}

/* The directories of throw-away servers in a place whose names start like this. */
static struct strings servers_in(struct arena *arena, const char *place, const char *prefix)
{
    struct strings found = {0};
    DIR *dir = opendir(place);

    for (const struct dirent *entry; dir && (entry = readdir(dir));)
        if (strncmp(entry->d_name, prefix, strlen(prefix)) == 0)
            strings_add(arena, &found, arena_printf(arena, "%s/%s", place, entry->d_name));
    if (dir)
        closedir(dir);
    return found;
}

static void sweep(struct arena *arena, const char *place)
{
    struct strings found = servers_in(arena, place, "server-");

    for (size_t i = 0; i < found.n; i++) {
        int lock = open(arena_printf(arena, "%s/lock", found.items[i]), O_RDONLY | O_CLOEXEC);

        if (lock < 0 || flock(lock, LOCK_EX | LOCK_NB) == 0) {
            struct postmaster now = cluster_postmaster(arena, found.items[i]);

            if (now.pid)
                kill((pid_t)now.pid, SIGQUIT);
            keeper_clean(arena, found.items[i]);
        }
        if (lock >= 0)
            close(lock);
    }
}

/* --- Starting ----------------------------------------------------------------------------- */

static const struct server *complain(struct diags *diags, const char *in, const char *what,
                                     const char *detail)
{
    diag_error(diags, MG602, (struct loc){in, 0, 0}, "%s", what);
    if (detail && *detail)
        diag_detail(diags, detail);
    return NULL;
}

/*
 * Reads what the keeper says first, the process of postgres, and waits for that to be ready. The
 * keeper's last words are the end of postgres's log.
 */
static long wait_for(struct arena *arena, const char *in, int status, struct diags *diags)
{
    struct pollfd fd = {.fd = status, .events = POLLIN};
    char text[4096];
    ssize_t n = read(status, text, sizeof text - 1);

    text[n > 0 ? n : 0] = '\0';
    if (n <= 0 || text[0] == '!') {
        complain(diags, in, n > 0 ? text + 1 : "the throw-away server did not start", NULL);
        return 0;
    }

    long pid = strtol(text, NULL, 10);

    for (int i = 0; i < START_SECONDS * 1000; i++) {
        if (cluster_postmaster(arena, in).ready)
            return pid;
        if (poll(&fd, 1, 1) > 0)
            break;
    }
    n = poll(&fd, 1, 0) > 0 ? read(status, text, sizeof text - 1) : 0;
    text[n > 0 ? n : 0] = '\0';
    complain(diags, in, "the throw-away server did not start", text);
    return 0;
}

static const char *new_directory(struct arena *arena, const struct home *home, int *lock)
{
    char *in =
        arena_printf(arena, "%s/%sXXXXXX", place_for(arena, home), prefix_of(arena, home->path));

    if (!directory_make_temporary(in, &home->account))
        return NULL;
    *lock = open(arena_printf(arena, "%s/lock", in), O_RDONLY | O_CREAT | O_CLOEXEC, 0600);
    return *lock >= 0 && flock(*lock, LOCK_EX) == 0 ? in : NULL;
}

static const struct server *start(struct arena *arena, struct home *home, const char *bin,
                                  bool owned, long until, struct diags *diags)
{
    struct keeping k = {.arena = arena, .home = home, .lock = -1, .until = until};
    struct server *server = arena_new_of(arena, struct server);
    int status = -1;

    k.in = new_directory(arena, home, &k.lock);
    k.socket = k.in ? cluster_socket(arena, k.in, &home->account) : NULL;
    if (!k.socket)
        return complain(diags, home->path, strerror(errno), NULL);
    k.argv = cluster_command(arena, bin, k.in, k.socket, settings);
    k.environment = process_server_environment(arena);
    *server = (struct server){.url = cluster_url(arena, k.socket),
                              .directory = k.in,
                              .scratch = true,
                              .started = true,
                              .elsewhere = home->elsewhere,
                              .hold = -1};
    server->keeper = keeper_start(&k, &status, owned ? &server->hold : NULL);
    close(k.lock);
    home_close(home); /* others may start theirs meanwhile */
    if (server->keeper < 0)
        return complain(diags, k.in, strerror(errno), NULL);
    server->pid = wait_for(arena, k.in, status, diags);
    close(status);
    if (server->pid)
        return server;
    server_scratch_stop(server);
    return NULL;
}

static const struct server *prepare_and_start(struct arena *arena, const char *dir, bool owned,
                                              long until, struct diags *diags)
{
    const struct server *server = NULL;
    const char *bin = process_find_servers(arena, diags);
    struct home home;

    if (!bin || !home_open(arena, dir, "scratch", &home, diags))
        return NULL;
    sweep(arena, home.path);
    sweep(arena, place_for(arena, &home));

    bool prepared = prepare_template(arena, &home, bin, diags);

    if (prepared)
        server = start(arena, &home, bin, owned, until, diags);
    home_close(&home);
    return server;
}

const struct server *server_scratch(struct arena *arena, const char *dir, struct diags *diags)
{
    return prepare_and_start(arena, dir, true, 0, diags);
}

const struct server *server_scratch_detached(struct arena *arena, const char *dir, long until,
                                             struct diags *diags)
{
    return prepare_and_start(arena, dir, false, until, diags);
}

/* --- Stopping ----------------------------------------------------------------------------- */

void server_scratch_stop(const struct server *server)
{
    if (server->hold >= 0)
        close(server->hold);
    else if (server->pid > 0)
        kill((pid_t)server->pid, SIGQUIT);
    waitpid((pid_t)server->keeper, NULL, 0);
}

static void close_if_open(int fd)
{
    if (fd >= 0)
        close(fd);
}

static bool stop_detached(struct arena *arena, const char *in, const char *url)
{
    const char *socket = cluster_socket_find(arena, in);
    struct postmaster now = cluster_postmaster(arena, in);
    int lock = open(arena_printf(arena, "%s/lock", in), O_RDONLY | O_CLOEXEC);
    bool stopped = socket && now.pid && (!url || strcmp(url, cluster_url(arena, socket)) == 0) &&
                   kill((pid_t)now.pid, SIGQUIT) == 0;

    if (stopped && lock >= 0)
        flock(lock, LOCK_EX); /* the keeper has cleaned up */
    close_if_open(lock);
    return stopped;
}

int server_scratch_stop_detached(struct arena *arena, const char *dir, const char *url)
{
    struct home home = {.account = account_for_servers(arena)};
    int stopped = 0;

    home.path = home_find(arena, dir, "scratch");
    if (!home.path)
        return 0;

    const char *const places[] = {home.path, place_for(arena, &home)};

    for (int p = 0; p < 2; p++) {
        struct strings found = servers_in(arena, places[p], prefix_of(arena, home.path));

        for (size_t i = 0; i < found.n; i++)
            stopped += stop_detached(arena, found.items[i], url);
    }
    return stopped;
}

static void remove_home(struct arena *arena, const char *dir, const char *sort)
{
    const char *home = home_find(arena, dir, sort);

    if (home)
        keeper_clean(arena, home);
    unlink(arena_printf(arena, "%s/%s.location", dir, sort));
    unlink(arena_printf(arena, "%s/%s.lock", dir, sort));
}

bool server_remove(struct arena *arena, const char *dir, struct diags *diags)
{
    bool stopped;

    if (!server_private_stop(arena, dir, &stopped, diags))
        return false;
    server_scratch_stop_detached(arena, dir, NULL);
    remove_home(arena, dir, "private");
    remove_home(arena, dir, "scratch");
    rmdir(dir);
    return true;
}
