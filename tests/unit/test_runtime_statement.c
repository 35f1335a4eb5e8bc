/* runtime/sql/statement.c: SQL text, statement by statement. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "runtime/base/buf.h"
#include "runtime/sql/statement.h"

/* The statements of a text, each between brackets. */
static void expect(const char *text, const char *expected)
{
    struct mg_buf out = MG_BUF_INIT;
    struct mg_statement s;
    while (mg_statement_next(&text, &s)) {
        mg_buf_addc(&out, '[');
        mg_buf_addn(&out, s.text, s.n);
        mg_buf_addc(&out, ']');
    }
    assert_string_equal(mg_buf_text(&out), expected);
    mg_buf_free(&out);
}

static enum mg_statement_kind kind_of(const char *text)
{
    struct mg_statement s;
    assert_true(mg_statement_next(&text, &s));
    return s.kind;
}

static void statements_are_split_at_semicolons(void **state)
{
    (void)state;
    expect("select 1; select 2", "[select 1][select 2]");
    expect(" select 1 ;;\n ; ", "[select 1]");
    expect("", "");
    expect("-- nothing\n/* at all */ ;", "");
}

static void quotes_hide_semicolons(void **state)
{
    (void)state;
    expect("select ';', 'it''s;'; x", "[select ';', 'it''s;'][x]");
    expect("select E'\\';', \"a;\"\"b\"; x", "[select E'\\';', \"a;\"\"b\"][x]");
    expect("select '\\'; x", "[select '\\'][x]");
    expect("do $$ begin; end $$; x", "[do $$ begin; end $$][x]");
    expect("do $a$ $b$;$$ $a$; x", "[do $a$ $b$;$$ $a$][x]");
    expect("select $1; x$y$ ; z", "[select $1][x$y$][z]");
}

static void comments_hide_semicolons_and_nest(void **state)
{
    (void)state;
    expect("select 1 -- ;\n, 2; x", "[select 1 -- ;\n, 2][x]");
    expect("select /* ; /* ; */ ; */ 1; x", "[select /* ; /* ; */ ; */ 1][x]");
    expect("-- first\nselect 1; -- last", "[select 1]");
}

static void parentheses_hide_semicolons_of_rules(void **state)
{
    (void)state;
    expect("create rule r as on insert to t do (select 1; select 2); x",
           "[create rule r as on insert to t do (select 1; select 2)][x]");
}

static void bodies_of_sql_functions_are_whole(void **state)
{
    (void)state;
    expect("create function f() returns int begin atomic select case when a then b end; "
           "select 2; end; x",
           "[create function f() returns int begin atomic select case when a then b end; "
           "select 2; end][x]");
    expect("CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC; END; x",
           "[CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC; END][x]");
    expect("create table t (begin_ int); begin; x", "[create table t (begin_ int)][begin][x]");
}

static void what_ends_a_transaction_is_known(void **state)
{
    (void)state;
    static const char *const ends[] = {
        "BEGIN",
        "begin isolation level serializable",
        "start transaction",
        "/* */ commit",
        "end",
        "ABORT",
        "rollback",
        "rollback work",
        "rollback and chain",
        "prepare transaction 'x'",
        "commit prepared 'x'",
        "rollback prepared 'x'",
    };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        assert_int_equal(kind_of(ends[i]), MG_STATEMENT_TRANSACTION);
    static const char *const plain[] = {
        "savepoint a", "rollback to a",         "rollback work to savepoint a",
        "release a",   "prepare p as select 1", "select 'commit'",
        "endless",     "copy t from '/x'",
    };
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        assert_int_equal(kind_of(plain[i]), MG_STATEMENT_PLAIN);
    assert_int_equal(kind_of("copy t from stdin"), MG_STATEMENT_STREAM);
    assert_int_equal(kind_of("COPY (select 1) TO STDOUT"), MG_STATEMENT_STREAM);
}

static void broken_text_ends(void **state)
{
    (void)state;
    static const char *const broken[] = {
        "select '", "select \"", "select $a$ $",           "select /* /*", "select E'\\",
        "select (", "$",         "create function f begin"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct mg_buf all = MG_BUF_INIT;
        mg_buf_printf(&all, "[%s]", broken[i]);
        expect(broken[i], mg_buf_text(&all));
        mg_buf_free(&all);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statements_are_split_at_semicolons),
        cmocka_unit_test(quotes_hide_semicolons),
        cmocka_unit_test(comments_hide_semicolons_and_nest),
        cmocka_unit_test(parentheses_hide_semicolons_of_rules),
        cmocka_unit_test(bodies_of_sql_functions_are_whole),
        cmocka_unit_test(what_ends_a_transaction_is_known),
        cmocka_unit_test(broken_text_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
