/*
 * ALTER TABLE RENAME CONSTRAINT; the index of a primary key or a unique constraint gets the new
 * name too. AccessExclusive, for a moment. Nothing is lost.
 *
 * Citus refuses it of its tables ("renaming constraints belonging to distributed tables is
 * currently unsupported", ErrorIfUnsupportedRenameStmt in
 * src/backend/distributed/commands/rename.c). It does rename indexes, and a key with its index; a
 * check or foreign key is added once more under the other name, validated beside the traffic, and
 * the old one dropped.
 */
#include <string.h>

#include "../recipes/online.h"

static void rename_constraint_sql(const void *args, struct mg_script *script)
{
    const mg_rename_part_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER TABLE ");
    mg_buf_name(b, a->table);
    mg_buf_add(b, " RENAME CONSTRAINT ");
    mg_buf_ident(b, a->name);
    mg_buf_add(b, " TO ");
    mg_buf_ident(b, a->to);
}

static void add_again(struct mg_script *script, const mg_rename_part_args *a, const char *as)
{
    static const char end[] = " NOT VALID";
    size_t n = strlen(as), e = sizeof end - 1;
    bool not_valid = n > e && strcmp(as + n - e, end) == 0;
    struct mg_buf *b = mg_online_alter(script, a->table);

    mg_buf_add(b, " ADD CONSTRAINT ");
    mg_buf_ident(b, a->to);
    mg_buf_printf(b, " %s%s", as, not_valid ? "" : end);
    mg_online_commit(script);
    if (!not_valid) {
        b = mg_online_alter(script, a->table);
        mg_buf_add(b, " VALIDATE CONSTRAINT ");
        mg_buf_ident(b, a->to);
        mg_online_commit(script);
    }
    b = mg_online_alter(script, a->table);
    mg_buf_add(b, " DROP CONSTRAINT ");
    mg_buf_ident(b, a->name);
    mg_online_commit(script);
}

static bool rename_constraint_online(const void *args, struct mg_site *site,
                                     struct mg_script *script)
{
    static const char ask[] =
        "SELECT nullif(conindid, 0)::pg_catalog.regclass, pg_catalog.pg_get_constraintdef(oid),"
        " contype IN ('p', 'u', 'x') FROM pg_catalog.pg_constraint"
        " WHERE conrelid = pg_catalog.to_regclass($1) AND conname = $2";
    const mg_rename_part_args *a = args;
    struct mg_buf table = MG_BUF_INIT, *b;
    PGresult *r = NULL;

    if (!mg_site_table(site, a->table)->distributed)
        return false;
    mg_buf_name(&table, a->table);
    if (mg_site_wrote(site, &table))
        r = mg_site_ask(site, ask, (const char *[]){mg_buf_text(&table), a->name}, 2);
    if (r && PQntuples(r) > 0 && *PQgetvalue(r, 0, 2) == 't') {
        b = mg_script_step(script, MG_STEP_SQL);
        mg_buf_printf(b, "ALTER INDEX %s RENAME TO ", PQgetvalue(r, 0, 0));
        mg_buf_ident(b, a->to);
    } else if (r && PQntuples(r) > 0) {
        add_again(script, a, PQgetvalue(r, 0, 1));
    } else {
        rename_constraint_sql(args, script); /* which says what is wrong */
    }
    PQclear(r);
    mg_buf_free(&table);
    return true;
}

const struct mg_operation mg_op_rename_constraint = {
    .name = "rename_constraint",
    .size = sizeof(mg_rename_part_args),
    .words = mg_words_rename_part,
    .sql = rename_constraint_sql,
    .online = rename_constraint_online,
};
