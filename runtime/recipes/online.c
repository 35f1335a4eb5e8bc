#include "online.h"

#include <ctype.h>
#include <string.h>

#include "../site/family.h"
#include "../sql/names.h"
#include "keys.h"

void mg_online_commit(struct mg_script *script)
{
    mg_script_step(script, MG_STEP_COMMIT);
}

struct mg_buf *mg_online_alter(struct mg_script *script, const char *table)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER TABLE ");
    mg_buf_name(b, table);
    return b;
}

bool mg_online_can(struct mg_site *site, const char *table)
{
    struct mg_family family;

    if (!mg_site_in_use(site, table))
        return false;

    bool can = !mg_family_read(site, table, &family) || family.settled;

    mg_family_free(&family);
    return can;
}

/* --- Columns ------------------------------------------------------------------------------ */

void mg_online_blocks(struct mg_script *script, const char *table)
{
    struct mg_buf *b = mg_script_probe(script);

    mg_buf_add(b, "SELECT pg_catalog.pg_relation_size(");
    mg_buf_name_literal(b, table);
    mg_buf_add(b, ") / pg_catalog.current_setting('block_size')::bigint");
}

/*
 * The rows of one table, whoever is below it. By blocks: what fills and values that come back do
 * may be done twice, and blocks are read once and in order, whatever the key is. A row that
 * somebody else changes while it is not done yet may move to where batches have been: the probe
 * says whether there is any.
 */
static void update_one(struct mg_script *script, const char *table, const char *rows,
                       const char *assignments, const char *condition)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_BATCHES);

    mg_buf_printf(b, "UPDATE %s SET %s WHERE ctid >= $1::tid AND ctid < $2::tid AND (%s)", rows,
                  assignments, condition ? condition : "true");
    mg_online_blocks(script, table);
    if (!condition)
        return;
    mg_buf_printf(mg_script_probe(script), ", EXISTS (SELECT FROM %s WHERE %s)", rows, condition);
}

static void update_family(struct mg_script *script, const struct mg_family *family,
                          const char *table, const char *assignments, const char *condition)
{
    for (size_t i = 0; i < family->n; i++) {
        struct mg_buf rows = MG_BUF_INIT;

        mg_family_own_rows(family, i, table, &rows);
        if (mg_buf_failed(&rows))
            script->failed = true;
        else if (family->items[i].kind == 'r')
            update_one(script, family->items[i].name, mg_buf_text(&rows), assignments, condition);
        mg_buf_free(&rows);
    }
}

/*
 * The blocks are those of shards, on other nodes, and of no shard in particular ("invalid attnum
 * -1", issue 512 of citusdata/citus): Citus updates them all in one statement, and has each node
 * work on its own rows, for which no volatile function can be (TargetlistAndFunctionsSupported in
 * src/backend/distributed/planner/multi_router_planner.c).
 */
static void update_distributed(struct mg_site *site, struct mg_script *script, const char *table,
                               const char *assignments, const char *condition)
{
    struct mg_buf *b;

    if (mg_online_is_volatile(site, assignments)) {
        mg_buf_printf(
            mg_script_step(script, MG_STEP_REFUSAL),
            "Citus keeps table %s, and updates nothing by a function that is volatile: %s", table,
            assignments);
        return;
    }
    b = mg_script_step(script, MG_STEP_SQL);
    mg_buf_add(b, "UPDATE ");
    mg_buf_name(b, table);
    mg_buf_printf(b, " SET %s", assignments);
    if (condition)
        mg_buf_printf(b, " WHERE %s", condition);
    mg_online_commit(script);
}

/* The columns of its primary key, as SQL; nothing: it has none. */
static void add_key(struct mg_site *site, const char *table, struct mg_buf *key)
{
    struct mg_buf sql = MG_BUF_INIT;

    mg_buf_add(&sql, "SELECT string_agg(pg_catalog.quote_ident(attname), ', ' ORDER BY n)"
                     " FROM pg_catalog.pg_index, unnest(indkey) WITH ORDINALITY k(a, n)"
                     " JOIN pg_catalog.pg_attribute ON attnum = k.a"
                     " WHERE indisprimary AND attrelid = indrelid AND indrelid ="
                     " pg_catalog.to_regclass(");
    mg_buf_name_literal(&sql, table);
    mg_buf_addc(&sql, ')');

    PGresult *result = mg_site_query(site, mg_buf_text(&sql));

    if (result && PQntuples(result) > 0)
        mg_buf_add(key, PQgetvalue(result, 0, 0));
    PQclear(result);
    mg_buf_free(&sql);
}

/*
 * What is left: rows that others change all the time move away from each batch. One statement sees
 * each row at one place. It looks for them first (the order makes it), locks them at one go, and
 * goes to each by its key: one that read the table meanwhile, or was at work on the values, would
 * keep those that it has found, and meet others who take the same rows in another order.
 */
static void update_rest(struct mg_site *site, struct mg_script *script, const char *table,
                        const char *assignments, const char *condition)
{
    struct mg_buf key = MG_BUF_INIT, *b;

    if (mg_site_table(site, table)->distributed) {
        mg_online_commit(script);
        update_distributed(site, script, table, assignments, condition);
        return;
    }
    add_key(site, table, &key);
    mg_online_commit(script);
    if (key.n)
        mg_buf_add(mg_script_step(script, MG_STEP_SQL),
                   "SELECT pg_catalog.set_config('enable_' || k, 'off', true)"
                   " FROM unnest(ARRAY['hashjoin', 'mergejoin']) k");
    b = mg_script_step(script, MG_STEP_SQL);
    mg_buf_add(b, "UPDATE ");
    mg_buf_name(b, table);
    mg_buf_printf(b, " SET %s WHERE ", assignments);
    if (key.n) {
        mg_buf_printf(b, "(%s) IN (SELECT %s FROM ", mg_buf_text(&key), mg_buf_text(&key));
        mg_buf_name(b, table);
        mg_buf_printf(b, " WHERE %s ORDER BY ctid FOR NO KEY UPDATE) AND ", condition);
    }
    mg_buf_printf(b, "(%s)", condition);
    mg_online_commit(script);
    script->failed |= mg_buf_failed(&key);
    mg_buf_free(&key);
}

bool mg_online_update_by_key(struct mg_site *site, struct mg_script *script, const char *table,
                             const char *assignments, const char *condition, bool again)
{
    struct mg_family family = {0};
    struct mg_keys keys = {0};
    bool can = !mg_site_table(site, table)->distributed && mg_family_read(site, table, &family) &&
               mg_keys_read(site, &family, assignments, &keys);

    if (can)
        mg_online_commit(script);
    for (size_t i = 0; can && i < family.n; i++)
        if (family.items[i].kind == 'r')
            mg_keys_update(&keys, &family, i, script, table, assignments, condition);
    if (can && again)
        update_rest(site, script, table, assignments, condition);
    mg_keys_free(&keys);
    mg_family_free(&family);
    return can;
}

void mg_online_update(struct mg_site *site, struct mg_script *script, const char *table,
                      const char *assignments, const char *condition)
{
    struct mg_family family;
    struct mg_relative itself = {.name = (char *)table, .kind = 'r'};

    mg_online_commit(script);
    if (mg_site_table(site, table)->distributed) {
        update_distributed(site, script, table, assignments, condition);
        return;
    }
    if (mg_family_read(site, table, &family))
        update_family(script, &family, table, assignments, condition);
    else /* it came back only now: by itself */
        update_family(script, &(struct mg_family){.items = &itself, .n = 1}, table, assignments,
                      condition);
    mg_family_free(&family);
    if (condition)
        update_rest(site, script, table, assignments, condition);
}

typedef void update_fn(struct mg_site *site, struct mg_script *script, const char *table,
                       const char *assignments, const char *condition);

static void fill_by(update_fn *update, struct mg_site *site, struct mg_script *script,
                    const char *table, const char *column, const char *fill)
{
    struct mg_buf assignment = MG_BUF_INIT, condition = MG_BUF_INIT;

    mg_buf_ident(&assignment, column);
    mg_buf_printf(&assignment, " = %s", fill);
    mg_buf_ident(&condition, column);
    mg_buf_add(&condition, " IS NULL");
    if (mg_buf_failed(&assignment) || mg_buf_failed(&condition))
        script->failed = true;
    else
        update(site, script, table, mg_buf_text(&assignment), mg_buf_text(&condition));
    mg_buf_free(&assignment);
    mg_buf_free(&condition);
}

void mg_online_fill(struct mg_site *site, struct mg_script *script, const char *table,
                    const char *column, const char *fill)
{
    fill_by(mg_online_update, site, script, table, column, fill);
}

void mg_online_require_fit(struct mg_script *script, const char *table, struct mg_buf *misfit,
                           struct mg_buf *message)
{
    struct mg_buf condition = MG_BUF_INIT;

    mg_buf_add(&condition, "NOT EXISTS (SELECT FROM ");
    mg_buf_name(&condition, table);
    mg_buf_printf(&condition, " WHERE %s)", mg_buf_failed(misfit) ? "" : mg_buf_text(misfit));
    mg_online_commit(script);
    if (mg_buf_failed(misfit) || mg_buf_failed(message) || mg_buf_failed(&condition))
        script->failed = true;
    else
        mg_op_require.sql(&(mg_condition_args){mg_buf_text(&condition), mg_buf_text(message)},
                          script);
    mg_online_commit(script);
    mg_buf_free(&condition);
    mg_buf_free(misfit);
    mg_buf_free(message);
}

void mg_online_fill_rest(struct mg_site *site, struct mg_script *script, const char *table,
                         const char *column, const char *fill)
{
    fill_by(update_rest, site, script, table, column, fill);
}

/* 'now', 'gen_random_uuid': the names before parentheses, as constants of a list. */
static void add_called(struct mg_buf *list, const char *expression)
{
    for (const char *p = expression; *p;) {
        size_t n = 0;

        if (*p == '\'') {
            for (p++; *p && *p != '\'';)
                p++;
            p += *p == '\'';
            continue;
        }
        while (isalnum((unsigned char)p[n]) || p[n] == '_')
            n++;
        if (n && p[n] == '(')
            mg_buf_printf(list, "%s'%.*s'", list->n ? ", " : "", (int)n, p);
        p += n ? n : 1;
    }
}

bool mg_online_is_volatile(struct mg_site *site, const char *expression)
{
    struct mg_buf names = MG_BUF_INIT, sql = MG_BUF_INIT;
    bool is = false;

    add_called(&names, expression);
    if (mg_site_wrote(site, &names) && names.n) {
        mg_buf_printf(&sql,
                      "SELECT FROM pg_catalog.pg_proc WHERE provolatile = 'v'"
                      " AND proname = ANY (ARRAY[%s])",
                      mg_buf_text(&names));
        PGresult *result = mg_site_query(site, mg_buf_text(&sql));
        is = result && PQntuples(result) > 0;
        PQclear(result);
    }
    mg_buf_free(&names);
    mg_buf_free(&sql);
    return is;
}

bool mg_online_is_not_null(struct mg_site *site, const char *table, const char *column)
{
    struct mg_buf sql = MG_BUF_INIT;

    mg_buf_add(&sql, "SELECT FROM pg_catalog.pg_attribute WHERE attnotnull AND NOT EXISTS"
                     " (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = attrelid"
                     " AND contype = 'n' AND conkey[1] = attnum AND NOT convalidated)"
                     " AND attrelid = pg_catalog.to_regclass(");
    mg_buf_name_literal(&sql, table);
    mg_buf_add(&sql, ") AND attname = ");
    mg_buf_literal(&sql, column);

    PGresult *result = mg_site_query(site, mg_buf_text(&sql));
    bool is = result && PQntuples(result) > 0;

    PQclear(result);
    mg_buf_free(&sql);
    return is;
}
