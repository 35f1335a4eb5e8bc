/*
 * Runs migrations and disturbs them, one harm a run, and sees whether the same command then ends
 * where an undisturbed run ends.
 *
 *     torture SERVER PROXY MIGRATE SEED HARMS FAULTS DUMPS WAY...
 *
 * SERVER and PROXY are directories of sockets. A way is FROM:TO, for which there is a database
 * at_FROM to start with, or tenants:FROM:TO with tenants_at_FROM, where each schema is one.
 * crowd:FROM:TO: eight runners at once. purge:AT:AT lets go of what is held there; the way back is
 * that of the last migration. HARMS runs there and as many back are disturbed (0: one at every
 * message, with each harm), and in FAULTS more a call of malloc or libpq fails (0: each).
 * FROM:TO:HARM:WHEN:MESSAGE is a single one. Of every DUMPS-th the schema is compared by pg_dump,
 * too. Prints a line for each way in each direction, and all about a run that ended otherwise.
 *
 *     torture state URL
 *
 * prints what is compared.
 */
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "plans.h"
#include "proxy.h"
#include "state.h"

struct torture {
    const char *server, *directory, *migrate, *output;
    struct proxy proxy;
    unsigned seed;
    int harms, faults, dumps;
    int runs, wrong, mended; /* mended: by the very run that was disturbed */
};

static const struct kind {
    const char *name;      /* as in a way, with its ":" */
    const char *databases; /* to start with */
    const char *more[5];   /* of the command line */
    int runners;
} kinds[] = {
    {"tenants:", "tenants_", {"--schemas", "tenant_*", "--jobs", "8"}, 1},
    {"crowd:", "", {NULL}, MOST_RUNNERS},
    {"purge:", "", {NULL}, 1},
    {"", "", {NULL}, 1},
};

/* One way: from a place to another, as an undisturbed run goes it. */
struct way {
    int from, to; /* the same: what is held there is purged */
    const struct kind *kind;
    struct outcome undisturbed;
    struct calls calls;
    char *state, *dump;
};

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

/*
 * By files: a sequence that is copied through the log may go back in a crash (PostgreSQL 15; those
 * before it know nothing else).
 */
static bool make_database(const struct torture *t, const char *name, const struct way *way)
{
    char sql[200], url[400];
    url_of(t->server, "postgres", url);
    PGconn *conn = PQconnectdb(url);
    int version = PQserverVersion(conn);
    PQfinish(conn);
    snprintf(sql, sizeof sql, "CREATE DATABASE %s TEMPLATE %sat_%d%s", name, way->kind->databases,
             way->from, version && version < 150000 ? "" : " STRATEGY file_copy");
    return drop_database(t, name) && command(t, sql);
}

/* --- Runs --------------------------------------------------------------------------------- */

static struct outcome go(const struct torture *t, const char *database, const struct way *way,
                         const struct plan *plan)
{
    char url[400], place[20];
    url_of(t->directory, database, url);
    snprintf(place, sizeof place, "%d", way->to);
    const char *const *more = way->kind->more;
    const bool purges = way->to == way->from;
    const char *const command = purges ? "purge" : way->to > way->from ? "upgrade" : "downgrade";
    const char *const where = purges ? "--all" : way->to ? place : "base";
    const char *const arguments[] = {t->migrate, command, where,   "-d",    url, more[0],
                                     more[1],    more[2], more[3], more[4], NULL};
    struct proxy proxy = t->proxy;
    proxy.runners = way->kind->runners;
    return proxy_run(&proxy, plan, arguments, t->output);
}

/* The ways are named as ONLY names them. */
static void way_write(const struct way *way, char text[40])
{
    snprintf(text, 40, "%s%d:%d", way->kind->name, way->from, way->to);
}

static void say(const struct way *way, const struct plan *plan, const struct outcome *outcome)
{
    char name[40], text[80];
    way_write(way, name);
    plan_write(plan, text);
    printf("# again: make torture ONLY=%s:%s\n#   message %s of %d\n", name, text, outcome->what,
           way->undisturbed.messages);
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

/* A program that fails has words for it, and a code; but none for a command line that it cannot
 * even read. */
static bool has_code(const char *path)
{
    char line[2000];
    bool has = false;
    FILE *in = fopen(path, "r");
    while (in && fgets(line, sizeof line, in))
        has = has || strstr(line, "[MG") || strstr(line, "migrate: out of memory");
    if (in)
        fclose(in);
    return has;
}

static bool is_fault(const struct plan *plan)
{
    return plan->harm >= MEMORY;
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
    bool right = !is_fault(plan) || first.status == 0 || (first.status < 4 && has_code(t->output));
    right = right && !first.hung;
    t->mended += first.harmed && first.status == 0;
    for (int tries = 0; again.status != 0 && tries < MOST_TRIES; tries++)
        again = go(t, database, way, &nothing);
    right = again.status == 0 && is_right(t, database, way) && right;
    if (right)
        return true;
    t->wrong++;
    say(way, plan, &first);
    printf("#   %s with status %d, and then with %d:\n", first.hung ? "hung, ended" : "ended",
           first.status, again.status);
    show_file(t->output);
    fflush(stdout);
    return false;
}

/* --- There and back ----------------------------------------------------------------------- */

static bool learn(struct torture *t, const char *database, struct way *way)
{
    static const struct plan nothing = {.harm = NONE};
    char url[400], log[400], name[40];
    struct torture learning = *t;
    snprintf(log, sizeof log, "%s/calls", t->directory);
    unlink(t->output);
    unlink(log);
    learning.proxy.log = log;
    way->undisturbed = go(&learning, database, way, &nothing);
    way->calls = calls_read(log);
    url_of(t->server, database, url);
    way->state = state_of(url);
    way->dump = state_dump(url);
    if (way->undisturbed.status == 0 && way->state)
        return true;
    way_write(way, name);
    printf("not ok - %s undisturbed\n", name);
    show_file(t->output);
    t->wrong++;
    return false;
}

static void forget(struct way *way)
{
    free(way->calls.at);
    free(way->state);
    free(way->dump);
}

/* How many runs of a way are disturbed at messages, and by calls that fail. */
struct counts {
    int messages, calls;
};

static struct counts counts_for(const struct torture *t, const struct way *way)
{
    struct counts counts = {t->harms, t->faults};
    if (t->harms == 0)
        counts.messages = plans_each(&way->undisturbed);
    if (t->faults == 0 || t->faults > way->calls.n)
        counts.calls = way->calls.n;
    return counts;
}

/* The i-th of them; what it is depends on the seed, the way and i alone. */
static struct plan plan_for(const struct torture *t, const struct way *way, struct counts n, int i)
{
    struct chance chance = {(t->seed * 31 + (unsigned)way->from * 7 + (unsigned)way->to) *
                                2654435761u +
                            (unsigned)i * 40503u};
    chance_draw(&chance, 2);
    if (i >= n.messages + n.calls)
        return (struct plan){.harm = NONE};
    if (i >= n.messages)
        return plan_fault(&chance, &way->calls, i - n.messages, n.calls);
    return t->harms ? plan_draw(&chance, &way->undisturbed, i, n.messages) : plan_each(i);
}

static void report(const struct way *way, struct counts n, int wrong)
{
    char name[40];
    way_write(way, name);
    printf("%sok - %s, %d messages: %d disturbed runs and %d with calls that fail end where an"
           " undisturbed one does\n",
           wrong ? "not " : "", name, way->undisturbed.messages, n.messages, n.calls);
    fflush(stdout);
}

/* A number, a second one, and what else there is, if anything. */
static bool way_read(const char *text, struct way *way, struct plan *only)
{
    int n = 0;
    const struct kind *kind = kinds;
    while (strncmp(text, kind->name, strlen(kind->name)) != 0)
        kind++;
    text += strlen(kind->name);
    *way = (struct way){.kind = kind};
    *only = (struct plan){.harm = NONE};
    return sscanf(text, "%d:%d%n", &way->from, &way->to, &n) == 2 &&
           (!text[n] || plan_read(text + n + 1, only));
}

/* A way and the one back from there; which of them ONLY means, if it says what is to happen. */
struct pair {
    struct way there, back;
    struct plan only;
    bool of_back;
};

static bool pair_read(const char *text, struct pair *pair)
{
    struct way *there = &pair->there, *back = &pair->back;
    if (!way_read(text, there, &pair->only))
        return false;
    pair->of_back = there->to < there->from;
    *back = *there;
    struct way *turned = pair->of_back ? there : back;
    turned->from = pair->of_back ? back->to : there->to;
    turned->to = pair->of_back ? back->from : there->from;
    if (strcmp(there->kind->name, "purge:") == 0) {
        there->to = there->from = back->from > there->from ? back->from : there->from;
        back->from = there->from;
        back->to = there->from - 1;
    }
    return true;
}

/* The i-th time there and back. */
static void once(struct torture *t, const char *database, const struct pair *pair,
                 const struct counts n[2], int i, int wrong[2])
{
    struct plan way = {.harm = NONE}, home = way;
    if (pair->only.harm)
        *(pair->of_back ? &home : &way) = pair->only;
    else
        way = plan_for(t, &pair->there, n[0], i), home = plan_for(t, &pair->back, n[1], i);
    if (!make_database(t, database, &pair->there))
        return;
    if (!trial(t, database, &pair->there, &way))
        wrong[0]++;
    else
        wrong[1] += !trial(t, database, &pair->back, &home);
}

static void there_and_back(struct torture *t, const char *text)
{
    struct pair pair;
    char database[40], url[400];
    if (!pair_read(text, &pair)) {
        printf("not ok - %s is no way\n", text);
        return;
    }
    snprintf(database, sizeof database, "torture_%d", (int)getpid());
    url_of(t->server, database, url);
    t->proxy.url = url;
    if (make_database(t, database, &pair.there) && learn(t, database, &pair.there) &&
        learn(t, database, &pair.back)) {
        struct counts n[] = {counts_for(t, &pair.there), counts_for(t, &pair.back)};
        int wrong[2] = {0};
        if (pair.only.harm)
            n[0] = n[1] = (struct counts){1, 0};
        for (int i = 0; i < n[0].messages + n[0].calls || i < n[1].messages + n[1].calls; i++)
            once(t, database, &pair, n, i, wrong);
        report(&pair.there, n[0], wrong[0]);
        report(&pair.back, n[1], wrong[1]);
    }
    drop_database(t, database);
    forget(&pair.there);
    forget(&pair.back);
}

static int print_state(const char *url)
{
    char *state = state_of(url);
    fputs(state ? state : "", stdout);
    free(state);
    return state ? 0 : 1;
}

int main(int argc, char **argv)
{
    char socket[300], output[300];
    if (argc == 3 && strcmp(argv[1], "state") == 0)
        return print_state(argv[2]);
    if (argc < 9) {
        fputs("torture SERVER PROXY MIGRATE SEED HARMS FAULTS DUMPS WAY...\n", stderr);
        return 2;
    }
    snprintf(socket, sizeof socket, "%s/.s.PGSQL.5432", argv[1]);
    snprintf(output, sizeof output, "%s/output", argv[2]);
    struct torture t = {.server = argv[1],
                        .directory = argv[2],
                        .migrate = argv[3],
                        .output = output,
                        .proxy = proxy_open(argv[2], socket),
                        .seed = (unsigned)atoi(argv[4]),
                        .harms = atoi(argv[5]),
                        .faults = atoi(argv[6]),
                        .dumps = atoi(argv[7])};
    for (int i = 8; i < argc; i++)
        there_and_back(&t, argv[i]);
    printf("# %d runs, %d mended by themselves, %d wrong\n", t.runs, t.mended, t.wrong);
    return t.wrong ? 1 : 0;
}
