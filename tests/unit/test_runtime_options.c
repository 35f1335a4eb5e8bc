/* runtime/base/options.c: command lines by tables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "runtime/base/options.h"

struct common {
    const char *database;
    bool quiet;
};

struct values {
    bool sql;
    int wait;
    const char *color;
    struct mg_texts rename;
};

static const struct mg_option go_options[] = {
    {"sql", 0, MG_OPTION_FLAG, offsetof(struct values, sql), NULL, "print"},
    {"wait", 'w', MG_OPTION_INT, offsetof(struct values, wait), "SECONDS", "wait"},
    {"color", 0, MG_OPTION_CHOICE, offsetof(struct values, color), "auto|never", "paint"},
    {"rename", 'r', MG_OPTION_LIST, offsetof(struct values, rename), "A:B", "renames"},
    MG_OPTIONS_END,
};
static const struct values go_defaults = {.wait = 7};
static const struct mg_command go = {.name = "go",
                                     .usage = "[REV]",
                                     .summary = "goes",
                                     .options = go_options,
                                     .size = sizeof(struct values),
                                     .defaults = &go_defaults,
                                     .max = 1};
static const struct mg_command *const commands[] = {&go, NULL};
static const struct mg_option common_options[] = {
    {"database", 'd', MG_OPTION_TEXT, offsetof(struct common, database), "URL", "where"},
    {"quiet", 'q', MG_OPTION_FLAG, offsetof(struct common, quiet), NULL, "say less"},
    MG_OPTIONS_END,
};
static const struct mg_program program = {"tool", "1.0", "does", commands, common_options, NULL};

struct parsed {
    enum mg_parsed result;
    struct common common;
    struct mg_invocation invocation;
};

enum { MOST = 12 };

static struct parsed *parse(struct parsed *p, const char *const *words)
{
    char *argv[MOST];
    int argc = 0;

    memset(p, 0, sizeof *p);
    for (; words[argc]; argc++)
        argv[argc] = (char *)(uintptr_t)words[argc];
    argv[argc] = NULL;
    p->result = mg_program_parse(&program, argc, argv, &p->common, &p->invocation);
    return p;
}

#define PARSE(p, ...) parse((p), (const char *const[]){"tool", __VA_ARGS__, NULL})
#define VALUES(p)     ((const struct values *)(p)->invocation.values)

static void every_spelling_of_an_option_is_read(void **state)
{
    struct parsed p;

    (void)state;
    PARSE(&p, "-q", "--database=x", "go", "--sql", "-w", "3", "-ra:b", "--ren", "c:d", "head");
    assert_int_equal(p.result, MG_PARSED_RUN);
    assert_true(p.common.quiet);
    assert_string_equal(p.common.database, "x");
    assert_true(VALUES(&p)->sql);
    assert_int_equal(VALUES(&p)->wait, 3);
    assert_int_equal(VALUES(&p)->rename.n, 2);
    assert_string_equal(VALUES(&p)->rename.items[1], "c:d");
    assert_string_equal(p.invocation.arguments.items[0], "head");
    mg_invocation_free(&p.invocation);
}

static void common_options_follow_the_command_too(void **state)
{
    struct parsed p;

    (void)state;
    PARSE(&p, "go", "head", "-qd", "y");
    assert_int_equal(p.result, MG_PARSED_RUN);
    assert_true(p.common.quiet);
    assert_string_equal(p.common.database, "y");
    assert_int_equal(VALUES(&p)->wait, 7);
    mg_invocation_free(&p.invocation);
}

static void a_number_with_a_dash_is_an_argument(void **state)
{
    struct parsed p;

    (void)state;
    PARSE(&p, "go", "--sql", "-12", "-q");
    assert_int_equal(p.result, MG_PARSED_RUN);
    assert_string_equal(p.invocation.arguments.items[0], "-12");
    assert_true(p.common.quiet);
    mg_invocation_free(&p.invocation);
    PARSE(&p, "go", "--wait", "-1");
    assert_int_equal(p.result, MG_PARSED_USAGE);
    assert_string_equal(p.invocation.text.p, "--wait takes a number, not \"-1\"");
    mg_invocation_free(&p.invocation);
}

static void what_follows_two_dashes_is_no_option(void **state)
{
    struct parsed p;

    (void)state;
    PARSE(&p, "go", "--", "--sql");
    assert_int_equal(p.result, MG_PARSED_RUN);
    assert_false(VALUES(&p)->sql);
    assert_string_equal(p.invocation.arguments.items[0], "--sql");
    mg_invocation_free(&p.invocation);
}

static void mistakes_are_named_with_a_way_out(void **state)
{
    static const struct {
        const char *words[5], *text, *hint;
    } mistakes[] = {
        {{"tool"}, "no command given", "`tool --help` lists the commands."},
        {{"tool", "goo"}, "unknown command \"goo\"", "Did you mean \"go\"?"},
        {{"tool", "go", "--slq"}, "unknown option --slq", "Did you mean --sql?"},
        {{"tool", "go", "--sql=1"}, "--sql takes no value", ""},
        {{"tool", "go", "-x"}, "unknown option -x", ""},
        {{"tool", "go", "--wait"}, "--wait needs a value (SECONDS)", ""},
        {{"tool", "go", "-w"}, "--wait needs a value (SECONDS)", ""},
        {{"tool", "go", "--wait", "1s"}, "--wait takes a number, not \"1s\"", ""},
        {{"tool", "go", "--color", "x"}, "--color does not know \"x\"", "It takes auto|never."},
        {{"tool", "go", "a", "b"}, "\"b\" is one argument too many for go", "Usage: tool go [REV]"},
        {{"tool", "--nothing"}, "unknown option --nothing", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        struct parsed p;

        parse(&p, mistakes[i].words);
        assert_int_equal(p.result, MG_PARSED_USAGE);
        assert_string_equal(mg_buf_text(&p.invocation.text), mistakes[i].text);
        assert_string_equal(mg_buf_text(&p.invocation.hint), mistakes[i].hint);
        mg_invocation_free(&p.invocation);
    }
}

static void help_is_made_of_the_tables(void **state)
{
    static const char *const asked[][4] = {
        {"tool", "go", "--help"},
        {"tool", "help", "go"},
        {"tool", "go", "-h"},
    };
    struct parsed p;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        parse(&p, asked[i]);
        assert_int_equal(p.result, MG_PARSED_SHOW);
        assert_non_null(strstr(p.invocation.text.p, "-w, --wait SECONDS"));
        assert_non_null(strstr(p.invocation.text.p, "-d, --database URL"));
        mg_invocation_free(&p.invocation);
    }
    PARSE(&p, "--version");
    assert_int_equal(p.result, MG_PARSED_SHOW);
    assert_string_equal(p.invocation.text.p, "tool 1.0\n");
    mg_invocation_free(&p.invocation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_spelling_of_an_option_is_read),
        cmocka_unit_test(common_options_follow_the_command_too),
        cmocka_unit_test(a_number_with_a_dash_is_an_argument),
        cmocka_unit_test(what_follows_two_dashes_is_no_option),
        cmocka_unit_test(mistakes_are_named_with_a_way_out),
        cmocka_unit_test(help_is_made_of_the_tables),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
