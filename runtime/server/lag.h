/*
 * How far replication is behind, in time. A standby only says how much it has replayed; the clock
 * is ours: whoever noted how much had been written when, knows how old the oldest part is that a
 * standby still lacks.
 */
#ifndef MODELGEN_RUNTIME_LAG_H
#define MODELGEN_RUNTIME_LAG_H

#include <stddef.h>

enum { MG_LAG_NOTES = 128 };

struct mg_lag {
    struct {
        double ms, written;
    } notes[MG_LAG_NOTES]; /* the oldest first */
    size_t n;
};

/*
 * Notes that so much is written now, and returns how many ms whoever replayed so much is behind: 0
 * if it is not, or if what it lacks was not written before the first note. Bytes of the log, ms of
 * mg_now_ms().
 */
double mg_lag_note(struct mg_lag *lag, double now, double written, double replayed);

#endif
