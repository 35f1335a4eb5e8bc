/*
 * From two schemas to the operations that lead from one to the other and back.
 *
 * The way back is not written by anyone: it is the plan from `after` to `before`, made by the same
 * code with the answers turned round. How a plan is made is told above plan_make in plan.c.
 */
#ifndef MODELGEN_PLAN_PLAN_H
#define MODELGEN_PLAN_PLAN_H

#include "model/kind.h"
#include "plan/answers.h"

struct plan {
    struct ops upgrade, downgrade;
    struct strings changes; /* one line each, for people: `add column "users.avatar"` */
    struct strings
        losses; /* what the upgrade loses for good: `the values of column "users.avatar"` */
};

/* An ambiguity that only the user can settle: was it renamed, or dropped and another one added? */
struct question {
    const struct object *from, *to;  /* for an enum value: both the enum */
    const char *from_name, *to_name; /* "users.mail", "users.email"; "user_state.banned", ... */
    const char *what;                /* "column", "table", "enum value" */
};

struct questions {
    struct question *items;
    size_t n, space;
};

/* What must be asked before plan_make can be called with these answers. Empty: nothing. */
struct questions plan_questions(struct arena *arena, const struct schema *before,
                                const struct schema *after, const struct answers *answers);

/*
 * The plan; empty when the schemas are equal. Mistakes and missing answers (--using, --fill) are
 * reported to diags, with places in the model and the flag that would answer; the plan is then not
 * to be used.
 */
const struct plan *plan_make(struct arena *arena, const struct schema *before,
                             const struct schema *after, const struct answers *answers,
                             struct diags *diags);

/* The statements that the operations amount to, as a script for psql. */
const char *plan_sql(struct arena *arena, const struct ops *ops);

#endif
