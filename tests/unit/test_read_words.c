/* The words are written down four times, for who needs them; here the lists are compared. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/file.h"
#include "read/words.h"

struct lists {
    struct strings pushed, undefined, parsed, compiled; /* in begin.h */
    struct strings popped, popped_compiled;             /* in end.h */
};

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

static const char *name_at(struct arena *a, const char *p)
{
    return arena_strndup(
        a, p, strspn(p, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz0123456789"));
}

/* The names behind a directive, between two lines of a header (NULL: its ends). */
static void collect(struct arena *a, const char *path, const char *from, const char *to,
                    const char *directive, struct strings *names)
{
    struct diags *diags = diags_new(a);
    const char *text = file_read(a, path, NULL, diags);
    size_t n = strlen(directive);

    assert_non_null(text);
    text = from ? strstr(text, from) : text;
    assert_non_null(text);

    const char *end = to ? strstr(text, to) : NULL;

    for (; text && *text && (!end || text < end); text = strchr(text, '\n')) {
        text += *text == '\n';
        if (strncmp(text, directive, n) == 0)
            strings_add(a, names, name_at(a, text + n));
    }
}

static struct lists lists(struct arena *a)
{
    static const char begin[] = "schema/modelgen/begin.h", end[] = "schema/modelgen/end.h";
    struct lists l = {0};

    collect(a, begin, NULL, NULL, "#pragma push_macro(\"", &l.pushed);
    collect(a, begin, NULL, NULL, "#undef ", &l.undefined);
    collect(a, begin, "#ifdef MODELGEN_PARSE", "\n#else", "#define ", &l.parsed);
    collect(a, begin, "\n#else", NULL, "#define ", &l.compiled);
    collect(a, end, NULL, "#ifndef MODELGEN_PARSE", "#pragma pop_macro(\"", &l.popped);
    collect(a, end, "#ifndef MODELGEN_PARSE", NULL, "#pragma pop_macro(\"", &l.popped_compiled);
    return l;
}

static void all_in(const struct strings *some, const struct strings *all, const char *where)
{
    for (size_t i = 0; i < some->n; i++)
        if (strings_find(all, some->items[i]) < 0)
            fail_msg("%s is not %s", some->items[i], where);
}

static void every_word_is_a_macro_of_begin(void **state)
{
    struct lists l = lists(*state);

    for (int i = 0; i < WORD_COUNT; i++) {
        const struct word_kind *word = &word_kinds[i];
        unsigned stands = AT_STRUCT | AT_ENUM | AT_MEMBER | AT_ENUMERATOR | AT_FILE;

        if (strings_find(&l.undefined, word->name) < 0)
            fail_msg("%s is not in begin.h", word->name);
        if (word->places & stands && strings_find(&l.parsed, word->name) < 0)
            fail_msg("%s has no definition for reading", word->name);
        if (i != WORD_EXPR && strings_find(&l.compiled, word->name) < 0)
            fail_msg("%s has no definition for compilers", word->name);
    }
}

static void the_reader_knows_every_macro_of_begin(void **state)
{
    struct lists l = lists(*state);

    for (size_t i = 0; i < l.parsed.n; i++)
        if (word_find(l.parsed.items[i], strlen(l.parsed.items[i])) == WORD_NONE)
            fail_msg("%s is in begin.h only", l.parsed.items[i]);
}

static void what_begin_takes_end_gives_back(void **state)
{
    struct lists l = lists(*state);
    struct strings popped = l.popped;

    all_in(&l.pushed, &l.undefined, "undefined after it is pushed");
    all_in(&l.undefined, &l.pushed, "pushed before it is undefined");
    all_in(&l.parsed, &l.pushed, "pushed before it is defined");
    all_in(&l.compiled, &l.pushed, "pushed before it is defined");
    all_in(&l.parsed, &l.popped, "popped after reading");
    for (size_t i = 0; i < l.popped_compiled.n; i++)
        strings_add(*state, &popped, l.popped_compiled.items[i]);
    all_in(&l.pushed, &popped, "popped by end.h");
    all_in(&popped, &l.pushed, "pushed by begin.h");
    assert_int_equal(popped.n, l.pushed.n);
}

static void words_are_found_by_name(void **state)
{
    (void)state;
    for (int i = 0; i < WORD_COUNT; i++)
        assert_int_equal(word_find(word_kinds[i].name, word_kinds[i].length), i);
    assert_int_equal(word_find("NOT_NULLS", 9), WORD_NONE);
    assert_int_equal(word_find("NOT_NUL", 7), WORD_NONE);
    assert_string_equal(word_nearest("NOT_NUL", AT_MEMBER), "NOT_NULL");
    assert_string_equal(word_nearest("TABEL", AT_STRUCT | AT_FILE), "TABLE");
    assert_null(word_nearest("SOMETHING_ELSE", AT_MEMBER));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_word_is_a_macro_of_begin, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_reader_knows_every_macro_of_begin, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_begin_takes_end_gives_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(words_are_found_by_name, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
