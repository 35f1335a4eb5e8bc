/*
 * Composite types and their attributes. CREATE TYPE blocks nobody. ALTER TYPE takes AccessExclusive
 * on the type for a moment; values that are stored already have NULL in a new attribute, and those
 * of a dropped one are gone for good. The type of an attribute cannot change while a column uses
 * the composite. drop_type is the way back from create_composite.
 */
#include "../sql/sql.h"

static void add_attribute(struct mg_buf *b, const char *name, const char *middle, const char *type,
                          const char *collation)
{
    mg_buf_ident(b, name);
    mg_buf_printf(b, "%s%s", middle, type);
    if (collation) {
        mg_buf_add(b, " COLLATE ");
        mg_buf_name(b, collation);
    }
}

static void add_comments(struct mg_script *script, const mg_table_args *a)
{
    for (const mg_item *item = a->items; item->column || item->options; item++) {
        if (item->options && item->options->comment)
            mg_sql_comment(script,
                           &(const mg_comment_args){"TYPE", NULL, a->name, item->options->comment});
        if (item->column && item->column->comment)
            mg_sql_comment(script, &(const mg_comment_args){"COLUMN", a->name, item->column->name,
                                                            item->column->comment});
    }
}

static void create_composite_sql(const void *args, struct mg_script *script)
{
    const mg_table_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);
    const char *before = "\n    ";

    mg_buf_add(b, "CREATE TYPE ");
    mg_buf_name(b, a->name);
    mg_buf_add(b, " AS (");
    for (const mg_item *item = a->items; item->column || item->options; item++) {
        if (!item->column)
            continue;
        mg_buf_add(b, before);
        add_attribute(b, item->column->name, " ", item->column->type, item->column->collation);
        before = ",\n    ";
    }
    mg_buf_add(b, *before == ',' ? "\n)" : ")");
    add_comments(script, a);
}

static void alter_type(struct mg_script *script, const char *type, struct mg_script *actions)
{
    if (!mg_script_ok(actions)) {
        script->failed = true;
    } else if (actions->n > 0) {
        struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

        mg_buf_add(b, "ALTER TYPE ");
        mg_buf_name(b, type);
        for (size_t i = 0; i < actions->n; i++)
            mg_buf_printf(b, "%s%s%s", i ? "," : "", actions->n > 1 ? "\n    " : " ",
                          mg_buf_text(&actions->steps[i].text));
    }
    mg_script_free(actions);
}

static void add_attribute_sql(const void *args, struct mg_script *script)
{
    const mg_table_args *a = args;
    struct mg_script actions = {0};

    for (const mg_item *item = a->items; item->column || item->options; item++) {
        struct mg_buf *b;

        if (!item->column)
            continue;
        b = mg_sql_action(&actions);
        mg_buf_add(b, "ADD ATTRIBUTE ");
        add_attribute(b, item->column->name, " ", item->column->type, item->column->collation);
    }
    alter_type(script, a->name, &actions);
    add_comments(script, a);
}

static void alter_attribute_sql(const void *args, struct mg_script *script)
{
    const mg_attribute_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER TYPE ");
    mg_buf_name(b, a->type_name);
    mg_buf_add(b, " ALTER ATTRIBUTE ");
    add_attribute(b, a->name, " TYPE ", a->type, a->collation);
}

static void drop_attribute_sql(const void *args, struct mg_script *script)
{
    const mg_part_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER TYPE ");
    mg_buf_name(b, a->table);
    mg_buf_add(b, " DROP ATTRIBUTE ");
    mg_buf_ident(b, a->name);
}

static void rename_attribute_sql(const void *args, struct mg_script *script)
{
    const mg_rename_part_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER TYPE ");
    mg_buf_name(b, a->table);
    mg_buf_add(b, " RENAME ATTRIBUTE ");
    mg_buf_ident(b, a->name);
    mg_buf_add(b, " TO ");
    mg_buf_ident(b, a->to);
    mg_buf_add(b, " CASCADE"); /* to tables of that type */
}

static const struct mg_word attribute_words[] = {
    MG_WORD_POSITION(mg_column, name),
    MG_WORD_TYPE(NULL, MG_POSITION, mg_column, type),
    MG_WORD("COLLATE", MG_TEXT, mg_column, collation),
    MG_WORD("COMMENT", MG_TEXT, mg_column, comment),
    MG_WORDS_END,
};

static const struct mg_word option_words[] = {
    MG_WORD("COMMENT", MG_TEXT, mg_options, comment),
    MG_WORDS_END,
};

static const struct mg_word line_words[] = {
    {.word = "ATTRIBUTE", .spelling = MG_LINE, MG_AT(mg_item, column), .words = attribute_words},
    {.word = "OPTIONS", .spelling = MG_LINE, MG_AT(mg_item, options), .words = option_words},
    MG_WORDS_END,
};

static const struct mg_word composite_words[] = {
    MG_WORD_POSITION(mg_table_args, name),
    {.spelling = MG_ITEMS, MG_AT(mg_table_args, items), .words = line_words},
    MG_WORDS_END,
};

static const struct mg_word alter_words[] = {
    MG_WORD_POSITION(mg_attribute_args, type_name),
    MG_WORD_POSITION(mg_attribute_args, name),
    MG_WORD_TYPE(NULL, MG_POSITION, mg_attribute_args, type),
    MG_WORD("COLLATE", MG_TEXT, mg_attribute_args, collation),
    MG_WORDS_END,
};

const struct mg_operation mg_op_create_composite = {
    .name = "create_composite",
    .size = sizeof(mg_table_args),
    .words = composite_words,
    .sql = create_composite_sql,
};

const struct mg_operation mg_op_add_attribute = {
    .name = "add_attribute",
    .size = sizeof(mg_table_args),
    .words = composite_words,
    .sql = add_attribute_sql,
};

const struct mg_operation mg_op_alter_attribute = {
    .name = "alter_attribute",
    .size = sizeof(mg_attribute_args),
    .words = alter_words,
    .sql = alter_attribute_sql,
};

const struct mg_operation mg_op_drop_attribute = {
    .name = "drop_attribute",
    .size = sizeof(mg_part_args),
    .words = mg_words_part,
    .sql = drop_attribute_sql,
};

const struct mg_operation mg_op_rename_attribute = {
    .name = "rename_attribute",
    .size = sizeof(mg_rename_part_args),
    .words = mg_words_rename_part,
    .sql = rename_attribute_sql,
};
