/* Who needs what: the needs of objects turned round. */
#include <string.h>

#include "plan/planning.h"

enum { MANY = 100 }; /* changes for which an index of everything is worth its while */

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
bool has_far(struct planning *p)
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

const struct needs *users_of(struct planning *p, const struct object *o)
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
