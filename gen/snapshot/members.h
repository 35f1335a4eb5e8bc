/* The members of one object of the snapshot, however they were read. */
#ifndef MODELGEN_SNAPSHOT_MEMBERS_H
#define MODELGEN_SNAPSHOT_MEMBERS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum member_type { MEMBER_TEXT, MEMBER_BOOL, MEMBER_LIST, MEMBER_OTHER };

struct member {
    const char *key;
    enum member_type type; /* and of text, on and list the one that it says */
    const char *text;
    bool on;
    struct strings list;
};

struct members {
    struct member *items;
    size_t n, space;
};

/*
 * Reads the object that starts at `at`, in the order of the file. Texts lie in the arena or in the
 * bytes from at to end, which are changed. Returns where the object ends; NULL and *error if it is
 * not JSON, or has a key twice.
 */
char *members_read(struct arena *arena, char *at, const char *end, struct members *members,
                   json_error_t *error);

#endif
