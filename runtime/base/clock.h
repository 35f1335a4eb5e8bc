/* Time as it passes. */
#ifndef MODELGEN_RUNTIME_CLOCK_H
#define MODELGEN_RUNTIME_CLOCK_H

#include <time.h>

static inline double mg_now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static inline void mg_sleep_ms(double ms)
{
    struct timespec t = {.tv_sec = (time_t)(ms / 1e3)};
    t.tv_nsec = (long)((ms - (double)t.tv_sec * 1e3) * 1e6);
    nanosleep(&t, NULL);
}

#endif
