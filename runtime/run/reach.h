/*
 * Getting to the database and to work on it, and back there when the connection breaks: the runner
 * is where the ledger says that the database is, whatever became of what was under way.
 */
#ifndef MODELGEN_RUNTIME_REACH_H
#define MODELGEN_RUNTIME_REACH_H

#include "runner.h"

/* Reads the ledger anew. */
bool mg_reach_look(struct mg_runner *runner);

/*
 * Takes the lock, and reads the ledger now that nobody else changes it. False if it cannot, or if
 * something else is under way that has to be finished or decided first.
 */
bool mg_reach_enter(struct mg_runner *runner, const struct mg_goal *goal);

/* False if a migration is half done: it has to be finished or decided first. */
bool mg_reach_nothing_is_open(struct mg_runner *runner);

/* Whether the lock is still held. */
bool mg_reach_is_in(struct mg_runner *runner, struct mg_error *error);

/*
 * After an error: true if the connection broke (or the lock is lost, of which any error may come)
 * and all is as after mg_reach_enter again. So also a COMMIT whose answer was never heard is found
 * out. Where nothing had begun yet, that is tried for as long as another runner is waited for.
 */
bool mg_reach_again(struct mg_runner *runner, const struct mg_goal *goal, bool begun);

/* Whether the goal is reached. */
bool mg_reach_arrived(const struct mg_runner *runner, const struct mg_goal *goal);

#endif
