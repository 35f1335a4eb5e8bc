#include "interrupt.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../base/clock.h"

enum { IDLE_MS = 250, CANCEL_S = 10, UNANSWERED_MS = 4000, ENOUGH = 3, MOST_FILES = 1024 };

/* Ctrl-C, SIGTERM, and a terminal that goes away, unless (nohup) that does not matter. */
static void choose_signals(sigset_t *set)
{
    struct sigaction hangup;
    sigemptyset(set);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGTERM);
    if (sigaction(SIGHUP, NULL, &hangup) == 0 && hangup.sa_handler != SIG_IGN)
        sigaddset(set, SIGHUP);
}

/* Nobody reads what is printed any more: the run hears of that as an error, and is not ended by it.
 */
static void choose_pipe(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGPIPE);
}

void mg_interrupt_listen(struct mg_interrupt *interrupt)
{
    sigset_t set, pipe;
    choose_signals(&set);
    choose_pipe(&pipe);
    interrupt->came = false;
    interrupt->times = 0;
    interrupt->fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    interrupt->listens = interrupt->fd >= 0;
    if (!interrupt->listens)
        return;
    sigprocmask(SIG_BLOCK, &set, &interrupt->before);
    sigprocmask(SIG_BLOCK, &pipe, NULL);
}

void mg_interrupt_done(struct mg_interrupt *interrupt)
{
    if (!interrupt->listens)
        return;
    sigset_t pipe;
    choose_pipe(&pipe);
    mg_interrupt_came(interrupt);
    close(interrupt->fd);
    bool broken = sigtimedwait(&pipe, NULL, &(struct timespec){0}) == SIGPIPE;
    sigprocmask(SIG_SETMASK, &interrupt->before, NULL);
    if (broken) /* what there is to say of it would be printed there, too */
        sigprocmask(SIG_BLOCK, &pipe, NULL);
    interrupt->listens = false;
}

/* Takes the signals that are waiting. */
static bool take(struct mg_interrupt *interrupt)
{
    struct signalfd_siginfo info;
    int before = interrupt->times;
    while (interrupt->listens && read(interrupt->fd, &info, sizeof info) == sizeof info)
        interrupt->times++;
    interrupt->came |= interrupt->times > 0;
    return interrupt->times > before;
}

bool mg_interrupt_came(struct mg_interrupt *interrupt)
{
    take(interrupt);
    return interrupt->came;
}

/* In a process of its own, with none of the connections: nobody would notice the end of one. */
static void cancel_and_exit(PGcancel *handle)
{
    char ignored[256];
    for (int fd = 3; fd < MOST_FILES; fd++)
        close(fd);
    alarm(CANCEL_S);
    PQcancel(handle, ignored, sizeof ignored);
    _exit(0);
}

/* PQcancel waits for the server to hang up. Who presses Ctrl-C again is heard meanwhile. */
static void cancel(PGconn *conn)
{
    PGcancel *handle = PQgetCancel(conn);
    pid_t child = handle ? fork() : -1;
    if (child == 0) {
        if (fork() == 0)
            cancel_and_exit(handle);
        _exit(0); /* so that nobody has to wait for the other one */
    }
    if (child > 0)
        waitpid(child, NULL, 0);
    PQfreeCancel(handle);
}

static void take_back(struct mg_interrupt *interrupt, PGconn *conn)
{
    if (interrupt->times < ENOUGH)
        cancel(conn);
    else
        shutdown(PQsocket(conn), SHUT_RDWR);
}

/* Whether one is kept back that whoever listens has not heard yet. */
static bool is_kept_back(void)
{
    sigset_t set;
    return sigpending(&set) == 0 &&
           (sigismember(&set, SIGINT) || sigismember(&set, SIGTERM) || sigismember(&set, SIGHUP));
}

/*
 * For whom the signals are not: he leaves them where they are, and how often there was one is not
 * told. A statement that is not taken back within a while is of a server that is not heard any
 * more.
 */
static void overhear(struct mg_interrupt *interrupt, PGconn *conn)
{
    for (int rounds = 0; PQisBusy(conn) && PQsocket(conn) >= 0;) {
        struct pollfd fd = {.fd = PQsocket(conn), .events = POLLIN};
        if (poll(&fd, 1, IDLE_MS) == 0 && is_kept_back()) {
            interrupt->came = true;
            if (rounds++ == 0)
                cancel(conn);
            else if (rounds * IDLE_MS > UNANSWERED_MS)
                shutdown(PQsocket(conn), SHUT_RDWR);
        }
        if (!PQconsumeInput(conn))
            return;
    }
}

/* One after the other is cancelled; of a server that answers to none it is heard no more. */
static bool is_unanswered(double since)
{
    return since > 0 && mg_now_ms() - since > UNANSWERED_MS;
}

void mg_interrupt_await(struct mg_interrupt *interrupt, PGconn *conn, const char *statement)
{
    double since = 0; /* when it was first to be cancelled */
    if (!interrupt->listens)
        overhear(interrupt, conn);
    while (interrupt->listens && PQisBusy(conn) && PQsocket(conn) >= 0) {
        struct pollfd fds[] = {{.fd = PQsocket(conn), .events = POLLIN},
                               {.fd = interrupt->fd, .events = POLLIN}};
        bool quiet = poll(fds, 2, IDLE_MS) == 0;
        if (quiet && interrupt->idle && !interrupt->came)
            interrupt->idle(interrupt->context, conn, statement);
        if (take(interrupt)) {
            take_back(interrupt, conn);
            since = since > 0 ? since : mg_now_ms();
        } else if (is_unanswered(since)) {
            shutdown(PQsocket(conn), SHUT_RDWR);
        }
        /* Also when all is quiet: what TLS has read ahead no poll tells of. */
        if ((quiet || fds[0].revents) && !PQconsumeInput(conn))
            return;
    }
}
