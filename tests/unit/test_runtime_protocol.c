/*
 * runtime/: a server that does not do what it should, at each of its messages, and calls of libpq
 * and for memory that fail, each in turn. Whatever happens: it ends, it is not called done what is
 * not, and there are words for it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "runtime/run/lock.h"
#include "runtime/server/meter.h"
#include "runtime/server/session.h"
#include "tests/faults/faults.h"
#include "tests/faults/server.h"

/* --- A run -------------------------------------------------------------------------------- */

enum { COPIED = 600000, LONGEST_S = 20 };

struct run {
    const char *url, *rows;
    PGconn *conn;
    struct mg_interrupt interrupt;
    struct mg_error error;
};

static void hear_nothing(void *context, size_t sent)
{
    (void)context, (void)sent;
}

static void hear_no_event(void *context, const struct mg_event *event)
{
    (void)context, (void)event;
}

/* No notice of libpq's or the server's on stderr. */
static void hear_no_notice(void *context, const PGresult *notice)
{
    (void)context, (void)notice;
}

static bool connects(struct run *r)
{
    r->conn = mg_connect(r->url, &r->error);
    if (r->conn)
        PQsetNoticeReceiver(r->conn, hear_no_notice, NULL);
    return r->conn && mg_command(r->conn, "BEGIN", &r->error);
}

static bool asks(struct run *r)
{
    const char *const values[] = {"one", NULL};
    bool pooled;
    PGresult *result = mg_ask(r->conn, "SELECT $1, $2", values, 2, &r->interrupt, &r->error);
    PQclear(result);
    return result && mg_is_pooled(r->conn, &pooled, &r->error);
}

static bool sends(struct run *r)
{
    static const char *const texts[] = {"SET LOCAL a = 1", "SELECT 1", "INSERT 1", "INSERT 2"};
    struct mg_meter meter = {0};
    size_t done = 0;
    if (!mg_meter_make(&meter, 1, 2))
        return mg_fail_memory(&r->error);
    meter.precise = true;
    meter.entry = 1;
    done = mg_send(r->conn, texts, 4, &r->interrupt, &meter, &r->error);
    mg_meter_free(&meter);
    return done == 4;
}

static bool sends_values(struct run *r)
{
    static const char *const values[] = {"1", NULL};
    static const struct mg_bound bound[] = {{"INSERT 3", values, 2}, {"SELECT 3", values, 1}};
    PGresult *last = NULL;
    size_t done = mg_send_bound(r->conn, bound, 2, &last, &r->interrupt, NULL, &r->error);
    PQclear(last);
    return done == 2;
}

static bool copies(struct run *r)
{
    long long copied;
    return mg_copy_in(r->conn, "COPY t FROM stdin", r->rows, COPIED, &copied, hear_nothing, NULL,
                      &r->interrupt, &r->error);
}

/* The server talks to one after the other. */
static bool locks(struct run *r)
{
    PQfinish(r->conn);
    r->conn = NULL;
    const struct mg_listener listener = {hear_no_event, NULL};
    PGconn *lock = mg_lock(r->url, NULL, 0, &listener, &r->interrupt, &r->error);
    bool good = lock && mg_lock_holds(lock, &r->error);
    PQfinish(lock);
    return good;
}

/* As the runner has it: what is open is taken back, if that can be. */
static bool goes(struct run *r)
{
    struct mg_error ignored = {0};
    bool good = connects(r) && asks(r) && sends(r) && asks(r) && sends_values(r) && asks(r) &&
                copies(r) && mg_command(r->conn, "COMMIT", &r->error) && locks(r);
    if (!good && r->conn && PQstatus(r->conn) == CONNECTION_OK)
        mg_command(r->conn, "ROLLBACK", &ignored);
    mg_error_free(&ignored);
    return good;
}

/*
 * What this server says makes libpq forget a result that it has begun (getCopyStart does, for one).
 * Leaks of ours are found where servers are real.
 */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:PQmakeEmptyPGresult\n";
}

struct outcome {
    bool good, spoken; /* there is an error, with words */
    bool came;         /* what was to fail */
    char words[120];
    struct seen seen;
};

/* Standard error, where failures say where they are, is not for tests that try all of them. */
static struct outcome run(struct server *server, const char *rows, enum fault fault, long at)
{
    struct run r = {.url = server_url(server), .rows = rows};
    int before = dup(STDERR_FILENO), nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(nowhere, STDERR_FILENO);
    mg_interrupt_listen(&r.interrupt);
    alarm(LONGEST_S);
    fault_set(fault, at);
    struct outcome outcome = {.good = goes(&r)};
    outcome.came = fault_came(fault);
    fault_set(fault, 0);
    PQfinish(r.conn);
    alarm(0);
    mg_interrupt_done(&r.interrupt);
    dup2(before, STDERR_FILENO);
    close(before);
    close(nowhere);
    outcome.spoken = r.error.code != MG_OK && (fault == FAULT_MEMORY || r.error.message.n > 0);
    if (outcome.spoken && !mg_buf_failed(&r.error.message))
        snprintf(outcome.words, sizeof outcome.words, "%s", mg_buf_text(&r.error.message));
    mg_error_free(&r.error);
    return outcome;
}

/* --- Tests -------------------------------------------------------------------------------- */

struct fixture {
    struct server *server;
    char *rows;
};

static int set_up(void **state)
{
    struct fixture *f = test_calloc(1, sizeof *f);
    f->server = server_start(false);
    f->rows = test_malloc(COPIED);
    memset(f->rows, 'x', COPIED);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    server_stop(f->server);
    test_free(f->rows);
    test_free(f);
    return 0;
}

static struct outcome run_twisted(const struct fixture *f, enum twist twist, int at)
{
    server_twist(f->server, twist, at);
    struct outcome outcome = run(f->server, f->rows, FAULT_LIBPQ, 0);
    outcome.seen = server_twist(f->server, TWIST_NONE, 0);
    return outcome;
}

static void a_server_that_does_as_it_should(void **state)
{
    struct outcome outcome = run_twisted(*state, TWIST_NONE, 0);
    assert_true(outcome.good);
    assert_true(outcome.seen.committed);
    assert_true(outcome.seen.messages > 50);
}

static const struct {
    const char *name;
    bool harmless, harmful; /* nothing comes of it; it is an error; neither: either */
} twists[TWISTS] = {
    [TWIST_NOTICES] = {"notices", .harmless = true},
    [TWIST_STATUS] = {"a setting", .harmless = true},
    [TWIST_NOTIFY] = {"a notification", .harmless = true},
    [TWIST_CLOSE] = {"the end", .harmful = true},
    [TWIST_HALF] = {"half of it", .harmful = true},
    [TWIST_GARBAGE] = {"garbage"}, /* libpq skips it */
    [TWIST_HUGE] = {"a huge message", .harmful = true},
    [TWIST_ERROR] = {"an error", .harmful = true},
    [TWIST_BARE] = {"an error without words", .harmful = true},
    [TWIST_FATAL] = {"a fatal error", .harmful = true},
    [TWIST_LEFT_OUT] = {"nothing"},
    [TWIST_TWICE] = {"it twice"},
    [TWIST_COPY_IN] = {"that rows are to come"},
    [TWIST_COPY_OUT] = {"that rows come"},
};

static void whatever_a_server_says_ends(void **state)
{
    struct seen undisturbed = run_twisted(*state, TWIST_NONE, 0).seen;
    for (int twist = TWIST_NONE + 1; twist < TWIST_INTERRUPT; twist++)
        for (int at = 1; at <= undisturbed.messages; at++) {
            struct outcome now = run_twisted(*state, (enum twist)twist, at);
            bool right = now.seen.twisted && (now.good ? now.seen.committed : now.spoken);
            /* Before it has asked who is there, a server says nothing. */
            right = right && (now.good || now.seen.type == 'R' || !twists[twist].harmless);
            /* What was said before the mark counts without it. */
            bool harmful = twists[twist].harmful && now.seen.type != 'Z';
            right = right && (!now.good || !harmful || at >= undisturbed.last_done);
            if (!right)
                fail_msg("%s at message %d of %d: %s, %s, %s", twists[twist].name, at,
                         undisturbed.messages, now.good ? "called done" : "failed", now.words,
                         now.seen.committed ? "committed" : "not committed");
        }
}

static void try_each(const struct fixture *f, enum fault fault, long least)
{
    bool over = false;
    long at;
    for (at = 1; !over; at++) {
        server_twist(f->server, TWIST_NONE, 0);
        struct outcome now = run(f->server, f->rows, fault, at);
        now.seen = server_twist(f->server, TWIST_NONE, 0);
        if (now.good ? !now.seen.committed : !now.spoken)
            fail_msg("call %ld that fails (%d): %s, %s, %s", at, (int)fault,
                     now.good ? "called done" : "failed", now.words,
                     now.seen.committed ? "committed" : "not committed");
        over = !now.came;
    }
    assert_in_range(at, least, 100000);
}

/* Where it is listened to: not while a connection is made or a short statement runs. */
static void the_statement_that_runs_is_cancelled(void **state)
{
    struct seen undisturbed = run_twisted(*state, TWIST_NONE, 0).seen;
    int cancelled = 0;
    for (int at = 1; at <= undisturbed.messages; at++) {
        struct outcome now = run_twisted(*state, TWIST_INTERRUPT, at);
        cancelled += now.seen.cancelled;
        assert_false(now.good && now.seen.cancelled);
    }
    assert_in_range(cancelled, 10, undisturbed.messages);
}

static void who_presses_again_and_again_gets_out(void **state)
{
    struct seen undisturbed = run_twisted(*state, TWIST_NONE, 0).seen;
    int left = 0;
    for (int at = 1; at <= undisturbed.messages; at++) {
        struct outcome now = run_twisted(*state, TWIST_DEAF, at);
        left += now.seen.left;
        assert_true(now.good || now.spoken);
    }
    assert_in_range(left, 10, undisturbed.messages);
}

static void each_call_of_libpq_that_fails_ends(void **state)
{
    try_each(*state, FAULT_LIBPQ, 40);
}

static void each_answer_that_is_lost_ends(void **state)
{
    try_each(*state, FAULT_UNHEARD, 15);
}

static void each_call_for_memory_that_fails_ends(void **state)
{
    try_each(*state, FAULT_MEMORY, 3);
}

static int option(const PGconn *conn, int level, int name)
{
    int value = -1;
    socklen_t n = sizeof value;
    assert_int_equal(getsockopt(PQsocket(conn), level, name, &value, &n), 0);
    return value;
}

/* Nothing that is sent is acknowledged, or nothing comes for long. */
static void a_network_that_goes_silent_is_noticed(void **state)
{
    (void)state;
    struct server *server = server_start(true);
    struct mg_error error = {0};
    PGconn *conn = mg_connect(server_url(server), &error);
    assert_non_null(conn);
    assert_int_equal(option(conn, SOL_SOCKET, SO_KEEPALIVE), 1);
    int idle = option(conn, IPPROTO_TCP, TCP_KEEPIDLE);
    int more = option(conn, IPPROTO_TCP, TCP_KEEPINTVL) * option(conn, IPPROTO_TCP, TCP_KEEPCNT);
    assert_in_range(idle + more, 10, 60);
    assert_in_range(option(conn, IPPROTO_TCP, TCP_USER_TIMEOUT), 10000, 60000);
    PQfinish(conn);
    server_stop(server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_server_that_does_as_it_should),
        cmocka_unit_test(whatever_a_server_says_ends),
        cmocka_unit_test(the_statement_that_runs_is_cancelled),
        cmocka_unit_test(who_presses_again_and_again_gets_out),
        cmocka_unit_test(each_call_of_libpq_that_fails_ends),
        cmocka_unit_test(each_answer_that_is_lost_ends),
        cmocka_unit_test(each_call_for_memory_that_fails_ends),
        cmocka_unit_test(a_network_that_goes_silent_is_noticed),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
