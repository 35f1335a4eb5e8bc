/*
 * Rows that go in by COPY (modelgen/migration.h: copy_into, copy_data). Rows of C code are gathered
 * and sent a megabyte at a time, each as a COPY of its own, so that queries and other rows may come
 * between them.
 */
#ifndef MODELGEN_RUNTIME_COPY_H
#define MODELGEN_RUNTIME_COPY_H

#include "record.h"

/* Sends what was gathered. An error stays in m->error. */
void mg_copy_flush(struct migration *m);

/* The function is at its end. */
void mg_copy_leave(struct migration *m);

#endif
