/* gen/model/types.h. Spellings, casts and comparisons are those of PostgreSQL 15. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "model/sql.h"
#include "model/types.h"

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

static void every_spelling_has_one_canonical_form(void **state)
{
    static const char *const cases[][2] = {
        {"INT4", "integer"},
        {"int", "integer"},
        {"int8", "bigint"},
        {"int2", "smallint"},
        {"pg_catalog.int4", "integer"},
        {"bool", "boolean"},
        {"float", "double precision"},
        {"float(24)", "real"},
        {"float(25)", "double precision"},
        {"float4", "real"},
        {"Double  Precision", "double precision"},
        {"decimal(10, 2)", "numeric(10,2)"},
        {"dec", "numeric"},
        {"numeric(10,0)", "numeric(10)"},
        {"numeric(5, -2)", "numeric(5,-2)"},
        {"character varying (50)", "varchar(50)"},
        {"char varying", "varchar"},
        {"national character varying(4)", "varchar(4)"},
        {"nchar(3)", "char(3)"},
        {"char", "char(1)"},
        {"character(7)", "char(7)"},
        {"bpchar", "bpchar"},
        {"bpchar(4)", "char(4)"},
        {"\"char\"", "\"char\""},
        {"pg_catalog.char", "\"char\""},
        {"\"text\"", "text"},
        {"bit", "bit(1)"},
        {"bit varying(5)", "varbit(5)"},
        {"\"bit\"", "\"bit\""},
        {"timestamp with time zone", "timestamptz"},
        {"timestamp(3) with time zone", "timestamptz(3)"},
        {"timestamp without time zone", "timestamp"},
        {"timestamp(9)", "timestamp(6)"},
        {"time (0) with time zone", "timetz(0)"},
        {"interval", "interval"},
        {"INTERVAL(3)", "interval(3)"},
        {"interval day to second (3)", "interval day to second(3)"},
        {"interval year to month", "interval year to month"},
        {"int[]", "integer[]"},
        {"int[3][3]", "integer[]"},
        {"int ARRAY[4]", "integer[]"},
        {"_text", "text[]"},
        {"timestamp(3) with time zone []", "timestamptz(3)[]"},
        {"name", "name"},
        {"int4multirange", "int4multirange"},
        {"User_State", "user_state"},
        {"\"User State\" [ ]", "\"User State\"[]"},
        {"billing.\"State\"", "billing.\"State\""},
        {"Billing . state", "billing.state"},
        {"\"order\"", "\"order\""},
        {"geometry(Point, 4326)", "geometry(Point,4326)"},
        {"serial", "serial"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *canonical = type_canonical(*state, cases[i][0]);

        if (!canonical)
            fail_msg("%s is no type", cases[i][0]);
        assert_string_equal(canonical, cases[i][1]);
        assert_string_equal(type_canonical(*state, canonical), canonical);
    }
}

static void what_is_no_type_has_no_form(void **state)
{
    static const char *const cases[] = {
        "",
        "int(5)",
        "int integer",
        "setof int",
        "varchar(0)",
        "varchar(",
        "numeric(5,2,1)",
        "select",
        "numeric(1001)",
        "interval month to day",
        "int[",
        "a.b.c",
        "time zone",
        "int;",
        "interval(3) day",
        "[]",
        "float(60)",
        "text collate",
        "varchar(99999999999999999)",
        "int[]x",
        "(int)",
        "'text'",
        "timestamp with time",
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_null(type_canonical(*state, cases[i]));
    assert_string_equal(type_canonical(*state, "int -- "), "integer"); /* a comment is space */
}

static void builtin_types_are_told_from_others(void **state)
{
    assert_true(type_is_builtin(*state, "varchar(50)"));
    assert_true(type_is_builtin(*state, "jsonb[]"));
    assert_true(type_is_builtin(*state, "\"char\""));
    assert_false(type_is_builtin(*state, "user_state"));
    assert_false(type_is_builtin(*state, "billing.text"));
    assert_false(type_is_builtin(*state, "serial"));
    assert_false(type_is_builtin(*state, "not a type"));
    assert_string_equal(type_nearest(*state, "txt"), "text");
    assert_string_equal(type_nearest(*state, "bigin"), "bigint");
    assert_null(type_nearest(*state, "completely_different"));
}

static void parts_of_a_type(void **state)
{
    assert_string_equal(type_base(*state, "varchar(50)[]"), "varchar");
    assert_string_equal(type_base(*state, "interval day to second(3)"), "interval");
    assert_string_equal(type_base(*state, "billing.\"State\"[]"), "billing.\"State\"");
    assert_true(type_is_array("text[]"));
    assert_false(type_is_array("text"));
    assert_true(type_is_integer("smallint") && type_is_integer("integer") &&
                type_is_integer("bigint"));
    assert_false(type_is_integer("numeric"));
}

static void casts_are_those_of_postgresql(void **state)
{
    static const struct {
        const char *from, *to;
        enum cast cast;
    } cases[] = {
        {"integer", "bigint", CAST_ASSIGNMENT},
        {"bigint", "smallint", CAST_ASSIGNMENT},
        {"varchar(50)", "varchar(20)", CAST_ASSIGNMENT},
        {"varchar(50)", "text", CAST_ASSIGNMENT},
        {"numeric(10,2)", "integer", CAST_ASSIGNMENT},
        {"boolean", "integer", CAST_EXPLICIT},
        {"text", "integer", CAST_EXPLICIT},
        {"char(5)", "uuid", CAST_EXPLICIT},
        {"uuid", "text", CAST_ASSIGNMENT},
        {"integer", "boolean", CAST_EXPLICIT},
        {"integer", "uuid", CAST_NONE},
        {"boolean", "bigint", CAST_NONE},
        {"timestamptz", "date", CAST_ASSIGNMENT},
        {"timestamptz", "bigint", CAST_NONE},
        {"json", "jsonb", CAST_ASSIGNMENT},
        {"integer[]", "bigint[]", CAST_ASSIGNMENT},
        {"text[]", "integer[]", CAST_EXPLICIT},
        {"text[]", "text", CAST_ASSIGNMENT},
        {"text", "text[]", CAST_EXPLICIT},
        {"text", "integer[]", CAST_EXPLICIT},
        {"integer", "integer[]", CAST_NONE},
        {"int4range", "int8range", CAST_BY_TEXT},
        {"daterange", "tsrange", CAST_BY_TEXT},
        {"int4range", "daterange", CAST_NONE},
        {"not a type", "text", CAST_NONE},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum cast cast = type_cast(*state, cases[i].from, false, cases[i].to, false);

        if (cast != cases[i].cast)
            fail_msg("%s to %s: %d", cases[i].from, cases[i].to, (int)cast);
    }
}

static void enums_are_cast_by_their_text(void **state)
{
    struct arena *a = *state;

    assert_int_equal(type_cast(a, "state", true, "state", true), CAST_ASSIGNMENT);
    assert_int_equal(type_cast(a, "state", true, "status", true), CAST_BY_TEXT);
    assert_int_equal(type_cast(a, "state[]", true, "status[]", true), CAST_BY_TEXT);
    assert_int_equal(type_cast(a, "state", true, "text", false), CAST_ASSIGNMENT);
    assert_int_equal(type_cast(a, "varchar(9)", false, "state", true), CAST_EXPLICIT);
    assert_int_equal(type_cast(a, "state", true, "integer", false), CAST_NONE);
    assert_int_equal(type_cast(a, "state", true, "status[]", true), CAST_NONE);
    assert_int_equal(type_cast(a, "integer", false, "state", true), CAST_NONE);
}

static void expressions_outlive_changes_of_width(void **state)
{
    struct arena *a = *state;

    assert_true(type_same_family(a, "varchar(50)", "text"));
    assert_true(type_same_family(a, "integer", "bigint"));
    assert_true(type_same_family(a, "numeric(10,2)", "numeric(12,4)"));
    assert_true(type_same_family(a, "timestamptz(3)", "timestamptz"));
    assert_true(type_same_family(a, "varchar(5)[]", "varchar(9)[]"));
    assert_false(type_same_family(a, "integer", "numeric"));
    assert_false(type_same_family(a, "text", "char(5)"));
    assert_false(type_same_family(a, "text", "name"));
    assert_false(type_same_family(a, "text", "text[]"));
    assert_false(type_same_family(a, "text[]", "varchar[]"));
    assert_false(type_same_family(a, "timestamp", "timestamptz"));
    assert_false(type_same_family(a, "state", "status"));
}

static void foreign_keys_need_an_equality(void **state)
{
    struct arena *a = *state;

    assert_true(type_comparable(a, "integer", "bigint"));
    assert_true(type_comparable(a, "bigint", "smallint"));
    assert_true(type_comparable(a, "integer", "numeric"));
    assert_false(type_comparable(a, "numeric", "integer"));
    assert_true(type_comparable(a, "varchar(50)", "text"));
    assert_true(type_comparable(a, "char(5)", "text"));
    assert_true(type_comparable(a, "date", "timestamptz"));
    assert_true(type_comparable(a, "inet", "cidr"));
    assert_true(type_comparable(a, "state", "state"));
    assert_false(type_comparable(a, "state", "text"));
    assert_false(type_comparable(a, "text", "integer"));
    assert_false(type_comparable(a, "uuid", "text"));
    assert_false(type_comparable(a, "json", "json"));
    assert_true(type_comparable(a, "text[]", "text[]"));
    assert_false(type_comparable(a, "text[]", "varchar[]"));
}

static void neutral_values_are_sql(void **state)
{
    static const char *const names[] = {
#define TYPE(catalog, name, modifiers, equality, neutral) name,
#include "model/types.def"
#undef TYPE
    };
    size_t position;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = type_neutral_value(*state, names[i]);

        assert_true(type_is_builtin(*state, names[i]));
        if (value)
            assert_null(sql_error(*state, SQL_EXPRESSION, value, &position));
    }
    assert_string_equal(type_neutral_value(*state, "varchar(50)"), "''");
    assert_string_equal(type_neutral_value(*state, "bit(5)"), "B'0'::bit(5)");
    assert_string_equal(type_neutral_value(*state, "user_state[]"), "'{}'");
    assert_null(type_neutral_value(*state, "user_state"));
}

/* They are searched by halving. */
static void tables_are_sorted(void **state)
{
    static const char *const catalog[] = {
#define TYPE(catalog, name, modifiers, equality, neutral) catalog,
#include "model/types.def"
#undef TYPE
    };
    static const char *const casts[] = {
#define CAST(from, to, context) from " " to,
#include "model/casts.def"
#undef CAST
    };

    (void)state;
    for (size_t i = 1; i < sizeof catalog / sizeof *catalog; i++)
        assert_true(strcmp(catalog[i - 1], catalog[i]) < 0);
    for (size_t i = 1; i < sizeof casts / sizeof *casts; i++)
        assert_true(strcmp(casts[i - 1], casts[i]) < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_spelling_has_one_canonical_form, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_type_has_no_form, set_up, tear_down),
        cmocka_unit_test_setup_teardown(builtin_types_are_told_from_others, set_up, tear_down),
        cmocka_unit_test_setup_teardown(parts_of_a_type, set_up, tear_down),
        cmocka_unit_test_setup_teardown(casts_are_those_of_postgresql, set_up, tear_down),
        cmocka_unit_test_setup_teardown(enums_are_cast_by_their_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(expressions_outlive_changes_of_width, set_up, tear_down),
        cmocka_unit_test_setup_teardown(foreign_keys_need_an_equality, set_up, tear_down),
        cmocka_unit_test_setup_teardown(neutral_values_are_sql, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tables_are_sorted, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
