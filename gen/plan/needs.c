/*
 * What an object cannot be without, from the roles of its fields: dependencies are written nowhere
 * else. Texts are scanned for names; a name that means something else there makes an order stricter
 * than it needs to be, never wrong.
 */
#include <string.h>

#include "kinds/compose.h"
#include "model/sql.h"
#include "plan/planning.h"

struct needing {
    struct planning *p;
    struct arena *arena;
    const struct schema *s;
    const struct object *o;
    struct object_list *needs;
};

static void need(struct needing *n, const struct object *x)
{
    if (x && x != n->o)
        *vec_push(n->arena, n->needs) = x;
}

/* --- Functions ---------------------------------------------------------------------------- */

/* Every way in which a call may be written leads to the function. */
static struct map *index_functions(struct arena *arena, const struct schema *s)
{
    struct map *map = map_of_texts(arena);
    struct objects all = schema_of_kind(s, &kind_function);

    for (size_t i = 0; i < all.n; i++) {
        struct object *o = (struct object *)all.items[i];
        size_t length = strcspn(o->name, "(");
        const char *name = arena_strndup(arena, o->name, length);
        const char *sql = compose_sql_name(arena, o->schema, name);

        map_put(map, qualified_name(arena, o->schema, o->name), o);
        map_put(map, arena_printf(arena, "%s%s", sql, o->name + length), o);
        map_put(map, sql, o);
        map_put(map, name, o);
    }
    return map;
}

static const struct object *find_function(const struct needing *n, const char *call)
{
    int side = n->s == n->p->after;
    const struct map *functions = n->p->functions[side];

    if (!functions)
        functions = n->p->functions[side] = index_functions(n->arena, n->s);
    return map_get(functions, call);
}

/* The arguments of a call are values; it is found by its name alone if need be. */
static void need_function(struct needing *n, const char *call)
{
    const struct object *function = find_function(n, call);

    if (!function)
        function = find_function(n, arena_strndup(n->arena, call, strcspn(call, "(")));
    need(n, function);
}

/* --- Expressions -------------------------------------------------------------------------- */

/* An enum by its bare name, in whatever schema. */
static void need_enums_called(struct needing *n, const char *name)
{
    struct objects schemas = schema_of_kind(n->s, &kind_schema);

    need(n, schema_find(n->s, &kind_enum_type, "", "", name));
    for (size_t i = 0; i < schemas.n; i++)
        need(n, schema_find(n->s, &kind_enum_type, schemas.items[i]->name, "", name));
}

static void need_mentioned(struct needing *n, const char *text, bool columns)
{
    bool enums = schema_of_kind(n->s, &kind_enum_type).n > 0;
    bool functions = schema_of_kind(n->s, &kind_function).n > 0 && strchr(text, '(');

    if (!columns && !enums && !functions)
        return;

    struct strings names = sql_identifiers(n->arena, text);

    for (size_t i = 0; i < names.n; i++) {
        const char *name = names.items[i];
        const struct object *column =
            columns ? schema_find(n->s, &kind_column, n->o->schema, n->o->table, name) : NULL;

        if (column && sql_mentions_as(text, SQL_COLUMN, name))
            need(n, column);
        if (enums && sql_mentions_as(text, SQL_TYPE_NAME, name))
            need_enums_called(n, name);
        if (functions && sql_mentions_as(text, SQL_FUNCTION, name))
            need(n, find_function(n, name));
    }
}

static void need_text(struct needing *n, enum field_role role, const char *text)
{
    const struct enum_type *e;

    switch (role) {
    case ROLE_NONE:
    case ROLE_REF_SCHEMA: /* the three of a reference are done together */
    case ROLE_REF_TABLE:
    case ROLE_REF_COLUMNS:
    case ROLE_RELATION:
    case ROLE_QUERY:
    case ROLE_BODY:
        break;
    case ROLE_COLUMNS:
        need(n, schema_find(n->s, &kind_column, n->o->schema, n->o->table, text));
        break;
    case ROLE_EXPRESSION:
        need_mentioned(n, text, true);
        break;
    case ROLE_VALUE:
        need_mentioned(n, text, false);
        break;
    case ROLE_TYPE:
        e = enum_of_type(n->arena, n->s, text);
        need(n, e ? &e->o : NULL);
        break;
    case ROLE_FUNCTION:
        need_function(n, text);
        break;
    }
}

/* --- References --------------------------------------------------------------------------- */

static void need_reference(struct needing *n)
{
    const char *schema = "", *table = NULL;
    const struct strings *columns = NULL;

    for (size_t i = 0; i < n->o->kind->nfields; i++) {
        const struct field *f = &n->o->kind->fields[i];

        if (f->role == ROLE_REF_SCHEMA && field_text(n->o, f))
            schema = field_text(n->o, f);
        else if (f->role == ROLE_REF_TABLE)
            table = field_text(n->o, f);
        else if (f->role == ROLE_REF_COLUMNS)
            columns = field_list(n->o, f);
    }
    if (!table)
        return;
    need(n, schema_find(n->s, &kind_table, schema, "", table));
    for (size_t i = 0; columns && i < columns->n; i++)
        need(n, schema_find(n->s, &kind_column, schema, table, columns->items[i]));
}

void object_needs(struct planning *p, const struct schema *s, const struct object *o,
                  struct object_list *needs)
{
    struct needing n = {p, p->arena, s, o, needs};

    if (*o->schema)
        need(&n, schema_find(s, &kind_schema, "", "", o->schema));
    if (*o->table)
        need(&n, schema_relation(s, o->schema, o->table));
    for (size_t i = 0; i < o->kind->nfields; i++) {
        const struct field *f = &o->kind->fields[i];

        if (f->type == FIELD_TEXT && field_is_set(o, f))
            need_text(&n, f->role, field_text(o, f));
        for (size_t j = 0; f->type == FIELD_LIST && j < field_list(o, f)->n; j++)
            need_text(&n, f->role, field_list(o, f)->items[j]);
    }
    need_reference(&n);
    if (o->kind->needs)
        o->kind->needs(p->arena, s, o, needs);
}

bool object_mentions_column(const struct object *o, const char *column)
{
    for (size_t i = 0; i < o->kind->nfields; i++) {
        const struct field *f = &o->kind->fields[i];
        const struct strings *list = f->type == FIELD_LIST ? field_list(o, f) : NULL;

        if (f->role == ROLE_COLUMNS && list && strings_find(list, column) >= 0)
            return true;
        if (f->role != ROLE_EXPRESSION)
            continue;
        if (!list && field_is_set(o, f) && sql_mentions_as(field_text(o, f), SQL_COLUMN, column))
            return true;
        for (size_t j = 0; list && j < list->n; j++)
            if (sql_mentions_as(list->items[j], SQL_COLUMN, column))
                return true;
    }
    return false;
}
