#include "grow.h"

#include <stdlib.h>

enum { FIRST = 8 };

void *mg_grow(void *items, size_t n, size_t *capacity, size_t size)
{
    size_t more = *capacity ? *capacity * 2 : FIRST;

    if (n < *capacity)
        return items;
    items = realloc(items, more * size);
    if (items)
        *capacity = more;
    return items;
}
