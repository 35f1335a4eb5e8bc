/*
 * ALTER TABLE DROP CONSTRAINT, never CASCADE: a key that foreign keys reference stays until they
 * are gone. AccessExclusive on the table and, for a foreign key, on the referenced one, for a
 * moment. No data is lost, but rows that break the constraint may come in before the way back adds
 * it again. On a table in use it goes once what replaces it is there (late.h).
 */
#include "../site/site.h"
#include "../sql/sql.h"

static void drop_constraint_sql(const void *args, struct mg_script *script)
{
    const mg_part_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER TABLE ");
    mg_buf_name(b, a->table);
    mg_buf_add(b, " DROP CONSTRAINT ");
    mg_buf_ident(b, a->name);
}

/* What there is of that name: a key, which foreign keys refer to, or another one. */
static bool find(struct mg_site *site, const mg_part_args *a, enum mg_late_kind *kind)
{
    struct mg_buf sql = MG_BUF_INIT, table = MG_BUF_INIT;

    mg_buf_name(&table, a->table);
    mg_buf_add(&sql, "SELECT contype IN ('p', 'u') FROM pg_catalog.pg_constraint WHERE conrelid ="
                     " pg_catalog.to_regclass(");
    mg_buf_literal(&sql, mg_buf_text(&table));
    mg_buf_add(&sql, ") AND conname = ");
    mg_buf_literal(&sql, a->name);
    /* The name may be wanted for that of the partitioned table. */
    mg_buf_add(&sql, " AND (contype = 'c' OR NOT (SELECT relispartition FROM pg_catalog.pg_class c"
                     " WHERE c.oid = conrelid))");

    PGresult *result = mg_site_query(site, mg_buf_text(&sql));
    bool found = result && PQntuples(result) > 0;

    *kind = found && *PQgetvalue(result, 0, 0) == 't' ? MG_LATE_KEY : MG_LATE_OTHER;
    PQclear(result);
    mg_buf_free(&sql);
    mg_buf_free(&table);
    return found;
}

/* It goes when what replaces it is there. */
static bool drop_constraint_online(const void *args, struct mg_site *site, struct mg_script *script)
{
    const mg_part_args *a = args;
    struct mg_script drop = {0};
    enum mg_late_kind kind;

    (void)script;
    /* Of Citus's tables a key cannot be built beside the old one (add_constraint.c). */
    if (!mg_site_in_use(site, a->table) || mg_site_table(site, a->table)->partitioned ||
        mg_site_table(site, a->table)->distributed || !find(site, a, &kind))
        return false;
    drop_constraint_sql(args, &drop);
    mg_late_add(site, kind, a->name, &drop);
    return true;
}

const struct mg_operation mg_op_drop_constraint = {
    .name = "drop_constraint",
    .size = sizeof(mg_part_args),
    .words = mg_words_part,
    .sql = drop_constraint_sql,
    .online = drop_constraint_online,
};
