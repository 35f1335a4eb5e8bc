/*
 * UPDATE of the rows for which WHERE holds. On a table in use in batches, each of which is
 * committed: the rows of one batch are locked for a moment, and an interrupted run goes on at the
 * batch that it came to. Partitions come one after the other. It has to hold for a row that is done
 * that WHERE does not select it, or that doing it twice is the same: without WHERE rows that move
 * on are done again. Loses the values that it replaces.
 */
#include "../recipes/online.h"

static void backfill_sql(const void *args, struct mg_script *script)
{
    const mg_backfill_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "UPDATE ");
    mg_buf_name(b, a->table);
    mg_buf_add(b, " SET ");
    mg_sql_list(b, a->set);
    if (a->where)
        mg_buf_printf(b, " WHERE %s", a->where);
}

static bool backfill_online(const void *args, struct mg_site *site, struct mg_script *script)
{
    const mg_backfill_args *a = args;
    struct mg_buf set = MG_BUF_INIT;

    mg_sql_list(&set, a->set);
    script->failed |= mg_buf_failed(&set);

    bool can = !mg_buf_failed(&set) && mg_online_can(site, a->table) &&
               !mg_online_moves_rows(site, a->table, mg_buf_text(&set));

    if (can)
        mg_online_update(site, script, a->table, mg_buf_text(&set), a->where);
    mg_buf_free(&set);
    return can;
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_backfill_args, table),
    MG_WORD("SET", MG_LIST, mg_backfill_args, set),
    MG_WORD("WHERE", MG_TEXT, mg_backfill_args, where),
    MG_WORDS_END,
};

const struct mg_operation mg_op_backfill = {
    .name = "backfill",
    .size = sizeof(mg_backfill_args),
    .words = words,
    .sql = backfill_sql,
    .online = backfill_online,
};
