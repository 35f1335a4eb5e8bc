/*
 * Citus: create_distributed_table, create_reference_table, alter_distributed_table and
 * undistribute_table (https://docs.citusdata.com, develop/api_udf), Citus 11 and newer.
 *
 * Each copies the rows that are there, to other nodes or back, while writes to the table wait;
 * reads go on until the end of it. A table in use is distributed by
 * create_distributed_table_concurrently where that can be: writes wait only at its end.
 * alter_distributed_table and undistribute_table make a new table of the same name, which has all
 * that the old one had but foreign keys to and from other distributed tables: the migration drops
 * these before and adds them after. Neither can with an identity column (issue 6808 of
 * citusdata/citus). Lose nothing; each other's way back.
 */
#include <string.h>

#include "../site/shards.h"
#include "../sql/sql.h"

/*
 * One connection to each node: a transaction that makes shards in parallel can have no foreign key
 * to a reference table afterwards ("SET LOCAL citus.multi_shard_modify_mode TO 'sequential'" is
 * Citus's own hint; rows are taken along in that mode since Citus 11, pull request 5653).
 */
static struct mg_buf *call(struct mg_script *script, const char *function, const char *table)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "SET LOCAL citus.multi_shard_modify_mode TO 'sequential'");
    b = mg_script_step(script, MG_STEP_SQL);
    mg_buf_printf(b, "SELECT pg_catalog.%s(", function);
    mg_buf_name_literal(b, table);
    return b;
}

static bool is_word(const char *text, const char *word)
{
    return strcmp(text, word) == 0;
}

static void add_colocation(struct mg_buf *b, const char *colocate_with)
{
    if (!colocate_with)
        return;
    mg_buf_add(b, ", colocate_with => ");
    if (is_word(colocate_with, "none") || is_word(colocate_with, "default"))
        mg_buf_literal(b, colocate_with);
    else
        mg_buf_name_literal(b, colocate_with);
}

static const char usual_count[] = "pg_catalog.current_setting('citus.shard_count')::int";

static void add_shard_count(struct mg_buf *b, const char *shard_count)
{
    if (shard_count)
        mg_buf_printf(b, ", shard_count => %s",
                      is_word(shard_count, "default") ? usual_count : shard_count);
}

static void add_rest(struct mg_buf *b, const mg_distribution_args *a)
{
    mg_buf_add(b, ", ");
    mg_buf_literal(b, a->column);
    add_colocation(b, a->colocate_with);
    add_shard_count(b, a->shard_count);
    mg_buf_addc(b, ')');
}

static void distributed_table_sql(const void *args, struct mg_script *script)
{
    const mg_distribution_args *a = args;

    add_rest(call(script, "create_distributed_table", a->table), a);
}

/*
 * What create_distributed_table_concurrently asks for (CreateDistributedTableConcurrently in
 * src/backend/distributed/commands/create_distributed_table.c): logical replication, one copy of
 * each shard, no foreign keys from or to tables that are not distributed. Without a key by which
 * rows are found elsewhere, updates and deletes would fail meanwhile. An identity is left to
 * create_distributed_table: the table passes through a state in which older versions have none.
 */
static bool can_be_concurrent(struct mg_site *site, const char *table)
{
    struct mg_buf sql = MG_BUF_INIT;
    const struct mg_table *t = mg_site_table(site, table);

    if (!mg_site_in_use(site, table) || t->distributed || !t->single ||
        mg_site_is_changed(site, table))
        return false;
    mg_buf_add(&sql, "SELECT FROM pg_catalog.pg_class c WHERE relkind = 'r' AND NOT relispartition"
                     " AND EXISTS (SELECT FROM pg_catalog.pg_proc WHERE proname ="
                     " 'create_distributed_table_concurrently')"
                     " AND pg_catalog.current_setting('wal_level') = 'logical'"
                     " AND coalesce(pg_catalog.current_setting('citus.shard_replication_factor',"
                     " true), '1') = '1'"
                     " AND (relreplident = 'f' OR EXISTS (SELECT FROM pg_catalog.pg_index WHERE"
                     " indrelid = c.oid AND CASE relreplident WHEN 'd' THEN indisprimary"
                     " ELSE indisreplident END))"
                     " AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE contype = 'f'"
                     " AND c.oid IN (conrelid, confrelid))"
                     " AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = c.oid"
                     " AND attidentity <> '' AND NOT attisdropped)"
                     " AND c.oid = pg_catalog.to_regclass(");
    mg_buf_name_literal(&sql, table);
    mg_buf_addc(&sql, ')');

    PGresult *r = mg_site_query(site, mg_buf_text(&sql));
    bool can = r && PQntuples(r) > 0;

    PQclear(r);
    mg_buf_free(&sql);
    return can;
}

/* Where it was broken off, the table is one that Citus knows, in one piece: it goes on from there.
 */
static bool distributed_table_online(const void *args, struct mg_site *site,
                                     struct mg_script *script)
{
    const mg_distribution_args *a = args;
    struct mg_buf *b;

    if (!can_be_concurrent(site, a->table))
        return false;
    b = mg_script_step(script, MG_STEP_APART);
    mg_buf_add(b, "SELECT pg_catalog.create_distributed_table_concurrently(");
    mg_buf_name_literal(b, a->table);
    add_rest(b, a);
    b = mg_script_probe(script);
    mg_buf_add(b, "SELECT CASE WHEN p.partmethod = 'h' THEN 'done' END FROM (SELECT) one LEFT JOIN"
                  " pg_catalog.pg_dist_partition p ON p.logicalrelid = pg_catalog.to_regclass(");
    mg_buf_name_literal(b, a->table);
    mg_buf_addc(b, ')');
    return true;
}

/* A call that changes nothing is an error of Citus, and nothing to do here. */
static void add_unless_same(struct mg_buf *b, const mg_distribution_args *a)
{
    bool usual = a->shard_count && is_word(a->shard_count, "default") && !a->colocate_with;
    bool joins = !a->shard_count && a->colocate_with && !is_word(a->colocate_with, "none") &&
                 !is_word(a->colocate_with, "default");

    if (a->column || (!usual && !joins))
        return;
    mg_buf_add(b, " FROM pg_catalog.pg_dist_partition p JOIN pg_catalog.pg_dist_colocation g"
                  " USING (colocationid) WHERE p.logicalrelid = ");
    mg_buf_name_literal(b, a->table);
    mg_buf_add(b, "::pg_catalog.regclass AND ");
    if (usual) {
        mg_buf_printf(b, "g.shardcount <> %s", usual_count);
        return;
    }
    mg_buf_add(b, "colocationid <> (SELECT colocationid FROM pg_catalog.pg_dist_partition"
                  " WHERE logicalrelid = ");
    mg_buf_name_literal(b, a->colocate_with);
    mg_buf_add(b, "::pg_catalog.regclass)");
}

static void alter_distributed_table_sql(const void *args, struct mg_script *script)
{
    const mg_distribution_args *a = args;
    struct mg_buf *b = call(script, "alter_distributed_table", a->table);

    if (a->column) {
        mg_buf_add(b, ", distribution_column => ");
        mg_buf_literal(b, a->column);
    }
    add_shard_count(b, a->shard_count);
    add_colocation(b, a->colocate_with);
    /* Citus wants to be told about the others in its colocation group. */
    if (a->shard_count || a->colocate_with)
        mg_buf_printf(b, ", cascade_to_colocated => %s", a->cascade ? "true" : "false");
    mg_buf_addc(b, ')');
    add_unless_same(b, a);
}

static void undistribute_table_sql(const void *args, struct mg_script *script)
{
    mg_buf_addc(call(script, "undistribute_table", ((const mg_name_args *)args)->name), ')');
}

static void reference_table_sql(const void *args, struct mg_script *script)
{
    mg_buf_addc(call(script, "create_reference_table", ((const mg_name_args *)args)->name), ')');
}

static const struct mg_word create_words[] = {
    MG_WORD_POSITION(mg_distribution_args, table),
    MG_WORD_POSITION(mg_distribution_args, column),
    MG_WORD("COLOCATE_WITH", MG_TEXT, mg_distribution_args, colocate_with),
    MG_WORD("SHARD_COUNT", MG_BARE, mg_distribution_args, shard_count),
    MG_WORDS_END,
};

const struct mg_operation mg_op_distributed_table = {
    .name = "distributed_table",
    .size = sizeof(mg_distribution_args),
    .words = create_words,
    .sql = distributed_table_sql,
    .online = distributed_table_online,
};

static const struct mg_word alter_words[] = {
    MG_WORD_POSITION(mg_distribution_args, table),
    MG_WORD("DISTRIBUTED_BY", MG_TEXT, mg_distribution_args, column),
    MG_WORD("COLOCATE_WITH", MG_TEXT, mg_distribution_args, colocate_with),
    MG_WORD("SHARD_COUNT", MG_BARE, mg_distribution_args, shard_count),
    MG_WORD("CASCADE_TO_COLOCATED", MG_FLAG, mg_distribution_args, cascade),
    MG_WORDS_END,
};

const struct mg_operation mg_op_alter_distributed_table = {
    .name = "alter_distributed_table",
    .size = sizeof(mg_distribution_args),
    .words = alter_words,
    .sql = alter_distributed_table_sql,
};

const struct mg_operation mg_op_undistribute_table = {
    .name = "undistribute_table",
    .size = sizeof(mg_name_args),
    .words = mg_words_name,
    .sql = undistribute_table_sql,
};

const struct mg_operation mg_op_reference_table = {
    .name = "reference_table",
    .size = sizeof(mg_name_args),
    .words = mg_words_name,
    .sql = reference_table_sql,
};
