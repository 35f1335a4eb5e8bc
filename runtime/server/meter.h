/*
 * What each statement of a migration took, measured as results come in.
 */
#ifndef MODELGEN_RUNTIME_METER_H
#define MODELGEN_RUNTIME_METER_H

#include <stdbool.h>
#include <stddef.h>

#include "../base/patience.h"

struct mg_measure {
    double ms;             /* of the attempt that succeeded; less than 0: not measured */
    long long rows;        /* that it read or wrote; less than 0: it does not say */
    struct mg_waits waits; /* attempts that ended at this statement */
};

/* The statements from number `first` of what is sent are measured, n of them. */
struct mg_meter {
    size_t first, n;
    struct mg_measure *at; /* n; NULL: nothing is measured */
    bool precise;          /* each is sent back at once, and not with what comes after it */
    size_t entry;          /* the statement whose result is the number of a line in the history */
    long long history;     /* this number */
};

/* For n statements. False if memory ran out. */
bool mg_meter_make(struct mg_meter *meter, size_t first, size_t n);
void mg_meter_free(struct mg_meter *meter);

/* Statement i of what was sent was in the way of others, for so long: tried in vain. */
void mg_meter_waited(struct mg_meter *meter, size_t i, double ms);

#endif
