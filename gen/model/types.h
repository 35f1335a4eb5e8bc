/*
 * PostgreSQL's types: their canonical spelling, what they can be cast to, and a neutral value.
 *
 * Canonical is the short form that people write: integer, bigint, varchar(50), timestamptz(3),
 * numeric(10,2), text[]. Names of the model's own types stay as they are (quoted where needed).
 */
#ifndef MODELGEN_MODEL_TYPES_H
#define MODELGEN_MODEL_TYPES_H

#include <stdbool.h>

#include "base/arena.h"

/*
 * The canonical spelling of a type as anyone may write it ("INT4", "character varying (50)",
 * "timestamp with time zone"); names that PostgreSQL does not have are returned trimmed. NULL if
 * the text is not a type at all. serial and its like are no types: they are names that PostgreSQL
 * does not have.
 */
const char *type_canonical(struct arena *a, const char *type);

/* The canonical type without what PostgreSQL forgets of an argument's: modifiers. NULL as above. */
const char *type_plain(struct arena *a, const char *type);

/* True if the canonical type, modifiers and [] aside, is one of PostgreSQL's own. */
bool type_is_builtin(struct arena *a, const char *type);

/* Names near to an unknown type, for "did you mean"; NULL if none. */
const char *type_nearest(struct arena *a, const char *type);

/* The type without modifiers and []: "varchar", "user_state", billing."State". */
const char *type_base(struct arena *a, const char *type);
bool type_is_array(const char *type);

/* Whether btree indexes have an operator class for it. */
bool type_has_order(const char *type);
bool type_is_integer(const char *type); /* may be an identity: smallint, integer, bigint */

/* How a value gets from one type to another when a column changes (pg_cast; arrays by element;
 * enums by text). */
enum cast {
    CAST_ASSIGNMENT, /* ALTER TYPE does it unasked */
    CAST_EXPLICIT,   /* needs USING column::type */
    CAST_BY_TEXT,    /* needs USING column::text::type: enum to enum, what has no cast but a common
                        text */
    CAST_NONE,       /* nobody but the user knows */
};
enum cast type_cast(struct arena *a, const char *from, bool from_is_enum, const char *to,
                    bool to_is_enum);

/* True if changing from one to the other leaves expressions over the column as valid as they were
 * (varchar(50) to text). */
bool type_same_family(struct arena *a, const char *from, const char *to);

/*
 * True if a column of the one type may reference a column of the other: an equality operator
 * exists, at most after an implicit cast of the referencing side. integer may reference numeric,
 * but not the other way round.
 */
bool type_comparable(struct arena *a, const char *referencing, const char *referenced);

/* SQL for a value that any row can have: 0, '', false, now(), '{}', ...; NULL if the type has none
 * that is sensible. */
const char *type_neutral_value(struct arena *a, const char *type);

#endif
