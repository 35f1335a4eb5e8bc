/*
 * A serial column says in one word what a sequence, its owner and a default say in three objects.
 * Where one schema has the word and the other one has the sequence by itself, the word is taken
 * apart: so that the sequence is the same one, and only its owner changes.
 */
#include <string.h>

#include "kinds/column.h"
#include "plan/planning.h"

static bool is_apart(struct arena *arena, const struct object *o, const struct schema *other)
{
    return o->kind == &kind_column && column_is_serial((const struct column *)o) &&
           schema_find(other, &kind_sequence, o->schema, "",
                       column_sequence(arena, (const struct column *)o));
}

static struct object *sequence_of(struct arena *arena, const struct column *c)
{
    struct sequence *s = (struct sequence *)object_new(arena, &kind_sequence);

    *s = column_sequence_object(arena, c);
    s->o.loc = c->o.loc;
    s->owner_schema = c->o.schema;
    s->o.comment = c->sequence_comment;
    s->owner_table = c->o.table;
    strings_add(arena, &s->owner_column, c->o.name);
    if (s->type && strcmp(s->type, "bigint") == 0)
        s->type = NULL;
    return &s->o;
}

static struct object *plain_column(struct arena *arena, const struct column *c)
{
    struct column *plain = (struct column *)object_copy(arena, &c->o);
    const char *name = compose_sql_name(arena, c->o.schema, column_sequence(arena, c));

    plain->identity = plain->sequence = plain->sequence_type = plain->sequence_comment = NULL;
    plain->start = plain->increment = plain->minvalue = plain->maxvalue = plain->cache = NULL;
    plain->cycle = false;
    plain->default_ = arena_printf(arena, "nextval(%s)", compose_literal(arena, name));
    return &plain->o;
}

const struct schema *serials_apart(struct arena *arena, const struct schema *s,
                                   const struct schema *other)
{
    struct schema *apart;
    bool any = false;

    if (schema_of_kind(other, &kind_sequence).n == 0)
        return s;
    for (size_t i = 0; i < schema_count(s) && !any; i++)
        any = is_apart(arena, schema_at(s, i), other);
    if (!any)
        return s;
    apart = schema_new(arena);
    for (size_t i = 0; i < schema_count(s); i++) {
        const struct object *o = schema_at(s, i);

        if (is_apart(arena, o, other)) {
            schema_add(apart, sequence_of(arena, (const struct column *)o));
            o = plain_column(arena, (const struct column *)o);
        }
        schema_add(apart, (struct object *)o);
    }
    schema_finish(apart);
    return apart;
}
