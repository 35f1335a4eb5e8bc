/*
 * The names that PostgreSQL makes up by itself (makeObjectName in
 * src/backend/commands/indexcmds.c): of the sequence of a serial column, of constraints.
 */
#ifndef MODELGEN_RUNTIME_NAMES_H
#define MODELGEN_RUNTIME_NAMES_H

#include "../base/buf.h"

enum { MG_NAME_MAX_BYTES = 63 };

/* name1_name2_label; name1 and name2 shortened evenly. name2 and label may be NULL. */
void mg_name_make(struct mg_buf *b, const char *name1, const char *name2, const char *label);

/* The longest prefix of at most n bytes that ends with a whole character. */
size_t mg_name_clip(const char *name, size_t n);

/* Takes bytes from the longer of two lengths until both fit into room. */
void mg_name_shorten(size_t *n1, size_t *n2, size_t room);

#endif
