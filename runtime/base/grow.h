/* Arrays that get longer. */
#ifndef MODELGEN_RUNTIME_GROW_H
#define MODELGEN_RUNTIME_GROW_H

#include <stddef.h>

/*
 * Room for one more behind n items of this size: where they are now. NULL if memory ran out; they
 * stay where they were then. items NULL and *capacity 0: there are none yet.
 */
void *mg_grow(void *items, size_t n, size_t *capacity, size_t size);

#endif
