/*
 * What a name in a text leads to: an index of one schema, made once and only when something asks.
 *
 * A name without a schema is looked for in the default one first; if that has none, in all others,
 * for nobody knows the search_path under which a text was written. One with a schema is found there
 * alone ("public" is the default one, unless the model has a schema of that name).
 */
#ifndef MODELGEN_PLAN_SCOPE_H
#define MODELGEN_PLAN_SCOPE_H

#include "model/kind.h"

struct scope;

enum scope_of {
    SCOPE_RELATIONS,
    SCOPE_TYPES, /* relations that have rows have a type, too */
    SCOPE_ROUTINES,
    SCOPE_OPERATORS,
    SCOPE_COLLATIONS,
    SCOPE_OTHERS, /* servers, text search dictionaries, ... */
    SCOPES,
};

struct scope *scope_new(struct arena *arena, const struct schema *s);

/* Whether there is anything of the kind that a text could mention. */
bool scope_has(const struct scope *scope, enum scope_of of);

/* True if there is nothing but tables and the like: no expression mentions anything then. */
bool scope_is_plain(const struct scope *scope);

/* All of that name, overloads among them; never NULL. schema NULL: the name has none. */
const struct object_list *scope_find(const struct scope *scope, enum scope_of of,
                                     const char *schema, const char *name);

/* The routine or operator of just this signature: "f(integer)", without spaces about; or NULL. */
const struct object *scope_find_signature(const struct scope *scope, enum scope_of of,
                                          const char *schema, const char *signature);

#endif
