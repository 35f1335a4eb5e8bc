/* What functions, procedures and aggregates take: part of their structs. */
#ifndef MODELGEN_KINDS_ARGUMENTS_H
#define MODELGEN_KINDS_ARGUMENTS_H

#include "base/arena.h"

/*
 * The arguments of a routine. names is empty if none has one, modes ("IN", "OUT", "INOUT",
 * "VARIADIC", "TABLE") if all of them are IN; defaults are those of the last inputs. Types have no
 * modifiers: PostgreSQL forgets them.
 */
struct arguments {
    struct strings types, names, modes, defaults;
    const char *direct; /* of an ordered-set aggregate: how many come before ORDER BY; or NULL */
};

#endif
