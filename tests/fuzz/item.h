/*
 * Items: what is neither a table nor an enum, of whatever kind. A kind is a template for a header
 * and one for SQL, with choices in them; items differ in what they chose, and in the table, the
 * columns and the other item that they are about.
 *
 * In a template:
 *   {0}..{4}  what was chosen             `...`     SQL, which a header says as a C string
 *   @n  the name, in SQL with its schema  @N        the name alone, in SQL
 *   @g  the name as C's tag               @o        NAME, SCHEMA, RENAMED_FROM, COMMENT: in a
 * header
 *   @t  the table, in a header its tag    @T        its name alone, in SQL
 *   @1 @2  columns, in a header members   @p        the SQL type of the first
 *   @3 @4  their names as C strings
 *   @u  the item it uses, in SQL          @v @w     its name as a C string; as C's tag
 *   @i  the item's number                 @s        the schema, as "schema".
 */
#ifndef MODELGEN_FUZZ_ITEM_H
#define MODELGEN_FUZZ_ITEM_H

#include "fuzz.h"

enum { CHOICES = 5, WAYS = 5 };

/* What a column has to be. */
enum want {
    NO_COLUMN,
    ANY_COLUMN,
    PLAIN_COLUMN,
    KEY_COLUMN,
    UNIQUE_COLUMN,
    INTEGER_COLUMN,
    TEXT_COLUMN
};

struct fuzz_choice {
    const char *model, *sql;
};

/* When it is written: types before functions, both before tables, all else behind them. */
enum stage { TYPE_STAGE, EARLY_STAGE, LATE_STAGE };

struct fuzz_kind {
    const char *name, *model, *sql;
    const char *comment_on; /* "VIEW @n"; NULL: it has no comment */
    const char *uses;       /* kinds that it uses one of: " view table_view " */
    const char *value;      /* of a type: a row's value, # is the row */
    const char
        *default_; /* "nextval" or "call": what the default of an integer column does with it */
    struct fuzz_choice choices[CHOICES][WAYS];
    enum want columns[2];
    enum stage stage;
    bool of_table;                   /* it is about a table */
    bool in_table_schema;            /* and in its schema */
    bool no_schema, no_rename, once; /* once: not twice for one table */
    int weight;                      /* how often it is chosen */
};

extern const struct fuzz_kind fuzz_kinds[];
extern const int fuzz_kind_count;

const struct fuzz_kind *fuzz_kind_of(const struct fuzz_item *item);
int fuzz_ways(const struct fuzz_kind *kind, int choice);
bool fuzz_kind_is_used(const struct fuzz_kind *kind, const struct fuzz_kind *by);

/* Chooses what the item is about; false if the model has nothing for it. */
bool fuzz_choose_subject(struct fuzz *f, struct fuzz_model *m, struct fuzz_item *item);
/* One more of any kind; NULL if chance finds none. */
struct fuzz_item *fuzz_add_item(struct fuzz *f, struct fuzz_model *m);

/* Takes away what lost what it is about. */
void fuzz_settle(struct fuzz_model *m);
bool fuzz_item_is_type_of_column(const struct fuzz_model *m, int id);

#endif
