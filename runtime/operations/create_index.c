/*
 * CREATE INDEX, in the schema of its table whatever its name says. Share on the table: writes wait
 * while it is built. On a table in use it is built CONCURRENTLY, where ShareUpdateExclusive lets
 * reads and writes go on. A unique one fails on rows that are equal. Loses nothing; drop_index is
 * the way back.
 */
#include "../recipes/online.h"

static void add_options(struct mg_buf *b, const mg_index_args *a)
{
    if (a->include && a->include[0]) {
        mg_buf_add(b, " INCLUDE (");
        mg_sql_names(b, a->include);
        mg_buf_addc(b, ')');
    }
    mg_buf_add(b, a->nulls_not_distinct ? " NULLS NOT DISTINCT" : "");
    mg_sql_with(b, a->with);
    if (a->tablespace) {
        mg_buf_add(b, " TABLESPACE ");
        mg_buf_ident(b, a->tablespace);
    }
    if (a->where)
        mg_buf_printf(b, " WHERE %s", a->where);
}

void mg_sql_create_index(struct mg_buf *b, const mg_index_args *a, enum mg_index_how how)
{
    mg_buf_printf(b, "CREATE %sINDEX %s", a->unique ? "UNIQUE " : "",
                  how == MG_INDEX_CONCURRENTLY ? "CONCURRENTLY " : "");
    mg_buf_name(b, mg_sql_last_part(a->name));
    mg_buf_add(b, how == MG_INDEX_ONLY || a->only ? " ON ONLY " : " ON ");
    mg_buf_name(b, a->table);
    if (a->method) {
        mg_buf_add(b, " USING ");
        mg_buf_ident(b, a->method);
    }
    mg_buf_add(b, " (");
    mg_sql_list(b, a->elements);
    mg_buf_addc(b, ')');
    add_options(b, a);
}

/* The index as others name it: in the schema of its table. */
static bool qualify(const mg_index_args *a, struct mg_script *script, struct mg_buf *name)
{
    mg_sql_name_beside(name, a->table, mg_sql_last_part(a->name));
    script->failed |= mg_buf_failed(name);
    return !mg_buf_failed(name);
}

static void add_comment(const mg_index_args *a, struct mg_script *script)
{
    struct mg_buf name = MG_BUF_INIT;

    if (a->comment && qualify(a, script, &name))
        mg_sql_comment(script,
                       &(const mg_comment_args){"INDEX", NULL, mg_buf_text(&name), a->comment});
    mg_buf_free(&name);
}

static void add_rest(const mg_index_args *a, struct mg_script *script)
{
    struct mg_buf name = MG_BUF_INIT;

    if (a->statistics && qualify(a, script, &name))
        mg_sql_index_statistics(script, mg_buf_text(&name), a->statistics);
    mg_buf_free(&name);
    add_comment(a, script);
}

static void create_index_sql(const void *args, struct mg_script *script)
{
    const mg_index_args *a = args;

    mg_sql_create_index(mg_script_step(script, MG_STEP_SQL), a, MG_INDEX_PLAIN);
    add_rest(a, script);
}

static void rename_built(const mg_index_args *a, const char *to, struct mg_script *script)
{
    struct mg_buf name = MG_BUF_INIT, *b;

    if (qualify(a, script, &name)) {
        b = mg_script_step(script, MG_STEP_SQL);
        mg_buf_add(b, "ALTER INDEX ");
        mg_buf_name(b, mg_buf_text(&name));
        mg_buf_add(b, " RENAME TO ");
        mg_buf_ident(b, to);
    }
    mg_buf_free(&name);
}

/*
 * Another index has the name until this one is built, and drops it then: a moment under
 * AccessExclusive, as neither can be renamed CONCURRENTLY.
 */
static void replace(const mg_index_args *a, struct mg_site *site, struct mg_script *script)
{
    struct mg_script late = {0};
    struct mg_buf name = MG_BUF_INIT;
    mg_index_args built = *a;

    mg_late_name(site, &name, mg_sql_last_part(a->name));
    if (mg_buf_failed(&name)) {
        script->failed = true;
    } else {
        built.name = mg_buf_text(&name);
        mg_online_build_index(script, &built);
        mg_late_drop_together(site, a->name);
        rename_built(&built, mg_sql_last_part(a->name), &late);
        add_rest(a, &late);
    }
    mg_late_add(site, MG_LATE_OTHER, NULL, &late);
    mg_buf_free(&name);
}

static bool create_index_online(const void *args, struct mg_site *site, struct mg_script *script)
{
    const mg_index_args *a = args;

    if (a->only || !mg_site_in_use(site, a->table))
        return false;
    if (mg_site_table(site, a->table)->partitioned) {
        if (!mg_online_partitioned_index(site, script, a))
            return false;
    } else if (mg_late_drops(site, a->name)) {
        replace(a, site, script);
        return true;
    } else {
        mg_online_build_index(script, a);
    }
    add_rest(a, script);
    return true;
}

static const char *create_index_about(const void *args)
{
    const mg_index_args *a = args;

    return a->table;
}

// clang-format off
static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_index_args, name),
    { .word = "ON", .spelling = MG_TEXT_LIST, MG_AT(mg_index_args, table),
      .second = offsetof(mg_index_args, elements),
      .condition = offsetof(mg_index_args, unique), .unless = true },
    { .word = "UNIQUE_ON", .spelling = MG_TEXT_LIST, MG_AT(mg_index_args, table),
      .second = offsetof(mg_index_args, elements), .condition = offsetof(mg_index_args, unique) },
    MG_WORD("METHOD", MG_TEXT, mg_index_args, method),
    MG_WORD("INCLUDE", MG_LIST, mg_index_args, include),
    MG_WORD_SINCE(15, "NULLS_NOT_DISTINCT", MG_FLAG, mg_index_args, nulls_not_distinct),
    MG_WORD("WITH", MG_LIST, mg_index_args, with),
    MG_WORD("ONLY", MG_FLAG, mg_index_args, only),
    MG_WORD("TABLESPACE", MG_TEXT, mg_index_args, tablespace),
    MG_WORD("WHERE", MG_TEXT, mg_index_args, where),
    MG_WORD("ELEMENT_STATISTICS", MG_LIST, mg_index_args, statistics),
    MG_WORD("COMMENT", MG_TEXT, mg_index_args, comment),
    MG_WORDS_END,
};
// clang-format on

const struct mg_operation mg_op_create_index = {
    .name = "create_index",
    .size = sizeof(mg_index_args),
    .words = words,
    .sql = create_index_sql,
    .online = create_index_online,
    .about = create_index_about,
};
