/*
 * What may become of a model. A mutation never asks for what rows 1 to 3 could not follow: where a
 * column becomes NOT NULL, the model before notes that no row holds NULL there.
 */
#include <string.h>

#include "item.h"
#include "mutate.h"

int below(struct change *x, int n)
{
    return rng_below(&x->f->rng, n);
}

bool chance(struct change *x, int percent)
{
    return rng_chance(&x->f->rng, percent);
}

struct fuzz_table *some_table(struct change *x)
{
    return x->after->ntables ? &x->after->tables[below(x, x->after->ntables)] : NULL;
}

bool is_old(struct change *x, const struct fuzz_table *t)
{
    return fuzz_table_of(x->before, t->id) != NULL;
}

struct fuzz_column *old_column(struct change *x, const struct fuzz_table *t, int id)
{
    struct fuzz_table *old = fuzz_table(x->before, t->id);

    for (int i = 0; old && i < old->n; i++)
        if (old->columns[i].id == id)
            return &old->columns[i];
    return NULL;
}

static void drop_part(struct fuzz_table *t, int i)
{
    memmove(&t->parts[i], &t->parts[i + 1], (size_t)(t->nparts - i - 1) * sizeof *t->parts);
    t->nparts--;
}

/* Foreign keys to these columns of a table go with what they lean on; n 0: to any of its columns.
 */
void drop_foreign_keys_to(struct fuzz_model *m, int table, const int *columns, int n)
{
    for (int i = 0; i < m->ntables; i++)
        for (int j = m->tables[i].nparts - 1; j >= 0; j--) {
            struct fuzz_part *p = &m->tables[i].parts[j];
            bool same = p->kind == FOREIGN && p->ref_table == table && (n == 0 || p->n == n);
            for (int k = 0; same && k < n; k++)
                same = p->ref_columns[k] == columns[k];
            if (same)
                drop_part(&m->tables[i], j);
        }
}

void drop_part_and_users(struct fuzz_model *m, struct fuzz_table *t, int i)
{
    struct fuzz_part p = t->parts[i];

    if (p.kind == PRIMARY || p.kind == UNIQUES)
        drop_foreign_keys_to(m, t->id, p.columns, p.n);
    /* A table that refers to itself may have lost parts before this one. */
    for (i = t->nparts - 1; i >= 0; i--)
        if (memcmp(&t->parts[i], &p, sizeof p) == 0)
            drop_part(t, i);
}

bool in_primary_key(const struct fuzz_table *t, int column)
{
    for (int i = 0; i < t->nparts; i++)
        if (t->parts[i].kind == PRIMARY && fuzz_part_mentions(&t->parts[i], column) &&
            t->parts[i].include != column)
            return true;
    return false;
}

/* A new name; plain where a trigger is named after it, so that no name is cut. */
const char *new_name(struct change *x, const char *prefix, bool plain, const char **c)
{
    const char *name;

    do
        name = fuzz_name(x->f, x->after, prefix, c);
    while (plain && !fuzz_name_is_plain(name));
    return name;
}

/* --- tables ------------------------------------------------------------------------------------
 */

static void add_table(struct change *x)
{
    if (x->after->ntables < 10)
        fuzz_add_table(x->f, x->after);
}

static void drop_table(struct change *x)
{
    struct fuzz_table *t = some_table(x);

    if (!t)
        return;
    drop_foreign_keys_to(x->after, t->id, NULL, 0);
    int i = (int)(t - x->after->tables);
    memmove(t, t + 1, (size_t)(x->after->ntables - i - 1) * sizeof *t);
    x->after->ntables--;
}

static void rename_table(struct change *x)
{
    struct fuzz_table *t = some_table(x);
    const struct fuzz_table *old = t ? fuzz_table_of(x->before, t->id) : NULL;

    if (!old || t->renamed_from)
        return;
    bool plain = false;
    for (int i = 0; i < t->n; i++)
        plain = plain || t->columns[i].on_update;
    t->renamed_from = old->name;
    t->name = new_name(x, "t", plain, &t->tag);
}

static void table_options(struct change *x)
{
    struct fuzz_table *t = some_table(x);

    if (t && chance(x, 50))
        t->comment = t->comment && chance(x, 50) ? NULL : fuzz_comment(x->f);
    else if (t)
        t->with = t->with ? NULL : "fillfactor=80";
}

static void reorder_columns(struct change *x)
{
    struct fuzz_table *t = some_table(x);

    if (!t)
        return;
    int i = below(x, t->n), j = below(x, t->n);
    struct fuzz_column c = t->columns[i];
    t->columns[i] = t->columns[j];
    t->columns[j] = c;
}

/* --- all of it ---------------------------------------------------------------------------------
 */

/* Is there a value for a dropped column that would satisfy what is said of it? */
static bool can_come_back(const struct fuzz_table *t, int column)
{
    const struct fuzz_column *c = fuzz_column_of(t, column);
    bool is_unique = false, refers = false, countable;

    countable = fuzz_family(c) == INTEGERS || (c->type && strcmp(c->type->sql, "text") == 0);

    for (int i = 0; i < t->nparts; i++) {
        const struct fuzz_part *p = &t->parts[i];
        if (!fuzz_part_mentions(p, column))
            continue;
        if (p->kind == CHECKS)
            return false;
        refers = refers || p->kind == FOREIGN;
        is_unique = is_unique || p->kind == PRIMARY || p->kind == UNIQUES || p->unique;
    }
    return !is_unique || (countable && !refers);
}

/*
 * What is dropped comes back without its values, so there can be no rows that a constraint holds to
 * them when a downgrade brings it back.
 */
static bool must_be_empty(struct change *x, const struct fuzz_table *t)
{
    const struct fuzz_table *after = fuzz_table_of(x->after, t->id);

    for (int i = 0; i < t->n && after; i++) {
        const struct fuzz_column *c = &t->columns[i];
        if (!fuzz_column_of(after, c->id) && (c->not_null || c->never_null) &&
            !can_come_back(t, c->id))
            return true;
    }
    for (int i = 0; i < t->nparts && after; i++) {
        int to = t->parts[i].ref_table;
        if (t->parts[i].kind == FOREIGN && to != t->id &&
            (fuzz_table_of(x->before, to)->empty || !fuzz_table_of(x->after, to)))
            return true;
    }
    return false;
}

static void empty_tables(struct change *x)
{
    for (bool more = true; more;) {
        more = false;
        for (int i = 0; i < x->before->ntables; i++) {
            struct fuzz_table *t = &x->before->tables[i];
            if (!t->empty && must_be_empty(x, t))
                t->empty = more = true;
        }
    }
}

/* What both models demand of the rows before. */
static void note_demands(struct change *x)
{
    for (int i = 0; i < x->before->ntables; i++) {
        struct fuzz_table *t = &x->before->tables[i];
        for (int j = 0; j < t->n; j++)
            if (in_primary_key(t, t->columns[j].id))
                t->columns[j].never_null = true;
    }
    for (int i = 0; i < x->after->ntables; i++) {
        struct fuzz_table *t = &x->after->tables[i];
        for (int j = 0; j < t->n; j++) {
            struct fuzz_column *c = &t->columns[j], *old = old_column(x, t, c->id);
            if (!old && is_old(x, t) && c->not_null && !c->default_ && !c->default_item &&
                !c->identity && !c->generated)
                c->fill = "~";
            if (old && (c->not_null || c->never_null || in_primary_key(t, c->id)))
                old->never_null = true;
        }
    }
}

void fuzz_mutate(struct fuzz *f, struct fuzz_model *before, struct fuzz_model *after)
{
    static void (*const changes[])(struct change *) = {
        add_table,       drop_table,       rename_table,   table_options,  reorder_columns,
        add_column,      add_column,       drop_column,    rename_column,  rename_column,
        change_type,     change_type,      change_null,    change_default, change_identity,
        change_identity, change_generated, column_details, column_details, add_part,
        add_part,        remove_part,      rename_part,    change_part,    change_enum,
        change_enum,     change_enum,      add_enum,       add_item,       add_item,
        add_item,        drop_item,        drop_item,      rename_item,    rename_item,
        change_item,     change_item,      change_item,    change_item,    change_item,
        comment_item,    turn_item,        turn_item,
    };
    struct change x = {f, before, after};

    *after = *before;
    for (int n = 1 + rng_below(&f->rng, 10); n > 0; n--)
        changes[rng_below(&f->rng, (int)(sizeof changes / sizeof *changes))](&x);
    fuzz_settle(after);
    note_demands(&x);
    empty_tables(&x);
}
