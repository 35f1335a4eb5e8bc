/* gen/plan: labels added in place, and types built anew. */
#include "tests/support/planned.h"

#define COLUMN_OF(labels) \
    "enum_type e | labels=" labels "\ntable t\ncolumn t.s | type=e | default='a'\n"

static void labels_are_added_at_their_places(void **state)
{
    struct planned p =
        planned(*state, "enum_type e | labels=b,d", "enum_type e | labels=a,b,c1,c2,d,x,y", "");

    assert_string_equal(p.up, "add_enum_value(m, \"e\", \"a\", BEFORE(\"b\"));\n"
                              "add_enum_value(m, \"e\", \"c1\", AFTER(\"b\"));\n"
                              "add_enum_value(m, \"e\", \"c2\", AFTER(\"c1\"));\n"
                              "add_enum_value(m, \"e\", \"x\");\n"
                              "add_enum_value(m, \"e\", \"y\");\n");
}

static void an_added_label_is_taken_away_by_a_new_type(void **state)
{
    assert_plan(*state, COLUMN_OF("a"), COLUMN_OF("a,b"), "", "add_enum_value(m, \"e\", \"b\");\n",
                "loss(m, \"value \\\"b\\\" of enum \\\"e\\\": rows that hold it stop this "
                "migration\");\n"
                "rename_type(m, \"e\", \"e_old\");\n"
                "create_enum(m, \"e\", \"a\");\n"
                "alter_column(m, \"t\", \"s\", TYPE(\"e\"), USING(\"s::text::e\"), "
                "DEFAULT(\"'a'\"));\n"
                "drop_type(m, \"e_old\");\n");
}

static void a_label_that_is_used_at_once_needs_a_new_type(void **state)
{
    struct planned p =
        planned(*state, COLUMN_OF("a"),
                "enum_type e | labels=a,b\ntable t\ncolumn t.s | type=e | default='b'", "");

    assert_non_null(strstr(p.up, "create_enum(m, \"e\", \"a\", \"b\")"));
    assert_null(strstr(p.up, "add_enum_value"));
    p = planned(*state, COLUMN_OF("a"), COLUMN_OF("a,b") "column t.note | type=text | default='b'",
                "");
    assert_string_equal(p.errors, "");
    assert_non_null(strstr(p.up, "add_enum_value"));
}

static void removed_labels_are_mapped(void **state)
{
    struct planned p = planned(
        *state, "enum_type e | labels=a,b\ntable t\ncolumn t.s | type=e\ncolumn t.ss | type=e[]",
        "enum_type e | labels=a\ntable t\ncolumn t.s | type=e\ncolumn t.ss | type=e[]",
        "map e.b=a");

    assert_non_null(
        strstr(p.up, "USING(\"(CASE s::text WHEN 'b' THEN 'a' ELSE s::text END)::e\")"));
    assert_non_null(strstr(p.up, "USING(\"array_replace(ss::text[], 'b', 'a')::e[]\")"));
    assert_string_equal(p.losses.items[0], "value \"b\" of enum \"e\": it becomes \"a\"");
}

static void what_depends_on_a_type_is_made_again(void **state)
{
    const char *parts =
        "check t.c | expression=s <> 'a'\nindex t.part | elements=s | where=s = 'a'\n"
        "index t.plain | elements=s\n"
        "column t.g | type=boolean | generated=s = 'a'\n";
    struct arena *a = *state;
    struct planned p = planned(a, arena_printf(a, "%s%s", COLUMN_OF("a,b"), parts),
                               arena_printf(a, "%s%s", COLUMN_OF("b,a"), parts), "");

    assert_string_equal(
        p.up, "drop_index(m, \"part\");\n"
              "drop_constraint(m, \"t\", \"c\");\n"
              "drop_column(m, \"t\", \"g\");\n"
              "rename_type(m, \"e\", \"e_old\");\n"
              "create_enum(m, \"e\", \"b\", \"a\");\n"
              "alter_column(m, \"t\", \"s\", TYPE(\"e\"), USING(\"s::text::e\"), "
              "DEFAULT(\"'a'\"));\n"
              "drop_type(m, \"e_old\");\n"
              "add_column(m, \"t\", COLUMN(\"g\", \"boolean\", GENERATED(\"s = 'a'\")));\n"
              "add_constraint(m, \"t\", CHECK(\"s <> 'a'\", NAME(\"c\")));\n"
              "create_index(m, \"part\", ON(\"t\", \"s\"), WHERE(\"s = 'a'\"));\n");
}

static void defaults_that_name_the_type_are_said_again(void **state)
{
    const char *with = "enum_type e | labels=a,b\ntable t\ncolumn t.x | type=text | "
                       "default=('a'::e)::text";
    const char *without = "enum_type e | labels=a\ntable t\ncolumn t.x | type=text | "
                          "default=('a'::e)::text";
    struct planned p = planned(*state, with, without, "");

    assert_non_null(strstr(p.up, "alter_column(m, \"t\", \"x\", DEFAULT(\"('a'::e)::text\"));\n"
                                 "drop_type(m, \"e_old\");\n"));
}

static void an_enum_becomes_text_before_it_goes(void **state)
{
    assert_plan(*state, COLUMN_OF("a"), "table t\ncolumn t.s | type=text | default='a'", "",
                "alter_column(m, \"t\", \"s\", TYPE(\"text\"), DEFAULT(\"'a'\"));\n"
                "drop_type(m, \"e\");\n",
                "create_enum(m, \"e\", \"a\");\n"
                "alter_column(m, \"t\", \"s\", TYPE(\"e\"), USING(\"s::e\"), "
                "DEFAULT(\"'a'\"));\n");
}

static void maps_are_checked(void **state)
{
    assert_refused(*state, "enum_type e | labels=a,b", "enum_type e | labels=a", "map e.b=c",
                   "MG307", "has no value \"c\"");
    assert_refused(*state, "enum_type e | labels=a,b", "enum_type e | labels=a", "map e.a=b",
                   "MG306", "--map e.a");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLAN_TEST(labels_are_added_at_their_places),
        PLAN_TEST(an_added_label_is_taken_away_by_a_new_type),
        PLAN_TEST(a_label_that_is_used_at_once_needs_a_new_type),
        PLAN_TEST(removed_labels_are_mapped),
        PLAN_TEST(what_depends_on_a_type_is_made_again),
        PLAN_TEST(defaults_that_name_the_type_are_said_again),
        PLAN_TEST(an_enum_becomes_text_before_it_goes),
        PLAN_TEST(maps_are_checked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
