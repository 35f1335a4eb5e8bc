/*
 * ALTER INDEX: storage parameters, tablespace, the statistics targets of expressions. Of an index
 * or of one behind a key or an exclusion constraint, by its name.
 *
 * Storage parameters: AccessExclusive on the index for most of them, for a moment; what is there
 * stays as it is, they count for new pages. TABLESPACE copies the index under AccessExclusive. The
 * targets (ShareUpdateExclusive, nobody waits) count from the next ANALYZE on. Loses nothing.
 */
#include "../sql/sql.h"

#include <string.h>

static struct mg_buf *begin(struct mg_script *script, const char *name)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER INDEX ");
    mg_buf_name(b, name);
    return b;
}

void mg_sql_index_statistics(struct mg_script *script, const char *name, mg_list statistics)
{
    for (; statistics && *statistics; statistics++) {
        const char *target = strchr(*statistics, '=');
        struct mg_buf *b = begin(script, name);

        mg_buf_printf(b, " ALTER COLUMN %.*s SET STATISTICS %s",
                      (int)(target ? target - *statistics : 0), *statistics,
                      target ? target + 1 : "");
    }
}

static void alter_index_sql(const void *args, struct mg_script *script)
{
    const mg_alter_index_args *a = args;

    if (a->reset && a->reset[0]) {
        struct mg_buf *b = begin(script, a->name);

        mg_buf_add(b, " RESET (");
        mg_sql_list(b, a->reset);
        mg_buf_addc(b, ')');
    }
    if (a->with && a->with[0]) {
        struct mg_buf *b = begin(script, a->name);

        mg_buf_add(b, " SET (");
        mg_sql_list(b, a->with);
        mg_buf_addc(b, ')');
    }
    if (a->tablespace) {
        struct mg_buf *b = begin(script, a->name);

        mg_buf_add(b, " SET TABLESPACE ");
        mg_buf_ident(b, a->tablespace);
    }
    mg_sql_index_statistics(script, a->name, a->statistics);
}

// clang-format off
static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_alter_index_args, name),
    MG_WORD("RESET", MG_LIST, mg_alter_index_args, reset),
    MG_WORD("WITH", MG_LIST, mg_alter_index_args, with),
    MG_WORD("TABLESPACE", MG_TEXT, mg_alter_index_args, tablespace),
    MG_WORD("ELEMENT_STATISTICS", MG_LIST, mg_alter_index_args, statistics),
    MG_WORDS_END,
};
// clang-format on

const struct mg_operation mg_op_alter_index = {
    .name = "alter_index",
    .size = sizeof(mg_alter_index_args),
    .words = words,
    .sql = alter_index_sql,
};
