#include "lag.h"

#include <string.h>

/* Every other note goes, but never the first. */
static void thin_out(struct mg_lag *lag)
{
    size_t kept = 1;
    for (size_t i = 2; i < lag->n; i += 2)
        lag->notes[kept++] = lag->notes[i];
    lag->n = kept;
}

/* What is replayed is of no interest any more: the first note is of what is lacking. */
static void forget(struct mg_lag *lag, double replayed)
{
    size_t gone = 0;
    while (gone < lag->n && lag->notes[gone].written <= replayed)
        gone++;
    lag->n -= gone;
    memmove(lag->notes, lag->notes + gone, lag->n * sizeof *lag->notes);
}

double mg_lag_note(struct mg_lag *lag, double now, double written, double replayed)
{
    forget(lag, replayed);
    if (lag->n == MG_LAG_NOTES)
        thin_out(lag);
    if (written > replayed) {
        lag->notes[lag->n].ms = now;
        lag->notes[lag->n++].written = written;
    }
    return lag->n ? now - lag->notes[0].ms : 0;
}
