/* Text: growing, quoting for SQL, C and JSON; scripts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/base/buf.h"
#include "runtime/sql/script.h"

static void assert_text(struct mg_buf *b, const char *expected)
{
    assert_string_equal(mg_buf_text(b), expected);
    mg_buf_free(b);
}

#define ASSERT_ADDS(add, value, expected) \
    do {                                  \
        struct mg_buf b_ = MG_BUF_INIT;   \
        add(&b_, value);                  \
        assert_text(&b_, expected);       \
    } while (0)

static void text_grows_and_stays_ended(void **state)
{
    struct mg_buf b = MG_BUF_INIT;

    (void)state;
    assert_string_equal(mg_buf_text(&b), "");
    for (int i = 0; i < 1000; i++)
        mg_buf_printf(&b, "%d,", i);
    assert_int_equal(b.n, strlen(b.p));
    mg_buf_clear(&b);
    assert_string_equal(mg_buf_text(&b), "");
    mg_buf_add(&b, "a");
    mg_buf_addc(&b, 'b');
    mg_buf_pad(&b, ' ', 3);
    mg_buf_addn(&b, "cde", 1);

    char *taken = mg_buf_take(&b);

    assert_string_equal(taken, "ab   c");
    assert_string_equal(mg_buf_text(&b), "");
    free(taken);
    taken = mg_buf_take(&b);
    assert_string_equal(taken, "");
    free(taken);
    mg_buf_free(&b);
}

static void too_much_is_remembered_as_failure(void **state)
{
    struct mg_buf b = MG_BUF_INIT;

    (void)state;
    mg_buf_add(&b, "x");
    mg_buf_pad(&b, ' ', SIZE_MAX / 2);
    mg_buf_add(&b, "y");
    assert_true(mg_buf_failed(&b));
    assert_null(mg_buf_text(&b));
    assert_null(mg_buf_take(&b));
}

static void identifiers_are_quoted_where_they_must_be(void **state)
{
    static const char *const same[] = {"users", "_x1", "name", "key", "type", NULL};
    static const char *const quoted[] = {
        "user", "order", "between",  "left", "json",     "Users",          "1a", "a b", "a.b", "",
        "a-b",  "table", "\xC3\xA9", "all",  "xmltable", "current_schema", NULL};

    (void)state;
    for (size_t i = 0; same[i]; i++)
        ASSERT_ADDS(mg_buf_ident, same[i], same[i]);
    for (size_t i = 0; quoted[i]; i++) {
        struct mg_buf expected = MG_BUF_INIT;

        mg_buf_printf(&expected, "\"%s\"", quoted[i]);
        ASSERT_ADDS(mg_buf_ident, quoted[i], mg_buf_text(&expected));
        mg_buf_free(&expected);
    }
    ASSERT_ADDS(mg_buf_ident, "a\"b", "\"a\"\"b\"");
}

static void key_words_are_sorted(void **state)
{
    static const char *const words[] = {
#define KEYWORD(word) #word,
#include "runtime/base/keywords.def"
#undef KEYWORD
    };

    (void)state;
    for (size_t i = 1; i < sizeof words / sizeof *words; i++)
        assert_true(strcmp(words[i - 1], words[i]) < 0);
}

static void names_are_quoted_part_by_part(void **state)
{
    (void)state;
    ASSERT_ADDS(mg_buf_name, "users", "users");
    ASSERT_ADDS(mg_buf_name, "billing.Order", "billing.\"Order\"");
    ASSERT_ADDS(mg_buf_name, "\"odd.name\"", "\"odd.name\"");
    ASSERT_ADDS(mg_buf_name, "x.\"a\"\"b.c\"", "x.\"a\"\"b.c\"");
    ASSERT_ADDS(mg_buf_name, "\"plain\".user", "plain.\"user\"");
    ASSERT_ADDS(mg_buf_name, "\"unended", "unended");
    ASSERT_ADDS(mg_buf_name, "", "\"\"");
}

static void literals_survive_quotes_and_backslashes(void **state)
{
    (void)state;
    ASSERT_ADDS(mg_buf_literal, "it's 100%", "'it''s 100%'");
    ASSERT_ADDS(mg_buf_literal, "a\\'b", "E'a\\\\''b'");
    ASSERT_ADDS(mg_buf_literal, "", "''");
}

static void c_strings_read_back_as_the_same_bytes(void **state)
{
    (void)state;
    ASSERT_ADDS(mg_buf_c_string, "a\"b\\c\n\t%s", "\"a\\\"b\\\\c\\n\\t%s\"");
    ASSERT_ADDS(mg_buf_c_string, "?\?=", "\"?\\?=\"");
    ASSERT_ADDS(mg_buf_c_string,
                "\x01"
                "7",
                "\"\\0017\"");
    ASSERT_ADDS(mg_buf_c_string, "\xC3\xA9", "\"\xC3\xA9\"");
    ASSERT_ADDS(mg_buf_c_string, "\xC3(\xFF", "\"\\303(\\377\"");
    ASSERT_ADDS(mg_buf_c_string, "\xE2\x80\xAE", "\"\\342\\200\\256\""); /* right to left */
}

static void json_strings_are_valid_whatever_is_in_them(void **state)
{
    (void)state;
    ASSERT_ADDS(mg_buf_json_string, "a\"\\\n\x01", "\"a\\\"\\\\\\n\\u0001\"");
    ASSERT_ADDS(mg_buf_json_string, "\xF0\x9F\x8C\x8D", "\"\xF0\x9F\x8C\x8D\"");
    ASSERT_ADDS(mg_buf_json_string, "\xFF\xED\xA0\x80", "\"\\ufffd\\ufffd\\ufffd\\ufffd\"");
}

static void a_script_is_its_steps_in_order(void **state)
{
    struct mg_script script = {0};

    (void)state;
    for (int i = 0; i < 100; i++)
        mg_buf_printf(mg_script_step(&script, i % 2 ? MG_STEP_NOTICE : MG_STEP_SQL), "%d", i);
    assert_true(mg_script_ok(&script));
    assert_int_equal(script.n, 100);
    assert_int_equal(script.steps[99].kind, MG_STEP_NOTICE);
    assert_string_equal(mg_buf_text(&script.steps[42].text), "42");
    script.steps[3].text.failed = true;
    assert_false(mg_script_ok(&script));
    mg_script_free(&script);
    script.failed = true;
    mg_buf_add(mg_script_step(&script, MG_STEP_SQL), "nowhere");
    assert_false(mg_script_ok(&script));
    mg_script_free(&script);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_grows_and_stays_ended),
        cmocka_unit_test(too_much_is_remembered_as_failure),
        cmocka_unit_test(identifiers_are_quoted_where_they_must_be),
        cmocka_unit_test(key_words_are_sorted),
        cmocka_unit_test(names_are_quoted_part_by_part),
        cmocka_unit_test(literals_survive_quotes_and_backslashes),
        cmocka_unit_test(c_strings_read_back_as_the_same_bytes),
        cmocka_unit_test(json_strings_are_valid_whatever_is_in_them),
        cmocka_unit_test(a_script_is_its_steps_in_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
