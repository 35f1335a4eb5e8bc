/*
 * ALTER SEQUENCE RENAME (SET SCHEMA only for one that no table owns). AccessExclusive on the
 * sequence, for a moment; the identity that it belongs to follows.
 */
#include "../sql/sql.h"

static void rename_sequence_sql(const void *args, struct mg_script *script)
{
    mg_sql_rename(script, "SEQUENCE", args);
}

const struct mg_operation mg_op_rename_sequence = {
    .name = "rename_sequence",
    .size = sizeof(mg_rename_args),
    .words = mg_words_rename,
    .sql = rename_sequence_sql,
};
