/*
 * Point reads and writes on some tables while a command runs:
 *
 *     load URL ROWS RATE CONNECTIONS NAME COMMAND...
 *
 * Requests come at a fixed rate, whatever became of those before them, and each counts from the
 * moment at which it was due, so that a pause is seen by all that it held up (no coordinated
 * omission). Prints one line, tab-separated: NAME, seconds that the command took, its exit status,
 * requests, and of their latencies in ms the median, p99, p99.9, the longest, and how many per cent
 * were over 100 ms; errors. What is counted is what was due from the command's start to a second
 * after its end.
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

enum { WARM_UP_MS = 1000, AFTER_MS = 1000 };

struct request {
    double due, latency; /* ms */
};

struct worker {
    pthread_t thread;
    PGconn *conn;
    const atomic_bool *over;
    double start, interval; /* ms */
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

/* What comes in; `busy` gets the most of it. The ids of each table begin with 1. */
static const struct {
    const char *name, *sql;
    unsigned share, rows; /* of 16; 0: as many as busy has */
} statements[] = {
    {"read", "SELECT note FROM busy WHERE id = $1::integer", 6, 0},
    {"write", "UPDATE busy SET hits = hits + 1 WHERE id = $1::integer", 6, 0},
    {"read_ref", "SELECT id FROM ref WHERE id = $1::integer", 1, 1000},
    {"write_ref", "UPDATE ref SET hits = hits + 1 WHERE id = $1::integer", 1, 1000},
    {"read_parted", "SELECT note FROM parted WHERE id = $1::integer", 1, 1000},
    {"write_parted", "UPDATE parted SET hits = hits + 1 WHERE id = $1::integer", 1, 1000},
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
    snprintf(id, sizeof id, "%u",
             (w->seed >> 8) % (statements[which].rows ? statements[which].rows : w->rows) + 1);
    PGresult *r =
        PQexecPrepared(w->conn, statements[which].name, 1, parameters, NULL, NULL, 0);
    w->errors += PQresultStatus(r) != PGRES_TUPLES_OK && PQresultStatus(r) != PGRES_COMMAND_OK;
    PQclear(r);
}

static void *work(void *context)
{
    struct worker *w = context;
    for (double due = w->start; !atomic_load(w->over); due += w->interval) {
        sleep_until(due);
        request(w);
        if (w->n == w->capacity) {
            w->capacity = w->capacity ? w->capacity * 2 : 4096;
            w->requests = realloc(w->requests, w->capacity * sizeof *w->requests);
            if (!w->requests)
                die("out of memory");
        }
        w->requests[w->n++] = (struct request){due, now_ms() - due};
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

/* What the command says goes to stderr. */
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
                   size_t n, double from, double to)
{
    size_t count = 0, all = 0, late = 0;
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
        }
    }
    if (!count)
        die("no request was due");
    qsort(latencies, count, sizeof *latencies, by_size);
    printf("%s\t%.1f\t%d\t%zu\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%ld\n", name, seconds, status, count,
           latencies[count / 2], latencies[count * 99 / 100], latencies[count * 999 / 1000],
           latencies[count - 1], 100.0 * (double)late / (double)count, errors);
    free(latencies);
}

int main(int argc, char **argv)
{
    if (argc < 7)
        die("load URL ROWS RATE CONNECTIONS NAME COMMAND...");
    size_t n = (size_t)atoi(argv[4]);
    struct worker *workers = calloc(n, sizeof *workers);
    atomic_bool over = false;
    double start = now_ms() + 200, interval = 1e3 * (double)n / atof(argv[3]);
    for (size_t i = 0; workers && i < n; i++) {
        workers[i] = (struct worker){.over = &over,
                                     .start = start + interval * (double)i / (double)n,
                                     .interval = interval,
                                     .rows = (unsigned)atoi(argv[2]),
                                     .seed = (unsigned)i * 7919 + 17};
        open_connection(&workers[i], argv[1]);
    }
    for (size_t i = 0; i < n; i++)
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i]))
            die("no thread");
    sleep_until(start + WARM_UP_MS);
    double from = now_ms();
    int status = run(argv + 6);
    double end = now_ms();
    sleep_until(end + AFTER_MS);
    atomic_store(&over, true);
    for (size_t i = 0; i < n; i++) {
        pthread_join(workers[i].thread, NULL);
        PQfinish(workers[i].conn);
    }
    report(argv[5], (end - from) / 1e3, status, workers, n, from, end + AFTER_MS);
    for (size_t i = 0; i < n; i++)
        free(workers[i].requests);
    free(workers);
    return 0;
}
