/*
 * Statements that no transaction holds, as people write them: what question to the catalog tells
 * what became of one whose end nobody saw.
 */
#ifndef MODELGEN_RUNTIME_PROBE_H
#define MODELGEN_RUNTIME_PROBE_H

#include <stddef.h>

#include "../base/buf.h"

/*
 * Writes the probe (as in struct mg_step) of a statement; nothing if nothing tells: a statement
 * that is not known here, or CREATE INDEX CONCURRENTLY without a name.
 */
void mg_probe_write(const char *statement, size_t n, struct mg_buf *probe);

#endif
