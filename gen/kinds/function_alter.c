/* How functions change: ALTER where that does, else CREATE OR REPLACE, else anew. */
#include <string.h>

#include "kinds/function.h"

/* What ALTER FUNCTION changes: everything else takes the whole function again. */
static const unsigned long long altered =
    FUNCTION_BIT(SECURITY_DEFINER) | FUNCTION_BIT(SET) | FUNCTION_BIT(IMMUTABLE) |
    FUNCTION_BIT(STABLE) | FUNCTION_BIT(STRICT) | FUNCTION_BIT(LEAKPROOF) | FUNCTION_BIT(PARALLEL) |
    FUNCTION_BIT(COST) | FUNCTION_BIT(ROWS);

static bool is_output(const struct arguments *args, size_t i)
{
    return !argument_is_input(args, i) || strcmp(argument_mode(args, i), "INOUT") == 0;
}

/* The next output, counted from i; types.n: there is none. */
static size_t next_output(const struct arguments *args, size_t i)
{
    while (i < args->types.n && !is_output(args, i))
        i++;
    return i;
}

/* Several outputs make up a row type, which nothing changes. */
static bool same_outputs(const struct arguments *a, const struct arguments *b)
{
    size_t i = next_output(a, 0), k = next_output(b, 0), outputs = 0;
    bool names = true;

    for (; i < a->types.n && k < b->types.n; outputs++) {
        if (strcmp(a->types.items[i], b->types.items[k]) != 0)
            return false;
        names &= strcmp(argument_name_of(a, i), argument_name_of(b, k)) == 0;
        i = next_output(a, i + 1);
        k = next_output(b, k + 1);
    }
    return i >= a->types.n && k >= b->types.n && (names || outputs < 2);
}

/* CREATE OR REPLACE FUNCTION changes everything that callers do not rely on. */
enum way routine_way(const struct object *before, const struct object *after,
                     unsigned long long differences)
{
    const struct function *a = (const struct function *)before;
    const struct function *b = (const struct function *)after;

    if (differences & (FUNCTION_BIT(RETURNS) | FUNCTION_BIT(RETURNS_SET) | FUNCTION_BIT(WINDOW)) ||
        !same_outputs(&a->arguments, &b->arguments) ||
        !arguments_keep_names(&a->arguments, &b->arguments) ||
        b->arguments.defaults.n < a->arguments.defaults.n)
        return WAY_REPLACE;
    return WAY_ALTER;
}

/* The parameters of settings that are no longer there. */
static mg_list gone(struct arena *arena, const struct strings *before, const struct strings *after)
{
    struct strings names = {0};

    for (size_t i = 0; i < before->n; i++) {
        size_t n = strcspn(before->items[i], "=") + 1;
        bool kept = false;

        for (size_t k = 0; k < after->n; k++)
            kept |= strncmp(before->items[i], after->items[k], n) == 0;
        if (!kept)
            strings_add(arena, &names, arena_strndup(arena, before->items[i], n - 1));
    }
    return compose_list(arena, &names);
}

static mg_list added(struct arena *arena, const struct strings *before, const struct strings *after)
{
    struct strings settings = {0};

    for (size_t i = 0; i < after->n; i++)
        if (strings_find(before, after->items[i]) < 0)
            strings_add(arena, &settings, after->items[i]);
    return compose_list(arena, &settings);
}

static const char *usual_cost(const struct function *f)
{
    return f->library || (f->language && strcmp(f->language, "internal") == 0) ? "1" : "100";
}

static void alter_attributes(struct making *making, const struct object *before,
                             const struct object *after, unsigned long long differences)
{
    const struct function *a = (const struct function *)before;
    const struct function *b = (const struct function *)after;
    mg_function_args args = {.name = compose_name(making->arena, after)};

    if (differences & (FUNCTION_BIT(IMMUTABLE) | FUNCTION_BIT(STABLE)))
        args.volatility = b->immutable ? "IMMUTABLE" : b->stable ? "STABLE" : "VOLATILE";
    if (differences & FUNCTION_BIT(STRICT))
        args.strict = b->strict, args.called_on_null_input = !b->strict;
    if (differences & FUNCTION_BIT(SECURITY_DEFINER))
        args.security_definer = b->security_definer, args.security_invoker = !b->security_definer;
    if (differences & FUNCTION_BIT(LEAKPROOF))
        args.leakproof = b->leakproof, args.not_leakproof = !b->leakproof;
    if (differences & FUNCTION_BIT(PARALLEL))
        args.parallel = b->parallel ? b->parallel : "unsafe";
    if (differences & FUNCTION_BIT(COST))
        args.cost = b->cost ? b->cost : usual_cost(b);
    if (differences & FUNCTION_BIT(ROWS))
        args.rows = b->rows ? b->rows : "1000";
    args.set = added(making->arena, &a->set, &b->set);
    args.reset = gone(making->arena, &a->set, &b->set);
    make_op(making, ROUTINE_OP(after, alter), &args);
}

/* Settings come in the order in which they were first made. */
static bool same_order(const struct function *a, const struct function *b)
{
    size_t at = 0;

    for (size_t i = 0; i < b->set.n; i++) {
        size_t n = strcspn(b->set.items[i], "=") + 1, k = 0;

        while (k < a->set.n && strncmp(a->set.items[k], b->set.items[i], n) != 0)
            k++;
        if (k < at)
            return false;
        at = k;
    }
    return true;
}

void routine_alter(struct making *making, const struct object *before, const struct object *after,
                   unsigned long long differences)
{
    mg_function_args args;

    if (!(differences & ~altered) &&
        same_order((const struct function *)before, (const struct function *)after)) {
        alter_attributes(making, before, after, differences);
        return;
    }
    args = routine_args(making->arena, after);
    args.or_replace = true;
    make_op(making, ROUTINE_OP(after, create), &args);
}
