/*
 * runtime/record/: values of statements, rows that are copied, and rows that are asked for (of a
 * server that answers every SELECT with the one row "t").
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/record/copy.h"
#include "runtime/record/live.h"
#include "runtime/record/record.h"
#include "runtime/server/session.h"
#include "tests/faults/server.h"

/* --- Values ------------------------------------------------------------------------------- */

static void numbers_are_written_as_they_are(void **state)
{
    (void)state;
    assert_string_equal(INTEGER(-9223372036854775807LL - 1), "-9223372036854775808");
    assert_string_equal(INTEGER(0), "0");
    assert_string_equal(BOOLEAN(1 == 1), "true");
    assert_string_equal(REAL(0.1), "0.1"); /* also for numeric, which would take more digits */
    assert_string_equal(REAL(-2.5), "-2.5");
    assert_string_equal(REAL(1e300), "1e+300");
    static const double hard[] = {1.0 / 3, 0.1 + 0.2, 5e-324, 1.7976931348623157e308};
    for (size_t i = 0; i < sizeof hard / sizeof *hard; i++)
        assert_true(strtod(REAL(hard[i]), NULL) == hard[i]);
    assert_string_equal(REAL((double)INFINITY), "inf");
    assert_string_equal(REAL((double)NAN), "nan");
}

/* --- Recording ---------------------------------------------------------------------------- */

static void nothing(migration *m)
{
    (void)m;
}

static struct mg_error record(void (*function)(migration *m), const struct mg_recording *how,
                              struct migration *m)
{
    const mg_migration text = {1, "a", NULL, "rows", function, nothing};
    const struct mg_registered entry = {&text, "001_rows.c", "sha"};
    struct mg_error error = {0};
    bool good = mg_record(m, &entry, MG_UPGRADE, how, &error);
    assert_true(good == (error.code == MG_OK));
    return error;
}

static void fails(void (*function)(migration *m), const struct mg_recording *how, enum mg_code code,
                  const char *words)
{
    struct migration m = {0};
    struct mg_error error = record(function, how, &m);
    assert_int_equal(error.code, code);
    assert_non_null(strstr(mg_buf_text(&error.message), words));
    assert_true(error.line > 0);
    mg_record_free(&m);
    mg_error_free(&error);
}

/* --- Copies, as a script has them --------------------------------------------------------- */

static void copies(migration *m)
{
    mg_copy *to = copy_into(m, "Some.points", "id", "Label");
    copy_row(to, INTEGER(1), "a\tb\\c\nd\re\\N");
    copy_row(to, NULL, "");
    copy_row(to, BYTES(m, "\0\xff", 2), BYTES(m, "", 0));
}

static void values_are_escaped(void **state)
{
    (void)state;
    struct migration m = {0};
    struct mg_error error = record(copies, &(struct mg_recording){.printed = true}, &m);
    assert_int_equal(error.code, MG_OK);
    assert_int_equal(m.n, 1);
    assert_string_equal(m.steps[0].text, "COPY \"Some\".points (id, \"Label\") FROM stdin;\n"
                                         "1\ta\\tb\\\\c\\nd\\re\\\\N\n"
                                         "\\N\t\n"
                                         "\\\\x00ff\t\\\\x\n"
                                         "\\.\n");
    mg_record_free(&m);
}

static void copies_too_few(migration *m)
{
    mg_copy *to = copy_into(m, "points", "id", "label");
    copy_row(to, "1");
}

static void copies_what_ends_it(migration *m)
{
    copy_data(m, "points", TEXT("1\n\\.\n2\n"));
}

static void asks(migration *m)
{
    query_text(m, "SELECT 1");
}

static void what_a_script_cannot_say_is_refused(void **state)
{
    (void)state;
    const struct mg_recording printed = {.printed = true};
    fails(copies_too_few, &printed, MG_E555, "1 values, and there are 2 columns");
    fails(copies_what_ends_it, &printed, MG_E555, "ends it for psql");
    fails(asks, &printed, MG_E553, "depends on rows");
}

/* --- Rows --------------------------------------------------------------------------------- */

struct live {
    struct server *server;
    PGconn *conn;
    struct mg_interrupt interrupt;
    struct mg_tally tally;
    struct mg_live live;
};

static void hear_nothing(void *context, const struct mg_event *event)
{
    (void)context, (void)event;
}

static int connect_to_it(void **state)
{
    struct live *l = test_calloc(1, sizeof *l);
    struct mg_error error = {0};
    l->server = server_start(false);
    l->conn = mg_connect(server_url(l->server), &error);
    assert_non_null(l->conn);
    assert_true(mg_command(l->conn, "BEGIN", &error));
    l->live = (struct mg_live){.conn = l->conn,
                               .interrupt = &l->interrupt,
                               .listener = {hear_nothing, NULL},
                               .tally = &l->tally,
                               .trial = true};
    *state = l;
    return 0;
}

static int leave_it(void **state)
{
    struct live *l = *state;
    mg_tally_free(&l->tally);
    PQfinish(l->conn);
    server_stop(l->server);
    test_free(l);
    return 0;
}

static void reads(migration *m)
{
    const char *text = query_text(m, "SELECT $1", "x");
    int rows = 0;
    for_each_row(m, row, "SELECT v")
    {
        assert_true(boolean_of(row, "v"));
        assert_false(is_null(row, 0));
        assert_string_equal(text_of(row, "v"), text);
        rows++;
    }
    execute(m, "INSERT INTO t VALUES ($1)", INTEGER(rows));
}

static void rows_are_read(void **state)
{
    struct live *l = *state;
    struct migration m = {0};
    struct mg_error error = record(reads, &(struct mg_recording){.live = &l->live}, &m);
    assert_string_equal(error.code == MG_OK ? "" : mg_buf_text(&error.message), "");
    mg_record_free(&m);
}

static void reads_a_number(migration *m)
{
    query_integer(m, "SELECT 1");
}

static void reads_another_column(migration *m)
{
    for_each_row(m, row, "SELECT v") text_of(row, "w");
}

static void reads_past_the_columns(migration *m)
{
    for_each_row(m, row, "SELECT v") text_of(row, 1);
}

static void reads_what_gives_nothing(migration *m)
{
    query_text(m, "DELETE FROM t");
}

static void commits(migration *m)
{
    query_text(m, "/* now */ COMMIT");
}

static void copies_out(migration *m)
{
    for_each_row(m, row, "COPY t TO stdout") text_of(row, 0);
}

static void what_rows_do_not_have_says_so(void **state)
{
    struct live *l = *state;
    const struct mg_recording how = {.live = &l->live};
    fails(reads_a_number, &how, MG_E554, "\"t\" where an integer is needed");
    fails(reads_another_column, &how, MG_E554, "no column \"w\"");
    fails(reads_past_the_columns, &how, MG_E554, "no column 1");
    fails(reads_what_gives_nothing, &how, MG_E554, "gives no rows");
    fails(commits, &how, MG_E545, "cannot begin or end a transaction");
    fails(copies_out, &how, MG_E545, "COPY cannot stream");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_written_as_they_are),
        cmocka_unit_test(values_are_escaped),
        cmocka_unit_test(what_a_script_cannot_say_is_refused),
        cmocka_unit_test_setup_teardown(rows_are_read, connect_to_it, leave_it),
        cmocka_unit_test_setup_teardown(what_rows_do_not_have_says_so, connect_to_it, leave_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
