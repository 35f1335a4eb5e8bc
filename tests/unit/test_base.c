/* gen/base: memory, diagnostics, files. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "tests/support/fixture.h"

static const char *put(struct fixture *f, const char *name, const char *text)
{
    const char *path = file_join(f->arena, f->dir, name);
    FILE *to = fopen(path, "w");

    assert_non_null(to);
    fputs(text, to);
    fclose(to);
    return path;
}

static const char *text_of(struct fixture *f, const char *path)
{
    return file_read(f->arena, path, NULL, f->diags);
}

static void memory_is_zeroed_aligned_and_grows(void **state)
{
    struct fixture *f = *state;
    VEC(int) numbers = {0};

    for (size_t size = 1; size < 1000000; size = size * 3 + 1) {
        unsigned char *p = arena_alloc(f->arena, size);

        assert_int_equal((uintptr_t)p % 16, 0);
        assert_int_equal(p[0] | p[size - 1], 0);
        memset(p, 0xAA, size);
    }
    for (int i = 0; i < 1000; i++)
        *vec_push(f->arena, &numbers) = i;
    for (int i = 0; i < 1000; i++)
        assert_int_equal(numbers.items[i], i);
}

static void a_diagnostic_shows_line_caret_notes_hint_and_code(void **state)
{
    struct fixture *f = *state;
    const char *path = put(f, "a.h", "one\n\tint x \xC3\xA9 y;\n");

    diag_error(f->diags, MG201, (struct loc){path, 2, 11}, "no type called \"%s\"", "y");
    diag_note(f->diags, (struct loc){path, 1, 0}, "declared here");
    diag_hint(f->diags, "Take another.");

    const char *expected = arena_printf(f->arena,
                                        "%s:2:11: error: no type called \"y\" [MG201]\n"
                                        "    \tint x \xC3\xA9 y;\n"
                                        "    \t        ^\n"
                                        "%s:1: note: declared here\n"
                                        "hint: Take another.\n",
                                        path, path);

    assert_string_equal(printed(f), expected);
    assert_int_equal(diags_errors(f->diags), 1);
}

static void diagnostics_come_in_the_order_of_their_places(void **state)
{
    struct fixture *f = *state;

    diag_warning(f->diags, MG202, (struct loc){"b.h", 1, 1}, "third");
    diag_error(f->diags, MG201, (struct loc){"a.h", 9, 1}, "second");
    diag_error(f->diags, MG201, (struct loc){0}, "first");
    assert_string_equal(printed(f), "modelgen: error: first [MG201]\n"
                                    "a.h:9:1: error: second [MG201]\n"
                                    "b.h:1:1: warning: third [MG202]\n");
    assert_int_equal(diags_warnings(f->diags), 1);
}

static void a_place_beyond_the_file_has_no_snippet(void **state)
{
    struct fixture *f = *state;
    const char *path = put(f, "a.h", "one\n");

    diag_error(f->diags, MG201, (struct loc){path, 7, 3}, "gone");
    assert_null(strchr(printed(f), '^'));
}

static void codes_are_unique_and_explained(void **state)
{
    (void)state;
    for (size_t i = 0; i < code_entry_count; i++) {
        size_t n = strlen(code_entries[i].explanation);

        assert_true(n > 10 && code_entries[i].explanation[n - 1] == '.');
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(code_entries[i].id, code_entries[j].id);
            assert_string_not_equal(code_entries[i].name, code_entries[j].name);
        }
    }
}

static void the_nearest_name_is_near(void **state)
{
    static const char *const names[] = {"created_at", "email", "id"};

    (void)state;
    assert_string_equal(nearest("craeted_at", names, 3), "created_at");
    assert_string_equal(nearest("emial", names, 3), "email");
    assert_null(nearest("balance", names, 3));
    assert_null(nearest("x", names, 3));
}

static void files_are_listed_sorted_by_suffix(void **state)
{
    struct fixture *f = *state;

    put(f, "b.h", "");
    put(f, "a.h", "");
    put(f, "a.c", "");
    put(f, ".hidden.h", "");

    struct strings files = file_list(f->arena, f->dir, ".h");

    assert_int_equal(files.n, 2);
    assert_string_equal(file_name(files.items[0]), "a.h");
    assert_int_equal(file_list(f->arena, "/nowhere", ".h").n, 0);
}

static void a_set_writes_all_its_files(void **state)
{
    struct fixture *f = *state;
    struct file_set *set = file_set_new(f->arena);
    const char *old = put(f, "old", "before"), *new = file_join(f->arena, f->dir, "new");

    file_set_add(set, old, "after", 5);
    file_set_add(set, new, "made", 4);
    assert_true(file_set_write(set, f->diags));
    assert_string_equal(text_of(f, old), "after");
    assert_string_equal(text_of(f, new), "made");
    assert_int_equal(file_list(f->arena, f->dir, "").n, 2);
}

static void a_set_that_cannot_be_written_changes_nothing(void **state)
{
    struct fixture *f = *state;
    struct file_set *set = file_set_new(f->arena);
    const char *old = put(f, "old", "before");

    file_set_add(set, old, "after", 5);
    file_set_add(set, file_join(f->arena, f->dir, "new"), "made", 4);
    file_set_add(set, file_join(f->arena, f->dir, "missing/file"), "x", 1);
    assert_false(file_set_write(set, f->diags));
    assert_int_equal(diags_errors(f->diags), 1);
    assert_string_equal(text_of(f, old), "before");
    assert_int_equal(file_list(f->arena, f->dir, "").n, 1);
}

/* A directory in a file's place lets the write succeed and the rename fail. */
static void a_set_whose_last_rename_fails_is_undone(void **state)
{
    struct fixture *f = *state;
    struct file_set *set = file_set_new(f->arena);
    const char *old = put(f, "old", "before"), *dir = file_join(f->arena, f->dir, "dir");

    assert_int_equal(mkdir(dir, 0777), 0);
    file_set_add(set, old, "after", 5);
    file_set_add(set, file_join(f->arena, f->dir, "new"), "made", 4);
    file_set_add(set, dir, "x", 1);
    assert_false(file_set_write(set, f->diags));
    assert_string_equal(text_of(f, old), "before");
    assert_int_equal(file_list(f->arena, f->dir, "").n, 1);
}

static void an_equal_file_is_left_alone(void **state)
{
    struct fixture *f = *state;
    struct file_set *set = file_set_new(f->arena);
    const char *path = put(f, "same", "same");
    struct stat before, after;

    assert_int_equal(stat(path, &before), 0);
    file_set_add(set, path, "same", 4);
    assert_true(file_set_write(set, f->diags));
    assert_int_equal(stat(path, &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
}

static void an_unreadable_file_is_reported_with_its_name(void **state)
{
    struct fixture *f = *state;

    assert_null(file_read(f->arena, "/nowhere/x", NULL, f->diags));
    assert_null(file_read(f->arena, f->dir, NULL, f->diags));
    assert_int_equal(diags_errors(f->diags), 2);
    assert_non_null(strstr(printed(f), "/nowhere/x: error: cannot be read: No such file"));
}

static void sha256_is_sha256(void **state)
{
    struct fixture *f = *state;

    assert_string_equal(sha256_hex(f->arena, "abc", 3),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(memory_is_zeroed_aligned_and_grows),
        TEST(a_diagnostic_shows_line_caret_notes_hint_and_code),
        TEST(diagnostics_come_in_the_order_of_their_places),
        TEST(a_place_beyond_the_file_has_no_snippet),
        TEST(codes_are_unique_and_explained),
        TEST(the_nearest_name_is_near),
        TEST(files_are_listed_sorted_by_suffix),
        TEST(a_set_writes_all_its_files),
        TEST(a_set_that_cannot_be_written_changes_nothing),
        TEST(a_set_whose_last_rename_fails_is_undone),
        TEST(an_equal_file_is_left_alone),
        TEST(an_unreadable_file_is_reported_with_its_name),
        TEST(sha256_is_sha256),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
