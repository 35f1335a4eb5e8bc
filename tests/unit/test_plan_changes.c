/* gen/plan: what differs, what it brings along, and the way back. */
#include "tests/support/planned.h"

#define TABLE "table t\ncolumn t.id | type=integer | not_null\nprimary_key t.t_pkey | columns=id\n"

static void equal_schemas_make_an_empty_plan(void **state)
{
    struct planned p = planned(*state, TABLE, TABLE, "");

    assert_plan(*state, TABLE, TABLE, "", "", "");
    assert_int_equal(p.changes.n, 0);
}

static void the_order_of_columns_is_no_difference(void **state)
{
    assert_plan(*state, "table t\ncolumn t.a | type=text\ncolumn t.b | type=text",
                "table t\ncolumn t.b | type=text\ncolumn t.a | type=text", "", "", "");
}

static void a_changed_default_is_altered_once(void **state)
{
    assert_plan(*state, "table t\ncolumn t.a | type=integer | default=1",
                "table t\ncolumn t.a | type=integer | default=2", "",
                "alter_column(m, \"t\", \"a\", DEFAULT(\"2\"));\n",
                "alter_column(m, \"t\", \"a\", DEFAULT(\"1\"));\n");
}

static void a_dropped_column_is_a_loss_and_comes_back_with_neutral_values(void **state)
{
    struct planned p = planned(*state, TABLE "column t.a | type=text | not_null", TABLE, "");

    assert_string_equal(p.up, "loss(m, \"the values of column \\\"t.a\\\"\");\n"
                              "drop_column(m, \"t\", \"a\");\n");
    assert_string_equal(p.down,
                        "loss(m, \"column \\\"t.a\\\" comes back with '' in every row\");\n"
                        "add_column(m, \"t\", COLUMN(\"a\", \"text\", NOT_NULL, FILL(\"''\")));\n");
    assert_int_equal(p.losses.n, 1);
    assert_string_equal(p.changes.items[0], "drop column \"t.a\"");
}

static void a_column_from_the_middle_loses_its_place(void **state)
{
    struct planned p = planned(*state, "table t\ncolumn t.a | type=text\ncolumn t.b | type=integer",
                               "table t\ncolumn t.b | type=integer", "");

    assert_non_null(strstr(p.down, "the place of column"));
    p = planned(*state, "table t\ncolumn t.b | type=integer\ncolumn t.a | type=text",
                "table t\ncolumn t.b | type=integer", "");
    assert_null(strstr(p.down, "the place of column"));
}

static void a_unique_column_comes_back_with_distinct_values(void **state)
{
    struct planned p = planned(
        *state, TABLE "column t.a | type=text | not_null\nunique t.t_a_key | columns=a", TABLE, "");

    assert_non_null(strstr(p.down, "FILL(\"ctid::text\")"));
}

static void dropping_what_the_upgrade_made_is_no_loss(void **state)
{
    assert_plan(*state, "", TABLE, "",
                "create_table(m, \"t\", COLUMN(\"id\", \"integer\", NOT_NULL), "
                "PRIMARY_KEY(\"id\"));\n",
                "drop_table(m, \"t\");\n");
}

static void columns_added_together_share_a_call(void **state)
{
    assert_plan(*state, TABLE, TABLE "column t.a | type=text\ncolumn t.b | type=date", "",
                "add_column(m, \"t\", COLUMN(\"a\", \"text\"), COLUMN(\"b\", \"date\"));\n",
                "drop_column(m, \"t\", \"a\");\ndrop_column(m, \"t\", \"b\");\n");
}

static void a_new_required_column_asks_for_a_value(void **state)
{
    const char *after = TABLE "column t.a | type=integer | not_null";

    assert_refused(*state, TABLE, after, "", "MG301", "--fill t.a=VALUE");
    assert_plan(*state, TABLE, after, "fill t.a=7",
                "add_column(m, \"t\", COLUMN(\"a\", \"integer\", NOT_NULL, FILL(\"7\")));\n",
                "drop_column(m, \"t\", \"a\");\n");
}

static void a_type_without_a_cast_asks_for_using(void **state)
{
    const char *before = "table t\ncolumn t.a | type=point",
               *after = "table t\ncolumn t.a | type=integer";

    assert_refused(*state, before, after, "", "MG302", "--using t.a='EXPRESSION'");
    assert_plan(*state, before, after, "using t.a=a[0]",
                "loss(m, \"the values of column \\\"t.a\\\", which become a[0]\");\n"
                "alter_column(m, \"t\", \"a\", TYPE(\"integer\"), USING(\"a[0]\"));\n",
                "irreversible(m, \"no cast leads from integer back to point in column "
                "\\\"t.a\\\"\");\n");
    assert_plan(*state, before, after, "using t.a=a[0]; using-down t.a=point(a, a)",
                "loss(m, \"the values of column \\\"t.a\\\", which become a[0]\");\n"
                "alter_column(m, \"t\", \"a\", TYPE(\"integer\"), USING(\"a[0]\"));\n",
                "alter_column(m, \"t\", \"a\", TYPE(\"point\"), USING(\"point(a, a)\"));\n");
}

static void a_retyped_column_takes_along_what_mentions_it(void **state)
{
    assert_plan(*state,
                "table t\ncolumn t.a | type=integer\ncheck t.t_a_check | expression=a > 0\n"
                "index t.plain | elements=a DESC\nindex t.half | elements=(a / 2)",
                "table t\ncolumn t.a | type=bigint\ncheck t.t_a_check | expression=a > 0\n"
                "index t.plain | elements=a DESC\nindex t.half | elements=(a / 2)",
                "",
                "drop_index(m, \"half\");\n"
                "drop_constraint(m, \"t\", \"t_a_check\");\n"
                "alter_column(m, \"t\", \"a\", TYPE(\"bigint\"));\n"
                "add_constraint(m, \"t\", CHECK(\"a > 0\"));\n"
                "create_index(m, \"half\", ON(\"t\", \"(a / 2)\"));\n",
                "drop_index(m, \"half\");\n"
                "drop_constraint(m, \"t\", \"t_a_check\");\n"
                "alter_column(m, \"t\", \"a\", TYPE(\"integer\"));\n"
                "add_constraint(m, \"t\", CHECK(\"a > 0\"));\n"
                "create_index(m, \"half\", ON(\"t\", \"(a / 2)\"));\n");
}

static void a_longer_text_leaves_everything_in_place(void **state)
{
    assert_plan(*state,
                "table t\ncolumn t.a | type=varchar(5)\ncheck t.t_a_check | expression=a <> ''",
                "table t\ncolumn t.a | type=varchar(9)\ncheck t.t_a_check | expression=a <> ''", "",
                "alter_column(m, \"t\", \"a\", TYPE(\"varchar(9)\"));\n",
                "alter_column(m, \"t\", \"a\", TYPE(\"varchar(5)\"));\n");
}

static void a_replaced_key_takes_foreign_keys_along(void **state)
{
    const char *rest = "table u\ncolumn u.t | type=integer\n"
                       "foreign_key u.u_t_fkey | columns=t | ref_table=t | ref_columns=id";
    struct arena *a = *state;
    const char *before = arena_printf(a, "%s%s", TABLE, rest);
    const char *after = arena_printf(a, "%s%s",
                                     "table t\ncolumn t.id | type=integer | not_null\n"
                                     "primary_key t.t_pkey | columns=id | deferrable\n",
                                     rest);
    struct planned p = planned(a, before, after, "");

    assert_string_equal(p.up, "drop_constraint(m, \"u\", \"u_t_fkey\");\n"
                              "drop_constraint(m, \"t\", \"t_pkey\");\n"
                              "add_constraint(m, \"t\", PRIMARY_KEY(\"id\", DEFERRABLE));\n"
                              "add_constraint(m, \"u\", FOREIGN_KEY(\"t\", "
                              "REFERENCES(\"t\", \"id\")));\n");
    assert_int_equal(p.changes.n, 1);
}

static void a_function_is_replaced_in_place(void **state)
{
    assert_plan(*state, "function f() | returns=trigger | language=plpgsql | body=x",
                "function f() | returns=trigger | language=plpgsql | body=y", "",
                "create_function(m, \"f()\", OR_REPLACE, RETURNS(\"trigger\"), "
                "LANGUAGE(\"plpgsql\"), BODY(\"y\"));\n",
                "create_function(m, \"f()\", OR_REPLACE, RETURNS(\"trigger\"), "
                "LANGUAGE(\"plpgsql\"), BODY(\"x\"));\n");
}

static void comments_are_changed_apart(void **state)
{
    assert_plan(*state, TABLE "index t.i | elements=id | comment=a",
                TABLE "index t.i | elements=id", "", "comment(m, ON_INDEX(\"i\"), NO_COMMENT);\n",
                "comment(m, ON_INDEX(\"i\"), \"a\");\n");
}

static void storage_parameters_are_set_and_reset(void **state)
{
    assert_plan(
        *state, "table t | with=fillfactor=70", "table t | with=autovacuum_enabled=false", "",
        "alter_table(m, \"t\", RESET(\"fillfactor\"), WITH(\"autovacuum_enabled=false\"));\n",
        "alter_table(m, \"t\", RESET(\"autovacuum_enabled\"), WITH(\"fillfactor=70\"));\n");
}

static void a_required_column_says_what_stops_it(void **state)
{
    struct planned p = planned(*state, "table t\ncolumn t.a | type=text",
                               "table t\ncolumn t.a | type=text | not_null", "");

    assert_string_equal(p.changes.items[0],
                        "change column \"t.a\": not null (rows that are NULL stop the migration; "
                        "--fill gives them a value)");
}

static void the_same_schemas_make_the_same_plan(void **state)
{
    const char *before = "table b\ncolumn b.x | type=text\ntable a\ncolumn a.y | type=integer";
    const char *after = "table c\ncolumn c.z | type=date\ntable b\ncolumn b.w | type=inet";
    struct planned one = planned(*state, before, after, "");
    struct planned two = planned(*state, before, after, "");

    assert_string_equal(one.up, two.up);
    assert_string_equal(one.down, two.down);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLAN_TEST(equal_schemas_make_an_empty_plan),
        PLAN_TEST(the_order_of_columns_is_no_difference),
        PLAN_TEST(a_changed_default_is_altered_once),
        PLAN_TEST(a_dropped_column_is_a_loss_and_comes_back_with_neutral_values),
        PLAN_TEST(a_column_from_the_middle_loses_its_place),
        PLAN_TEST(a_unique_column_comes_back_with_distinct_values),
        PLAN_TEST(dropping_what_the_upgrade_made_is_no_loss),
        PLAN_TEST(columns_added_together_share_a_call),
        PLAN_TEST(a_new_required_column_asks_for_a_value),
        PLAN_TEST(a_type_without_a_cast_asks_for_using),
        PLAN_TEST(a_retyped_column_takes_along_what_mentions_it),
        PLAN_TEST(a_longer_text_leaves_everything_in_place),
        PLAN_TEST(a_replaced_key_takes_foreign_keys_along),
        PLAN_TEST(a_function_is_replaced_in_place),
        PLAN_TEST(comments_are_changed_apart),
        PLAN_TEST(storage_parameters_are_set_and_reset),
        PLAN_TEST(a_required_column_says_what_stops_it),
        PLAN_TEST(the_same_schemas_make_the_same_plan),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
