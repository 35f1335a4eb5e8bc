/*
 * Harm that is done from outside, by a process of its own, while a runner is at work.
 */
#ifndef TORTURE_HARM_H
#define TORTURE_HARM_H

#include "proxy.h"

/*
 * Begins it, in the database of that URL. LOCK: tables are locked for a while; DEADLOCK: two of
 * them, one after the other; TRAFFIC: any of them and rows, until its end; HUNT: sessions of the
 * database are cancelled and terminated; FULL: the disk of the server is full for a while
 * ($DISK_FULL is there); STOP: the server is stopped at once, and started again (by $RESTART).
 */
pid_t harm_begin(enum harm harm, const char *url, unsigned number);

/* Waits for its end, or makes an end where it has none. */
void harm_end(pid_t pid, enum harm harm);

#endif
