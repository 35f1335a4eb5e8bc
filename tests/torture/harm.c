#include "harm.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void rest(long ms)
{
    nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}, NULL);
}

/* Locks a table if it is there. */
static void lock(PGconn *conn, const char *table, const char *mode)
{
    char sql[300];
    snprintf(
        sql, sizeof sql,
        "DO $$BEGIN IF to_regclass('%s') IS NOT NULL THEN LOCK TABLE %s IN %s MODE; END IF; END$$",
        table, table, mode);
    PQclear(PQexec(conn, sql));
}

static const char *const tables[] = {"rows", "notes", "done", "parts"};
static const char *const modes[] = {"SHARE ROW EXCLUSIVE", "ACCESS EXCLUSIVE", "ROW EXCLUSIVE"};

static void lock_tables(const char *url, bool deadlock, unsigned number)
{
    const char *mode = modes[number % 3];
    PGconn *conn = PQconnectdb(url);
    PQclear(PQexec(conn, "BEGIN"));
    lock(conn, tables[number / 3 % 4], mode);
    rest(deadlock ? 5 : 60 + number % 100);
    if (deadlock) {
        lock(conn, tables[(number / 3 + 1 + number % 2) % 4], mode);
        rest(5);
    }
    PQclear(PQexec(conn, "COMMIT"));
    PQfinish(conn);
}

static void fill_disk(unsigned number)
{
    const char *flag = getenv("DISK_FULL");
    int fd = open(flag, O_CREAT | O_WRONLY | O_CLOEXEC, 0644);
    rest(10 + number % 200);
    close(fd);
    unlink(flag);
}

/* Rows that change and stay what they are; what they were touched by is not told apart. */
static void lock_rows(PGconn *conn, unsigned number)
{
    char sql[200];
    snprintf(sql, sizeof sql, "SELECT FROM rows WHERE id %% 50 = %u FOR UPDATE", number % 50);
    PQclear(PQexec(conn, sql));
}

/* Until it is ended, or the server does not answer. */
static void make_traffic(const char *url, unsigned number)
{
    PGconn *conn = PQconnectdb(url);
    while (PQstatus(conn) == CONNECTION_OK) {
        number = number * 1664525u + 1013904223u;
        unsigned dice = number >> 8;
        PQclear(PQexec(conn, "BEGIN"));
        lock(conn, tables[dice % 4], modes[dice / 4 % 3]);
        rest(dice / 12 % 12);
        lock_rows(conn, dice);
        lock(conn, tables[dice / 36 % 4], modes[dice / 144 % 3]);
        PQclear(PQexec(conn, "COMMIT"));
        rest(10 + dice % 60);
    }
    PQfinish(conn);
}

/* One session at a time, whoever it is of, about twenty of them. */
static void hunt(const char *url, unsigned number)
{
    static const char shot[] =
        "SELECT CASE WHEN random() < 0.3 THEN pg_cancel_backend(pid) ELSE pg_terminate_backend(pid)"
        " END FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        " ORDER BY random() LIMIT 1";
    PGconn *conn = PQconnectdb(url);
    for (unsigned i = 0; i < 4 + number % 20; i++) {
        number = number * 1664525u + 1013904223u;
        PQclear(PQexec(conn, shot));
        rest(number >> 8 & 63);
    }
    PQfinish(conn);
}

pid_t harm_begin(enum harm harm, const char *url, unsigned number)
{
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    if (harm == LOCK || harm == DEADLOCK)
        lock_tables(url, harm == DEADLOCK, number);
    if (harm == TRAFFIC)
        make_traffic(url, number);
    if (harm == HUNT)
        hunt(url, number);
    if (harm == FULL)
        fill_disk(number);
    if (harm == STOP)
        execl("/bin/bash", "bash", "-c", "eval \"$RESTART\"", (char *)NULL);
    _exit(0);
}

void harm_end(pid_t pid, enum harm harm)
{
    if (pid <= 0)
        return;
    if (harm == TRAFFIC)
        kill(pid, SIGTERM);
    waitpid(pid, NULL, 0);
}
