/*
 * Which operations belong together in a text: a table and its indexes, comments and triggers stand
 * as one paragraph, a line that says what is lost before what loses it.
 */
#ifndef MODELGEN_PLAN_GROUP_H
#define MODELGEN_PLAN_GROUP_H

#include "model/kind.h"

/* A text of operations that is being written. */
struct paragraphs {
    const char *about;
    bool tall; /* something in the paragraph has more than one line */
};

/*
 * True if a blank line goes before operation i, whose text has more than one line if tall. Asked
 * once for each operation, in order.
 */
bool paragraph_begins(struct paragraphs *p, const struct ops *ops, size_t i, bool tall);

#endif
