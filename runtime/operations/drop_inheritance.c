/*
 * ALTER TABLE NO INHERIT: a table keeps its rows, columns and checks, and no longer shares them
 * with its parent.
 *
 * AccessExclusive on the child, for a moment. That its columns were inherited, and not its own,
 * cannot be had back by add_inheritance.
 */
#include "../recipes/follow_names.h"

static void drop_inheritance_sql(const void *args, struct mg_script *script)
{
    const mg_rename_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER TABLE ");
    mg_buf_name(b, a->name);
    mg_buf_add(b, " NO INHERIT ");
    mg_buf_name(b, a->to);
}

static bool drop_inheritance_online(const void *args, struct mg_site *site,
                                    struct mg_script *script)
{
    drop_inheritance_sql(args, script);
    mg_left_parent(site, script, ((const mg_rename_args *)args)->name);
    return true;
}

const struct mg_operation mg_op_drop_inheritance = {
    .name = "drop_inheritance",
    .size = sizeof(mg_rename_args),
    .words = mg_words_rename,
    .sql = drop_inheritance_sql,
    .online = drop_inheritance_online,
};
