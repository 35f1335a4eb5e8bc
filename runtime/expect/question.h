/*
 * The claims, as one question to the catalog. What none of them is about is left out of it: to plan
 * all of it takes the server longer than to make a table.
 */
#ifndef MODELGEN_RUNTIME_QUESTION_H
#define MODELGEN_RUNTIME_QUESTION_H

#include "expect.h"

/*
 * One row for each claim, behind a first one that is none: what there is in its place.
 * to_regclass and its like go by the search path, as the migrations' statements do. A column of no
 * interest to the claims is NULL.
 */
void mg_expect_question(const struct mg_expect *expect, struct mg_buf *sql);

/* Its columns; the first one is the number of the claim. */
enum {
    MG_FOUND_THERE = 1,
    MG_FOUND_RELKIND,
    MG_FOUND_TYPE,
    MG_FOUND_SAME_TYPE,
    MG_FOUND_CONTYPE,
    MG_FOUND_UNIQUE,
    MG_FOUND_SAME_TABLE,
    MG_FOUND_TABLE,
    MG_FOUND_COLUMNS,
    MG_FOUND_OTHERS,
    MG_FOUND_TABLE_THERE,
    MG_FOUND_NULL,
    MG_FOUND_IS,
    MG_FOUND_WAS,
    MG_FOUND_OWNER,
};

#endif
