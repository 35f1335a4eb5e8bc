/* What ON_UPDATE(expression) on a column amounts to: a function and a trigger of fixed form. */
#ifndef MODELGEN_KINDS_ON_UPDATE_H
#define MODELGEN_KINDS_ON_UPDATE_H

#include "kinds/kinds.h"

struct on_update {
    const char *expression;
    const struct trigger *trigger;
    const struct function *function;
};

/* True if a schema has for this column just the trigger and the function that ON_UPDATE makes. */
bool on_update_find(struct arena *arena, const struct schema *s, const struct column *c,
                    struct on_update *found);

/* What ON_UPDATE(expression) on a column makes: the function that sets it, shared where equal... */
struct function *on_update_function(struct arena *arena, const struct column *c,
                                    const char *expression);

/* ... and the trigger that calls it. */
struct trigger *on_update_trigger(struct arena *arena, const struct column *c,
                                  const struct function *f);

#endif
