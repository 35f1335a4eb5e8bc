/* Answers, turned round. */
#ifndef MODELGEN_PLAN_ANSWERS_H
#define MODELGEN_PLAN_ANSWERS_H

#include "model/answers.h"

/* The same answers for the way back: renames swapped, --using-down in place of --using. */
const struct answers *answers_reverse(struct arena *arena, const struct answers *answers);

#endif
