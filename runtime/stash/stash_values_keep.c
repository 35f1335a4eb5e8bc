/* What a change of type replaces: how it is kept. */
#include "stash_values.h"

#include "../impact/consent.h"
#include "../sql/sql.h"
#include "stash_held.h"
#include "stash_parts.h"

/* The columns x of the key, as a list. Nothing if there is none. */
#define OF_KEY(own, other)                                                           \
    "(SELECT string_agg(CASE x.attnum WHEN a.attnum THEN " own " ELSE " other " END" \
    ", ', ' ORDER BY x.attnum)\n        FROM pg_attribute x WHERE attrelid = t AND"  \
    " x.attnum = ANY (key))"

/*
 * What tells what changes. What a cast makes of it depends on the session's time zone, and need not
 * be the same on the way back; text is kept where the type may not be there any more by then.
 */
static const char how_to_tell[] =
    "    reads CONSTANT text := format('(%s)::text IS DISTINCT FROM (%s)::text', becomes, was);\n"
    "    casts CONSTANT text := format('(%s)::%s::text IS DISTINCT FROM (%s)::text', becomes,\n"
    "        format_type(a.atttypid, a.atttypmod), was);\n"
    "    has_cast CONSTANT bool := to_regtype(new) = a.atttypid OR a.atttypid NOT IN"
    " ('timestamptz'::regtype,\n        'timetz'::regtype) AND EXISTS (SELECT FROM pg_cast WHERE"
    " castsource = to_regtype(new)::oid\n        AND casttarget = a.atttypid);\n"
    "    as_was CONSTANT text := CASE WHEN EXISTS (SELECT FROM pg_type WHERE oid = a.atttypid"
    " AND typtype = 'b'\n        AND typnamespace = 'pg_catalog'::regnamespace) THEN '%s' ELSE"
    " '(%s)::text' END;\n"
    "    as_now CONSTANT text := CASE WHEN EXISTS (SELECT FROM pg_type WHERE oid ="
    " to_regtype(new) AND typtype = 'b'\n        AND typnamespace = 'pg_catalog'::regnamespace)"
    " THEN '%s' ELSE '(%s)::text' END;\n";

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
    mg_buf_printf(b, ";\n    key CONSTANT int2[] := CASE WHEN %s THEN %s END;\n",
                  v->fate == MG_VALUES_KEPT ? "true" : "false", MG_KEY_OF("t", "a.attnum"));
    mg_buf_printf(b, "    was CONSTANT text := '%s' || quote_ident(c);\n", row);
    mg_buf_add(b, how_to_tell);
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
    "            EXECUTE format('CREATE TABLE %s AS SELECT %s, %s AS _was, %s AS _now FROM %s\n"
    "                WHERE %s%s', held, coalesce(keys, 'NULL AS _key1'), format(as_was, was),"
    " format(as_now, becomes),\n                t, differs, CASE WHEN keys IS NULL THEN ' LIMIT 1'"
    " ELSE '' END);\n"
    "            GET DIAGNOSTICS n = ROW_COUNT;\n            EXIT;\n"
    "        EXCEPTION WHEN data_exception THEN\n"
    "            IF differs = reads THEN RAISE; END IF;\n        END;\n    END LOOP;\n"
    "    IF n = 0 OR keys IS NULL THEN\n        EXECUTE format('DROP TABLE %s', held);\n    ";

/* What it will be is not known before it is there: all are kept until then. */
static const char keep_all[] =
    "    EXECUTE format('CREATE TABLE %s AS SELECT %s, %s AS _was, %s AS _now FROM %s', held, "
    "keys,\n"
    "        format(as_was, was), format(as_now, 'NULL::' || new), t);\n";

void mg_values_keep(struct mg_site *site, struct mg_script *script, const struct mg_values *v)
{
    struct mg_buf now = MG_BUF_INIT;
    if (v->fate == MG_VALUES_STAY)
        return;
    add_now(&now, &v->args.column);
    struct mg_buf *b = begin(script, v, "", mg_buf_failed(&now) ? "" : mg_buf_text(&now));
    mg_buf_add(b,
               "    keys CONSTANT text := " OF_KEY(
                   "format('%s AS _key%s', becomes, x.attnum)",
                   "format('%I AS _key%s', attname, x.attnum)") ";\n    differs text;\n    n "
                                                                "bigint;\nBEGIN\n"
                                                                "    EXECUTE format('LOCK TABLE %s "
                                                                "IN ACCESS EXCLUSIVE MODE', t);\n");
    add_place(b);
    if (v->found_later && v->fate == MG_VALUES_KEPT) {
        mg_buf_add(b, keep_all);
    } else {
        mg_buf_add(b, keep);
        mg_stash_add_drop_place(b);
        mg_buf_add(b, "    END IF;\n    IF n = 0 THEN RETURN; END IF;\n");
    }
    mg_buf_add(b, "    IF keys IS NOT NULL THEN\n    ");
    add_keys(b);
    mg_buf_add(b, "    END IF;\n");
    mg_stash_add_record(b, site,
                        "CASE WHEN keys IS NULL THEN 'lost' ELSE 'values' END, t, a.attnum",
                        v->args.table, v->args.column.name);
    mg_stash_end_block(b);
    script->failed |= mg_buf_failed(&now);
    mg_buf_free(&now);
}

void mg_values_find(struct mg_script *script, const struct mg_values *v)
{
    if (v->fate != MG_VALUES_KEPT || !v->found_later)
        return;
    const char *held = mg_buf_text(&v->held);
    struct mg_buf *b = mg_stash_begin_block(script, "DO", v->args.table);
    mg_buf_add(b, "BEGIN\n    EXECUTE format('UPDATE %s h SET _now = o.%I FROM %s o WHERE %s', ");
    mg_buf_literal(b, held);
    mg_buf_add(b, ", ");
    mg_buf_literal(b, v->args.column.name);
    mg_buf_add(b, ", t,\n        (SELECT string_agg(format('h.%I = o.%I', k.attname, x.attname),"
                  " ' AND ') FROM pg_attribute k, pg_attribute x\n"
                  "        WHERE k.attrelid = ");
    mg_buf_literal(b, held);
    mg_buf_printf(b,
                  "::regclass AND x.attrelid = t AND k.attname = '_key' || x.attnum));\n"
                  "    DELETE FROM %s WHERE _now::text IS NOT DISTINCT FROM _was::text;\n",
                  held);
    mg_stash_end_block(b);
    mg_held_let_go(script, held, true);
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
    "#variable_conflict use_column\nBEGIN\n"
    "    DELETE FROM %s WHERE (%s) = (%s) OR TG_OP = 'UPDATE' AND (%s) = (%s);\n"
    "    IF %s THEN\n        INSERT INTO %s VALUES (%s, %s, %s) ON CONFLICT (%s)\n"
    "            DO UPDATE SET _was = excluded._was, _now = excluded._now;\n    END IF;\n"
    "    RETURN NULL;\nEND\n"
    "$modelgen1$$f$,\n        held, held, olds, news, olds, replace(news, 'NEW.', 'OLD.'),"
    " CASE WHEN has_cast AND simple THEN casts ELSE reads END,\n"
    "        held, news, format(as_was, was), format(as_now, becomes), olds);\n"
    "    EXECUTE format('CREATE TRIGGER \"~modelgen_keep\" AFTER INSERT OR UPDATE ON %s FOR EACH"
    " ROW EXECUTE FUNCTION %s_keep()', t, held);\n"
    "    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER \"~modelgen_keep\"', t);\n";

// clang-format off
/* A cast back may fail on what USING made, and a writer with it; one to a text does not. */
static const char watched[] =
    "    simple CONSTANT bool := %s OR EXISTS (SELECT FROM pg_type\n"
    "        WHERE oid = a.atttypid AND typcategory = 'S' AND typtype = 'b');\n"
    "    hidden CONSTANT int := (SELECT attnum FROM pg_attribute WHERE attrelid = t AND 'NEW.' ||"
    " quote_ident(attname) = becomes);\n"
    "    keys CONSTANT text := " OF_KEY("format('%%s AS _key%%s', substr(becomes, 5), hidden)",
                                        "format('%%I AS _key%%s', attname, x.attnum)") ";\n"
    "    news CONSTANT text := " OF_KEY("becomes", "'NEW.' || quote_ident(attname)") ";\n"
    "    olds CONSTANT text := " OF_KEY("'_key' || hidden", "'_key' || x.attnum") ";\n";
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
    mg_buf_add(b, "BEGIN\n    IF keys IS NOT NULL THEN\n    ");
    add_place(b);
    mg_buf_add(b, "    EXECUTE format('CREATE TABLE %s AS SELECT %s, %s AS _was, %s AS _now FROM %s"
                  " LIMIT 0',\n        held, keys, format(as_was, substr(was, 5)), format(as_now,"
                  " substr(becomes, 5)), t);\n");
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

/* --- Keys that change ---------------------------------------------------------------------- */

/* What is held by a key follows its columns: of rows that are there no more nothing is held. */
static const char follow[] =
    "    FOR held IN SELECT s.held FROM modelgen.stash s JOIN pg_attribute ON attrelid ="
    " to_regclass(s.held)\n        AND attname = '_key' || was WHERE of_table = t AND kind ="
    " 'values' AND s.held <> own\n    LOOP\n        IF becomes IS NOT NULL THEN\n"
    "            EXECUTE format('ALTER TABLE %s ADD COLUMN _to %s', held, new);\n"
    "            EXECUTE format('UPDATE %s h SET _to = o._to FROM (SELECT %s, %s AS _to FROM %s) o"
    " WHERE %s', held,\n                (SELECT string_agg(quote_ident(x.attname), ', ') FROM"
    " pg_attribute k, pg_attribute x WHERE k.attrelid = held::regclass\n"
    "                AND x.attrelid = t AND k.attname = '_key' || x.attnum), becomes, t,\n"
    "                (SELECT string_agg(format('h.%I = o.%I', k.attname, x.attname), ' AND ') FROM"
    " pg_attribute k, pg_attribute x\n                WHERE k.attrelid = held::regclass AND"
    " x.attrelid = t AND k.attname = '_key' || x.attnum));\n"
    "            EXECUTE format('DELETE FROM %s WHERE _to IS NULL', held);\n"
    "            EXECUTE format('ALTER TABLE %s DROP COLUMN %I', held, '_key' || was);\n"
    "            EXECUTE format('ALTER TABLE %s RENAME _to TO %I', held, '_key' || now);\n    ";

void mg_values_follow(struct mg_script *script, const struct mg_values *v, const char *hidden)
{
    const mg_column *c = &v->args.column;
    struct mg_buf becomes = MG_BUF_INIT, *b;
    if (!hidden && (!v->renames || (v->fate == MG_VALUES_STAY && !c->using_)))
        return;
    if (hidden)
        mg_buf_ident(&becomes, hidden);
    else
        add_now(&becomes, c);
    b = mg_stash_begin_block(script, "DO", v->args.table);
    mg_buf_add(b, "    held text;\n    new CONSTANT text := ");
    mg_buf_literal(b, c->type);
    mg_buf_add(b, ";\n    own CONSTANT text := ");
    mg_buf_literal(b, v->from.n ? mg_buf_text(&v->from) : "");
    mg_buf_add(b, ";\n    becomes CONSTANT text := ");
    if (v->fate == MG_VALUES_STAY && !c->using_)
        mg_buf_add(b, "NULL");
    else
        mg_buf_literal(b, mg_buf_failed(&becomes) ? "" : mg_buf_text(&becomes));
    mg_buf_add(b,
               ";\n    was CONSTANT int := (SELECT attnum FROM pg_attribute WHERE attrelid = t AND"
               " attname = ");
    mg_buf_literal(b, c->name);
    mg_buf_add(b, ");\n    now CONSTANT int := (SELECT attnum FROM pg_attribute WHERE attrelid = t"
                  " AND attname = ");
    mg_buf_literal(b, hidden ? hidden : c->name);
    mg_buf_add(b, ");\nBEGIN\n    EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', t);\n");
    mg_buf_add(b, follow);
    add_keys(b);
    mg_buf_add(b, "        ELSE\n            EXECUTE format('ALTER TABLE %s RENAME %I TO %I', held,"
                  " '_key' || was, '_key' || now);\n        END IF;\n    END LOOP;\n"
                  "    UPDATE modelgen.stash SET of_column = now WHERE of_table = t AND of_column ="
                  " was AND was <> now;\n");
    mg_stash_end_block(b);
    script->failed |= mg_buf_failed(&becomes);
    mg_buf_free(&becomes);
}
