/*
 * Failures that are made to happen: see faults.c. For programs that are linked with it.
 */
#ifndef FAULTS_FAULTS_H
#define FAULTS_FAULTS_H

#include <stdbool.h>

enum fault { FAULT_MEMORY, FAULT_LIBPQ, FAULT_UNHEARD, FAULTS };

/* From now on call number `at` of that kind fails, counted from 1. 0: none. */
void fault_set(enum fault fault, long at);

/* Whether it came to that. */
bool fault_came(enum fault fault);

#endif
