/* What a change of a column's type leaves standing. */
#include <string.h>

#include "kinds/column.h"
#include "kinds/lineage.h"
#include "model/sql.h"
#include "model/types.h"
#include "plan/planning.h"

/* Order words aside, does the element say more than the column's name: an operator class? */
static bool is_plain_element(struct arena *arena, const char *element)
{
    static const char *const words[] = {" ASC", " DESC", " NULLS FIRST", " NULLS LAST"};
    const char *column = sql_element_column(arena, element);

    if (!column)
        return false;

    const char *rest = element + strlen(sql_ident(arena, column));

    while (strlen(rest) > 0) {
        size_t i = 0;

        while (i < 4 && strncmp(rest, words[i], strlen(words[i])) != 0)
            i++;
        if (i == 4)
            return false;
        rest += strlen(words[i]);
    }
    return true;
}

/* Those that mention the column. */
static bool are_plain(struct arena *arena, const struct strings *elements, const char *column)
{
    for (size_t i = 0; i < elements->n; i++)
        if (sql_mentions_as(elements->items[i], SQL_COLUMN, column) &&
            !is_plain_element(arena, elements->items[i]))
            return false;
    return true;
}

static bool is_plain_index(struct arena *arena, const struct index *index, const char *column)
{
    if (index->where && sql_mentions_as(index->where, SQL_COLUMN, column))
        return false;
    return are_plain(arena, &index->elements, column);
}

/* PostgreSQL builds it anew from its definition, which does not say how much ANALYZE gathers. */
static bool has_target(const struct object *o)
{
    return (o->kind == &kind_statistics && ((const struct statistics *)o)->target) ||
           (o->kind == &kind_index && ((const struct index *)o)->statistics.n);
}

static const char *index_comment(const struct object *o)
{
    const struct field *f = kind_field(o->kind, "index_comment");

    return f ? field_text(o, f) : NULL;
}

/* Of those of partitions it keeps nothing: names, comments, marks; the whole's comment is theirs.
 */
static bool has_parts(struct planning *p, const struct object *o)
{
    const struct object *table = object_table(p->before, o);

    return (o->kind == &kind_index || o->kind == &kind_primary_key || o->kind == &kind_unique) &&
           table && table->kind == &kind_table && ((const struct table *)table)->partition_by &&
           (lineage_has_parts(p->arena, p->before, o) ||
            ((o->comment || index_comment(o)) && lineage_children(p->arena, p->before, table).n));
}

/*
 * ALTER TYPE builds plain indexes and keys again by itself. It would also do so with checks and
 * expressions, but from text that it has resolved for the old type: with the casts of that type,
 * which a schema built from nothing would not have. While only a length changes there are none.
 */
bool survives_retyping(struct planning *p, const struct object *o, const struct change *column)
{
    struct arena *arena = p->arena;
    const struct column *before = (const struct column *)column->before;
    const struct column *after = (const struct column *)column->after;
    bool rebuilt = strcmp(before->type, after->type) == 0 &&
                   column->differences & COLUMN_BIT(TYPE); /* its enum is built anew */
    bool same_base = strcmp(type_base(arena, before->type), type_base(arena, after->type)) == 0;

    if (has_target(o) || has_parts(p, o))
        return false;
    if (o->kind == &kind_primary_key || o->kind == &kind_unique || o->kind->goes_along)
        return true;
    if (o->kind == &kind_foreign_key)
        return !rebuilt && type_same_family(arena, before->type, after->type);
    if (o->kind == &kind_index && is_plain_index(arena, (const struct index *)o, before->o.name))
        return true;
    if (o->kind == &kind_statistics &&
        are_plain(arena, &((const struct statistics *)o)->elements, before->o.name))
        return true;
    if (o->kind != &kind_check && o->kind != &kind_index && o->kind != &kind_exclusion &&
        o->kind != &kind_statistics)
        return false; /* generated columns and triggers forbid any change of type */
    return !rebuilt && same_base && !(column->differences & COLUMN_BIT(COLLATION));
}
