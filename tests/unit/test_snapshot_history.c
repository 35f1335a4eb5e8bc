/* gen/snapshot/history.h: the chain, the sums, the names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "snapshot/descriptor.h"
#include "snapshot/history.h"
#include "tests/support/fixture.h"

static void put(struct fixture *f, const char *file, const char *text)
{
    FILE *to = fopen(arena_printf(f->arena, "%s/%s", f->dir, file), "w");

    fputs(text, to);
    fclose(to);
}

/* down NULL: the first. */
static void migration(struct fixture *f, int number, const char *name, const char *revision,
                      const char *down)
{
    put(f, history_file_name(f->arena, number, name),
        arena_printf(f->arena,
                     "#include <modelgen/migration.h>\n"
                     "/* MIGRATION(.number = 99) is not here */\n"
                     "static void upgrade(migration *m) { execute(m, \"MIGRATION(\"); }\n"
                     "static void downgrade(migration *m) { (void)m; }\n"
                     "MIGRATION(.number = %d, .revision = \"%s\", %s%s%s .name = \"%s\");\n",
                     number, revision, down ? ".down_revision = \"" : "", down ? down : "",
                     down ? "\"," : "", name));
}

static struct history load(struct fixture *f, bool sums)
{
    f->diags = diags_new(f->arena);
    return history_load(f->arena, f->dir, sums, f->diags);
}

static void write_sums(struct fixture *f)
{
    struct history h = load(f, false);

    put(f, "migrations.sum", history_sums(f->arena, &h, NULL));
}

static void three(struct fixture *f)
{
    migration(f, 1, "one", "aaa", NULL);
    migration(f, 2, "two", "bbb", "aaa");
    migration(f, 3, "three", "ccc", "bbb");
    write_sums(f);
}

#define assert_one_error(f, words)                                  \
    do {                                                            \
        const char *said_ = printed(f);                             \
        if (diags_errors((f)->diags) != 1 || !strstr(said_, words)) \
            fail_msg("wanted one error: %s\n%s", words, said_);     \
    } while (0)

/* --- The chain ---------------------------------------------------------------------------- */

static void a_chain_is_read_in_order(void **state)
{
    struct fixture *f = *state;

    three(f);

    struct history h = load(f, true);

    assert_string_equal(printed(f), "");
    assert_int_equal(h.n, 3);
    assert_int_equal(h.items[2].number, 3);
    assert_string_equal(h.items[2].file, "003_three.c");
    assert_string_equal(h.items[2].revision, "ccc");
    assert_string_equal(h.items[2].down_revision, "bbb");
    assert_string_equal(h.items[2].name, "three");
    assert_null(h.items[0].down_revision);
}

static void no_directory_is_no_history(void **state)
{
    struct fixture *f = *state;
    struct history h = history_load(f->arena, "/tmp/no/such/directory", true, f->diags);

    assert_int_equal(h.n, 0);
    assert_int_equal(diags_errors(f->diags), 0);
    assert_string_equal(history_sums(f->arena, &h, NULL), "");
}

static void numbers_grow_past_999(void **state)
{
    struct fixture *f = *state;

    migration(f, 999, "a", "aaa", NULL);
    migration(f, 1000, "b", "bbb", "aaa");
    write_sums(f);

    struct history h = load(f, true);

    assert_string_equal(printed(f), "");
    assert_int_equal(h.items[1].number, 1000);
    assert_string_equal(h.items[1].file, "1000_b.c");
}

static void files_with_other_names_are_reported(void **state)
{
    static const char *const names[] = {"helpers.c", "1_x.c",     "01_x.c",         "0010_x.c",
                                        "001_X.c",   "001_.c",    "001x.c",         "001-x.c",
                                        "000_x.c",   "001_a b.c", "99999999999_x.c"};
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        put(f, names[i], "");
        load(f, true);
        assert_one_error(f, "is not the name of a migration");
        unlink(file_join(f->arena, f->dir, names[i]));
    }
}

static void two_files_with_one_number_are_reported(void **state)
{
    struct fixture *f = *state;

    three(f);
    migration(f, 3, "tres", "ddd", "bbb");
    load(f, true);
    assert_one_error(f, "\"003_three.c\" and \"003_tres.c\" have one number");
}

static void two_heads_are_reported(void **state)
{
    struct fixture *f = *state;

    three(f);
    migration(f, 4, "four", "ddd", "bbb");
    load(f, true);
    assert_one_error(f, "\"003_three.c\" and \"004_four.c\" both revise bbb");
}

static void a_gap_is_reported(void **state)
{
    struct fixture *f = *state;

    three(f);
    migration(f, 5, "five", "ddd", "ccc");
    load(f, true);
    assert_one_error(f, "\"005_five.c\" comes after \"003_three.c\": number 4 is missing");
}

static void a_chain_that_does_not_connect_is_reported(void **state)
{
    struct fixture *f = *state;

    three(f);
    migration(f, 4, "four", "ddd", "xxx");
    load(f, true);
    assert_one_error(f, "\"004_four.c\" revises xxx; the one before it, \"003_three.c\", is ccc");
    migration(f, 4, "four", "ddd", NULL);
    load(f, true);
    assert_one_error(f, "\"004_four.c\" revises nothing, and is not the first");
    migration(f, 4, "four", "aaa", "ccc");
    load(f, true);
    assert_one_error(f, "\"001_one.c\" and \"004_four.c\" are both revision aaa");
}

static void a_history_without_its_start_is_reported(void **state)
{
    struct fixture *f = *state;

    three(f);
    unlink(file_join(f->arena, f->dir, "001_one.c"));
    load(f, true);
    assert_one_error(f, "\"002_two.c\" revises aaa, which is not here");
}

static void descriptors_that_say_too_little_are_reported(void **state)
{
    static const char *const cases[][2] = {
        {"", "\"001_x.c\" has no MIGRATION(...)"},
        {"/* MIGRATION(.number = 1) */", "has no MIGRATION(...)"},
        {"#define MIGRATION(x) \\\n MIGRATION(.number = 1)\n", "has no MIGRATION(...)"},
        {"MIGRATION(.revision = \"a\", .name = \"x\");", "has no .number"},
        {"MIGRATION(.number = 1, .name = \"x\");", "has no .revision"},
        {"MIGRATION(.number = 1, .revision = \"a\");", "has no .name"},
        {"MIGRATION(.number = 2, .revision = \"a\", .name = \"x\");", "the number is 2 here and 1"},
        {"MIGRATION(.number = 1, .revision = \"a\", .name = \"y\");", "the name is \"y\" here"},
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        put(f, "001_x.c", cases[i][0]);
        load(f, true);
        assert_one_error(f, cases[i][1]);
    }
}

static void descriptors_are_read_as_a_compiler_reads_them(void **state)
{
    struct fixture *f = *state;
    struct descriptor d = descriptor_find(
        f->arena, "// MIGRATION(\n#define X MIGRATION(.number = 5)\nchar c = '\"';\n"
                  "const char *s = \"\\\"MIGRATION(.number = 6)\";\n"
                  "MIGRATION ( .name = \"a\" /* b */ \"c\", .number=12,\n"
                  "  .upgrade = f(1, (2)), .revision = \"r\", .down_revision = 0 );");

    assert_int_equal(d.line, 5);
    assert_int_equal(d.number, 12);
    assert_string_equal(d.name, "ac");
    assert_string_equal(d.revision, "r");
    assert_null(d.down_revision);
    assert_int_equal(descriptor_find(f->arena, "MIGRATION(.name = \"x").line, 1);
    assert_int_equal(descriptor_find(f->arena, "MIGRATION(").line, 1);
    assert_int_equal(descriptor_find(f->arena, "/* MIGRATION(").line, 0);
    assert_int_equal(descriptor_find(f->arena, "\"MIGRATION(\\").line, 0);
}

/* --- The sums ----------------------------------------------------------------------------- */

static void a_sum_covers_everything_before_it(void **state)
{
    struct fixture *f = *state;

    three(f);

    struct history h = load(f, false);
    const char *all = history_sums(f->arena, &h, NULL);
    struct revision last = h.items[2];

    h.n = 2;
    assert_string_equal(history_sums(f->arena, &h, &last), all);
    assert_memory_equal(all, "001_one.c ", 10);
    assert_int_equal(strlen(all), 3 * 66 + strlen("001_one.c002_two.c003_three.c"));
    h.n = 3;
    h.items[0].file = "001_won.c";

    const char *other = history_sums(f->arena, &h, NULL);

    assert_string_not_equal(strstr(other, "003_"), strstr(all, "003_"));
}

static void every_edited_migration_is_named(void **state)
{
    struct fixture *f = *state;

    three(f);
    migration(f, 1, "one", "aaa", NULL);
    load(f, true);
    assert_string_equal(printed(f), "");
    put(f, "001_one.c", "/* */ MIGRATION(.number = 1, .revision = \"aaa\", .name = \"one\");");
    load(f, true);
    assert_one_error(f, "\"001_one.c\" is not what it was");
    assert_non_null(strstr(printed(f), "modelgen sum"));
    put(f, "003_three.c",
        "/* */ MIGRATION(.number = 3, .revision = \"ccc\", .name = \"three\", "
        ".down_revision = \"bbb\");");
    load(f, true);
    assert_int_equal(diags_errors(f->diags), 2);
    write_sums(f);
    load(f, true);
    assert_string_equal(printed(f), "");
}

static void migrations_that_come_and_go_are_noticed(void **state)
{
    struct fixture *f = *state;

    three(f);
    migration(f, 4, "four", "ddd", "ccc");
    load(f, true);
    assert_one_error(f, "\"004_four.c\" is not in migrations.sum");
    write_sums(f);
    unlink(file_join(f->arena, f->dir, "004_four.c"));
    load(f, true);
    assert_one_error(f, "migrations.sum:4:1: error: \"004_four.c\" is in migrations.sum, but the "
                        "file is not here");
    unlink(file_join(f->arena, f->dir, "migrations.sum"));
    load(f, true);
    assert_one_error(f, "\"001_one.c\" is not in migrations.sum");
}

static void unreadable_sums_are_reported(void **state)
{
    static const char *const cases[][2] = {
        {"nonsense\n", ":1:1: error: this line is not a migration and its sum"},
        {"001_one.c 123\n", ":1:1: error: this line is not"},
        {"<<<<<<< HEAD\n", ":1:1: error: this file holds a merge"},
    };
    struct fixture *f = *state;

    three(f);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        put(f, "migrations.sum", cases[i][0]);
        load(f, true);
        assert_one_error(f, cases[i][1]);
    }
}

/* --- Names -------------------------------------------------------------------------------- */

static void names_are_made_from_messages(void **state)
{
    static const char *const cases[][2] = {
        {"add_notifications", "add_notifications"},
        {"Add notifications!", "add_notifications"},
        {"  a -- b  ", "a_b"},
        {"it's \"50%\" done\\", "it_s_50_done"},
        {"a/b", "a_b"},
        {"2fa", "2fa"},
        {"größer", "gr_er"},
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(history_name(f->arena, cases[i][0], f->diags), cases[i][1]);
    assert_int_equal(diags_errors(f->diags), 0);
    assert_string_equal(history_file_name(f->arena, 10, "x"), "010_x.c");
    assert_string_equal(history_file_name(f->arena, 1234, "x"), "1234_x.c");
}

static void messages_without_a_name_are_refused(void **state)
{
    struct fixture *f = *state;
    const struct {
        const char *message, *said;
    } cases[] = {
        {"", "the message is empty"},
        {"   ", "the message has no letter"},
        {"!?/\\", "the message has no letter"},
        {"добавить", "the message has no letter"},
        {"a\nb", "the message holds a control character"},
        {arena_printf(f->arena, "%081d", 1), "the message is longer than 80 bytes"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        f->diags = diags_new(f->arena);
        assert_null(history_name(f->arena, cases[i].message, f->diags));
        assert_one_error(f, cases[i].said);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_chain_is_read_in_order),
        TEST(no_directory_is_no_history),
        TEST(numbers_grow_past_999),
        TEST(files_with_other_names_are_reported),
        TEST(two_files_with_one_number_are_reported),
        TEST(two_heads_are_reported),
        TEST(a_gap_is_reported),
        TEST(a_chain_that_does_not_connect_is_reported),
        TEST(a_history_without_its_start_is_reported),
        TEST(descriptors_that_say_too_little_are_reported),
        TEST(descriptors_are_read_as_a_compiler_reads_them),
        TEST(a_sum_covers_everything_before_it),
        TEST(every_edited_migration_is_named),
        TEST(migrations_that_come_and_go_are_noticed),
        TEST(unreadable_sums_are_reported),
        TEST(names_are_made_from_messages),
        TEST(messages_without_a_name_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
