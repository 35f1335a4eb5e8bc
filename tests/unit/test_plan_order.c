/* gen/plan: what is folded into what, and in which order. */
#include "tests/support/planned.h"

#define KEY(table)                                                     \
    "table " table "\ncolumn " table ".id | type=integer | not_null\n" \
    "primary_key " table "." table "_pkey | columns=id\n"
#define LINK(from, to)                                                         \
    "column " from "." to " | type=integer\nforeign_key " from "." from "_" to \
    "_fkey | columns=" to " | ref_table=" to " | ref_columns=id\n"

/* The operations alone, without what they are about: "create_table a, create_table b". */
static const char *verbs(struct arena *a, const char *ops)
{
    struct strings lines = schema_text_split(a, ops, "\n");
    const char *text = "";

    for (size_t i = 0; i < lines.n; i++) {
        const char *name = strchr(lines.items[i], '"');

        if (name)
            text = arena_printf(a, "%s%s%.*s %.*s", text, *text ? ", " : "",
                                (int)strcspn(lines.items[i], "("), lines.items[i],
                                (int)strcspn(name + 1, "\""), name + 1);
    }
    return text;
}

static void tables_come_after_those_they_refer_to(void **state)
{
    struct planned p = planned(*state, "", KEY("a") LINK("a", "b") KEY("b") KEY("c"), "");

    assert_string_equal(verbs(*state, p.up), "create_table b, create_table a, create_table c");
    assert_string_equal(verbs(*state, p.down), "drop_table c, drop_table a, drop_table b");
}

static void a_circle_of_tables_is_closed_at_its_end(void **state)
{
    struct planned p = planned(
        *state, "", KEY("a") LINK("a", "b") KEY("b") LINK("b", "c") KEY("c") LINK("c", "a"), "");

    assert_string_equal(verbs(*state, p.up),
                        "create_table c, create_table b, create_table a, add_constraint c");
    assert_string_equal(verbs(*state, p.down),
                        "drop_constraint c, drop_table a, drop_table b, drop_table c");
}

static void a_table_may_refer_to_itself(void **state)
{
    struct planned p = planned(*state, "", KEY("a") LINK("a", "a"), "");

    assert_string_equal(verbs(*state, p.up), "create_table a");
    assert_non_null(strstr(p.up, "FOREIGN_KEY(\"a\", REFERENCES(\"a\", \"id\"))"));
}

static void indexes_stand_beside_their_table(void **state)
{
    struct planned p = planned(
        *state, "", KEY("a") "index a.ia | elements=id\n" KEY("b") "index b.ib | elements=id", "");

    assert_string_equal(verbs(*state, p.up),
                        "create_table a, create_index ia, create_table b, create_index ib");
    assert_string_equal(verbs(*state, p.down), "drop_table b, drop_table a");
}

static void a_name_is_freed_before_it_is_taken(void **state)
{
    struct planned p =
        planned(*state, KEY("t") "index t.zoo | elements=id", KEY("t") KEY("zoo"), "");

    assert_string_equal(verbs(*state, p.up), "drop_index zoo, create_table zoo");
    assert_string_equal(verbs(*state, p.down), "drop_table zoo, create_index zoo");
}

static void equal_keys_are_not_made_by_one_create_table(void **state)
{
    struct planned p = planned(*state, "", KEY("a") "unique a.a_id_key | columns=id", "");

    assert_string_equal(verbs(*state, p.up), "create_table a, add_constraint a");
}

static void names_that_postgresql_would_choose_are_left_out(void **state)
{
    struct planned p = planned(*state, "",
                               KEY("a") "check a.a_id_check | expression=id > 0\n"
                                        "check a.even | expression=id % 2 = 0",
                               "");

    assert_non_null(strstr(p.up, "CHECK(\"id > 0\"), CHECK(\"id % 2 = 0\", NAME(\"even\"))"));
    assert_non_null(strstr(p.up, "PRIMARY_KEY(\"id\")"));
}

static void a_name_that_two_tables_use_is_said(void **state)
{
    struct planned p = planned(*state, "",
                               "table a\ncolumn a.b_c | type=integer\n"
                               "check a.a_b_c_check | expression=b_c > 0\n"
                               "table a_b\ncolumn a_b.c | type=integer\n"
                               "check a_b.a_b_c_check | expression=c > 0",
                               "");

    assert_non_null(strstr(p.up, "CHECK(\"b_c > 0\", NAME(\"a_b_c_check\"))"));
    assert_non_null(strstr(p.up, "CHECK(\"c > 0\", NAME(\"a_b_c_check\"))"));
}

static void schemas_types_and_functions_frame_the_tables(void **state)
{
    struct planned p =
        planned(*state, "",
                "schema s\nenum_type s.e | labels=a\nfunction s.f() | returns=trigger "
                "| language=plpgsql | body=x\ntable s.t\ncolumn s.t.e | type=s.e\n"
                "trigger s.t.tr | before=UPDATE | for_each_row | execute=s.f()",
                "");

    assert_string_equal(verbs(*state, p.up), "create_schema s, create_enum s.e, create_function "
                                             "s.f(), create_table s.t, create_trigger s.t");
    assert_string_equal(verbs(*state, p.down),
                        "drop_table s.t, drop_function s.f(), drop_type s.e, drop_schema s");
}

static void a_thousand_tables_in_a_row_are_ordered(void **state)
{
    struct arena *a = *state;
    struct mg_buf text = MG_BUF_INIT;

    for (int i = 0; i < 1000; i++) {
        mg_buf_printf(&text, "table t%d\ncolumn t%d.id | type=integer | not_null\n", i, i);
        mg_buf_printf(&text, "primary_key t%d.t%d_pkey | columns=id\n", i, i);
        mg_buf_printf(&text,
                      "foreign_key t%d.t%d_id_fkey | columns=id | ref_table=t%d | ref_columns=id\n",
                      i, i, (i + 1) % 1000);
    }

    const struct schema *after = schema_text(a, mg_buf_text(&text));
    struct diags *diags = diags_new(a);
    const struct plan *plan = plan_make(a, schema_text(a, ""), after, NULL, diags);

    assert_int_equal(diags_errors(diags), 0);
    assert_int_equal(plan->upgrade.n, 1001);
    assert_int_equal(plan->downgrade.n, 1001);
    mg_buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLAN_TEST(tables_come_after_those_they_refer_to),
        PLAN_TEST(a_circle_of_tables_is_closed_at_its_end),
        PLAN_TEST(a_table_may_refer_to_itself),
        PLAN_TEST(indexes_stand_beside_their_table),
        PLAN_TEST(a_name_is_freed_before_it_is_taken),
        PLAN_TEST(equal_keys_are_not_made_by_one_create_table),
        PLAN_TEST(names_that_postgresql_would_choose_are_left_out),
        PLAN_TEST(a_name_that_two_tables_use_is_said),
        PLAN_TEST(schemas_types_and_functions_frame_the_tables),
        PLAN_TEST(a_thousand_tables_in_a_row_are_ordered),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
