/*
 * ALTER TYPE ADD VALUE. Blocks nobody. The value cannot be used before the transaction has been
 * committed (55P04), not even in a type that the same transaction created before PostgreSQL 17.
 * There is no way back: PostgreSQL cannot remove a value, only the whole type can be made anew.
 */
#include "../sql/sql.h"

static void add_enum_value_sql(const void *args, struct mg_script *script)
{
    const mg_enum_value_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER TYPE ");
    mg_buf_name(b, a->type);
    mg_buf_add(b, " ADD VALUE ");
    mg_buf_literal(b, a->value);
    if (a->before || a->after) {
        mg_buf_add(b, a->before ? " BEFORE " : " AFTER ");
        mg_buf_literal(b, a->before ? a->before : a->after);
    }
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_enum_value_args, type),
    MG_WORD_POSITION(mg_enum_value_args, value),
    MG_WORD("BEFORE", MG_TEXT, mg_enum_value_args, before),
    MG_WORD("AFTER", MG_TEXT, mg_enum_value_args, after),
    MG_WORDS_END,
};

const struct mg_operation mg_op_add_enum_value = {
    .name = "add_enum_value",
    .size = sizeof(mg_enum_value_args),
    .words = words,
    .sql = add_enum_value_sql,
};
