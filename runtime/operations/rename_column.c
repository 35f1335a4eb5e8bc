/*
 * ALTER TABLE RENAME COLUMN. AccessExclusive, for a moment; nothing is rewritten. Constraints,
 * indexes, views and triggers follow, text that names the column (function bodies, the application)
 * breaks.
 */
#include "../recipes/follow_names.h"

static void rename_column_sql(const void *args, struct mg_script *script)
{
    const mg_rename_part_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER TABLE ");
    mg_buf_name(b, a->table);
    mg_buf_add(b, " RENAME COLUMN ");
    mg_buf_ident(b, a->name);
    mg_buf_add(b, " TO ");
    mg_buf_ident(b, a->to);
}

static bool rename_column_online(const void *args, struct mg_site *site, struct mg_script *script)
{
    const mg_rename_part_args *a = args;

    rename_column_sql(args, script);
    mg_follow_column_names(site, script,
                           &(const struct mg_renamed){a->table, a->table, a->to, a->name});
    return true;
}

const struct mg_operation mg_op_rename_column = {
    .name = "rename_column",
    .size = sizeof(mg_rename_part_args),
    .words = mg_words_rename_part,
    .sql = rename_column_sql,
    .online = rename_column_online,
};
