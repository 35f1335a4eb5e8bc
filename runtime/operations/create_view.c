/*
 * CREATE VIEW, or CREATE OR REPLACE, which keeps whatever depends on the view but can only add
 * columns behind those that are there; the view's options become those given here. The relations
 * of the query must be there. AccessExclusive on a view that is replaced, for a moment. Loses
 * nothing; drop_view is the way back (of a replacement: replacing it again).
 */
#include "../sql/sql.h"
#include "../stash/stash.h"

static void add_option(struct mg_buf *b, unsigned *n, const char *name, const char *value)
{
    mg_buf_printf(b, "%s%s = %s", (*n)++ ? ", " : " WITH (", name, value);
}

/* Up to the query. */
static void add_create(struct mg_buf *b, const mg_view_args *a)
{
    unsigned n = 0;

    mg_buf_add(b, a->or_replace ? "CREATE OR REPLACE VIEW " : "CREATE VIEW ");
    mg_buf_name(b, a->name);
    if (a->security_barrier)
        add_option(b, &n, "security_barrier", "true");
    if (a->security_invoker) /* from PostgreSQL 15 on */
        add_option(b, &n, "security_invoker", "true");
    if (a->check_option)
        add_option(b, &n, "check_option", a->check_option);
    for (size_t i = 0; a->with && a->with[i]; i++)
        mg_buf_printf(b, "%s%s", n++ ? ", " : " WITH (", a->with[i]);
    mg_buf_add(b, n ? ") AS " : " AS ");
}

static void add_comment(struct mg_script *script, const mg_view_args *a)
{
    if (a->comment)
        mg_sql_comment(script, &(const mg_comment_args){"VIEW", NULL, a->name, a->comment});
}

static void create_view_sql(const void *args, struct mg_script *script)
{
    const mg_view_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    add_create(b, a);
    mg_buf_add(b, a->query);
    add_comment(script, a);
}

/* `*` is not to show what is held. */
static bool create_view_online(const void *args, struct mg_site *site, struct mg_script *script)
{
    const mg_view_args *a = args;
    struct mg_buf create = MG_BUF_INIT;

    add_create(&create, a);
    bool made = mg_site_wrote(site, &create) &&
                mg_stash_view(site, script, mg_buf_text(&create), a->query, "");
    if (made)
        add_comment(script, a);
    mg_buf_free(&create);
    return made;
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_view_args, name),
    MG_WORD("OR_REPLACE", MG_FLAG, mg_view_args, or_replace),
    MG_WORD("SECURITY_BARRIER", MG_FLAG, mg_view_args, security_barrier),
    MG_WORD_SINCE(15, "SECURITY_INVOKER", MG_FLAG, mg_view_args, security_invoker),
    MG_WORD("CHECK_OPTION", MG_BARE, mg_view_args, check_option),
    MG_WORD("WITH", MG_LIST, mg_view_args, with),
    MG_WORD("QUERY", MG_TEXT, mg_view_args, query),
    MG_WORD("COMMENT", MG_TEXT, mg_view_args, comment),
    MG_WORDS_END,
};

const struct mg_operation mg_op_create_view = {
    .name = "create_view",
    .size = sizeof(mg_view_args),
    .words = words,
    .sql = create_view_sql,
    .online = create_view_online,
    .restores = true,
};
