/*
 * A change of type replaces values by others: it cuts, rounds, maps them to another label. What
 * they were is kept, of the rows that change, by the primary or another unique key of the row: a
 * table of its own in the schema that holds what the migration set aside, with _was, _now and the
 * key, as _key and the number of the column (of a column that is part of the key what it is now),
 * as text where the type is not PostgreSQL's own. The way back puts _was where there is still _now;
 * what somebody changed since stays.
 *
 * A row is kept if a plain cast does not bring its value back, or, where such a cast fails or
 * depends on the session's time zone, if it reads different. Of a table without a key, or with
 * children, nothing can be kept; modelgen.stash then says that something was lost.
 */
#ifndef MODELGEN_RUNTIME_STASH_VALUES_H
#define MODELGEN_RUNTIME_STASH_VALUES_H

#include "../site/site.h"

enum mg_values_fate {
    MG_VALUES_STAY, /* the change can lose nothing, or the run keeps nothing */
    MG_VALUES_KEPT,
    MG_VALUES_LOST,
};

/* What has to be known of a change. */
struct mg_values_change {
    bool writes; /* PostgreSQL writes the rows anew for it (mg_retype_is_long) */
    bool varies; /* its USING has another value each time that it is asked */
};

/* A change of type, and what there is to keep and to bring back. */
struct mg_values {
    mg_alter_column_args args; /* with a USING that brings back what is held */
    enum mg_values_fate fate;
    bool found_later;     /* what the values become is not known before */
    bool renames;         /* rows: the column is part of a key */
    struct mg_buf held;   /* where they will be kept: schema.table */
    struct mg_buf using_; /* that of args, if it brings back */
    struct mg_buf back;   /* the function that it calls; empty: nothing comes back */
    struct mg_buf from;   /* where it finds them */
};

/* Looks, and appends what args needs first. Freed by mg_values_free, always. */
void mg_values_begin(struct mg_site *site, struct mg_script *script, const mg_alter_column_args *a,
                     const struct mg_values_change *change, struct mg_values *v);

/*
 * In the transaction of the change, before it: keeps the values, or notes that some are lost; and
 * behind it: which of them were replaced, and by what.
 */
void mg_values_keep(struct mg_site *site, struct mg_script *script, const struct mg_values *v);
void mg_values_find(struct mg_script *script, const struct mg_values *v);

/*
 * Instead of that, while others write: a trigger keeps them that compares the column with the
 * hidden one, which will be exchanged for it; let go of where it turns out that none was kept.
 */
void mg_values_watch(struct mg_site *site, struct mg_script *script, const struct mg_values *v,
                     const char *hidden);
void mg_values_unwatch(struct mg_script *script, const struct mg_values *v);

/*
 * In the transaction of the change, first of all: what else is held of the table by a key that the
 * column is part of is held by what that becomes. hidden: the column that is about to take its
 * place; NULL: none.
 */
void mg_values_follow(struct mg_script *script, const struct mg_values *v, const char *hidden);

/* Behind the change: what came back is not held any longer. */
void mg_values_end(struct mg_script *script, const struct mg_values *v);

void mg_values_free(struct mg_values *v);

#endif
