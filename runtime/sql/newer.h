/*
 * What a server is too old for: words of operations that came with a later PostgreSQL (since, in
 * the tables of words).
 */
#ifndef MODELGEN_RUNTIME_NEWER_H
#define MODELGEN_RUNTIME_NEWER_H

#include "operation.h"

struct mg_newer {
    const char *word; /* NULL: the server has all of it */
    int since;        /* 18 */
};

/* The first of the words said in args that a server lacks; its version as libpq gives it: 150018.
 */
struct mg_newer mg_newer_word(const struct mg_operation *operation, const void *args, int server);

#endif
