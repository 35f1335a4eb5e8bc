#include "database/process.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { NOBODY = 65534, CANNOT_RUN = 127 };

/* --- Who ---------------------------------------------------------------------------------- */

struct account account_for_servers(struct arena *arena)
{
    struct account account = {.name = "", .uid = geteuid(), .gid = getegid()};
    const struct passwd *entry = getpwuid(account.uid);

    if (account.uid == 0) {
        account = (struct account){"65534", NOBODY, NOBODY, true};
        entry = getpwnam("postgres");
        if (!entry)
            entry = getpwnam("nobody");
    }
    if (entry) {
        account.name = arena_strdup(arena, entry->pw_name);
        account.uid = entry->pw_uid;
        account.gid = entry->pw_gid;
    }
    return account;
}

bool account_become(const struct account *account)
{
    if (!account->other)
        return true;
    return setgroups(0, NULL) == 0 && setgid(account->gid) == 0 && setuid(account->uid) == 0;
}

/* --- Running ------------------------------------------------------------------------------ */

char *const *process_server_environment(struct arena *arena)
{
    VEC(char *) list = {0};

    for (char **e = environ; *e; e++)
        if (strncmp(*e, "PG", 2) != 0 && strncmp(*e, "LC_", 3) != 0 &&
            strncmp(*e, "LANG", 4) != 0 && strncmp(*e, "TZ=", 3) != 0)
            *vec_push(arena, &list) = *e;
    *vec_push(arena, &list) = arena_strdup(arena, "LC_ALL=C");
    *vec_push(arena, &list) = arena_strdup(arena, "TZ=UTC");
    *vec_push(arena, &list) = NULL;
    return list.items;
}

void process_close_from(int from)
{
#if defined __GLIBC__ && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 34)
    closefrom(from);
#else
    long max = sysconf(_SC_OPEN_MAX);

    for (int fd = from; fd < (max > 0 && max < 65536 ? max : 65536); fd++)
        close(fd);
#endif
}

/* In the child: says why on stderr, which the parent reads. */
_Noreturn static void cannot(const char *what)
{
    const char *why = strerror(errno);

    if (write(2, what, strlen(what)) >= 0 && write(2, ": ", 2) >= 0 &&
        write(2, why, strlen(why)) >= 0)
        _exit(CANNOT_RUN);
    _exit(CANNOT_RUN);
}

static void run_child(const struct account *account, char *const *environment,
                      const char *const *argv, int in, int out)
{
    if (dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(out, 2) < 0)
        _exit(CANNOT_RUN);
    process_close_from(3);
    signal(SIGPIPE, SIG_DFL);
    if (account) {
        if (!account_become(account))
            cannot(account->name);
        if (chdir("/") != 0)
            cannot("/");
    }
    execvpe(argv[0], (char *const *)(size_t)argv, environment);
    cannot(argv[0]);
}

static const char *read_to_end(struct arena *arena, int fd)
{
    VEC(char) text = {0};
    char some[4096];
    ssize_t n;

    while ((n = read(fd, some, sizeof some)) != 0) {
        if (n < 0 && errno != EINTR)
            break;
        for (ssize_t i = 0; i < n; i++)
            *vec_push(arena, &text) = some[i];
    }
    *vec_push(arena, &text) = '\0';
    return text.items;
}

/* A descriptor to read input from: what is short fits into a pipe before anyone reads it. */
static int input_fd(const char *input)
{
    int ends[2];

    if (!input)
        return open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    if (write(ends[1], input, strlen(input)) < 0) {
        close(ends[0]);
        ends[0] = -1;
    }
    close(ends[1]);
    return ends[0];
}

bool process_run(struct arena *arena, const struct account *account, const char *const *argv,
                 const char *input, const char **output)
{
    char *const *environment = account ? process_server_environment(arena) : environ;
    int ends[2], status = 0, in = input_fd(input);

    if (in < 0 || pipe2(ends, O_CLOEXEC) != 0) {
        *output = strerror(errno);
        return false;
    }

    pid_t pid = fork();

    if (pid == 0)
        run_child(account, environment, argv, in, ends[1]);
    close(in);
    close(ends[1]);
    *output = pid < 0 ? strerror(errno) : read_to_end(arena, ends[0]);
    close(ends[0]);
    while (pid > 0 && waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return false;
    return pid > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* --- Finding ------------------------------------------------------------------------------ */

/* What a line of shell answers: the shell knows PATH and needs no help of ours. */
static const char *ask_shell(struct arena *arena, const char *line)
{
    const char *const argv[] = {"/bin/sh", "-c", line, NULL};
    const char *output;

    if (!process_run(arena, NULL, argv, NULL, &output) || output[0] != '/')
        return NULL;
    return arena_strndup(arena, output, strcspn(output, "\n"));
}

static bool has_servers(struct arena *arena, const char *dir)
{
    return access(arena_printf(arena, "%s/initdb", dir), X_OK) == 0 &&
           access(arena_printf(arena, "%s/postgres", dir), X_OK) == 0;
}

/* The newest of the versions that a distribution keeps side by side. */
static const char *newest_version(struct arena *arena)
{
    static const char *const patterns[] = {"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin",
                                           "/usr/libexec/postgresql*", "/usr/local/pgsql/bin",
                                           "/opt/homebrew/opt/postgresql@*/bin"};
    const char *best = NULL;

    for (size_t i = 0; i < sizeof patterns / sizeof *patterns && !best; i++) {
        glob_t found = {0};

        if (glob(patterns[i], 0, NULL, &found) == 0)
            for (size_t k = 0; k < found.gl_pathc; k++)
                if (has_servers(arena, found.gl_pathv[k]) &&
                    (!best || strverscmp(found.gl_pathv[k], best) > 0))
                    best = arena_strdup(arena, found.gl_pathv[k]);
        globfree(&found);
    }
    return best;
}

static const char *find_servers(struct arena *arena)
{
    const char *path = ask_shell(arena, "command -v initdb");

    if (path) {
        const char *dir = arena_strndup(arena, path, (size_t)(strrchr(path, '/') - path));

        if (has_servers(arena, dir))
            return dir;
    }
    path = ask_shell(arena, "pg_config --bindir 2>/dev/null");
    if (path && has_servers(arena, path))
        return path;
    return newest_version(arena);
}

const char *process_find_servers(struct arena *arena, struct diags *diags)
{
    const char *dir = find_servers(arena);

    if (!dir) {
        diag_error(diags, MG601, (struct loc){0}, "no PostgreSQL server is installed");
        diag_hint(diags, "Install one (`apt install postgresql` on Debian and Ubuntu, `dnf install "
                         "postgresql-server` on Fedora, `apk add postgresql` on Alpine), or name a "
                         "database of your own with --database or DATABASE_URL.");
    }
    return dir;
}

const char *process_find(struct arena *arena, const char *name)
{
    const char *dir = find_servers(arena);

    if (dir) {
        const char *path = arena_printf(arena, "%s/%s", dir, name);

        if (access(path, X_OK) == 0)
            return path;
    }
    return ask_shell(arena, arena_printf(arena, "command -v %s", name));
}
