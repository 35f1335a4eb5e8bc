/* The column's verbs, in several files. */
#ifndef MODELGEN_KINDS_COLUMN_H
#define MODELGEN_KINDS_COLUMN_H

#include "kinds/compose.h"

/* The fields' places in the column's table, which are their bits in differences. */
enum {
    COLUMN_TYPE,
    COLUMN_NOT_NULL,
    COLUMN_DEFAULT,
    COLUMN_GENERATED,
    COLUMN_COLLATION,
    COLUMN_IDENTITY,
    COLUMN_SEQUENCE,
    COLUMN_START,
    COLUMN_INCREMENT,
    COLUMN_MINVALUE,
    COLUMN_MAXVALUE,
    COLUMN_CACHE,
    COLUMN_CYCLE,
};
#define COLUMN_BIT(field) (1ull << COLUMN_##field)

/* Whether type or collation differ: what ALTER COLUMN TYPE is for. */
#define COLUMN_RETYPED (COLUMN_BIT(TYPE) | COLUMN_BIT(COLLATION))

void column_alter(struct making *making, const struct object *before, const struct object *after,
                  unsigned long long differences);

/* From the catalog: column_catalog.c. */
extern const char column_catalog[];
void column_pulled(struct arena *arena, struct object *o);

/* What is lost when values of one type become values of the other; NULL: nothing. */
const char *column_type_loss(struct arena *arena, const struct column *before,
                             const struct column *after);

/*
 * The identity's options in c that lead from before to after. False if no ALTER does: the identity
 * has to be made anew. May need the sequence moved first: then that is an operation.
 */
bool column_alter_sequence(struct making *making, const struct column *before,
                           const struct column *after, mg_column *c);

/* The options as COLUMN(..., IDENTITY, START(10)) has them. */
void column_sequence_options(const struct column *column, mg_column *c);

/*
 * What rows that are there get in a new column; NULL: what a new row would get. Reports a column
 * that needs a value and has none; on the way back there always is one, and that is said as a loss.
 */
const char *column_fill(struct making *making, const struct column *column);

#endif
