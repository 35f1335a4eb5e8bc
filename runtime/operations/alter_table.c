/*
 * What a table is beside its columns and constraints: ALTER TABLE, an action for each word.
 *
 *     WITH, RESET         storage parameters, toast.* too: ShareUpdateExclusive for most of them,
 *                         AccessExclusive for the others, for a moment
 *     LOGGED, UNLOGGED    AccessExclusive; writes the whole table and its indexes anew
 *     ACCESS_METHOD       the same (from PostgreSQL 15 on)
 *     TABLESPACE          AccessExclusive; copies its files
 *     OF_TYPE, NO_TYPE, REPLICA_IDENTITY, REPLICA_INDEX: AccessExclusive, for a moment
 *     CLUSTER_ON, NO_CLUSTER: ShareUpdateExclusive, for a moment; no row moves
 *     ROW_SECURITY, FORCE_ROW_SECURITY, NO_...: AccessExclusive, for a moment. Who is not exempt
 * sees from then on the rows that policies let through: without one, none FDW_OPTIONS, ...    of a
 * foreign table: AccessExclusive, for a moment
 *
 * Nothing is lost, except that the rows of an UNLOGGED table do not survive a crash.
 */
#include "../sql/sql.h"

#include <string.h>

static void list_action(struct mg_script *actions, const char *what, mg_list list)
{
    struct mg_buf *b;

    if (!list || !list[0])
        return;
    b = mg_sql_action(actions);
    mg_buf_printf(b, "%s (", what);
    mg_sql_list(b, list);
    mg_buf_addc(b, ')');
}

static void name_action(struct mg_script *actions, const char *what, const char *name)
{
    struct mg_buf *b;

    if (!name)
        return;
    b = mg_sql_action(actions);
    mg_buf_add(b, what);
    mg_buf_ident(b, name);
}

static void row_security(struct mg_script *actions, const mg_alter_table_args *a)
{
    if (a->row_security || a->no_row_security)
        mg_buf_printf(mg_sql_action(actions), "%s ROW LEVEL SECURITY",
                      a->row_security ? "ENABLE" : "DISABLE");
    if (a->force_row_security || a->no_force_row_security)
        mg_buf_printf(mg_sql_action(actions), "%s ROW LEVEL SECURITY",
                      a->force_row_security ? "FORCE" : "NO FORCE");
}

/* What PostgreSQL wants in a statement of its own. */
static void alone(struct mg_script *script, const char *table, const char *what, const char *name)
{
    struct mg_script actions = {0};

    name_action(&actions, what, name);
    mg_sql_alter_table(script, table, &actions);
}

static void alter_fdw(struct mg_script *script, const mg_alter_table_args *a)
{
    struct mg_script actions = {0};
    struct mg_buf options = MG_BUF_INIT;

    mg_sql_fdw_changes(&options, a->fdw, a->fdw_add, a->fdw_drop);
    if (mg_buf_failed(&options))
        script->failed = true;
    else if (options.n)
        mg_buf_add(mg_sql_action(&actions), mg_buf_text(&options) + 1);
    mg_buf_free(&options);
    mg_sql_alter(script, "FOREIGN TABLE", a->name, &actions);
}

static void alter_table_sql(const void *args, struct mg_script *script)
{
    const mg_alter_table_args *a = args;
    struct mg_script actions = {0};

    if (a->no_type)
        mg_buf_add(mg_sql_action(&actions), "NOT OF");
    if (a->of_type)
        mg_buf_printf(mg_sql_action(&actions), "OF %s", a->of_type);
    if (a->logged || a->unlogged)
        mg_buf_printf(mg_sql_action(&actions), "SET %s", a->logged ? "LOGGED" : "UNLOGGED");
    list_action(&actions, "RESET", a->reset);
    list_action(&actions, "SET", a->with);
    if (a->replica_identity)
        mg_buf_printf(mg_sql_action(&actions), "REPLICA IDENTITY %s", a->replica_identity);
    name_action(&actions, "REPLICA IDENTITY USING INDEX ", a->replica_index);
    if (a->no_cluster)
        mg_buf_add(mg_sql_action(&actions), "SET WITHOUT CLUSTER");
    name_action(&actions, "CLUSTER ON ", a->cluster_on);
    row_security(&actions, a);
    mg_sql_alter_table(script, a->name, &actions);
    alone(script, a->name, "SET ACCESS METHOD ", a->access_method);
    alone(script, a->name, "SET TABLESPACE ", a->tablespace);
    alter_fdw(script, a);
}

// clang-format off
static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_alter_table_args, name),
    MG_WORD("LOGGED", MG_FLAG, mg_alter_table_args, logged),
    MG_WORD("UNLOGGED", MG_FLAG, mg_alter_table_args, unlogged),
    MG_WORD("NO_TYPE", MG_FLAG, mg_alter_table_args, no_type),
    MG_WORD("OF_TYPE", MG_TEXT, mg_alter_table_args, of_type),
    MG_WORD_SINCE(15, "ACCESS_METHOD", MG_TEXT, mg_alter_table_args, access_method),
    MG_WORD("TABLESPACE", MG_TEXT, mg_alter_table_args, tablespace),
    MG_WORD("REPLICA_IDENTITY", MG_BARE, mg_alter_table_args, replica_identity),
    MG_WORD("REPLICA_INDEX", MG_TEXT, mg_alter_table_args, replica_index),
    MG_WORD("NO_CLUSTER", MG_FLAG, mg_alter_table_args, no_cluster),
    MG_WORD("CLUSTER_ON", MG_TEXT, mg_alter_table_args, cluster_on),
    MG_WORD("RESET", MG_LIST, mg_alter_table_args, reset),
    MG_WORD("WITH", MG_LIST, mg_alter_table_args, with),
    MG_WORD("ROW_SECURITY", MG_FLAG, mg_alter_table_args, row_security),
    MG_WORD("NO_ROW_SECURITY", MG_FLAG, mg_alter_table_args, no_row_security),
    MG_WORD("FORCE_ROW_SECURITY", MG_FLAG, mg_alter_table_args, force_row_security),
    MG_WORD("NO_FORCE_ROW_SECURITY", MG_FLAG, mg_alter_table_args, no_force_row_security),
    MG_WORD("DROP_FDW_OPTIONS", MG_LIST, mg_alter_table_args, fdw_drop),
    MG_WORD("FDW_OPTIONS", MG_LIST, mg_alter_table_args, fdw),
    MG_WORD("ADD_FDW_OPTIONS", MG_LIST, mg_alter_table_args, fdw_add),
    MG_WORDS_END,
};
// clang-format on

const struct mg_operation mg_op_alter_table = {
    .name = "alter_table",
    .size = sizeof(mg_alter_table_args),
    .words = words,
    .sql = alter_table_sql,
};
