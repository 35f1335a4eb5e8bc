/*
 * How answers are taken off a connection: shared by session.c and pipeline.c, which await them, and
 * complain.c, which says what is wrong with them. Only for these.
 */
#ifndef MODELGEN_RUNTIME_ANSWERS_H
#define MODELGEN_RUNTIME_ANSWERS_H

#include "session.h"

/* The next result; NULL at the end. An offer to copy that nobody asked for is refused: error, or
 * NULL. */
PGresult *mg_next_result(PGconn *conn, struct mg_error *error);

bool mg_succeeded(const PGresult *result);

/*
 * Whatever is awaited will not come: the connection is broken off, and libpq learns of it. What was
 * done is found out on another one.
 */
void mg_give_up(PGconn *conn);

/* As mg_complain does, of what an interrupt may have broken off. */
void mg_complain_unless(struct mg_interrupt *interrupt, PGconn *conn, const PGresult *result,
                        const char *statement, struct mg_error *error);

#endif
