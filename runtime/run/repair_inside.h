/*
 * What the decisions about a migration that is half done have in common. Only for repair.c and its
 * neighbours.
 */
#ifndef MODELGEN_RUNTIME_REPAIR_INSIDE_H
#define MODELGEN_RUNTIME_REPAIR_INSIDE_H

#include "repair.h"

/* False with an error if no migration is half done. */
bool mg_repair_is_open(struct mg_runner *runner);

/* The migration that is; NULL if this runner does not have it. */
const struct mg_registered *mg_repair_entry(const struct mg_runner *runner);

/* Whoever is still at the run notices, and stops; more: what else is set, after ", ". */
void mg_repair_add_epoch(struct mg_buf *sql, const struct mg_runner *runner, const char *more);

/* What was decided, in the history; begins with a semicolon. */
void mg_repair_add_history(struct mg_buf *sql, const struct mg_runner *runner, const char *what);

/* Sends and frees statements, which are one transaction. */
bool mg_repair_send(struct mg_runner *runner, struct mg_buf *sql);

#endif
