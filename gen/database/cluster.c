#include "database/cluster.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "runtime/base/buf.h"

static bool failed(struct diags *diags, const char *in, const char *what, const char *output)
{
    diag_error(diags, MG602, (struct loc){in, 0, 0}, "%s", what);
    if (output && *output)
        diag_detail(diags, output);
    return false;
}

/* C.UTF-8 sorts by code point and knows upper and lower case; a C library without it has C. */
static const char *locale_option(struct arena *arena)
{
    const char *const argv[] = {"/bin/sh", "-c", "locale -a 2>/dev/null | grep -i '^C\\.utf-\\?8$'",
                                NULL};
    const char *output;

    return process_run(arena, NULL, argv, NULL, &output) ? "--locale=C.UTF-8" : "--locale=C";
}

bool cluster_make(struct arena *arena, const struct home *home, const char *name, const char *bin,
                  const char *const *initdb_options, const char *statements, struct diags *diags)
{
    const char *final = arena_printf(arena, "%s/%s", home->path, name);
    const char *data = arena_printf(arena, "%s.new", final);
    const char *initdb[24] = {arena_printf(arena, "%s/initdb", bin),
                              "-D",
                              data,
                              "-U",
                              "postgres",
                              "-A",
                              "trust",
                              "-E",
                              "UTF8",
                              locale_option(arena)};
    const char *single[] = {
        arena_printf(arena, "%s/postgres", bin), "--single", "-D", data, "-F", "template1", NULL};
    const char *output;

    for (size_t n = 10; *initdb_options; initdb_options++)
        initdb[n++] = *initdb_options;
    directory_remove(data);
    if (!process_run(arena, &home->account, initdb, NULL, &output))
        return failed(diags, home->path, "initdb failed", output);
    if (!process_run(arena, &home->account, single, statements, &output))
        return failed(diags, home->path, "the new data directory could not be prepared", output);
    directory_remove(final);
    if (rename(data, final) != 0)
        return failed(diags, final, strerror(errno), NULL);
    return true;
}

/* True unless the process is known to be something else than postgres in this directory: pids are
 * used again. */
static bool may_be_postgres(struct arena *arena, long pid, const char *in)
{
    struct stat data, cwd;

    if (kill((pid_t)pid, 0) != 0 && errno != EPERM)
        return false;
    if (stat(arena_printf(arena, "%s/data", in), &data) != 0)
        return false;
    if (stat(arena_printf(arena, "/proc/%ld/cwd", pid), &cwd) != 0)
        return errno != ENOENT || access("/proc/self/cwd", F_OK) != 0;
    return cwd.st_dev == data.st_dev && cwd.st_ino == data.st_ino;
}

struct postmaster cluster_postmaster(struct arena *arena, const char *in)
{
    struct postmaster found = {.shared_memory = -1};
    FILE *file = fopen(arena_printf(arena, "%s/data/postmaster.pid", in), "re");
    char line[1024];

    /* The eighth line is the state, ready once connections are accepted. */
    for (int i = 1; file && fgets(line, sizeof line, file); i++) {
        if (i == 1)
            found.pid = strtol(line, NULL, 10);
        if (i == 7 && sscanf(line, "%*s %d", &found.shared_memory) != 1)
            found.shared_memory = -1;
        if (i == 8)
            found.ready = strncmp(line, "ready", 5) == 0;
    }
    if (file)
        fclose(file);
    if (found.pid <= 1 || !may_be_postgres(arena, found.pid, in)) {
        found.pid = 0;
        found.ready = false;
    }
    return found;
}

bool cluster_forget(struct arena *arena, const char *in, const char *socket)
{
    struct postmaster gone = cluster_postmaster(arena, in);
    struct shmid_ds segment;

    if (gone.pid || (gone.shared_memory >= 0 &&
                     shmctl(gone.shared_memory, IPC_STAT, &segment) == 0 && segment.shm_nattch > 0))
        return false;
    unlink(arena_printf(arena, "%s/data/postmaster.pid", in));
    unlink(arena_printf(arena, "%s/.s.PGSQL.5432.lock", socket));
    unlink(arena_printf(arena, "%s/.s.PGSQL.5432", socket));
    return true;
}

long cluster_log_size(struct arena *arena, const char *in)
{
    struct stat st;

    return stat(arena_printf(arena, "%s/log", in), &st) == 0 ? (long)st.st_size : 0;
}

const char *cluster_log(struct arena *arena, const char *in, long since)
{
    FILE *file = fopen(arena_printf(arena, "%s/log", in), "re");
    char text[2048];
    long size = cluster_log_size(arena, in), most = sizeof text - 1;
    size_t n = 0;

    if (!file)
        return "";
    if (fseek(file, size - since > most ? size - most : since, SEEK_SET) == 0)
        n = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    return arena_strndup(arena, text, n);
}

const char *const *cluster_command(struct arena *arena, const char *bin, const char *in,
                                   const char *socket, const char *const *settings)
{
    struct strings argv = {0};

    strings_add(arena, &argv, arena_printf(arena, "%s/postgres", bin));
    strings_add(arena, &argv, "-D");
    strings_add(arena, &argv, arena_printf(arena, "%s/data", in));
    strings_add(arena, &argv, "-p");
    strings_add(arena, &argv, "5432");
    strings_add(arena, &argv, "-k");
    strings_add(arena, &argv, socket);
    strings_add(arena, &argv, "-clisten_addresses=");
    for (; *settings; settings++)
        strings_add(arena, &argv, arena_printf(arena, "-c%s", *settings));
    strings_add(arena, &argv, NULL);
    return argv.items;
}

void cluster_exec(const char *const *argv, char *const *environment, const char *in)
{
    int null, log;

    umask(077);
    if (chdir(in) != 0)
        return;
    null = open("/dev/null", O_RDONLY);
    log = open("log", O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (null < 0 || log < 0 || dup2(null, 0) < 0 || dup2(log, 1) < 0 || dup2(log, 2) < 0)
        return;
    process_close_from(3);
    signal(SIGPIPE, SIG_DFL);
    execve(argv[0], (char *const *)(size_t)argv, environment);
}

const char *cluster_url(struct arena *arena, const char *socket)
{
    return arena_printf(arena, "postgresql:///modelgen?host=%s&port=5432&user=postgres", socket);
}
