/* The names that objects occupy: what cannot be there at the same time. */
#include <string.h>

#include "kinds/compose.h"
#include "plan/planning.h"

static const char *key(struct arena *arena, const char *space, const char *schema,
                       const char *table, const char *name)
{
    return arena_printf(arena, "%s\1%s\1%s\1%s", space, schema, table, name);
}

static bool is_constraint(const struct kind *kind)
{
    return kind->comment_object && strcmp(kind->comment_object, "CONSTRAINT") == 0;
}

size_t object_names(struct arena *arena, const struct object *o, const char *names[OBJECT_NAMES])
{
    size_t n = 0;

    if (o->kind->is_relation)
        names[n++] = key(arena, "relation", o->schema, "", o->name);
    /* Each table or view has a row type of its name. */
    if ((o->kind->holds_parts || o->kind->names == NAMES_OF_TYPES) && o->kind != &kind_base_type)
        names[n++] = key(arena, "type", o->schema, "", o->name);
    else if (is_constraint(o->kind))
        names[n++] = key(arena, "constraint", o->schema, o->table, o->name);
    else if (o->kind->names == NAMES_OF_ROUTINES)
        names[n++] = key(arena, "routine", o->schema, "", o->name);
    else if (!o->kind->is_relation)
        names[n++] = key(arena, o->kind->name, o->schema, o->table, o->name);
    if (o->kind == &kind_column && ((const struct column *)o)->identity)
        names[n++] =
            key(arena, "relation", o->schema, "", column_sequence(arena, (const struct column *)o));
    return n;
}

const struct object *object_table(const struct schema *s, const struct object *o)
{
    if (o->kind->holds_parts)
        return o;
    return *o->table ? schema_relation(s, o->schema, o->table) : NULL;
}
