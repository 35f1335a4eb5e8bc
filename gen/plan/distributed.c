/* What is particular to tables that Citus keeps (kinds/distribution.h). */
#include <string.h>

#include "kinds/distribution.h"

#include "kinds/column.h"
#include "plan/planning.h"

bool change_unsettles(const struct change *change)
{
    return change->action == ACTION_ALTER && change->before->kind->unsettles &&
           change->differences & DIFFERS_FIELDS;
}

struct change *change_of_follower(struct planning *p, const struct change *leader,
                                  const struct object *o)
{
    struct change *change = planning_touch(p, o);

    if (!change->after || (change->action != ACTION_KEEP && change->action != ACTION_ALTER) ||
        !((const struct distribution *)change->after)->colocate_with ||
        change->differences & DISTRIBUTION_MOVES ||
        !distribution_leaves(p->before, p->after, leader->before, leader->differences))
        return NULL;
    change->differences |= DISTRIBUTION_MOVES;
    change->action = ACTION_ALTER;
    return change;
}

/* --- What Citus alters not ---------------------------------------------------------------- */

/*
 * Not among the subcommands of ALTER TABLE that Citus passes on (its message lists them), or not of
 * such columns: ErrorIfUnsupportedAlterTableStmt in src/backend/distributed/commands/table.c; of
 * sequences PreprocessAlterSequenceStmt in commands/sequence.c; of identities issue 6808 of
 * citusdata/citus. A serial column may become an ordinary one.
 */
enum which { EACH, OF_NUMBERS, TO_NUMBERS, OF_KEY, OF_KEY_LESS };

static const struct unalterable {
    const struct kind *kind;
    const char *field;
    enum which which;
} unalterables[] = {
    {&kind_column, "identity", TO_NUMBERS}, {&kind_column, "type", OF_NUMBERS},
    {&kind_column, "start", OF_NUMBERS},    {&kind_column, "increment", OF_NUMBERS},
    {&kind_column, "minvalue", OF_NUMBERS}, {&kind_column, "maxvalue", OF_NUMBERS},
    {&kind_column, "cache", OF_NUMBERS},    {&kind_column, "cycle", OF_NUMBERS},
    {&kind_column, "default", OF_KEY},      {&kind_column, "not_null", OF_KEY_LESS},
    {&kind_column, "storage", EACH},        {&kind_column, "statistics", EACH},
    {&kind_column, "with", EACH},           {&kind_column, "generated", EACH},
    {&kind_table, "of_type", EACH},         {&kind_table, "tablespace", EACH},
    {&kind_primary_key, "clustered", EACH}, {&kind_unique, "clustered", EACH},
    {&kind_exclusion, "clustered", EACH},   {&kind_index, "clustered", EACH},
};

static bool stays_distributed(const struct planning *p, const struct change *change)
{
    const struct object *o = change->after;
    const char *table = o->kind->in_table ? o->table : o->name;
    const struct distribution *before = distribution_of(p->before, o->schema, table);
    const struct distribution *after = distribution_of(p->after, o->schema, table);
    const struct change *own = before ? planning_change(p, (const struct object *)before) : NULL;

    return before && after && (!own || own->action == ACTION_KEEP || own->action == ACTION_ALTER);
}

static bool takes_numbers(const struct column *c)
{
    return c->identity || (c->default_ && strncmp(c->default_, "nextval(", 8) == 0);
}

static bool is_key(const struct planning *p, const struct object *o)
{
    const struct distribution *d = distribution_of(p->after, o->schema, o->table);

    return d && !d->reference && strcmp(d->columns.items[0], o->name) == 0;
}

/* Whether it is one of those that the line is about. */
static bool is_meant(const struct planning *p, const struct unalterable *u,
                     const struct change *change)
{
    const struct column *was = (const struct column *)change->before;
    const struct column *becomes = (const struct column *)change->after;

    switch (u->which) {
    case EACH:
        return true;
    case OF_NUMBERS:
        return takes_numbers(was) && takes_numbers(becomes);
    case TO_NUMBERS:
        return becomes->identity || !column_is_serial(was);
    case OF_KEY:
        return is_key(p, change->after);
    case OF_KEY_LESS:
        return is_key(p, change->after) && !becomes->not_null;
    }
    return false;
}

static void refuse(struct planning *p, const struct change *change, const struct unalterable *u,
                   const struct field *f)
{
    bool numbers = u->which == OF_NUMBERS || u->which == TO_NUMBERS;

    diag_error(p->diags, MG314, change->after->loc, "Citus cannot change this of %s: %s",
               object_label(p->arena, change->after), f->name);
    diag_hint(p->diags, "%s",
              numbers ? "Make a new table, and move the rows."
                      : "Make the table an ordinary one in one revision, and distribute it again "
                        "in the next.");
}

static void check_change(struct planning *p, const struct change *change)
{
    for (size_t i = 0; i < sizeof unalterables / sizeof *unalterables; i++) {
        const struct unalterable *u = &unalterables[i];
        const struct field *f =
            change->after->kind == u->kind ? kind_field(u->kind, u->field) : NULL;

        if (f && change->differences & 1ull << (f - u->kind->fields) && is_meant(p, u, change)) {
            refuse(p, change, u, f);
            return;
        }
    }
}

/* An identity can only be there before the table is distributed. */
static void check_new(struct planning *p, const struct change *change)
{
    const struct column *c = (const struct column *)change->after;

    if (c->o.kind != &kind_column || !c->identity || column_is_serial(c))
        return;
    diag_error(p->diags, MG314, c->o.loc, "Citus adds no identity to a table that it keeps: %s",
               object_label(p->arena, &c->o));
    diag_hint(p->diags, "SERIAL numbers the rows that come from then on.");
}

void changes_check_distributed(struct planning *p)
{
    if (p->downgrade || schema_of_kind(p->after, &kind_distribution).n == 0)
        return;
    for (size_t i = 0; i < p->changes.n; i++) {
        const struct change *change = p->changes.items[i];

        if (!change->after || !stays_distributed(p, change))
            continue;
        if (change->action == ACTION_ALTER && change->before)
            check_change(p, change);
        else if (change->action == ACTION_CREATE)
            check_new(p, change);
    }
}

/* --- Order -------------------------------------------------------------------------------- */

/* A foreign key of a table that Citus is to keep, or to one. */
bool waits_for_distribution(const struct planning *p, const struct object *o)
{
    struct object_list needs = {0};

    if (o->kind != &kind_foreign_key || schema_of_kind(p->after, &kind_distribution).n == 0)
        return false;
    o->kind->needs(p->arena, p->after, o, &needs);
    for (size_t i = 0; i < needs.n; i++)
        if (needs.items[i]->kind == &kind_distribution)
            return true;
    return false;
}

/*
 * Keys of a distributed table contain the distribution column: the old ones go before it becomes
 * another one, and new ones come after that.
 */
void connect_distribution(struct planning *p, struct node *node)
{
    static const struct kind *const keys[] = {&kind_primary_key, &kind_unique, &kind_exclusion,
                                              &kind_index};
    const struct object *o = node->object;

    if (o->kind != &kind_distribution || node->into)
        return;
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        struct objects old = schema_children(p->before, keys[k], o->schema, o->table);
        struct objects new = schema_children(p->after, keys[k], o->schema, o->table);

        for (size_t i = 0; i < old.n; i++) {
            const struct change *change = planning_change(p, old.items[i]);

            if (change)
                node_before(p, change->nodes[NODE_DROP], node, NEED_HARD);
        }
        for (size_t i = 0; i < new.n; i++) {
            const struct change *change = planning_change(p, new.items[i]);

            if (change && change->nodes[NODE_CREATE] && !change->nodes[NODE_CREATE]->into)
                node_before(p, node, change->nodes[NODE_CREATE], NEED_HARD);
        }
    }
}
