#include "database/keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

void keeper_clean(struct arena *arena, const char *in)
{
    const char *socket = cluster_socket_find(arena, in);

    if (socket && strcmp(socket, in) != 0)
        directory_remove(socket);
    directory_remove(in);
}

static int process_fd(long pid)
{
#ifdef SYS_pidfd_open
    return (int)syscall(SYS_pidfd_open, (pid_t)pid, 0);
#else
    (void)pid;
    return -1;
#endif
}

/* Returns when the server is no longer wanted or postgres has ended. */
static void watch(const struct keeping *k, pid_t postgres)
{
    struct pollfd fds[] = {{.fd = k->hold, .events = POLLIN},
                           {.fd = k->until ? process_fd(k->until) : -1, .events = POLLIN},
                           {.fd = process_fd(postgres), .events = POLLIN}};
    /* Without descriptors for processes (before Linux 5.3), look now and then. */
    bool look = fds[2].fd < 0 || (k->until && fds[1].fd < 0);

    for (;;) {
        int n = poll(fds, 3, look ? 50 : -1);

        if (n > 0 || (n < 0 && errno != EINTR))
            return;
        if (kill(postgres, 0) != 0 || waitpid(postgres, NULL, WNOHANG) != 0)
            return;
        if (k->until && kill((pid_t)k->until, 0) != 0 && errno == ESRCH)
            return;
    }
}

_Noreturn static void give_up(const struct keeping *k, const char *what)
{
    const char *text = arena_printf(k->arena, "!%s: %s", what, strerror(errno));

    if (write(k->status, text, strlen(text)) < 0)
        _exit(2);
    keeper_clean(k->arena, k->in);
    _exit(1);
}

_Noreturn static void become_postgres(const struct keeping *k, pid_t keeper)
{
    prctl(PR_SET_PDEATHSIG, SIGQUIT);
    if (getppid() == keeper)
        cluster_exec(k->argv, k->environment, k->in);
    _exit(127);
}

_Noreturn static void keep(const struct keeping *k)
{
    pid_t self;
    const char *text;

    setsid();
    umask(077);
    signal(SIGPIPE, SIG_IGN);
    if (!account_become(&k->home->account))
        give_up(k, arena_printf(k->arena, "cannot become user \"%s\"", k->home->account.name));
    if (chdir("/") != 0 || !directory_copy(arena_printf(k->arena, "%s/template", k->home->path),
                                           arena_printf(k->arena, "%s/data", k->in)))
        give_up(k, "the prepared data directory cannot be copied");
    self = getpid();

    pid_t postgres = fork();

    if (postgres == 0)
        become_postgres(k, self);
    if (postgres < 0)
        give_up(k, "postgres cannot be started");
    text = arena_printf(k->arena, "%ld\n", (long)postgres);
    if (write(k->status, text, strlen(text)) > 0)
        watch(k, postgres);
    kill(postgres, SIGQUIT);
    waitpid(postgres, NULL, 0);
    text = cluster_log(k->arena, k->in, 0);
    if (write(k->status, text, strlen(text)) >= 0 || errno == EPIPE)
        keeper_clean(k->arena, k->in);
    _exit(0);
}

/* The keeper inherits what modelgen has open: all of it goes, but for what it needs. */
static void close_others(const struct keeping *k)
{
    int null = open("/dev/null", O_RDWR), last = 2;
    const int kept[] = {k->lock, k->status, k->hold};

    for (int fd = 0; fd < 3; fd++)
        dup2(null, fd);
    for (int i = 0; i < 3; i++)
        last = kept[i] > last ? kept[i] : last;
    for (int fd = 3; fd < last; fd++)
        if (fd != kept[0] && fd != kept[1] && fd != kept[2])
            close(fd);
    process_close_from(last + 1);
}

static void close_if_open(int fd)
{
    if (fd >= 0)
        close(fd);
}

pid_t keeper_start(struct keeping *k, int *status, int *hold)
{
    int status_ends[2], hold_ends[2] = {-1, -1};

    if (pipe2(status_ends, O_CLOEXEC) != 0 || (hold && pipe2(hold_ends, O_CLOEXEC) != 0))
        return -1;

    pid_t keeper = fork();

    if (keeper == 0) {
        k->status = status_ends[1];
        k->hold = hold_ends[0];
        close_others(k);
        keep(k);
    }
    close(status_ends[1]);
    close_if_open(hold_ends[0]);
    *status = status_ends[0];
    if (hold)
        *hold = hold_ends[1];
    return keeper;
}
