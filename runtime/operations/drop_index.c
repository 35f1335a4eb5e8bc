/*
 * DROP INDEX. AccessExclusive on the table (reads wait as well), for a moment; on a table in use it
 * is dropped CONCURRENTLY, which waits for others and holds up nobody, once what replaces it is
 * there (late.h). Loses no data; the way back
 * builds the index anew. CASCADE takes along the keys of partitions that are parts of it.
 */
#include "../site/site.h"
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

/* Whether the index is one of a table in use; a partitioned one cannot go CONCURRENTLY. */
static bool is_in_use(struct mg_site *site, const char *name, enum mg_late_kind *kind,
                      bool *of_partition)
{
    struct mg_buf sql = MG_BUF_INIT, quoted = MG_BUF_INIT;
    mg_buf_name(&quoted, name);
    mg_buf_add(&sql, "SELECT i.indisunique, (SELECT t.relispartition FROM pg_catalog.pg_class t"
                     " WHERE t.oid = i.indrelid) FROM pg_catalog.pg_index i"
                     " JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE c.relkind = 'i' "
                     "AND NOT c.relispartition"
                     " AND pg_catalog.pg_relation_size(i.indrelid) > 0"
                     " AND c.oid = pg_catalog.to_regclass(");
    mg_buf_literal(&sql, mg_buf_text(&quoted));
    mg_buf_addc(&sql, ')');
    PGresult *result = mg_site_query(site, mg_buf_text(&sql));
    bool in_use = result && PQntuples(result) > 0;
    *kind = in_use && *PQgetvalue(result, 0, 0) == 't' ? MG_LATE_KEY : MG_LATE_OTHER;
    *of_partition = in_use && *PQgetvalue(result, 0, 1) == 't';
    PQclear(result);
    mg_buf_free(&sql);
    mg_buf_free(&quoted);
    return in_use;
}

static void add_drop(struct mg_script *script, const char *name)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_APART);

    mg_buf_add(b, "DROP INDEX CONCURRENTLY ");
    mg_buf_name(b, name);
    mg_sql_probe_index(mg_script_probe(script), name, false);
}

static bool drop_index_online(const void *args, struct mg_site *site, struct mg_script *script)
{
    const mg_drop_index_args *a = args;
    struct mg_script drop = {0};
    enum mg_late_kind kind;
    bool of_partition;

    if (!is_in_use(site, a->name, &kind, &of_partition))
        return false;
    /* The name may be wanted for an index of the partitioned table. */
    add_drop(of_partition ? script : &drop, a->name);
    mg_late_add(site, kind, a->name, &drop);
    return true;
}

const struct mg_operation mg_op_drop_index = {
    .name = "drop_index",
    .size = sizeof(mg_drop_index_args),
    .words = words,
    .sql = drop_index_sql,
    .online = drop_index_online,
};
