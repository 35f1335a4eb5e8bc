/*
 * schema/snapshot.json: the model as of the newest migration. Flat and sorted, one object per
 * block, so that git merges branches that touch different tables. The only room that knows Jansson.
 */
#ifndef MODELGEN_SNAPSHOT_SNAPSHOT_H
#define MODELGEN_SNAPSHOT_SNAPSHOT_H

#include "model/schema.h"

/* A missing file is an empty schema. NULL and a diagnostic with the line for what cannot be read.
 */
const struct schema *snapshot_load(struct arena *arena, const char *path, struct diags *diags);

/* The file's text; equal schemas give equal bytes. */
const char *snapshot_text(struct arena *arena, const struct schema *schema);

#endif
