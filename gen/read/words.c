#include "read/words.h"

#include <string.h>

#include "runtime/base/nearest.h"

enum { ALONE, WITH_ARGUMENTS };

const struct word_kind word_kinds[WORD_COUNT] = {
#define WORD(name, arguments, places) {#name, sizeof #name - 1, arguments, places},
#include "read/words.def"
#undef WORD
};

enum word_id word_find(const char *name, size_t length)
{
    for (int i = 0; i < WORD_COUNT; i++)
        if (word_kinds[i].length == length && word_kinds[i].name[0] == name[0] &&
            memcmp(word_kinds[i].name, name, length) == 0)
            return (enum word_id)i;
    return WORD_NONE;
}

const char *word_nearest(const char *name, unsigned places)
{
    struct mg_nearest nearest = MG_NEAREST(name);

    for (int i = 0; i < WORD_COUNT; i++)
        if (word_kinds[i].places & places)
            mg_nearest_offer(&nearest, word_kinds[i].name);
    return nearest.best;
}

bool word_is_type(enum word_id id)
{
    return id == WORD_VARCHAR || (id >= WORD_CHAR && id <= WORD_TYPE);
}
