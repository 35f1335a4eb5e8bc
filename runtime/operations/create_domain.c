/*
 * CREATE DOMAIN with its checks; one that is NOT VALID it only takes afterwards. Blocks nobody;
 * loses nothing; drop_domain is the way back.
 */
#include "../sql/sql.h"

static void create_domain_sql(const void *args, struct mg_script *script)
{
    const mg_domain_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "CREATE DOMAIN ");
    mg_buf_name(b, a->name);
    mg_buf_printf(b, " AS %s", a->type);
    if (a->collation) {
        mg_buf_add(b, " COLLATE ");
        mg_buf_name(b, a->collation);
    }
    if (a->default_)
        mg_sql_default(b, a->default_);
    if (a->not_null && a->not_null_name) {
        mg_buf_add(b, " CONSTRAINT ");
        mg_buf_ident(b, a->not_null_name);
    }
    mg_buf_add(b, a->not_null ? " NOT NULL" : "");
    for (const mg_item *item = a->items; item && item->constraint; item++) {
        if (item->constraint->not_valid)
            continue;
        mg_buf_add(b, "\n    ");
        mg_sql_constraint(b, item->constraint);
    }
    for (const mg_item *item = a->items; item && item->constraint; item++) {
        if (!item->constraint->not_valid)
            continue;
        b = mg_script_step(script, MG_STEP_SQL);
        mg_buf_add(b, "ALTER DOMAIN ");
        mg_buf_name(b, a->name);
        mg_buf_add(b, " ADD ");
        mg_sql_constraint(b, item->constraint);
    }
    if (a->comment)
        mg_sql_comment(script, &(const mg_comment_args){"DOMAIN", NULL, a->name, a->comment});
    for (const mg_item *item = a->items; item && item->constraint; item++)
        if (item->constraint->comment)
            mg_sql_comment(script, &(const mg_comment_args){"DOMAIN CONSTRAINT", a->name,
                                                            item->constraint->name,
                                                            item->constraint->comment});
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_domain_args, name),
    MG_WORD_TYPE(NULL, MG_POSITION, mg_domain_args, type),
    MG_WORD("NOT_NULL", MG_FLAG, mg_domain_args, not_null),
    MG_WORD("NOT_NULL_NAME", MG_TEXT, mg_domain_args, not_null_name),
    MG_WORD("DEFAULT", MG_TEXT, mg_domain_args, default_),
    MG_WORD("COLLATE", MG_TEXT, mg_domain_args, collation),
    MG_WORD("COMMENT", MG_TEXT, mg_domain_args, comment),
    {.word = "CONSTRAINTS",
     .spelling = MG_ITEMS,
     MG_AT(mg_domain_args, items),
     .words = mg_words_check},
    MG_WORDS_END,
};

const struct mg_operation mg_op_create_domain = {
    .name = "create_domain",
    .size = sizeof(mg_domain_args),
    .words = words,
    .sql = create_domain_sql,
};
