/*
 * What only the catalog tells of what a statement does: a query for each enum mg_question. It gives
 * rows of a table's oid, a lock and effects, as the numbers of enum mg_lock_mode and enum
 * mg_effect. Its parameters are the touch's name, part, text and collation, the type modifier of
 * text, if that is a type, and plain.
 */
#ifndef MODELGEN_RUNTIME_IMPACT_QUESTIONS_H
#define MODELGEN_RUNTIME_IMPACT_QUESTIONS_H

#include "impact.h"

extern const char *const mg_impact_questions[];

#endif
