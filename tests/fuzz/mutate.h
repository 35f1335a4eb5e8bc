/* What the mutations share. Each changes `after` in one way, or not at all where chance finds
 * nothing. */
#ifndef MODELGEN_FUZZ_MUTATE_H
#define MODELGEN_FUZZ_MUTATE_H

#include "fuzz.h"

struct change {
    struct fuzz *f;
    struct fuzz_model *before, *after;
};

int below(struct change *x, int n);
bool chance(struct change *x, int percent);
struct fuzz_table *some_table(struct change *x);
bool is_old(struct change *x, const struct fuzz_table *t);
struct fuzz_column *old_column(struct change *x, const struct fuzz_table *t, int id);
bool in_primary_key(const struct fuzz_table *t, int column);

/* A new name; plain where a trigger is named after it, so that no name is cut. */
const char *new_name(struct change *x, const char *prefix, bool plain, const char **c);

/* Foreign keys to these columns of a table go with what they lean on; n 0: to any of its columns.
 */
void drop_foreign_keys_to(struct fuzz_model *m, int table, const int *columns, int n);
void drop_part_and_users(struct fuzz_model *m, struct fuzz_table *t, int i);

void add_column(struct change *x);
void drop_column(struct change *x);
void rename_column(struct change *x);
void change_type(struct change *x);
void change_null(struct change *x);
void change_default(struct change *x);
void change_identity(struct change *x);
void change_generated(struct change *x);
void column_details(struct change *x);
void add_part(struct change *x);
void remove_part(struct change *x);
void rename_part(struct change *x);
void change_part(struct change *x);
void change_enum(struct change *x);
void add_enum(struct change *x);
void add_item(struct change *x);
void drop_item(struct change *x);
void rename_item(struct change *x);
void change_item(struct change *x);
void comment_item(struct change *x);
void turn_item(struct change *x);

#endif
