/* Two schemas object by object and field by field: what pull proves and drift reports. */
#ifndef MODELGEN_CLI_COMPARE_H
#define MODELGEN_CLI_COMPARE_H

#include "model/kind.h"

struct difference {
    const struct object *first, *second; /* NULL: it is not there */
    unsigned long long fields;           /* as of object_differences, where it is in both */
};

struct differences {
    struct difference *items;
    size_t n, space;
};

/*
 * In the order of the schemas. Of a table that is only in one of them its parts are not named, if
 * whole.
 */
struct differences compare_schemas(struct arena *arena, const struct schema *first,
                                   const struct schema *second, bool whole);

/* The next field of a difference from *i on, which is moved behind it: its name, and its values as
 * people read them (NULL: none). False if there is no other. */
struct compared {
    const char *name, *first, *second;
};
bool compare_field(struct arena *arena, const struct difference *d, size_t *i, struct compared *c);

#endif
