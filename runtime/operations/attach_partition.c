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

#include "online.h"
#include "partition.h"

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

/* --- Checks ------------------------------------------------------------------------------- */

#define CHECK_NAME "modelgen_bound"

/* Rows that do not fit are found before anything is in the way of new ones. */
static void require_fit(struct mg_script *script, const char *table, const char *misfit,
                        const char *message)
{
    struct mg_buf condition = MG_BUF_INIT;

    mg_buf_add(&condition, "NOT EXISTS (SELECT FROM ");
    mg_buf_name(&condition, table);
    mg_buf_printf(&condition, " WHERE %s)", misfit);
    if (mg_buf_failed(&condition))
        script->failed = true;
    else
        mg_op_require.sql(&(mg_condition_args){mg_buf_text(&condition), message}, script);
    mg_buf_free(&condition);
    mg_online_commit(script);
}

static void add_check(struct mg_script *script, const char *table, const char *check)
{
    mg_buf_printf(mg_online_alter(script, table),
                  " ADD CONSTRAINT " CHECK_NAME " CHECK (%s) NOT VALID", check);
    mg_online_commit(script);
    mg_buf_add(mg_online_alter(script, table), " VALIDATE CONSTRAINT " CHECK_NAME);
    mg_online_commit(script);
}

/* The rows of the new partition are in its bound. */
static void prove_new(struct mg_script *script, const mg_partition_args *a, const char *constraint)
{
    struct mg_buf misfit = MG_BUF_INIT, message = MG_BUF_INIT;

    mg_buf_printf(&misfit, "(%s) IS NOT TRUE", constraint);
    mg_buf_printf(&message, "%s holds rows that do not belong into the partition %s", a->partition,
                  a->bound);
    if (mg_buf_failed(&misfit) || mg_buf_failed(&message)) {
        script->failed = true;
    } else {
        require_fit(script, a->partition, mg_buf_text(&misfit), mg_buf_text(&message));
        add_check(script, a->partition, constraint);
    }
    mg_buf_free(&misfit);
    mg_buf_free(&message);
}

/* Those of the default partition are not. */
static void prove_default(struct mg_script *script, const mg_partition_args *a,
                          const struct mg_bound *bound)
{
    struct mg_buf check = MG_BUF_INIT, message = MG_BUF_INIT;

    mg_buf_printf(&check, "NOT (%s)", mg_buf_text(&bound->own));
    mg_buf_printf(&message, "the default partition %s holds rows that belong into %s %s",
                  bound->default_partition, a->partition, a->bound);
    if (mg_buf_failed(&check) || mg_buf_failed(&message)) {
        script->failed = true;
    } else {
        require_fit(script, bound->default_partition, mg_buf_text(&bound->own),
                    mg_buf_text(&message));
        add_check(script, bound->default_partition, mg_buf_text(&check));
    }
    mg_buf_free(&check);
    mg_buf_free(&message);
}

static void drop_check(struct mg_script *script, const char *table)
{
    mg_buf_add(mg_online_alter(script, table), " DROP CONSTRAINT " CHECK_NAME);
}

/* --- In use ------------------------------------------------------------------------------- */

/* What the catalog says of the table's columns is so when the migration comes to this. */
static bool is_settled(struct mg_site *site, const mg_partition_args *a)
{
    return !mg_site_did(site, &mg_op_rename_column, a->table) &&
           !mg_site_did(site, &mg_op_alter_column, a->table);
}

static bool attach_partition_online(const void *args, struct mg_site *site,
                                    struct mg_script *script)
{
    const mg_partition_args *a = args;
    bool used = mg_site_in_use(site, a->partition);
    struct mg_bound bound = {.default_partition = NULL};

    if (!mg_site_table(site, a->table)->partitioned || mg_site_table(site, a->table)->created ||
        !is_settled(site, a) || !mg_bound_read(site, a, &bound) ||
        (!used && !bound.default_partition)) {
        mg_bound_free(&bound);
        return false;
    }
    mg_online_commit(script);
    if (used) {
        prove_new(script, a, mg_buf_text(&bound.whole));
        mg_partition_prepare(site, script, a);
    }
    if (bound.default_partition)
        prove_default(script, a, &bound);
    attach_partition_sql(args, script);
    if (used)
        drop_check(script, a->partition);
    if (bound.default_partition)
        drop_check(script, bound.default_partition);
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
