/*
 * What the migrations say in their own words (a default, a check, a view's query, ...), and what
 * the server has of it, which writes it in another way. So the server is asked to make it once
 * more, of nothing that lasts: under a name of its own, parts of tables on a temporary copy of the
 * table's columns, in a subtransaction that is taken back at once. What it cannot make is not
 * compared.
 */
#ifndef MODELGEN_RUNTIME_FORMS_H
#define MODELGEN_RUNTIME_FORMS_H

#include "expect.h"

/* What is made so, and the table that parts are made on. */
#define MG_SCRATCH "modelgen_was"

/* Statements that make a thing anew, or do the same to it; malloc'ed, and NULL where they are not
 * known for certain, or memory ran out, which expect->failed says. */
char *mg_form_of(struct mg_expect *expect, const struct mg_operation *operation, const void *args);
char *mg_form_of_column(struct mg_expect *expect, const mg_column *column);
char *mg_form_of_constraint(struct mg_expect *expect, const mg_constraint *constraint);
char *mg_form_of_index(struct mg_expect *expect, const mg_index_args *index);
char *mg_form_of_partition(struct mg_expect *expect, const mg_partition_args *partition);

/*
 * Statements that compare the claims that look at a form, as they are numbered: those that differ
 * leave what is in the setting modelgen.is_<number> and what was to be in modelgen.was_<number>,
 * each behind a "=", until the end of the transaction. Nothing where no claim looks.
 */
void mg_forms_compare(const struct mg_expect *expect, struct mg_buf *sql);

#endif
