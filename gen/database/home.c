#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "database/cluster.h"

/* --- Directories -------------------------------------------------------------------------- */

static bool make_directories(struct arena *arena, const char *path)
{
    struct stat st;

    if (stat(path, &st) == 0)
        return S_ISDIR(st.st_mode) || (errno = ENOTDIR, false);
    return make_directories(arena, file_directory(arena, path)) &&
           (mkdir(path, 0777) == 0 || errno == EEXIST);
}

static int remove_one(const char *path, const struct stat *st, int what, struct FTW *ftw)
{
    (void)st;
    (void)what;
    (void)ftw;
    remove(path);
    return 0;
}

void directory_remove(const char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

bool directory_make_temporary(char *pattern, const struct account *account)
{
    if (!mkdtemp(pattern))
        return false;
    if (!account->other || chown(pattern, account->uid, account->gid) == 0)
        return true;

    int why = errno;

    rmdir(pattern);
    errno = why;
    return false;
}

/*
 * Whether the account can run a server there: come in, own it, keep others out, open a socket.
 * Asked in a child that is the account, as modes do not tell all (access lists, file systems
 * without owners).
 */
static bool home_fits(const struct account *account, const char *path)
{
    pid_t pid = fork();
    int status = 1;

    if (pid == 0) {
        struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "modelgen.try"};
        struct stat st;
        int s = socket(AF_UNIX, SOCK_STREAM, 0);

        umask(077);
        if (!account_become(account) || chdir(path) != 0 || stat(".", &st) != 0 ||
            st.st_uid != account->uid || (st.st_mode & 077) != 0)
            _exit(1);
        unlink(address.sun_path);
        if (s < 0 || bind(s, (struct sockaddr *)&address, sizeof address) != 0)
            _exit(1);
        unlink(address.sun_path);
        _exit(0);
    }
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return pid > 0 && status == 0;
}

/* Whether we may run anything as the account; false with errno set. */
static bool can_become(const struct account *account)
{
    int status = 0;
    pid_t pid = fork();

    if (pid == 0)
        _exit(account_become(account) ? 0 : errno);
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    errno = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    return pid > 0 && status == 0;
}

/* --- Homes -------------------------------------------------------------------------------- */

static const char *beside(struct arena *arena, const char *dir, const char *sort, const char *what)
{
    return arena_printf(arena, "%s/%s%s", dir, sort, what);
}

/* The first line of a small file; NULL if there is none. */
static const char *read_line(struct arena *arena, const char *path)
{
    char line[4096];
    FILE *file = fopen(path, "re");
    const char *text = NULL;

    if (file && fgets(line, sizeof line, file))
        text = arena_strndup(arena, line, strcspn(line, "\n"));
    if (file)
        fclose(file);
    return text;
}

static bool write_line(const char *path, const char *text)
{
    FILE *file = fopen(path, "we");
    bool ok = file && fprintf(file, "%s\n", text) > 0;

    return file && fclose(file) == 0 && ok;
}

const char *home_find(struct arena *arena, const char *dir, const char *sort)
{
    char *real = realpath(dir, NULL);
    struct stat st;

    if (!real)
        return NULL;

    const char *path = read_line(arena, beside(arena, real, sort, ".location"));

    if (!path)
        path = beside(arena, real, sort, "");
    free(real);
    return lstat(path, &st) == 0 && S_ISDIR(st.st_mode) ? path : NULL;
}

/* A home below dir if the account can live there, else one in /var/tmp. */
static const char *make_home(struct arena *arena, const char *dir, const char *sort,
                             const struct account *account)
{
    const char *path = beside(arena, dir, sort, "");
    char *away = arena_strdup(arena, "/var/tmp/modelgen-XXXXXX");

    bool mine = mkdir(path, 0700) == 0;

    if (mine && account->other)
        mine = chown(path, account->uid, account->gid) == 0;
    if (mine && home_fits(account, path))
        return path;
    rmdir(path);
    if (!directory_make_temporary(away, account))
        return NULL;
    if (home_fits(account, away) && write_line(beside(arena, dir, sort, ".location"), away))
        return away;
    rmdir(away);
    return NULL;
}

static bool fail(struct arena *arena, struct diags *diags, const char *dir, const char *what)
{
    diag_error(diags, MG603, (struct loc){dir, 0, 0}, "%s", what);
    diag_hint(diags, "%s",
              arena_printf(arena,
                           "Make the directory usable, remove %s to start anew, or use a server "
                           "of your own with --database or DATABASE_URL.",
                           dir));
    return false;
}

bool home_open(struct arena *arena, const char *dir, const char *sort, struct home *home,
               struct diags *diags)
{
    struct stat st;

    *home = (struct home){.account = account_for_servers(arena), .lock = -1};
    if (home->account.other && !can_become(&home->account)) {
        diag_error(diags, MG603, (struct loc){0},
                   "PostgreSQL does not run as root, and root cannot become user \"%s\" here: %s",
                   home->account.name, strerror(errno));
        diag_hint(diags, "Run modelgen as an ordinary user, or use a server of your own with "
                         "--database or DATABASE_URL.");
        return false;
    }
    if (!make_directories(arena, dir))
        return fail(arena, diags, dir,
                    arena_printf(arena, "the directory cannot be made: %s", strerror(errno)));

    char *real = realpath(dir, NULL);
    const char *base = arena_strdup(arena, real ? real : dir);
    const char *lock = beside(arena, base, sort, ".lock");

    free(real);
    home->lock = open(lock, O_RDONLY | O_CREAT | O_CLOEXEC, 0666);
    if (home->lock < 0 || flock(home->lock, LOCK_EX) != 0)
        return fail(arena, diags, lock,
                    arena_printf(arena, "cannot be locked: %s", strerror(errno)));
    home->path = home_find(arena, base, sort);
    if (!home->path)
        home->path = make_home(arena, base, sort, &home->account);
    if (!home->path)
        fail(arena, diags, dir,
             arena_printf(arena, "user \"%s\" can run no server there, nor in /var/tmp: %s",
                          home->account.name, strerror(errno)));
    else if (lstat(home->path, &st) != 0 || st.st_uid != home->account.uid)
        fail(arena, diags, home->path,
             arena_printf(arena, "does not belong to user \"%s\", as whom servers run here",
                          home->account.name));
    else {
        home->elsewhere = strncmp(home->path, base, strlen(base)) != 0;
        return true;
    }
    home_close(home);
    return false;
}

void home_close(struct home *home)
{
    if (home->lock >= 0)
        close(home->lock);
    home->lock = -1;
}

/* --- Sockets ------------------------------------------------------------------------------ */

/* Room that PostgreSQL's name takes after the directory; a socket's path has 107 bytes. */
static bool can_hold_socket(const char *path)
{
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._+-@";

    return strlen(path) + strlen("/.s.PGSQL.5432") <= 107 && path[strspn(path, plain)] == '\0';
}

const char *cluster_socket_find(struct arena *arena, const char *in)
{
    return can_hold_socket(in) ? in : read_line(arena, arena_printf(arena, "%s/socket", in));
}

const char *cluster_socket(struct arena *arena, const char *in, const struct account *account)
{
    const char *known = cluster_socket_find(arena, in);
    char *away = arena_strdup(arena, "/tmp/modelgen-XXXXXX");
    struct stat st;

    if (known && lstat(known, &st) == 0 && S_ISDIR(st.st_mode) && st.st_uid == account->uid)
        return known;
    if (!directory_make_temporary(away, account))
        return NULL;
    return write_line(arena_printf(arena, "%s/socket", in), away) ? away : NULL;
}
