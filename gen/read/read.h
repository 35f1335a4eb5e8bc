/*
 * From headers to a schema, through libclang. The only room that knows libclang.
 */
#ifndef MODELGEN_READ_READ_H
#define MODELGEN_READ_READ_H

#include "model/schema.h"

struct read_options {
    struct strings headers;           /* the model's headers; read as one translation unit */
    struct strings flags;             /* what the user gave after -- */
    const char *compile_commands_dir; /* where compile_commands.json is; NULL: none */
    const char *include_dir;          /* where modelgen/begin.h is */
    const struct schema *known; /* the snapshot: SQL in it need not be parsed again; may be NULL */
};

/*
 * The model. Every mistake is reported with its place; the result is then not to be used. Stops
 * with clang's own words when the headers do not compile.
 */
const struct schema *read_models(struct arena *arena, const struct read_options *options,
                                 struct diags *diags);

#endif
