/*
 * UPDATE of the rows for which WHERE holds. On a table in use in batches, each of which is
 * committed: the rows of one batch are locked for a moment, and an interrupted run goes on at the
 * batch that it came to. Partitions come one after the other. A row that is updated moves within
 * the table, and may be met again: it has to hold for a row that is done that WHERE does not select
 * it, or that doing it twice is the same. What reads the column that it sets is refused otherwise.
 * Loses the values that it replaces.
 */
#include <ctype.h>
#include <stdlib.h>

#include "../recipes/online.h"
#include "../sql/token.h"

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

/* --- Whether a row may be done twice ------------------------------------------------------- */

/* As names are read: n, N and "n" are one. */
static bool is_same_name(const struct mg_token *a, const struct mg_token *b)
{
    bool quoted[] = {a->kind == MG_TOKEN_NAME, b->kind == MG_TOKEN_NAME};
    size_t n = a->n - 2 * quoted[0];

    if (b->n - 2 * quoted[1] != n)
        return false;
    for (size_t i = 0; i < n; i++) {
        char x = a->p[i + quoted[0]], y = b->p[i + quoted[1]];

        if ((quoted[0] ? x : tolower((unsigned char)x)) !=
            (quoted[1] ? y : tolower((unsigned char)y)))
            return false;
    }
    return true;
}

static bool is_name(const struct mg_tokens *tokens, size_t i)
{
    const struct mg_token *next = i + 1 < tokens->n ? &tokens->items[i + 1] : NULL;
    enum mg_token_kind kind = tokens->items[i].kind;

    return (kind == MG_TOKEN_WORD || kind == MG_TOKEN_NAME) &&
           !(next && (mg_token_is(next, "(") || mg_token_is(next, ".")));
}

/* The parts of `a = x, (b, c) = (y, z)` before the equals signs, or those behind them. */
static bool is_before_sign(const struct mg_tokens *set, size_t at)
{
    bool before = true;

    for (size_t i = 0; i <= at; i++)
        if (set->items[i].depth == 0 && mg_token_is(&set->items[i], "="))
            before = false;
        else if (set->items[i].depth == 0 && mg_token_is(&set->items[i], ","))
            before = true;
    return before;
}

/* A column that is set, read at place `at` of tokens; NULL if none is. */
static const struct mg_token *find_set(const struct mg_tokens *set, const struct mg_tokens *tokens,
                                       size_t at)
{
    for (size_t i = 0; is_name(tokens, at) && i < set->n; i++)
        if (is_name(set, i) && is_before_sign(set, i) &&
            is_same_name(&set->items[i], &tokens->items[at]))
            return &set->items[i];
    return NULL;
}

/* A column that gets its new value from its old one, with a WHERE that says nothing of it. */
static const struct mg_token *find_repeated(const struct mg_tokens *set,
                                            const struct mg_tokens *where)
{
    const struct mg_token *repeated = NULL;

    for (size_t i = 0; i < set->n && !repeated; i++)
        if (!is_before_sign(set, i))
            repeated = find_set(set, set, i);
    for (size_t i = 0; i < where->n && repeated; i++)
        if (find_set(set, where, i))
            return NULL;
    return repeated;
}

/* Refuses what would be done twice to some rows. */
static void check_repeated(const mg_backfill_args *a, const char *assignments,
                           struct mg_script *script)
{
    struct mg_tokens set = {0}, where = {0};
    bool read =
        mg_tokens_read(assignments, &set) && mg_tokens_read(a->where ? a->where : "", &where);
    const struct mg_token *column = read ? find_repeated(&set, &where) : NULL;

    script->failed |= !read;
    if (column)
        mg_buf_printf(mg_script_step(script, MG_STEP_REFUSAL),
                      "the table is in use, and what is done in batches meets some rows twice: SET "
                      "reads %.*s, which it sets, and WHERE does not tell the rows that are done. "
                      "Say so there, fill another column, or execute() one UPDATE",
                      (int)column->n, column->p);
    free(set.items);
    free(where.items);
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
        check_repeated(a, mg_buf_text(&set), script);
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
