/*
 * Random models: a seeded generator over the whole model language, and mutations of what it made.
 *
 * A random model is kept in its own plain structs, apart from gen's, so that it can be written in
 * two ways that know nothing of each other: as headers (header.c), which modelgen reads, and as SQL
 * (sql.c), which PostgreSQL alone turns into a schema. What modelgen builds from the headers must
 * equal what the SQL builds.
 *
 * Columns are referred to by id, so that a renamed column is renamed wherever it is mentioned.
 */
#ifndef MODELGEN_FUZZ_H
#define MODELGEN_FUZZ_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "plan/answers.h"
#include "runtime/base/buf.h"

struct rng {
    uint64_t state;
};

int rng_below(struct rng *r, int n); /* 0 .. n - 1 */
bool rng_chance(struct rng *r, int percent);

enum family { INTEGERS, NUMBERS, TEXTS, TIMES, BOOLEANS, OTHERS, ENUMS };

/* A type as the model language and as SQL say it. # stands for the row's number in its value. */
struct fuzz_type {
    const char *c, *word, *sql; /* word and sql may hold one or two %d: modifiers */
    const char *value;
    enum family family;
    bool key;      /* has a btree order, and each row its own value */
    int low, high; /* of the first modifier; 0: it has none */
};

extern const struct fuzz_type fuzz_types[];
extern const int fuzz_type_count;

struct fuzz_enum {
    int id;
    const char *tag, *name, *schema, *comment, *renamed_from;
    struct fuzz_label {
        const char *enumerator, *label, *renamed_from;
        bool removed_later; /* no row holds it */
    } labels[8];
    int n;
};

struct fuzz_column {
    int id;
    const char *member, *name, *comment, *renamed_from, *default_, *collation, *on_update;
    const struct fuzz_type *type; /* NULL: an enum, or an item */
    int enum_id, type_item, modifier;
    int default_item; /* the sequence or function that its default takes */
    bool array, not_null, never_null;
    const char *identity, *sequence, *options; /* "ALWAYS" or "BY DEFAULT"; "START(5) CYCLE" */
    const char *generated;                     /* with ~ for the name of column `of` */
    int of;
    const char *fill, *using_; /* answers for the upgrade */
};

enum part_kind { PRIMARY, UNIQUES, CHECKS, FOREIGN, INDEXES };

/* A constraint or an index. */
struct fuzz_part {
    enum part_kind kind;
    const char *name, *renamed_from, *comment; /* name NULL: the usual one */
    int columns[4], n;
    const char *expression; /* of a check, or an expression element: ~ is the first column */
    const char *where;      /* ~ is the first column */
    const char *order[4];   /* of an index element: " DESC", or NULL */
    const char *method, *with, *opclass;
    int include; /* column id, or 0 */
    bool unique, nulls_not_distinct, deferrable, deferred, match_full;
    int ref_table, ref_columns[4];
    const char *on_delete, *on_update;
};

struct fuzz_table {
    int id;
    const char *tag, *name, *schema, *comment, *renamed_from, *with;
    struct fuzz_column columns[24];
    int n;
    struct fuzz_part parts[24];
    int nparts;
    bool empty; /* it has no rows: what they refer to goes away, and a downgrade cannot bring it
                   back */
};

/* Whatever is neither a table nor an enum (item.h). */
struct fuzz_item {
    int id, kind;
    const char *name, *tag, *schema, *comment, *renamed_from;
    int table, columns[2], item; /* what it is about; 0: nothing */
    int choices[5];
};

struct fuzz_model {
    struct fuzz_enum enums[8];
    int nenums;
    struct fuzz_table tables[12];
    int ntables;
    struct fuzz_item items[32];
    int nitems;
    int next_id;
};

struct fuzz {
    struct arena *arena;
    struct rng rng;
    struct strings used; /* names */
};

enum { FUZZ_ROWS = 3 };

/* generate.c */
void fuzz_generate(struct fuzz *f, struct fuzz_model *model);
struct fuzz_column *fuzz_add_column(struct fuzz *f, struct fuzz_model *m, struct fuzz_table *t);
void fuzz_add_table(struct fuzz *f, struct fuzz_model *m);
struct fuzz_enum *fuzz_add_enum(struct fuzz *f, struct fuzz_model *m);
bool fuzz_add_part(struct fuzz *f, struct fuzz_model *m, struct fuzz_table *t, enum part_kind kind);
/* One more column for a key or an index. */
void fuzz_widen(struct fuzz *f, struct fuzz_table *t, struct fuzz_part *p);
void fuzz_choose_type(struct fuzz *f, struct fuzz_model *m, struct fuzz_column *c);
const char *fuzz_default(struct fuzz *f, const struct fuzz_model *m, const struct fuzz_column *c);
int fuzz_default_item(struct fuzz *f, const struct fuzz_model *m);
const char *fuzz_name(struct fuzz *f, struct fuzz_model *m, const char *prefix,
                      const char **c_name);
const char *fuzz_comment(struct fuzz *f);
const char *fuzz_pick(struct fuzz *f, const char *const *words); /* from a list ended by NULL */
#define PICK(f, ...) fuzz_pick(f, (const char *const[]){__VA_ARGS__, NULL})

/* mutate.c: after is a mutation of before; what the rows must not hold is noted in before. */
void fuzz_mutate(struct fuzz *f, struct fuzz_model *before, struct fuzz_model *after);

/* model.c */
struct fuzz_table *fuzz_table(struct fuzz_model *m, int id);
const struct fuzz_table *fuzz_table_of(const struct fuzz_model *m, int id);
const struct fuzz_enum *fuzz_enum_of(const struct fuzz_model *m, int id);
struct fuzz_column *fuzz_column(struct fuzz_table *t, int id);
const struct fuzz_column *fuzz_column_of(const struct fuzz_table *t, int id);
enum family fuzz_family(const struct fuzz_column *c); /* an array: OTHERS */
const struct fuzz_item *fuzz_item_of(const struct fuzz_model *m, int id);
bool fuzz_part_mentions(const struct fuzz_part *p, int column);
bool fuzz_column_is_used(const struct fuzz_model *m, const struct fuzz_table *t, int column);
bool fuzz_name_is_plain(const char *name);
const char *fuzz_quote(struct arena *a, const char *name); /* always "..." */
const char *fuzz_ident(struct arena *a, const char *name); /* quoted if not plain */
const char *fuzz_expand(struct arena *a, const char *text, const char *name); /* ~ becomes name */
const char *fuzz_sql_type(struct arena *a, const struct fuzz_model *m, const struct fuzz_column *c);

/* header.c: the model's headers in dir; spread over several files. */
void fuzz_write_headers(struct fuzz *f, const struct fuzz_model *m, const char *dir,
                        struct strings *paths);

/*
 * answers.c: what a user would be asked about the change, and the same as arguments of `modelgen
 * revision`, for a shell.
 */
void fuzz_answer(struct fuzz *f, const struct fuzz_model *before, const struct fuzz_model *after,
                 struct answers *answers);
const char *fuzz_arguments(struct arena *a, const struct answers *answers);

/* item_text.c: what SQL and a header say of an item; the default of an integer column that takes
 * from one; a row's value of a type. */
const char *fuzz_item_sql(struct arena *a, const struct fuzz_model *m, const struct fuzz_item *i);
const char *fuzz_item_model(struct arena *a, const struct fuzz_model *m, const struct fuzz_item *i);
const char *fuzz_item_name(struct arena *a, const struct fuzz_model *m, const struct fuzz_item *i);
const char *fuzz_item_default(struct arena *a, const struct fuzz_model *m,
                              const struct fuzz_item *i);
const char *fuzz_literal(struct arena *a, const char *text); /* E'...' */
const char *fuzz_c_string(struct arena *a, const char *text);

/* sql.c */
const char *fuzz_sql(struct arena *a, const struct fuzz_model *m);
const char *fuzz_value(struct arena *a, const struct fuzz_model *m, const struct fuzz_column *c,
                       int row);
const char *fuzz_rows(struct fuzz *f, const struct fuzz_model *m);

#endif
