/*
 * CREATE MATERIALIZED VIEW: runs the query and keeps its rows, unless NO_DATA says that a later
 * refresh will. Reads what the query reads, with its locks (AccessShare), as long as that takes.
 * Loses nothing; drop_materialized_view is the way back.
 */
#include "../sql/sql.h"
#include "../stash/stash.h"

/* Up to the query. */
static void add_create(struct mg_buf *b, const mg_materialized_view_args *a)
{
    mg_buf_add(b, "CREATE MATERIALIZED VIEW ");
    mg_buf_name(b, a->name);
    if (a->method) {
        mg_buf_add(b, " USING ");
        mg_buf_ident(b, a->method);
    }
    mg_sql_with(b, a->with);
    if (a->tablespace) {
        mg_buf_add(b, " TABLESPACE ");
        mg_buf_ident(b, a->tablespace);
    }
    mg_buf_add(b, " AS ");
}

static const char *end_of(const mg_materialized_view_args *a)
{
    return a->no_data ? " WITH NO DATA" : "";
}

static void add_comment(struct mg_script *script, const mg_materialized_view_args *a)
{
    if (a->comment)
        mg_sql_comment(script,
                       &(const mg_comment_args){"MATERIALIZED VIEW", NULL, a->name, a->comment});
}

static void create_materialized_view_sql(const void *args, struct mg_script *script)
{
    const mg_materialized_view_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    add_create(b, a);
    mg_buf_printf(b, "%s%s", a->query, end_of(a));
    add_comment(script, a);
}

/* `*` is not to show what is held. */
static bool create_materialized_view_online(const void *args, struct mg_site *site,
                                            struct mg_script *script)
{
    const mg_materialized_view_args *a = args;
    struct mg_buf create = MG_BUF_INIT;

    add_create(&create, a);
    bool made = mg_site_wrote(site, &create) &&
                mg_stash_view(site, script, mg_buf_text(&create), a->query, end_of(a));
    if (made)
        add_comment(script, a);
    mg_buf_free(&create);
    return made;
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_materialized_view_args, name),
    MG_WORD("METHOD", MG_TEXT, mg_materialized_view_args, method),
    MG_WORD("WITH", MG_LIST, mg_materialized_view_args, with),
    MG_WORD("TABLESPACE", MG_TEXT, mg_materialized_view_args, tablespace),
    MG_WORD("QUERY", MG_TEXT, mg_materialized_view_args, query),
    MG_WORD("NO_DATA", MG_FLAG, mg_materialized_view_args, no_data),
    MG_WORD("COMMENT", MG_TEXT, mg_materialized_view_args, comment),
    MG_WORDS_END,
};

const struct mg_operation mg_op_create_materialized_view = {
    .name = "create_materialized_view",
    .size = sizeof(mg_materialized_view_args),
    .words = words,
    .sql = create_materialized_view_sql,
    .online = create_materialized_view_online,
    .restores = true,
};
