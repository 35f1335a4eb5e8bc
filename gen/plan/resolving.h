/* Finding out what was renamed, as models (renames.c) and answers (renames_answered.c) say. */
#ifndef MODELGEN_PLAN_RESOLVING_H
#define MODELGEN_PLAN_RESOLVING_H

#include "plan/planning.h"

struct resolving {
    struct arena *arena;
    const struct schema *before, *after;
    const struct answers *answers;
    struct diags *diags; /* NULL: quiet */
    struct renames *renames;
};

/* --- resolving.c -------------------------------------------------------------------------- */

/* What an object of before is renamed to, one of after from; NULL: it is not renamed. */
const struct object *resolve_now(const struct resolving *r, const struct object *from);
const struct object *resolve_was(const struct resolving *r, const struct object *to);

/* The object of before called name that is where like, of after, is; renamed parents considered. */
const struct object *resolve_before(const struct resolving *r, const struct object *like,
                                    const char *name);
const struct object *resolve_after(const struct resolving *r, const struct object *like,
                                   const char *name);

/* Notes a rename; says so if it contradicts another one. */
void resolve_add(struct resolving *r, const struct object *from, const struct object *to);
void resolve_add_label(struct resolving *r, const struct object *from, const char *from_label,
                       const struct object *to, const char *to_label);
bool enum_has_label(const struct object *enum_, const char *label);

/* --- renames_answered.c ------------------------------------------------------------------- */

/* What the answers say: of what stands by itself, or of parts and labels. */
void resolve_answers(struct resolving *r, bool parts);

#endif
