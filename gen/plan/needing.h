/* Finding out what an object needs: shared by needs.c, needs_query.c and needs_mentioned.c. */
#ifndef MODELGEN_PLAN_NEEDING_H
#define MODELGEN_PLAN_NEEDING_H

#include "model/sql_mentions.h"
#include "plan/planning.h"

struct needing {
    struct planning *p;
    struct arena *arena;
    const struct schema *s;
    const struct scope *scope;
    const struct object *o;
    struct needs *needs;
};

void need_how(struct needing *n, const struct object *x, enum need_how how);
void need_all(struct needing *n, const struct object_list *list, enum need_how how);

/* What a mention leads to, columns aside. */
void need_mentioned(struct needing *n, const struct mention *m, enum need_how how);

/* What a query leads to: also the columns of its relations that it mentions. */
void need_query(struct needing *n, const struct mentions *found);

#endif
