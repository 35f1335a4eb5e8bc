/*
 * What the migrations have made so far, thing by thing, and what an operation claims of them. For
 * expect.c, which knows what each operation does.
 */
#ifndef MODELGEN_RUNTIME_THINGS_H
#define MODELGEN_RUNTIME_THINGS_H

#include "expect.h"
#include "index.h"
#include "nouns.h"

/* An operation, as far as it is of interest here. */
struct mg_deed {
    struct mg_expect *expect;
    const struct mg_registered *entry;
    int line;
    const struct mg_operation *operation;
};

/* Whether such a thing belongs to a table. */
bool mg_thing_is_part(enum mg_thing_kind kind);

/* A text of the things' own; NULL for NULL, or if memory runs out, which expect->failed says. */
char *mg_thing_copy(struct mg_expect *expect, const char *text);

/* What it holds, and not itself. */
void mg_thing_free(struct mg_thing *thing);

struct mg_thing *mg_thing_find(struct mg_expect *expect, enum mg_thing_kind kind, const char *table,
                               const char *name);

/* NULL if memory ran out. */
struct mg_thing *mg_thing_add(struct mg_deed *d, const struct mg_noun *noun, const char *table,
                              const char *name, const char *detail, bool unique);
void mg_thing_bury(struct mg_deed *d, const struct mg_noun *noun, const char *table,
                   const char *name);

/* It is there, as the migrations say, if they do; NULL if they do not. */
struct mg_thing *mg_thing_rely(struct mg_deed *d, enum mg_thing_kind kind, const char *table,
                               const char *name);

/* The same of the table that a part belongs to; nothing is relied on by what is done already. */
void mg_thing_rely_on_table(struct mg_deed *d, const char *table, unsigned looks);

/* The same as rely, and what is said of it there is about to be replaced, or to go. */
struct mg_thing *mg_thing_rely_and_look(struct mg_deed *d, enum mg_thing_kind kind,
                                        const char *table, const char *name, unsigned looks);

/* It is not there: nothing says so. */
void mg_thing_rely_on_none(struct mg_deed *d, const struct mg_noun *noun, const char *table,
                           const char *name);

/* Takes the form over, which may be NULL; so may the thing. */
void mg_thing_set_form(struct mg_deed *d, struct mg_thing *thing, char *form);

/* What is done to it next, likewise; NULL: how it is then is not known. */
void mg_thing_add_form(struct mg_deed *d, struct mg_thing *thing, char *form);

/* Something is not called so any more: what was said with this name would mean something
 * else. table: that it is part of; NULL: of none. */
void mg_things_renamed(struct mg_expect *expect, const char *table, const char *name);

#endif
