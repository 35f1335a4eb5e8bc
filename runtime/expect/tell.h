/* What differs between a claim and what there is, in words. */
#ifndef MODELGEN_RUNTIME_EXPECT_TELL_H
#define MODELGEN_RUNTIME_EXPECT_TELL_H

#include "expect.h"

/* The row of the answer to the question (question.h) that is the claim's: a line, or nothing where
 * it is as claimed. */
enum mg_difference_kind mg_tell(const struct mg_reliance *claim, const PGresult *r, int row,
                                struct mg_buf *out);

#endif
