/* Foreign keys and rows of partitioned tables in use. */
#include <stdlib.h>
#include <string.h>

#include "../site/family.h"
#include "../sql/assigned.h"
#include "partition.h"

/* --- Foreign keys ------------------------------------------------------------------------- */

/* {"a","b"} as an array of names. */
static void add_array(struct mg_buf *b, const mg_constraint *c)
{
    mg_buf_add(b, "ARRAY[");
    for (size_t i = 0; i < 32 && (&c->column0)[i]; i++) {
        mg_buf_add(b, i ? ", " : "");
        mg_buf_literal(b, (&c->column0)[i]);
    }
    mg_buf_add(b, "]::name[]");
}

/* Whether one below has a foreign key of these columns, which may be like the new one or not. */
static bool has_own(struct mg_site *site, const struct mg_family *family, const mg_constraint *c)
{
    struct mg_buf sql = MG_BUF_INIT;

    mg_buf_add(&sql, "SELECT FROM pg_catalog.pg_constraint k WHERE contype = 'f'"
                     " AND conparentid = 0 AND conrelid = ANY (ARRAY[0");
    for (size_t i = 1; i < family->n; i++)
        mg_buf_printf(&sql, ", %s", family->items[i].oid);
    mg_buf_add(&sql,
               "]::oid[]) AND ARRAY(SELECT attname FROM unnest(conkey) WITH ORDINALITY u(a, n)"
               " JOIN pg_catalog.pg_attribute ON attrelid = conrelid AND attnum = a"
               " ORDER BY n) = ");
    add_array(&sql, c);

    PGresult *r = mg_site_query(site, mg_buf_text(&sql));
    bool has = !r || PQntuples(r) > 0;

    PQclear(r);
    mg_buf_free(&sql);
    return has;
}

static void add_to_each(struct mg_site *site, struct mg_script *script,
                        const struct mg_family *family, const mg_constraint *c, const char *name)
{
    mg_constraint named = *c;

    named.name = name;
    for (size_t i = 1; i < family->n; i++)
        if (family->items[i].kind == 'r')
            mg_online_add_constraint(site, script, family->items[i].name, &named);

    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER TABLE ");
    mg_buf_name(b, family->items[0].name);
    mg_buf_add(b, " ADD ");
    mg_sql_constraint(b, &named);
    mg_script_step(script, MG_STEP_COMMIT);
}

bool mg_online_partitioned_foreign_key(struct mg_site *site, struct mg_script *script,
                                       const char *table, const mg_constraint *c)
{
    struct mg_family family;
    struct mg_buf name = MG_BUF_INIT;

    if (mg_site_since(site, 18)) {
        mg_online_add_constraint(site, script, table, c);
        return true;
    }

    bool good =
        mg_family_read(site, table, &family) && family.settled && !has_own(site, &family, c);

    if (good && c->name)
        mg_buf_add(&name, c->name);
    else if (good)
        mg_online_name_constraint(site, table, c, &name);
    script->failed |= mg_buf_failed(&name);
    if (good && !mg_buf_failed(&name))
        add_to_each(site, script, &family, c, mg_buf_text(&name));
    mg_buf_free(&name);
    mg_family_free(&family);
    return good;
}

/* --- Rows --------------------------------------------------------------------------------- */

bool mg_online_moves_rows(struct mg_site *site, const char *table, const char *assignments)
{
    struct mg_family family;
    struct mg_buf sql = MG_BUF_INIT;

    if (!mg_site_table(site, table)->partitioned || !mg_family_read(site, table, &family))
        return false;
    mg_buf_add(&sql, "SELECT DISTINCT pg_catalog.quote_ident(attname)" MG_PARTITION_KEY_COLUMNS
                     " WHERE partrelid = ANY (ARRAY[0");
    for (size_t i = 0; i < family.n; i++)
        mg_buf_printf(&sql, ", %s", family.items[i].oid);
    mg_buf_add(&sql, "]::oid[])");

    PGresult *r = mg_site_query(site, mg_buf_text(&sql));
    struct mg_tokens set = {0};
    bool moves = !r;

    if (!mg_tokens_read(assignments, &set))
        moves = !mg_fail_memory(site->error);
    for (int i = 0; r && i < PQntuples(r); i++)
        moves |= mg_assigns(&set, PQgetvalue(r, i, 0));
    free(set.items);
    PQclear(r);
    mg_buf_free(&sql);
    mg_family_free(&family);
    return moves;
}
