#include "dialogue.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CANCEL_MS = 40, NOTICES = 2000, MOST_PRESSED = 40, PRESSED_MS = 10 };

/* --- Bytes -------------------------------------------------------------------------------- */

void dialogue_flush(struct server *s)
{
    for (size_t at = 0; s->fd >= 0 && at < s->n_out;) {
        ssize_t n = send(s->fd, s->out + at, s->n_out - at, MSG_NOSIGNAL);
        if (n <= 0)
            break;
        at += (size_t)n;
    }
    s->n_out = 0;
}

static void put(struct server *s, const void *bytes, size_t n)
{
    if (s->n_out + n > ROOM)
        dialogue_flush(s);
    memcpy(s->out + s->n_out, bytes, n);
    s->n_out += n;
}

static void put_message(struct server *s, char type, const void *body, size_t n)
{
    uint32_t length = (uint32_t)n + 4;
    const unsigned char head[] = {(unsigned char)type, (unsigned char)(length >> 24),
                                  (unsigned char)(length >> 16), (unsigned char)(length >> 8),
                                  (unsigned char)length};
    put(s, head, sizeof head);
    put(s, body, n);
}

uint32_t dialogue_number(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* --- What is said ------------------------------------------------------------------------- */

#define LITERAL(text) text, sizeof text /* its final zero belongs to it */
#define NOTICE        "SNOTICE\0VNOTICE\0C00000\0Mthis and that\0"
#define ERROR         "SERROR\0VERROR\0C22012\0Mtwisted\0"
#define FATAL         "SFATAL\0VFATAL\0C57P01\0Mtwisted\0"
#define CANCELLED     "SERROR\0VERROR\0C57014\0Mcancelled\0"

static void fail(struct server *s, const char *body, size_t n)
{
    put_message(s, 'E', body, n);
    s->skips = true;
    s->state = s->state == 'T' ? 'E' : s->state;
}

/* Another connection, if one comes soon: the request to cancel that it brings. */
static bool await_cancel(struct server *s)
{
    struct pollfd fd = {.fd = s->listening, .events = POLLIN};
    unsigned char request[16];
    dialogue_flush(s);
    if (poll(&fd, 1, CANCEL_MS) <= 0)
        return false;
    int other = accept(s->listening, NULL, NULL);
    bool cancels = recv(other, request, sizeof request, MSG_WAITALL) == sizeof request &&
                   dialogue_number(request + 4) == CANCEL_REQUEST;
    close(other);
    return cancels;
}

/* Presses Ctrl-C until the other side is gone; not for long. */
static bool await_end(struct server *s)
{
    bool gone = false;
    dialogue_flush(s);
    for (int i = 0; !gone && i < MOST_PRESSED; i++) {
        struct pollfd fd = {.fd = s->fd, .events = POLLRDHUP};
        kill(getpid(), SIGTERM);
        gone = poll(&fd, 1, PRESSED_MS) > 0;
    }
    return gone;
}

static void twist_before(struct server *s)
{
    if (s->twist == TWIST_NOTICES)
        for (int i = 0; i < NOTICES; i++)
            put_message(s, 'N', LITERAL(NOTICE));
    if (s->twist == TWIST_STATUS)
        put_message(s, 'S', LITERAL("is_superuser\0off"));
    if (s->twist == TWIST_NOTIFY)
        put_message(s, 'A', LITERAL("\0\0\0\1channel\0payload"));
}

/* Instead of the message. False: it is said all the same. */
static bool twist_away(struct server *s, char type, const void *body, size_t n)
{
    static const unsigned char huge[] = {'D', 0x7f, 0xff, 0xff, 0xff, 0, 1};
    static const unsigned char no_columns[] = {0, 0, 0};
    switch (s->twist) {
    case TWIST_CLOSE:
        break;
    case TWIST_HALF:
        put_message(s, type, body, n);
        s->n_out -= (n + 5) / 2;
        break;
    case TWIST_GARBAGE:
        put_message(s, '\1', "nonsense", 8);
        return true;
    case TWIST_HUGE:
        put(s, huge, sizeof huge);
        break;
    case TWIST_ERROR:
        fail(s, LITERAL(ERROR));
        return true;
    case TWIST_BARE:
        fail(s, LITERAL(""));
        return true;
    case TWIST_FATAL:
        put_message(s, 'E', LITERAL(FATAL));
        break;
    case TWIST_LEFT_OUT:
        return true;
    case TWIST_TWICE:
        put_message(s, type, body, n);
        return false;
    case TWIST_COPY_IN:
        put_message(s, 'G', no_columns, 3);
        s->copies = true;
        return true;
    case TWIST_COPY_OUT:
        put_message(s, 'H', no_columns, 3);
        return true;
    case TWIST_INTERRUPT:
        kill(getpid(), SIGTERM);
        s->seen.cancelled = await_cancel(s);
        if (s->seen.cancelled)
            fail(s, LITERAL(CANCELLED));
        return s->seen.cancelled;
    case TWIST_DEAF:
        s->seen.left = await_end(s);
        break;
    case TWIST_NONE:
    case TWIST_NOTICES:
    case TWIST_STATUS:
    case TWIST_NOTIFY:
    case TWISTS:
        return false;
    }
    s->closing = true;
    return true;
}

static void say(struct server *s, char type, const void *body, size_t n)
{
    if (s->closing)
        return;
    s->seen.messages++;
    if (type == 'C')
        s->seen.last_done = s->seen.messages;
    if (s->seen.messages == s->at) {
        s->seen.twisted = true;
        s->seen.type = type;
        twist_before(s);
        if (twist_away(s, type, body, n))
            return;
    }
    put_message(s, type, body, n);
}

/* --- What is done ------------------------------------------------------------------------- */

static bool begins(const char *sql, const char *word)
{
    return strncmp(sql, word, strlen(word)) == 0;
}

static bool has_rows(const char *sql)
{
    return begins(sql, "FETCH") || (strstr(sql, "SELECT") && !begins(sql, "DECLARE"));
}

static void describe(struct server *s)
{
    static const char column[] = "\0\1v\0\0\0\0\0\0\0\0\0\0\31\377\377\377\377\377\377\0\0";
    if (has_rows(s->sql))
        say(s, 'T', column, sizeof column - 1);
    else
        say(s, 'n', "", 0);
}

static void carry_out(struct server *s)
{
    const char *sql = s->sql;
    if (begins(sql, "COPY")) {
        say(s, 'G', "\0\0\0", 3);
        s->copies = true;
        return;
    }
    if (has_rows(sql))
        say(s, 'D', "\0\1\0\0\0\1t", 7);
    bool commits = begins(sql, "COMMIT") && s->state != 'E';
    if (!s->closing && !s->skips) {
        s->state = begins(sql, "BEGIN") || s->state == 'T' ? 'T' : s->state;
        s->seen.committed |= commits;
    }
    if (begins(sql, "COMMIT") || begins(sql, "ROLLBACK"))
        s->state = 'I';
    if (!s->skips)
        say(s, 'C', LITERAL("DONE 1"));
}

static void ready(struct server *s)
{
    s->skips = false;
    say(s, 'Z', &s->state, 1);
    dialogue_flush(s);
}

void dialogue_greet(struct server *s)
{
    say(s, 'R', "\0\0\0\0", 4);
    say(s, 'S',
        LITERAL("server_version\0"
                "15.0"));
    say(s, 'S', LITERAL("is_superuser\0on"));
    say(s, 'S', LITERAL("in_hot_standby\0off"));
    say(s, 'K', "\0\0\0\7\0\0\0\7", 8);
    ready(s);
}

/* Rows come until an end of them is said; marks among them are not heard (as by the real one). */
static void take_rows(struct server *s, char type)
{
    if (type != 'c' && type != 'f')
        return;
    s->copies = false;
    if (type == 'f')
        fail(s, LITERAL(CANCELLED));
    else
        say(s, 'C', LITERAL("COPY 1"));
    if (s->copies_alone)
        ready(s);
    dialogue_flush(s);
}

static void query(struct server *s, const unsigned char *body)
{
    snprintf(s->sql, sizeof s->sql, "%s", (const char *)body);
    if (has_rows(s->sql))
        describe(s);
    if (!s->skips)
        carry_out(s);
    s->copies_alone = s->copies;
    if (!s->copies)
        ready(s);
    dialogue_flush(s);
}

void dialogue_hear(struct server *s, char type, const unsigned char *body)
{
    if (s->copies) {
        take_rows(s, type);
        return;
    }
    if (s->skips && type != 'S' && type != 'Q' && type != 'X')
        return;
    switch (type) {
    case 'Q':
        query(s, body);
        break;
    case 'P':
        snprintf(s->sql, sizeof s->sql, "%s", (const char *)body + 1);
        say(s, '1', "", 0);
        break;
    case 'B':
        say(s, '2', "", 0);
        break;
    case 'D':
        describe(s);
        break;
    case 'E':
        carry_out(s);
        break;
    case 'S':
        ready(s);
        break;
    case 'H':
        dialogue_flush(s);
        break;
    case 'X':
        s->closing = true;
        break;
    default:
        break;
    }
}
