/* Carrying renames out on a schema: what renaming.c and renaming_text.c share. */
#ifndef MODELGEN_PLAN_RENAMING_H
#define MODELGEN_PLAN_RENAMING_H

#include "plan/planning.h"

/* The columns of one table that have new names. */
struct columns {
    VEC(const struct rename *) items;
};

struct applying {
    struct arena *arena;
    const struct schema *before, *after;
    struct renames *renames;
    struct map *originals;
    struct map *of_object; /* object of before -> its rename */
    struct map *columns;   /* table of before -> struct columns */
    struct scope *scope;   /* of before; NULL: nothing that texts mention is renamed */
    struct map *asides;    /* column of before -> what its sequence is called, out of the way */
    bool schemas;          /* whether any of them is renamed */
};

/* The rename of an object of before; NULL: it keeps its name. */
const struct rename *rename_of(const struct applying *a, const struct object *o);

const char *renamed_schema(const struct applying *a, const char *schema);
const char *renamed_column(const struct applying *a, const struct object *table,
                           const char *column);

/* Types as fields of ROLE_TYPE and signatures have them. */
const char *renamed_types(const struct applying *a, const char *text);

/* The text of a field of o, which is a part of table (or that itself; NULL: of none). */
const char *renamed_text(const struct applying *a, const struct object *o,
                         const struct object *table, enum field_role role, const char *text);

#endif
