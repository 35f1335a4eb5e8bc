/* The verbs of functions and procedures, in two files. */
#ifndef MODELGEN_KINDS_FUNCTION_H
#define MODELGEN_KINDS_FUNCTION_H

#include "kinds/routine.h"

/* The fields' places in the table, which are their bits in differences. */
enum {
    F_RETURNS,
    F_RETURNS_SET,
    F_TYPES,
    F_NAMES,
    F_MODES,
    F_DEFAULTS,
    F_LANGUAGE,
    F_BODY,
    F_ATOMIC,
    F_LIBRARY,
    F_SYMBOL,
    F_SECURITY_DEFINER,
    F_SET,
    F_TRANSFORM,
    F_IMMUTABLE, /* from here on: functions alone */
    F_STABLE,
    F_STRICT,
    F_LEAKPROOF,
    F_WINDOW,
    F_PARALLEL,
    F_COST,
    F_ROWS,
    F_SUPPORT,
};

#define FUNCTION_BIT(field) (1ull << F_##field)

/* An operation on functions, or its like on procedures. */
#define ROUTINE_OP(o, what) \
    ((o)->kind == &kind_procedure ? &mg_op_##what##_procedure : &mg_op_##what##_function)

/* What create_function takes, but for the comment. */
mg_function_args routine_args(struct arena *arena, const struct object *o);

/* Changes: function_alter.c. */
enum way routine_way(const struct object *before, const struct object *after,
                     unsigned long long differences);
void routine_alter(struct making *making, const struct object *before, const struct object *after,
                   unsigned long long differences);

#endif
