/*
 * What an operation amounts to: statements, in order. The runner carries them out, --sql prints
 * them.
 */
#ifndef MODELGEN_RUNTIME_SCRIPT_H
#define MODELGEN_RUNTIME_SCRIPT_H

#include "buf.h"

enum mg_step_kind {
    MG_STEP_SQL,     /* one statement to run, without its semicolon */
    MG_STEP_NOTICE,  /* words for whoever watches: a loss */
    MG_STEP_REFUSAL, /* words that end the migration: it cannot be undone, or makes no sense */
};

struct mg_step {
    enum mg_step_kind kind;
    struct mg_buf text;
};

struct mg_script {
    struct mg_step *steps;
    size_t n, capacity;
    bool failed;        /* memory ran out */
    struct mg_buf sink; /* what is written to when it has */
};

/*
 * A new, empty step at the end, to be written to until the next one is begun; never NULL (a failed
 * script hands out a sink). A script starts as { 0 }.
 */
struct mg_buf *mg_script_step(struct mg_script *script, enum mg_step_kind kind);

/* True unless memory ran out somewhere in it. */
bool mg_script_ok(const struct mg_script *script);
void mg_script_free(struct mg_script *script);

#endif
