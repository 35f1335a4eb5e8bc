/*
 * Point reads and writes on some tables while a command runs:
 *
 *     load URL ROWS RATE CONNECTIONS NAME COMMAND...
 *
 * Requests come at a fixed rate, whatever became of those before them, and each counts from the
 * moment at which it was due, so that a pause is seen by all that it held up (no coordinated
 * omission). Prints one line, tab-separated: NAME, seconds that the command took, its exit status,
 * requests, and of their latencies in ms the median, p99, p99.9, the longest, and how many per cent
 * were over 100 ms; errors; how late this program itself was at most to send what was due on an idle
 * connection, in ms (the machine was busy: as much of the latencies says nothing of the server); and
 * what the request waited for that was seen waiting the longest, from LOOK_MS on. What is counted is
 * what was due from the command's start to a second after its end.
 */
#include <errno.h>
#include <libpq-fe.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WARM_UP_MS = 1000, AFTER_MS = 1000, LOOK_MS = 25, LOOK_EVERY_MS = 4 };

struct request {
    double due, late, latency; /* ms */
};

struct worker {
    pthread_t thread;
    PGconn *conn;
    const atomic_bool *over;
    double start, interval; /* ms */
    _Atomic double sent;    /* when, in ms; 0: nothing is under way */
    unsigned rows, seed;
    struct request *requests;
    size_t n, capacity;
    long errors;
};

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void sleep_until(double ms)
{
    double left = ms - now_ms();
    if (left <= 0)
        return;
    struct timespec t = {(time_t)(left / 1e3), (long)((left - 1e3 * (long)(left / 1e3)) * 1e6)};
    nanosleep(&t, NULL);
}

static void die(const char *what)
{
    fprintf(stderr, "load: %s\n", what);
    exit(2);
}

/*
 * What comes in; `busy` gets the most of it. The ids of each table begin with 1, those of `loose`
 * behind those of `parted`, a partition of which it may become. That has a quarter of busy's rows.
 */
static const struct {
    const char *name, *sql;
    unsigned share, behind, quarters, rows; /* of 16; quarters of busy's rows, and so many rows */
} statements[] = {
    {"read", "SELECT note FROM busy WHERE id = $1::integer", 5, 0, 4, 0},
    {"write", "UPDATE busy SET hits = hits + 1 WHERE id = $1::integer", 5, 0, 4, 0},
    {"read_ref", "SELECT id FROM ref WHERE id = $1::integer", 1, 0, 0, 1000},
    {"write_ref", "UPDATE ref SET hits = hits + 1 WHERE id = $1::integer", 1, 0, 0, 1000},
    {"read_parted", "SELECT note FROM parted WHERE id = $1::integer", 1, 0, 1, 1000},
    {"write_parted", "UPDATE parted SET hits = hits + 1 WHERE id = $1::integer", 1, 0, 1, 1000},
    {"read_loose", "SELECT note FROM loose WHERE id = $1::integer", 1, 1, 0, 1000},
    {"write_loose", "UPDATE loose SET hits = hits + 1 WHERE id = $1::integer", 1, 1, 0, 1000},
};
enum { STATEMENTS = sizeof statements / sizeof *statements };

static void request(struct worker *w)
{
    char id[16];
    const char *const parameters[] = {id};
    size_t which = 0;
    w->seed = w->seed * 1664525u + 1013904223u;
    for (unsigned left = w->seed >> 28; left >= statements[which].share; which++)
        left -= statements[which].share;
    unsigned quarter = w->rows / 4,
             rows = statements[which].quarters * quarter + statements[which].rows;
    unsigned row = (w->seed >> 4) % rows;
    if (w->seed >> 26 & 1) /* a thousandth of the rows gets half of all */
        row -= row % 1000;
    row -= row % 1000 == 999; /* every thousandth id is somebody else's */
    snprintf(id, sizeof id, "%u", statements[which].behind * quarter + row + 1);
    w->sent = now_ms();
    PGresult *r =
        PQexecPrepared(w->conn, statements[which].name, 1, parameters, NULL, NULL, 0);
    w->sent = 0;
    w->errors += PQresultStatus(r) != PGRES_TUPLES_OK && PQresultStatus(r) != PGRES_COMMAND_OK;
    PQclear(r);
}

static void *work(void *context)
{
    struct worker *w = context;
    double idle = 0;
    for (double due = w->start; !atomic_load(w->over); due += w->interval) {
        sleep_until(due);
        double late = now_ms() - (due > idle ? due : idle);
        request(w);
        idle = now_ms();
        if (w->n == w->capacity) {
            w->capacity = w->capacity ? w->capacity * 2 : 4096;
            w->requests = realloc(w->requests, w->capacity * sizeof *w->requests);
            if (!w->requests)
                die("out of memory");
        }
        w->requests[w->n++] = (struct request){due, late, idle - due};
    }
    return NULL;
}

static void open_connection(struct worker *w, const char *url)
{
    w->conn = PQconnectdb(url);
    PQclear(PQexec(w->conn, "SET synchronous_commit = off"));
    for (size_t i = 0; i < STATEMENTS; i++) {
        PGresult *r = PQprepare(w->conn, statements[i].name, statements[i].sql, 0, NULL);
        if (PQresultStatus(r) != PGRES_COMMAND_OK)
            die(PQerrorMessage(w->conn));
        PQclear(r);
    }
}

/* --- What they wait for ------------------------------------------------------------------- */

struct watcher {
    pthread_t thread;
    PGconn *conn;
    struct worker *workers;
    size_t n;
    const atomic_bool *over;
    double longest; /* of those that were looked at, so long under way: ms */
    char text[400];
};

static const char ask[] =
    "SELECT concat_ws(' ', coalesce(wait_event_type || ' ' || wait_event, state), '('"
    " || regexp_replace(query, '\\s+', ' ', 'g') || ')', 'behind: ' || (SELECT string_agg("
    "format('%s (%s)', left(regexp_replace(b.query, '\\s+', ' ', 'g'), 90),"
    " coalesce(b.wait_event, b.state)), ' and ') FROM pg_stat_activity b"
    " WHERE b.pid = ANY (pg_blocking_pids(a.pid)))) FROM pg_stat_activity a WHERE pid = $1::integer";

/* What is over by the time of the answer does not count. */
static void look(struct watcher *w, const struct worker *worker, double since)
{
    double age = now_ms() - since;
    char pid[16];
    const char *const parameters[] = {pid};
    snprintf(pid, sizeof pid, "%d", PQbackendPID(worker->conn));
    PGresult *r = PQexecParams(w->conn, ask, 1, NULL, parameters, NULL, NULL, 0);
    if (PQresultStatus(r) != PGRES_TUPLES_OK)
        die(PQerrorMessage(w->conn));
    if (worker->sent == since && PQntuples(r) > 0) {
        w->longest = age;
        snprintf(w->text, sizeof w->text, "%.0f ms seen: %s", age,
                 PQgetvalue(r, 0, 0));
    }
    PQclear(r);
}

static void *watch(void *context)
{
    struct watcher *w = context;
    for (; !atomic_load(w->over); sleep_until(now_ms() + LOOK_EVERY_MS)) {
        const struct worker *oldest = NULL;
        double since = now_ms() - (w->longest > LOOK_MS ? w->longest : LOOK_MS);
        for (size_t i = 0; i < w->n; i++) {
            double sent = w->workers[i].sent;
            if (sent > 0 && sent < since) {
                since = sent;
                oldest = &w->workers[i];
            }
        }
        if (oldest)
            look(w, oldest, since);
    }
    return NULL;
}

/* --- The command -------------------------------------------------------------------------- */

/* What it says goes to stderr. */
static int run(char **command)
{
    int status = 0;
    pid_t pid = fork();
    if (pid == 0) {
        dup2(STDERR_FILENO, STDOUT_FILENO);
        execvp(command[0], command);
        _exit(127);
    }
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void report(const char *name, double seconds, int status, const struct worker *workers,
                   size_t n, double from, double to, const char *waited)
{
    size_t count = 0, all = 0, late = 0;
    double lateness = 0;
    long errors = 0;
    for (size_t i = 0; i < n; i++)
        all += workers[i].n;
    double *latencies = calloc(all + 1, sizeof *latencies);
    if (!latencies)
        die("out of memory");
    for (size_t i = 0; i < n; i++) {
        errors += workers[i].errors;
        for (size_t j = 0; j < workers[i].n; j++) {
            const struct request *r = &workers[i].requests[j];
            if (r->due < from || r->due > to)
                continue;
            latencies[count++] = r->latency;
            late += r->latency > 100;
            lateness = r->late > lateness ? r->late : lateness;
        }
    }
    if (!count)
        die("no request was due");
    qsort(latencies, count, sizeof *latencies, by_size);
    printf("%s\t%.1f\t%d\t%zu\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%ld\t%.2f\t%s\n", name, seconds, status, count,
           latencies[count / 2], latencies[count * 99 / 100], latencies[count * 999 / 1000],
           latencies[count - 1], 100.0 * (double)late / (double)count, errors,
           lateness, waited);
    free(latencies);
}

static void start_thread(pthread_t *thread, void *run(void *), void *context)
{
    if (pthread_create(thread, NULL, run, context))
        die("no thread");
}

int main(int argc, char **argv)
{
    if (argc < 7)
        die("load URL ROWS RATE CONNECTIONS NAME COMMAND...");
    size_t n = (size_t)atoi(argv[4]);
    struct worker *workers = calloc(n, sizeof *workers);
    atomic_bool over = false;
    struct watcher watcher = {
        .conn = PQconnectdb(argv[1]), .workers = workers, .n = n, .over = &over};
    for (size_t i = 0; workers && i < n; i++) {
        workers[i] = (struct worker){
            .over = &over, .rows = (unsigned)atoi(argv[2]), .seed = (unsigned)i * 7919 + 17};
        open_connection(&workers[i], argv[1]);
    }
    double start = now_ms() + 20, interval = 1e3 * (double)n / atof(argv[3]);
    for (size_t i = 0; workers && i < n; i++) {
        workers[i].start = start + interval * (double)i / (double)n;
        workers[i].interval = interval;
        start_thread(&workers[i].thread, work, &workers[i]);
    }
    sleep_until(start + WARM_UP_MS);
    start_thread(&watcher.thread, watch, &watcher);
    double from = now_ms();
    int status = run(argv + 6);
    double end = now_ms();
    sleep_until(end + AFTER_MS);
    atomic_store(&over, true);
    pthread_join(watcher.thread, NULL);
    for (size_t i = 0; i < n; i++) {
        pthread_join(workers[i].thread, NULL);
        PQfinish(workers[i].conn);
    }
    PQfinish(watcher.conn);
    report(argv[5], (end - from) / 1e3, status, workers, n, from, end + AFTER_MS, watcher.text);
    for (size_t i = 0; i < n; i++)
        free(workers[i].requests);
    free(workers);
    return 0;
}
