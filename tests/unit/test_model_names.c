/* gen/model/names.h, against names that PostgreSQL 15 chose. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "model/names.h"

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

#define LIST(a, ...) list((a), (const char *const[]){__VA_ARGS__, NULL})

static const struct strings *list(struct arena *a, const char *const *items)
{
    struct strings *list = arena_new_of(a, struct strings);

    for (; *items; items++)
        strings_add(a, list, *items);
    return list;
}

#define LONG     "this_name_is_exactly_sixty_three_bytes_long_as_postgres_allows_"
#define GERMAN   "größe_des_hauses_und_seiner_umgebung_im_überblick"
#define JAPANESE "テーブル名前がとても長いので切り詰められる"

static void short_names_are_put_together(void **state)
{
    struct arena *a = *state;

    assert_string_equal(name_primary_key(a, "users"), "users_pkey");
    assert_string_equal(name_unique(a, "users", LIST(a, "email"), NULL), "users_email_key");
    assert_string_equal(name_unique(a, "users", LIST(a, "a", "b"), NULL), "users_a_b_key");
    assert_string_equal(name_foreign_key(a, "users", LIST(a, "role_id")), "users_role_id_fkey");
    assert_string_equal(name_check(a, "users", "age"), "users_age_check");
    assert_string_equal(name_check(a, "users", NULL), "users_check");
    assert_string_equal(name_sequence(a, "users", "id"), "users_id_seq");
    assert_string_equal(name_make(a, "users", "age", "check1"), "users_age_check1");
}

static void included_columns_count_in_names_of_unique_constraints(void **state)
{
    struct arena *a = *state;

    assert_string_equal(name_unique(a, "t", LIST(a, "a"), LIST(a, "b")), "t_a_b_key");
}

static void long_names_are_shortened_as_postgresql_does(void **state)
{
    struct arena *a = *state;

    assert_string_equal(name_primary_key(a, LONG),
                        "this_name_is_exactly_sixty_three_bytes_long_as_postgres_al_pkey");
    assert_string_equal(name_unique(a, "users", LIST(a, LONG), NULL),
                        "users_this_name_is_exactly_sixty_three_bytes_long_as_postgr_key");
    assert_string_equal(name_unique(a, LONG, LIST(a, LONG, LONG), NULL),
                        "this_name_is_exactly_sixty_th_this_name_is_exactly_sixty_th_key");
    assert_string_equal(name_foreign_key(a, LONG, LIST(a, "a", "b")),
                        "this_name_is_exactly_sixty_three_bytes_long_as_postgre_a_b_fkey");
}

static void characters_of_several_bytes_stay_whole(void **state)
{
    struct arena *a = *state;

    assert_string_equal(name_check(a, JAPANESE, GERMAN),
                        "テーブル名前がとて_größe_des_hauses_und_seine_check");
    assert_string_equal(name_primary_key(a, JAPANESE),
                        "テーブル名前がとても長いので切り詰めら_pkey");
    assert_string_equal(name_sequence(a, GERMAN, JAPANESE),
                        "größe_des_hauses_und_seiner_テーブル名前がとて_seq");
}

static void names_never_exceed_an_identifier(void **state)
{
    static const char *const words[] = {"a", "users", LONG, GERMAN, JAPANESE};
    enum { N = sizeof words / sizeof *words };
    struct arena *a = *state;

    for (int t = 0; t < N; t++)
        for (int c = 0; c < N; c++)
            for (int d = 0; d < N; d++) {
                const struct strings *columns = LIST(a, words[c], words[d]);

                assert_true(strlen(name_unique(a, words[t], columns, columns)) <= NAME_MAX_BYTES);
                assert_true(strlen(name_foreign_key(a, words[t], columns)) <= NAME_MAX_BYTES);
                assert_true(strlen(name_index(a, words[t], columns)) <= NAME_MAX_BYTES);
            }
}

static void indexes_are_named_after_their_columns(void **state)
{
    struct arena *a = *state;

    assert_string_equal(name_index(a, "users", LIST(a, "email")), "idx_users_email");
    assert_string_equal(name_index(a, "users", LIST(a, "user_id", "created_at DESC")),
                        "idx_users_user_id_created_at");
    assert_string_equal(name_index(a, "users", LIST(a, "title gin_trgm_ops", "\"Odd name\"")),
                        "idx_users_title_Odd name");
    assert_string_equal(name_index(a, "t", LIST(a, "name COLLATE \"C\" DESC NULLS LAST")),
                        "idx_t_name");
}

static void expressions_count_with_their_identifiers(void **state)
{
    struct arena *a = *state;

    assert_string_equal(name_index(a, "t", LIST(a, "lower(email) text_pattern_ops DESC")),
                        "idx_t_lower_email");
    assert_string_equal(name_index(a, "t", LIST(a, "(data ->> 'name') DESC")), "idx_t_data");
    assert_string_equal(name_index(a, "t", LIST(a, "COALESCE(a, b)", "c")), "idx_t_coalesce_a_b_c");
    assert_string_equal(name_index(a, "t", LIST(a, "(1)")), "idx_t_expr");
    assert_string_equal(name_index(a, "t", LIST(a, "(a IS NOT NULL)")), "idx_t_a");
}

static void a_check_is_named_after_the_one_column_that_it_mentions(void **state)
{
    const struct strings *columns = LIST(*state, "age", "email", "lower", "state", "users");

    assert_string_equal(name_check_column(columns, "age > 0"), "age");
    assert_string_equal(name_check_column(columns, "age > 0 AND AGE < 150"), "age");
    assert_null(name_check_column(columns, "age > length(email)"));
    assert_null(name_check_column(columns, "3 > 2"));
    /* Neither functions nor types nor the table are columns. */
    assert_string_equal(name_check_column(columns, "lower(email) = email"), "email");
    assert_string_equal(name_check_column(columns, "email <> 'x'::state"), "email");
    assert_string_equal(name_check_column(columns, "users.email <> ''"), "email");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(short_names_are_put_together, set_up, tear_down),
        cmocka_unit_test_setup_teardown(included_columns_count_in_names_of_unique_constraints,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(long_names_are_shortened_as_postgresql_does, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(characters_of_several_bytes_stay_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_never_exceed_an_identifier, set_up, tear_down),
        cmocka_unit_test_setup_teardown(indexes_are_named_after_their_columns, set_up, tear_down),
        cmocka_unit_test_setup_teardown(expressions_count_with_their_identifiers, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_check_is_named_after_the_one_column_that_it_mentions,
                                        set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
