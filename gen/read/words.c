#include "read/words.h"

#include <string.h>

#include "read/reading.h"
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

const struct kind *kind_of_word(enum word_id id)
{
    for (size_t k = 0; k < kind_count; k++)
        if (kinds[k]->word && strcmp(kinds[k]->word, word_kinds[id].name) == 0)
            return kinds[k];
    return NULL;
}

const struct word *words_find(const struct words *words, enum word_id id)
{
    if ((unsigned)id < 64 && !(words->present >> id & 1))
        return NULL;
    for (size_t i = 0; i < words->n; i++)
        if (words->items[i].id == id)
            return &words->items[i];
    return NULL;
}

void words_add(struct reading *r, struct words *words, const struct word *word)
{
    /* There is rarely a second one: room grows by one at a time. */
    if (words->n == words->space) {
        struct word *items = arena_alloc(r->arena, (words->n + 1) * sizeof *items);

        if (words->n)
            memcpy(items, words->items, words->n * sizeof *items);
        words->items = items;
        words->space = words->n + 1;
    }
    words->items[words->n++] = *word;
    if ((unsigned)word->id < 64)
        words->present |= 1ull << word->id;
}
