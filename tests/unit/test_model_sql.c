/* gen/model/sql.h: is it SQL, and what does it mention. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "model/sql.h"
#include "model/sql_token.h"

static int set_up(void **state)
{
    *state = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

/* --- Errors ------------------------------------------------------------------------------- */

static void good_sql_has_no_error(void **state)
{
    static const struct {
        enum sql_is what;
        const char *text;
    } good[] = {
        {SQL_EXPRESSION, "a > 0"},
        {SQL_EXPRESSION, "now()"},
        {SQL_EXPRESSION, "'x'::user_state"},
        {SQL_EXPRESSION, "a > 0 -- and so on"},
        {SQL_EXPRESSION, "(a, b) = (1, 2)"},
        {SQL_EXPRESSION, "x @> ARRAY['(']"},
        {SQL_EXPRESSION, "\"größe\" <> $$it's$$"},
        {SQL_INDEX_ELEMENT, "created_at DESC NULLS LAST"},
        {SQL_INDEX_ELEMENT, "lower(email) text_pattern_ops"},
        {SQL_INDEX_ELEMENT, "coalesce(a, b)"},
        {SQL_INDEX_ELEMENT, "title COLLATE \"C\" gin_trgm_ops(siglen=32)"},
        {SQL_TYPE, "numeric(10,2)[]"},
        {SQL_TYPE, "interval day to second(3)"},
        {SQL_STATEMENTS, "SELECT 1; SELECT 2;"},
        {SQL_STATEMENTS, "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'x;'"},
        {SQL_STATEMENTS, ""},
    };

    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        size_t position;
        const char *error = sql_error(*state, good[i].what, good[i].text, &position);

        if (error)
            fail_msg("%s: %s", good[i].text, error);
    }
}

static void errors_have_the_position_in_the_text(void **state)
{
    static const struct {
        enum sql_is what;
        const char *text, *error;
        size_t position;
    } bad[] = {
        {SQL_EXPRESSION, "a > 0 AND AND b", "syntax error at or near \"AND\"", 10},
        {SQL_EXPRESSION, "é = 'ü' AND AND b", "syntax error at or near \"AND\"", 14},
        {SQL_EXPRESSION, "a >", "syntax error at end of input", 3},
        {SQL_EXPRESSION, "(a", "syntax error at end of input", 2},
        {SQL_EXPRESSION, "", "syntax error at end of input", 0},
        {SQL_EXPRESSION, "a) OR (b", "syntax error at or near \")\"", 1},
        {SQL_EXPRESSION, "a, b", "syntax error at or near \",\"", 1},
        {SQL_EXPRESSION, "a > 0; DROP TABLE t", "syntax error at or near \";\"", 5},
        {SQL_EXPRESSION, "a = 'b", "unterminated quoted string at or near \"'b\"", 4},
        {SQL_EXPRESSION, "a > $1", "there is no parameter $1", 4},
        {SQL_EXPRESSION, "DEFAULT", "syntax error at or near \"DEFAULT\"", 0},
        {SQL_INDEX_ELEMENT, "a, b", "syntax error at or near \",\"", 1},
        {SQL_INDEX_ELEMENT, "a + b", "syntax error at or near \"+\"", 2},
        {SQL_TYPE, "integer, 2", "syntax error at or near \",\"", 7},
        {SQL_TYPE, "varchar(5", "syntax error at end of input", 9},
        {SQL_TYPE, "integer USING 4", "syntax error at or near \"USING\"", 8},
        {SQL_STATEMENTS, "SELECT 1; SELEC 2", "syntax error at or near \"SELEC\"", 10},
    };

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        size_t position = 999;
        const char *error = sql_error(*state, bad[i].what, bad[i].text, &position);

        if (!error)
            fail_msg("%s: no error", bad[i].text);
        assert_string_equal(error, bad[i].error);
        assert_int_equal(position, bad[i].position);
    }
}

/* --- Tidying ------------------------------------------------------------------------------ */

static void tidied_text_has_one_spelling(void **state)
{
    static const char *const cases[][2] = {
        {"a>0", "a > 0"},
        {"  a  >\n\t0 ", "a > 0"},
        {"f ( a,b )", "f(a, b)"},
        {"count( * )", "count(*)"},
        {"now ( )", "now()"},
        {"- 1", "-1"},
        {"a-1", "a - 1"},
        {"a- -1", "a - -1"},
        {"a*-1", "a * -1"},
        {"- - 1", "- -1"},
        {"x::int [ ]", "x::int[]"},
        {"x :: text", "x::text"},
        {"a . b", "a.b"},
        {"x IN(1,2)", "x IN (1, 2)"},
        {"NOT(a)", "NOT (a)"},
        {"a BETWEEN-1 AND+5", "a BETWEEN -1 AND +5"},
        {"a[1 : -1]", "a[1:-1]"},
        {"x = ANY(ARRAY[1,2])", "x = ANY (ARRAY[1, 2])"},
        {"data->>'b'", "data ->> 'b'"},
        {"CASE WHEN(a) THEN-1 ELSE(b) END", "CASE WHEN (a) THEN -1 ELSE (b) END"},
        {"a -- why\n+ 1", "a + 1"},
        {"a /* one /* two */ still */ + 1", "a + 1"},
        {"interval'1 day'", "interval '1 day'"},
        {"a OPERATOR ( pg_catalog . + ) b", "a OPERATOR(pg_catalog.+) b"},
        {"left ( a,1 )", "left(a, 1)"},
        {"created_at   DESC", "created_at DESC"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(sql_tidy(*state, cases[i][0]), cases[i][1]);
}

static void tidying_leaves_quoted_text_alone(void **state)
{
    static const char *const cases[] = {
        "'a  >  b'",     "E'a\\'  b'",        "$$ a  -- b $$",
        "$x$ $$ /* $x$", "\"Odd  name\" > 0", "U&\"d\\0061t  a\" > 0",
        "'it''s  so'",   "B'01' = x",
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(sql_tidy(*state, cases[i]), cases[i]);
}

/* On two lines they are one string, on one line a mistake. */
static void strings_on_two_lines_stay_there(void **state)
{
    assert_string_equal(sql_tidy(*state, "'a'   \n\n  'b'"), "'a'\n'b'");
    assert_string_equal(sql_tidy(*state, "'a' 'b'"), "'a' 'b'");
}

static void assert_same_tokens(const char *before, const char *after)
{
    const char *x = before, *y = after;
    struct sql_token a, b;

    do {
        a = sql_token_next(&x);
        b = sql_token_next(&y);
        if (a.kind != b.kind || a.n != b.n || memcmp(a.p, b.p, a.n) != 0)
            fail_msg("[%s] was tidied to [%s]", before, after);
    } while (a.kind != SQL_END);
}

/* Any text, SQL or not: the same tokens, and tidying again changes nothing. */
static void tidying_keeps_every_token_of_any_text(void **state)
{
    static const char *const pieces[] = {
        "a",      "B",     "null",  "and",   "in",    "1",     "2.5", ".5",   "1.",    "'s'",
        "E'\\''", "\"q\"", "$1",    "$$d$$", "(",     ")",     "[",   "]",    ",",     ";",
        ".",      "..",    ":",     "::",    ":=",    "=",     "=>",  "<",    "-",     "+",
        "*",      "/",     "@",     "!",     "||",    "@-",    "-@-", "u",    "U&'x'", "e",
        "$",      "{",     "\\",    "é",     "--c\n", "/*c*/", "not", "left", " ",     " ",
        "\n",     "\t",    "::int", "x(",    "'",     "\"",    "#>>", "~",    "?",     "as",
    };
    enum { PIECES = sizeof pieces / sizeof *pieces, ROUNDS = 20000, LENGTH = 9 };
    unsigned seed = 1;

    for (int round = 0; round < ROUNDS; round++) {
        struct arena *a = arena_new();
        const char *text = "";

        for (int i = 0; i < LENGTH; i++) {
            seed = seed * 1103515245u + 12345u;
            text = arena_printf(a, "%s%s", text, pieces[seed / 65536 % PIECES]);
        }

        const char *tidy = sql_tidy(a, text);

        assert_same_tokens(text, tidy);
        assert_string_equal(sql_tidy(a, tidy), tidy);
        arena_free(a);
    }
    (void)state;
}

/* --- Names -------------------------------------------------------------------------------- */

static void names_are_found_however_they_are_written(void **state)
{
    (void)state;
    assert_true(sql_mentions("EMAIL <> ''", "email"));
    assert_true(sql_mentions("\"email\" <> ''", "email"));
    assert_true(sql_mentions("U&\"\\0065mail\" <> ''", "email"));
    assert_true(sql_mentions("\"a\"\"b\" > 0", "a\"b"));
    assert_true(sql_mentions("\"Email\" <> ''", "Email"));
    assert_false(sql_mentions("Email <> ''", "Email"));
    assert_false(sql_mentions("emails <> 'email' -- email", "email"));
    assert_false(sql_mentions("a IS NULL", "is"));
    assert_true(sql_mentions("left(a, 1) = 'x'", "left"));
    assert_false(sql_mentions("SELECT", "select"));
}

static void a_name_is_told_from_others_by_its_use(void **state)
{
    static const char text[] = "state = 'new'::state AND billing.state = 'x'::billing.state OR "
                               "state(3) > CAST(a AS state) AND state.x";

    assert_string_equal(sql_rename_as(*state, text, SQL_COLUMN, "state", "status"),
                        "status = 'new'::state AND billing.status = 'x'::billing.state OR "
                        "state(3) > CAST(a AS state) AND state.x");
    assert_string_equal(sql_rename_as(*state, text, SQL_TYPE_NAME, "state", "Status"),
                        "state = 'new'::\"Status\" AND billing.state = 'x'::billing.\"Status\" OR "
                        "\"Status\"(3) > CAST(a AS \"Status\") AND state.x");
    assert_string_equal(sql_rename_as(*state, text, SQL_QUALIFIER, "billing", "money"),
                        "state = 'new'::state AND money.state = 'x'::money.state OR "
                        "state(3) > CAST(a AS state) AND state.x");
    assert_string_equal(sql_rename_as(*state, text, SQL_FUNCTION, "state", "f"),
                        "state = 'new'::state AND billing.state = 'x'::billing.state OR "
                        "f(3) > CAST(a AS state) AND state.x");
    assert_true(sql_mentions_as("state 'new' = x", SQL_TYPE_NAME, "state"));
}

static void renaming_touches_nothing_else(void **state)
{
    assert_string_equal(sql_rename(*state, "  a>0 AND 'a' <>\"a\" -- a", "a", "Order"),
                        "  \"Order\">0 AND 'a' <>\"Order\" -- a");
    assert_string_equal(sql_rename(*state, "a", "b", "c"), "a");
    assert_string_equal(sql_rename(*state, "", "b", "c"), "");
}

static void identifiers_are_listed_once(void **state)
{
    struct strings names =
        sql_identifiers(*state, "lower(Email) = email AND \"Odd\" IS NOT NULL OR x::text = 'y'");
    static const char *const expected[] = {"lower", "email", "Odd", "x", "text"};

    assert_int_equal(names.n, 5);
    for (size_t i = 0; i < names.n; i++)
        assert_string_equal(names.items[i], expected[i]);
}

static void identifiers_are_quoted_only_where_they_must(void **state)
{
    assert_string_equal(sql_ident(*state, "users"), "users");
    assert_string_equal(sql_ident(*state, "order"), "\"order\"");
    assert_string_equal(sql_ident(*state, "a\"b"), "\"a\"\"b\"");
}

static void an_index_element_is_a_column_or_an_expression(void **state)
{
    assert_string_equal(sql_element_column(*state, "created_at DESC"), "created_at");
    assert_string_equal(sql_element_column(*state, "\"Odd one\" COLLATE \"C\""), "Odd one");
    assert_string_equal(sql_element_column(*state, "time"), "time");
    assert_null(sql_element_column(*state, "lower(email)"));
    assert_null(sql_element_column(*state, "(a + b)"));
    assert_null(sql_element_column(*state, ""));
}

static void strings_are_compared_by_value(void **state)
{
    assert_true(sql_mentions_string("x = 'it''s'", "it's"));
    assert_true(sql_mentions_string("x = E'it\\'s'", "it's"));
    assert_true(sql_mentions_string("x = $q$it's$q$", "it's"));
    assert_false(sql_mentions_string("x = its", "its"));
    assert_string_equal(sql_rename_string(*state, "x = 'old'::t OR y = 'older'", "old", "n'w"),
                        "x = 'n''w'::t OR y = 'older'");
}

/* Unfinished quotes and escapes at the very end: nothing is read beyond it. */
static void broken_text_does_no_harm(void **state)
{
    static const char *const broken[] = {
        "'",  "\"",  "E'\\",   "E'a\\'",   "U&\"",         "U&\"\\", "U&\"\\00", "U&\"\\+0000",
        "$$", "$a$", "$a",     "$",        "/*",           "/*/",    "--",       "B'",
        "1e", "1.",  "\"\"\"", "U&'\\+00", "U&\"\\00zz\"", "'''",    "\\",       "e'",
    };

    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        /* An allocation of its own, so that a sanitizer sees the end. */
        char *text = malloc(strlen(broken[i]) + 1);

        strcpy(text, broken[i]);
        assert_string_equal(sql_tidy(*state, sql_tidy(*state, text)), sql_tidy(*state, text));
        sql_identifiers(*state, text);
        assert_false(sql_mentions(text, "nothing"));
        assert_false(sql_mentions_string(text, "nothing"));
        sql_rename(*state, text, "a", "b");
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(good_sql_has_no_error, set_up, tear_down),
        cmocka_unit_test_setup_teardown(errors_have_the_position_in_the_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tidied_text_has_one_spelling, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tidying_leaves_quoted_text_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(strings_on_two_lines_stay_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tidying_keeps_every_token_of_any_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_are_found_however_they_are_written, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_name_is_told_from_others_by_its_use, set_up, tear_down),
        cmocka_unit_test_setup_teardown(renaming_touches_nothing_else, set_up, tear_down),
        cmocka_unit_test_setup_teardown(identifiers_are_listed_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(identifiers_are_quoted_only_where_they_must, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_index_element_is_a_column_or_an_expression, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(strings_are_compared_by_value, set_up, tear_down),
        cmocka_unit_test_setup_teardown(broken_text_does_no_harm, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
