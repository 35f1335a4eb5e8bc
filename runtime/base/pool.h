/*
 * Workers: processes that take numbers, one after the other, until none is left. Each has a
 * connection of its own; what one does, or dies of, is no matter to the others.
 */
#ifndef MODELGEN_RUNTIME_POOL_H
#define MODELGEN_RUNTIME_POOL_H

#include <stdbool.h>
#include <stddef.h>

enum mg_work_state {
    MG_WORK_PENDING,
    MG_WORK_RUNNING,
    MG_WORK_DONE,
};

/* What became of one number: written by the worker, read by whoever started it. */
struct mg_work {
    enum mg_work_state state;
    int status;        /* an exit status */
    const char *code;  /* of the error, a constant; NULL: none */
    char message[240]; /* cut to this size */
    bool stop;         /* no further ones are to be begun, by any worker */
    size_t changes;    /* how many migrations were applied */
    double milliseconds;
};

struct mg_pool {
    size_t n, jobs;
    bool canary; /* the first one alone, and the others only if it did not fail: status 0 or 1 */
    void (*take)(void *context, size_t i, struct mg_work *work); /* in the worker */
    void (*leave)(void *context); /* there, too, when nothing is left to be taken */
    void *context;
};

/*
 * All of them. The result has n rows, released by mg_pool_free; NULL if no memory or process was
 * to be had. A signal to end goes on to the workers, which finish what they are at.
 */
struct mg_work *mg_pool_run(const struct mg_pool *pool);
void mg_pool_free(struct mg_work *work, size_t n);

#endif
