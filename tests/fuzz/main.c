/*
 * fuzz_models --seed S --pairs N: proves N random pairs of models, of the seeds S, S + 1, ...
 * fuzz_models --seed S --write DIR: only writes the files of one.
 * fuzz_models --same ACTUAL EXPECTED [BEFORE]: compares dumps (dump_equal).
 *
 * Every thirtieth pair also goes through the compiled runner (tests/golden.sh); the current
 * directory is the repository's. Each pair has a process of its own, so that one which crashes is
 * one that failed. The server is that of PGHOST.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"

#include "oracle.h"

enum { SECONDS_PER_PAIR = 120, TRUE_PATH_EVERY = 30 };

/* Databases of this process, made once and cleared for every pair. */
struct databases {
    char line[64], fresh[64];
};

/* pg_dump reads every comment there is, and PostgreSQL has one on each of its own functions. */
static void speed_dumps_up(struct arena *arena, const char *name)
{
    struct database db = database_open(arena, name);

    database_run(&db, "DELETE FROM pg_description WHERE classoid <> 'pg_namespace'::regclass");
    database_run(&db, "VACUUM FULL pg_description");
    PQfinish(db.conn);
}

static void make_databases(struct arena *arena, struct databases *names)
{
    struct database server = database_open(arena, "postgres");

    snprintf(names->line, sizeof names->line, "fuzz_line_%d", (int)getpid());
    snprintf(names->fresh, sizeof names->fresh, "fuzz_fresh_%d", (int)getpid());
    static const char *const roles[] = {"modelgen_fuzz", "fuzz_reader", "fuzz_writer"};
    for (int i = 0; i < 3; i++)
        database_run(&server,
                     arena_printf(arena,
                                  "DO $$BEGIN CREATE ROLE %s; EXCEPTION WHEN unique_violation OR "
                                  "duplicate_object THEN END$$",
                                  roles[i]));
    /* Functions of range types are the first superuser's, whoever makes the types. */
    database_run(&server,
                 "DO $$BEGIN EXECUTE format('GRANT %I TO modelgen_fuzz', current_user); END$$");
    const char *all[] = {names->line, names->fresh};
    const char *strategy = PQserverVersion(server.conn) < 150000 ? "" : "STRATEGY wal_log";
    for (int i = 0; i < 2; i++) {
        database_run(&server, arena_printf(arena,
                                           "CREATE DATABASE %s OWNER modelgen_fuzz "
                                           "TEMPLATE template0 %s",
                                           all[i], strategy));
    }
    PQfinish(server.conn);
    for (int i = 0; i < 2; i++)
        speed_dumps_up(arena, all[i]);
}

static void drop_databases(struct arena *arena, const struct databases *names)
{
    struct database server = database_open(arena, "postgres");

    database_run(&server, arena_printf(arena, "DROP DATABASE %s WITH (FORCE)", names->line));
    database_run(&server, arena_printf(arena, "DROP DATABASE %s WITH (FORCE)", names->fresh));
    PQfinish(server.conn);
}

static int prove_one(struct arena *arena, unsigned long long seed, const char *dir,
                     const struct databases *names)
{
    struct database line = database_open(arena, names->line);
    struct database fresh = database_open(arena, names->fresh);
    bool ok = oracle_pair(seed, dir, &line, &fresh);

    PQfinish(line.conn);
    PQfinish(fresh.conn);
    return ok ? 0 : 1;
}

/* The same pair through modelgen, a compiler and the compiled runner. */
static bool true_path(struct arena *arena, const char *dir)
{
    const char *command = arena_printf(arena,
                                       "RANDOM_PAIR=1 bash tests/golden.sh '%s' >'%s/out' 2>&1 || "
                                       "{ grep -v '^ok' '%s/out' | sed 's/^/# /'; false; }",
                                       dir, dir, dir);

    fflush(stdout);
    return system(command) == 0;
}

static void run_one(struct arena *arena, unsigned long long seed, const struct databases *names,
                    int *failed)
{
    const char *tmp = getenv("TMPDIR");
    const char *dir = arena_printf(arena, "%s/modelgen-fuzz-%llu", tmp ? tmp : "/tmp", seed);
    int status = 0;

    if (system(arena_printf(arena, "rm -rf '%s'", dir)) != 0)
        exit(3);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        alarm(SECONDS_PER_PAIR);
        exit(prove_one(arena, seed, dir, names));
    }
    if (child < 0 || waitpid(child, &status, 0) < 0)
        exit(3);
    if (WIFSIGNALED(status))
        printf("# ended by signal %d\n", WTERMSIG(status));
    if (status == 0 && (seed % TRUE_PATH_EVERY || true_path(arena, dir))) {
        printf("ok - pair %llu\n", seed);
        if (system(arena_printf(arena, "rm -rf '%s'", dir)) != 0)
            exit(3);
        return;
    }
    (*failed)++;
    printf("not ok - pair %llu\n", seed);
    printf("# again: make fuzz-models N=1 SEED=%llu; its files are in %s\n", seed, dir);
}

static int compare_files(struct arena *arena, int argc, char **argv)
{
    struct diags *diags = diags_new(arena);
    const char *texts[3] = {0};

    for (int i = 0; i < 3 && i + 2 < argc; i++)
        texts[i] = file_read(arena, argv[i + 2], NULL, diags);
    diags_print(diags, stderr, false);
    bool equal = texts[0] && texts[1] && dump_equal(arena, texts[0], texts[1], texts[2]);
    arena_free(arena);
    return equal ? 0 : 1;
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    unsigned long long seed = 1, pairs = 1;
    const char *dir = NULL;
    struct databases names;
    int failed = 0;

    if (argc > 3 && strcmp(argv[1], "--same") == 0)
        return compare_files(arena, argc, argv);
    for (int i = 1; i + 1 < argc; i += 2)
        if (strcmp(argv[i], "--seed") == 0)
            seed = strtoull(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--pairs") == 0)
            pairs = strtoull(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--write") == 0)
            dir = argv[i + 1];
    if (dir) {
        oracle_write(seed, dir);
        arena_free(arena);
        return 0;
    }
    make_databases(arena, &names);
    for (unsigned long long i = 0; i < pairs; i++)
        run_one(arena, seed + i, &names, &failed);
    drop_databases(arena, &names);
    printf("1..%llu\n", pairs);
    arena_free(arena);
    return failed ? 1 : 0;
}
