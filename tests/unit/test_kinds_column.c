/* gen/kinds: what only columns have: identities, generation, casts. */
#include "tests/support/planned.h"

static const char *up(struct arena *a, const char *before, const char *after)
{
    struct planned p = planned(a, arena_printf(a, "table t\ncolumn t.a | %s", before),
                               arena_printf(a, "table t\ncolumn t.a | %s", after), "");

    assert_string_equal(p.errors, "");
    return p.up;
}

static void an_identity_is_added_and_taken_away(void **state)
{
    assert_string_equal(up(*state, "type=integer", "type=integer | not_null | identity=ALWAYS"),
                        "alter_column(m, \"t\", \"a\", NOT_NULL, IDENTITY_ALWAYS);\n");
    assert_string_equal(up(*state, "type=integer | not_null | identity=ALWAYS", "type=integer"),
                        "alter_column(m, \"t\", \"a\", NULLABLE, NO_IDENTITY);\n");
    assert_string_equal(up(*state, "type=integer | not_null | identity=ALWAYS",
                           "type=integer | not_null | identity=BY DEFAULT"),
                        "alter_column(m, \"t\", \"a\", SET_GENERATED(BY DEFAULT));\n");
}

#define IDENTITY_OF(type) "type=" type " | not_null | identity=ALWAYS"

static void options_go_back_to_what_they_are_by_default(void **state)
{
    assert_string_equal(
        up(*state,
           IDENTITY_OF("integer") " | start=5 | increment=2 | maxvalue=99 | cache=9 | cycle",
           IDENTITY_OF("integer")),
        "alter_column(m, \"t\", \"a\", START(1), INCREMENT(1), MAXVALUE(NO), CACHE(1), "
        "NO_CYCLE);\n");
}

static void a_sequence_is_moved_behind_a_new_bound(void **state)
{
    assert_string_equal(
        up(*state, IDENTITY_OF("integer"), IDENTITY_OF("integer") " | minvalue=100"),
        "execute(m, \"SELECT setval('t_a_seq', 100, false) FROM t_a_seq WHERE last_value < "
        "100\");\n"
        "alter_column(m, \"t\", \"a\", START(100), MINVALUE(100));\n");
}

static void a_sequence_that_turns_round_is_made_anew(void **state)
{
    assert_string_equal(
        up(*state, IDENTITY_OF("integer"), IDENTITY_OF("integer") " | increment=-1"),
        "alter_column(m, \"t\", \"a\", NO_IDENTITY);\n"
        "alter_column(m, \"t\", \"a\", IDENTITY_ALWAYS, INCREMENT(-1));\n");
}

static void a_narrower_identity_first_counts_within_it(void **state)
{
    assert_string_equal(up(*state, IDENTITY_OF("bigint") " | maxvalue=5000000000",
                           IDENTITY_OF("integer") " | maxvalue=99"),
                        "alter_column(m, \"t\", \"a\", MAXVALUE(99));\n"
                        "alter_column(m, \"t\", \"a\", TYPE(\"integer\"));\n");
    assert_string_equal(up(*state, IDENTITY_OF("bigint"), IDENTITY_OF("integer")),
                        "alter_column(m, \"t\", \"a\", TYPE(\"integer\"));\n");
}

static void a_sequence_is_renamed(void **state)
{
    assert_string_equal(up(*state, IDENTITY_OF("bigint"), IDENTITY_OF("bigint") " | sequence=ids"),
                        "rename_sequence(m, \"t_a_seq\", \"ids\");\n");
}

static void casts_are_said_where_postgresql_needs_them(void **state)
{
    assert_string_equal(up(*state, "type=integer", "type=text"),
                        "alter_column(m, \"t\", \"a\", TYPE(\"text\"));\n");
    assert_string_equal(up(*state, "type=text", "type=integer"),
                        "alter_column(m, \"t\", \"a\", TYPE(\"integer\"), "
                        "USING(\"a::integer\"));\n");
}

static void a_default_is_said_again_in_the_new_type(void **state)
{
    assert_string_equal(up(*state, "type=integer | default=0", "type=bigint | default=0"),
                        "alter_column(m, \"t\", \"a\", TYPE(\"bigint\"), DEFAULT(\"0\"));\n");
    assert_string_equal(up(*state, "type=integer | default=0", "type=bigint"),
                        "alter_column(m, \"t\", \"a\", TYPE(\"bigint\"), NO_DEFAULT);\n");
}

static void a_collation_goes_with_the_type(void **state)
{
    assert_string_equal(up(*state, "type=text", "type=text | collation=C"),
                        "alter_column(m, \"t\", \"a\", TYPE(\"text\"), COLLATE(\"C\"));\n");
    assert_string_equal(up(*state, "type=text | collation=C", "type=text"),
                        "alter_column(m, \"t\", \"a\", TYPE(\"text\"));\n");
}

static void losses_of_values_are_told(void **state)
{
    static const char *const lossy[][3] = {
        {"type=numeric(10,4)", "type=numeric(10,2)", "are rounded"},
        {"type=double precision", "type=integer", "are rounded"},
        {"type=timestamptz", "type=date", "lose their time of day"},
        {"type=timestamp", "type=timestamp(0)", "lose fractions of seconds"},
        {"type=bigint", "type=double precision", "keep no more than 15 digits"},
        {"type=json", "type=jsonb", "lose white space"},
    };
    static const char *const safe[][2] = {
        {"type=integer", "type=bigint"},   {"type=integer", "type=numeric"},
        {"type=varchar(50)", "type=text"}, {"type=numeric(10,2)", "type=numeric(12,2)"},
        {"type=date", "type=timestamptz"}, {"type=integer", "type=double precision"},
        {"type=text", "type=varchar(50)"},
    };

    for (size_t i = 0; i < sizeof lossy / sizeof *lossy; i++)
        assert_non_null(strstr(up(*state, lossy[i][0], lossy[i][1]), lossy[i][2]));
    for (size_t i = 0; i < sizeof safe / sizeof *safe; i++)
        assert_null(strstr(up(*state, safe[i][0], safe[i][1]), "loss("));
}

static void a_generated_column_becomes_plain_in_place(void **state)
{
    struct planned p = planned(
        *state, "table t\ncolumn t.a | type=integer\ncolumn t.b | type=integer | generated=a",
        "table t\ncolumn t.a | type=integer\ncolumn t.b | type=bigint", "");

    assert_string_equal(p.up, "alter_column(m, \"t\", \"b\", NO_EXPRESSION);\n"
                              "alter_column(m, \"t\", \"b\", TYPE(\"bigint\"));\n");
    assert_string_equal(p.down,
                        "loss(m, \"the values of column \\\"t.b\\\"\");\n"
                        "drop_column(m, \"t\", \"b\");\n"
                        "add_column(m, \"t\", COLUMN(\"b\", \"integer\", GENERATED(\"a\")));\n");
}

static void an_expression_is_changed_with_its_column(void **state)
{
    struct planned p =
        planned(*state,
                "table t\ncolumn t.a | type=integer\ncolumn t.b | type=integer | generated=a + 1\n"
                "index t.i | elements=b",
                "table t\ncolumn t.a | type=integer\ncolumn t.b | type=integer | generated=a + 2\n"
                "index t.i | elements=b",
                "");

    assert_string_equal(p.up,
                        "drop_index(m, \"i\");\n"
                        "drop_column(m, \"t\", \"b\");\n"
                        "add_column(m, \"t\", COLUMN(\"b\", \"integer\", GENERATED(\"a + 2\")));\n"
                        "create_index(m, \"i\", ON(\"t\", \"b\"));\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLAN_TEST(an_identity_is_added_and_taken_away),
        PLAN_TEST(options_go_back_to_what_they_are_by_default),
        PLAN_TEST(a_sequence_is_moved_behind_a_new_bound),
        PLAN_TEST(a_sequence_that_turns_round_is_made_anew),
        PLAN_TEST(a_narrower_identity_first_counts_within_it),
        PLAN_TEST(a_sequence_is_renamed),
        PLAN_TEST(casts_are_said_where_postgresql_needs_them),
        PLAN_TEST(a_default_is_said_again_in_the_new_type),
        PLAN_TEST(a_collation_goes_with_the_type),
        PLAN_TEST(losses_of_values_are_told),
        PLAN_TEST(a_generated_column_becomes_plain_in_place),
        PLAN_TEST(an_expression_is_changed_with_its_column),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
