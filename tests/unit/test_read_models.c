/* Headers into a schema: each test writes a header, reads it and looks at the objects. */
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
#include "kinds/kinds.h"
#include "read/read.h"
#include "runtime/base/buf.h"

struct fixture {
    struct arena *arena;
    struct diags *diags;
    char directory[64];
    struct read_options options;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);

    f->arena = arena_new();
    f->diags = diags_new(f->arena);
    f->options.include_dir = "schema";
    strcpy(f->directory, "/tmp/modelgen-read.XXXXXX");
    assert_non_null(mkdtemp(f->directory));
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    const char *suffixes[] = {".h", ".json", ".txt"};

    for (int k = 0; k < 3; k++) {
        struct strings files = file_list(f->arena, f->directory, suffixes[k]);

        for (size_t i = 0; i < files.n; i++)
            unlink(files.items[i]);
    }
    rmdir(f->directory);
    arena_free(f->arena);
    free(f);
    return 0;
}

static const char *write_file(struct fixture *f, const char *name, const char *text)
{
    const char *path = file_join(f->arena, f->directory, name);
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    return path;
}

/* The body of a header between begin.h and end.h. */
static const char *model(struct fixture *f, const char *name, const char *body)
{
    return write_file(f, name,
                      arena_printf(f->arena,
                                   "#pragma once\n#include <modelgen/begin.h>\n%s\n"
                                   "#include <modelgen/end.h>\n",
                                   body));
}

/* What was reported, without the directory. */
static const char *said(struct fixture *f)
{
    char *text = NULL, *p;
    size_t n = 0, length = strlen(f->directory) + 1;
    FILE *memory = open_memstream(&text, &n);

    diags_print(f->diags, memory, false);
    fclose(memory);

    const char *copy = arena_strdup(f->arena, text);

    free(text);
    while ((p = strstr(copy, f->directory)))
        memmove(p, p + length, strlen(p + length) + 1);
    return copy;
}

static const struct schema *read_all(struct fixture *f)
{
    return read_models(f->arena, &f->options, f->diags);
}

static const struct schema *read_body(struct fixture *f, const char *body)
{
    strings_add(f->arena, &f->options.headers, model(f, "m.h", body));

    const struct schema *s = read_all(f);

    assert_string_equal(said(f), "");
    return s;
}

static const struct column *column(const struct schema *s, const char *table, const char *name)
{
    const struct object *o = schema_find(s, &kind_column, "", table, name);

    assert_non_null(o);
    return (const struct column *)o;
}

static void check_error(struct fixture *f, const char *body, const char *expected)
{
    strings_add(f->arena, &f->options.headers, model(f, "m.h", body));
    read_all(f);
    if (!strstr(said(f), expected))
        fail_msg("not in what was said: %s\n%s", expected, said(f));
}

/* --- Types -------------------------------------------------------------------------------- */

static void types_of_c_become_types_of_sql(void **state)
{
    const struct schema *s = read_body(
        *state,
        "typedef int64_t key; typedef const char *label; typedef pg_uuid id_type;\n"
        "ENUM(mood) { MOOD_GOOD, MOOD_BAD }; typedef enum mood feeling;\n"
        "TABLE(t) { short a; int b; long c; long long d; int16_t e; float f; double g; bool h;\n"
        "  key i; label j; id_type k; feeling l; char m[20]; char *n ARRAY; int32_t *o ARRAY;\n"
        "  char **p ARRAY ARRAY; int32_t q[3] ARRAY; const int64_t r; pg_lsn s; pg_char u;\n"
        "  char *v VARCHAR(9) ARRAY; uint32_t w TYPE(\"int8\"); enum mood x ARRAY; };");
    static const char *const expected[][2] = {{"a", "smallint"},
                                              {"b", "integer"},
                                              {"c", "bigint"},
                                              {"d", "bigint"},
                                              {"e", "smallint"},
                                              {"f", "real"},
                                              {"g", "double precision"},
                                              {"h", "boolean"},
                                              {"i", "bigint"},
                                              {"j", "text"},
                                              {"k", "uuid"},
                                              {"l", "mood"},
                                              {"m", "varchar(19)"},
                                              {"n", "text[]"},
                                              {"o", "integer[]"},
                                              {"p", "text[]"},
                                              {"q", "integer[]"},
                                              {"r", "bigint"},
                                              {"s", "pg_lsn"},
                                              {"u", "\"char\""},
                                              {"v", "varchar(9)[]"},
                                              {"w", "bigint"},
                                              {"x", "mood[]"}};

    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_string_equal(column(s, "t", expected[i][0])->type, expected[i][1]);
}

static void numbers_may_be_macros_enumerators_and_sums(void **state)
{
    const struct schema *s =
        read_body(*state, "#define MAX 0x10\n#define TWICE(x) (2 * (x))\nenum { LONG = 200 };\n"
                          "TABLE(t) { char *a VARCHAR(MAX); char *b VARCHAR(LONG); char *c "
                          "VARCHAR(TWICE(MAX) + LONG - 1);\n"
                          "  pg_numeric d NUMERIC(MAX, 7 / 2); int64_t e IDENTITY START(-(MAX)) "
                          "MINVALUE(-1000 << 1); };");

    assert_string_equal(column(s, "t", "a")->type, "varchar(16)");
    assert_string_equal(column(s, "t", "b")->type, "varchar(200)");
    assert_string_equal(column(s, "t", "c")->type, "varchar(231)");
    assert_string_equal(column(s, "t", "d")->type, "numeric(16,3)");
    assert_string_equal(column(s, "t", "e")->start, "-16");
    assert_string_equal(column(s, "t", "e")->minvalue, "-2000");
}

/* --- Text --------------------------------------------------------------------------------- */

static void names_and_strings_survive_byte_for_byte(void **state)
{
    const struct schema *s = read_body(
        *state,
        "ENUM(mood) { A LABEL(\"it's \\\"so\\\" \\\\ 100% gr\xc3\xbc\xc3\x9f \\u00fc "
        "\\x41\\102\"), B };\n"
        "/** It's \"so\" \\ 100% gr\xc3\xbc\xc3\x9f $1 @ ? */\n"
        "TABLE(t) {\n"
        "  int64_t odd NAME(\"Odd \\\"name\\\" \\\\ 100% \xc3\xbc.x\");\n"
        "  char *a DEFAULT('it''s \"so\" \\ 100% gr\xc3\xbc\xc3\x9f, (really') CHECK(a <> 'x''y' "
        "OR a ~ '^\\d+\\.$');\n"
        "  char *b DEFAULT(\"E'\\\\n' || '\\\"x\\\" 100% \xc3\xbc'\") COMMENT(\"a \\\"b\\\" \\\\ "
        "'c' %d\");\n"
        "};\n"
        "INDEX(t, (odd, EXPR(a || 'x\xc3\xbc\"y\"')), NAME(\"i \\\"x\\\"\"), WHERE(\"a <> "
        "'\\\\'\"));");
    const struct enum_type *e =
        (const struct enum_type *)schema_find(s, &kind_enum_type, "", "", "mood");
    const struct index *i = (const struct index *)schema_find(s, &kind_index, "", "t", "i \"x\"");

    assert_string_equal(e->labels.items[0], "it's \"so\" \\ 100% gr\xc3\xbc\xc3\x9f \xc3\xbc"
                                            " AB");
    assert_string_equal(schema_find(s, &kind_table, "", "", "t")->comment,
                        "It's \"so\" \\ 100% gr\xc3\xbc\xc3\x9f $1 @ ?");
    column(s, "t", "Odd \"name\" \\ 100% \xc3\xbc.x");
    assert_string_equal(column(s, "t", "a")->default_,
                        "'it''s \"so\" \\ 100% gr\xc3\xbc\xc3\x9f, (really'");
    assert_string_equal(column(s, "t", "b")->default_, "E'\\n' || '\"x\" 100% \xc3\xbc'");
    assert_string_equal(column(s, "t", "b")->o.comment, "a \"b\" \\ 'c' %d");
    assert_non_null(i);
    assert_string_equal(i->elements.items[0], "\"Odd \"\"name\"\" \\ 100% \xc3\xbc.x\"");
    assert_string_equal(i->elements.items[1], "(a || 'x\xc3\xbc\"y\"')");
    assert_string_equal(i->where, "a <> '\\'");
}

static void doc_comments_of_every_form_are_read(void **state)
{
    const struct schema *s =
        read_body(*state, "/// Of two\n/// lines.\nTABLE(t) {\n"
                          "  int64_t a; ///< behind; with a semicolon\n"
                          "  /** before; with one */\n  int64_t b;\n"
                          "  /**\n   * several\n   *\n   * lines\n   */\n  int64_t c;\n"
                          "  /* none */ int64_t d; // none\n"
                          "  int64_t e /**< behind, too */;\n"
                          "  int64_t f COMMENT(\"the word wins\"); ///< over this\n"
                          "};\n"
                          "/** Of an index. */\nINDEX(t, (a));\n"
                          "/// Of another.\nINDEX(t, (b));\n\nINDEX(t, (c));");

    assert_string_equal(schema_find(s, &kind_table, "", "", "t")->comment, "Of two\nlines.");
    assert_string_equal(column(s, "t", "a")->o.comment, "behind; with a semicolon");
    assert_string_equal(column(s, "t", "b")->o.comment, "before; with one");
    assert_string_equal(column(s, "t", "c")->o.comment, "several\n\nlines");
    assert_null(column(s, "t", "d")->o.comment);
    assert_string_equal(column(s, "t", "e")->o.comment, "behind, too");
    assert_string_equal(column(s, "t", "f")->o.comment, "the word wins");
    assert_string_equal(schema_find(s, &kind_index, "", "t", "idx_t_a")->comment, "Of an index.");
    assert_string_equal(schema_find(s, &kind_index, "", "t", "idx_t_b")->comment, "Of another.");
    assert_null(schema_find(s, &kind_index, "", "t", "idx_t_c")->comment);
}

/* --- The user's own C --------------------------------------------------------------------- */

static void macros_of_the_user_hold_columns(void **state)
{
    const struct schema *s = read_body(
        *state, "#define TIMESTAMPS pg_timestamptz created_at NOT_NULL DEFAULT(now()); \\\n"
                "    pg_timestamptz updated_at NOT_NULL DEFAULT(now()) ON_UPDATE(now());\n"
                "#define FLAG(name, value) bool name NOT_NULL DEFAULT(value);\n"
                "TABLE(t) { int64_t id; TIMESTAMPS FLAG(on, true) FLAG(off, false) };\n"
                "TABLE(u) { int64_t id; TIMESTAMPS };");

    assert_string_equal(column(s, "t", "on")->default_, "true");
    assert_string_equal(column(s, "t", "off")->default_, "false");
    assert_string_equal(column(s, "u", "updated_at")->default_, "now()");
    assert_int_equal(schema_of_kind(s, &kind_function).n, 1);
    assert_int_equal(schema_of_kind(s, &kind_trigger).n, 2);
}

static void flags_decide_what_is_there(void **state)
{
    struct fixture *f = *state;

    strings_add(f->arena, &f->options.flags, "-DBILLING");
    const struct schema *s =
        read_body(f, "TABLE(t) { int64_t id;\n#ifdef BILLING\n int64_t price;\n"
                     "#else\n int64_t none;\n#endif\n};");

    column(s, "t", "price");
    assert_null(schema_find(s, &kind_column, "", "t", "none"));
}

static void flags_come_from_compile_commands(void **state)
{
    struct fixture *f = *state;

    strings_add(
        f->arena, &f->options.headers,
        model(f, "m.h", "#include \"limits.h.txt\"\nTABLE(t) { char *a VARCHAR(MAX_A); };"));
    write_file(f, "limits.h.txt", "#define MAX_A (LENGTH + 1)\n");
    write_file(
        f, "compile_commands.json",
        arena_printf(f->arena,
                     "[{\"directory\": \"%s\", \"file\": \"m.c\", \"command\": \"gcc -O2 -fno-plt "
                     "-fanalyzer -std=gnu23 -Wall -DLENGTH=40 -I. -c m.c\"}]",
                     f->directory));
    f->options.compile_commands_dir = f->directory;

    const struct schema *s = read_all(f);

    assert_string_equal(said(f), "");
    assert_string_equal(column(s, "t", "a")->type, "varchar(41)");
}

static void headers_are_one_model(void **state)
{
    struct fixture *f = *state;

    strings_add(f->arena, &f->options.headers,
                model(f, "b.h", "#include \"a.h\"\nTABLE(b) { int64_t a REFERENCES(a, id); };"));
    strings_add(f->arena, &f->options.headers,
                model(f, "a.h", "TABLE(a) { int64_t id PRIMARY_KEY; };"));

    const struct schema *s = read_all(f);

    assert_string_equal(said(f), "");
    assert_non_null(schema_find(s, &kind_foreign_key, "", "b", "b_a_fkey"));
}

/* --- What is stored ----------------------------------------------------------------------- */

static void labels_lose_the_prefix_that_all_share(void **state)
{
    const struct schema *s = read_body(
        *state, "ENUM(a) { USER_ACTIVE, USER_AWAY, USER_GONE_AWAY };\nENUM(b) { ONE, TWO };\n"
                "ENUM(c) { ROLE_ADMIN };\nENUM(d) { X_, X_Y };\nENUM(e) { KIND_A, KIND_B, "
                "KIND_COUNT IGNORE };");
    static const char *const expected[][2] = {{"a", "active away gone_away"},
                                              {"b", "one two"},
                                              {"c", "admin"},
                                              {"d", "x_ x_y"},
                                              {"e", "a b"}};

    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const struct enum_type *e =
            (const struct enum_type *)schema_find(s, &kind_enum_type, "", "", expected[i][0]);
        struct mg_buf b = MG_BUF_INIT;

        for (size_t k = 0; k < e->labels.n; k++)
            mg_buf_printf(&b, "%s%s", k ? " " : "", e->labels.items[k]);
        assert_string_equal(mg_buf_text(&b), expected[i][1]);
        mg_buf_free(&b);
    }
}

static void what_is_usual_is_not_stored(void **state)
{
    const struct schema *s = read_body(
        *state, "TABLE(t) { int64_t id IDENTITY START(1) INCREMENT(1) MINVALUE(1) CACHE(1)\n"
                "    MAXVALUE(9223372036854775807) SEQUENCE_NAME(t_id_seq); int32_t a "
                "DEFAULT(NULL); char *b COLLATE(\"default\");\n"
                "  int64_t c REFERENCES(self, id, ON_DELETE_NO_ACTION, ON_UPDATE_NO_ACTION); };\n"
                "UNIQUE_ON(t, (id));\n"
                "INDEX(t, (a ASC NULLS_LAST, b DESC NULLS_FIRST), USING(btree));");
    const struct column *id = column(s, "t", "id");
    const struct foreign_key *key =
        (const struct foreign_key *)schema_find(s, &kind_foreign_key, "", "t", "t_c_fkey");
    const struct index *i = (const struct index *)schema_find(s, &kind_index, "", "t", "idx_t_a_b");

    assert_true(id->not_null);
    assert_null(id->start);
    assert_null(id->increment);
    assert_null(id->minvalue);
    assert_null(id->maxvalue);
    assert_null(id->cache);
    assert_null(id->sequence);
    assert_null(column(s, "t", "a")->default_);
    assert_null(column(s, "t", "b")->collation);
    assert_null(key->on_delete);
    assert_null(key->on_update);
    assert_null(i->method);
    assert_string_equal(i->elements.items[0], "a");
    assert_string_equal(i->elements.items[1], "b DESC");
}

static void words_name_members_and_sql_names_columns(void **state)
{
    const struct schema *s = read_body(
        *state, "TABLE(orders_, NAME(\"order\"), SCHEMA(billing)) { int64_t key_ NAME(\"key\") "
                "PRIMARY_KEY CHECK(key > 0); };\n"
                "TABLE(lines) { int64_t order_ NAME(\"order\") REFERENCES(orders_, key_); };\n"
                "INDEX(lines, (order_ DESC), WHERE(\"\\\"order\\\" > 0\"));");
    const struct foreign_key *key = (const struct foreign_key *)schema_find(
        s, &kind_foreign_key, "", "lines", "lines_order_fkey");
    const struct index *i =
        (const struct index *)schema_find(s, &kind_index, "", "lines", "idx_lines_order");

    assert_non_null(key);
    assert_string_equal(key->ref_schema, "billing");
    assert_string_equal(key->ref_table, "order");
    assert_string_equal(key->ref_columns.items[0], "key");
    assert_non_null(i);
    assert_string_equal(i->elements.items[0], "\"order\" DESC");
    assert_non_null(schema_find(s, &kind_schema, "", "", "billing"));
    assert_non_null(schema_find(s, &kind_check, "billing", "order", "order_key_check"));
}

static void every_word_makes_a_model_without_a_mistake(void **state)
{
    struct fixture *f = *state;

    strings_add(f->arena, &f->options.headers, "tests/language/words.h");

    const struct schema *s = read_all(f);

    assert_string_equal(said(f), "");
    assert_int_equal(schema_of_kind(s, &kind_table).n, 15);
    assert_int_equal(schema_of_kind(s, &kind_distribution).n, 3);
}

static void sql_in_the_snapshot_is_not_parsed_again(void **state)
{
    struct fixture *f = *state;
    struct schema *known = schema_new(f->arena);
    struct check *check = (struct check *)object_new(f->arena, &kind_check);

    check->o.table = "t";
    check->o.name = "c";
    check->expression = "a >";
    schema_add(known, &check->o);
    schema_finish(known);
    f->options.known = known;
    read_body(f, "TABLE(t) { int32_t a CHECK(a >); };");
}

/* --- Places ------------------------------------------------------------------------------- */

static void carets_are_inside_arguments(void **state)
{
    check_error(*state,
                "TABLE(t) {\n    int32_t a CHECK(a > 0 AND /* so\n        that */ b /\n  > 3);\n};",
                "m.h:6:3: error: CHECK is not SQL: syntax error at or near \">\" [MG119]");
}

static void carets_follow_escapes_in_strings(void **state)
{
    check_error(*state, "TABLE(t) { char *a CHECK(\"a <> '\\\"\\u00fc\" \"' AND x = 1\"); };",
                "m.h:3:50: error: a check mentions \"x\"");
}

static void words_in_a_macro_are_where_it_is_used(void **state)
{
    check_error(*state, "#define OWN CHECK(a > b)\nTABLE(t) {\n    int32_t a OWN;\n};",
                "m.h:5:15: error: a check mentions \"b\"");
}

static void all_mistakes_come_in_one_run(void **state)
{
    struct fixture *f = *state;

    check_error(
        f, "TABLE(t) { uint8_t a; int64_t b DEFAULT(x; ); char *c IDENTITY; };\nINDEX(t, (d));",
        "[MG113]");
    assert_non_null(strstr(said(f), "[MG105]"));
    assert_non_null(strstr(said(f), "[MG119]"));
    assert_non_null(strstr(said(f), "[MG123]"));
    assert_int_equal(diags_errors(f->diags), 4);
}

static void a_header_that_is_not_there_is_named(void **state)
{
    struct fixture *f = *state;

    strings_add(f->arena, &f->options.headers, file_join(f->arena, f->directory, "none.h"));
    read_all(f);
    assert_string_equal(said(f), "none.h: error: there is no such header [MG102]\n");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(types_of_c_become_types_of_sql),
        TEST(numbers_may_be_macros_enumerators_and_sums),
        TEST(names_and_strings_survive_byte_for_byte),
        TEST(doc_comments_of_every_form_are_read),
        TEST(macros_of_the_user_hold_columns),
        TEST(flags_decide_what_is_there),
        TEST(flags_come_from_compile_commands),
        TEST(headers_are_one_model),
        TEST(labels_lose_the_prefix_that_all_share),
        TEST(what_is_usual_is_not_stored),
        TEST(words_name_members_and_sql_names_columns),
        TEST(every_word_makes_a_model_without_a_mistake),
        TEST(sql_in_the_snapshot_is_not_parsed_again),
        TEST(carets_are_inside_arguments),
        TEST(carets_follow_escapes_in_strings),
        TEST(words_in_a_macro_are_where_it_is_used),
        TEST(all_mistakes_come_in_one_run),
        TEST(a_header_that_is_not_there_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
