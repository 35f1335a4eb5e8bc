#include "proxy.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "harm.h"
#include "wire.h"

enum { MOST_LINKS = 256, ORPHANED_MS = 150, STALLED_MS = 300, PRESSES = 3 };

struct link {
    int client, server; /* -1: closed */
    struct wire up, down;
    int backend;
};

struct talk {
    const struct proxy *proxy;
    const struct plan *plan;
    struct outcome outcome;
    struct link links[MOST_LINKS];
    size_t n;
    pid_t runners[MOST_RUNNERS]; /* 0: it has ended */
    int ended[MOST_RUNNERS];     /* what tells that */
    int n_runners;
    pid_t group;   /* theirs and of what they start; named after the first one */
    double fire;   /* when harm is done; 0: not yet known */
    size_t victim; /* the link that it is done to */
    double orphaned;
    double stalled; /* when Ctrl-C is pressed next */
    int presses;
    pid_t outside; /* who does harm from outside */
};

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static struct sockaddr_un address_of(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        fprintf(stderr, "%s: too long for a socket\n", path);
        exit(3);
    }
    memcpy(address.sun_path, path, strlen(path));
    return address;
}

struct proxy proxy_open(const char *directory, const char *server)
{
    char path[200];
    snprintf(path, sizeof path, "%s/.s.PGSQL.5432", directory);
    struct sockaddr_un address = address_of(path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    unlink(path);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 64) != 0) {
        perror(path);
        exit(3);
    }
    return (struct proxy){.listening = fd, .server = server};
}

/* --- Connections -------------------------------------------------------------------------- */

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void close_link(struct link *link)
{
    close_fd(&link->client);
    close_fd(&link->server);
}

static void accept_link(struct talk *talk)
{
    struct sockaddr_un address = address_of(talk->proxy->server);
    int client = accept4(talk->proxy->listening, NULL, NULL, SOCK_CLOEXEC);
    int server = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool good =
        talk->n < MOST_LINKS && connect(server, (struct sockaddr *)&address, sizeof address) == 0;
    if (!good) { /* as if nobody listened */
        close_fd(&client);
        close_fd(&server);
        return;
    }
    talk->links[talk->n++] =
        (struct link){.client = client, .server = server, .up = {.untyped = true}};
}

static void send_all(int fd, const char *bytes, size_t n)
{
    while (fd >= 0 && n > 0) {
        ssize_t sent = send(fd, bytes, n, MSG_NOSIGNAL);
        if (sent <= 0)
            return;
        bytes += sent;
        n -= (size_t)sent;
    }
}

/* --- Harm --------------------------------------------------------------------------------- */

static void each_link(struct talk *talk, bool server_too)
{
    for (size_t i = 0; i < talk->n; i++) {
        close_fd(&talk->links[i].client);
        if (server_too)
            close_fd(&talk->links[i].server);
    }
}

static void signal_backend(const struct link *link, int signal)
{
    if (link->backend > 0)
        kill(link->backend, signal);
}

/* One of the runners, or all of them with what they have started. */
static void signal_runner(const struct talk *talk, bool one, int signal)
{
    pid_t chosen = talk->runners[talk->plan->message / 2 % talk->n_runners];
    if (!one)
        kill(-talk->group, signal);
    else if (chosen)
        kill(chosen, signal);
}

/* Who sits before a runner that says nothing. */
static void press(struct talk *talk)
{
    kill(-talk->group, SIGINT);
    talk->presses++;
    talk->stalled = talk->presses < PRESSES ? now_ms() + STALLED_MS : HUGE_VAL;
}

static void do_harm(struct talk *talk)
{
    static const int signals[HARMS] = {[TERMINATE] = SIGTERM, [CANCEL] = SIGINT, [CRASH] = SIGKILL};
    struct link *link = &talk->links[talk->victim];
    enum harm harm = talk->plan->harm;
    talk->outcome.harmed = true;
    /* Its workers, or the others, along with it every other time. */
    if (harm == KILL || harm == KILL_UNHEARD)
        signal_runner(talk, talk->plan->message % 2, SIGKILL);
    if (harm == INTERRUPT)
        signal_runner(talk, true, SIGINT);
    if (harm == STALL)
        talk->stalled = now_ms() + STALLED_MS;
    if (harm == CUT)
        close_link(link);
    if (harm == KILL_UNHEARD || harm == CUT_ALL || harm == ORPHAN)
        each_link(talk, harm != ORPHAN);
    if (harm == ORPHAN)
        talk->orphaned = now_ms() + ORPHANED_MS;
    if (signals[harm])
        signal_backend(link, signals[harm]);
    if (harm >= STOP)
        talk->outside =
            harm_begin(harm, talk->proxy->url, (unsigned)talk->plan->message * 2654435761u >> 8);
}

/* Rows come in crowds, and one is like the other. */
static bool counts(char type, bool up)
{
    return up || type != 'D';
}

static bool comes_now(const struct talk *talk)
{
    return talk->plan->harm != NONE && talk->plan->harm < MEMORY &&
           talk->outcome.messages == talk->plan->message;
}

/* --- Messages ----------------------------------------------------------------------------- */

static void note_commit(struct talk *talk, const struct wire *wire, size_t n)
{
    if (talk->outcome.n_commits < MOST_COMMITS && memmem(wire->bytes, n, "COMMIT", 7))
        talk->outcome.commits[talk->outcome.n_commits++] = talk->outcome.messages;
}

/* Hands on the messages that are whole. */
static void hand_on(struct talk *talk, size_t at, bool up)
{
    struct link *link = &talk->links[at];
    struct wire *wire = up ? &link->up : &link->down;
    char type;
    for (size_t n; (n = wire_message(wire, &type)) > 0;) {
        bool counted = counts(type, up);
        talk->outcome.messages += counted;
        if (up)
            note_commit(talk, wire, n);
        if (type == 'K' && !up)
            link->backend = wire_int(wire, 5);
        if (counted && comes_now(talk)) {
            snprintf(talk->outcome.what, sizeof talk->outcome.what, "%c%c", up ? '>' : '<',
                     type ? type : '-');
            talk->victim = at;
            talk->fire = now_ms() + talk->plan->delay;
            if (talk->plan->before)
                do_harm(talk);
        }
        send_all(up ? link->server : link->client, wire->bytes, n);
        wire_drop(wire, n);
        wire->untyped = false;
        if (counted && comes_now(talk) && !talk->plan->before && talk->plan->delay <= 0)
            do_harm(talk);
    }
}

static void pump(struct talk *talk, size_t at, bool up)
{
    struct link *link = &talk->links[at];
    int *fd = up ? &link->client : &link->server;
    if (*fd < 0)
        return;
    if (wire_read(up ? &link->up : &link->down, *fd)) {
        hand_on(talk, at, up);
        return;
    }
    close_fd(fd);
    if (up ? talk->orphaned == 0 : true)
        close_link(link);
}

static void poll_once(struct talk *talk, int timeout)
{
    enum { OTHERS = 1 + MOST_RUNNERS };
    struct pollfd fds[OTHERS + 2 * MOST_LINKS] = {{.fd = talk->proxy->listening, .events = POLLIN}};
    struct pollfd *of_links = fds + OTHERS;
    size_t n = talk->stalled > 0 ? 0 : talk->n;
    for (int i = 0; i < MOST_RUNNERS; i++)
        fds[1 + i] = (struct pollfd){
            .fd = i < talk->n_runners && talk->runners[i] ? talk->ended[i] : -1, .events = POLLIN};
    for (size_t i = 0; i < n; i++) {
        of_links[2 * i] = (struct pollfd){.fd = talk->links[i].client, .events = POLLIN};
        of_links[2 * i + 1] = (struct pollfd){.fd = talk->links[i].server, .events = POLLIN};
    }
    if (poll(fds, OTHERS + 2 * n, timeout) <= 0)
        return;
    for (size_t i = 0; i < n; i++) {
        if (of_links[2 * i].revents)
            pump(talk, i, true);
        if (of_links[2 * i + 1].revents)
            pump(talk, i, false);
    }
    if (fds[0].revents)
        accept_link(talk);
}

/* --- A runner ----------------------------------------------------------------------------- */

static void arrange_faults(const struct proxy *proxy, const struct plan *plan)
{
    static const char *const kinds[HARMS] = {
        [MEMORY] = "memory", [LIBPQ] = "libpq", [UNHEARD] = "unheard"};
    char fault[40];
    if (kinds[plan->harm]) {
        snprintf(fault, sizeof fault, "%s:%d", kinds[plan->harm], plan->message);
        setenv("FAULT", fault, 1);
    }
    if (proxy->log)
        setenv("FAULT_LOG", proxy->log, 1);
}

static pid_t start(const struct proxy *proxy, const struct plan *plan, const char *const *command,
                   const char *output, pid_t group)
{
    pid_t pid = fork();
    if (pid != 0) {
        setpgid(pid, group); /* whoever comes first */
        return pid;
    }
    setpgid(0, group);
    signal(SIGINT, SIG_DFL); /* whoever runs in the background does not hear it */
    arrange_faults(proxy, plan);
    int fd = open(output, O_WRONLY | O_CREAT | O_APPEND, 0644);
    dup2(fd, STDOUT_FILENO);
    dup2(fd, STDERR_FILENO);
    execv(command[0], (char *const *)command);
    _exit(127);
}

static void start_all(struct talk *talk, const char *const *command, const char *output)
{
    talk->n_runners = talk->proxy->runners ? talk->proxy->runners : 1;
    for (int i = 0; i < talk->n_runners; i++) {
        talk->runners[i] = start(talk->proxy, talk->plan, command, output, talk->group);
        talk->group = talk->runners[0];
        talk->ended[i] = (int)syscall(SYS_pidfd_open, talk->runners[i], 0);
    }
}

static bool have_ended(struct talk *talk)
{
    int left = 0;
    for (int i = 0; i < talk->n_runners; i++) {
        int status;
        if (!talk->runners[i])
            continue;
        if (waitpid(talk->runners[i], &status, WNOHANG) != talk->runners[i]) {
            left++;
            continue;
        }
        int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        talk->outcome.status = talk->outcome.status ? talk->outcome.status : code;
        talk->runners[i] = 0;
        close_fd(&talk->ended[i]);
    }
    return left == 0;
}

/* What it had sent is on its way, and arrives; its workers end with it. */
static void deliver(struct talk *talk)
{
    size_t open = 1;
    while (open > 0) {
        open = 0;
        for (size_t i = 0; i < talk->n; i++)
            open += talk->links[i].client >= 0;
        if (open)
            poll_once(talk, 1000);
    }
}

/* A run takes seconds; one that takes so many ms waits for something that will not come. */
enum { PATIENCE = 240000 };

static int timeout_of(const struct talk *talk)
{
    bool waits =
        (talk->fire > 0 && !talk->outcome.harmed) || talk->orphaned > 0 || talk->stalled > 0;
    return waits ? 1 : 1000;
}

/* What is due by now. */
static void keep_time(struct talk *talk)
{
    double now = now_ms();
    if (talk->fire > 0 && !talk->outcome.harmed && now >= talk->fire)
        do_harm(talk);
    if (talk->stalled > 0 && now >= talk->stalled)
        press(talk);
    if (talk->orphaned > 0 && now >= talk->orphaned) {
        talk->orphaned = 0;
        for (size_t i = 0; i < talk->n; i++)
            if (talk->links[i].client < 0)
                close_link(&talk->links[i]);
    }
}

static struct outcome end(struct talk *talk)
{
    if (!talk->orphaned && !talk->stalled)
        deliver(talk);
    for (size_t i = 0; i < talk->n; i++) {
        close_link(&talk->links[i]);
        free(talk->links[i].up.bytes);
        free(talk->links[i].down.bytes);
    }
    harm_end(talk->outside, talk->plan->harm);
    struct outcome outcome = talk->outcome;
    free(talk);
    return outcome;
}

struct outcome proxy_run(const struct proxy *proxy, const struct plan *plan,
                         const char *const *command, const char *output)
{
    struct talk *talk = calloc(1, sizeof *talk);
    if (!talk)
        abort();
    talk->proxy = proxy;
    talk->plan = plan;
    start_all(talk, command, output);
    double patience = now_ms() + PATIENCE;
    do {
        poll_once(talk, timeout_of(talk));
        if (now_ms() > patience) {
            talk->outcome.hung = true;
            kill(-talk->group, SIGKILL);
        }
        keep_time(talk);
    } while (!have_ended(talk));
    return end(talk);
}
