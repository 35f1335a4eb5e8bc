/*
 * ALTER PUBLICATION ADD TABLE, DROP TABLE. ShareUpdateExclusive on the table: reading and writing
 * go on. Lose nothing here; each is the other's way back.
 */
#include "../sql/sql.h"

static struct mg_buf *alter(struct mg_script *script, const mg_publication_table_args *a,
                            const char *what)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER PUBLICATION ");
    mg_buf_ident(b, a->name);
    mg_buf_printf(b, " %s TABLE ONLY ", what);
    mg_buf_name(b, a->table);
    return b;
}

static void add_publication_table_sql(const void *args, struct mg_script *script)
{
    const mg_publication_table_args *a = args;
    struct mg_buf *b = alter(script, a, "ADD");

    if (a->columns) {
        mg_buf_add(b, " (");
        mg_sql_names(b, a->columns);
        mg_buf_addc(b, ')');
    }
    if (a->where) {
        mg_buf_add(b, " WHERE ");
        mg_sql_parenthesized(b, a->where);
    }
}

static void drop_publication_table_sql(const void *args, struct mg_script *script)
{
    alter(script, args, "DROP");
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_publication_table_args, name),
    MG_WORD_POSITION(mg_publication_table_args, table),
    MG_WORD_SINCE(15, "COLUMNS", MG_LIST, mg_publication_table_args, columns),
    MG_WORD_SINCE(15, "WHERE", MG_TEXT, mg_publication_table_args, where),
    MG_WORDS_END,
};

const struct mg_operation mg_op_add_publication_table = {
    .name = "add_publication_table",
    .size = sizeof(mg_publication_table_args),
    .words = words,
    .sql = add_publication_table_sql,
};

static const struct mg_word name_words[] = {
    MG_WORD_POSITION(mg_publication_table_args, name),
    MG_WORD_POSITION(mg_publication_table_args, table),
    MG_WORDS_END,
};

const struct mg_operation mg_op_drop_publication_table = {
    .name = "drop_publication_table",
    .size = sizeof(mg_publication_table_args),
    .words = name_words,
    .sql = drop_publication_table_sql,
};
