/* What the files of the stash share. */
#ifndef MODELGEN_RUNTIME_STASH_PARTS_H
#define MODELGEN_RUNTIME_STASH_PARTS_H

#include "../ledger/ledger.h"
#include "../site/site.h"

/* SQL after a schema's name: what keeps the tenants of a database apart in there. */
#define MG_STASH_OF_TENANT                                                \
    " || coalesce('_' || left(encode(sha256(convert_to(nullif(" MG_TENANT \
    ", ''), 'UTF8')), 'hex'), 8), '')"

/* In names of what is held: which way it was set aside. No revision starts like that. */
const char *mg_stash_way(enum mg_direction direction);

/* A condition on modelgen.stash: what comes back on the way in that direction. */
const char *mg_stash_of_other_way(enum mg_direction direction);

/* False if nothing can come back on this way: then nothing need be looked for. */
bool mg_stash_may_hold(struct mg_site *site);

/* A name as a constant, as to_regclass reads it; of a function, with its argument list. */
void mg_stash_add_quoted(struct mg_buf *b, const char *name);

/* The end of a DO block: the row of modelgen.stash, where the variable "held" says what it is now.
 */
void mg_stash_add_record(struct mg_buf *b, struct mg_site *site, const char *kind,
                         const char *table, const char *name);

/* A step: it is not held any more. condition: how it is known which of those that are called that.
 */
void mg_stash_forget(struct mg_script *script, const char *held, const char *condition,
                     const char *table);

/* In a DO block: the schema (variable "place") that a table was held in goes with the last one. */
void mg_stash_add_drop_place(struct mg_buf *b);

/* From the schema that it was held in to the one that its name says. what: "TABLE", "TYPE", ... */
void mg_stash_bring_back(struct mg_script *script, const char *what, const char *held,
                         const char *name);

#endif
