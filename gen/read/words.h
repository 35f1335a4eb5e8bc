/* The words of the model language, and where each may stand. */
#ifndef MODELGEN_READ_WORDS_H
#define MODELGEN_READ_WORDS_H

#include <stdbool.h>
#include <stddef.h>

enum word_id {
#define WORD(name, arguments, places) WORD_##name,
#include "read/words.def"
#undef WORD
    WORD_COUNT,
    WORD_NONE = WORD_COUNT
};

enum word_place {
    AT_STRUCT = 1 << 0,
    AT_ENUM = 1 << 1,
    AT_MEMBER = 1 << 2,
    AT_ENUMERATOR = 1 << 3,
    AT_FILE = 1 << 4,
    /* Among the arguments of other words. */
    IN_TABLE = 1 << 5,
    IN_ENUM = 1 << 6,
    IN_CHECK = 1 << 7,
    IN_REFERENCES = 1 << 8,
    IN_INDEX = 1 << 9,
    IN_UNIQUE = 1 << 10,
    IN_PRIMARY_KEY = 1 << 11,
    IN_ELEMENT = 1 << 12,
    IN_EXCLUSION = 1 << 14,
    IN_STATISTICS = 1 << 15,
    IN_DISTRIBUTED = 1 << 16,
    IN_ITEM = 1 << 13,    /* of a word that a kind's fields describe (item.c) */
    AT_TYPEDEF = 1 << 17, /* that DOMAIN makes a domain */
};

struct word_kind {
    const char *name;
    size_t length;
    bool has_arguments;
    unsigned places; /* of enum word_place */
};

extern const struct word_kind word_kinds[WORD_COUNT];

/* The word of that name; WORD_NONE if there is none. */
enum word_id word_find(const char *name, size_t length);

/* The word that may stand in one of the places and is nearest to name; NULL if none is near. */
const char *word_nearest(const char *name, unsigned places);

/* VARCHAR, TYPE, ...: it says the SQL type. */
bool word_is_type(enum word_id id);

#endif
