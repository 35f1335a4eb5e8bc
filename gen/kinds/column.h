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
    COLUMN_SEQUENCE_TYPE,
    COLUMN_START,
    COLUMN_INCREMENT,
    COLUMN_MINVALUE,
    COLUMN_MAXVALUE,
    COLUMN_CACHE,
    COLUMN_CYCLE,
    COLUMN_VIRTUAL,
    COLUMN_STORAGE,
    COLUMN_COMPRESSION,
    COLUMN_STATISTICS,
    COLUMN_WITH,
    COLUMN_OPTIONS,
    COLUMN_INHERITED,
    COLUMN_NOT_NULL_NAME,
    COLUMN_SEQUENCE_COMMENT,
};
#define COLUMN_BIT(field) (1ull << COLUMN_##field)

/* Whether type or collation differ: what ALTER COLUMN TYPE is for. */
#define COLUMN_RETYPED (COLUMN_BIT(TYPE) | COLUMN_BIT(COLLATION))

/* The comment of the sequence that feeds a column; before: NULL or what it was. */
void column_sequence_comment(struct making *making, const struct column *before,
                             const struct column *after);

void column_alter(struct making *making, const struct object *before, const struct object *after,
                  unsigned long long differences);

/*
 * What PostgreSQL did to the children's columns when a column was added (before NULL) or altered is
 * put right where theirs are to be different from what those differences made of them.
 * column_alter_inherited does so in a new child.
 */
void column_alter_children(struct making *making, const struct column *before,
                           const struct column *after, unsigned long long differences);
void column_alter_inherited(struct making *making, const struct column *column);

/* Drops it in the table and in those of its children that are not to keep it as their own. */
void column_drop_alone(struct making *making, const struct column *before);

/* The column's own ALTER, whatever its parents and children do. */
void column_alter_alone(struct making *making, const struct column *before,
                        const struct column *after, unsigned long long differences);

/* How its values are kept: storage, compression, statistics, options. */
void column_attributes(struct making *making, const struct column *before,
                       const struct column *after, unsigned long long differences, mg_column *c);

/* What SET STORAGE calls what the type has by itself. */
const char *column_usual_storage(struct arena *arena, const char *type);

/* From the catalog: column_catalog.c. */
extern const char column_catalog[];
void column_pulled(struct arena *arena, struct object *o);

/* What is lost when values of one type become values of the other; NULL: nothing. */
const char *column_type_loss(struct arena *arena, const struct column *before,
                             const struct column *after);

/* The sequence that feeds the column, as if it were an object of its own. */
struct sequence column_sequence_object(struct arena *arena, const struct column *c);

/* The role that a new sequence is given to, if it is not whoever runs the migration; else NULL. */
const char *column_sequence_role(struct making *making, const struct column *c);

/* An identity and a serial column differ in more than what their sequences do. */
bool column_is_serial(const struct column *c);

/* The options as COLUMN(..., IDENTITY, START(10)) has them. */
void column_sequence_options(const struct column *column, mg_column *c);

/*
 * What rows that are there get in a new column; NULL: what a new row would get. Reports a column
 * that needs a value and has none; on the way back there always is one, and that is said as a loss.
 */
const char *column_fill(struct making *making, const struct column *column);

/* A default as the catalog has it without the cast to its own type, which says nothing. */
const char *plain_default(struct arena *arena, const char *type, const char *text);

#endif
