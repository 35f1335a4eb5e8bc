/* runtime/server/session.h: what may be shown of a connection string, and of a statement. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "runtime/server/session.h"

static void redacts(const char *url, const char *expected)
{
    struct mg_buf out = MG_BUF_INIT;
    mg_redact(url, &out);
    assert_string_equal(mg_buf_text(&out), expected);
    mg_buf_free(&out);
}

static void passwords_are_not_shown(void **state)
{
    (void)state;
    redacts("postgresql://ann:secret@host:5432/db", "postgresql://ann:***@host:5432/db");
    redacts("postgresql://ann:se@c:ret@host/db", "postgresql://ann:***@host/db");
    redacts("postgresql://ann@host:5432/db", "postgresql://ann@host:5432/db");
    redacts("postgresql:///db?host=/tmp&password=secret&user=ann",
            "postgresql:///db?host=/tmp&password=***&user=ann");
    redacts("host=h password=secret user=ann", "host=h password=*** user=ann");
    redacts("password='se\\' cret' user=ann", "password=*** user=ann");
    redacts("password=a:b@c", "password=***");
    redacts("missing \"=\" after \"postgres//ann:secret@h/db\" in",
            "missing \"=\" after \"postgres//ann:***@h/db\" in");
    redacts("", "");
}

static void shows(const char *statement, size_t position, const char *expected)
{
    struct mg_buf out = MG_BUF_INIT;
    mg_excerpt(statement, position, &out);
    assert_string_equal(mg_buf_text(&out), expected);
    mg_buf_free(&out);
}

static void the_caret_stands_below_the_character(void **state)
{
    (void)state;
    shows("select x", 8, "select x\n       ^");
    shows("select 'äöü', x", 15, "select 'äöü', x\n              ^");
    shows("a\nb\n\tselect x\nc", 13, "a\nb\n\tselect x\n\t       ^");
    shows("1\n2\n3\n4\nx", 9, "...\n3\n4\nx\n^");
    shows("select", 7, "select\n      ^");
    shows("select", 99, "select\n      ^");
}

static void long_statements_are_cut(void **state)
{
    (void)state;
    shows("a\nb\nc\nd\ne\nf\ng", 0, "a\nb\nc\nd\ne\nf\n...");
    shows("a\nb", 0, "a\nb\n");
    char line[400];
    memset(line, 'x', sizeof line);
    line[200] = '!';
    line[399] = '\0';
    struct mg_buf out = MG_BUF_INIT;
    mg_excerpt(line, 201, &out);
    const char *caret = strchr(mg_buf_text(&out), '^');
    const char *first_line_end = strchr(mg_buf_text(&out), '\n');
    assert_non_null(caret);
    assert_true(first_line_end - out.p < 120);
    assert_int_equal(out.p[caret - first_line_end - 1], '!');
    mg_buf_free(&out);
}

static void what_is_no_url_is_refused_without_its_password(void **state)
{
    (void)state;
    struct mg_error error = {0};
    assert_null(mg_connect("postgresql://ann:secret@host/db?nonsense=1", &error));
    assert_int_equal(error.code, MG_E514);
    struct mg_buf out = MG_BUF_INIT;
    mg_error_text(&error, false, &out);
    mg_error_json(&error, &out);
    assert_null(strstr(mg_buf_text(&out), "secret"));
    mg_buf_free(&out);
    mg_error_free(&error);
}

static void no_server_is_an_error_with_a_way_out(void **state)
{
    (void)state;
    struct mg_error error = {0};
    assert_null(mg_connect("postgresql:///x?host=/nowhere", &error));
    assert_int_equal(error.code, MG_E511);
    assert_int_equal(mg_error_status(&error), 3);
    assert_true(error.hint.n > 0);
    mg_error_free(&error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(passwords_are_not_shown),
        cmocka_unit_test(the_caret_stands_below_the_character),
        cmocka_unit_test(long_statements_are_cut),
        cmocka_unit_test(what_is_no_url_is_refused_without_its_password),
        cmocka_unit_test(no_server_is_an_error_with_a_way_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
