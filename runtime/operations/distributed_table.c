/*
 * Citus: create_distributed_table, create_reference_table, alter_distributed_table and
 * undistribute_table (https://docs.citusdata.com, develop/api_udf), Citus 11 and newer.
 *
 * Each copies the rows that are there, to other nodes or back, while writes to the table wait;
 * reads go on until the end of it. alter_distributed_table and undistribute_table make a new table
 * of the same name, which has all that the old one had but foreign keys to and from other
 * distributed tables: the migration drops these before and adds them after. Neither can with an
 * identity column (issue 6808 of citusdata/citus). Lose nothing; each other's way back.
 */
#include "../sql/sql.h"

#include <string.h>

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

static void distributed_table_sql(const void *args, struct mg_script *script)
{
    const mg_distribution_args *a = args;
    struct mg_buf *b = call(script, "create_distributed_table", a->table);

    mg_buf_add(b, ", ");
    mg_buf_literal(b, a->column);
    add_colocation(b, a->colocate_with);
    add_shard_count(b, a->shard_count);
    mg_buf_addc(b, ')');
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
