/*
 * What else must be made anew: PostgreSQL lets nothing be dropped, and no column be retyped, while
 * something needs it. What it lets stand (CREATE OR REPLACE under whoever calls it, a new column
 * under a view) stands.
 */
#include <string.h>

#include "kinds/column.h"
#include "model/sql.h"
#include "plan/planning.h"

typedef VEC(struct change *) change_queue;

struct spreading {
    struct planning *p;
    change_queue queue;
};

/* --- What becomes of them ----------------------------------------------------------------- */

static bool goes_with_its_table(struct planning *p, const struct object *o)
{
    const struct object *table = *o->table ? object_table(p->before, o) : NULL;
    const struct change *change = table ? planning_change(p, table) : NULL;

    return change && change->action == ACTION_DROP;
}

static bool is_plain_column(const struct object *o)
{
    return o->kind == &kind_column && !((const struct column *)o)->generated;
}

/* The rows of a foreign table are elsewhere. */
static bool is_foreign(const struct object *o)
{
    return o->kind == &kind_table && ((const struct table *)o)->server;
}

static bool is_lasting(const struct object *o)
{
    return o->kind->lasting && !is_foreign(o) && (o->kind != &kind_column || is_plain_column(o));
}

static void replace(struct spreading *s, const struct object *o)
{
    struct change *change = planning_touch(s->p, o);

    if (change->action != ACTION_KEEP && change->action != ACTION_ALTER)
        return;
    change->action = ACTION_REPLACE;
    *vec_push(s->p->arena, &s->queue) = change;
}

/* Its type is built anew: its values get there by way of text, and its default is said again. */
static void retype(struct spreading *s, const struct object *o, const struct object *type)
{
    struct change *change = planning_touch(s->p, o);
    unsigned long long also =
        type->kind->names == NAMES_OF_COLLATIONS ? COLUMN_BIT(COLLATION)
        : type_leads_to(s->p, s->p->before, ((const struct column *)o)->type, type)
            ? COLUMN_BIT(TYPE)
            : COLUMN_BIT(DEFAULT);

    if (!change->after || (change->differences & also && change->action != ACTION_KEEP))
        return;
    change->differences |= also;
    if (change->action == ACTION_KEEP)
        change->action = ACTION_ALTER;
    *vec_push(s->p->arena, &s->queue) = change;
}

/* Its default uses what is made anew: it is dropped before and set again after. */
static void release(struct spreading *s, const struct object *o)
{
    struct change *change = planning_touch(s->p, o);
    struct object *released;

    if (change->released || (change->action != ACTION_KEEP && change->action != ACTION_ALTER))
        return;
    released = object_copy(s->p->arena, o);
    ((struct column *)released)->default_ = NULL;
    change->released = released;
    change->differences |= COLUMN_BIT(DEFAULT);
    change->action = ACTION_ALTER;
}

static void cannot_keep(struct spreading *s, const struct object *o, const struct object *x)
{
    struct planning *p = s->p;
    const struct object *now = planning_touch(p, o)->after;

    if (!now)
        return;
    diag_error(p->diags, MG309, now->loc, "%s needs %s, which cannot be changed in place",
               object_label(p->arena, now), object_label(p->arena, planning_original(p, x)));
    diag_hint(p->diags, "Make it in two revisions: let go of it in the first.");
}

/*
 * What changes in place by itself, and does not need what is dropped (or something of its name)
 * afterwards, lets go of it before.
 */
static bool lets_go(struct spreading *s, const struct object *user, const struct object *x)
{
    const struct change *change = planning_change(s->p, user);
    struct needs now = {0};

    if (!change || change->action != ACTION_ALTER || !(change->differences & DIFFERS_FIELDS))
        return false;
    object_needs(s->p, s->p->after, change->after, &now);
    for (size_t i = 0; i < now.n; i++)
        if (strcmp(now.items[i].object->name, x->name) == 0 &&
            strcmp(now.items[i].object->schema, x->schema) == 0)
            return false;
    return true;
}

static bool is_part_of(const struct object *part, const struct object *whole)
{
    return whole->kind->holds_parts && strcmp(part->table, whole->name) == 0 &&
           strcmp(part->schema, whole->schema) == 0;
}

static void affect(struct spreading *s, const struct change *change, const struct object *user)
{
    struct change *follower;

    if (goes_with_its_table(s->p, user) || table_type(user))
        return; /* which lets go of its type: typed.c */
    if (change_unsettles(change) && user->kind == &kind_distribution) {
        if ((follower = change_of_follower(s->p, change, user)))
            *vec_push(s->p->arena, &s->queue) = follower;
        return;
    }
    if (!change_unsettles(change) && change->action == ACTION_ALTER &&
        survives_retyping(s->p, user, change))
        return;
    if (change->action == ACTION_DROP && lets_go(s, user, change->before))
        return;
    if (user->kind == &kind_attribute && !is_part_of(user, change->before))
        user = object_table(s->p->before, user); /* rows hold it: the whole type is made anew */
    if (!is_lasting(user))
        replace(s, user);
    else if (is_plain_column(user) && change->action == ACTION_REBUILD)
        retype(s, user, change->before);
    else if (is_plain_column(user) && change->action == ACTION_REPLACE)
        release(s, user);
    else if (!is_plain_column(user) && change->action != ACTION_DROP)
        cannot_keep(s, user, change->before);
}

/* --- Spreading ---------------------------------------------------------------------------- */

/* A type (or collation) of columns that stay cannot be dropped before they have the new one. */
static bool must_be_rebuilt(struct planning *p, const struct change *change,
                            const struct needs *users)
{
    const struct kind *kind = change->before->kind;

    if (change->action != ACTION_REPLACE || !kind->rename ||
        (kind->names != NAMES_OF_TYPES && kind->names != NAMES_OF_COLLATIONS))
        return false;
    for (size_t i = 0; i < users->n; i++) {
        const struct object *user = users->items[i].object;

        if ((is_plain_column(user) || user->kind->names == NAMES_OF_TYPES) &&
            !goes_with_its_table(p, user) && planning_touch(p, user)->after)
            return true;
    }
    return false;
}

/* SELECT * means other columns than before. */
static void follow_new_columns(struct spreading *s, const struct object *relation)
{
    const struct needs *users;

    if (!relation || !has_far(s->p))
        return;
    users = users_of(s->p, relation);
    for (size_t i = 0; i < users->n; i++)
        if (users->items[i].all_columns && !goes_with_its_table(s->p, users->items[i].object))
            replace(s, users->items[i].object);
}

static bool is_retyped(const struct change *change)
{
    return change->action == ACTION_ALTER && change->before->kind == &kind_column &&
           change->differences & COLUMN_RETYPED;
}

/* A table that is partitioned by a column cannot do without it, whatever it is retyped to. */
static void check_own_table(struct spreading *s, const struct object *column)
{
    const struct object *table = object_table(s->p->before, column);

    for (size_t i = 0; table && i < table->kind->nfields; i++) {
        const struct field *f = &table->kind->fields[i];

        if (f->role == ROLE_EXPRESSION && f->type == FIELD_TEXT && field_is_set(table, f) &&
            sql_mentions_as(field_text(table, f), SQL_COLUMN, column->name))
            cannot_keep(s, table, column);
    }
}

/* True if columns hold a type within their rows: by way of composite types, if it is not counted.
 */
static bool is_in_rows(struct spreading *s, const struct object *type, bool counts)
{
    const struct needs *users = users_of(s->p, type);

    for (size_t i = 0; i < users->n; i++) {
        const struct object *user = users->items[i].object;

        if (goes_with_its_table(s->p, user) || is_part_of(user, type))
            continue;
        if ((is_plain_column(user) && counts) ||
            (user->kind == &kind_domain && is_in_rows(s, user, counts)) ||
            (user->kind == &kind_attribute &&
             is_in_rows(s, object_table(s->p->before, user), true)))
            return true;
    }
    return false;
}

/*
 * What changes in place where no column holds it: attributes of a composite type are retyped, and a
 * domain within one gets what its values are held to. NULL: nothing like that.
 */
static const struct object *changes_inside(struct planning *p, const struct change *change)
{
    const struct object *before = change->before, *after = change->after;
    bool altered = change->action == ACTION_ALTER && change->differences & DIFFERS_FIELDS;

    if (before && before->kind == &kind_attribute && altered)
        return object_table(p->before, before);
    if (after && after->kind == &kind_domain_check &&
        (altered || change->action == ACTION_CREATE || change->action == ACTION_REPLACE) &&
        !((const struct domain_check *)after)->not_valid)
        return object_table(p->before, after);
    return before && before->kind == &kind_domain && altered &&
                   ((const struct domain *)after)->not_null &&
                   !((const struct domain *)before)->not_null
               ? before
               : NULL;
}

static void follow_inside(struct spreading *s, const struct change *change)
{
    const struct object *type = changes_inside(s->p, change);
    struct change *of_type = type ? planning_touch(s->p, type) : NULL;

    if (!of_type || (of_type->action != ACTION_KEEP && of_type->action != ACTION_ALTER) ||
        !of_type->after || !is_in_rows(s, type, type->kind != &kind_domain))
        return;
    of_type->action = ACTION_REBUILD;
    *vec_push(s->p->arena, &s->queue) = of_type;
}

/* What is made anew is made with all its parts. */
static void follow_parts(struct spreading *s, const struct object *whole)
{
    for (size_t k = 0; k < kind_count; k++) {
        struct objects parts = {0};

        if (kinds[k]->in_table)
            parts = schema_children(s->p->before, kinds[k], whole->schema, whole->name);
        for (size_t i = 0; i < parts.n; i++)
            replace(s, parts.items[i]);
    }
}

static void follow(struct spreading *s, struct change *change)
{
    const struct object *o = change->before;
    bool goes = change->action == ACTION_DROP || change->action == ACTION_REPLACE ||
                change->action == ACTION_REBUILD;
    const struct needs *users;

    if (change->after && change->after->kind == &kind_column &&
        (!o || change->action == ACTION_REPLACE))
        follow_new_columns(
            s, schema_relation(s->p->before, change->after->schema, change->after->table));
    if (change->action == ACTION_ALTER && o->kind == &kind_view &&
        strcmp(((const struct view *)o)->query, ((const struct view *)change->after)->query) != 0)
        follow_new_columns(s, o);
    follow_inside(s, change);
    if (!o || o->kind == &kind_schema || goes_with_its_table(s->p, o))
        return;
    if (!goes && !is_retyped(change) && !change_unsettles(change))
        return;
    if (is_retyped(change))
        check_own_table(s, o);
    if (change->action == ACTION_REPLACE && o->kind == &kind_table)
        follow_parts(s, o);
    users = users_of(s->p, o);
    if (must_be_rebuilt(s->p, change, users))
        change->action = ACTION_REBUILD;
    for (size_t i = 0; i < users->n; i++)
        affect(s, change, users->items[i].object);
}

void changes_propagate(struct planning *p)
{
    struct spreading s = {.p = p};

    for (size_t i = 0; i < p->changes.n; i++)
        *vec_push(p->arena, &s.queue) = p->changes.items[i];
    for (size_t i = 0; i < s.queue.n; i++)
        follow(&s, s.queue.items[i]);
}
