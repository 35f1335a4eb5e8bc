/*
 * ALTER TABLE ATTACH PARTITION: a table with the columns and checks of a partitioned one becomes a
 * partition of it. Indexes and keys that are like those of the other one are taken over; those that
 * are missing are built.
 *
 * ShareUpdateExclusive on the parent, AccessExclusive on the partition and on the default
 * partition; each is read through, the partition unless a check proves that its rows fit. Where
 * they hold rows they are read before, by the validation of checks that say so and go afterwards,
 * and indexes and foreign keys that are missing are made before (partition.h). Loses nothing;
 * detach_partition is the way back.
 */
#include <string.h>

#include "../recipes/online.h"
#include "../recipes/partition.h"
#include "../stash/stash.h"

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_partition_args, table),
    MG_WORD_POSITION(mg_partition_args, partition),
    MG_WORD_POSITION(mg_partition_args, bound),
    MG_WORDS_END,
};

static void attach_partition_sql(const void *args, struct mg_script *script)
{
    const mg_partition_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER TABLE ");
    mg_buf_name(b, a->table);
    mg_buf_add(b, " ATTACH PARTITION ");
    mg_buf_name(b, a->partition);
    mg_buf_printf(b, " %s", a->bound);
}

/* --- In use ------------------------------------------------------------------------------- */

static bool attach_partition_online(const void *args, struct mg_site *site,
                                    struct mg_script *script)
{
    const mg_partition_args *a = args;
    bool used = mg_site_in_use(site, a->partition);
    struct mg_partition_bound bound = {.default_partition = NULL};

    mg_stash_join(site, script, a->table, a->partition);
    if (!mg_bound_read(site, a, !used, &bound)) {
        mg_bound_free(&bound);
        return false;
    }
    mg_online_commit(script);
    if (used) {
        mg_bound_prove(script, a, &bound);
        mg_partition_prepare(site, script, a);
    }
    if (bound.default_partition)
        mg_bound_prove_default(script, a, &bound);
    attach_partition_sql(args, script);
    if (used)
        mg_bound_drop_check(script, a->partition);
    if (bound.default_partition)
        mg_bound_drop_check(script, bound.default_partition);
    mg_online_commit(script);
    mg_bound_free(&bound);
    return true;
}

const struct mg_operation mg_op_attach_partition = {
    .name = "attach_partition",
    .size = sizeof(mg_partition_args),
    .words = words,
    .sql = attach_partition_sql,
    .online = attach_partition_online,
};
