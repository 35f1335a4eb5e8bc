/*
 * UPDATE of the rows for which WHERE holds. On a table in use in batches, each of which is
 * committed: the rows of one batch are locked for a moment, and an interrupted run goes on at the
 * batch that it came to. Partitions come one after the other. Where the table has a key, batches go
 * by it, and do each row once. Elsewhere they go by blocks: a row that is updated moves within the
 * table, and may be met again, so that what reads the column that it sets is refused unless WHERE
 * tells the rows that are done. Loses the values that it replaces.
 */
#include <stdlib.h>

#include "../recipes/online.h"
#include "../sql/assigned.h"

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

/* Refuses what would be done twice to some rows, or to none. */
static void refuse(struct mg_script *script, const struct mg_token *column)
{
    mg_buf_printf(
        mg_script_step(script, MG_STEP_REFUSAL),
        "the table is in use and has no primary key to go by, and what is done in batches "
        "meets some of its rows twice: SET reads %.*s, which it sets, and WHERE does not "
        "tell the rows that are done. Say so there, fill another column, or execute() "
        "one UPDATE",
        (int)column->n, column->p);
}

/*
 * What reads the column that it sets is done by key, and once: what came in behind meanwhile is
 * left, as one UPDATE would leave it. So is what is left where WHERE would not tell it from what is
 * done.
 */
static bool update(const mg_backfill_args *a, const char *assignments, struct mg_site *site,
                   struct mg_script *script)
{
    struct mg_tokens set = {0}, where = {0};
    bool read =
        mg_tokens_read(assignments, &set) && mg_tokens_read(a->where ? a->where : "", &where);
    const struct mg_token *repeated = read ? mg_assigns_by_itself(&set) : NULL;
    bool told = read && mg_assigns_any_of(&set, &where);

    script->failed |= !read;
    if (read && !mg_online_update_by_key(site, script, a->table, assignments, a->where,
                                         told && !repeated)) {
        if (repeated && !told)
            refuse(script, repeated);
        mg_online_update(site, script, a->table, assignments, a->where);
    }
    free(set.items);
    free(where.items);
    return true;
}

static bool backfill_online(const void *args, struct mg_site *site, struct mg_script *script)
{
    const mg_backfill_args *a = args;
    struct mg_buf set = MG_BUF_INIT;

    mg_sql_list(&set, a->set);
    script->failed |= mg_buf_failed(&set);

    bool can = !mg_buf_failed(&set) && mg_online_can(site, a->table) &&
               !mg_online_moves_rows(site, a->table, mg_buf_text(&set)) &&
               update(a, mg_buf_text(&set), site, script);

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
