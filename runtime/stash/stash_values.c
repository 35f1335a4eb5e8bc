/* What a change of type replaces: whether, and how it is kept. */
#include "stash_values.h"

#include <stdlib.h>
#include <string.h>

#include "../impact/consent.h"
#include "../sql/sql.h"
#include "stash_held.h"
#include "stash_parts.h"

/* --- Whether ------------------------------------------------------------------------------ */

// clang-format off
/*
 * The key, unless other tables have rows of this one, and whether the column is part of it;
 * whether names of columns leave ours free; whether every value can be had back from the new one:
 * an implicit cast to a type without a modifier, floating point aside; and a name for what is kept
 * that is free.
 */
static const char what_there_is[] =
    "SELECT k.y IS NOT NULL AND NOT EXISTS (SELECT FROM"
    " pg_catalog.pg_attribute o WHERE o.attrelid = c.oid AND NOT o.attisdropped AND"
    " o.attname ~ '^_(was|now|key[0-9]+)$'), coalesce(a.attnum = ANY (k.y), false),"
    " a.atttypid = n.oid OR EXISTS (SELECT FROM pg_catalog.pg_cast WHERE castsource = a.atttypid"
    " AND casttarget = n.oid AND castcontext = 'i' AND casttarget NOT IN"
    " ('pg_catalog.float4'::pg_catalog.regtype, 'pg_catalog.float8'::pg_catalog.regtype)),"
    " pg_catalog.format('%%I.%%I', p.place, h.name), EXISTS (SELECT FROM pg_catalog.pg_index WHERE"
    " indrelid = c.oid AND indisunique AND a.attnum = ANY (indkey::pg_catalog.int2[]))"
    " FROM (SELECT 'modelgen_dropped_%s%.12s'" MG_STASH_OF_TENANT ") p (place),"
    " pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON attrelid = c.oid"
    " CROSS JOIN LATERAL (SELECT CASE WHEN relkind = 'p' OR NOT EXISTS (SELECT FROM"
    " pg_catalog.pg_inherits WHERE c.oid = inhparent) THEN " MG_KEY_OF("c.oid", "a.attnum") " END) k (y)"
    " CROSS JOIN LATERAL (SELECT pg_catalog.format('values_%%s_%%s_%zu_%%s', c.oid, attnum, i)"
    " FROM pg_catalog.generate_series(1, 1000) i) h (name)"
    " LEFT JOIN pg_catalog.pg_type n ON n.oid = pg_catalog.to_regtype(";
// clang-format on

static const char which[] =
    ") WHERE relkind IN ('r', 'p') AND attgenerated = '' AND NOT attisdropped"
    " AND pg_catalog.to_regclass(pg_catalog.format('%I.%I', p.place, h.name)) IS NULL"
    " AND c.oid = pg_catalog.to_regclass(";

static PGresult *look(struct mg_site *site, const mg_alter_column_args *a)
{
    struct mg_buf sql = MG_BUF_INIT, before = MG_BUF_INIT;
    PGresult *result = NULL;
    mg_stash_before(site, a->table, &before);
    mg_buf_printf(&sql, what_there_is, mg_stash_way(site->direction),
                  site->entry->migration->revision, site->values_kept + site->values_lost);
    mg_buf_literal(&sql, a->column.type);
    mg_buf_add(&sql, which);
    if (mg_site_wrote(site, &before))
        mg_buf_literal(&sql, mg_buf_text(&before));
    mg_buf_add(&sql, ") AND attname = ");
    mg_held_add_before(site, a->table, a->column.name, &sql);
    mg_buf_add(&sql, " LIMIT 1");
    if (mg_site_wrote(site, &sql))
        result = mg_site_query(site, mg_buf_text(&sql));
    mg_buf_free(&sql);
    mg_buf_free(&before);
    return result;
}

static bool is_true(const PGresult *result, int row, int column)
{
    return *PQgetvalue(result, row, column) == 't';
}

static void find_fate(struct mg_site *site, const mg_alter_column_args *a,
                      const struct mg_values_change *change, struct mg_values *v)
{
    const mg_column *c = &a->column;
    if (!site->keeps || !mg_site_in_use(site, a->table))
        return;
    PGresult *result = look(site, a);
    if (result && PQntuples(result) > 0 && !PQgetisnull(result, 0, 3)) {
        bool in_key = is_true(result, 0, 1);
        /* What is kept is here: the shards, which the change back asks for each row, are not. */
        bool keyed = is_true(result, 0, 0) && !(in_key && change->varies) &&
                     !mg_site_table(site, a->table)->distributed;
        bool lossless = is_true(result, 0, 2) && !strchr(c->type, '('); /* without a modifier */
        if (c->using_ || (change->writes && !lossless))
            v->fate = keyed ? MG_VALUES_KEPT : MG_VALUES_LOST;
        v->found_later = change->varies;
        v->renames = is_true(result, 0, 4) && !change->varies;
        mg_buf_add(&v->held, PQgetvalue(result, 0, 3));
    }
    PQclear(result);
    if (!mg_site_wrote(site, &v->held))
        v->fate = MG_VALUES_STAY;
    site->saves |= v->fate == MG_VALUES_KEPT;
    site->values_kept += v->fate == MG_VALUES_KEPT;
    site->values_lost += v->fate == MG_VALUES_LOST;
}

/* --- Bringing back with the change -------------------------------------------------------- */

/*
 * The function is asked for each row: it finds what was kept of it, or has the new value as it is.
 */
static void bring_back(struct mg_site *site, struct mg_script *script, struct mg_values *v,
                       const PGresult *r, int row)
{
    const mg_column *c = &v->args.column;
    struct mg_buf name = MG_BUF_INIT, *b = mg_script_step(script, MG_STEP_SQL);
    const char *held = PQgetvalue(r, row, MG_HELD_WHERE);
    int keys = atoi(PQgetvalue(r, row, MG_HELD_KEYS));
    mg_buf_ident(&name, c->name);
    const char *column = mg_buf_failed(&name) ? "" : mg_buf_text(&name);
    mg_buf_add(&v->from, held);
    mg_buf_printf(&v->back, "%s_back", held);
    mg_buf_printf(&v->using_, "%s_back(%s, (%s)::text, (%s)::%s)", held,
                  PQgetvalue(r, row, MG_HELD_KEY), column, c->using_ ? c->using_ : column, c->type);
    if (!mg_site_wrote(site, &v->using_) || !mg_site_wrote(site, &v->back) ||
        !mg_site_wrote(site, &v->from) || !mg_site_wrote(site, &name)) {
        mg_buf_free(&name);
        return;
    }
    mg_buf_printf(
        b,
        MG_BROUGHT
        " $modelgen$\nBEGIN\n    EXECUTE (SELECT format($f$CREATE FUNCTION %s"
        "(%%s, text, %s) RETURNS %s LANGUAGE plpgsql STABLE AS $modelgen1$\n"
        "#variable_conflict use_column\n"
        "DECLARE\n    was text;\nBEGIN\n    SELECT _was::text INTO was FROM %s WHERE %%s\n"
        "        AND _now::text IS NOT DISTINCT FROM $%d;\n"
        "    RETURN CASE WHEN FOUND THEN was::%s ELSE $%d END;\nEND $modelgen1$$f$,\n"
        "        string_agg(format_type(atttypid, -1), ', ' ORDER BY n), string_agg("
        "format('%%s = $%%s', k, n), ' AND ' ORDER BY n))\n"
        "        FROM (SELECT x.atttypid, h.attname AS k, row_number() OVER (ORDER BY"
        " h.attnum) AS n FROM pg_attribute h, pg_attribute x\n        WHERE h.attrelid = ",
        mg_buf_text(&v->back), c->type, c->type, held, keys + 1, c->type, keys + 2);
    mg_buf_literal(b, held);
    mg_buf_add(b, "::regclass AND x.attrelid = ");
    mg_stash_add_quoted(b, v->args.table);
    mg_buf_add(b, "::regclass AND h.attname = '_key' || x.attnum) a);\nEND $modelgen$");
    v->args.column.using_ = mg_buf_text(&v->using_);
    mg_buf_printf(&site->brought, " %s ", PQgetvalue(r, row, MG_HELD_ID));
    mg_site_wrote(site, &site->brought);
    mg_buf_free(&name);
}

/* The last that was replaced, and has not come back with an earlier change of the column. */
static int find_last(const struct mg_site *site, const PGresult *held)
{
    for (int i = 0; held && i < PQntuples(held); i++)
        if (!mg_held_has_come_back(site, PQgetvalue(held, i, MG_HELD_ID)))
            return PQgetisnull(held, i, MG_HELD_KEY) ? -1 : i;
    return -1;
}

void mg_values_begin(struct mg_site *site, struct mg_script *script, const mg_alter_column_args *a,
                     const struct mg_values_change *change, struct mg_values *v)
{
    *v = (struct mg_values){.args = *a};
    find_fate(site, a, change, v);
    if (!mg_stash_may_hold(site) || (!a->column.using_ && !change->writes))
        return;
    PGresult *held = mg_held_find(site, a->table, a->column.name);
    int last = find_last(site, held);
    if (last >= 0)
        bring_back(site, script, v, held, last);
    PQclear(held);
}

void mg_values_end(struct mg_script *script, const struct mg_values *v)
{
    if (!v->back.n)
        return;
    mg_buf_printf(mg_script_step(script, MG_STEP_SQL), "DROP FUNCTION %s", mg_buf_text(&v->back));
    mg_held_let_go(script, mg_buf_text(&v->from), false);
}

void mg_values_free(struct mg_values *v)
{
    mg_buf_free(&v->held);
    mg_buf_free(&v->using_);
    mg_buf_free(&v->back);
    mg_buf_free(&v->from);
}
