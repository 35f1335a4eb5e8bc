/*
 * CREATE TABLE with its columns and constraints, and their comments. A constraint without a NAME is
 * called by PostgreSQL itself (users_pkey, users_email_key, users_role_id_fkey, users_check).
 *
 * OPTIONS say what it is beside them. PARTITION_OF makes it a partition, which takes its columns
 * from the other table; INHERITS gives it those of others before its own. What CREATE TABLE has no
 * clause for (attributes of columns, OF_TYPE, REPLICA_IDENTITY) is altered while it is empty.
 *
 * Blocks nobody but writers to the tables that its foreign keys reference (ShareRowExclusive, until
 * the end of the transaction), and what touches the table that it is a partition of
 * (AccessExclusive). Where that one has a default partition with rows, these are read before by
 * the validation of a check, so that nobody waits for it. Loses nothing; drop_table is the way
 * back.
 */
#include "../recipes/partition.h"
#include "../recipes/online.h"
#include "../stash/stash.h"

static void create_table_sql(const void *args, struct mg_script *script)
{
    mg_sql_create_table(script, "TABLE", args);
}

static bool is_partitioned(const mg_table_args *a)
{
    for (const mg_item *i = a->items; i->column || i->constraint || i->options; i++)
        if (i->options && i->options->partition_by)
            return true;
    return false;
}

/* One that was taken off its parent before it was set aside is a partition again. */
static void attach(struct mg_script *script, const mg_table_args *a)
{
    for (const mg_item *i = a->items; i->column || i->constraint || i->options; i++) {
        if (!i->options || !i->options->partition_of)
            continue;

        struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

        mg_buf_add(b, "ALTER TABLE ");
        mg_buf_name(b, i->options->partition_of);
        mg_buf_add(b, " ATTACH PARTITION ");
        mg_buf_name(b, a->name);
        mg_buf_printf(b, " %s", i->options->bound);
    }
}

/* The default partition would be read under AccessExclusive: what the new one takes may be in it.
 */
static bool create_beside_default(const mg_table_args *a, struct mg_site *site,
                                  struct mg_script *script)
{
    struct mg_partition_bound bound = {.default_partition = NULL};
    bool beside = false;

    for (const mg_item *i = a->items; i->column || i->constraint || i->options; i++) {
        const mg_options *o = i->options;
        const mg_partition_args partition = {o ? o->partition_of : NULL, a->name,
                                             o ? o->bound : NULL};

        if (!partition.table || !mg_site_in_use(site, partition.table) ||
            !mg_bound_read(site, &partition, true, &bound))
            continue;
        beside = true;
        mg_online_commit(script);
        mg_bound_prove_default(script, &partition, &bound);
    }
    if (beside) {
        create_table_sql(a, script);
        mg_bound_drop_check(script, bound.default_partition);
        mg_online_commit(script);
    }
    mg_bound_free(&bound);
    return beside;
}

static bool inherits(const mg_table_args *a)
{
    for (const mg_item *i = a->items; i->column || i->constraint || i->options; i++)
        if (i->options && i->options->inherits && i->options->inherits[0])
            return true;
    return false;
}

/* A table that this migration set aside comes back, and gets back what refers to others. */
static void restore(const mg_table_args *a, struct mg_site *site, struct mg_script *script,
                    const char *held)
{
    mg_stash_restore_table(site, script, a->name, held);
    mg_site_restores(site, a->name, is_partitioned(a));
    attach(script, a);
    mg_online_foreign_keys(site, script, a);
}

/*
 * What a child has from its parents alone it has as its own once it is taken off them, and nothing
 * turns that back: it is made anew, with its rows.
 */
static bool create_table_online(const void *args, struct mg_site *site, struct mg_script *script)
{
    const mg_table_args *a = args;
    struct mg_buf held = MG_BUF_INIT;
    bool holds = mg_stash_holds(site, a->name, NULL, &held);

    if (holds && inherits(a)) {
        create_table_sql(a, script);
        mg_stash_refill_table(site, script, a->name, mg_buf_text(&held));
    } else if (holds) {
        restore(a, site, script, mg_buf_text(&held));
    }
    mg_buf_free(&held);
    return holds || create_beside_default(a, site, script);
}

const struct mg_operation mg_op_create_table = {
    .name = "create_table",
    .size = sizeof(mg_table_args),
    .words = mg_words_table,
    .sql = create_table_sql,
    .online = create_table_online,
    .restores = true,
};
