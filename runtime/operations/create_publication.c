/*
 * CREATE PUBLICATION and ALTER PUBLICATION. ShareUpdateExclusive on tables that are added: reading
 * and writing go on. Tables of all or of whole schemas need a superuser. Lose nothing here; what
 * subscribers miss meanwhile they miss. drop_publication, or the same with what was before, is the
 * way back.
 */
#include "../sql/sql.h"

#include <string.h>

/* The operations are one text: 'insert, update'. */
static void add_published(struct mg_buf *b, mg_list publish)
{
    mg_buf_add(b, "publish = '");
    for (size_t i = 0; publish[i]; i++)
        mg_buf_printf(b, "%s%s", i ? ", " : "", strcmp(publish[i], "none") == 0 ? "" : publish[i]);
    mg_buf_add(b, "'");
}

static bool has_options(const mg_publication_args *a)
{
    return a->publish || a->generated || a->via_root || a->no_via_root;
}

static void add_options(struct mg_buf *b, const char *before, const mg_publication_args *a)
{
    const char *comma = "";

    if (!has_options(a))
        return;
    mg_buf_printf(b, "%s(", before);
    if (a->publish) {
        add_published(b, a->publish);
        comma = ", ";
    }
    if (a->generated) {
        mg_buf_printf(b, "%spublish_generated_columns = ", comma);
        mg_buf_ident(b, a->generated);
        comma = ", ";
    }
    if (a->via_root || a->no_via_root)
        mg_buf_printf(b, "%spublish_via_partition_root = %s", comma,
                      a->via_root ? "true" : "false");
    mg_buf_addc(b, ')');
}

static void create_publication_sql(const void *args, struct mg_script *script)
{
    const mg_publication_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "CREATE PUBLICATION ");
    mg_buf_ident(b, a->name);
    mg_buf_add(b, a->all_tables ? " FOR ALL TABLES" : "");
    if (a->schemas) {
        mg_buf_add(b, " FOR TABLES IN SCHEMA ");
        mg_sql_names(b, a->schemas);
    }
    add_options(b, " WITH ", a);
    if (a->comment)
        mg_sql_comment(script, &(const mg_comment_args){"PUBLICATION", NULL, a->name, a->comment});
}

static void alter(struct mg_script *script, const char *name, const char *what, mg_list schemas)
{
    struct mg_buf *b;

    if (!schemas)
        return;
    b = mg_script_step(script, MG_STEP_SQL);
    mg_buf_add(b, "ALTER PUBLICATION ");
    mg_buf_ident(b, name);
    mg_buf_printf(b, " %s TABLES IN SCHEMA ", what);
    mg_sql_names(b, schemas);
}

static void alter_publication_sql(const void *args, struct mg_script *script)
{
    const mg_publication_args *a = args;

    alter(script, a->name, "DROP", a->drop_schemas);
    alter(script, a->name, "ADD", a->add_schemas);
    if (has_options(a)) {
        struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

        mg_buf_add(b, "ALTER PUBLICATION ");
        mg_buf_ident(b, a->name);
        add_options(b, " SET ", a);
    }
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_publication_args, name),
    MG_WORD("ALL_TABLES", MG_FLAG, mg_publication_args, all_tables),
    MG_WORD_SINCE(15, "TABLES_IN_SCHEMA", MG_LIST, mg_publication_args, schemas),
    MG_WORD_SINCE(15, "ADD_SCHEMAS", MG_LIST, mg_publication_args, add_schemas),
    MG_WORD_SINCE(15, "DROP_SCHEMAS", MG_LIST, mg_publication_args, drop_schemas),
    MG_WORD("PUBLISH", MG_LIST, mg_publication_args, publish),
    MG_WORD_SINCE(18, "GENERATED", MG_TEXT, mg_publication_args, generated),
    MG_WORD("VIA_ROOT", MG_FLAG, mg_publication_args, via_root),
    MG_WORD("NO_VIA_ROOT", MG_FLAG, mg_publication_args, no_via_root),
    MG_WORD("COMMENT", MG_TEXT, mg_publication_args, comment),
    MG_WORDS_END,
};

const struct mg_operation mg_op_create_publication = {
    .name = "create_publication",
    .size = sizeof(mg_publication_args),
    .words = words,
    .sql = create_publication_sql,
};

const struct mg_operation mg_op_alter_publication = {
    .name = "alter_publication",
    .size = sizeof(mg_publication_args),
    .words = words,
    .sql = alter_publication_sql,
};
