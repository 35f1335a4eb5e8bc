/*
 * Trying again: pauses that grow and are never the same for two who wait together.
 */
#ifndef MODELGEN_RUNTIME_PATIENCE_H
#define MODELGEN_RUNTIME_PATIENCE_H

#include <stdbool.h>

#include "clock.h"

struct mg_patience {
    double end;            /* when it is over: mg_now_ms() */
    double pause, longest; /* ms; the next pause and the most it grows to */
    unsigned jitter;       /* any number that others do not have */
    int tries;
};

/* How locks that others hold are waited for. */
struct mg_lock_patience {
    int timeout; /* at a time, in ms: so long those who come after wait as well */
    int pause;   /* the longest pause between two times, in ms */
    int wait;    /* all in all, in seconds */
};
#define MG_LOCK_PATIENCE                          \
    {                                             \
        .timeout = 30, .pause = 1000, .wait = 300 \
    }

/* What others cost: how often something was tried in vain, and for how long. */
struct mg_waits {
    int tries;
    double ms;
};

/* From now on for so many seconds. */
static inline struct mg_patience mg_patience_of(double seconds, double pause, double longest,
                                                unsigned seed)
{
    return (struct mg_patience){.end = mg_now_ms() + seconds * 1e3,
                                .pause = pause,
                                .longest = longest,
                                .jitter = seed * 2654435761u};
}

/* Waits until the next try. False if there is no time for one. */
static inline bool mg_patience_wait(struct mg_patience *p)
{
    double left = p->end - mg_now_ms();
    if (left <= 0)
        return false;
    p->jitter = p->jitter * 1664525u + 1013904223u;
    double now = p->pause * (0.75 + (double)(p->jitter >> 16) / 131072.0);
    mg_sleep_ms(now < left ? now : left);
    p->pause = p->pause * 2 < p->longest ? p->pause * 2 : p->longest;
    p->tries++;
    return true;
}

#endif
