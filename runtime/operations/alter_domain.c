/*
 * ALTER DOMAIN SET and DROP, one statement for each change. A default blocks nobody. NOT NULL reads
 * every table that has a column of the domain, under Share, and fails where one holds NULL. Loses
 * nothing but what was said; the way back says it again.
 */
#include "../sql/sql.h"

static struct mg_buf *alter(struct mg_script *script, const mg_domain_args *a, const char *action)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER DOMAIN ");
    mg_buf_name(b, a->name);
    mg_buf_printf(b, " %s", action);
    return b;
}

static void alter_domain_sql(const void *args, struct mg_script *script)
{
    const mg_domain_args *a = args;

    if (a->default_)
        mg_sql_default(alter(script, a, "SET"), a->default_);
    if (a->no_default)
        alter(script, a, "DROP DEFAULT");
    if (a->not_null && a->not_null_name) {
        struct mg_buf *b = alter(script, a, "ADD CONSTRAINT ");

        mg_buf_ident(b, a->not_null_name);
        mg_buf_add(b, " NOT NULL");
    } else if (a->not_null) {
        alter(script, a, "SET NOT NULL");
    }
    if (a->nullable)
        alter(script, a, "DROP NOT NULL");
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_domain_args, name),
    MG_WORD("NOT_NULL", MG_FLAG, mg_domain_args, not_null),
    MG_WORD("NOT_NULL_NAME", MG_TEXT, mg_domain_args, not_null_name),
    MG_WORD("NULLABLE", MG_FLAG, mg_domain_args, nullable),
    MG_WORD("DEFAULT", MG_TEXT, mg_domain_args, default_),
    MG_WORD("NO_DEFAULT", MG_FLAG, mg_domain_args, no_default),
    MG_WORDS_END,
};

const struct mg_operation mg_op_alter_domain = {
    .name = "alter_domain",
    .size = sizeof(mg_domain_args),
    .words = words,
    .sql = alter_domain_sql,
};
