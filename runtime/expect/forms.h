/*
 * What the migrations say in their own words (a default, a check, a view's query, ...), and what
 * the server has of it, which writes it in another way. So the server is asked to make it once
 * more, of nothing that lasts: on a temporary copy of the table's columns, in a subtransaction that
 * is taken back at once. What it cannot make is not compared.
 */
#ifndef MODELGEN_RUNTIME_FORMS_H
#define MODELGEN_RUNTIME_FORMS_H

#include "expect.h"

/* How a thing is made on the copy; what is made of it is malloc'ed, and NULL where that is not
 * known for certain or memory ran out. */
char *mg_form_of_default(const mg_column *column);
char *mg_form_of_constraint(const mg_constraint *constraint);
char *mg_form_of_index(const mg_index_args *index);
char *mg_form_of_trigger(const mg_trigger_args *trigger);
char *mg_form_of_view(const char *query);
char *mg_form_of_function(const mg_function_args *function);

/*
 * Statements that compare the claims that look at a form, as they are numbered: those that differ
 * leave what is in the setting modelgen.is_<number> and what was to be in modelgen.was_<number>,
 * each behind a "=", until the end of the transaction. Nothing where no claim looks.
 */
void mg_forms_compare(const struct mg_expect *expect, struct mg_buf *sql);

/* "... WHERE (a > 1), not ... WHERE (a > 2)": where the two begin to differ. */
void mg_forms_tell(const char *is, const char *was, struct mg_buf *out);

#endif
