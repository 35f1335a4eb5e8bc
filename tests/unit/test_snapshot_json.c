/* gen/snapshot/snapshot.h: what is written, and what is said of files that cannot be read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kinds/kinds.h"
#include "snapshot/snapshot.h"
#include "tests/support/fixture.h"

static const char *file_of(struct fixture *f)
{
    return arena_printf(f->arena, "%s/snapshot.json", f->dir);
}

static const struct schema *load_bytes(struct fixture *f, const char *bytes, size_t n)
{
    FILE *file = fopen(file_of(f), "wb");

    fwrite(bytes, 1, n, file);
    fclose(file);
    f->diags = diags_new(f->arena);
    return snapshot_load(f->arena, file_of(f), f->diags);
}

static const struct schema *load(struct fixture *f, const char *text)
{
    return load_bytes(f, text, strlen(text));
}

#define HEAD "{\"snapshot_format\": 1, \"objects\": [\n"
#define TAIL "\n{}\n]}\n"

static const char example[] =
    HEAD "\n"
         "{\"schema\": \"billing\"},\n"
         "\n"
         "{\"enum_type\": \"user_state\", \"labels\": [\"active\", \"banned\"]},\n"
         "\n"
         "{\"table\": \"users\", \"comment\": \"Who may log in.\"},\n"
         "{\"column\": \"id\", \"table\": \"users\", \"type\": \"bigint\", \"not_null\": true, "
         "\"identity\": \"BY DEFAULT\"},\n"
         "{\"column\": \"email\", \"table\": \"users\", \"type\": \"text\", \"comment\": "
         "\"gr\xc3\xb6\xc3\x9f"
         "er \\\"x\\\"\"},\n"
         "{\"primary_key\": \"users_pkey\", \"table\": \"users\", \"columns\": [\"id\"]},\n"
         "{\"index\": \"idx_users_email\", \"table\": \"users\", \"unique\": true, \"elements\": "
         "[\"lower(email)\"]},\n"
         "\n"
         "{\"table\": \"invoices\", \"schema\": \"billing\"},\n"
         "{\"column\": \"user_id\", \"table\": \"invoices\", \"schema\": \"billing\", \"type\": "
         "\"bigint\"},\n" TAIL;

static void a_snapshot_is_written_as_it_was_read(void **state)
{
    struct fixture *f = *state;
    const struct schema *s = load(f, example);

    assert_string_equal(printed(f), "");
    assert_non_null(s);
    assert_string_equal(snapshot_text(f->arena, s), example);
}

static void columns_keep_the_order_of_their_lines(void **state)
{
    struct fixture *f = *state;
    const struct schema *s = load(f, example);
    struct objects columns = schema_children(s, &kind_column, "", "users");

    assert_int_equal(columns.n, 2);
    assert_string_equal(columns.items[0]->name, "id");
    assert_string_equal(columns.items[1]->name, "email");
    assert_true(columns.items[0]->position < columns.items[1]->position);
    assert_int_equal(columns.items[1]->loc.line, 9);
}

static void a_missing_snapshot_is_an_empty_schema(void **state)
{
    struct fixture *f = *state;

    unlink(file_of(f));

    const struct schema *s = snapshot_load(f->arena, file_of(f), f->diags);

    assert_int_equal(schema_count(s), 0);
    assert_string_equal(snapshot_text(f->arena, s), HEAD TAIL);
    assert_non_null(load(f, HEAD TAIL));
}

/* As a formatter or jq would leave it. */
static void any_layout_of_the_json_is_read(void **state)
{
    struct fixture *f = *state;
    const struct schema *s =
        load(f, "\n{ \"snapshot_format\" : 1 ,\r\n\"objects\":[{\n  \"table\":\n\"t\"\n},"
                "{\"column\":\"c\",\"table\":\"t\",\"type\":\"text\"},{}]}");

    assert_non_null(s);
    assert_int_equal(schema_count(s), 2);
}

static void what_is_wrong_is_said_with_its_line(void **state)
{
    static const struct {
        const char *text, *line, *said;
    } bad[] = {
        {"", ":1:1: ", "the snapshot is cut off before a snapshot of modelgen"},
        {"[]", ":1:1: ", "this is not a snapshot of modelgen"},
        {"{\"snapshot_format\": 2, \"objects\": [\n",
         ":1:21: ", "this snapshot has format 2, and this modelgen knows 1"},
        {"{\"snapshot_format\": \"1\"", ":1:21: ", "this is not the format of a snapshot"},
        {HEAD "\n{\"table\": \"t\"}\n{}\n]}\n", ":4:1: ", "this is not a comma"},
        {HEAD "\n{\"table\": \"t\"},\n]}\n", ":4:1: ", "this is not an object"},
        {HEAD "\n{\"table\": \"t\", }\n{}\n]}\n", ":3:", "string or '}' expected"},
        {HEAD "\n{\"table\": \"t\"},\n\n{\"table\": \"u", ":5:", "premature end of input"},
        {HEAD "{}\n]\n", ":4:1: ", "the snapshot is cut off before the end of \"objects\""},
        {HEAD "{}\n]}\nmore", ":4:1: ", "this is not the end of the snapshot"},
        {HEAD "\n{\"tabel\": \"t\"},\n" TAIL, ":3:1: ", "no kind of object is called \"tabel\""},
        {HEAD "\n{\"table\": 1},\n" TAIL, ":3:1: ", "\"table\" is not a name"},
        {HEAD "\n{\"table\": \"\"},\n" TAIL, ":3:1: ", "\"table\" is not a name"},
        {HEAD "\n{\"table\": \"t\", \"colour\": \"red\"},\n" TAIL,
         ":3:1: ", "a table has no field called \"colour\""},
        {HEAD "\n{\"table\": \"t\"},\n{\"column\": \"c\", \"table\": \"t\", \"type\": 5},\n" TAIL,
         ":4:1: ", "\"type\" is not a string"},
        {HEAD
         "\n{\"table\": \"t\"},\n{\"column\": \"c\", \"table\": \"t\", \"not_null\": 1},\n" TAIL,
         ":4:1: ", "\"not_null\" is not true or false"},
        {HEAD "\n{\"enum_type\": \"e\", \"labels\": [\"a\", 1]},\n" TAIL,
         ":3:1: ", "\"labels\" is not a list of strings"},
        {HEAD "\n{\"column\": \"c\", \"type\": \"text\"},\n" TAIL,
         ":3:1: ", "this column has no \"table\""},
        {HEAD "\n{\"column\": \"c\", \"table\": \"t\", \"type\": \"text\"},\n" TAIL,
         ":3:1: ", "column \"t.c\" is part of a table that is not in the snapshot"},
        {HEAD "\n{\"table\": \"t\"},\n{\"table\": \"t\"},\n" TAIL,
         ":4:1: ", "table \"t\" is here twice"},
        {HEAD "\n{\"table\": \"t\", \"comment\": \"a\", \"comment\": \"b\"},\n" TAIL,
         ":3:", "duplicate object key"},
        {HEAD "\n{\"table\": \"a\\u0000b\"},\n" TAIL, ":3:", "\\u0000 is not allowed"},
        {HEAD "\n{\"table\": \"\xff\"},\n" TAIL, ":3:", "unable to decode byte 0xff"},
        {HEAD "\n<<<<<<< HEAD\n{\"table\": \"t\"},\n=======\n>>>>>>> x\n" TAIL,
         ":3:1: ", "this file holds a merge that git could not finish"},
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_null(load(f, bad[i].text));

        const char *said = printed(f), *colon = strchr(said + strlen(file_of(f)), ':');

        if (strncmp(colon, bad[i].line, strlen(bad[i].line)) != 0 || !strstr(said, bad[i].said))
            fail_msg("case %zu, wanted %s%s:\n%s", i, bad[i].line, bad[i].said, said);
    }
}

static void every_mistake_of_a_snapshot_is_reported(void **state)
{
    struct fixture *f = *state;

    assert_null(load(f, HEAD "{\"tabel\": \"t\"},\n{\"table\": \"u\", \"x\": 1, \"y\": 2},\n"
                             "{\"table\": \"v\"},\n{\"table\": \"v\"},\n" TAIL));
    assert_int_equal(diags_errors(f->diags), 4);
}

static void a_snapshot_cut_off_anywhere_is_an_error(void **state)
{
    struct fixture *f = *state;
    size_t whole = strlen(example) - 1; /* but for the last line break */

    for (size_t n = 0; n < whole; n++) {
        if (load_bytes(f, example, n))
            fail_msg("cut off after %zu bytes it is read", n);
        assert_true(diags_errors(f->diags) > 0);
    }
    assert_non_null(load_bytes(f, example, whole));
}

/* Any damage is read as something or reported; nothing crashes, and what is read can be written. */
static void damaged_snapshots_do_no_harm(void **state)
{
    struct fixture *f = *state;
    unsigned seed = 7;

    for (int round = 0; round < 3000; round++) {
        char bytes[sizeof example];

        memcpy(bytes, example, sizeof example);
        for (int i = 0; i < 1 + round % 3; i++) {
            seed = seed * 1103515245u + 12345u;
            bytes[seed / 65536 % (sizeof example - 1)] = "{}[]\",:\\ \n\0x1\xff"[seed / 7 % 14];
        }

        const struct schema *s = load_bytes(f, bytes, sizeof example - 1);

        if (s)
            assert_non_null(snapshot_text(f->arena, s));
        else
            assert_true(diags_errors(f->diags) > 0);
        arena_free(f->arena);
        f->arena = arena_new();
    }
    f->diags = diags_new(f->arena);
}

/* --- Merging ------------------------------------------------------------------------------ */

static void add(struct arena *a, struct schema *s, const char *table, const char *column)
{
    struct object *t = object_new(a, &kind_table), *c = object_new(a, &kind_column);

    t->name = c->table = table;
    c->name = column;
    schema_add(s, t);
    schema_add(s, c);
}

/* The snapshot of three tables, and what a branch has added to them. */
static void write_branch(struct fixture *f, const char *suffix, const char *table,
                         const char *column)
{
    static const char *const tables[] = {"b", "d", "f"};
    struct schema *s = schema_new(f->arena);
    FILE *file = fopen(arena_printf(f->arena, "%s%s", file_of(f), suffix), "w");

    for (size_t i = 0; i < 3; i++)
        add(f->arena, s, tables[i], "id");
    if (table)
        add(f->arena, s, table, column);
    schema_finish(s);
    fputs(snapshot_text(f->arena, s), file);
    fclose(file);
}

static void git_merges_branches_that_touch_different_tables(void **state)
{
    static const char *const cases[][4] = {
        {"b", "x", "d", "y"}, /* a column each, of neighbours */
        {"a", "x", "g", "y"}, /* a table each: the first and the last */
        {"c", "x", "e", "y"}, /* around the one in the middle */
        {"e", "x", "f", "y"}, /* a table, and a column of the next one */
        {"d", "x", "g", "y"},
    };
    struct fixture *f = *state;

    if (system("git --version >/dev/null 2>&1") != 0)
        skip();
    write_branch(f, ".base", NULL, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        write_branch(f, "", cases[i][0], cases[i][1]);
        write_branch(f, ".theirs", cases[i][2], cases[i][3]);

        const char *merge = arena_printf(f->arena, "git merge-file -q %s %s.base %s.theirs",
                                         file_of(f), file_of(f), file_of(f));

        assert_int_equal(system(merge), 0);

        const struct schema *s = snapshot_load(f->arena, file_of(f), f->diags);

        assert_non_null(s);
        assert_non_null(schema_find(s, &kind_column, "", cases[i][0], cases[i][1]));
        assert_non_null(schema_find(s, &kind_column, "", cases[i][2], cases[i][3]));
    }
    unlink(arena_printf(f->arena, "%s.base", file_of(f)));
    unlink(arena_printf(f->arena, "%s.theirs", file_of(f)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_snapshot_is_written_as_it_was_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(columns_keep_the_order_of_their_lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_missing_snapshot_is_an_empty_schema, set_up, tear_down),
        cmocka_unit_test_setup_teardown(any_layout_of_the_json_is_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_wrong_is_said_with_its_line, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_mistake_of_a_snapshot_is_reported, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_snapshot_cut_off_anywhere_is_an_error, set_up, tear_down),
        cmocka_unit_test_setup_teardown(damaged_snapshots_do_no_harm, set_up, tear_down),
        cmocka_unit_test_setup_teardown(git_merges_branches_that_touch_different_tables, set_up,
                                        tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
