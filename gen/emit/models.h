/*
 * From a schema to headers: the model that says it, in the words that a person would choose.
 * Reading them gives the same schema again.
 */
#ifndef MODELGEN_EMIT_MODELS_H
#define MODELGEN_EMIT_MODELS_H

#include "model/schema.h"

struct model_file {
    const char *name; /* "users.h" */
    const char *text;
};

struct model_files {
    struct model_file *items;
    size_t n, space;
};

enum models_division {
    MODELS_BY_TABLE,  /* a header for each table and view, enums.h for what several use, ... */
    MODELS_BY_SCHEMA, /* one for each schema; models.h for the default one */
    MODELS_IN_ONE,    /* models.h alone */
};

struct model_files emit_models(struct arena *arena, const struct schema *schema,
                               enum models_division division);

#endif
