/* Schemas as headers: the words for what the loader found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "emit/models.h"
#include "kinds/kinds.h"

struct fixture {
    struct arena *arena;
    struct schema *schema;
};

static int set_up(void **state)
{
    struct arena *arena = arena_new();
    struct fixture *f = arena_new_of(arena, struct fixture);

    f->arena = arena;
    f->schema = schema_new(arena);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    arena_free(((struct fixture *)*state)->arena);
    return 0;
}

static struct object *add(struct fixture *f, const struct kind *kind, const char *table,
                          const char *name)
{
    struct object *o = object_new(f->arena, kind);

    o->table = table;
    o->name = name;
    assert_null(schema_add(f->schema, o));
    return o;
}

static struct column *add_column(struct fixture *f, const char *table, const char *name,
                                 const char *type)
{
    struct column *c = (struct column *)add(f, &kind_column, table, name);

    c->type = type;
    return c;
}

static void add_key(struct fixture *f, const char *table, const char *column, const char *other)
{
    struct foreign_key *k = (struct foreign_key *)add(
        f, &kind_foreign_key, table, arena_printf(f->arena, "%s_%s_fkey", table, column));

    strings_add(f->arena, &k->columns, column);
    strings_add(f->arena, &k->ref_columns, "id");
    k->ref_table = other;
}

/* The text of the file of this name; "" if there is none. */
static const char *file(struct fixture *f, const char *name)
{
    struct model_files files;

    schema_finish(f->schema);
    files = emit_models(f->arena, f->schema, MODELS_BY_TABLE);
    for (size_t i = 0; i < files.n; i++)
        if (strcmp(files.items[i].name, name) == 0)
            return files.items[i].text;
    return "";
}

static void assert_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("no \"%s\" in:\n%s", part, text);
}

static void a_default_is_bare_where_c_can_read_it(void **state)
{
    struct fixture *f = *state;

    add(f, &kind_table, "", "t");
    add_column(f, "t", "a", "integer")->default_ = "(1 + 2) * 3";
    add_column(f, "t", "b", "text")->default_ = "''";
    add_column(f, "t", "c", "text")->default_ = "'a\\b'";
    add_column(f, "t", "d", "text")->default_ = "'one word'";

    const char *text = file(f, "t.h");

    assert_has(text, "DEFAULT((1 + 2) * 3)");
    assert_has(text, "DEFAULT(\"''\")");
    assert_has(text, "DEFAULT(\"'a\\\\b'\")");
    assert_has(text, "DEFAULT('one word')");
}

static void a_name_that_is_none_in_c_gets_one(void **state)
{
    struct fixture *f = *state;

    add(f, &kind_table, "", "struct");
    add_column(f, "struct", "a b", "integer");
    add_column(f, "struct", "a_b", "integer");
    add_column(f, "struct", "9", "integer");

    const char *text = file(f, "struct_.h");

    assert_has(text, "TABLE(struct_, NAME(\"struct\"))");
    assert_has(text, "a_b_2 NAME(\"a b\")");
    assert_has(text, " a_b;");
    assert_has(text, "n9    NAME(\"9\")");
}

static void tables_in_a_circle_refer_to_each_other_below_both(void **state)
{
    struct fixture *f = *state;

    add(f, &kind_table, "", "eggs");
    add(f, &kind_table, "", "hens");
    add_column(f, "eggs", "id", "integer");
    add_column(f, "hens", "id", "integer");
    add_column(f, "eggs", "hen", "integer");
    add_column(f, "hens", "egg", "integer");
    add_key(f, "eggs", "hen", "hens");
    add_key(f, "hens", "egg", "eggs");

    const char *eggs = file(f, "eggs.h"), *hens = file(f, "hens.h");

    assert_has(eggs, "#include \"hens.h\"");
    assert_has(eggs, "REFERENCES(hens, id)");
    assert_has(eggs, "};\nFOREIGN_KEY(hens, (egg), eggs, (id));");
    assert_null(strstr(hens, "#include \"eggs.h\""));
    assert_null(strstr(hens, "REFERENCES"));
}

static void a_comment_that_would_end_itself_is_a_word(void **state)
{
    struct fixture *f = *state;

    add(f, &kind_table, "", "t")->comment = "What it is.";
    add_column(f, "t", "a", "integer")->o.comment = "beside";
    add_column(f, "t", "b", "integer")->o.comment = "ends */ here";

    const char *text = file(f, "t.h");

    assert_has(text, "/** What it is. */\nTABLE(t)");
    assert_has(text, "; ///< beside");
    assert_has(text, "COMMENT(\"ends */ here\")");
}

static void a_label_is_said_unless_its_enumerator_says_it(void **state)
{
    struct fixture *f = *state;
    struct enum_type *e = (struct enum_type *)add(f, &kind_enum_type, "", "mood");

    strings_add(f->arena, &e->labels, "sad");
    strings_add(f->arena, &e->labels, "Very Happy");
    assert_has(file(f, "enums.h"), "MOOD_SAD, MOOD_VERY_HAPPY LABEL(\"Very Happy\")");
}

/* What is loaded is found by name: a field that no column of the query has would stay empty. */
static void every_field_is_asked_of_the_catalog(void **state)
{
    (void)state;
    for (size_t k = 0; k < kind_count; k++) {
        assert_non_null(kinds[k]->catalog);
        for (size_t i = 0; i < kinds[k]->nfields; i++) {
            char plain[80], quoted[80];

            snprintf(plain, sizeof plain, " AS %s", kinds[k]->fields[i].name);
            snprintf(quoted, sizeof quoted, " AS \"%s\"", kinds[k]->fields[i].name);
            if (!strstr(kinds[k]->catalog, plain) && !strstr(kinds[k]->catalog, quoted))
                fail_msg("%s.%s", kinds[k]->name, kinds[k]->fields[i].name);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_default_is_bare_where_c_can_read_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_name_that_is_none_in_c_gets_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tables_in_a_circle_refer_to_each_other_below_both, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_comment_that_would_end_itself_is_a_word, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_label_is_said_unless_its_enumerator_says_it, set_up,
                                        tear_down),
        cmocka_unit_test(every_field_is_asked_of_the_catalog),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
