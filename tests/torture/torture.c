/*
 * Runs migrations and disturbs them, one harm a run, and sees whether the same command then ends
 * where an undisturbed run ends.
 *
 *     torture SERVER PROXY MIGRATE SEED HARMS DUMPS FROM:TO...
 *
 * SERVER and PROXY are directories of sockets. For each FROM:TO there is a database at_FROM to
 * start with; HARMS runs there and as many back are disturbed (0: one at every message, with each
 * harm). Of every DUMPS-th the schema is compared by pg_dump, too. Prints a line for each FROM:TO
 * in each direction, and all about a run that ended otherwise.
 */
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "proxy.h"
#include "state.h"

static const char *const names[HARMS] = {[NONE] = "none",
                                         [KILL] = "kill",
                                         [KILL_UNHEARD] = "kill-unheard",
                                         [CUT] = "cut",
                                         [CUT_ALL] = "cut-all",
                                         [ORPHAN] = "orphan",
                                         [TERMINATE] = "terminate",
                                         [CANCEL] = "cancel",
                                         [INTERRUPT] = "interrupt",
                                         [CRASH] = "crash"};

/* How often each is done, of 32: a crash takes long to recover from. */
static const int shares[HARMS] = {
    [KILL] = 8,      [KILL_UNHEARD] = 5, [CUT] = 5,       [CUT_ALL] = 4, [ORPHAN] = 2,
    [TERMINATE] = 4, [CANCEL] = 1,       [INTERRUPT] = 1, [CRASH] = 2};

struct torture {
    const char *server, *directory, *migrate, *output;
    struct proxy proxy;
    unsigned random;
    int harms, dumps;
    int runs, wrong, mended; /* mended: by the very run that was disturbed */
};

/* One way: from a place to another, as an undisturbed run goes it. */
struct way {
    int from, to;
    struct outcome undisturbed;
    char *state, *dump;
};

static unsigned draw(struct torture *t, unsigned below)
{
    t->random = t->random * 1664525u + 1013904223u;
    return (unsigned)((unsigned long long)t->random * below >> 32);
}

/* --- Databases ---------------------------------------------------------------------------- */

static void url_of(const char *directory, const char *database, char url[400])
{
    snprintf(url, 400, "postgresql:///%s?host=%s&port=5432&user=postgres", database, directory);
}

static bool command(const struct torture *t, const char *sql)
{
    char url[400];
    bool good = false;
    url_of(t->server, "postgres", url);
    for (int tries = 0; !good && tries < 100; tries++) {
        PGconn *conn = PQconnectdb(url);
        PGresult *result = PQexec(conn, sql);
        good = PQresultStatus(result) == PGRES_COMMAND_OK;
        if (!good && tries == 99)
            fprintf(stderr, "%s: %s", sql, PQerrorMessage(conn));
        PQclear(result);
        PQfinish(conn);
        if (!good)
            nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
    }
    return good;
}

static bool drop_database(const struct torture *t, const char *name)
{
    char sql[200];
    snprintf(sql, sizeof sql, "DROP DATABASE IF EXISTS %s WITH (FORCE)", name);
    return command(t, sql);
}

/* By files: a sequence that is copied through the log may go back in a crash (PostgreSQL 15). */
static bool make_database(const struct torture *t, const char *name, int at)
{
    char sql[200];
    snprintf(sql, sizeof sql, "CREATE DATABASE %s TEMPLATE at_%d STRATEGY file_copy", name, at);
    return drop_database(t, name) && command(t, sql);
}

/* --- Runs --------------------------------------------------------------------------------- */

static struct outcome go(struct torture *t, const char *database, const struct way *way,
                         const struct plan *plan)
{
    char url[400], place[20];
    url_of(t->directory, database, url);
    snprintf(place, sizeof place, "%d", way->to);
    const char *const arguments[] = {t->migrate,
                                     way->to > way->from ? "upgrade" : "downgrade",
                                     way->to ? place : "base",
                                     "-d",
                                     url,
                                     NULL};
    return proxy_run(&t->proxy, plan, arguments, t->output);
}

static void say(const struct way *way, const struct plan *plan, const struct outcome *outcome)
{
    printf("# %d:%d %s %s message %d (%s) of %d", way->from, way->to, names[plan->harm],
           plan->before ? "before" : "after", plan->message, outcome->what,
           way->undisturbed.messages);
    printf(plan->delay > 0 ? ", %.1f ms later\n" : "\n", plan->delay);
}

static void show_file(const char *path)
{
    char line[1000];
    FILE *in = fopen(path, "r");
    while (in && fgets(line, sizeof line, in))
        printf("#     %s", line);
    if (in)
        fclose(in);
}

static void show_difference(const struct torture *t, const char *expected, const char *actual)
{
    char path[2][300], shell[700];
    const char *const texts[] = {expected, actual ? actual : "it cannot be read\n"};
    for (int i = 0; i < 2; i++) {
        snprintf(path[i], sizeof path[i], "%s/%s", t->directory, i ? "disturbed" : "undisturbed");
        FILE *out = fopen(path[i], "w");
        if (out)
            fputs(texts[i], out), fclose(out);
    }
    snprintf(shell, sizeof shell,
             "cd '%s' && diff -U0 undisturbed disturbed | head -60 | sed 's/^/#   /'",
             t->directory);
    fflush(stdout);
    if (system(shell) < 0)
        perror("diff");
}

/* Whether it is where an undisturbed run ends. */
static bool is_right(struct torture *t, const char *database, const struct way *way)
{
    char url[400];
    url_of(t->server, database, url);
    char *state = state_of(url), *dump = NULL;
    bool right = state && strcmp(state, way->state) == 0;
    if (!right)
        show_difference(t, way->state, state);
    if (right && t->runs % t->dumps == 0) {
        dump = state_dump(url);
        right = dump && strcmp(dump, way->dump) == 0;
        if (!right)
            show_difference(t, way->dump, dump);
    }
    free(state);
    free(dump);
    return right;
}

/* A run that is disturbed, and the same command again until it is through. */
static bool trial(struct torture *t, const char *database, const struct way *way,
                  const struct plan *plan)
{
    enum { MOST_TRIES = 2 }; /* a cancelled statement may be one that only tidied up */
    static const struct plan nothing = {.harm = NONE};
    t->runs++;
    unlink(t->output);
    struct outcome first = go(t, database, way, plan), again = first;
    t->mended += first.harmed && first.status == 0;
    for (int tries = 0; again.status != 0 && tries < MOST_TRIES; tries++)
        again = go(t, database, way, &nothing);
    bool right = again.status == 0 && is_right(t, database, way);
    if (right)
        return true;
    t->wrong++;
    say(way, plan, &first);
    printf("#   ended with status %d, and then with %d:\n", first.status, again.status);
    show_file(t->output);
    fflush(stdout);
    return false;
}

/* --- Plans -------------------------------------------------------------------------------- */

static enum harm draw_harm(struct torture *t)
{
    int share = (int)draw(t, 32), harm = NONE + 1;
    while (share >= shares[harm])
        share -= shares[harm++];
    return (enum harm)harm;
}

/* The i-th of n disturbances: spread over all messages; each third is about a COMMIT. */
static struct plan plan_of(struct torture *t, const struct way *way, int i, int n)
{
    const struct outcome *u = &way->undisturbed;
    struct plan plan = {.harm = draw_harm(t), .before = draw(t, 2)};
    plan.message = 1 + (int)((i + draw(t, 1000) / 1e3) * u->messages / n);
    if (i % 3 == 2 && u->n_commits)
        plan.message = u->commits[draw(t, (unsigned)u->n_commits)] + (int)draw(t, 6);
    if (!plan.before && draw(t, 2))
        plan.delay = draw(t, 20000) / 1e3;
    if (plan.message > u->messages)
        plan.message = u->messages;
    return plan;
}

/* The i-th of all: each message, each harm, before and after. */
static struct plan exhaustive_plan(int i)
{
    return (struct plan){.harm = (enum harm)(1 + i / 2 % (HARMS - 1)),
                         .before = i % 2,
                         .message = 1 + i / 2 / (HARMS - 1)};
}

static int plans_for(const struct torture *t, const struct way *way)
{
    return t->harms ? t->harms : way->undisturbed.messages * 2 * (HARMS - 1);
}

/* --- There and back ----------------------------------------------------------------------- */

static bool learn(struct torture *t, const char *database, struct way *way)
{
    static const struct plan nothing = {.harm = NONE};
    char url[400];
    unlink(t->output);
    way->undisturbed = go(t, database, way, &nothing);
    url_of(t->server, database, url);
    way->state = state_of(url);
    way->dump = state_dump(url);
    if (way->undisturbed.status == 0 && way->state)
        return true;
    printf("not ok - %d:%d undisturbed\n", way->from, way->to);
    show_file(t->output);
    t->wrong++;
    return false;
}

static struct plan plan_for(struct torture *t, const struct way *way, int i, int n)
{
    return t->harms ? plan_of(t, way, i, n) : exhaustive_plan(i);
}

static void report(const struct torture *t, const struct way *way, int n, int wrong)
{
    printf("%sok - %d:%d, %d messages: %d disturbed runs end where an undisturbed one does\n",
           t->wrong > wrong ? "not " : "", way->from, way->to, way->undisturbed.messages, n);
    fflush(stdout);
}

static void there_and_back(struct torture *t, int from, int to)
{
    char database[40];
    struct way there = {.from = from, .to = to}, back = {.from = to, .to = from};
    snprintf(database, sizeof database, "torture_%d", (int)getpid());
    bool good =
        make_database(t, database, from) && learn(t, database, &there) && learn(t, database, &back);
    int n = good ? plans_for(t, &there) : 0, m = good ? plans_for(t, &back) : 0, wrong = t->wrong;
    for (int i = 0; i < n || i < m; i++) {
        struct plan way = plan_for(t, &there, i < n ? i : n - 1, n);
        struct plan home = plan_for(t, &back, i < m ? i : m - 1, m);
        if (make_database(t, database, from) && trial(t, database, &there, &way))
            trial(t, database, &back, &home);
    }
    if (good)
        report(t, &there, n, wrong), report(t, &back, m, wrong);
    drop_database(t, database);
    free(there.state);
    free(there.dump);
    free(back.state);
    free(back.dump);
}

int main(int argc, char **argv)
{
    char socket[300], output[300];
    if (argc < 8) {
        fputs("torture SERVER PROXY MIGRATE SEED HARMS DUMPS FROM:TO...\n", stderr);
        return 2;
    }
    snprintf(socket, sizeof socket, "%s/.s.PGSQL.5432", argv[1]);
    snprintf(output, sizeof output, "%s/output", argv[2]);
    struct torture t = {.server = argv[1],
                        .directory = argv[2],
                        .migrate = argv[3],
                        .output = output,
                        .proxy = proxy_open(argv[2], socket),
                        .random = (unsigned)atoi(argv[4]) * 2654435761u,
                        .harms = atoi(argv[5]),
                        .dumps = atoi(argv[6])};
    for (int i = 7; i < argc; i++) {
        char *colon = strchr(argv[i], ':');
        if (colon)
            there_and_back(&t, atoi(argv[i]), atoi(colon + 1));
    }
    printf("# %d runs, %d mended by themselves, %d wrong\n", t.runs, t.mended, t.wrong);
    return t.wrong ? 1 : 0;
}
