/*
 * ALTER ... OWNER TO. AccessExclusive on a table, for a moment; less on anything else. Who runs it
 * must own the object and be a member of the new role, which needs CREATE on the schema. Loses
 * nothing: the former owner can be said again.
 */
#include "../sql/sql.h"

static void owner_sql(const void *args, struct mg_script *script)
{
    const mg_owner_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER ");
    mg_sql_object(b, a->object, a->table, a->name);
    mg_buf_add(b, " OWNER TO ");
    mg_sql_role(b, a->role ? a->role : "current_user");
}

static const char *owner_about(const void *args)
{
    const mg_owner_args *a = args;

    return a->name;
}

static const struct mg_word words[] = {
    MG_WORDS_ON,
    MG_WORD("CURRENT_USER", MG_POSITION, mg_owner_args, role),
    MG_WORDS_END,
};

const struct mg_operation mg_op_owner = {
    .name = "owner",
    .size = sizeof(mg_owner_args),
    .words = words,
    .sql = owner_sql,
    .about = owner_about,
};
