/*
 * Which operation is which, wherever and whenever it is recorded: what a migration in parts wrote
 * down once is found again in a source that was changed since, although the database, and with it
 * the statements that operations choose, may be another by then.
 */
#ifndef MODELGEN_RUNTIME_CALLS_H
#define MODELGEN_RUNTIME_CALLS_H

#include "record.h"

/* Notes a call; its number, from 1; 0 if memory ran out, which m->error says. */
size_t mg_call_note(struct migration *m, const struct mg_operation *operation, const void *args);

/*
 * What the call is, as a text: the same for the same operation with the same arguments, and another
 * one for each time that a migration says the same. Nothing for call 0.
 */
void mg_call_name(const struct migration *m, size_t call, struct mg_buf *out);

/* Whether m->without says so of the call that is under way. */
bool mg_call_is_left_out(const struct migration *m, const struct mg_operation *operation);

#endif
