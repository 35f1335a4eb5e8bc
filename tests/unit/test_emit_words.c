/*
 * The words of every operation against the macros of modelgen/migration.h: arguments are made from
 * the tables of words, spelled, compiled, and spelled again by the compiled program.
 */
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
#include "emit/emit.h"

/* --- Arguments of all kinds --------------------------------------------------------------- */

struct filling {
    struct arena *arena;
    size_t only;  /* the optional word that is said; ALL: each */
    size_t count; /* optional words met so far */
};

enum { ALL = 9999 };

static const char awkward[] = "odd \"name\" \\ %s ?\?= tab\t a|b \xC3\xA9 'x'";

static void fill_words(struct filling *f, const struct mg_word *words, void *args);

static mg_list some_list(struct filling *f)
{
    const char **list = arena_alloc(f->arena, 3 * sizeof *list);

    list[0] = awkward;
    list[1] = "second";
    return list;
}

static const mg_item *some_items(struct filling *f, const struct mg_word *words)
{
    mg_item *items = arena_alloc(f->arena, 20 * sizeof *items);
    size_t n = 0;

    for (const struct mg_word *w = words; w->spelling != MG_END; w++, n++) {
        void *line = arena_alloc(f->arena, sizeof(mg_constraint) + sizeof(mg_column));

        assert_int_equal(w->spelling, MG_LINE);
        fill_words(f, w->words, line);
        if (w->value)
            *(const char **)((char *)line + w->second) = w->value;
        *(void **)((char *)&items[n] + w->offset) = line;
    }
    return items;
}

/* Positions are always there; of the other words one, or all that go together. */
static bool is_wanted(struct filling *f, const struct mg_word *w)
{
    switch (w->spelling) {
    case MG_POSITION:
    case MG_POSITIONS:
    case MG_COLUMNS:
    case MG_ITEMS:
    case MG_WORDS:
        return true;
    case MG_TEXT:
    case MG_BARE:
    case MG_LIST:
    case MG_TEXT_LIST:
    case MG_TEXTS:
    case MG_FLAG:
    case MG_VALUE:
        return f->only == ALL || f->only == f->count++;
    case MG_LINE:
    case MG_END:
        break;
    }
    fail();
    return false;
}

static void fill_word(struct filling *f, const struct mg_word *w, char *args)
{
    const char **text = (const char **)(args + w->offset);

    switch (w->spelling) {
    case MG_POSITION:
    case MG_TEXT:
        *text = awkward;
        break;
    case MG_BARE:
        *text = "SET NULL";
        break;
    case MG_POSITIONS:
    case MG_LIST:
        *(mg_list *)text = some_list(f);
        break;
    case MG_COLUMNS:
        text[0] = "first";
        text[1] = awkward;
        text[2] = "third";
        break;
    case MG_TEXTS:
        *text = awkward;
        *(const char **)(args + w->second) = awkward;
        break;
    case MG_TEXT_LIST:
        *text = awkward;
        *(mg_list *)(args + w->second) = some_list(f);
        break;
    case MG_FLAG:
        args[w->offset] = 1;
        break;
    case MG_VALUE:
        *text = w->value;
        if (w->words)
            fill_words(f, w->words, args);
        break;
    case MG_ITEMS:
        *(const mg_item **)text = some_items(f, w->words);
        break;
    case MG_WORDS:
        fill_words(f, w->words, text);
        break;
    case MG_LINE:
    case MG_END:
        fail();
    }
    if (w->condition)
        args[w->condition] = !w->unless;
}

static void fill_words(struct filling *f, const struct mg_word *words, void *args)
{
    for (const struct mg_word *w = words; w->spelling != MG_END; w++)
        if (is_wanted(f, w))
            fill_word(f, w, args);
}

static void add_filled(struct arena *arena, struct ops *ops, const struct mg_operation *operation,
                       size_t *count, size_t only)
{
    struct filling f = {arena, only, 0};
    void *args = arena_alloc(arena, operation->size);

    fill_words(&f, operation->words, args);
    *count = f.count;
    if (operation == &mg_op_create_index && !((mg_index_args *)args)->table) {
        ((mg_index_args *)args)->table = "t"; /* it has no form without ON or UNIQUE_ON, */
        ((mg_index_args *)args)->elements = some_list(&f);
    }
    if (operation == &mg_op_comment && !((mg_comment_args *)args)->object)
        return; /* and this none without what it is on */
    *vec_push(arena, ops) = (struct op){operation, args};
}

static struct ops all_ops(struct arena *arena)
{
    struct ops ops = {0};
    size_t count;

    for (const struct mg_operation *const *o = mg_operations; *o; o++) {
        add_filled(arena, &ops, *o, &count, ALL);
        for (size_t i = 0, n = count; i < n; i++)
            add_filled(arena, &ops, *o, &count, i);
    }
    return ops;
}

/* --- Compiling ---------------------------------------------------------------------------- */

/* What the compiled migration does: spells its calls again. */
static const char program[] =
    "#include <stdio.h>\n"
    "#include \"emit/emit.h\"\n"
    "void run(migration *m);\n"
    "void mg_run(migration *m, int line, const mg_operation *operation, const void *args)\n"
    "{\n"
    "    struct mg_buf text = MG_BUF_INIT;\n"
    "    struct op op = {operation, args};\n"
    "    (void)m; (void)line;\n"
    "    emit_op(&text, &op);\n"
    "    fputs(mg_buf_text(&text), stdout);\n"
    "    mg_buf_free(&text);\n"
    "}\n"
    "int main(void) { run(NULL); return 0; }\n";

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

/* Output of a command, whose status must be 0. */
static char *output(const char *command)
{
    FILE *pipe = popen(command, "r");
    struct mg_buf text = MG_BUF_INIT;
    char block[4096];
    size_t n;

    assert_non_null(pipe);
    while ((n = fread(block, 1, sizeof block, pipe)) > 0)
        mg_buf_addn(&text, block, n);
    assert_int_equal(pclose(pipe), 0);
    return mg_buf_take(&text);
}

/* The build that this test is part of. */
static const char *build(struct arena *arena)
{
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);

    assert_true(n > 0);
    path[n] = '\0';
    for (int up = 0; up < 3; up++)
        *strrchr(path, '/') = '\0';
    return arena_strdup(arena, path);
}

struct place {
    struct arena *arena;
    char dir[64];
};

static int set_up(void **state)
{
    static struct place place;

    place.arena = arena_new();
    strcpy(place.dir, "/tmp/modelgen-emit.XXXXXX");
    *state = &place;
    return mkdtemp(place.dir) ? 0 : -1;
}

static int tear_down(void **state)
{
    struct place *place = *state;
    int status = system(arena_printf(place->arena, "rm -rf %s", place->dir));

    arena_free(place->arena);
    return status;
}

static const char *migration_text(struct arena *arena, const struct ops *ops)
{
    struct migration_head head = {1, 0, "0123456789ab", NULL, "all", "2026-03-01 10:00:00 UTC"};

    return emit_migration(arena, &head, ops, &(struct ops){0});
}

static void the_macros_say_what_the_words_spell(void **state)
{
    struct place *place = *state;
    struct arena *arena = place->arena;
    struct ops ops = all_ops(arena);
    struct mg_buf expected = MG_BUF_INIT;
    char here[4096];
#ifdef __SANITIZE_ADDRESS__
    const char *flags = "-fsanitize=address,undefined";
#else
    const char *flags = "";
#endif

    assert_non_null(getcwd(here, sizeof here));
    for (size_t i = 0; i < ops.n; i++)
        emit_op(&expected, &ops.items[i]);
    write_file(file_join(arena, place->dir, "migration.c"),
               arena_printf(arena, "%s\nvoid run(migration *m) { upgrade(m); }\n",
                            migration_text(arena, &ops)));
    write_file(file_join(arena, place->dir, "program.c"), program);
    free(output(arena_printf(arena,
                             "cd %s && gcc -O0 %s -w -D_GNU_SOURCE -I%s -I%s/gen -I%s/runtime -o "
                             "program program.c migration.c -L%s -lgen -lmigrate -lpq -lmd",
                             place->dir, flags, here, here, here, build(arena))));

    char *got = output(file_join(arena, place->dir, "program"));

    assert_string_equal(got, mg_buf_text(&expected));
    free(got);
    mg_buf_free(&expected);
}

static void every_compiler_takes_it_without_a_warning(void **state)
{
    static const char *const compilers[] = {"gcc", "clang", "tcc"};
    struct place *place = *state;
    struct arena *arena = place->arena;
    struct ops ops = all_ops(arena);
    char *long_text = arena_alloc(arena, 20001);

    memset(long_text, 'x', 20000);
    *vec_push(arena, &ops) =
        (struct op){&mg_op_execute, &(const mg_execute_args){.text = long_text}};
    for (char *c = long_text; c < long_text + 20000; c += 30)
        *c = ' ';
    write_file(file_join(arena, place->dir, "migration.c"), migration_text(arena, &ops));
    for (size_t i = 0; i < 3; i++)
        free(output(arena_printf(arena,
                                 "if command -v %s >/dev/null; then %s -std=c11 -Wall -Wextra "
                                 "-Wpedantic -Werror -Iruntime -c -o %s/migration.o "
                                 "%s/migration.c; fi",
                                 compilers[i], compilers[i], place->dir, place->dir)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_macros_say_what_the_words_spell, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_compiler_takes_it_without_a_warning, set_up,
                                        tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
