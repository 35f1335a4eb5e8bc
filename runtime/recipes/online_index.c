/* Indexes of tables in use, and the keys that are made of them. */
#include <string.h>

#include "../sql/names.h"
#include "online.h"

/* --- Names -------------------------------------------------------------------------------- */

/*
 * Whether an index of that name could not be made: there is a relation or, for a key, a constraint
 * in the schema of the table. What the migration drops first is in nobody's way, nor is what goes
 * with it because it is a partition of it.
 */
static bool is_taken(struct mg_site *site, const char *beside, bool key)
{
    struct mg_buf sql = MG_BUF_INIT, literal = MG_BUF_INIT;
    bool taken = false;

    mg_buf_literal(&literal, beside);
    mg_buf_printf(&sql,
                  "WITH n AS (SELECT pg_catalog.to_regclass(%s)::oid AS oid),"
                  " f AS (SELECT oid FROM n UNION SELECT a::oid"
                  " FROM n, pg_catalog.pg_partition_ancestors(n.oid) a)"
                  " SELECT true, relname FROM pg_catalog.pg_class JOIN f USING (oid)",
                  mg_buf_failed(&literal) ? "" : mg_buf_text(&literal));
    if (key)
        mg_buf_printf(&sql,
                      " UNION ALL SELECT true, conname FROM pg_catalog.pg_constraint,"
                      " pg_catalog.parse_ident(%s) p WHERE conname = p[cardinality(p)]"
                      " AND connamespace = pg_catalog.to_regnamespace(pg_catalog.quote_ident("
                      "CASE cardinality(p) WHEN 2 THEN p[1] ELSE current_schema() END))",
                      mg_buf_failed(&literal) ? "" : mg_buf_text(&literal));

    PGresult *r = mg_site_query(site, mg_buf_text(&sql));

    for (int i = 0; r && i < PQntuples(r); i++) {
        if (mg_site_is_freed(site, PQgetvalue(r, i, 1))) {
            taken = false;
            break;
        }
        taken = true;
    }
    PQclear(r);
    mg_buf_free(&sql);
    mg_buf_free(&literal);
    return taken;
}

void mg_online_choose_name(struct mg_site *site, const char *table, const char *columns,
                           const char *label, struct mg_buf *name)
{
    struct mg_buf numbered = MG_BUF_INIT, beside = MG_BUF_INIT, part = MG_BUF_INIT;
    bool key = strcmp(label, "idx") != 0, taken = true;

    mg_sql_plain_name(&part, mg_sql_last_part(table));
    for (int pass = 0; taken && pass < 10000; pass++) {
        mg_buf_clear(&numbered);
        mg_buf_clear(&beside);
        mg_buf_clear(name);
        mg_buf_add(&numbered, label);
        if (pass > 0)
            mg_buf_printf(&numbered, "%d", pass);
        if (mg_buf_failed(&numbered) || mg_buf_failed(&part))
            break;
        mg_name_make(name, mg_buf_text(&part), columns, mg_buf_text(&numbered));
        if (mg_buf_failed(name))
            break;
        mg_sql_ident_beside(&beside, table, mg_buf_text(name));
        taken = !mg_buf_failed(&beside) && (mg_site_is_chosen(site, mg_buf_text(&beside)) ||
                                            is_taken(site, mg_buf_text(&beside), key));
    }
    if (!mg_buf_failed(&beside) && beside.n)
        mg_site_choose(site, mg_buf_text(&beside));
    name->failed |= mg_buf_failed(&numbered) || mg_buf_failed(&beside) || mg_buf_failed(&part);
    mg_buf_free(&numbered);
    mg_buf_free(&beside);
    mg_buf_free(&part);
}

void mg_online_name_constraint(struct mg_site *site, const char *table, const mg_constraint *c,
                               struct mg_buf *name)
{
    struct mg_buf columns = MG_BUF_INIT;
    bool primary = strcmp(c->type, "PRIMARY KEY") == 0;

    for (size_t i = 0; i < 32 && (&c->column0)[i]; i++)
        mg_buf_printf(&columns, "%s%s", i ? "_" : "", (&c->column0)[i]);
    for (size_t i = 0; c->include && c->include[i]; i++)
        mg_buf_printf(&columns, "_%s", c->include[i]);
    if (mg_buf_failed(&columns))
        name->failed = true;
    else
        mg_online_choose_name(site, table, primary ? NULL : mg_buf_text(&columns),
                              c->references ? "fkey"
                              : primary     ? "pkey"
                                            : "key",
                              name);
    mg_buf_free(&columns);
}

/* --- Building ----------------------------------------------------------------------------- */

void mg_online_probe_index(struct mg_script *script, const char *table, const char *name)
{
    struct mg_buf beside = MG_BUF_INIT;

    mg_sql_ident_beside(&beside, table, name);
    script->failed |= mg_buf_failed(&beside);
    if (!mg_buf_failed(&beside))
        mg_sql_probe_index(mg_script_probe(script), mg_buf_text(&beside), true);
    mg_buf_free(&beside);
}

void mg_online_build_index(struct mg_script *script, const mg_index_args *a)
{
    struct mg_buf name = MG_BUF_INIT;

    mg_sql_create_index(mg_script_step(script, MG_STEP_APART), a, MG_INDEX_CONCURRENTLY);
    mg_sql_plain_name(&name, mg_sql_last_part(a->name));
    if (mg_buf_failed(&name))
        script->failed = true;
    else
        mg_online_probe_index(script, a->table, mg_buf_text(&name));
    mg_buf_free(&name);
}

void mg_online_key_index(struct mg_buf *b, const char *table, const mg_constraint *c,
                         const char *name, bool concurrently)
{
    const char *const *columns = &c->column0;

    mg_buf_printf(b, "CREATE UNIQUE INDEX %s", concurrently ? "CONCURRENTLY " : "");
    mg_buf_ident(b, name);
    mg_buf_add(b, " ON ");
    mg_buf_name(b, table);
    mg_buf_add(b, " (");
    for (size_t i = 0; i < 32 && columns[i]; i++) {
        mg_buf_add(b, i ? ", " : "");
        mg_buf_ident(b, columns[i]);
    }
    mg_buf_addc(b, ')');
    if (c->include && c->include[0]) {
        mg_buf_add(b, " INCLUDE (");
        mg_sql_names(b, c->include);
        mg_buf_addc(b, ')');
    }
    mg_buf_add(b, c->nulls_not_distinct ? " NULLS NOT DISTINCT" : "");
    mg_sql_with(b, c->with);
}

static void build_key_index(struct mg_script *script, const char *table, const mg_constraint *c,
                            const char *name)
{
    mg_online_key_index(mg_script_step(script, MG_STEP_APART), table, c, name, true);
    mg_online_probe_index(script, table, name);
}

static void make_key(struct mg_script *script, const char *table, const mg_constraint *c,
                     const char *name, const char *index)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER TABLE ");
    mg_buf_name(b, table);
    mg_buf_add(b, " ADD CONSTRAINT ");
    mg_buf_ident(b, name);
    mg_buf_printf(b, " %s USING INDEX ", c->type);
    mg_buf_ident(b, index);
    mg_buf_add(b, c->deferrable ? " DEFERRABLE" : "");
    mg_buf_add(b, c->initially_deferred ? " INITIALLY DEFERRED" : "");
}

void mg_online_build_key(struct mg_script *script, const char *table, const mg_constraint *c,
                         const char *name)
{
    build_key_index(script, table, c, name);
    make_key(script, table, c, name, name);
    mg_script_step(script, MG_STEP_COMMIT);
}

/* Another index or key has its name, or is the primary key, until this one is built. */
static void replace_key(struct mg_site *site, struct mg_script *script, const char *table,
                        const mg_constraint *c, const char *name)
{
    struct mg_script late = {0};
    struct mg_buf built = MG_BUF_INIT;

    mg_late_name(site, &built, name);
    if (mg_buf_failed(&built)) {
        script->failed = true;
    } else {
        build_key_index(script, table, c, mg_buf_text(&built));
        mg_late_drop_together(site, name);
        make_key(&late, table, c, name, mg_buf_text(&built));
    }
    mg_late_add(site, MG_LATE_KEY, NULL, &late);
    mg_buf_free(&built);
}

void mg_online_add_key(struct mg_site *site, struct mg_script *script, const char *table,
                       const mg_constraint *c)
{
    struct mg_buf chosen = MG_BUF_INIT;
    bool primary = strcmp(c->type, "PRIMARY KEY") == 0;

    if (c->name)
        mg_buf_add(&chosen, c->name);
    else
        mg_online_name_constraint(site, table, c, &chosen);
    if (mg_buf_failed(&chosen))
        script->failed = true;
    else if (mg_late_drops(site, mg_buf_text(&chosen)) ||
             (primary && mg_late_has(site, MG_LATE_KEY)))
        replace_key(site, script, table, c, mg_buf_text(&chosen));
    else
        mg_online_build_key(script, table, c, mg_buf_text(&chosen));
    mg_buf_free(&chosen);
}
