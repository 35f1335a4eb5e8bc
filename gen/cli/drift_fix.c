#include <string.h>

#include "cli/change.h"
#include "cli/drift.h"
#include "cli/revision.h"
#include "cli/written.h"
#include "database/database.h"

/* --- Schemas in between ------------------------------------------------------------------- */

static const struct object *find(const struct schema *s, const struct object *o)
{
    return schema_find(s, o->kind, o->schema, o->table, o->name);
}

/* A column stands where the database has it. */
static void add(struct drift *d, struct schema *s, const struct object *o, int position)
{
    struct object *copy = object_copy(d->cli->arena, o);

    copy->position = position;
    schema_add(s, copy);
}

/*
 * What the snapshot has, as far as the database has it, and as it has it: where both agree, in the
 * words of the snapshot.
 */
static struct schema *shared(struct drift *d)
{
    struct schema *s = schema_new(d->cli->arena);
    const struct schema *before = d->project.before;

    for (size_t i = 0; i < schema_count(before); i++) {
        const struct object *o = schema_at(before, i), *found = find(d->found.schema, o),
                            *wanted = find(d->wanted.schema, o);

        if (found)
            add(d, s, wanted && object_differences(wanted, found) ? found : o, found->position);
        else if (!wanted) /* it cannot be read, or was not chosen */
            add(d, s, o, o->position);
    }
    return s;
}

/* --- The database as the snapshot says ---------------------------------------------------- */

/* A system identifier is of one cluster, and all that is copied from it byte by byte. */
static const char identity[] =
    "SELECT format('current_database() = %L AND (SELECT system_identifier FROM pg_control_system())"
    " = %s', current_database(), (SELECT system_identifier FROM pg_control_system()))";

static struct ops only_there(struct cli *cli, const struct ops *ops, const char *where)
{
    struct ops all = {0};
    struct making making = {.arena = cli->arena, .ops = &all};

    if (ops->n)
        MAKE(&making, only_if, mg_text_args, where);
    for (size_t i = 0; i < ops->n; i++)
        *vec_push(cli->arena, &all) = ops->items[i];
    return all;
}

const char *drift_fix_database(struct drift *d, const char *message, const struct answers *answers)
{
    struct cli *cli = d->cli;
    const char *name = history_name(cli->arena, message, cli->diags), *path;
    const char *where = database_query(cli->arena, d->url, identity, cli->diags);
    struct schema *from = shared(d);
    struct file_set *set = file_set_new(cli->arena);
    const struct plan *plan;
    struct plan there;

    schema_finish(from);
    if (!name || !where)
        return NULL;
    plan = plan_make(cli->arena, from, d->project.before, answers, cli->diags);
    if (!plan || diags_errors(cli->diags))
        return NULL;
    if (plan_is_empty(plan)) {
        say(cli, "Nothing to do: what is only in the database is not dropped.\n");
        return NULL;
    }
    there = *plan;
    there.upgrade = only_there(cli, &plan->upgrade, where);
    there.downgrade = only_there(cli, &plan->downgrade, where);
    path = revision_add(cli, &d->project, name, &there, d->project.before, set);
    return path && file_set_write(set, cli->diags) ? path : NULL;
}

/* --- Models and snapshot as the database is ----------------------------------------------- */

/* True if the object is part of a table, view, ... that the snapshot has, or is in it itself. */
static bool is_ours(const struct drift *d, const struct object *o)
{
    const struct schema *s = d->wanted.schema;

    return o->kind->in_table ? schema_relation(s, o->schema, o->table) != NULL
                             : schema_find(s, o->kind, o->schema, o->table, o->name) != NULL;
}

static void add_only_found(struct drift *d, struct schema *s, bool all)
{
    for (size_t i = 0; i < schema_count(d->found.schema); i++) {
        const struct object *o = schema_at(d->found.schema, i);

        if (!find(d->wanted.schema, o) && (all || is_ours(d, o)))
            add(d, s, o, o->position);
    }
}

const char *drift_fix_models(struct drift *d, const char *message, const struct answers *answers,
                             bool all)
{
    struct cli *cli = d->cli;
    const char *name = history_name(cli->arena, message, cli->diags), *path;
    struct schema *after = shared(d);
    struct file_set *set = file_set_new(cli->arena);
    struct written_models written = {0};
    const struct plan *plan;

    add_only_found(d, after, all);
    schema_finish(after);
    if (!name)
        return NULL;
    plan = plan_make(cli->arena, d->project.before, after, answers, cli->diags);
    if (!plan || diags_errors(cli->diags))
        return NULL;
    if (plan_is_empty(plan)) {
        say(cli, "Nothing to do: what modelgen never knew becomes models with --all.\n");
        return NULL;
    }
    if (!written_models_add(cli, &d->project, after, MODELS_BY_TABLE, set, &written) ||
        !(path = revision_add(cli, &d->project, name, plan, after, set)) ||
        !file_set_write(set, cli->diags))
        return NULL;
    written_models_alone(cli, &d->project, &written);
    say(cli, "This database has it already: `modelgen stamp head --database URL`.\n");
    return path;
}
