/*
 * What an operation amounts to: statements, in order. The runner carries them out, --sql prints
 * them.
 */
#ifndef MODELGEN_RUNTIME_SCRIPT_H
#define MODELGEN_RUNTIME_SCRIPT_H

#include "../base/buf.h"

enum mg_step_kind {
    MG_STEP_SQL,       /* one statement to run, without its semicolon */
    MG_STEP_APART,     /* one that no transaction may hold: CREATE INDEX CONCURRENTLY */
    MG_STEP_BATCHES,   /* one over the blocks of a table from $1 to before $2 (both tid), run again
                          and   again, each time in a transaction of its own, to the table's end */
    MG_STEP_KEYS,      /* the same from after the key $1 up to the key $2 (recipes/keys.h) */
    MG_STEP_COMMIT,    /* no text: what was done so far is committed before what follows */
    MG_STEP_CONDITION, /* SQL: what comes after it is done only where this is true */
    MG_STEP_NOTICE,    /* words for whoever watches: a loss */
    MG_STEP_COPY,      /* COPY ... FROM stdin; with its data behind it, as psql reads it */
    MG_STEP_QUESTION,  /* a query whose rows the migration's function works on: what comes after it
                          is not known before */
    MG_STEP_REFUSAL,   /* words that end the migration: it cannot be undone, or makes no sense */
};

struct mg_step {
    enum mg_step_kind kind;
    struct mg_buf text;
    /*
     * MG_STEP_APART: a query that finds out what became of the statement where its end was not
     * seen: no row or null: nothing; 'done'; anything else is a statement that clears away what is
     * left. MG_STEP_BATCHES: a query for the number of blocks. MG_STEP_KEYS: for
     * where a batch ends, and where the last one does (recipes/keys.h).
     */
    struct mg_buf probe;
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

/* The probe of the last step, to be written to likewise. */
struct mg_buf *mg_script_probe(struct mg_script *script);

/* Whether a step of that kind begins or ends a transaction; whether some step of it does. */
bool mg_step_is_part(enum mg_step_kind kind);
bool mg_script_has_parts(const struct mg_script *script);

/* True unless memory ran out somewhere in it. */
bool mg_script_ok(const struct mg_script *script);
void mg_script_free(struct mg_script *script);

#endif
