/* How operations are spelled in C: what their tables of words say. */
#ifndef MODELGEN_EMIT_SPELL_H
#define MODELGEN_EMIT_SPELL_H

#include "emit/layout.h"
#include "model/kind.h"

/* The call of an operation, with all that its arguments say. */
struct piece *spell_op(struct arena *arena, const struct op *op);

#endif
