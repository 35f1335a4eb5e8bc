/* How a sequence comes to count otherwise. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "kinds/sequence.h"
#include "model/types.h"

/* All that a sequence does, what was not said being what PostgreSQL takes. */
struct count {
    long long start, increment, min, max, cache;
};

static long long type_max(struct arena *arena, const char *type)
{
    const char *base = type ? type_base(arena, type) : "bigint";

    if (strcmp(base, "smallint") == 0)
        return SHRT_MAX;
    return strcmp(base, "integer") == 0 ? INT_MAX : LLONG_MAX;
}

static long long number(const char *text, long long otherwise)
{
    return text ? strtoll(text, NULL, 10) : otherwise;
}

static struct count count_of(struct arena *arena, const struct sequence *s)
{
    struct count c = {.increment = number(s->increment, 1), .cache = number(s->cache, 1)};
    long long max = type_max(arena, s->type);
    bool up = c.increment > 0;

    c.min = number(s->minvalue, up ? 1 : -max - 1);
    c.max = number(s->maxvalue, up ? max : -1);
    c.start = number(s->start, up ? c.min : c.max);
    return c;
}

/*
 * A new bound that the sequence may have passed already, since it started on the other side of it.
 * ALTER SEQUENCE refuses that; so the sequence is first moved to where it may be, if it is not
 * there by now. That is possible while the new bound lies within the old ones; else it restarts.
 */
static bool move(struct making *making, const struct sequence *s, long long to, const char *compare,
                 const struct count *old)
{
    const char *name;

    if (to < old->min || to > old->max)
        return false;
    name = compose_sql_name(making->arena, s->o.schema, s->o.name);
    MAKE(making, execute, mg_execute_args,
         arena_printf(making->arena,
                      "SELECT setval(%s, %lld, false) FROM %s WHERE last_value %s %lld",
                      compose_literal(making->arena, name), to, name, compare, to));
    return true;
}

static const char *text_of(struct arena *arena, long long value)
{
    return arena_printf(arena, "%lld", value);
}

void sequence_change(struct making *making, const struct sequence *before,
                     const struct sequence *after, mg_sequence_args *args)
{
    struct arena *arena = making->arena;
    struct count old = count_of(arena, before), new = count_of(arena, after);
    long long from = type_max(arena, before->type), to = type_max(arena, after->type);

    if ((old.start < new.min && !move(making, after, new.min, "<", &old)) ||
        (old.start > new.max && !move(making, after, new.max, ">", &old)))
        args->restart = 1;

    /* Bounds that are those of the type follow a change of type by themselves. */
    if (old.max == from)
        old.max = to;
    if (old.min == -from - 1)
        old.min = -to - 1;
    if (from != to)
        args->type = after->type ? after->type : "bigint";
    if (new.start != old.start)
        args->start = text_of(arena, new.start);
    if (new.increment != old.increment)
        args->increment = text_of(arena, new.increment);
    if (new.min != old.min)
        args->minvalue = after->minvalue ? after->minvalue : "NO";
    if (new.max != old.max)
        args->maxvalue = after->maxvalue ? after->maxvalue : "NO";
    if (new.cache != old.cache)
        args->cache = text_of(arena, new.cache);
    args->cycle = after->cycle && !before->cycle;
    args->no_cycle = before->cycle && !after->cycle;
    args->unlogged = after->unlogged && !before->unlogged;
    args->logged = before->unlogged && !after->unlogged;
}

mg_sequence_args sequence_args(struct arena *arena, const struct sequence *s)
{
    return (mg_sequence_args){
        .name = compose_name(arena, &s->o),
        .comment = s->o.comment,
        .type = s->type,
        .start = s->start,
        .increment = s->increment,
        .minvalue = s->minvalue,
        .maxvalue = s->maxvalue,
        .cache = s->cache,
        .cycle = s->cycle,
        .unlogged = s->unlogged,
    };
}
