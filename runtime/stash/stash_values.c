/* What a change of type replaces: whether, and how it is kept. */
#include "stash_values.h"

#include <stdlib.h>
#include <string.h>

#include "../impact/consent.h"
#include "../sql/sql.h"
#include "stash_held.h"
#include "stash_parts.h"

/* --- Whether ------------------------------------------------------------------------------ */

/*
 * Whether there is a primary key without the column, with names of columns that leave ours free;
 * whether every value can be had back from the new one: an implicit cast to a type without a
 * modifier, floating point aside; and a name for what is kept that is free.
 */
static const char what_there_is[] =
    "SELECT EXISTS (SELECT FROM pg_catalog.pg_index WHERE indrelid = c.oid AND indisprimary AND"
    " indisvalid AND a.attnum <> ALL (indkey::int2[])) AND NOT EXISTS (SELECT FROM"
    " pg_catalog.pg_attribute o WHERE o.attrelid = c.oid AND NOT o.attisdropped AND"
    " o.attname ~ '^_(was|now|key[0-9]+)$'),"
    " a.atttypid = n.oid OR EXISTS (SELECT FROM pg_catalog.pg_cast WHERE castsource = a.atttypid"
    " AND casttarget = n.oid AND castcontext = 'i' AND casttarget NOT IN"
    " ('pg_catalog.float4'::pg_catalog.regtype, 'pg_catalog.float8'::pg_catalog.regtype)),"
    " pg_catalog.format('%%I.%%I', p.place, h.name)"
    " FROM (SELECT 'modelgen_dropped_%s%.12s'" MG_STASH_OF_TENANT ") p (place),"
    " pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON attrelid = c.oid"
    " CROSS JOIN LATERAL (SELECT pg_catalog.format('values_%%s_%%s_%d_%%s', c.oid, attnum, i)"
    " FROM pg_catalog.generate_series(1, 1000) i) h (name)"
    " LEFT JOIN pg_catalog.pg_type n ON n.oid = pg_catalog.to_regtype(";

static const char which[] =
    ") WHERE relkind IN ('r', 'p') AND attgenerated = '' AND NOT attisdropped AND (relkind = 'p' OR"
    " NOT EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE c.oid IN (inhparent, inhrelid)))"
    " AND pg_catalog.to_regclass(pg_catalog.format('%I.%I', p.place, h.name)) IS NULL"
    " AND c.oid = pg_catalog.to_regclass(";

static PGresult *look(struct mg_site *site, const mg_alter_column_args *a)
{
    struct mg_buf sql = MG_BUF_INIT, before = MG_BUF_INIT;
    PGresult *result = NULL;
    mg_stash_before(site, a->table, &before);
    mg_buf_printf(&sql, what_there_is, mg_stash_way(site->direction),
                  site->entry->migration->revision, site->line);
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

static void find_fate(struct mg_site *site, const mg_alter_column_args *a, bool writes,
                      struct mg_values *v)
{
    const mg_column *c = &a->column;
    if (!site->keeps || !mg_site_in_use(site, a->table))
        return;
    PGresult *result = look(site, a);
    if (result && PQntuples(result) > 0 && !PQgetisnull(result, 0, 2)) {
        /* What is kept is here: the shards, which the change back asks for each row, are not. */
        bool keyed =
            *PQgetvalue(result, 0, 0) == 't' && !mg_site_table(site, a->table)->distributed;
        bool lossless = *PQgetvalue(result, 0, 1) == 't';
        bool bare = !strchr(c->type, '('); /* without a modifier */
        if (c->using_ || (writes && !(lossless && bare)))
            v->fate = keyed ? MG_VALUES_KEPT : MG_VALUES_LOST;
        mg_buf_add(&v->held, PQgetvalue(result, 0, 2));
    }
    PQclear(result);
    if (!mg_site_wrote(site, &v->held))
        v->fate = MG_VALUES_STAY;
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
    mg_buf_ident(&name, c->name);
    const char *column = mg_buf_failed(&name) ? "" : mg_buf_text(&name);
    mg_buf_add(&v->from, held);
    mg_buf_printf(&v->back, "%s_back(%s, text, %s)", held, PQgetvalue(r, row, MG_HELD_KEY_TYPES),
                  c->type);
    mg_buf_printf(&v->using_, "%s_back(%s, (%s)::text, (%s)::%s)", held,
                  PQgetvalue(r, row, MG_HELD_KEY), column, c->using_ ? c->using_ : column, c->type);
    if (!mg_site_wrote(site, &v->using_) || !mg_site_wrote(site, &v->back) ||
        !mg_site_wrote(site, &v->from) || !mg_site_wrote(site, &name)) {
        mg_buf_free(&name);
        return;
    }
    mg_buf_printf(b,
                  "CREATE FUNCTION %s RETURNS %s LANGUAGE plpgsql STABLE AS $modelgen$\n"
                  "#variable_conflict use_column\n"
                  "DECLARE\n    was text;\nBEGIN\n    SELECT _was INTO was FROM %s WHERE %s\n"
                  "        AND _now IS NOT DISTINCT FROM $%d;\n"
                  "    RETURN CASE WHEN FOUND THEN was::%s ELSE $%d END;\nEND $modelgen$",
                  mg_buf_text(&v->back), c->type, held, PQgetvalue(r, row, MG_HELD_KEY_ARGS),
                  atoi(PQgetvalue(r, row, MG_HELD_KEYS)) + 1, c->type,
                  atoi(PQgetvalue(r, row, MG_HELD_KEYS)) + 2);
    v->args.column.using_ = mg_buf_text(&v->using_);
    mg_buf_printf(&site->brought, " %s ", PQgetvalue(r, row, MG_HELD_ID));
    mg_site_wrote(site, &site->brought);
    mg_buf_free(&name);
}

void mg_values_begin(struct mg_site *site, struct mg_script *script, const mg_alter_column_args *a,
                     bool writes, struct mg_values *v)
{
    *v = (struct mg_values){.args = *a};
    find_fate(site, a, writes, v);
    if (!mg_stash_may_hold(site) || (!a->column.using_ && !writes))
        return;
    PGresult *held = mg_held_find(site, a->table, a->column.name);
    if (held && PQntuples(held) > 0 && !PQgetisnull(held, 0, MG_HELD_KEY))
        bring_back(site, script, v, held, 0);
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

/* --- Keeping ------------------------------------------------------------------------------ */

/*
 * The columns x of the primary key of t, n from 1, as a list. Nothing if it has none, or if the
 * column a is one of them.
 */
#define OF_KEY(what)                                                                 \
    "(SELECT string_agg(" what ", ', ' ORDER BY n) FROM pg_index i,\n"               \
    "        unnest(indkey::int2[]) WITH ORDINALITY u (m, n) JOIN pg_attribute x"    \
    " ON x.attrelid = t AND attnum = m\n        WHERE indrelid = t AND indisprimary" \
    " AND n <= indnkeyatts AND a.attnum <> ALL (indkey::int2[]))"

/* DO, up to its declarations: the column, what will be in it, the key, how to tell what changes. */
static struct mg_buf *begin(struct mg_script *script, const struct mg_values *v, const char *row,
                            const char *now)
{
    const mg_column *c = &v->args.column;
    struct mg_buf *b =
        mg_stash_begin_block(script, v->fate == MG_VALUES_LOST ? MG_NOT_KEPT : "DO", v->args.table);
    mg_buf_add(b, "    c CONSTANT name := ");
    mg_buf_literal(b, c->name);
    mg_buf_add(b, ";\n    held text := ");
    mg_buf_literal(b, mg_buf_text(&v->held));
    mg_buf_add(b, ";\n    place CONSTANT text := split_part(held, '.', 1);\n"
                  "    a pg_attribute := (SELECT a FROM pg_attribute a WHERE attrelid = t\n"
                  "        AND attname = c AND NOT attisdropped);\n    new CONSTANT text := ");
    mg_buf_literal(b, c->type);
    mg_buf_add(b, ";\n    becomes CONSTANT text := ");
    mg_buf_literal(b, now);
    mg_buf_printf(b, ";\n    keys text := CASE WHEN %s THEN %s END;\n",
                  v->fate == MG_VALUES_KEPT ? "true" : "false",
                  OF_KEY("format('%I AS _key%s', attname, n)"));
    mg_buf_printf(b, "    was CONSTANT text := '%s' || quote_ident(c);\n", row);
    mg_buf_add(b, "    reads CONSTANT text := format('(%s)::text IS DISTINCT FROM (%s)::text',"
                  " becomes, was);\n"
                  "    casts CONSTANT text := format('(%s)::%s::text IS DISTINCT FROM (%s)::text',"
                  " becomes,\n        format_type(a.atttypid, a.atttypmod), was);\n"
                  "    has_cast CONSTANT bool := to_regtype(new) = a.atttypid OR EXISTS (SELECT"
                  " FROM pg_cast\n        WHERE castsource = to_regtype(new)::oid AND casttarget ="
                  " a.atttypid);\n");
    return b;
}

static void add_place(struct mg_buf *b)
{
    mg_buf_add(b, "    EXECUTE format('CREATE SCHEMA IF NOT EXISTS %s', place);\n");
}

static void add_keys(struct mg_buf *b)
{
    mg_buf_add(b, "    EXECUTE format('ALTER TABLE %s ADD PRIMARY KEY (%s)', held,\n"
                  "        (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM"
                  " pg_attribute\n        WHERE attrelid = held::regclass AND attname ~"
                  " '^_key'));\n");
}

/* The expression as it will be, as SQL. */
static void add_now(struct mg_buf *b, const mg_column *c)
{
    mg_buf_addc(b, '(');
    if (c->using_)
        mg_buf_add(b, c->using_);
    else
        mg_buf_ident(b, c->name);
    mg_buf_printf(b, ")::%s", c->type);
}

/* A cast may fail on what USING made: then it tells nothing. */
static const char keep[] =
    "    FOREACH differs IN ARRAY CASE WHEN has_cast THEN ARRAY[casts, reads] ELSE ARRAY[reads]"
    " END LOOP\n        BEGIN\n"
    "            EXECUTE format('CREATE TABLE %s AS SELECT %s, (%I)::text AS _was, (%s)::text AS"
    " _now FROM %s\n                WHERE %s%s', held, coalesce(keys, 'NULL AS _key1'), c, becomes,"
    " t, differs,\n                CASE WHEN keys IS NULL THEN ' LIMIT 1' ELSE '' END);\n"
    "            GET DIAGNOSTICS n = ROW_COUNT;\n            EXIT;\n"
    "        EXCEPTION WHEN data_exception THEN\n"
    "            IF differs = reads THEN RAISE; END IF;\n        END;\n    END LOOP;\n"
    "    IF n = 0 OR keys IS NULL THEN\n        EXECUTE format('DROP TABLE %s', held);\n    ";

void mg_values_keep(struct mg_site *site, struct mg_script *script, const struct mg_values *v)
{
    struct mg_buf now = MG_BUF_INIT;
    if (v->fate == MG_VALUES_STAY)
        return;
    add_now(&now, &v->args.column);
    struct mg_buf *b = begin(script, v, "", mg_buf_failed(&now) ? "" : mg_buf_text(&now));
    mg_buf_add(b, "    differs text;\n    n bigint;\nBEGIN\n"
                  "    EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', t);\n");
    add_place(b);
    mg_buf_add(b, keep);
    mg_stash_add_drop_place(b);
    mg_buf_add(
        b, "    END IF;\n    IF n = 0 THEN RETURN; END IF;\n    IF keys IS NOT NULL THEN\n    ");
    add_keys(b);
    mg_buf_add(b, "    END IF;\n");
    mg_stash_add_record(b, site,
                        "CASE WHEN keys IS NULL THEN 'lost' ELSE 'values' END, t, a.attnum",
                        v->args.table, v->args.column.name);
    mg_stash_end_block(b);
    script->failed |= mg_buf_failed(&now);
    mg_buf_free(&now);
}

/* --- Keeping while others write ----------------------------------------------------------- */

/*
 * What the trigger does behind each row that is written: the other one has found the hidden value.
 */
static const char watch[] =
    "    EXECUTE format($f$CREATE FUNCTION %s_keep() RETURNS trigger LANGUAGE plpgsql SECURITY"
    " DEFINER\n"
    "        SET search_path FROM CURRENT SET timezone FROM CURRENT SET datestyle FROM CURRENT\n"
    "        SET intervalstyle FROM CURRENT AS $modelgen1$\n"
    "#variable_conflict use_column\nBEGIN\n    IF %s THEN\n"
    "        INSERT INTO %s VALUES (%s, (%s)::text, (%s)::text) ON CONFLICT (%s)\n"
    "            DO UPDATE SET _was = excluded._was, _now = excluded._now;\n    ELSE\n"
    "        DELETE FROM %s WHERE (%s) = (%s);\n    END IF;\n    RETURN NULL;\nEND\n"
    "$modelgen1$$f$,\n        held, CASE WHEN has_cast AND simple THEN casts ELSE reads END, held,"
    " news, was, becomes, olds, held, olds, news);\n"
    "    EXECUTE format('CREATE TRIGGER \"~modelgen_keep\" AFTER INSERT OR UPDATE ON %s FOR EACH"
    " ROW EXECUTE FUNCTION %s_keep()', t, held);\n"
    "    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER \"~modelgen_keep\"', t);\n";

// clang-format off
/* A cast back may fail on what USING made, and a writer with it; one to a text does not. */
static const char watched[] =
    "    simple CONSTANT bool := %s OR EXISTS (SELECT FROM pg_type\n"
    "        WHERE oid = a.atttypid AND typcategory = 'S' AND typtype = 'b');\n"
    "    news text := " OF_KEY("'NEW.' || quote_ident(attname)") ";\n"
    "    olds text := " OF_KEY("'_key' || n") ";\n"
    "    hidden CONSTANT int := (SELECT attnum FROM pg_attribute WHERE attrelid = t AND attname = ";
// clang-format on

void mg_values_watch(struct mg_site *site, struct mg_script *script, const struct mg_values *v,
                     const char *hidden)
{
    struct mg_buf now = MG_BUF_INIT;
    if (v->fate == MG_VALUES_STAY)
        return;
    mg_buf_add(&now, "NEW.");
    mg_buf_ident(&now, hidden);
    struct mg_buf *b = begin(script, v, "NEW.", mg_buf_failed(&now) ? "" : mg_buf_text(&now));
    mg_buf_printf(b, watched, v->args.column.using_ ? "false" : "true");
    mg_buf_literal(b, hidden);
    mg_buf_add(b, ");\nBEGIN\n");
    mg_buf_add(b, "    IF keys IS NOT NULL THEN\n    ");
    add_place(b);
    mg_buf_add(b, "    EXECUTE format('CREATE TABLE %s AS SELECT %s, NULL::text AS _was, NULL::text"
                  " AS _now FROM %s LIMIT 0',\n        held, keys, t);\n");
    add_keys(b);
    mg_buf_add(b, watch);
    mg_buf_add(b, "    END IF;\n");
    mg_stash_add_record(b, site, "CASE WHEN keys IS NULL THEN 'lost' ELSE 'values' END, t, hidden",
                        v->args.table, v->args.column.name);
    mg_stash_end_block(b);
    script->failed |= mg_buf_failed(&now);
    mg_buf_free(&now);
}

void mg_values_unwatch(struct mg_script *script, const struct mg_values *v)
{
    if (v->fate != MG_VALUES_KEPT)
        return;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);
    mg_buf_add(b, "DROP TRIGGER \"~modelgen_keep\" ON ");
    mg_buf_name(b, v->args.table);
    mg_buf_printf(mg_script_step(script, MG_STEP_SQL), "DROP FUNCTION %s_keep()",
                  mg_buf_text(&v->held));
    mg_held_let_go(script, mg_buf_text(&v->held), true);
}
