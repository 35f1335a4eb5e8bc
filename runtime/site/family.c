#include "family.h"

#include <stdlib.h>
#include <string.h>

#include "../sql/sql.h"

/* Depth first; the partitions of one table in the order in which they were made. */
static const char below[] =
    "WITH RECURSIVE f(oid, path, pending) AS (SELECT %s::pg_catalog.regclass::oid,"
    " ARRAY[]::oid[], false UNION ALL SELECT i.inhrelid, f.path || i.inhrelid,"
    " coalesce((pg_catalog.to_jsonb(i) ->> 'inhdetachpending')::boolean, false)"
    " FROM f JOIN pg_catalog.pg_inherits i ON i.inhparent = f.oid)\n"
    "SELECT f.oid, f.oid::pg_catalog.regclass, c.relkind,"
    " coalesce(f.path[pg_catalog.array_length(f.path, 1) - 1], (SELECT oid FROM f"
    " WHERE path = '{}')), f.pending, EXISTS (SELECT FROM pg_catalog.pg_partitioned_table"
    " WHERE partdefid = f.oid) FROM f JOIN pg_catalog.pg_class c ON c.oid = f.oid ORDER BY f.path";

static bool take(struct mg_site *site, const PGresult *r, int row, struct mg_family *family)
{
    struct mg_buf name = MG_BUF_INIT;
    struct mg_relative *to = &family->items[family->n];

    mg_site_now(site, PQgetvalue(r, row, 1), &name);
    *to = (struct mg_relative){.name = mg_buf_failed(&name) ? NULL : strdup(mg_buf_text(&name)),
                               .oid = strdup(PQgetvalue(r, row, 0)),
                               .kind = *PQgetvalue(r, row, 2),
                               .is_default = *PQgetvalue(r, row, 5) == 't'};
    family->n++;
    mg_buf_free(&name);
    for (size_t i = 0; row > 0 && i + 1 < family->n; i++)
        if (strcmp(family->items[i].oid, PQgetvalue(r, row, 3)) == 0)
            to->parent = i;
    if (row > 0)
        family->items[to->parent].has_below = true;
    family->settled &= to->kind != 'f' && *PQgetvalue(r, row, 4) != 't';
    return to->name && to->oid;
}

/* Whether the migration changes who belongs to it before this can be carried out. */
static bool is_changed(const struct mg_site *site, const struct mg_family *family)
{
    const struct mg_operation *const changes[] = {&mg_op_attach_partition, &mg_op_detach_partition,
                                                  &mg_op_add_inheritance, &mg_op_drop_inheritance,
                                                  &mg_op_drop_table};

    for (size_t i = 0; i < family->n; i++)
        for (size_t k = 0; k < sizeof changes / sizeof *changes; k++)
            if (mg_site_did(site, changes[k], family->items[i].name))
                return true;
    return false;
}

bool mg_family_read(struct mg_site *site, const char *table, struct mg_family *family)
{
    struct mg_buf name = MG_BUF_INIT, quoted = MG_BUF_INIT, literal = MG_BUF_INIT;
    struct mg_buf sql = MG_BUF_INIT;
    PGresult *r = NULL;

    *family = (struct mg_family){.settled = true};
    mg_buf_name(&quoted, table);
    if (mg_site_wrote(site, &quoted) && mg_site_before(site, mg_buf_text(&quoted), &name))
        mg_buf_literal(&literal, mg_buf_text(&name));
    if (mg_site_wrote(site, &literal) && literal.n)
        mg_buf_printf(&sql, below, mg_buf_text(&literal));
    if (mg_site_wrote(site, &sql) && sql.n)
        r = mg_site_query(site, mg_buf_text(&sql));

    bool good = r && (family->items = calloc((size_t)PQntuples(r) + 1, sizeof *family->items));

    for (int i = 0; good && i < PQntuples(r); i++)
        good = take(site, r, i, family);
    if (r && !good)
        mg_fail_memory(site->error);
    PQclear(r);
    mg_buf_free(&name);
    mg_buf_free(&quoted);
    mg_buf_free(&literal);
    mg_buf_free(&sql);
    if (good && family->n) {
        family->settled &= !is_changed(site, family);
        return true;
    }
    mg_family_free(family);
    return false;
}

void mg_family_own_rows(const struct mg_family *family, size_t i, const char *table,
                        struct mg_buf *b)
{
    mg_buf_add(b, family->items[i].has_below ? "ONLY " : "");
    mg_buf_name(b, family->items[i].name);
    if (i > 0) {
        mg_buf_add(b, " AS ");
        mg_buf_name(b, mg_sql_last_part(table));
    }
}

void mg_family_free(struct mg_family *family)
{
    for (size_t i = 0; i < family->n; i++) {
        free(family->items[i].name);
        free(family->items[i].oid);
    }
    free(family->items);
    *family = (struct mg_family){0};
}
