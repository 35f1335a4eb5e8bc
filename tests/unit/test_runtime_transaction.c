/* runtime/: a migration as a transaction, as a script, and against the ledger. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "runtime/run/runner.h"
#include "runtime/run/transaction.h"

static void upgrade(migration *m)
{
    loss(m, "what was\nthere");
    create_table(m, "users", COLUMN("id", "bigint", NOT_NULL), PRIMARY_KEY("id"));
    execute(m, "select 1; select ';' -- last");
}

static void downgrade(migration *m)
{
    drop_table(m, "users");
    irreversible(m, "gone is gone");
    drop_table(m, "never");
}

static void commits(migration *m)
{
    execute(m, "select 1; commit");
    execute(m, "select 2");
}

static const mg_migration users = {1, "aaaa", NULL, "users", upgrade, downgrade};
static const mg_migration bad = {2, "bbbb", "aaaa", "bad", commits, commits};
static const struct mg_registered first = {&users, "001_users.c", "s1"};
static const struct mg_registered second = {&bad, "002_bad.c", "s2"};
static const struct mg_registered *both[] = {&first, &second};
static const struct mg_chain chain = {both, 2};

static bool make(struct mg_transaction *t, const struct mg_registered *entry,
                 enum mg_direction direction, const struct mg_frame *frame, struct mg_error *error)
{
    *t = (struct mg_transaction){0};
    return mg_record(&t->migration, entry, direction, NULL, error) &&
           mg_transaction_make(t, frame, error);
}

static void a_transaction_is_ledger_row_statements_history(void **state)
{
    (void)state;
    struct mg_transaction t;
    struct mg_error error = {0};
    struct mg_frame frame = {.lazy = true};
    assert_true(make(&t, &first, MG_UPGRADE, &frame, &error));
    static const char *const begins[] = {"BEGIN",
                                         "SET LOCAL synchronous_commit = off",
                                         "INSERT INTO modelgen.applied ",
                                         "CREATE TABLE users (",
                                         "select 1",
                                         "select ';' -- last",
                                         "INSERT INTO modelgen.history ",
                                         "COMMIT"};
    assert_int_equal(t.n, sizeof begins / sizeof *begins);
    for (size_t i = 0; i < t.n; i++)
        assert_memory_equal(t.texts[i], begins[i], strlen(begins[i]));
    assert_null(mg_transaction_origin(&t, 2));
    assert_string_equal(mg_transaction_origin(&t, 3)->operation->name, "create_table");
    assert_string_equal(mg_transaction_origin(&t, 5)->operation->name, "execute");
    assert_int_equal(mg_transaction_origin(&t, 5)->line, mg_transaction_origin(&t, 4)->line);
    assert_null(mg_transaction_origin(&t, 6));
    mg_transaction_free(&t);
}

static void locks_come_first_and_are_those_of_a_step(void **state)
{
    (void)state;
    struct mg_transaction t = {.locks.step = 2};
    struct mg_error error = {0};
    struct mg_frame frame = {0};
    mg_buf_add(mg_script_step(&t.locks.script, MG_STEP_SQL), "LOCK TABLE ONLY a");
    mg_buf_add(mg_script_step(&t.locks.script, MG_STEP_SQL), "SELECT set_config");
    assert_true(mg_record(&t.migration, &first, MG_UPGRADE, NULL, &error));
    assert_true(mg_transaction_make(&t, &frame, &error));
    assert_string_equal(t.texts[2], "LOCK TABLE ONLY a");
    assert_int_equal(t.first, 4);
    assert_false(mg_transaction_is_lock(&t, 1));
    assert_true(mg_transaction_is_lock(&t, 2));
    assert_true(mg_transaction_is_lock(&t, 3));
    assert_false(mg_transaction_is_lock(&t, 4));
    assert_null(mg_transaction_origin(&t, 1));
    assert_ptr_equal(mg_transaction_origin(&t, 2), &t.migration.steps[2]);
    assert_ptr_equal(mg_transaction_origin(&t, 4), &t.migration.steps[1]);
    mg_transaction_free(&t);
}

static void a_trial_has_no_begin_no_history_and_no_commit(void **state)
{
    (void)state;
    struct mg_transaction t;
    struct mg_error error = {0};
    assert_true(make(&t, &first, MG_UPGRADE, &(struct mg_frame){.trial = true}, &error));
    assert_int_equal(t.n, 4);
    mg_transaction_free(&t);
}

static void a_refusal_keeps_its_reason_and_line(void **state)
{
    (void)state;
    struct mg_transaction t;
    struct mg_error error = {0};
    assert_false(make(&t, &first, MG_DOWNGRADE, &(struct mg_frame){0}, &error));
    assert_int_equal(error.code, MG_E542);
    assert_string_equal(mg_buf_text(&error.message), "gone is gone");
    assert_string_equal(error.file, "001_users.c");
    assert_string_equal(error.operation, "irreversible");
    assert_true(error.line > 10);
    mg_error_free(&error);
    mg_transaction_free(&t);
}

static void a_commit_of_its_own_is_refused(void **state)
{
    (void)state;
    struct mg_transaction t;
    struct mg_error error = {0};
    assert_false(make(&t, &second, MG_UPGRADE, &(struct mg_frame){0}, &error));
    assert_int_equal(error.code, MG_E545);
    assert_string_equal(mg_buf_text(&error.statement), "commit");
    mg_error_free(&error);
    mg_transaction_free(&t);
}

static void a_script_has_every_statement_and_the_losses(void **state)
{
    (void)state;
    struct mg_buf out = MG_BUF_INIT;
    struct mg_error error = {0};
    assert_true(mg_script_to(&chain, 0, 1, true, &out, &error));
    const char *text = mg_buf_text(&out);
    assert_non_null(strstr(text, "-- loss: what was\n-- there\n"));
    assert_non_null(strstr(text, "BEGIN;\nDO $$BEGIN IF"));
    assert_non_null(strstr(text, "\nselect 1;\nselect ';' -- last\n;\n"));
    assert_non_null(strstr(text, "\nCOMMIT;\n"));
    mg_buf_clear(&out);
    assert_false(mg_script_to(&chain, 0, 2, false, &out, &error));
    mg_buf_free(&out);
    mg_error_free(&error);
}

static struct mg_applied row(int number, const char *revision, const char *checksum)
{
    return (struct mg_applied){number, revision, NULL, "x", checksum, "then"};
}

static void the_ledger_says_where_the_database_is(void **state)
{
    (void)state;
    struct mg_applied rows[3] = {row(1, "aaaa", "s1"), row(2, "bbbb", "s2"), row(3, "cccc", "s3")};
    struct mg_ledger ledger = {.exists = true, .rows = rows, .n = 1};
    struct mg_error error = {0};
    size_t place = 9;
    assert_true(mg_ledger_place(&ledger, &chain, &place, &error));
    assert_int_equal(place, 1);
    ledger.n = 3;
    assert_false(mg_ledger_place(&ledger, &chain, &place, &error));
    assert_int_equal(error.code, MG_E533);
    mg_error_free(&error);

    ledger.n = 2;
    rows[1].revision = "dddd";
    assert_false(mg_ledger_place(&ledger, &chain, &place, &error));
    assert_int_equal(error.code, MG_E534);
    mg_error_free(&error);

    rows[0] = rows[1];
    ledger.n = 1;
    assert_false(mg_ledger_place(&ledger, &chain, &place, &error));
    assert_int_equal(error.code, MG_E535);
    mg_error_free(&error);
}

static void an_edited_migration_is_named(void **state)
{
    (void)state;
    struct mg_applied rows[2] = {row(1, "aaaa", "s1"), row(2, "bbbb", "other")};
    struct mg_ledger ledger = {.exists = true, .rows = rows, .n = 2};
    struct mg_error error = {0};
    assert_false(mg_ledger_unedited(&ledger, &chain, &error));
    assert_int_equal(error.code, MG_E532);
    assert_string_equal(error.file, "002_bad.c");
    assert_string_equal(mg_buf_text(&error.message),
                        "002 x was changed after it was applied on then");
    mg_error_free(&error);
}

static size_t stamped(const struct mg_ledger *ledger, size_t place)
{
    struct mg_script script = {0};
    mg_ledger_stamp(&script, ledger, &chain, place);
    size_t n = script.n;
    mg_script_free(&script);
    return n;
}

static void a_stamp_changes_only_what_differs(void **state)
{
    (void)state;
    struct mg_applied rows[2] = {row(1, "aaaa", "s1"), row(2, "bbbb", "other")};
    rows[0].name = "users";
    struct mg_ledger ledger = {.exists = true, .rows = rows, .n = 2};
    assert_int_equal(stamped(&ledger, 2), 2); /* one row corrected, and said in the history */
    assert_int_equal(stamped(&ledger, 1), 2); /* one row taken out */
    ledger.n = 1;
    assert_int_equal(stamped(&ledger, 1), 0);
    assert_int_equal(stamped(&ledger, 2), 2);
    assert_int_equal(stamped(&(struct mg_ledger){0}, 2), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_transaction_is_ledger_row_statements_history),
        cmocka_unit_test(locks_come_first_and_are_those_of_a_step),
        cmocka_unit_test(a_trial_has_no_begin_no_history_and_no_commit),
        cmocka_unit_test(a_refusal_keeps_its_reason_and_line),
        cmocka_unit_test(a_commit_of_its_own_is_refused),
        cmocka_unit_test(a_script_has_every_statement_and_the_losses),
        cmocka_unit_test(the_ledger_says_where_the_database_is),
        cmocka_unit_test(an_edited_migration_is_named),
        cmocka_unit_test(a_stamp_changes_only_what_differs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
