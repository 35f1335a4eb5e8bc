/*
 * A change of type replaces values by others: it cuts, rounds, maps them to another label. What
 * they were is kept, of the rows that change, by the primary key of the row: a table of its own in
 * the schema that holds what the migration set aside, with the columns _key1, ..., _was and _now,
 * as text. The way back puts _was where there is still _now; what somebody changed since stays.
 *
 * A row is kept if a plain cast does not bring its value back, or, where the change has a USING
 * that such a cast fails on, if it reads different. Of a table without a primary key, or a column
 * that is part of it, nothing can be kept; modelgen.stash then says that something was lost.
 */
#ifndef MODELGEN_RUNTIME_STASH_VALUES_H
#define MODELGEN_RUNTIME_STASH_VALUES_H

#include "../site/site.h"

enum mg_values_fate {
    MG_VALUES_STAY, /* the change can lose nothing, or the run keeps nothing */
    MG_VALUES_KEPT,
    MG_VALUES_LOST,
};

/* A change of type, and what there is to keep and to bring back. */
struct mg_values {
    mg_alter_column_args args; /* with a USING that brings back what is held */
    enum mg_values_fate fate;
    struct mg_buf held;   /* where they will be kept: schema.table */
    struct mg_buf using_; /* that of args, if it brings back */
    struct mg_buf
        back; /* the function that it calls, with its arguments; empty: nothing comes back */
    struct mg_buf from; /* where it finds them */
};

/*
 * Looks, and appends what args needs first. writes: PostgreSQL writes the rows anew for the change
 * (mg_retype_is_long). Freed by mg_values_free, always.
 */
void mg_values_begin(struct mg_site *site, struct mg_script *script, const mg_alter_column_args *a,
                     bool writes, struct mg_values *v);

/* In the transaction of the change, before it: keeps the values, or notes that some are lost. */
void mg_values_keep(struct mg_site *site, struct mg_script *script, const struct mg_values *v);

/*
 * Instead of that, while others write: a trigger keeps them that compares the column with the
 * hidden one, which will be exchanged for it; let go of where it turns out that none was kept.
 */
void mg_values_watch(struct mg_site *site, struct mg_script *script, const struct mg_values *v,
                     const char *hidden);
void mg_values_unwatch(struct mg_script *script, const struct mg_values *v);

/* Behind the change: what came back is not held any longer. */
void mg_values_end(struct mg_script *script, const struct mg_values *v);

void mg_values_free(struct mg_values *v);

#endif
