/*
 * ALTER TABLE DETACH PARTITION: the partition stays as a table by itself, with its rows, columns,
 * indexes, keys and checks.
 *
 * AccessExclusive on both, for a moment; of a table in use that has no default partition it is done
 * CONCURRENTLY (from PostgreSQL 14 on), which waits for those at work and keeps nobody from the
 * parent. Loses nothing; attach_partition is the way back.
 */
#include "../recipes/follow_names.h"
#include "../recipes/partition.h"
#include "../sql/probe.h"

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_partition_args, table),
    MG_WORD_POSITION(mg_partition_args, partition),
    MG_WORDS_END,
};

static void add_statement(struct mg_buf *b, const mg_partition_args *a, const char *how)
{
    mg_buf_add(b, "ALTER TABLE ");
    mg_buf_name(b, a->table);
    mg_buf_add(b, " DETACH PARTITION ");
    mg_buf_name(b, a->partition);
    mg_buf_add(b, how);
}

static void detach_partition_sql(const void *args, struct mg_script *script)
{
    add_statement(mg_script_step(script, MG_STEP_SQL), args, "");
}

/* --- In use ------------------------------------------------------------------------------- */

/*
 * The columns that decide what the partition holds: they make the name of the check that PostgreSQL
 * leaves in place of the bound (DetachAddConstraintIfNeeded in commands/tablecmds.c).
 */
static const char ask_columns[] =
    "SELECT DISTINCT attname" MG_PARTITION_KEY_COLUMNS
    " WHERE partrelid = pg_catalog.to_regclass($1) OR partrelid IN"
    " (SELECT pg_catalog.pg_partition_ancestors(pg_catalog.to_regclass($1)))";

/*
 * Citus cannot (ErrorIfUnsupportedAlterTableStmt in src/backend/distributed/commands/table.c).
 * One with a default partition cannot, nor one that the migration itself attaches first.
 */
static const char ask_whether[] =
    "SELECT FROM pg_catalog.pg_partitioned_table JOIN pg_catalog.pg_inherits"
    " ON inhparent = partrelid WHERE partrelid = pg_catalog.to_regclass($1) AND partdefid = 0"
    " AND inhrelid = pg_catalog.to_regclass($2)";

static bool can_be_concurrent(struct mg_site *site, const mg_partition_args *a)
{
    if (!mg_site_in_use(site, a->table) || mg_site_table(site, a->table)->distributed ||
        !mg_site_since(site, 14) || mg_site_did(site, &mg_op_attach_partition, a->table))
        return false;

    PGresult *r = mg_partition_ask(site, ask_whether, a->table, a->partition);
    bool can = r && PQntuples(r) > 0;

    PQclear(r);
    return can;
}

/* A check is left, unless another one says the same: DETACH without CONCURRENTLY leaves none. */
static void drop_check(struct mg_site *site, struct mg_script *script, const mg_partition_args *a)
{
    PGresult *r = mg_partition_ask(site, ask_columns, a->table, NULL);
    bool one = r && PQntuples(r) == 1;
    struct mg_buf name = MG_BUF_INIT;

    mg_online_choose_name(site, a->partition, one ? PQgetvalue(r, 0, 0) : NULL, "check", &name);
    if (mg_buf_failed(&name)) {
        script->failed = true;
    } else {
        struct mg_buf *b = mg_online_alter(script, a->partition);

        mg_buf_add(b, " DROP CONSTRAINT IF EXISTS ");
        mg_buf_ident(b, mg_buf_text(&name));
    }
    PQclear(r);
    mg_buf_free(&name);
}

static bool detach_partition_online(const void *args, struct mg_site *site,
                                    struct mg_script *script)
{
    const mg_partition_args *a = args;
    struct mg_buf *b, text = MG_BUF_INIT;

    if (!can_be_concurrent(site, a)) {
        detach_partition_sql(a, script);
        mg_left_parent(site, script, a->partition);
        return true;
    }
    add_statement(&text, a, " CONCURRENTLY");
    b = mg_script_step(script, MG_STEP_APART);
    if (mg_buf_failed(&text)) {
        script->failed = true;
    } else {
        mg_buf_add(b, mg_buf_text(&text));
        mg_probe_write(mg_buf_text(&text), text.n, mg_script_probe(script));
        drop_check(site, script, a);
        mg_left_parent(site, script, a->partition);
    }
    mg_online_commit(script);
    mg_buf_free(&text);
    return true;
}

const struct mg_operation mg_op_detach_partition = {
    .name = "detach_partition",
    .size = sizeof(mg_partition_args),
    .words = words,
    .sql = detach_partition_sql,
    .online = detach_partition_online,
};
