/*
 * Which harm is done when: drawn by chance, all there are, or the one that is to be seen again.
 */
#ifndef TORTURE_PLANS_H
#define TORTURE_PLANS_H

#include "proxy.h"

/* A sequence of numbers that only its seed decides. */
struct chance {
    unsigned state;
};
unsigned chance_draw(struct chance *chance, unsigned below);

/* The calls that can fail, of an undisturbed run: each way that leads to one, once. */
struct calls {
    int n;
    struct call {
        enum harm harm;
        int number;
    } * at;
};

/* Reads what FAULT_LOG holds. */
struct calls calls_read(const char *path);

/* The i-th of n disturbances: spread over all messages; each third is about a COMMIT. */
struct plan plan_draw(struct chance *chance, const struct outcome *undisturbed, int i, int n);

/* The i-th of n calls that fail: spread over all. */
struct plan plan_fault(struct chance *chance, const struct calls *calls, int i, int n);

/* The i-th of all at messages: each one, each harm, before and after. */
struct plan plan_each(int i);
int plans_each(const struct outcome *undisturbed);

/* As ONLY has it: "kill:before:17", "cut:after:4:2.5" (ms later), "memory:at:99". */
void plan_write(const struct plan *plan, char text[80]);
bool plan_read(const char *text, struct plan *plan);

#endif
