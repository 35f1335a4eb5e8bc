/* gen/database: what pg_dump says, compared. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "database/database.h"

#define HEAD                                                                                   \
    "--\n-- PostgreSQL database dump\n--\n\n\\restrict x1\n\n-- Dumped from database version " \
    "15.20\n"
#define USERS                                                           \
    "--\n-- Name: users; Type: TABLE; Schema: public; Owner: -\n--\n\n" \
    "CREATE TABLE public.users (\n    id bigint NOT NULL,\n    email text\n);\n\n\n"
#define USERS_OTHERWISE                                                       \
    "--\n-- Name: users; Type: TABLE; Schema: public; Owner: someone\n--\n\n" \
    "CREATE TABLE public.users (\n    email text,\n    id bigint NOT NULL\n);\n\n\n"
#define NOTES                                                           \
    "--\n-- Name: notes; Type: TABLE; Schema: public; Owner: -\n--\n\n" \
    "CREATE TABLE public.notes (\n    id bigint\n);\n\n\n"

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

static const char *difference(void **state, const char *before, const char *after, bool any_order)
{
    return dump_difference(*state, dump_parse(*state, before), dump_parse(*state, after),
                           any_order);
}

static void dumps_of_one_schema_are_equal(void **state)
{
    assert_null(difference(state, HEAD USERS NOTES, HEAD USERS NOTES, false));
}

static void the_order_of_objects_and_the_key_of_a_dump_do_not_count(void **state)
{
    assert_null(difference(state, HEAD USERS NOTES, "\\restrict y2\n" NOTES USERS, false));
}

static void the_order_of_columns_counts_unless_told_otherwise(void **state)
{
    assert_non_null(difference(state, USERS, USERS_OTHERWISE, false));
    assert_null(difference(state, USERS, USERS_OTHERWISE, true));
}

static void an_object_of_one_dump_is_shown_whole(void **state)
{
    assert_string_equal(difference(state, USERS, USERS NOTES, false),
                        "@@ notes; Type: TABLE; Schema: public @@\n"
                        "+CREATE TABLE public.notes (\n"
                        "+    id bigint\n"
                        "+);\n");
    assert_string_equal(difference(state, USERS NOTES, USERS, false),
                        "@@ notes; Type: TABLE; Schema: public @@\n"
                        "-CREATE TABLE public.notes (\n"
                        "-    id bigint\n"
                        "-);\n");
}

static void a_changed_object_is_shown_with_what_is_around_the_change(void **state)
{
#define TABLE(column)                                                         \
    "-- Name: t; Type: TABLE; Schema: public; Owner: -\n"                     \
    "CREATE TABLE public.t (\n    a text,\n    b text,\n    c text,\n" column \
    "    e text,\n    f text,\n    g text\n);\n"
    assert_string_equal(difference(state, TABLE("    d text,\n"), TABLE("    d bigint,\n"), false),
                        "@@ t; Type: TABLE; Schema: public @@\n"
                        "     b text,\n"
                        "     c text,\n"
                        "-    d text,\n"
                        "+    d bigint,\n"
                        "     e text,\n"
                        "     f text,\n");
    assert_string_equal(difference(state, TABLE(""), TABLE("    d bigint,\n"), true),
                        "@@ t; Type: TABLE; Schema: public @@\n"
                        "     b text\n"
                        "     c text\n"
                        "+    d bigint\n"
                        "     e text\n"
                        "     f text\n");
}

static void another_database_of_a_server_has_its_own_url(void **state)
{
    assert_string_equal(
        database_url(*state, "postgresql:///modelgen?host=/tmp/x&port=5432", "other"),
        "postgresql:///other?host=/tmp/x&port=5432");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(dumps_of_one_schema_are_equal, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_order_of_objects_and_the_key_of_a_dump_do_not_count,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_order_of_columns_counts_unless_told_otherwise, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_object_of_one_dump_is_shown_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_changed_object_is_shown_with_what_is_around_the_change,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(another_database_of_a_server_has_its_own_url, set_up,
                                        tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
