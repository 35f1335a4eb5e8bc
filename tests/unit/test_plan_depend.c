/* gen/plan: what depends on what, of kinds of every sort, and what is made anew with what. */
#include "tests/support/planned.h"

#define TABLE "table t\ncolumn t.id | type=integer | not_null\ncolumn t.a | type=integer\n"

/* Operations that must come one after the other; others may stand between them. */
static void assert_order(const char *ops, const char *const *order)
{
    const char *at = ops;

    for (; *order; order++) {
        const char *found = strstr(at, *order);

        if (!found)
            fail_msg("expected \"%s\" later in:\n%s", *order, ops);
        at = found + 1;
    }
}
#define assert_in_order(ops, ...) assert_order(ops, (const char *const[]){__VA_ARGS__, NULL})

/* --- Order -------------------------------------------------------------------------------- */

static void views_come_after_what_they_query(void **state)
{
    struct planned p = planned(*state, "",
                               TABLE "view a | query=SELECT id FROM b\n"
                                     "view b | query=WITH x AS (SELECT 1) SELECT id FROM c, x\n"
                                     "view c | query=SELECT id FROM t\n"
                                     "view x | query=SELECT id FROM a",
                               "");

    assert_string_equal(p.errors, "");
    assert_in_order(p.up, "create_table(m, \"t\"", "create_view(m, \"c\"", "create_view(m, \"b\"",
                    "create_view(m, \"a\"", "create_view(m, \"x\"");
    assert_in_order(p.down, "drop_view(m, \"x\"", "drop_view(m, \"a\"", "drop_view(m, \"b\"",
                    "drop_view(m, \"c\"", "drop_table(m, \"t\"");
}

static void functions_and_tables_come_in_any_direction(void **state)
{
    struct planned p = planned(
        *state, "",
        "function first() | returns=integer | language=sql | body=SELECT 1\n"
        "function of_row(t) | argument_types=t | returns=integer | language=sql | body=SELECT 1\n"
        "function all_of() | returns=t | returns_set | language=sql | body=SELECT * FROM t\n"
        "function last() | returns=integer | language=sql | body=SELECT count(*) FROM v\n"
        "table t\ncolumn t.a | type=integer | default=first()\n"
        "table u\ncolumn u.a | type=integer | default=last()\n"
        "view v | query=SELECT of_row(t) FROM t",
        "");

    assert_string_equal(p.errors, "");
    assert_in_order(p.up, "create_function(m, \"first()\"", "create_table(m, \"t\"",
                    "create_function(m, \"of_row(t)\"", "create_view(m, \"v\"",
                    "create_function(m, \"last()\"", "create_table(m, \"u\"");
    assert_in_order(p.up, "create_table(m, \"t\"", "create_function(m, \"all_of()\"");
    assert_null(strstr(p.up, "check_function_bodies"));
}

static void bodies_may_mention_each_other(void **state)
{
    struct planned p =
        planned(*state, "",
                "function f() | returns=integer | language=plpgsql | body=BEGIN RETURN g(); END\n"
                "function g() | returns=integer | language=plpgsql | body=BEGIN RETURN f(); END\n"
                "function h() | returns=integer | language=sql | body=SELECT f()",
                "");

    assert_string_equal(p.errors, "");
    assert_in_order(p.up, "create_function(m, \"f()\"", "create_function(m, \"h()\"");
    assert_null(strstr(p.up, "check_function_bodies"));
    p = planned(*state, "",
                "function f() | returns=integer | language=sql | body=SELECT g()\n"
                "function g() | returns=integer | language=sql | body=SELECT f()",
                "");
    assert_string_equal(p.errors, "");
    assert_in_order(p.up, "check_function_bodies = off", "create_function(m, \"f()\"");
}

static void a_default_that_closes_a_circle_is_said_later(void **state)
{
    struct planned p = planned(
        *state, "",
        "function f(t) | argument_types=t | returns=integer | language=sql | body=SELECT 1\n"
        "table t\ncolumn t.id | type=integer\ncolumn t.a | type=integer | default=f(NULL)",
        "");

    assert_string_equal(p.errors, "");
    assert_string_equal(
        p.up, "create_table(m, \"t\", COLUMN(\"id\", \"integer\"), COLUMN(\"a\", \"integer\"));\n"
              "create_function(m, \"f(t)\", RETURNS(\"integer\"), LANGUAGE(\"sql\"), "
              "BODY(\"SELECT 1\"));\n"
              "alter_column(m, \"t\", \"a\", DEFAULT(\"f(NULL)\"));\n");
    assert_string_equal(p.down, "alter_column(m, \"t\", \"a\", NO_DEFAULT);\n"
                                "drop_function(m, \"f(t)\");\n"
                                "drop_table(m, \"t\");\n");
}

static void a_check_that_closes_a_circle_is_added_later(void **state)
{
    struct planned p = planned(
        *state, "",
        "function f(t) | argument_types=t | returns=boolean | language=sql | body=SELECT true\n"
        "table t\ncolumn t.id | type=integer\ncheck t.t_check | expression=f(t)",
        "");

    assert_string_equal(p.errors, "");
    assert_in_order(p.up, "create_table(m, \"t\"", "create_function", "add_constraint(m, \"t\"");
    assert_in_order(p.down, "drop_constraint", "drop_function", "drop_table");
}

static void a_circle_that_nothing_breaks_names_its_members(void **state)
{
    assert_refused(*state, "", "view a | query=SELECT * FROM b\nview b | query=SELECT * FROM a", "",
                   "MG308", "view \"b\", view \"a\"");
}

/* --- What goes takes along ---------------------------------------------------------------- */

#define VIEWS                                      \
    "view v | query=SELECT a FROM t | comment=c\n" \
    "view w | query=SELECT v.a FROM v\n"           \
    "view other | query=SELECT id FROM t\n"

static void a_type_changes_under_views(void **state)
{
    struct planned p = planned(
        *state, TABLE VIEWS,
        "table t\ncolumn t.id | type=integer | not_null\ncolumn t.a | type=bigint\n" VIEWS, "");

    assert_string_equal(p.errors, "");
    assert_in_order(p.up, "drop_view(m, \"w\"", "drop_view(m, \"v\"", "alter_column(m, \"t\"",
                    "create_view(m, \"v\"", "COMMENT(\"c\")", "create_view(m, \"w\"");
    assert_null(strstr(p.up, "other"));
    assert_int_equal(p.changes.n, 1);
}

static void what_a_view_does_not_see_leaves_it_alone(void **state)
{
    assert_plan(*state, TABLE VIEWS, TABLE "column t.b | type=text\n" VIEWS, "",
                "add_column(m, \"t\", COLUMN(\"b\", \"text\"));\n",
                "drop_column(m, \"t\", \"b\");\n");
}

static void a_star_sees_new_columns(void **state)
{
    const char *star = "view v | query=SELECT x.* FROM t AS x";
    struct planned p = planned(*state, arena_printf(*state, TABLE "%s", star),
                               arena_printf(*state, TABLE "column t.b | type=text\n%s", star), "");

    assert_in_order(p.up, "drop_view(m, \"v\"", "add_column(m, \"t\"", "create_view(m, \"v\"");
    assert_in_order(p.down, "drop_view(m, \"v\"", "drop_column(m, \"t\"", "create_view(m, \"v\"");
}

#define USES_F                                           \
    "table t\ncolumn t.a | type=integer | default=f()\n" \
    "check t.t_a_check | expression=a > f()\n"           \
    "index t.i | elements=(a + f())\n"                   \
    "view v | query=SELECT f() AS x\n"                   \
    "function calls() | returns=bigint | language=sql | body=SELECT f()\n"

static void a_function_changes_what_it_returns(void **state)
{
    struct planned p =
        planned(*state, "function f() | returns=integer | language=sql | body=SELECT 1\n" USES_F,
                "function f() | returns=bigint | language=sql | body=SELECT 1\n" USES_F, "");

    assert_string_equal(p.errors, "");
    assert_in_order(p.up, "alter_column(m, \"t\", \"a\", NO_DEFAULT)", "drop_function(m, \"f()\"",
                    "create_function(m, \"f()\"",
                    "alter_column(m, \"t\", \"a\", DEFAULT(\"f()\"))");
    assert_in_order(p.up, "drop_constraint(m, \"t\", \"t_a_check\"", "drop_function(m, \"f()\"",
                    "create_function(m, \"f()\"", "add_constraint(m, \"t\"");
    assert_in_order(p.up, "drop_index(m, \"i\"", "drop_function(m, \"f()\"",
                    "create_function(m, \"f()\"", "create_index(m, \"i\"");
    assert_in_order(p.up, "drop_view(m, \"v\"", "drop_function(m, \"f()\"",
                    "create_function(m, \"f()\"", "create_view(m, \"v\"");
    assert_null(strstr(p.up, "calls"));
}

static void a_new_body_leaves_everything_in_place(void **state)
{
    struct planned p =
        planned(*state, "function f() | returns=integer | language=sql | body=SELECT 1\n" USES_F,
                "function f() | returns=integer | language=sql | body=SELECT 2\n" USES_F, "");

    assert_string_equal(p.up, "create_function(m, \"f()\", OR_REPLACE, RETURNS(\"integer\"), "
                              "LANGUAGE(\"sql\"), BODY(\"SELECT 2\"));\n");
}

static void an_overload_leaves_the_others_alone(void **state)
{
    const char *rest = "view v | query=SELECT f(1) AS x\n"
                       "function f(integer) | argument_types=integer | returns=integer | "
                       "language=sql | body=SELECT 1\n";
    struct planned p = planned(
        *state,
        arena_printf(*state, "%sfunction f() | returns=integer | language=sql | body=SELECT 1",
                     rest),
        rest, "");

    assert_string_equal(p.up, "drop_function(m, \"f()\");\n");
}

#define USES_STATE                                                                                 \
    "table t\ncolumn t.s | type=state | default=new\n"                                             \
    "column t.all_of | type=state[]\n"                                                             \
    "index t.i | elements=s | where=s = 'new'\n"                                                   \
    "view v | query=SELECT 'new'::state AS x\n"                                                    \
    "function f(state) | argument_types=state | returns=state | returns_set | language=plpgsql | " \
    "body=x\n"                                                                                     \
    "trigger t.g | before=UPDATE | when=new.s = 'new'::state | execute=g()\n"                      \
    "function g() | returns=trigger | language=plpgsql | body=x\n"

static void an_enum_is_built_anew_under_everything(void **state)
{
    struct planned p =
        planned(*state, "enum_type state | labels=new,old,gone\n" USES_STATE,
                "enum_type state | labels=new,old\n" USES_STATE, "map state.gone=old");

    assert_string_equal(p.errors, "");
    assert_in_order(p.up, "drop_function(m, \"f(state)\"",
                    "rename_type(m, \"state\", \"state_old\"", "create_enum(m, \"state\"",
                    "alter_column(m, \"t\"", "drop_type(m, \"state_old\"");
    assert_in_order(p.up, "alter_column(m, \"t\", \"all_of\", TYPE(\"state[]\")",
                    "drop_type(m, \"state_old\"");
    assert_in_order(p.up, "drop_view(m, \"v\"", "drop_type(m, \"state_old\"");
    assert_in_order(p.up, "drop_trigger(m, \"t\", \"g\"", "alter_column(m, \"t\", \"s\"",
                    "create_trigger(m, \"t\", \"g\"");
    assert_in_order(p.up, "create_enum(m, \"state\"", "create_function(m, \"f(state)\"");
    assert_null(strstr(p.up, "function(m, \"g()\""));
}

static void a_table_becomes_a_view_of_its_name(void **state)
{
    struct planned p = planned(*state, TABLE "view v | query=SELECT id FROM t",
                               "table t2\ncolumn t2.x | type=text\n"
                               "view t | query=SELECT 1 AS id\nview v | query=SELECT id FROM t",
                               "drop t");

    assert_string_equal(p.errors, "");
    assert_in_order(p.up, "drop_view(m, \"v\"", "drop_table(m, \"t\"", "create_view(m, \"t\"",
                    "create_view(m, \"v\"");
}

static void a_key_goes_under_group_by(void **state)
{
    struct planned p = planned(*state,
                               TABLE "primary_key t.t_pkey | columns=id\n"
                                     "view v | query=SELECT id, a FROM t GROUP BY id",
                               TABLE "primary_key t.t_pkey | columns=id | deferrable\n"
                                     "view v | query=SELECT id, a FROM t GROUP BY id",
                               "");

    assert_in_order(p.up, "drop_view(m, \"v\"", "drop_constraint(m, \"t\"",
                    "add_constraint(m, \"t\"", "create_view(m, \"v\"");
}

static void a_column_that_partitions_its_table_keeps_its_type(void **state)
{
    assert_refused(*state, "table t | partition_by=RANGE (a)\ncolumn t.a | type=integer",
                   "table t | partition_by=RANGE (a)\ncolumn t.a | type=bigint", "", "MG309",
                   "table \"t\" needs column \"t.a\"");
}

static void privileges_come_back_with_what_they_are_on(void **state)
{
    const char *rest = "grant v.r | privileges=SELECT\n"
                       "grant t.r | privileges=SELECT (a)\n";
    struct planned p =
        planned(*state, arena_printf(*state, TABLE "view v | query=SELECT a FROM t\n%s", rest),
                arena_printf(*state,
                             "table t\ncolumn t.id | type=integer | not_null\n"
                             "column t.a | type=bigint\nview v | query=SELECT a FROM t\n%s",
                             rest),
                "");

    assert_string_equal(p.errors, "");
    assert_in_order(p.up, "drop_view(m, \"v\"", "alter_column(m, \"t\"", "create_view(m, \"v\"",
                    "grant");
    assert_null(strstr(p.up, "revoke"));
    assert_null(strstr(p.up, "\"t\"), TO"));
}

#define USES_EMAIL                                                                       \
    "domain many | type=email[]\n"                                                       \
    "composite_type pair\nattribute pair.a | type=email\nattribute pair.b | type=text\n" \
    "table t\ncolumn t.e | type=email | default=x\ncolumn t.p | type=pair\n"             \
    "column t.m | type=many\nview v | query=SELECT e FROM t\n"                           \
    "function f(email) | argument_types=email | returns=pair | language=sql | body=x\n"

static void a_domain_is_built_anew_under_everything(void **state)
{
    struct planned p = planned(
        *state,
        "domain email | type=varchar(10)\ndomain_check email.c | expression=VALUE <> "
        "''\n" USES_EMAIL,
        "domain email | type=text\ndomain_check email.c | expression=VALUE <> ''\n" USES_EMAIL, "");

    assert_string_equal(p.errors, "");
    assert_in_order(p.up, "drop_view(m, \"v\"", "rename_domain(m, \"email\", \"email_old\")",
                    "create_domain(m, \"email\"", "create_composite(m, \"pair\"",
                    "alter_column(m, \"t\", \"p\"", "drop_type(m, \"pair_old\")",
                    "drop_domain(m, \"email_old\")", "create_view(m, \"v\"");
    assert_in_order(p.up, "create_domain(m, \"many\"", "alter_column(m, \"t\", \"m\"",
                    "drop_domain(m, \"many_old\")", "drop_domain(m, \"email_old\")");
    assert_in_order(p.up, "drop_function(m, \"f(email)\")", "rename_domain(m, \"email\"");
    assert_null(strstr(p.up, "attribute"));
    assert_null(strstr(p.up, "domain_constraint"));
}

static void an_attribute_is_retyped_under_columns(void **state)
{
    const char *before = "composite_type pair\nattribute pair.a | type=integer\n"
                         "attribute pair.b | type=text\n",
               *after = "composite_type pair\nattribute pair.a | type=bigint\n"
                        "attribute pair.b | type=text\n";
    const char *rest = "table t\ncolumn t.p | type=pair\n";
    struct planned p = planned(*state, before, after, "");

    assert_in_order(p.up, "alter_attribute(m, \"pair\", \"a\"");
    p = planned(*state, arena_printf(*state, "%s%s", before, rest),
                arena_printf(*state, "%s%s", after, rest), "");
    assert_string_equal(p.errors, "");
    assert_in_order(p.up, "rename_type(m, \"pair\", \"pair_old\")", "create_composite(m, \"pair\"",
                    "alter_column(m, \"t\", \"p\"", "drop_type(m, \"pair_old\")");
    assert_null(strstr(p.up, "alter_attribute"));
}

/* --- Renames ------------------------------------------------------------------------------ */

static void a_renamed_table_is_renamed_in_queries(void **state)
{
    assert_plan(*state,
                TABLE "view v | query=SELECT t.a AS t, x.id FROM t JOIN t AS x ON x.id = t.id\n"
                      "policy t.p | using=(SELECT count(*) FROM t) > 0\n"
                      "function f(t) | argument_types=t | returns=integer | body=SELECT 1",
                "table u | renamed_from=t\ncolumn u.id | type=integer | not_null\n"
                "column u.a | type=integer\n"
                "view v | query=SELECT u.a AS t, x.id FROM u JOIN u AS x ON x.id = u.id\n"
                "policy u.p | using=(SELECT count(*) FROM u) > 0\n"
                "function f(u) | argument_types=u | returns=integer | body=SELECT 1",
                "", "rename_table(m, \"t\", \"u\");\n", "rename_table(m, \"u\", \"t\");\n");
}

static void everything_follows_a_table_into_another_schema(void **state)
{
    const char *before = "schema s\n" TABLE "index t.i | elements=a\n"
                         "view v | query=SELECT a FROM t\n"
                         "function f() | returns=t | returns_set | body=SELECT * FROM s.t";
    const char *after = "schema s\ntable s.t\ncolumn s.t.id | type=integer | not_null\n"
                        "column s.t.a | type=integer\nindex s.t.i | elements=a\n"
                        "view v | query=SELECT a FROM s.t\n"
                        "function f() | returns=s.t | returns_set | body=SELECT * FROM s.t";

    assert_plan(*state, before, after, "rename t:s.t", "rename_table(m, \"t\", \"s.t\");\n",
                "rename_table(m, \"s.t\", \"t\");\n");
}

static void a_model_says_which_schema_something_came_from(void **state)
{
    assert_plan(*state, "schema s\n" TABLE "sequence n | start=3",
                "schema s\ntable s.u | renamed_from=public.t\n"
                "column s.u.id | type=integer | not_null\ncolumn s.u.a | type=integer\n"
                "sequence s.n | start=3 | renamed_from=public.n",
                "", "rename_sequence(m, \"n\", \"s.n\");\nrename_table(m, \"t\", \"s.u\");\n",
                "rename_sequence(m, \"s.n\", \"n\");\nrename_table(m, \"s.u\", \"t\");\n");
}

static void what_holds_nothing_is_renamed_unasked(void **state)
{
    assert_plan(*state, TABLE "view v | query=SELECT a FROM t\nview w | query=SELECT a FROM v",
                TABLE "view x | query=SELECT a FROM t\nview w | query=SELECT a FROM x", "",
                "rename_view(m, \"v\", \"x\");\n", "rename_view(m, \"x\", \"v\");\n");
    assert_refused(*state, "sequence a | start=3", "sequence b | start=3", "", "MG303",
                   "--rename a:b");
}

static void a_renamed_column_in_a_view_is_said_again(void **state)
{
    struct planned p = planned(*state, TABLE "view v | query=SELECT a FROM t",
                               "table t\ncolumn t.id | type=integer | not_null\n"
                               "column t.b | type=bigint | renamed_from=a\n"
                               "view v | query=SELECT b FROM t",
                               "");

    assert_string_equal(p.errors, "");
    assert_in_order(p.up, "rename_column(m, \"t\"", "drop_view(m, \"v\"", "alter_column(m, \"t\"",
                    "create_view(m, \"v\"");
    assert_in_order(p.down, "rename_column(m, \"t\"", "drop_view(m, \"v\"", "alter_column(m, \"t\"",
                    "create_view(m, \"v\"");
}

static void a_renamed_type_is_renamed_in_signatures(void **state)
{
    assert_plan(*state,
                "enum_type a | labels=x\n"
                "function f(a, a[]) | argument_types=a,a[] | returns=a | body=SELECT 1\n"
                "view v | query=SELECT 'x'::a AS a, f('x'::a, NULL) AS b",
                "enum_type b | labels=x | renamed_from=a\n"
                "function f(b, b[]) | argument_types=b,b[] | returns=b | body=SELECT 1\n"
                "view v | query=SELECT 'x'::b AS a, f('x'::b, NULL) AS b",
                "", "rename_type(m, \"a\", \"b\");\n", "rename_type(m, \"b\", \"a\");\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLAN_TEST(views_come_after_what_they_query),
        PLAN_TEST(functions_and_tables_come_in_any_direction),
        PLAN_TEST(bodies_may_mention_each_other),
        PLAN_TEST(a_default_that_closes_a_circle_is_said_later),
        PLAN_TEST(a_check_that_closes_a_circle_is_added_later),
        PLAN_TEST(a_circle_that_nothing_breaks_names_its_members),
        PLAN_TEST(a_type_changes_under_views),
        PLAN_TEST(what_a_view_does_not_see_leaves_it_alone),
        PLAN_TEST(a_star_sees_new_columns),
        PLAN_TEST(a_function_changes_what_it_returns),
        PLAN_TEST(a_new_body_leaves_everything_in_place),
        PLAN_TEST(an_overload_leaves_the_others_alone),
        PLAN_TEST(an_enum_is_built_anew_under_everything),
        PLAN_TEST(a_table_becomes_a_view_of_its_name),
        PLAN_TEST(a_key_goes_under_group_by),
        PLAN_TEST(a_column_that_partitions_its_table_keeps_its_type),
        PLAN_TEST(privileges_come_back_with_what_they_are_on),
        PLAN_TEST(a_domain_is_built_anew_under_everything),
        PLAN_TEST(an_attribute_is_retyped_under_columns),
        PLAN_TEST(a_renamed_table_is_renamed_in_queries),
        PLAN_TEST(everything_follows_a_table_into_another_schema),
        PLAN_TEST(a_model_says_which_schema_something_came_from),
        PLAN_TEST(what_holds_nothing_is_renamed_unasked),
        PLAN_TEST(a_renamed_column_in_a_view_is_said_again),
        PLAN_TEST(a_renamed_type_is_renamed_in_signatures),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
