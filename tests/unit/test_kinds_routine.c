/* gen/kinds/routine.h: signatures, settings and CREATE FUNCTION, there and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "kinds/routine.h"

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

/* The signature and the arguments of a declaration, as we write them; or what is wrong. */
static const char *declared(struct arena *a, const char *text)
{
    const char *schema, *name;
    struct arguments args;
    struct routine_error error;

    if (!routine_parse(a, text, &schema, &name, &args, &error))
        return arena_printf(a, "%s, at %zu", error.message, error.position);
    return arena_printf(a, "%s%s%s | %s", schema ? schema : "", schema ? "." : "",
                        routine_signature(a, routine_plain_name(a, name), &args),
                        routine_arguments(a, &args));
}

static void signatures_have_the_types_of_what_goes_in(void **state)
{
    static const char *const cases[][2] = {
        {"f()", "f() | "},
        {"F ( )", "f() | "},
        {"billing.f(INT)", "billing.f(integer) | integer"},
        {"f(a int, b text = 'x, y')", "f(integer, text) | a integer, b text DEFAULT 'x, y'"},
        {"f(IN a int, OUT b text, INOUT c bool)",
         "f(integer, boolean) | a integer, OUT b text, INOUT c boolean"},
        {"f(a OUT integer, in out b integer)", "f(integer) | OUT a integer, INOUT b integer"},
        {"f(variadic x text[])", "f(text[]) | VARIADIC x text[]"},
        {"f(varchar(50), numeric(10, 2))", "f(varchar, numeric) | varchar, numeric"},
        {"f(timestamp with time zone, double precision)",
         "f(timestamptz, double precision) | timestamptz, double precision"},
        {"f(at timestamp with time zone)", "f(timestamptz) | at timestamptz"},
        {"f(\"A b\" \"My Type\")", "f(\"My Type\") | \"A b\" \"My Type\""},
        {"\"odd.name (x)\"(integer)", "\"odd.name (x)\"(integer) | integer"},
        {"f(a integer DEFAULT (1 + 2), b integer DEFAULT f(1, 2))",
         "f(integer, integer) | a integer DEFAULT (1 + 2), b integer DEFAULT f(1, 2)"},
        {"f", "( is missing at the end, at 1"},
        {"f(a integer", ") is missing at the end, at 11"},
        {"f(a integer DEFAULT 1, b integer)",
         "DEFAULT, which the arguments before it have, is missing at \")\", at 32"},
        {"f(a)) x", "the end is missing at \")\", at 4"},
        {"f(a integer DEFAULT)", "a default is missing, at 19"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(declared(*state, cases[i][0]), cases[i][1]);
}

static const char *aggregated(struct arena *a, const char *text)
{
    const char *schema, *name;
    struct arguments args;
    struct routine_error error;

    if (!aggregate_parse(a, text, &schema, &name, &args, &error))
        return arena_printf(a, "%s, at %zu", error.message, error.position);
    return arena_printf(a, "%s | %s", aggregate_signature(a, name, &args),
                        aggregate_arguments(a, &args));
}

static void aggregates_have_signatures_of_their_own(void **state)
{
    static const char *const cases[][2] = {
        {"f(*)", "f(*) | *"},
        {"f(x integer)", "f(integer) | x integer"},
        {"f(p float8 ORDER BY anyelement)",
         "f(double precision ORDER BY anyelement) | p double precision ORDER BY anyelement"},
        {"f(ORDER BY integer)", "f(ORDER BY integer) | ORDER BY integer"},
        {"f(VARIADIC \"any\" ORDER BY VARIADIC \"any\")",
         "f(VARIADIC \"any\" ORDER BY VARIADIC \"any\") | VARIADIC \"any\" ORDER BY VARIADIC "
         "\"any\""},
        {"f(integer ORDER integer)", "by is missing at \"integer\", at 16"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(aggregated(*state, cases[i][0]), cases[i][1]);
}

static void settings_are_as_postgresql_keeps_them(void **state)
{
    static const char *const cases[][2] = {
        {"search_path = billing, public", "search_path=billing, public"},
        {"search_path TO '$user', 'A b', ''", "search_path=\"$user\", \"A b\", \"\""},
        {"work_mem='64MB'", "work_mem=64MB"},
        {"TIME ZONE 'UTC'", "timezone=UTC"},
        {"DateStyle TO ISO, DMY", "datestyle=iso, dmy"},
        {"my.setting = 'a b'", "my.setting=a b"},
        {"geqo_seed = -1.5", "geqo_seed=-1.5"},
        {"work_mem", NULL},
        {"work_mem =", NULL},
        {"= 1", NULL},
        {"a = 1 2", NULL},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *setting = routine_setting(*state, cases[i][0]);

        if (!cases[i][1]) {
            assert_null(setting);
            continue;
        }
        assert_string_equal(setting, cases[i][1]);
        assert_string_equal(routine_setting(*state, routine_setting_text(*state, setting)),
                            setting);
    }
}

/* What we write is read as the same function. */
static void a_statement_is_read_as_it_is_written(void **state)
{
    static const char text[] =
        "-- two of them\n"
        "create or replace function s.f(a int, out b text) returns setof text strict\n"
        "  called on null input language 'PLPGSQL' cost 100 rows 5 parallel safe security definer\n"
        "  set search_path to s, public support s.helper as $x$ begin $$a$$; end $x$;\n"
        "CREATE PROCEDURE p() BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; END;"
        "comment on procedure p() is 'it''s';";
    struct arena *a = *state;
    const char *rest = text;
    struct routine_error error;
    bool comment;
    size_t at, body;

    for (int i = 0; i < 2; i++) {
        struct function *f = routine_statement(a, text, &rest, &comment, &at, &body, &error),
                        *again;
        const char *written, *p;

        assert_non_null(f);
        assert_false(comment);
        assert_string_equal(f->o.name, i ? "p()" : "f(integer)");
        assert_memory_equal(text + body, i ? "BEGIN ATOMIC" : " begin $$a$$", 12);
        written = p = routine_text(a, f);
        again = routine_statement(a, written, &p, &comment, &at, &body, &error);
        assert_non_null(again);
        assert_int_equal(object_differences(&f->o, &again->o), 0);
        assert_string_equal(written, routine_text(a, again));
    }
    assert_string_equal(routine_statement(a, text, &rest, &comment, &at, &body, &error)->o.comment,
                        "it's");
    assert_true(comment);
    assert_null(routine_statement(a, text, &rest, &comment, &at, &body, &error));
    assert_null(error.message);
}

static void a_statement_that_is_wrong_says_where(void **state)
{
    static const struct {
        const char *text, *message;
        size_t position;
    } cases[] = {
        {"CREATE TABLE t ()", "function is missing at \"TABLE\"", 7},
        {"CREATE FUNCTION f() RETURNS int LANGUAGE sql IMUTABLE AS ''",
         "an attribute of the function is missing at \"IMUTABLE\"", 45},
        {"CREATE FUNCTION f() RETURNS int SET x AS ''",
         "what follows SET is not a parameter with its value", 36},
        {"DROP FUNCTION f()", "create is missing at \"DROP\"", 0},
        {"CREATE FUNCTION f() RETURNS int COST x", "a number is missing at \"x\"", 37},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *rest = cases[i].text;
        struct routine_error error;
        bool comment;
        size_t at, body;

        assert_null(routine_statement(*state, cases[i].text, &rest, &comment, &at, &body, &error));
        assert_string_equal(error.message, cases[i].message);
        assert_int_equal(error.position, cases[i].position);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(signatures_have_the_types_of_what_goes_in, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(aggregates_have_signatures_of_their_own, set_up, tear_down),
        cmocka_unit_test_setup_teardown(settings_are_as_postgresql_keeps_them, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_statement_is_read_as_it_is_written, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_statement_that_is_wrong_says_where, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
