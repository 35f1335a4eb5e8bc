#include "harm.h"

#include <fcntl.h>
#include <libpq-fe.h>
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

static void lock_tables(const char *url, bool deadlock, unsigned number)
{
    static const char *const modes[] = {"SHARE ROW EXCLUSIVE", "ACCESS EXCLUSIVE", "ROW EXCLUSIVE"};
    static const char *const tables[] = {"rows", "notes", "done", "parts"};
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

pid_t harm_begin(enum harm harm, const char *url, unsigned number)
{
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    if (harm == LOCK || harm == DEADLOCK)
        lock_tables(url, harm == DEADLOCK, number);
    if (harm == FULL)
        fill_disk(number);
    if (harm == STOP)
        execl("/bin/bash", "bash", "-c", "eval \"$RESTART\"", (char *)NULL);
    _exit(0);
}

void harm_end(pid_t pid)
{
    if (pid > 0)
        waitpid(pid, NULL, 0);
}
