/* gen/plan: renames, and the questions that stand in for guesses. */
#include "tests/support/planned.h"

#define USERS "table users\ncolumn users.mail | type=text\n"

static void a_stated_rename_keeps_the_column(void **state)
{
    assert_plan(*state, USERS, "table users\ncolumn users.email | type=text | renamed_from=mail",
                "", "rename_column(m, \"users\", \"mail\", \"email\");\n",
                "rename_column(m, \"users\", \"email\", \"mail\");\n");
}

static void a_first_revision_renames_nothing(void **state)
{
    struct planned p =
        planned(*state, "", "table users\ncolumn users.email | type=text | renamed_from=mail", "");

    assert_string_equal(p.errors, "");
}

static void an_answer_renames_as_well(void **state)
{
    const char *after = "table users\ncolumn users.email | type=text";

    assert_plan(*state, USERS, after, "rename users.mail:users.email",
                "rename_column(m, \"users\", \"mail\", \"email\");\n",
                "rename_column(m, \"users\", \"email\", \"mail\");\n");
    assert_plan(*state, USERS, after, "rename users.mail:email",
                "rename_column(m, \"users\", \"mail\", \"email\");\n",
                "rename_column(m, \"users\", \"email\", \"mail\");\n");
}

static void a_look_alike_is_never_guessed(void **state)
{
    const char *after = "table users\ncolumn users.email | type=text";

    assert_refused(*state, USERS, after, "", "MG303",
                   "--rename users.mail:users.email, or with --drop users.mail");
    assert_plan(*state, USERS, after, "drop users.mail",
                "loss(m, \"the values of column \\\"users.mail\\\"\");\n"
                "drop_column(m, \"users\", \"mail\");\n"
                "add_column(m, \"users\", COLUMN(\"email\", \"text\"));\n",
                "drop_column(m, \"users\", \"email\");\n"
                "add_column(m, \"users\", COLUMN(\"mail\", \"text\"));\n");
}

static void columns_of_other_types_are_no_look_alikes(void **state)
{
    struct planned p = planned(*state, USERS, "table users\ncolumn users.born | type=date", "");

    assert_string_equal(p.errors, "");
}

static void tables_that_share_half_of_their_columns_are_look_alikes(void **state)
{
    const char *before = "table a\ncolumn a.x | type=text\ncolumn a.y | type=text";

    assert_refused(*state, before, "table b\ncolumn b.x | type=text\ncolumn b.z | type=text", "",
                   "MG303", "--rename a:b");
    assert_string_equal(planned(*state, before,
                                "table b\ncolumn b.x | type=text\ncolumn b.z | type=text\n"
                                "column b.w | type=text",
                                "")
                            .errors,
                        "");
}

static void a_lost_label_beside_a_new_one_is_asked_about(void **state)
{
    const char *before = "enum_type e | labels=a,b", *after = "enum_type e | labels=a,c";

    assert_refused(*state, before, after, "", "MG303", "--rename e.b:e.c");
    assert_plan(*state, before, after, "rename e.b:e.c",
                "rename_enum_value(m, \"e\", \"b\", \"c\");\n",
                "rename_enum_value(m, \"e\", \"c\", \"b\");\n");
    assert_plan(*state, before, "enum_type e | labels=a,c | labels_renamed_from=c<b", "",
                "rename_enum_value(m, \"e\", \"b\", \"c\");\n",
                "rename_enum_value(m, \"e\", \"c\", \"b\");\n");
    assert_string_equal(planned(*state, before, after, "map e.b=c").errors, "");
}

static void questions_name_every_pair(void **state)
{
    struct arena *a = *state;
    const struct schema *before =
        schema_text(a, "table t\ncolumn t.a | type=text\ncolumn t.b | type=text");
    const struct schema *after = schema_text(a, "table t\ncolumn t.c | type=text");
    struct questions q = plan_questions(a, before, after, NULL);

    assert_int_equal(q.n, 2);
    assert_string_equal(q.items[0].from_name, "t.a");
    assert_string_equal(q.items[1].from_name, "t.b");
    assert_string_equal(q.items[1].to_name, "t.c");
    assert_string_equal(q.items[1].what, "column");
    assert_int_equal(plan_questions(a, before, after, planned_answers(a, "rename t.a:t.c")).n, 0);
}

static void a_rename_that_was_done_is_ignored(void **state)
{
    const char *now = "table users\ncolumn users.email | type=text | renamed_from=mail";

    assert_plan(*state, "table users\ncolumn users.email | type=text", now, "", "", "");
}

static void renames_that_cannot_be_are_refused(void **state)
{
    assert_refused(*state, USERS, USERS "column users.a | type=date | renamed_from=b", "", "MG304",
                   "has neither of them");
    assert_refused(*state, USERS, USERS "column users.email | type=text | renamed_from=mail", "",
                   "MG305", "still in the models");
    assert_refused(*state, USERS "column users.email | type=date",
                   "table users\ncolumn users.email | type=text | renamed_from=mail", "", "MG305",
                   "--drop users.email");
    assert_refused(*state, USERS, USERS, "rename users.x:users.y", "MG304", "names nothing");
}

static void names_follow_a_renamed_table(void **state)
{
    assert_plan(*state,
                "table users\ncolumn users.id | type=integer | not_null | identity=ALWAYS\n"
                "primary_key users.users_pkey | columns=id\nindex users.idx_users_id | elements=id",
                "table people | renamed_from=users\n"
                "column people.id | type=integer | not_null | identity=ALWAYS\n"
                "primary_key people.people_pkey | columns=id\n"
                "index people.idx_people_id | elements=id",
                "",
                "rename_table(m, \"users\", \"people\");\n"
                "rename_constraint(m, \"people\", \"users_pkey\", \"people_pkey\");\n"
                "rename_index(m, \"idx_users_id\", \"idx_people_id\");\n"
                "rename_sequence(m, \"users_id_seq\", \"people_id_seq\");\n",
                "rename_table(m, \"people\", \"users\");\n"
                "rename_constraint(m, \"users\", \"people_pkey\", \"users_pkey\");\n"
                "rename_index(m, \"idx_people_id\", \"idx_users_id\");\n"
                "rename_sequence(m, \"people_id_seq\", \"users_id_seq\");\n");
}

static void a_renamed_column_is_renamed_in_expressions(void **state)
{
    assert_plan(*state,
                "table t\ncolumn t.a | type=text\ncolumn t.lower | type=text\n"
                "check t.c | expression=lower(a) <> a AND t.a <> 'a'\n"
                "index t.i | elements=lower(a),a DESC | where=a IS NOT NULL",
                "table t\ncolumn t.b | type=text | renamed_from=a\ncolumn t.lower | type=text\n"
                "check t.c | expression=lower(b) <> b AND t.b <> 'a'\n"
                "index t.i | elements=lower(b),b DESC | where=b IS NOT NULL",
                "", "rename_column(m, \"t\", \"a\", \"b\");\n",
                "rename_column(m, \"t\", \"b\", \"a\");\n");
}

static void swapped_names_pass_through_a_third(void **state)
{
    assert_plan(*state, "table t\ncolumn t.a | type=text\ncolumn t.b | type=date",
                "table t\ncolumn t.b | type=text | renamed_from=a\n"
                "column t.a | type=date | renamed_from=b",
                "",
                "rename_column(m, \"t\", \"a\", \"a_old\");\n"
                "rename_column(m, \"t\", \"b\", \"a\");\n"
                "rename_column(m, \"t\", \"a_old\", \"b\");\n",
                "rename_column(m, \"t\", \"b\", \"b_old\");\n"
                "rename_column(m, \"t\", \"a\", \"b\");\n"
                "rename_column(m, \"t\", \"b_old\", \"a\");\n");
}

static void chains_are_renamed_from_their_end(void **state)
{
    struct planned p = planned(*state, "table a\ntable b",
                               "table b | renamed_from=a\ntable c | renamed_from=b", "");

    assert_string_equal(p.errors, "");
    assert_string_equal(p.up, "rename_table(m, \"b\", \"c\");\nrename_table(m, \"a\", \"b\");\n");
}

static void what_is_dropped_makes_room_for_a_rename(void **state)
{
    assert_plan(*state, USERS "column users.email | type=date",
                "table users\ncolumn users.email | type=text | renamed_from=mail",
                "drop users.email",
                "rename_column(m, \"users\", \"email\", \"email_old\");\n"
                "rename_column(m, \"users\", \"mail\", \"email\");\n"
                "loss(m, \"the values of column \\\"users.email\\\"\");\n"
                "drop_column(m, \"users\", \"email_old\");\n",
                "rename_column(m, \"users\", \"email\", \"mail\");\n"
                "add_column(m, \"users\", COLUMN(\"email\", \"date\"));\n");
}

static void a_table_moves_to_a_new_schema(void **state)
{
    struct planned p = planned(*state, "table bills", "schema billing\ntable billing.bills",
                               "rename bills:billing.bills");

    assert_string_equal(p.errors, "");
    assert_string_equal(p.up, "create_schema(m, \"billing\");\n"
                              "rename_table(m, \"bills\", \"billing.bills\");\n");
    assert_string_equal(p.down, "rename_table(m, \"billing.bills\", \"bills\");\n"
                                "drop_schema(m, \"billing\");\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLAN_TEST(a_first_revision_renames_nothing),
        PLAN_TEST(a_stated_rename_keeps_the_column),
        PLAN_TEST(an_answer_renames_as_well),
        PLAN_TEST(a_look_alike_is_never_guessed),
        PLAN_TEST(columns_of_other_types_are_no_look_alikes),
        PLAN_TEST(tables_that_share_half_of_their_columns_are_look_alikes),
        PLAN_TEST(a_lost_label_beside_a_new_one_is_asked_about),
        PLAN_TEST(questions_name_every_pair),
        PLAN_TEST(a_rename_that_was_done_is_ignored),
        PLAN_TEST(renames_that_cannot_be_are_refused),
        PLAN_TEST(names_follow_a_renamed_table),
        PLAN_TEST(a_renamed_column_is_renamed_in_expressions),
        PLAN_TEST(swapped_names_pass_through_a_third),
        PLAN_TEST(chains_are_renamed_from_their_end),
        PLAN_TEST(what_is_dropped_makes_room_for_a_rename),
        PLAN_TEST(a_table_moves_to_a_new_schema),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
