/*
 * Looking at a statement that takes its time, from outside: PostgreSQL shows how far it is to other
 * sessions only (pg_stat_progress_create_index and its likes; documentation, "Progress Reporting").
 * The connection for it is made when a statement has taken a second, and every question is a
 * transaction of its own: CREATE INDEX CONCURRENTLY waits for whoever is in an older one.
 */
#ifndef MODELGEN_RUNTIME_WATCH_H
#define MODELGEN_RUNTIME_WATCH_H

#include "event.h"

struct mg_runner;

/* What is known of the statement that runs. Starts as { 0 }. */
struct mg_watch {
    PGconn *conn;
    bool asked, useless;  /* a question is on its way; nobody answers */
    double asked_at;      /* when */
    bool stale;           /* the question was about the statement before */
    const char *doing;    /* the statement that was looked at last */
    double since, looked; /* when it was seen first, and last: mg_now_ms() */
    struct mg_event now;  /* the step: what is known of it is told like this */
    bool counts_itself;   /* whoever runs it knows how far it is: now.figures is what there is */
    double waited;        /* how long it has waited for others, in ms */
    int backend;          /* the process that runs it */
    double told, told_at; /* for which process it was said to wait last, and when */
};

/* Called now and then while the runner waits for the end of a statement, by mg_interrupt_await. */
void mg_watch_look(void *runner, PGconn *conn, const char *statement);

/* From now on this step is under way; statements of its own are looked at. */
void mg_watch_step(struct mg_watch *watch, const struct mg_event *step);

void mg_watch_end(struct mg_watch *watch);

#endif
