#include "interrupt.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum { IDLE_MS = 250 };

void mg_interrupt_listen(struct mg_interrupt *interrupt)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    interrupt->came = false;
    interrupt->fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    interrupt->listens = interrupt->fd >= 0;
    if (interrupt->listens)
        sigprocmask(SIG_BLOCK, &set, &interrupt->before);
}

void mg_interrupt_done(struct mg_interrupt *interrupt)
{
    if (!interrupt->listens)
        return;
    mg_interrupt_came(interrupt);
    close(interrupt->fd);
    sigprocmask(SIG_SETMASK, &interrupt->before, NULL);
    interrupt->listens = false;
}

/* Takes the signals that are waiting. */
static bool take(struct mg_interrupt *interrupt)
{
    struct signalfd_siginfo info;
    bool any = false;
    while (interrupt->listens && read(interrupt->fd, &info, sizeof info) == sizeof info)
        any = interrupt->came = true;
    return any;
}

bool mg_interrupt_came(struct mg_interrupt *interrupt)
{
    take(interrupt);
    return interrupt->came;
}

static void cancel(PGconn *conn)
{
    char ignored[256];
    PGcancel *handle = PQgetCancel(conn);
    if (handle)
        PQcancel(handle, ignored, sizeof ignored);
    PQfreeCancel(handle);
}

void mg_interrupt_await(struct mg_interrupt *interrupt, PGconn *conn, const char *statement)
{
    while (interrupt->listens && PQisBusy(conn) && PQsocket(conn) >= 0) {
        struct pollfd fds[] = {{.fd = PQsocket(conn), .events = POLLIN},
                               {.fd = interrupt->fd, .events = POLLIN}};
        bool quiet = poll(fds, 2, IDLE_MS) == 0;
        if (quiet && interrupt->idle)
            interrupt->idle(interrupt->context, conn, statement);
        if (take(interrupt))
            cancel(conn);
        /* Also when all is quiet: what TLS has read ahead no poll tells of. */
        if ((quiet || fds[0].revents) && !PQconsumeInput(conn))
            return;
    }
}
