/* A type taken apart: what types.c and type_casts.c share. */
#ifndef MODELGEN_MODEL_TYPE_PARSE_H
#define MODELGEN_MODEL_TYPE_PARSE_H

#include <stdbool.h>

#include "base/arena.h"

enum modifiers { NO_MODIFIER, LENGTH, PRECISION, PRECISION_SCALE, INTERVAL };

enum equality { NONE, OWN, INTEGER, FLOAT, DATETIME, TEXT };

struct builtin_type {
    const char *catalog; /* in pg_type */
    const char *name;    /* canonical */
    enum modifiers modifiers;
    enum equality equality;
    const char *neutral;
};

struct parsed_type {
    const struct builtin_type *builtin; /* NULL: a type of the model or of an extension */
    const char *base;                   /* canonical, without modifiers */
    const char *modifiers;              /* "50", "10,2"; NULL: none */
    const char *fields;                 /* of an interval: "day to second"; NULL: none */
    bool array;
};

/* False if the text is not a type. */
bool type_parse(struct arena *a, const char *text, struct parsed_type *type);

#endif
