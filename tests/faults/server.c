#include "server.h"

#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "dialogue.h"

enum { SILENCE_MS = 15, CONTROL_REQUEST = 4711 }; /* a request of our own */

/* What was seen is told, and begins anew. */
static void control(struct server *s)
{
    send(s->fd, &s->seen, sizeof s->seen, MSG_NOSIGNAL);
    s->seen = (struct seen){0};
    s->closing = true;
}

/* A message that is whole is heard, and dropped. */
static bool hear_one(struct server *s, bool *greeted)
{
    size_t head = *greeted ? 1 : 0;
    if (s->n_in < head + 4 || s->n_in < head + dialogue_number(s->in + head))
        return false;
    size_t n = head + dialogue_number(s->in + head);
    if (*greeted)
        dialogue_hear(s, (char)s->in[0], s->in + 5);
    else if (dialogue_number(s->in + 4) == CONTROL_REQUEST)
        control(s);
    else if (dialogue_number(s->in + 4) == CANCEL_REQUEST)
        s->closing = true; /* it comes too late */
    else
        dialogue_greet(s);
    *greeted = true;
    memmove(s->in, s->in + n, s->n_in - n);
    s->n_in -= n;
    return true;
}

static void serve(struct server *s)
{
    bool greeted = false;
    s->n_in = s->n_out = 0;
    s->state = 'I';
    s->skips = s->copies = s->copies_alone = s->closing = false;
    while (!s->closing) {
        struct pollfd fd = {.fd = s->fd, .events = POLLIN};
        if (poll(&fd, 1, s->seen.twisted && s->twist >= TWIST_CLOSE ? SILENCE_MS : -1) <= 0)
            break;
        ssize_t n = recv(s->fd, s->in + s->n_in, ROOM - s->n_in, 0);
        if (n <= 0)
            break;
        s->n_in += (size_t)n;
        while (!s->closing && hear_one(s, &greeted))
            ;
    }
    dialogue_flush(s);
}

static void *run(void *context)
{
    struct server *s = context;
    while ((s->fd = accept(s->listening, NULL, NULL)) >= 0) {
        serve(s);
        close(s->fd);
    }
    return NULL;
}

union address {
    struct sockaddr any;
    struct sockaddr_un file;
    struct sockaddr_in tcp;
};

static socklen_t address_of(const struct server *s, union address *address)
{
    if (s->tcp) {
        address->tcp = (struct sockaddr_in){.sin_family = AF_INET,
                                            .sin_port = htons((uint16_t)s->port),
                                            .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        return sizeof address->tcp;
    }
    address->file = (struct sockaddr_un){.sun_family = AF_UNIX};
    snprintf(address->file.sun_path, sizeof address->file.sun_path, "%s/.s.PGSQL.5432",
             s->directory);
    return sizeof address->file;
}

static void find_port(struct server *s)
{
    union address address;
    socklen_t n = sizeof address;
    if (s->tcp && getsockname(s->listening, &address.any, &n) == 0)
        s->port = ntohs(address.tcp.sin_port);
}

/* Signals are for whoever talks to it. */
static void begin(struct server *s)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    if (pthread_create(&s->thread, NULL, run, s) != 0)
        abort();
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

struct server *server_start(bool tcp)
{
    struct server *s = calloc(1, sizeof *s);
    union address address;
    if (!s)
        abort();
    *s = (struct server){.tcp = tcp, .directory = "/tmp/server-XXXXXX", .port = 0};
    if (!mkdtemp(s->directory))
        abort();
    socklen_t n = address_of(s, &address);
    s->listening = socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(s->listening, &address.any, n) != 0 || listen(s->listening, 8) != 0)
        abort();
    find_port(s);
    snprintf(s->url, sizeof s->url,
             "host=%s port=%d dbname=d user=u sslmode=disable"
             " gssencmode=disable",
             tcp ? "127.0.0.1" : s->directory, tcp ? s->port : 5432);
    begin(s);
    return s;
}

void server_stop(struct server *s)
{
    union address address;
    address_of(s, &address);
    shutdown(s->listening, SHUT_RDWR);
    pthread_join(s->thread, NULL);
    close(s->listening);
    if (!s->tcp)
        unlink(address.file.sun_path);
    rmdir(s->directory);
    free(s);
}

const char *server_url(const struct server *s)
{
    return s->url;
}

/* By a connection: those before it have been served then. */
struct seen server_twist(struct server *s, enum twist twist, int at)
{
    const unsigned char request[] = {0, 0, 0, 8, 0, 0, CONTROL_REQUEST >> 8, CONTROL_REQUEST & 255};
    union address address;
    socklen_t n = address_of(s, &address);
    struct seen seen;
    int fd = socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(fd, &address.any, n) != 0 ||
        send(fd, request, sizeof request, MSG_NOSIGNAL) != sizeof request ||
        recv(fd, &seen, sizeof seen, MSG_WAITALL) != sizeof seen)
        abort();
    s->twist = twist;
    s->at = at;
    close(fd);
    return seen;
}
