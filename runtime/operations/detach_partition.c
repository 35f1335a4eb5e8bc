/*
 * ALTER TABLE DETACH PARTITION: the partition stays as a table by itself, with its rows, columns,
 * indexes, keys and checks.
 *
 * AccessExclusive on both, for a moment. Loses nothing; attach_partition is the way back.
 */
#include "sql.h"

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_partition_args, table),
    MG_WORD_POSITION(mg_partition_args, partition),
    MG_WORDS_END,
};

static void detach_partition_sql(const void *args, struct mg_script *script)
{
    const mg_partition_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER TABLE ");
    mg_buf_name(b, a->table);
    mg_buf_add(b, " DETACH PARTITION ");
    mg_buf_name(b, a->partition);
}

const struct mg_operation mg_op_detach_partition = {
    .name = "detach_partition",
    .size = sizeof(mg_partition_args),
    .words = words,
    .sql = detach_partition_sql,
};
