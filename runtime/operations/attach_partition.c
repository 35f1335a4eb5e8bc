/*
 * ALTER TABLE ATTACH PARTITION: a table with the columns and checks of a partitioned one becomes a
 * partition of it. Indexes and keys that are like those of the other one are taken over; those that
 * are missing are built.
 *
 * ShareUpdateExclusive on the parent, AccessExclusive on the partition and on the default
 * partition; each is read through, the partition unless a check proves that its rows fit. Loses
 * nothing; detach_partition is the way back.
 */
#include "sql.h"

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_partition_args, table),
    MG_WORD_POSITION(mg_partition_args, partition),
    MG_WORD_POSITION(mg_partition_args, bound),
    MG_WORDS_END,
};

static void attach_partition_sql(const void *args, struct mg_script *script)
{
    const mg_partition_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER TABLE ");
    mg_buf_name(b, a->table);
    mg_buf_add(b, " ATTACH PARTITION ");
    mg_buf_name(b, a->partition);
    mg_buf_printf(b, " %s", a->bound);
}

const struct mg_operation mg_op_attach_partition = {
    .name = "attach_partition",
    .size = sizeof(mg_partition_args),
    .words = words,
    .sql = attach_partition_sql,
};
