/*
 * What a run has to say while it goes on. The runner tells; commands/ prints it for people or as
 * JSON.
 */
#ifndef MODELGEN_RUNTIME_EVENT_H
#define MODELGEN_RUNTIME_EVENT_H

#include "../base/patience.h"
#include "../record/record.h"
#include "progress.h"
#include "waited.h"

enum mg_event_kind {
    MG_EVENT_WAITING, /* somebody else is in the way: text says who and since when */
    MG_EVENT_AGAIN,   /* the connection was lost, and is back: the run goes on */
    MG_EVENT_STEP,    /* step of steps is begun */
    MG_EVENT_ADVANCE, /* what is known of the step that is under way: figures */
    MG_EVENT_HELD,    /* batches hold back: text says why */
    MG_EVENT_STEPPED, /* the step is done: milliseconds, waits, rows */
    MG_EVENT_STARTED, /* a migration begins */
    MG_EVENT_LOSS,    /* the migration announces what it loses */
    MG_EVENT_NOTICE,  /* the server says something; severity */
    MG_EVENT_APPLIED, /* a migration is done, after this many milliseconds */
};

struct mg_event {
    enum mg_event_kind kind;
    const struct mg_registered *entry; /* NULL for MG_EVENT_WAITING */
    enum mg_direction direction;
    const char *text;                /* one or more lines, without a newline at the end */
    const char *severity;            /* of the server: "NOTICE", "WARNING" */
    const struct mg_waiteds *waited; /* MG_EVENT_WAITING: the sessions in the way, or NULL */
    double milliseconds;
    size_t step, steps;    /* counted from 1; 0: it is not about a step */
    const char *operation; /* of the step */
    struct mg_figures figures;
    struct mg_waits waits;
    long long rows; /* less than 0: not known */
};

struct mg_listener {
    void (*tell)(void *context, const struct mg_event *event);
    void *context;
};

#endif
