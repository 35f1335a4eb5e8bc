/*
 * "Did you mean": the known word that a misspelt one is nearest to.
 */
#ifndef MODELGEN_RUNTIME_NEAREST_H
#define MODELGEN_RUNTIME_NEAREST_H

#include <stddef.h>

struct mg_nearest {
    const char *word;
    const char *best; /* NULL while nothing is near enough */
    size_t distance;
};

#define MG_NEAREST(word_) \
    {                     \
        .word = (word_)   \
    }

/* Offers one candidate; the first of equally near ones stays. */
void mg_nearest_offer(struct mg_nearest *nearest, const char *candidate);

#endif
