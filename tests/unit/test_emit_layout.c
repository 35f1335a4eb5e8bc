/* Migration files as text: layout, paragraphs, the frame; and the same operations as SQL. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "emit/emit.h"
#include "plan/plan.h"

struct fixture {
    struct arena *arena;
    struct ops ops;
};

static int set_up(void **state)
{
    static struct fixture f;

    f = (struct fixture){.arena = arena_new()};
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    arena_free(((struct fixture *)*state)->arena);
    return 0;
}

#define ADD(f, operation, args_, ...)   \
    (*vec_push((f)->arena, &(f)->ops) = \
         (struct op){&mg_op_##operation, &(const args_){__VA_ARGS__}})

static const struct migration_head head = {.number = 10,
                                           .down_number = 9,
                                           .revision = "9f2c1a7be204",
                                           .down_revision = "5d0e83b1c7aa",
                                           .name = "add_notifications",
                                           .created = "2026-03-01 10:00:00 UTC"};

static void assert_op(struct fixture *f, const char *expected)
{
    struct mg_buf text = MG_BUF_INIT;

    for (size_t i = 0; i < f->ops.n; i++)
        emit_op(&text, &f->ops.items[i]);
    assert_string_equal(mg_buf_text(&text), expected);
    mg_buf_free(&text);
}

// clang-format off

static void a_migration_reads_as_a_careful_person_writes_it(void **state)
{
    struct fixture *f = *state;
    struct ops down = {0};
    mg_list id = (const char *const[]){"id", NULL}, user_id = (const char *const[]){"user_id", NULL};

    ADD(f, create_table, mg_table_args, "notifications", (const mg_item[]){
        {.column = &(const mg_column){.name = "id", .type = "bigint", .not_null = 1, .identity = "BY DEFAULT"}},
        {.column = &(const mg_column){.name = "user_id", .type = "bigint", .not_null = 1}},
        {.column = &(const mg_column){.name = "type", .type = "varchar(50)", .not_null = 1}},
        {.column = &(const mg_column){.name = "is_read", .type = "boolean", .not_null = 1, .default_ = "false"}},
        {.column = &(const mg_column){.name = "created_at", .type = "timestamptz", .not_null = 1, .default_ = "now()"}},
        {.constraint = &(const mg_constraint){.column0 = "id", .type = "PRIMARY KEY"}},
        {.constraint = &(const mg_constraint){.column0 = "user_id", .type = "FOREIGN KEY", .references = "users", .referenced = id, .on_delete = "CASCADE"}},
        {0}});
    ADD(f, create_index, mg_index_args, .name = "idx_notifications_user_id", .table = "notifications", .elements = user_id);
    *vec_push(f->arena, &down) = (struct op){&mg_op_drop_table, &(const mg_drop_table_args){"notifications", 0}};
    assert_string_equal(emit_migration(f->arena, &head, &f->ops, &down),
        "/*\n"
        " * add_notifications\n"
        " *\n"
        " * Revision:  010  9f2c1a7be204\n"
        " * Revises:   009  5d0e83b1c7aa\n"
        " * Created:   2026-03-01 10:00:00 UTC\n"
        " */\n"
        "#include <modelgen/migration.h>\n"
        "\n"
        "static void upgrade(migration *m)\n"
        "{\n"
        "    create_table(m, \"notifications\",\n"
        "        COLUMN(\"id\",         \"bigint\",      NOT_NULL, IDENTITY),\n"
        "        COLUMN(\"user_id\",    \"bigint\",      NOT_NULL),\n"
        "        COLUMN(\"type\",       \"varchar(50)\", NOT_NULL),\n"
        "        COLUMN(\"is_read\",    \"boolean\",     NOT_NULL, DEFAULT(\"false\")),\n"
        "        COLUMN(\"created_at\", \"timestamptz\", NOT_NULL, DEFAULT(\"now()\")),\n"
        "        PRIMARY_KEY(\"id\"),\n"
        "        FOREIGN_KEY(\"user_id\", REFERENCES(\"users\", \"id\"), ON_DELETE(CASCADE)));\n"
        "    create_index(m, \"idx_notifications_user_id\", ON(\"notifications\", \"user_id\"));\n"
        "}\n"
        "\n"
        "static void downgrade(migration *m)\n"
        "{\n"
        "    drop_table(m, \"notifications\");\n"
        "}\n"
        "\n"
        "MIGRATION(.number = 10, .revision = \"9f2c1a7be204\", .down_revision = \"5d0e83b1c7aa\", "
        ".name = \"add_notifications\");\n");
}

static void the_first_migration_revises_nothing(void **state)
{
    struct fixture *f = *state;
    struct migration_head first = {.number = 1, .revision = "9f2c1a7be204", .name = "initial", .created = "x"};
    const char *text = emit_migration(f->arena, &first, &f->ops, &f->ops);

    assert_non_null(strstr(text, " * Revises:   nothing\n"));
    assert_non_null(strstr(text, "static void upgrade(migration *m)\n{\n    (void)m; /* nothing to do */\n}\n"));
    assert_non_null(strstr(text, "MIGRATION(.number = 1, .revision = \"9f2c1a7be204\", .name = \"initial\");\n"));
}

static void a_long_name_goes_to_a_line_of_its_own(void **state)
{
    struct fixture *f = *state;
    struct migration_head named = head;

    named.name = "a_name_that_says_all_there_is_to_say_about_what_this_does";
    assert_non_null(strstr(emit_migration(f->arena, &named, &f->ops, &f->ops),
        "MIGRATION(.number = 10, .revision = \"9f2c1a7be204\", .down_revision = \"5d0e83b1c7aa\",\n"
        "          .name = \"a_name_that_says_all_there_is_to_say_about_what_this_does\");\n"));
}

static void long_calls_are_broken_between_their_words(void **state)
{
    struct fixture *f = *state;

    ADD(f, alter_column, mg_alter_column_args, "measurements", {.name = "temperature", .type = "numeric(12,4)",
        .using_ = "temperature::numeric(12,4)", .not_null = 1, .default_ = "0"});
    ADD(f, create_index, mg_index_args, .name = "idx_measurements_sensor_id_created_at", .table = "measurements",
        .elements = (const char *const[]){"sensor_id", "created_at DESC NULLS LAST", "lower(comment)", "lower(place)", NULL},
        .where = "is_valid");
    assert_op(f,
        "    alter_column(m, \"measurements\", \"temperature\", TYPE(\"numeric(12,4)\"),\n"
        "        USING(\"temperature::numeric(12,4)\"), NOT_NULL, DEFAULT(\"0\"));\n"
        "    create_index(m, \"idx_measurements_sensor_id_created_at\",\n"
        "        ON(\"measurements\", \"sensor_id\", \"created_at DESC NULLS LAST\", \"lower(comment)\",\n"
        "           \"lower(place)\"),\n"
        "        WHERE(\"is_valid\"));\n");
}

static void long_strings_are_broken_between_their_words(void **state)
{
    struct fixture *f = *state;

    ADD(f, comment, mg_comment_args, "TABLE", NULL, "users",
        "Everybody who may log in, and those who once could: rows are never deleted, "
        "they are marked as gone instead, because lessons refer to their authors.");
    ADD(f, add_constraint, mg_table_args, "users", (const mg_item[]){
        {.constraint = &(const mg_constraint){.type = "CHECK", .name = "users_state_known", .column0 =
            "state = 'active' OR state = 'banned' OR state = 'gone' OR (state IS NULL AND created_at < now())"}},
        {0}});
    assert_op(f,
        "    comment(m, ON_TABLE(\"users\"),\n"
        "        \"Everybody who may log in, and those who once could: rows are never deleted, they are \"\n"
        "        \"marked as gone instead, because lessons refer to their authors.\");\n"
        "    add_constraint(m, \"users\",\n"
        "        CHECK(\"state = 'active' OR state = 'banned' OR state = 'gone' OR (state IS NULL AND \"\n"
        "              \"created_at < now())\",\n"
        "              NAME(\"users_state_known\")));\n");
}

static void text_of_many_lines_has_them_in_c_too(void **state)
{
    struct fixture *f = *state;

    ADD(f, execute, mg_execute_args, "UPDATE users\n   SET a = 1;\n");
    ADD(f, execute, mg_execute_args, "SELECT 1;\n");
    ADD(f, create_function, mg_function_args, .name = "touch()", .returns = "trigger", .language = "plpgsql",
        .body = "BEGIN\n  RETURN NEW;\nEND", .comment = "c");
    assert_op(f,
        "    execute(m,\n"
        "        \"UPDATE users\\n\"\n"
        "        \"   SET a = 1;\\n\");\n"
        "    execute(m, \"SELECT 1;\\n\");\n"
        "    create_function(m, \"touch()\", RETURNS(\"trigger\"), LANGUAGE(\"plpgsql\"),\n"
        "        BODY(\"BEGIN\\n\"\n"
        "             \"  RETURN NEW;\\n\"\n"
        "             \"END\"),\n"
        "        COMMENT(\"c\"));\n");
}

static void one_very_long_type_does_not_push_the_others_away(void **state)
{
    struct fixture *f = *state;

    ADD(f, add_column, mg_table_args, "t", (const mg_item[]){
        {.column = &(const mg_column){.name = "a", .type = "integer", .not_null = 1}},
        {.column = &(const mg_column){.name = "b\xC3\xA9", .type = "some_schema_of_a_long_name.a_type_of_it", .not_null = 1}},
        {.column = &(const mg_column){.name = "c", .type = "text"}},
        {0}});
    assert_op(f,
        "    add_column(m, \"t\",\n"
        "        COLUMN(\"a\",  \"integer\", NOT_NULL),\n"
        "        COLUMN(\"b\xC3\xA9\", \"some_schema_of_a_long_name.a_type_of_it\", NOT_NULL),\n"
        "        COLUMN(\"c\",  \"text\"));\n");
}

static void a_table_and_what_is_about_it_is_a_paragraph(void **state)
{
    struct fixture *f = *state;
    const mg_item items[] = {
        {.column = &(const mg_column){.name = "id", .type = "bigint"}},
        {.column = &(const mg_column){.name = "n", .type = "bigint"}},
        {0},
    };
    mg_list n = (const char *const[]){"n", NULL};

    ADD(f, create_schema, mg_name_args, "billing");
    ADD(f, create_table, mg_table_args, "a", items);
    ADD(f, create_index, mg_index_args, .name = "i", .table = "a", .elements = n);
    ADD(f, comment, mg_comment_args, "TABLE", NULL, "a", NULL);
    ADD(f, create_table, mg_table_args, "b", items);
    ADD(f, loss, mg_text_args, "the rows of table \"c\"");
    ADD(f, drop_table, mg_drop_table_args, "c");
    ADD(f, irreversible, mg_text_args, "it's\ngone");
    assert_non_null(strstr(emit_migration(f->arena, &head, &f->ops, &(struct ops){0}),
        "    create_schema(m, \"billing\");\n"
        "\n"
        "    create_table(m, \"a\",\n"
        "        COLUMN(\"id\", \"bigint\"),\n"
        "        COLUMN(\"n\",  \"bigint\"));\n"
        "    create_index(m, \"i\", ON(\"a\", \"n\"));\n"
        "    comment(m, ON_TABLE(\"a\"), NO_COMMENT);\n"
        "\n"
        "    create_table(m, \"b\",\n"
        "        COLUMN(\"id\", \"bigint\"),\n"
        "        COLUMN(\"n\",  \"bigint\"));\n"
        "\n"
        "    loss(m, \"the rows of table \\\"c\\\"\");\n"
        "    drop_table(m, \"c\");\n"
        "\n"
        "    irreversible(m,\n"
        "        \"it's\\n\"\n"
        "        \"gone\");\n"
        "}\n"));
    assert_string_equal(plan_sql(f->arena, &f->ops),
        "CREATE SCHEMA billing;\n"
        "\n"
        "CREATE TABLE a (\n"
        "    id bigint,\n"
        "    n bigint\n"
        ");\n"
        "CREATE INDEX i ON a (n);\n"
        "COMMENT ON TABLE a IS NULL;\n"
        "\n"
        "CREATE TABLE b (\n"
        "    id bigint,\n"
        "    n bigint\n"
        ");\n"
        "\n"
        "-- loss: the rows of table \"c\"\n"
        "DROP TABLE c;\n"
        "\n"
        "-- irreversible: it's\n"
        "-- gone\n"
        "DO $$BEGIN RAISE EXCEPTION 'this migration cannot be undone'; END$$;\n");
}

static void a_very_long_migration_is_several_functions(void **state)
{
    struct fixture *f = *state;
    mg_drop_table_args *names = arena_alloc(f->arena, 2001 * sizeof *names);
    struct ops none = {0};
    const char *text;

    for (int i = 0; i < 2001; i++)
        names[i] = (mg_drop_table_args){.name = arena_printf(f->arena, "t%d", i)};
    for (int i = 0; i < 2001; i++)
        *vec_push(f->arena, &f->ops) = (struct op){&mg_op_drop_table, &names[i]};
    text = emit_migration(f->arena, &head, &f->ops, &none);
    assert_non_null(strstr(text, "\nstatic void upgrade_part_1(migration *m)\n{\n    drop_table(m, \"t0\");\n"));
    assert_non_null(strstr(text, "    drop_table(m, \"t1999\");\n}\n\n"
        "static void upgrade_part_2(migration *m)\n{\n    drop_table(m, \"t2000\");\n}\n\n"
        "static void upgrade(migration *m)\n{\n    upgrade_part_1(m);\n    upgrade_part_2(m);\n}\n\n"
        "static void downgrade(migration *m)\n"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_migration_reads_as_a_careful_person_writes_it),
        TEST(the_first_migration_revises_nothing),
        TEST(a_long_name_goes_to_a_line_of_its_own),
        TEST(long_calls_are_broken_between_their_words),
        TEST(long_strings_are_broken_between_their_words),
        TEST(text_of_many_lines_has_them_in_c_too),
        TEST(one_very_long_type_does_not_push_the_others_away),
        TEST(a_table_and_what_is_about_it_is_a_paragraph),
        TEST(a_very_long_migration_is_several_functions),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
