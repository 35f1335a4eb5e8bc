/* What loss() says, once it is known whether that is so. */
#ifndef MODELGEN_RUNTIME_LOSSES_H
#define MODELGEN_RUNTIME_LOSSES_H

#include "record.h"

/* Where loss() begins that is about what was recorded from there on. */
size_t mg_losses_find(const struct migration *m, size_t recorded);

/*
 * What loss() says of an operation is not so if that sets aside what it drops, keeps what it
 * replaces, or brings back what was dropped: nobody is told, nobody asked.
 */
void mg_losses_take_back(struct migration *m, size_t first, size_t recorded);

/*
 * What loss() says where a type is put aside to be made anew (labels that go) is about the columns
 * that change over to the new one: nothing is lost where all that they replace is kept. At the end.
 */
void mg_losses_end(struct migration *m);

#endif
