#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "kinds/column.h"
#include "model/types.h"

void column_sequence_options(const struct column *column, mg_column *c)
{
    c->sequence = column->sequence;
    c->start = column->start;
    c->increment = column->increment;
    c->minvalue = column->minvalue;
    c->maxvalue = column->maxvalue;
    c->cache = column->cache;
    c->cycle = column->cycle;
}

/* All that a sequence is, what was not said being what PostgreSQL takes. */
struct sequence {
    long long start, increment, min, max, cache;
};

static long long type_max(struct arena *arena, const char *type)
{
    const char *base = type_base(arena, type);

    if (strcmp(base, "smallint") == 0)
        return SHRT_MAX;
    return strcmp(base, "integer") == 0 ? INT_MAX : LLONG_MAX;
}

static long long number(const char *text, long long otherwise)
{
    return text ? strtoll(text, NULL, 10) : otherwise;
}

static struct sequence sequence_of(struct arena *arena, const struct column *c)
{
    struct sequence s = {.increment = number(c->increment, 1), .cache = number(c->cache, 1)};
    long long max = type_max(arena, c->type);
    bool up = s.increment > 0;

    s.min = number(c->minvalue, up ? 1 : -max - 1);
    s.max = number(c->maxvalue, up ? max : -1);
    s.start = number(c->start, up ? s.min : s.max);
    return s;
}

/*
 * A new bound that the sequence may have passed already, since it started on the other side of it.
 * ALTER SEQUENCE refuses that; so the sequence is first moved to where it may be, if it is not
 * there by now. That is possible while the new bound lies within the old ones.
 */
static bool move_sequence(struct making *making, const struct column *c, long long to,
                          const char *compare, const struct sequence *old)
{
    const char *name, *sequence = column_sequence(making->arena, c);

    if (to < old->min || to > old->max)
        return false;
    name = compose_sql_name(making->arena, c->o.schema, sequence);
    MAKE(making, execute, mg_text_args,
         arena_printf(making->arena,
                      "SELECT setval(%s, %lld, false) FROM %s WHERE last_value %s %lld",
                      compose_literal(making->arena, name), to, name, compare, to));
    return true;
}

static const char *text_of(struct arena *arena, long long value)
{
    return arena_printf(arena, "%lld", value);
}

bool column_alter_sequence(struct making *making, const struct column *before,
                           const struct column *after, mg_column *c)
{
    struct arena *arena = making->arena;
    struct sequence old = sequence_of(arena, before), new = sequence_of(arena, after);
    long long from = type_max(arena, before->type), to = type_max(arena, after->type);

    if (old.start < new.min && !move_sequence(making, after, new.min, "<", &old))
        return false;
    if (old.start > new.max && !move_sequence(making, after, new.max, ">", &old))
        return false;

    /* Bounds that are those of the type follow a change of type by themselves. */
    if (old.max == from)
        old.max = to;
    if (old.min == -from - 1)
        old.min = -to - 1;
    if (new.start != old.start)
        c->start = text_of(arena, new.start);
    if (new.increment != old.increment)
        c->increment = text_of(arena, new.increment);
    if (new.min != old.min)
        c->minvalue = after->minvalue ? after->minvalue : "NO";
    if (new.max != old.max)
        c->maxvalue = after->maxvalue ? after->maxvalue : "NO";
    if (new.cache != old.cache)
        c->cache = text_of(arena, new.cache);
    c->cycle = after->cycle && !before->cycle;
    c->no_cycle = before->cycle && !after->cycle;
    return true;
}
