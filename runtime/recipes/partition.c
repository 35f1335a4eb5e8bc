#include "partition.h"

#include <stdlib.h>
#include <string.h>

PGresult *mg_partition_ask(struct mg_site *site, const char *sql, const char *table,
                           const char *partition)
{
    struct mg_buf names[2] = {MG_BUF_INIT, MG_BUF_INIT}, quoted = MG_BUF_INIT;
    const char *const tables[] = {table, partition};
    const char *parameters[2] = {NULL, NULL};
    bool good = true;

    for (int i = 0; good && i < 2 && tables[i]; i++) {
        mg_buf_clear(&quoted);
        mg_buf_name(&quoted, tables[i]);
        good = !mg_buf_failed(&quoted) && mg_site_before(site, mg_buf_text(&quoted), &names[i]) &&
               !mg_buf_failed(&names[i]);
        parameters[i] = good ? mg_buf_text(&names[i]) : NULL;
    }
    PGresult *r = good ? mg_site_ask(site, sql, parameters, partition ? 2 : 1) : NULL;

    if (mg_buf_failed(&names[0]) || mg_buf_failed(&names[1]) || mg_buf_failed(&quoted))
        mg_fail_memory(site->error);

    mg_buf_free(&names[0]);
    mg_buf_free(&names[1]);
    mg_buf_free(&quoted);
    return r;
}

/* --- Bounds ------------------------------------------------------------------------------- */

static const char ask_parent[] =
    "SELECT p.partrelid::pg_catalog.regclass, pg_catalog.pg_get_partkeydef(p.partrelid),"
    " pg_catalog.pg_get_partition_constraintdef(p.partrelid), p.partrelid,"
    " nullif(p.partdefid, 0)::pg_catalog.regclass"
    " FROM pg_catalog.pg_partitioned_table p WHERE p.partrelid = pg_catalog.to_regclass($1)";

/* Another oid stands for the table in the bound of a hash partition. */
static const char ask_bound[] =
    "SELECT pg_catalog.replace(pg_catalog.pg_get_partition_constraintdef("
    "'pg_temp.modelgen_part'::pg_catalog.regclass), pg_catalog.quote_literal("
    "'pg_temp.modelgen_like'::pg_catalog.regclass::oid), '''%s''')";

/* An empty partition with that bound of an empty table like the parent, which nobody else sees. */
static bool try_it(struct mg_site *site, const PGresult *parent, const char *bound,
                   struct mg_buf *own)
{
    struct mg_buf make = MG_BUF_INIT, sql = MG_BUF_INIT;
    PGresult *r = NULL;

    mg_buf_printf(&make,
                  "BEGIN; CREATE TABLE pg_temp.modelgen_like (LIKE %s) PARTITION BY %s;"
                  " CREATE TABLE pg_temp.modelgen_part PARTITION OF pg_temp.modelgen_like %s",
                  PQgetvalue(parent, 0, 0), PQgetvalue(parent, 0, 1), bound);
    mg_buf_printf(&sql, ask_bound, PQgetvalue(parent, 0, 3));
    if (!mg_buf_failed(&make) && !mg_buf_failed(&sql)) {
        PGresult *made = mg_site_query(site, mg_buf_text(&make));

        r = made ? mg_site_query(site, mg_buf_text(&sql)) : NULL;
        PQclear(made);
        PQclear(mg_site_query(site, "ROLLBACK"));
    } else {
        mg_fail_memory(site->error);
    }
    bool good = r && !PQgetisnull(r, 0, 0) && *PQgetvalue(r, 0, 0);

    if (good)
        mg_buf_add(own, PQgetvalue(r, 0, 0));
    PQclear(r);
    mg_buf_free(&make);
    mg_buf_free(&sql);
    return good;
}

/* One that holds rows: an empty one is read in a moment. */
static bool find_default(struct mg_site *site, const char *name, struct mg_partition_bound *bound)
{
    struct mg_buf now = MG_BUF_INIT;
    bool good = true;

    mg_site_now(site, name, &now);
    if (mg_buf_failed(&now))
        good = false;
    else if (mg_site_in_use(site, mg_buf_text(&now)))
        good = (bound->default_partition = strdup(mg_buf_text(&now)));
    mg_buf_free(&now);
    if (!good)
        mg_fail_memory(site->error);
    return good;
}

/* What the catalog says of the parent is so when the migration comes to this. */
static bool is_settled(struct mg_site *site, const mg_partition_args *a)
{
    const struct mg_table *parent = mg_site_table(site, a->table);

    return parent->partitioned && !parent->created && strncmp(a->bound, "FOR", 3) == 0 &&
           PQtransactionStatus(site->conn) == PQTRANS_IDLE &&
           !mg_site_did(site, &mg_op_rename_column, a->table) &&
           !mg_site_did(site, &mg_op_alter_column, a->table);
}

bool mg_bound_read(struct mg_site *site, const mg_partition_args *a, bool only_beside_default,
                   struct mg_partition_bound *bound)
{
    *bound = (struct mg_partition_bound){.default_partition = NULL};
    if (!is_settled(site, a))
        return false;

    PGresult *parent = mg_partition_ask(site, ask_parent, a->table, NULL);
    bool good =
        parent && PQntuples(parent) > 0 &&
        (PQgetisnull(parent, 0, 4) || find_default(site, PQgetvalue(parent, 0, 4), bound)) &&
        (bound->default_partition || !only_beside_default) &&
        try_it(site, parent, a->bound, &bound->own);

    if (good) {
        bool below = !PQgetisnull(parent, 0, 2) && *PQgetvalue(parent, 0, 2);

        mg_buf_printf(&bound->whole, below ? "(%s) AND (%s)" : "%s", mg_buf_text(&bound->own),
                      PQgetvalue(parent, 0, 2));
        good = mg_site_wrote(site, &bound->own) && mg_site_wrote(site, &bound->whole);
    }
    PQclear(parent);
    return good;
}

void mg_bound_free(struct mg_partition_bound *bound)
{
    mg_buf_free(&bound->own);
    mg_buf_free(&bound->whole);
    free(bound->default_partition);
    *bound = (struct mg_partition_bound){.default_partition = NULL};
}

/* --- Checks ------------------------------------------------------------------------------- */

static void add_check(struct mg_script *script, const char *table, const char *check)
{
    mg_buf_printf(mg_online_alter(script, table),
                  " ADD CONSTRAINT " MG_BOUND_CHECK " CHECK (%s) NOT VALID", check);
    mg_online_commit(script);
    mg_buf_add(mg_online_alter(script, table), " VALIDATE CONSTRAINT " MG_BOUND_CHECK);
    mg_online_commit(script);
}

void mg_bound_prove(struct mg_script *script, const mg_partition_args *a,
                    const struct mg_partition_bound *bound)
{
    struct mg_buf misfit = MG_BUF_INIT, message = MG_BUF_INIT;

    mg_buf_printf(&misfit, "(%s) IS NOT TRUE", mg_buf_text(&bound->whole));
    mg_buf_printf(&message, "%s holds rows that do not belong into the partition %s", a->partition,
                  a->bound);
    mg_online_require_fit(script, a->partition, &misfit, &message);
    add_check(script, a->partition, mg_buf_text(&bound->whole));
}

void mg_bound_prove_default(struct mg_script *script, const mg_partition_args *a,
                            const struct mg_partition_bound *bound)
{
    struct mg_buf check = MG_BUF_INIT, misfit = MG_BUF_INIT, message = MG_BUF_INIT;

    mg_buf_printf(&check, "NOT (%s)", mg_buf_text(&bound->own));
    mg_buf_add(&misfit, mg_buf_text(&bound->own));
    mg_buf_printf(&message, "the default partition %s holds rows that belong into %s %s",
                  bound->default_partition, a->partition, a->bound);
    mg_online_require_fit(script, bound->default_partition, &misfit, &message);
    if (mg_buf_failed(&check))
        script->failed = true;
    else
        add_check(script, bound->default_partition, mg_buf_text(&check));
    mg_buf_free(&check);
}

void mg_bound_drop_check(struct mg_script *script, const char *table)
{
    mg_buf_add(mg_online_alter(script, table), " DROP CONSTRAINT " MG_BOUND_CHECK);
}

/* --- Indexes and foreign keys ------------------------------------------------------------- */

/*
 * Indexes of the parent that the partition has none like: unique; what follows the table in their
 * definition; the type of the constraint, and whether it is deferrable; the columns that make the
 * name. Whether they count downwards makes no difference (CompareIndexInfo in catalog/index.c).
 * What is still attached to others is free by then, as the partition itself is.
 */
static const char missing_indexes[] =
    "WITH x AS (SELECT i.*, k.contype, k.condeferrable, k.condeferred,"
    " pg_catalog.substr(d, 1 + pg_catalog.strpos(d, ' USING ' || amname || ' ('))"
    " AS rest FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid"
    " JOIN pg_catalog.pg_am a ON a.oid = c.relam LEFT JOIN pg_catalog.pg_constraint k"
    " ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x'),"
    " pg_catalog.pg_get_indexdef(i.indexrelid) d"
    " WHERE i.indrelid IN (pg_catalog.to_regclass($1), pg_catalog.to_regclass($2))),"
    " y AS (SELECT *, pg_catalog.regexp_replace(rest, ' (ASC|DESC|NULLS (FIRST|LAST))', '', 'g')"
    " AS alike FROM x)"
    " SELECT p.indisunique, p.rest, CASE p.contype WHEN 'p' THEN 'PRIMARY KEY'"
    " WHEN 'u' THEN 'UNIQUE' END, p.condeferrable, p.condeferred,"
    " (SELECT pg_catalog.string_agg(attname, '_' ORDER BY attnum) FROM pg_catalog.pg_attribute"
    " WHERE attrelid = p.indexrelid) FROM y p WHERE p.indrelid = pg_catalog.to_regclass($1)"
    " AND p.contype IS DISTINCT FROM 'x' AND NOT EXISTS (SELECT FROM y o"
    " WHERE o.indrelid = pg_catalog.to_regclass($2) AND o.indisvalid"
    " AND o.indisunique = p.indisunique AND o.alike = p.alike"
    " AND (p.contype IS NULL OR o.contype IN ('p', 'u'))) ORDER BY p.indexrelid";

static const char missing_keys[] =
    "SELECT conname, pg_catalog.pg_get_constraintdef(oid) FROM pg_catalog.pg_constraint k"
    " WHERE contype = 'f' AND conrelid = pg_catalog.to_regclass($1) AND NOT EXISTS (SELECT FROM"
    " pg_catalog.pg_constraint a WHERE a.oid = k.conparentid AND a.conrelid = k.conrelid)"
    " AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint o WHERE o.contype = 'f'"
    " AND o.conrelid = pg_catalog.to_regclass($2) AND o.convalidated"
    " AND pg_catalog.pg_get_constraintdef(o.oid) = pg_catalog.pg_get_constraintdef(k.oid))"
    " ORDER BY oid";

static void build_one(struct mg_site *site, struct mg_script *script, const char *table,
                      const PGresult *r, int row)
{
    bool key = !PQgetisnull(r, row, 2);
    const char *type = PQgetvalue(r, row, 2), *columns = PQgetvalue(r, row, 5);
    bool primary = key && *type == 'P';
    struct mg_buf name = MG_BUF_INIT, *b;

    mg_online_choose_name(site, table, primary ? NULL : columns,
                          primary ? "pkey"
                          : key   ? "key"
                                  : "idx",
                          &name);
    if (mg_buf_failed(&name)) {
        script->failed = true;
        return;
    }
    b = mg_script_step(script, MG_STEP_APART);
    mg_buf_printf(b, "CREATE %sINDEX CONCURRENTLY ",
                  *PQgetvalue(r, row, 0) == 't' ? "UNIQUE " : "");
    mg_buf_ident(b, mg_buf_text(&name));
    mg_buf_add(b, " ON ");
    mg_buf_name(b, table);
    mg_buf_printf(b, " %s", PQgetvalue(r, row, 1));
    mg_online_probe_index(script, table, mg_buf_text(&name));
    if (key) {
        b = mg_online_alter(script, table);
        mg_buf_add(b, " ADD CONSTRAINT ");
        mg_buf_ident(b, mg_buf_text(&name));
        mg_buf_printf(b, " %s USING INDEX ", type);
        mg_buf_ident(b, mg_buf_text(&name));
        mg_buf_add(b, *PQgetvalue(r, row, 3) == 't' ? " DEFERRABLE" : "");
        mg_buf_add(b, *PQgetvalue(r, row, 4) == 't' ? " INITIALLY DEFERRED" : "");
        mg_online_commit(script);
    }
    mg_buf_free(&name);
}

static void add_foreign_key(struct mg_script *script, const char *table, const char *name,
                            const char *definition)
{
    struct mg_buf *b = mg_online_alter(script, table);
    size_t n = strlen(definition);
    bool unchecked = n > 10 && strcmp(definition + n - 10, " NOT VALID") == 0;

    mg_buf_add(b, " ADD CONSTRAINT ");
    mg_buf_ident(b, name);
    mg_buf_printf(b, " %s%s", definition, unchecked ? "" : " NOT VALID");
    mg_online_commit(script);
    if (unchecked)
        return;
    b = mg_online_alter(script, table);
    mg_buf_add(b, " VALIDATE CONSTRAINT ");
    mg_buf_ident(b, name);
    mg_online_commit(script);
}

/* An index that the migration itself makes or drops on either of them is not seen here. */
static bool is_changed(struct mg_site *site, const char *table)
{
    return mg_site_did(site, &mg_op_create_index, table) ||
           mg_site_did(site, &mg_op_add_constraint, table) ||
           mg_site_did(site, &mg_op_drop_constraint, table) ||
           mg_site_did(site, &mg_op_rename_column, table);
}

void mg_partition_prepare(struct mg_site *site, struct mg_script *script,
                          const mg_partition_args *a)
{
    if (is_changed(site, a->table) || is_changed(site, a->partition) ||
        mg_site_table(site, a->partition)->partitioned)
        return;

    PGresult *r = mg_partition_ask(site, missing_indexes, a->table, a->partition);

    for (int i = 0; r && i < PQntuples(r); i++)
        build_one(site, script, a->partition, r, i);
    PQclear(r);
    r = mg_partition_ask(site, missing_keys, a->table, a->partition);
    for (int i = 0; r && i < PQntuples(r); i++)
        add_foreign_key(script, a->partition, PQgetvalue(r, i, 0), PQgetvalue(r, i, 1));
    PQclear(r);
}
