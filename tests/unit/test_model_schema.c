/* gen/model: objects, their fields, and the schema that holds them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "kinds/kinds.h"

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

static struct object *object(struct arena *a, const struct kind *kind, const char *schema,
                             const char *table, const char *name, int position)
{
    struct object *o = object_new(a, kind);

    o->schema = schema;
    o->table = table;
    o->name = name;
    o->position = position;
    return o;
}

static void objects_are_found_by_their_whole_key(void **state)
{
    struct arena *a = *state;
    struct schema *s = schema_new(a);
    struct object *id = object(a, &kind_column, "", "users", "id", 1);

    assert_null(schema_add(s, id));
    assert_null(schema_add(s, object(a, &kind_column, "billing", "users", "id", 1)));
    assert_null(schema_add(s, object(a, &kind_check, "", "users", "id", 0)));
    assert_ptr_equal(schema_find(s, &kind_column, "", "users", "id"), id);
    assert_null(schema_find(s, &kind_column, "", "user", "sid"));
    assert_null(schema_find(s, &kind_index, "", "users", "id"));
}

static void a_key_is_taken_once(void **state)
{
    struct arena *a = *state;
    struct schema *s = schema_new(a);
    struct object *first = object(a, &kind_table, "", "", "users", 0);

    assert_null(schema_add(s, first));
    assert_ptr_equal(schema_add(s, object(a, &kind_table, "", "", "users", 0)), first);
    schema_finish(s);
    assert_int_equal(schema_count(s), 1);
}

static void order_does_not_depend_on_the_order_of_adding(void **state)
{
    struct arena *a = *state;
    const struct {
        const struct kind *kind;
        const char *schema, *table, *name;
        int position;
    } sorted[] = {
        {&kind_schema, "", "", "billing", 0},   {&kind_enum_type, "", "", "state", 0},
        {&kind_table, "", "", "a", 0},          {&kind_table, "", "", "b", 0},
        {&kind_table, "billing", "", "a", 0},   {&kind_column, "", "a", "z", 1},
        {&kind_column, "", "a", "y", 2},        {&kind_column, "", "b", "x", 1},
        {&kind_column, "billing", "a", "x", 1}, {&kind_index, "", "a", "idx_a", 9},
        {&kind_index, "", "a", "idx_b", 3},
    };
    enum { N = sizeof sorted / sizeof *sorted };

    for (size_t step = 1; step < N; step++) { /* N is a prime: every step visits them all */
        struct schema *s = schema_new(a);

        for (size_t i = 0; i < N; i++) {
            size_t k = i * step % N;

            schema_add(s, object(a, sorted[k].kind, sorted[k].schema, sorted[k].table,
                                 sorted[k].name, sorted[k].position));
        }
        schema_finish(s);
        for (size_t i = 0; i < N; i++) {
            assert_ptr_equal(schema_at(s, i)->kind, sorted[i].kind);
            assert_string_equal(schema_at(s, i)->schema, sorted[i].schema);
            assert_string_equal(schema_at(s, i)->name, sorted[i].name);
        }
    }
}

static void children_are_those_of_one_table_and_schema(void **state)
{
    struct arena *a = *state;
    struct schema *s = schema_new(a);

    schema_add(s, object(a, &kind_column, "", "users", "name", 2));
    schema_add(s, object(a, &kind_column, "", "users", "id", 1));
    schema_add(s, object(a, &kind_column, "", "user", "id", 1));
    schema_add(s, object(a, &kind_column, "billing", "users", "id", 1));
    schema_add(s, object(a, &kind_index, "", "users", "idx", 0));
    schema_finish(s);

    struct objects columns = schema_children(s, &kind_column, "", "users");

    assert_int_equal(columns.n, 2);
    assert_string_equal(columns.items[0]->name, "id");
    assert_string_equal(columns.items[1]->name, "name");
    assert_int_equal(schema_children(s, &kind_column, "", "usersx").n, 0);
    assert_int_equal(schema_children(s, &kind_check, "", "users").n, 0);
    assert_int_equal(schema_of_kind(s, &kind_column).n, 4);
    assert_int_equal(schema_of_kind(s, &kind_trigger).n, 0);
}

static void an_empty_schema_has_nothing(void **state)
{
    struct schema *s = schema_new(*state);

    assert_int_equal(schema_of_kind(s, &kind_table).n, 0);
    assert_int_equal(schema_children(s, &kind_column, "", "x").n, 0);
    schema_finish(s);
    assert_int_equal(schema_count(s), 0);
    assert_null(schema_find(s, &kind_table, "", "", "x"));
}

static void many_objects_are_all_found(void **state)
{
    enum { TABLES = 1000, COLUMNS = 21 };
    struct arena *a = *state;
    struct schema *s = schema_new(a);

    for (int t = 0; t < TABLES; t++)
        for (int c = 0; c < COLUMNS; c++)
            assert_null(schema_add(s, object(a, &kind_column, "", arena_printf(a, "t%d", t),
                                             arena_printf(a, "c%d", c), COLUMNS - c)));
    schema_finish(s);
    for (int t = 0; t < TABLES; t++) {
        const char *table = arena_printf(a, "t%d", t);
        struct objects columns = schema_children(s, &kind_column, "", table);

        assert_int_equal(columns.n, COLUMNS);
        assert_string_equal(columns.items[0]->name, "c20");
        assert_ptr_equal(schema_find(s, &kind_column, "", table, "c0"), columns.items[20]);
    }
}

static void differences_name_the_fields_that_differ(void **state)
{
    struct arena *a = *state;
    struct column *x = (struct column *)object(a, &kind_column, "", "t", "c", 1);
    struct column *y = (struct column *)object(a, &kind_column, "", "t", "d", 2);
    size_t type = (size_t)(kind_field(&kind_column, "type") - kind_column.fields);
    size_t not_null = (size_t)(kind_field(&kind_column, "not_null") - kind_column.fields);

    x->type = y->type = "integer";
    assert_true(object_differences(&x->o, &y->o) == 0);
    y->type = "bigint";
    y->not_null = true;
    y->o.comment = "what it is";
    assert_true(object_differences(&x->o, &y->o) ==
                (1ull << type | 1ull << not_null | DIFFERS_COMMENT));
}

static void empty_text_says_as_little_as_none(void **state)
{
    struct arena *a = *state;
    struct foreign_key *x = (struct foreign_key *)object(a, &kind_foreign_key, "", "t", "f", 0);
    struct foreign_key *y = (struct foreign_key *)object(a, &kind_foreign_key, "", "t", "f", 0);

    x->ref_schema = "";
    y->o.comment = "";
    assert_true(object_differences(&x->o, &y->o) == 0);
    assert_false(field_is_set(&x->o, kind_field(&kind_foreign_key, "ref_schema")));
    x->ref_schema = "billing";
    assert_true(field_is_set(&x->o, kind_field(&kind_foreign_key, "ref_schema")));
    assert_false(object_differences(&x->o, &y->o) == 0);
}

static void labels_name_kind_and_place(void **state)
{
    struct arena *a = *state;

    assert_string_equal(object_label(a, object(a, &kind_table, "", "", "users", 0)),
                        "table \"users\"");
    assert_string_equal(object_label(a, object(a, &kind_column, "", "users", "email", 0)),
                        "column \"users.email\"");
    assert_string_equal(object_label(a, object(a, &kind_foreign_key, "billing", "t", "f", 0)),
                        "foreign key \"billing.t.f\"");
}

static void qualified_names_are_quoted_only_where_they_must(void **state)
{
    struct arena *a = *state;

    assert_string_equal(qualified_name(a, "", "users"), "users");
    assert_string_equal(qualified_name(a, NULL, "Users and more"), "Users and more");
    assert_string_equal(qualified_name(a, "billing", "order"), "billing.order");
    assert_string_equal(qualified_name(a, "a.b", "c\"d"), "\"a.b\".\"c\"\"d\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(objects_are_found_by_their_whole_key, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_key_is_taken_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(order_does_not_depend_on_the_order_of_adding, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(children_are_those_of_one_table_and_schema, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_empty_schema_has_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(many_objects_are_all_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(differences_name_the_fields_that_differ, set_up, tear_down),
        cmocka_unit_test_setup_teardown(empty_text_says_as_little_as_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(labels_name_kind_and_place, set_up, tear_down),
        cmocka_unit_test_setup_teardown(qualified_names_are_quoted_only_where_they_must, set_up,
                                        tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
