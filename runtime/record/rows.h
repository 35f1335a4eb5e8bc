/*
 * The rows of a query, for the function of a migration (modelgen/migration.h: for_each_row). They
 * are fetched through a cursor, about a megabyte at a time.
 */
#ifndef MODELGEN_RUNTIME_ROWS_H
#define MODELGEN_RUNTIME_ROWS_H

#include "record.h"

/* Lets go of all that are open. */
void mg_rows_leave(struct migration *m);

#endif
