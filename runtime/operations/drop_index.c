/*
 * DROP INDEX. AccessExclusive on the table (reads wait as well), for a moment; on a table in use it
 * is dropped CONCURRENTLY, which waits for others and holds up nobody, once what replaces it is
 * there (late.h). Loses no data; the way back builds the index anew. CASCADE takes along the keys
 * of partitions that are parts of it.
 *
 * Citus drops it of each shard in a transaction of its own: where it was broken off, some have it
 * no more, so that only IF EXISTS goes on there (DropIndexTaskList in
 * src/backend/distributed/commands/index.c). That may make it go from nowhere: it is there.
 */
#include "../site/shards.h"
#include "../sql/sql.h"

static void drop_index_sql(const void *args, struct mg_script *script)
{
    const mg_drop_index_args *a = args;

    mg_sql_drop(script, "INDEX", a->name);
    if (a->cascade)
        mg_buf_add(&script->steps[script->n - 1].text, " CASCADE");
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_drop_index_args, name),
    MG_WORD("CASCADE", MG_FLAG, mg_drop_index_args, cascade),
    MG_WORDS_END,
};

struct found {
    enum mg_late_kind kind;
    bool of_partition, distributed;
};

/* Whether rows of the table are anywhere. */
static bool holds_rows(struct mg_site *site, const PGresult *r, struct found *found)
{
    struct mg_shards shards;

    found->distributed = *PQgetvalue(r, 0, 3) && mg_shards_read(site, PQgetvalue(r, 0, 3), &shards);
    return found->distributed ? !shards.empty : *PQgetvalue(r, 0, 2) == 't';
}

/* Whether the index is one of a table in use; a partitioned one cannot go CONCURRENTLY. */
static bool is_in_use(struct mg_site *site, const char *name, struct found *found)
{
    struct mg_buf sql = MG_BUF_INIT;

    mg_buf_add(&sql, "SELECT i.indisunique, t.relispartition,"
                     " pg_catalog.pg_relation_size(i.indrelid) > 0,"
                     " CASE WHEN " MG_HAS_CITUS " THEN t.oid END FROM pg_catalog.pg_index i"
                     " JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid"
                     " JOIN pg_catalog.pg_class t ON t.oid = i.indrelid"
                     " WHERE c.relkind = 'i' AND NOT c.relispartition"
                     " AND c.oid = pg_catalog.to_regclass(");
    mg_buf_name_literal(&sql, name);
    mg_buf_addc(&sql, ')');
    PGresult *result = mg_site_query(site, mg_buf_text(&sql));
    bool in_use = result && PQntuples(result) > 0 && holds_rows(site, result, found);
    found->kind = in_use && *PQgetvalue(result, 0, 0) == 't' ? MG_LATE_KEY : MG_LATE_OTHER;
    found->of_partition = in_use && *PQgetvalue(result, 0, 1) == 't';
    PQclear(result);
    mg_buf_free(&sql);
    return in_use;
}

static void add_drop(struct mg_script *script, const char *name, bool distributed)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_APART);

    mg_buf_printf(b, "DROP INDEX CONCURRENTLY %s", distributed ? "IF EXISTS " : "");
    mg_buf_name(b, name);
    mg_sql_probe_index(mg_script_probe(script), name, false);
}

static bool drop_index_online(const void *args, struct mg_site *site, struct mg_script *script)
{
    const mg_drop_index_args *a = args;
    struct mg_script drop = {0};
    struct found found = {0};

    if (!is_in_use(site, a->name, &found))
        return false;
    /* The name may be wanted for an index of the partitioned table. */
    add_drop(found.of_partition ? script : &drop, a->name, found.distributed);
    mg_late_add(site, found.kind, a->name, &drop);
    return true;
}

const struct mg_operation mg_op_drop_index = {
    .name = "drop_index",
    .size = sizeof(mg_drop_index_args),
    .words = words,
    .sql = drop_index_sql,
    .online = drop_index_online,
};
