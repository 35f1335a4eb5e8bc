/*
 * CREATE TABLE with its columns and constraints, and their comments. A constraint without a NAME is
 * called by PostgreSQL itself (users_pkey, users_email_key, users_role_id_fkey, users_check).
 *
 * OPTIONS say what it is beside them. PARTITION_OF makes it a partition, which takes its columns
 * from the other table; INHERITS gives it those of others before its own. What CREATE TABLE has no
 * clause for (attributes of columns, OF_TYPE, REPLICA_IDENTITY) is altered while it is empty.
 *
 * Blocks nobody but writers to the tables that its foreign keys reference (ShareRowExclusive, until
 * the end of the transaction), and what touches the table that it is a partition of
 * (AccessExclusive). Loses nothing; drop_table is the way back.
 */
#include "sql.h"

static void create_table_sql(const void *args, struct mg_script *script)
{
    mg_sql_create_table(script, "TABLE", args);
}

const struct mg_operation mg_op_create_table = {
    .name = "create_table",
    .size = sizeof(mg_table_args),
    .words = mg_words_table,
    .sql = create_table_sql,
};
