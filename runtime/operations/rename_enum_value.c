/*
 * ALTER TYPE RENAME VALUE. Blocks nobody and rewrites nothing: rows hold the label's number. Text
 * that holds the label as a constant (function bodies, the application) breaks. Exactly reversible.
 */
#include "../sql/sql.h"

static void rename_enum_value_sql(const void *args, struct mg_script *script)
{
    const mg_rename_part_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER TYPE ");
    mg_buf_name(b, a->table);
    mg_buf_add(b, " RENAME VALUE ");
    mg_buf_literal(b, a->name);
    mg_buf_add(b, " TO ");
    mg_buf_literal(b, a->to);
}

const struct mg_operation mg_op_rename_enum_value = {
    .name = "rename_enum_value",
    .size = sizeof(mg_rename_part_args),
    .words = mg_words_rename_part,
    .sql = rename_enum_value_sql,
};
