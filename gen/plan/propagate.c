/*
 * What else must be made anew: PostgreSQL lets nothing be dropped, and no column be retyped, while
 * something needs it. What it lets stand (CREATE OR REPLACE under whoever calls it, a new column
 * under a view) stands.
 */
#include <string.h>

#include "kinds/column.h"
#include "model/sql.h"
#include "plan/planning.h"

enum { MANY = 100 }; /* changes for which an index of everything is worth its while */

typedef VEC(struct change *) change_queue;

struct spreading {
    struct planning *p;
    change_queue queue;
};

/* --- Who needs what ----------------------------------------------------------------------- */

static bool is_own_table(const struct object *o, const struct object *table)
{
    return table->kind == &kind_table && strcmp(o->table, table->name) == 0 &&
           strcmp(o->schema, table->schema) == 0;
}

/* Tables are never made anew, so their parts are not listed as in need of them. */
static void add_users(struct planning *p, const struct object *o)
{
    struct needs needs = {0};

    object_needs_at_first(p, p->before, o, &needs); /* what is said late is let go of in place */
    for (size_t i = 0; i < needs.n; i++) {
        const struct need *need = &needs.items[i];
        struct needs *users;

        if (need->how != NEED_HARD || need->object->kind == &kind_schema ||
            is_own_table(o, need->object))
            continue;
        users = map_get(p->users, need->object);
        if (!users) {
            users = arena_new_of(p->arena, struct needs);
            map_put(p->users, need->object, users);
        }
        *vec_push(p->arena, users) = (struct need){o, NEED_HARD, need->all_columns};
    }
}

/* A kind whose objects may need parts of tables that they do not refer to as foreign keys do. What
 * kind->needs adds is of other sorts: types, functions. */
static bool looks_far(const struct kind *kind)
{
    bool far = false;

    for (size_t i = 0; i < kind->nfields; i++)
        far |= kind->fields[i].role == ROLE_QUERY || kind->fields[i].role == ROLE_RELATION;
    return far;
}

/* True if there are texts that may mention anything. */
static bool has_far(struct planning *p)
{
    if (p->far == UNKNOWN) {
        p->far = NO;
        for (size_t k = 0; k < kind_count; k++)
            if (looks_far(kinds[k]) && schema_of_kind(p->before, kinds[k]).n)
                p->far = YES;
    }
    return p->far == YES;
}

static void add_near(struct planning *p, const struct object *o, const struct object *user,
                     struct needs *users)
{
    struct needs needs = {0};

    object_needs_at_first(p, p->before, user, &needs);
    for (size_t i = 0; i < needs.n; i++)
        if (needs.items[i].object == o)
            *vec_push(p->arena, users) = (struct need){user, NEED_HARD, false};
}

static const char *reference_of(const struct object *o)
{
    for (size_t i = 0; i < o->kind->nfields; i++)
        if (o->kind->fields[i].role == ROLE_REF_TABLE)
            return field_text(o, &o->kind->fields[i]);
    return NULL;
}

/* Those of a part of a table where nothing looks far: other parts of it, and what refers to it. */
static const struct needs *near_users(struct planning *p, const struct object *o)
{
    struct needs *users = arena_new_of(p->arena, struct needs);
    const struct object *table = object_table(p->before, o);

    if (table)
        add_near(p, o, table, users);
    for (size_t k = 0; k < kind_count; k++) {
        bool refers = false;
        struct objects all = {NULL, 0};

        for (size_t i = 0; i < kinds[k]->nfields; i++)
            refers |= kinds[k]->fields[i].role == ROLE_REF_TABLE;
        if (refers)
            all = schema_of_kind(p->before, kinds[k]);
        else if (kinds[k]->in_table)
            all = schema_children(p->before, kinds[k], o->schema, o->table);
        for (size_t i = 0; i < all.n; i++) {
            const char *reference = refers ? reference_of(all.items[i]) : NULL;

            if (strcmp(all.items[i]->table, o->table) == 0 ||
                (reference && strcmp(reference, o->table) == 0))
                add_near(p, o, all.items[i], users);
        }
    }
    return users;
}

static const struct needs *users_of(struct planning *p, const struct object *o)
{
    static const struct needs nobody;
    const struct needs *users;

    if (!p->users && o->kind->in_table && p->changes.n < MANY && !has_far(p))
        return near_users(p, o);
    if (!p->users) {
        p->users = map_of_addresses(p->arena);
        for (size_t i = 0; i < schema_count(p->before); i++)
            add_users(p, schema_at(p->before, i));
    }
    users = map_get(p->users, o);
    return users ? users : &nobody;
}

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

/* No attribute of a composite type can be retyped while columns are of it: that is built anew. */
static void follow_attribute(struct spreading *s, const struct change *change)
{
    const struct object *type = object_table(s->p->before, change->before);
    const struct needs *users = users_of(s->p, type);
    struct change *of_type = planning_touch(s->p, type);
    bool used = false;

    for (size_t i = 0; i < users->n; i++)
        used |= is_plain_column(users->items[i].object) &&
                !goes_with_its_table(s->p, users->items[i].object);
    if (!used || (of_type->action != ACTION_KEEP && of_type->action != ACTION_ALTER))
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
    if (!o || o->kind == &kind_schema || goes_with_its_table(s->p, o))
        return;
    if (o->kind == &kind_attribute && change->action == ACTION_ALTER &&
        change->differences & DIFFERS_FIELDS)
        follow_attribute(s, change);
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
