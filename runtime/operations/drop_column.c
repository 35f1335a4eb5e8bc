/*
 * ALTER TABLE DROP COLUMN, never CASCADE: views and generated columns that need it must go first;
 * its own indexes and constraints go with it. AccessExclusive, for a moment: rows are not
 * rewritten. The values are lost, and a column added again is the last one of its table; of a table
 * that holds rows the column is set aside instead, and comes back with add_column in the downgrade.
 */
#include "../stash/stash.h"

#include "../sql/sql.h"

static void drop_column_sql(const void *args, struct mg_script *script)
{
    const mg_drop_column_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER TABLE ");
    mg_buf_name(b, a->table);
    mg_buf_add(b, " DROP COLUMN ");
    mg_buf_ident(b, a->name);
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_drop_column_args, table),
    MG_WORD_POSITION(mg_drop_column_args, name),
    MG_WORD("FOR_GOOD", MG_FLAG, mg_drop_column_args, for_good),
    MG_WORDS_END,
};

static bool drop_column_online(const void *args, struct mg_site *site, struct mg_script *script)
{
    const mg_drop_column_args *a = args;

    if (a->for_good || !mg_stash_takes_column(site, a->table, a->name))
        return false;
    mg_stash_column(site, script, a->table, a->name);
    return true;
}

const struct mg_operation mg_op_drop_column = {
    .name = "drop_column",
    .size = sizeof(mg_drop_column_args),
    .words = words,
    .sql = drop_column_sql,
    .online = drop_column_online,
    .restores = true,
};
