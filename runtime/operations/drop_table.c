/*
 * DROP TABLE, never CASCADE: foreign keys and views that need it must go first. AccessExclusive on
 * the table and on those that its foreign keys reference, for a moment. Its rows are lost; a table
 * that holds any is set aside instead, and comes back with create_table in the downgrade.
 */
#include "../stash/stash.h"

#include "../sql/sql.h"

static void drop_table_sql(const void *args, struct mg_script *script)
{
    const mg_drop_table_args *a = args;

    mg_sql_drop(script, "TABLE", a->name);
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_drop_table_args, name),
    MG_WORD("FOR_GOOD", MG_FLAG, mg_drop_table_args, for_good),
    MG_WORDS_END,
};

static bool drop_table_online(const void *args, struct mg_site *site, struct mg_script *script)
{
    const mg_drop_table_args *a = args;

    if (a->for_good || !mg_stash_takes_table(site, a->name))
        return false;
    mg_stash_table(site, script, a->name);
    return true;
}

const struct mg_operation mg_op_drop_table = {
    .name = "drop_table",
    .size = sizeof(mg_drop_table_args),
    .words = words,
    .sql = drop_table_sql,
    .online = drop_table_online,
    .restores = true,
};
