#include "plan/scope.h"

#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "kinds/compose.h"
#include "model/sql_mentions.h"

struct scope {
    struct arena *arena;
    const struct schema *schema;
    struct map *names[SCOPES];    /* "schema\1name" -> struct object_list */
    struct map *anywhere[SCOPES]; /* name -> struct object_list */
    size_t n[SCOPES];
    bool public_is_default, plain;
};

enum { KEY_SIZE = 256 };

/* Longer names, which PostgreSQL does not have, are cut. */
static const char *key(char *buffer, const char *schema, const char *name)
{
    size_t n = strnlen(schema, KEY_SIZE / 2 - 2), m = strnlen(name, KEY_SIZE / 2 - 2);

    memcpy(buffer, schema, n);
    buffer[n] = '\1';
    memcpy(buffer + n + 1, name, m);
    buffer[n + 1 + m] = 0;
    return buffer;
}

static void put(struct scope *scope, struct map *map, const char *name, const struct object *o)
{
    struct object_list *list = map_get(map, name);

    if (!list) {
        list = arena_new_of(scope->arena, struct object_list);
        map_put(map, arena_strdup(scope->arena, name), list);
    }
    *vec_push(scope->arena, list) = o;
}

static void add(struct scope *scope, enum scope_of of, const struct object *o, const char *name)
{
    char buffer[KEY_SIZE];

    put(scope, scope->names[of], key(buffer, o->schema, name), o);
    put(scope, scope->anywhere[of], name, o);
    scope->n[of]++;
}

/* By its bare name, and by its signature. */
static void add_signed(struct scope *scope, enum scope_of of, const struct object *o)
{
    char buffer[KEY_SIZE];

    add(scope, of, o, arena_strndup(scope->arena, o->name, strcspn(o->name, "(")));
    if (strchr(o->name, '('))
        put(scope, scope->names[of], key(buffer, o->schema, o->name), o);
}

/* Without its schema, which is nearly always that of the range. */
static const char *multirange_name(struct scope *scope, const struct object *o)
{
    const char *name = range_multirange(scope->arena, (const struct range_type *)o);
    struct mention m = mention_of_name(scope->arena, MENTIONED_TYPE, name);

    return m.name;
}

/* The shell of a base type is there for its functions alone (needs.c). */
static bool is_behind_base_type(const struct scope *scope, const struct object *o)
{
    return o->kind == &kind_shell_type &&
           schema_find(scope->schema, &kind_base_type, o->schema, "", o->name);
}

static void add_object(struct scope *scope, const struct object *o)
{
    const struct kind *kind = o->kind;

    if (kind->is_relation)
        add(scope, SCOPE_RELATIONS, o, o->name);
    if ((kind->holds_parts || kind->names == NAMES_OF_TYPES) && !is_behind_base_type(scope, o))
        add(scope, SCOPE_TYPES, o, o->name);
    if (kind == &kind_range_type)
        add(scope, SCOPE_TYPES, o, multirange_name(scope, o));
    if (kind->names == NAMES_OF_ROUTINES)
        add_signed(scope, SCOPE_ROUTINES, o);
    else if (kind->names == NAMES_OF_OPERATORS)
        add_signed(scope, SCOPE_OPERATORS, o);
    else if (kind->names == NAMES_OF_COLLATIONS)
        add(scope, SCOPE_COLLATIONS, o, o->name);
    if (!kind->is_relation && kind->names == NAMES_OWN)
        add(scope, SCOPE_OTHERS, o, o->name);
}

/* A schema can also be declared for its owner alone. */
static bool has_objects(const struct schema *s, const char *schema)
{
    if (!schema_find(s, &kind_schema, "", "", schema))
        return false;
    for (size_t i = 0; i < schema_count(s); i++)
        if (strcmp(schema_at(s, i)->schema, schema) == 0)
            return true;
    return false;
}

struct scope *scope_new(struct arena *arena, const struct schema *s)
{
    struct scope *scope = arena_new_of(arena, struct scope);

    scope->arena = arena;
    scope->schema = s;
    scope->plain = true;
    scope->public_is_default = !has_objects(s, "public");
    for (int i = 0; i < SCOPES; i++) {
        scope->names[i] = map_of_texts(arena);
        scope->anywhere[i] = map_of_texts(arena);
    }
    for (size_t k = 0; k < kind_count; k++) {
        struct objects all = {NULL, 0};

        if (!kinds[k]->in_table && !kinds[k]->nameless)
            all = schema_of_kind(s, kinds[k]);
        scope->plain &= !all.n || kinds[k] == &kind_table || kinds[k] == &kind_schema;
        for (size_t i = 0; i < all.n; i++)
            add_object(scope, all.items[i]);
    }
    return scope;
}

bool scope_has(const struct scope *scope, enum scope_of of)
{
    return scope->n[of] > 0;
}

bool scope_is_plain(const struct scope *scope)
{
    return scope->plain;
}

static bool is_postgres(const char *schema)
{
    return strcmp(schema, "pg_catalog") == 0 || strcmp(schema, "information_schema") == 0;
}

/*
 * What a text calls public.x is what the model has in "public"; and otherwise what it says of no
 * schema at all, as most do, even if it puts something else there.
 */
static const struct object_list *find(const struct scope *scope, enum scope_of of,
                                      const char *schema, const char *name)
{
    const struct object_list *found = NULL;
    char buffer[KEY_SIZE];
    bool is_public = schema && strcmp(schema, "public") == 0;

    if (schema && (!is_public || !scope->public_is_default))
        found = map_get(scope->names[of], key(buffer, schema, name));
    if (!found && (!schema || is_public))
        found = map_get(scope->names[of], key(buffer, "", name));
    return found;
}

const struct object_list *scope_find(const struct scope *scope, enum scope_of of,
                                     const char *schema, const char *name)
{
    static const struct object_list none;
    const struct object_list *found = NULL;

    if (scope->n[of] == 0 || (schema && is_postgres(schema)))
        return &none;
    found = find(scope, of, schema, name);
    if (!found && !schema)
        found = map_get(scope->anywhere[of], name);
    return found ? found : &none;
}

const struct object *scope_find_signature(const struct scope *scope, enum scope_of of,
                                          const char *schema, const char *signature)
{
    const struct object_list *found = find(scope, of, schema, signature);

    return found ? found->items[0] : NULL;
}
