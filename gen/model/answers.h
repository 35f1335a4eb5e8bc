/*
 * What two schemas cannot tell: given on the command line, or asked on a terminal.
 *
 * Names are as users write them: "users", "billing.invoices", "users.email" (a column or an index
 * or constraint of a table), "user_state.banned" (an enum value).
 */
#ifndef MODELGEN_MODEL_ANSWERS_H
#define MODELGEN_MODEL_ANSWERS_H

#include <stdbool.h>

#include "base/arena.h"

struct answer {
    const char *what, *value;
};

struct answer_list {
    struct answer *items;
    size_t n, space;
};

struct answers {
    struct answer_list renames;    /* --rename users.mail:users.email */
    struct answer_list using_;     /* --using users.age=age::integer */
    struct answer_list using_down; /* --using-down: the same on the way back */
    struct answer_list fill;       /* --fill users.age=0: for rows that are there */
    struct answer_list map; /* --map user_state.banned=gone: for rows that hold a removed value */
    struct strings drops;   /* --drop users.mail: not renamed, really dropped */
};

/* Parses "WHAT<separator>VALUE" into the list; false if there is no separator or a side is empty.
 */
bool answer_parse(struct arena *arena, struct answer_list *list, const char *text, char separator);
/* As it is typed: in quotes where a shell would take it apart. */
const char *answer_word(struct arena *arena, const char *text);

const char *answer_find(const struct answer_list *list, const char *what); /* NULL: none */

#endif
