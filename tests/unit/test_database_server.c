/* gen/database: servers, on the PostgreSQL that is installed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "database/cluster.h"
#include "database/database.h"
#include "database/server.h"
#include "tests/support/fixture.h"

static int stop_and_tear_down(void **state)
{
    struct fixture *f = *state;

    server_remove(f->arena, f->dir, f->diags);
    return tear_down(state);
}

static void no_errors(struct fixture *f)
{
    diags_print(f->diags, stderr, false);
    assert_int_equal(diags_errors(f->diags), 0);
}

static void wait_briefly(void)
{
    nanosleep(&(struct timespec){0, 10000000L}, NULL);
}

static bool is_gone(const char *path)
{
    for (int i = 0; i < 500 && access(path, F_OK) == 0; i++)
        wait_briefly();
    return access(path, F_OK) != 0;
}

static void a_throw_away_server_is_there_and_gone(void **state)
{
    struct fixture *f = *state;
    const struct server *server = server_scratch(f->arena, f->dir, f->diags);

    no_errors(f);
    assert_true(database_run(f->arena, server->url, "CREATE TABLE t (x int); SELECT 1", f->diags));
    assert_int_equal(access(server->directory, F_OK), 0);
    server_scratch_stop(server);
    assert_int_not_equal(access(server->directory, F_OK), 0);
    no_errors(f);
}

static void throw_away_servers_do_not_know_each_other(void **state)
{
    struct fixture *f = *state;
    const struct server *one = server_scratch(f->arena, f->dir, f->diags);
    const struct server *two = server_scratch(f->arena, f->dir, f->diags);

    no_errors(f);
    assert_true(database_run(f->arena, one->url, "CREATE TABLE t (x int)", f->diags));
    assert_true(database_run(f->arena, two->url, "CREATE TABLE t (x int)", f->diags));
    server_scratch_stop(one);
    assert_true(database_run(f->arena, two->url, "DROP TABLE t", f->diags));
    server_scratch_stop(two);
    no_errors(f);
}

static void a_server_goes_away_with_a_killed_owner(void **state)
{
    struct fixture *f = *state;
    int ends[2];
    char directory[256] = "";

    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();

    if (child == 0) {
        const struct server *server = server_scratch(f->arena, f->dir, f->diags);

        if (!server || write(ends[1], server->directory, strlen(server->directory)) < 0)
            _exit(1);
        pause();
        _exit(0);
    }
    close(ends[1]);
    assert_true(read(ends[0], directory, sizeof directory - 1) > 0);
    close(ends[0]);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    assert_true(is_gone(directory));
}

static void what_a_killed_keeper_leaves_is_swept(void **state)
{
    struct fixture *f = *state;
    const struct server *server = server_scratch(f->arena, f->dir, f->diags);
    const struct server *next;

    no_errors(f);
    kill((pid_t)server->keeper, SIGKILL);
    server_scratch_stop(server);
    assert_int_equal(access(server->directory, F_OK), 0);
    next = server_scratch(f->arena, f->dir, f->diags);
    assert_true(is_gone(server->directory));
    server_scratch_stop(next);
    no_errors(f);
}

static void a_detached_server_ends_with_the_process_it_is_for(void **state)
{
    struct fixture *f = *state;
    pid_t child = fork();

    if (child == 0) {
        pause();
        _exit(0);
    }

    const struct server *server = server_scratch_detached(f->arena, f->dir, child, f->diags);

    no_errors(f);
    assert_true(database_run(f->arena, server->url, "SELECT 1", f->diags));
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    assert_true(is_gone(server->directory));
}

static void detached_servers_are_stopped_by_their_url(void **state)
{
    struct fixture *f = *state;
    const struct server *one = server_scratch_detached(f->arena, f->dir, 0, f->diags);
    const struct server *two = server_scratch_detached(f->arena, f->dir, 0, f->diags);

    no_errors(f);
    assert_int_equal(server_scratch_stop_detached(f->arena, f->dir, one->url), 1);
    assert_true(is_gone(one->directory));
    assert_int_equal(server_scratch_stop_detached(f->arena, f->dir, NULL), 1);
    assert_true(is_gone(two->directory));
}

static void the_private_server_is_started_once_and_keeps_its_data(void **state)
{
    struct fixture *f = *state;
    const struct server *server = server_private(f->arena, f->dir, f->diags);
    bool stopped = false;

    no_errors(f);
    assert_true(server->started);
    assert_true(database_run(f->arena, server->url, "CREATE TABLE t (x int)", f->diags));
    assert_false(server_private(f->arena, f->dir, f->diags)->started);
    assert_true(server_private_stop(f->arena, f->dir, &stopped, f->diags) && stopped);
    assert_null(server_private_find(f->arena, f->dir));
    server = server_private(f->arena, f->dir, f->diags);
    assert_true(server->started);
    assert_true(database_run(f->arena, server->url, "INSERT INTO t VALUES (1)", f->diags));
    no_errors(f);
}

static void a_crashed_private_server_is_started_again(void **state)
{
    struct fixture *f = *state;
    const struct server *server = server_private(f->arena, f->dir, f->diags);
    char *pid_file = arena_printf(f->arena, "%s/data/postmaster.pid", server->directory);
    long first = server->pid;

    kill((pid_t)first, SIGKILL);
    while (server_private_find(f->arena, f->dir) && waitpid((pid_t)first, NULL, 0) < 0)
        wait_briefly();
    assert_int_equal(access(pid_file, F_OK), 0);
    server = server_private(f->arena, f->dir, f->diags);
    no_errors(f);
    assert_true(server->started);
    assert_true(server->pid != first);
}

static void a_path_too_long_for_a_socket_is_no_obstacle(void **state)
{
    struct fixture *f = *state;
    char long_dir[200];

    snprintf(long_dir, sizeof long_dir, "%s/%0100d", f->dir, 1);

    const struct server *server = server_scratch(f->arena, long_dir, f->diags);

    no_errors(f);
    assert_true(database_run(f->arena, server->url, "SELECT 1", f->diags));
    server_scratch_stop(server);
    server_remove(f->arena, long_dir, f->diags);
    no_errors(f);
}

static void a_directory_that_cannot_be_made_is_reported(void **state)
{
    struct fixture *f = *state;
    struct diags *diags = diags_new(f->arena);

    assert_null(server_scratch(f->arena, "/dev/null/x", diags));
    assert_int_equal(diags_errors(diags), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_throw_away_server_is_there_and_gone),
        cmocka_unit_test(throw_away_servers_do_not_know_each_other),
        cmocka_unit_test(a_server_goes_away_with_a_killed_owner),
        cmocka_unit_test(what_a_killed_keeper_leaves_is_swept),
        cmocka_unit_test(a_detached_server_ends_with_the_process_it_is_for),
        cmocka_unit_test(detached_servers_are_stopped_by_their_url),
        cmocka_unit_test(the_private_server_is_started_once_and_keeps_its_data),
        cmocka_unit_test(a_crashed_private_server_is_started_again),
        cmocka_unit_test(a_path_too_long_for_a_socket_is_no_obstacle),
        cmocka_unit_test(a_directory_that_cannot_be_made_is_reported),
    };

    /* One directory for all tests: the prepared data directory is made once. */
    return cmocka_run_group_tests(tests, set_up, stop_and_tear_down);
}
