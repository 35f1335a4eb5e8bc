/* What there is of a column that is to change its type, and what stands in the way. */
#include <stdlib.h>
#include <string.h>

#include "../server/session.h"
#include "../sql/names.h"
#include "../sql/token.h"
#include "retype.h"

PGresult *mg_retype_query(struct mg_retype *r, const char *sql)
{
    struct mg_buf text = MG_BUF_INIT;
    PGresult *result = NULL;

    mg_buf_printf(&text, "%s%s", mg_buf_failed(&r->facts) ? "" : mg_buf_text(&r->facts), sql);
    if (mg_site_wrote(r->site, &text))
        result = mg_query(r->site->conn, mg_buf_text(&text), r->site->error);
    mg_buf_free(&text);
    return result;
}

/* --- Obstacles ---------------------------------------------------------------------------- */

/* What an UPDATE of the hidden column would set off, as the batches carry it out. */
#define FIRES                                                                                     \
    "EXISTS (SELECT FROM pg_trigger g WHERE tgrelid = t.oid AND NOT tgisinternal AND tgtype & 16" \
    " <> 0 AND tgattr = '' AND tgenabled <> 'D' AND CASE current_setting('is_superuser')"         \
    " WHEN 'on' THEN tgenabled IN ('A', 'R') ELSE tgenabled <> 'R' END)"

/* Everything that depends on the column and is not built again for the new one. */
#define DEPENDENT                                                                                  \
    " WHERE refclassid = 'pg_class'::regclass AND refobjid = t.oid AND refobjsubid = attnum"       \
    " AND NOT (classid = 'pg_statistic_ext'::regclass)"                                            \
    " AND NOT (classid = 'pg_attrdef'::regclass AND EXISTS (SELECT FROM pg_attrdef f"              \
    " WHERE f.oid = objid AND adrelid = t.oid AND adnum = attnum))"                                \
    " AND NOT (classid = 'pg_class'::regclass AND objsubid = 0 AND EXISTS (SELECT FROM pg_class o" \
    " WHERE o.oid = objid AND relkind IN ('i', 'S')))"                                             \
    " AND NOT (classid = 'pg_constraint'::regclass AND EXISTS (SELECT FROM pg_constraint k"        \
    " WHERE k.oid = objid AND (contype IN ('c', 'f', 'p', 'u')"                                    \
    " OR contype = 'n' AND convalidated AND NOT connoinherit)))"

static const char obstacles[] =
    "SELECT why FROM (\n"
    "SELECT 'the table is part of an inheritance or of a partitioned table' AS why FROM t"
    " WHERE relispartition OR relkind <> 'r'"
    " OR EXISTS (SELECT FROM pg_inherits WHERE t.oid IN (inhrelid, inhparent))\n"
    "UNION ALL SELECT 'the table has the columns of a type' FROM t WHERE reloftype <> 0\n"
    "UNION ALL SELECT 'rows of the table are values of other columns' FROM t WHERE EXISTS (SELECT"
    " FROM pg_attribute x JOIN pg_type y ON y.oid = x.atttypid WHERE t.reltype IN (y.oid,"
    " y.typelem))\n"
    "UNION ALL SELECT 'the column is generated' FROM t WHERE attgenerated <> ''\n"
    "UNION ALL SELECT 'the table is published, and subscribers do not have the new column' FROM t"
    " WHERE EXISTS (SELECT FROM pg_publication_tables p WHERE p.schemaname ="
    " t.relnamespace::regnamespace::text AND p.tablename = t.relname)\n"
    "UNION ALL SELECT 'the table has rules' FROM t WHERE EXISTS (SELECT FROM pg_rewrite"
    " WHERE ev_class = t.oid)\n"
    "UNION ALL SELECT 'row security is forced on the table, so that not all rows are seen' FROM t"
    " WHERE relrowsecurity AND relforcerowsecurity AND NOT (SELECT rolsuper OR rolbypassrls"
    " FROM pg_roles WHERE rolname = current_user)\n"
    "UNION ALL SELECT 'its triggers would fire for every row; a superuser could keep them from it'"
    " FROM t WHERE " FIRES "\n"
    "UNION ALL SELECT format('trigger %I would come after the one that keeps the new column in"
    " step', tgname) FROM t JOIN pg_trigger ON tgrelid = t.oid WHERE tgtype & 3 = 3 AND tgname >="
    " '~' COLLATE \"C\"\n"
    "UNION ALL SELECT format('exclusion constraint %I cannot be built while others write', conname)"
    " FROM t JOIN pg_constraint ON conrelid = t.oid AND contype = 'x' JOIN pg_depend ON classid ="
    " 'pg_constraint'::regclass AND objid = pg_constraint.oid AND refobjid = t.oid"
    " AND refobjsubid = attnum\n"
    "UNION ALL SELECT format('index %I is in a tablespace of its own', o.relname) FROM t"
    " JOIN pg_index ON indrelid = t.oid JOIN pg_class o ON o.oid = indexrelid"
    " WHERE o.reltablespace <> 0 AND attnum = ANY (indkey)\n"
    "UNION ALL SELECT 'the sequence of the column has privileges of its own' FROM t JOIN pg_depend"
    " ON refobjid = t.oid AND refobjsubid = attnum AND deptype = 'i' JOIN pg_class o ON o.oid ="
    " objid WHERE o.relkind = 'S' AND o.relacl IS NOT NULL\n"
    "UNION ALL SELECT pg_describe_object(classid, objid, objsubid) || ' depends on it' FROM t"
    " JOIN pg_depend ON true" DEPENDENT "\n) AS obstacles LIMIT 1";

/* What alter_column says besides the type that the exchange has no place for. */
static bool is_more(const mg_column *c)
{
    return c->identity || c->no_identity || c->no_serial || c->no_expression || c->generated ||
           c->fill || c->only || c->set_generated || c->fdw || c->fdw_add || c->fdw_drop ||
           c->sequence || c->sequence_type || c->sequence_owner || c->start || c->increment ||
           c->minvalue || c->maxvalue || c->cache || c->cycle || c->no_cycle;
}

static bool is_clear(struct mg_retype *r, struct mg_buf *why)
{
    PGresult *result;
    bool clear;

    if (is_more(&r->args->column)) {
        mg_buf_add(why, "it changes more than the type");
        return false;
    }
    if (mg_site_table(r->site, r->table)->distributed) {
        mg_buf_add(why, "Citus keeps the table, and has no triggers on its tables");
        return false;
    }
    if (mg_site_is_changed(r->site, r->table)) {
        mg_buf_add(why, "the migration changes the table before");
        return false;
    }
    result = mg_retype_query(r, obstacles);
    clear = result && PQntuples(result) == 0;
    if (!clear)
        mg_buf_add(why, result ? PQgetvalue(result, 0, 0) : "the catalog cannot be read");
    PQclear(result);
    return clear;
}

/* --- Names and facts ---------------------------------------------------------------------- */

static void name_things(struct mg_retype *r)
{
    struct mg_buf plain = MG_BUF_INIT;

    mg_name_make(&r->hidden, "modelgen", r->column, "new");
    mg_buf_add(&r->facts, "WITH t AS (SELECT c.*, a.*, ");
    mg_buf_literal(&r->facts, mg_buf_failed(&r->hidden) ? "" : mg_buf_text(&r->hidden));
    mg_buf_add(&r->facts, "::name AS hidden FROM pg_class c JOIN pg_attribute a ON attrelid = c.oid"
                          " WHERE c.oid = to_regclass(");
    mg_buf_name_literal(&r->facts, r->table);
    mg_buf_add(&r->facts, ") AND NOT attisdropped AND attname = ");
    mg_buf_literal(&r->facts, r->column);
    mg_buf_add(&r->facts, ")\n");

    mg_buf_add(&r->trigger, "~");
    mg_name_make(&r->trigger, mg_sql_last_part(r->table), r->column, "modelgen");
    if (r->trigger.n > MG_NAME_MAX_BYTES && !mg_buf_failed(&r->trigger))
        r->trigger.p[r->trigger.n = mg_name_clip(r->trigger.p, MG_NAME_MAX_BYTES)] = '\0';
    mg_name_make(&plain, mg_sql_last_part(r->table), r->column, "modelgen");
    if (!mg_buf_failed(&plain)) {
        struct mg_buf beside = MG_BUF_INIT;

        mg_sql_name_beside(&beside, r->table, mg_buf_text(&plain));
        if (!mg_buf_failed(&beside))
            mg_buf_name(&r->function, mg_buf_text(&beside));
        mg_buf_free(&beside);
    }
    mg_buf_free(&plain);
    if (r->args->column.using_)
        mg_buf_printf(&r->value, "(%s)", r->args->column.using_);
    else
        mg_buf_ident(&r->value, r->column);
}

static bool is_named(const struct mg_retype *r)
{
    return !mg_buf_failed(&r->facts) && !mg_buf_failed(&r->hidden) && !mg_buf_failed(&r->trigger) &&
           !mg_buf_failed(&r->function) && !mg_buf_failed(&r->value) && r->function.n;
}

static const char what_it_is[] =
    "SELECT attnotnull, (SELECT conname FROM pg_constraint WHERE conrelid = t.oid AND contype = 'n'"
    " AND conkey[1] = attnum), current_setting('is_superuser') = 'on' AND EXISTS (SELECT"
    " FROM pg_trigger WHERE tgrelid = t.oid AND NOT tgisinternal), EXISTS (SELECT FROM pg_cast "
    "WHERE castsource ="
    " atttypid AND casttarget = to_regtype(";
static const char with_no_loss[] = ")::oid AND castcontext = 'i') FROM t";

static PGresult *ask_what_it_is(struct mg_retype *r)
{
    struct mg_buf sql = MG_BUF_INIT;
    PGresult *result = NULL;

    mg_buf_add(&sql, what_it_is);
    mg_buf_literal(&sql, r->args->column.type);
    mg_buf_add(&sql, with_no_loss);
    if (mg_site_wrote(r->site, &sql))
        result = mg_retype_query(r, mg_buf_text(&sql));
    mg_buf_free(&sql);
    return result;
}

bool mg_retype_look(struct mg_retype *r, struct mg_buf *why)
{
    name_things(r);
    if (!is_named(r))
        return mg_fail_memory(r->site->error);
    if (!is_clear(r, why))
        return false;

    PGresult *result = ask_what_it_is(r);
    bool there = result && PQntuples(result) > 0;

    if (there) {
        r->not_null = *PQgetvalue(result, 0, 0) == 't';
        mg_buf_add(&r->not_null_was, PQgetvalue(result, 0, 1));
        r->replica = *PQgetvalue(result, 0, 2) == 't';
        r->fits = *PQgetvalue(result, 0, 3) == 't' && !r->args->column.using_ &&
                  !strchr(r->args->column.type, '(');
    } else {
        mg_buf_add(why, "the column is not there yet");
    }
    PQclear(result);
    if (r->args->column.not_null)
        r->not_null = true;
    if (r->args->column.nullable)
        r->not_null = false;
    return there;
}

/* --- Expressions -------------------------------------------------------------------------- */

/* As pg_get_expr writes them, a column is a name by itself, never one of a type or a function. */
static bool is_column(const struct mg_tokens *tokens, size_t i, const char *quoted)
{
    const struct mg_token *token = &tokens->items[i];
    const struct mg_token *next = i + 1 < tokens->n ? token + 1 : NULL;

    return (token->kind == MG_TOKEN_WORD || token->kind == MG_TOKEN_NAME) &&
           strlen(quoted) == token->n && strncmp(token->p, quoted, token->n) == 0 &&
           !(i && (mg_token_is(token - 1, ".") || mg_token_is(token - 1, ":"))) &&
           !(next && (mg_token_is(next, "(") || mg_token_is(next, ".")));
}

void mg_retype_renamed(struct mg_buf *b, const struct mg_retype *r, const char *sql)
{
    struct mg_buf quoted = MG_BUF_INIT;
    struct mg_tokens tokens;
    const char *at = sql;

    mg_buf_ident(&quoted, r->column);
    if (mg_buf_failed(&quoted) || !mg_tokens_read(sql, &tokens)) {
        b->failed = true;
        mg_buf_free(&quoted);
        return;
    }
    for (size_t i = 0; i < tokens.n; i++) {
        if (!is_column(&tokens, i, mg_buf_text(&quoted)))
            continue;
        mg_buf_addn(b, at, (size_t)(tokens.items[i].p - at));
        mg_buf_ident(b, mg_buf_text(&r->hidden));
        at = tokens.items[i].p + tokens.items[i].n;
    }
    mg_buf_add(b, at);
    free(tokens.items);
    mg_buf_free(&quoted);
}
