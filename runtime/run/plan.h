/*
 * What a run would do: the steps of each migration, with the tables that they touch as they are
 * now, and the sessions that hold locks in their way. Nothing is changed, and no lock is taken.
 *
 * Later migrations meet the database as the earlier ones leave it, which is not there to be looked
 * at: tables that they make or rename are known, whatever else they change is not.
 */
#ifndef MODELGEN_RUNTIME_PLAN_H
#define MODELGEN_RUNTIME_PLAN_H

#include "../impact/consent.h"
#include "drift.h"
#include "runner.h"
#include "waited.h"

struct mg_planned {
    int step, part; /* counted from 1; steps of a part share a transaction */
    enum mg_step_kind kind;
    int line;
    const char *operation;
    char *text;
    unsigned needed; /* enum mg_consent, whether given or not */
    struct mg_affecteds affected;
    struct mg_waiteds waited; /* for whom it would have to wait if it were done now */
};

struct mg_planned_migration {
    const struct mg_registered *entry;
    bool resumed; /* it was begun before: only what is left of it is here */
    struct mg_planned *steps;
    size_t n;
};

struct mg_plan {
    enum mg_direction direction;
    struct mg_planned_migration *items;
    size_t n;
    struct mg_differences differences; /* what it relies on and is not so */
};

/* The way from where the runner is. Freed by mg_plan_free, whatever comes back. */
bool mg_plan_make(struct mg_runner *runner, const struct mg_goal *goal, struct mg_plan *plan);
void mg_plan_free(struct mg_plan *plan);

#endif
