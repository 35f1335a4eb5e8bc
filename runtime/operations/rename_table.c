/*
 * ALTER TABLE SET SCHEMA and RENAME. AccessExclusive on the table, for a moment; nothing is
 * rewritten. Its indexes, constraints and identity sequences keep their names and move with it;
 * views and foreign keys follow, text that names the table (function bodies, the application)
 * breaks.
 */
#include "../recipes/follow_names.h"

static void rename_table_sql(const void *args, struct mg_script *script)
{
    mg_sql_rename(script, "TABLE", args);
}

static bool rename_table_online(const void *args, struct mg_site *site, struct mg_script *script)
{
    const mg_rename_args *a = args;

    rename_table_sql(args, script);
    mg_follow_column_names(site, script, &(const struct mg_renamed){a->to, a->name, NULL, NULL});
    return true;
}

const struct mg_operation mg_op_rename_table = {
    .name = "rename_table",
    .size = sizeof(mg_rename_args),
    .words = mg_words_rename,
    .sql = rename_table_sql,
    .online = rename_table_online,
};
