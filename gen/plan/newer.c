#include "plan/newer.h"

#include "base/map.h"
#include "runtime/sql/newer.h"

/* What makes one object, all others being there: what is wrong with that is told elsewhere. */
static struct ops making_of(struct arena *arena, const struct schema *s, const struct object *o)
{
    static const struct answers none;
    struct schema *nothing = schema_new(arena);
    struct ops ops = {0};
    struct making making = {.arena = arena,
                            .before = nothing,
                            .after = s,
                            .ops = &ops,
                            .diags = diags_new(arena),
                            .answers = &none,
                            .touched = map_of_addresses(arena)};

    schema_finish(nothing);
    o->kind->create(&making, o);
    return ops;
}

static bool find(const struct ops *ops, int server, struct newer *newer, size_t *at)
{
    for (size_t i = 0; i < ops->n; i++) {
        struct mg_newer word =
            mg_newer_word(ops->items[i].operation, ops->items[i].args, server * 10000);

        if (!word.word)
            continue;
        *newer = (struct newer){NULL, word.word, word.since};
        *at = i;
        return true;
    }
    return false;
}

struct newers newer_words(struct arena *arena, const struct schema *s, int server)
{
    struct newers newers = {0};

    for (size_t i = 0; i < schema_count(s); i++) {
        const struct object *o = schema_at(s, i);
        struct ops ops = making_of(arena, s, o);
        struct newer newer;
        size_t at;

        if (!find(&ops, server, &newer, &at))
            continue;
        newer.object = o;
        *vec_push(arena, &newers) = newer;
    }
    return newers;
}

const struct op *newer_op(const struct plan *plan, int server, struct newer *newer)
{
    size_t at;

    if (find(&plan->upgrade, server, newer, &at))
        return &plan->upgrade.items[at];
    return find(&plan->downgrade, server, newer, &at) ? &plan->downgrade.items[at] : NULL;
}
