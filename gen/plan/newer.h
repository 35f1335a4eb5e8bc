/* Words of a schema that came with a later PostgreSQL than some server. */
#ifndef MODELGEN_PLAN_NEWER_H
#define MODELGEN_PLAN_NEWER_H

#include "plan/plan.h"

struct newer {
    const struct object *object; /* NULL: it is of an operation, not of an object */
    const char *word;            /* as migrations say it: VIRTUAL */
    int since;                   /* 18 */
};

struct newers {
    struct newer *items;
    size_t n, space;
};

/* The first such word of each object; server: 14. Which word came when, the operations know. */
struct newers newer_words(struct arena *arena, const struct schema *s, int server);

/* The first such word of a plan's operations that is not of an object: a change of one. */
const struct op *newer_op(const struct plan *plan, int server, struct newer *newer);

#endif
