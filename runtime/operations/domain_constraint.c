/*
 * Constraints of domains. To add one reads every table that has a column of the domain, under
 * Share, and fails where a value breaks it; NOT VALID reads nothing, and validating it does so
 * later. Dropping and renaming block nobody. No data is lost, but values that break a constraint
 * may come in while it is not there.
 */
#include "../sql/sql.h"

static struct mg_buf *alter(struct mg_script *script, const char *domain, const char *action)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER DOMAIN ");
    mg_buf_name(b, domain);
    mg_buf_printf(b, " %s ", action);
    return b;
}

static void add_domain_constraint_sql(const void *args, struct mg_script *script)
{
    const mg_table_args *a = args;

    for (const mg_item *item = a->items; item->constraint; item++)
        mg_sql_constraint(alter(script, a->name, "ADD"), item->constraint);
    for (const mg_item *item = a->items; item->constraint; item++)
        if (item->constraint->comment)
            mg_sql_comment(script, &(const mg_comment_args){"DOMAIN CONSTRAINT", a->name,
                                                            item->constraint->name,
                                                            item->constraint->comment});
}

static void drop_domain_constraint_sql(const void *args, struct mg_script *script)
{
    const mg_part_args *a = args;

    mg_buf_ident(alter(script, a->table, "DROP CONSTRAINT"), a->name);
}

static void validate_domain_constraint_sql(const void *args, struct mg_script *script)
{
    const mg_part_args *a = args;

    mg_buf_ident(alter(script, a->table, "VALIDATE CONSTRAINT"), a->name);
}

static void rename_domain_constraint_sql(const void *args, struct mg_script *script)
{
    const mg_rename_part_args *a = args;
    struct mg_buf *b = alter(script, a->table, "RENAME CONSTRAINT");

    mg_buf_ident(b, a->name);
    mg_buf_add(b, " TO ");
    mg_buf_ident(b, a->to);
}

static const struct mg_word add_words[] = {
    MG_WORD_POSITION(mg_table_args, name),
    {.spelling = MG_ITEMS, MG_AT(mg_table_args, items), .words = mg_words_check},
    MG_WORDS_END,
};

const struct mg_operation mg_op_add_domain_constraint = {
    .name = "add_domain_constraint",
    .size = sizeof(mg_table_args),
    .words = add_words,
    .sql = add_domain_constraint_sql,
};

const struct mg_operation mg_op_drop_domain_constraint = {
    .name = "drop_domain_constraint",
    .size = sizeof(mg_part_args),
    .words = mg_words_part,
    .sql = drop_domain_constraint_sql,
};

const struct mg_operation mg_op_validate_domain_constraint = {
    .name = "validate_domain_constraint",
    .size = sizeof(mg_part_args),
    .words = mg_words_part,
    .sql = validate_domain_constraint_sql,
};

const struct mg_operation mg_op_rename_domain_constraint = {
    .name = "rename_domain_constraint",
    .size = sizeof(mg_rename_part_args),
    .words = mg_words_rename_part,
    .sql = rename_domain_constraint_sql,
};
