/* What may become of columns. */
#include <string.h>

#include "item.h"
#include "mutate.h"

static struct fuzz_column *some_column(struct change *x, struct fuzz_table **table)
{
    *table = some_table(x);
    return *table ? &(*table)->columns[below(x, (*table)->n)] : NULL;
}

void add_column(struct change *x)
{
    struct fuzz_table *t = some_table(x);

    if (!t || t->n > 16)
        return;
    struct fuzz_column *c = fuzz_add_column(x->f, x->after, t);
    if (is_old(x, t) && c->not_null && !c->default_ && !c->default_item && !c->identity)
        c->fill = "~";
    if (chance(x, 40)) { /* not at the end */
        struct fuzz_column added = *c;
        int at = below(x, t->n);
        memmove(&t->columns[at + 1], &t->columns[at], (size_t)(t->n - 1 - at) * sizeof added);
        t->columns[at] = added;
    }
}

void drop_column(struct change *x)
{
    struct fuzz_table *t;
    struct fuzz_column *c = some_column(x, &t);

    if (!c || t->n < 3)
        return;
    int id = c->id;
    for (int i = 0; i < t->n; i++)
        if (t->columns[i].generated && t->columns[i].of == id)
            return;
    for (int i = t->nparts - 1; i >= 0; i--)
        if (i < t->nparts && fuzz_part_mentions(&t->parts[i], id))
            drop_part_and_users(x->after, t, i), i = t->nparts;
    for (int i = 0; i < t->n; i++)
        if (t->columns[i].id == id) {
            memmove(&t->columns[i], &t->columns[i + 1],
                    (size_t)(t->n - i - 1) * sizeof *t->columns);
            t->n--;
        }
}

void rename_column(struct change *x)
{
    struct fuzz_table *t;
    struct fuzz_column *c = some_column(x, &t);
    struct fuzz_column *old = c ? old_column(x, t, c->id) : NULL;

    if (!old || c->renamed_from)
        return;
    c->renamed_from = old->name;
    c->name = new_name(x, "c", c->on_update != NULL, &c->member);
}

/* Every column that a chain of foreign keys connects with this one gets the type. */
static void change_connected(struct change *x, int column, const struct fuzz_type *type)
{
    int todo[256], n = 0;
    struct fuzz_model *m = x->after;

    todo[n++] = column;
    for (int at = 0; at < n; at++)
        for (int i = 0; i < m->ntables; i++) {
            struct fuzz_table *t = &m->tables[i];
            for (int j = 0; j < t->n; j++)
                if (t->columns[j].id == todo[at])
                    t->columns[j].type = type;
            for (int j = 0; j < t->nparts; j++)
                for (int k = 0; t->parts[j].kind == FOREIGN && k < t->parts[j].n; k++) {
                    int from = t->parts[j].columns[k], to = t->parts[j].ref_columns[k];
                    int other = from == todo[at] ? to : to == todo[at] ? from : 0;
                    for (int seen = 0; seen < n; seen++)
                        other = todo[seen] == other ? 0 : other;
                    if (other && n < 256)
                        todo[n++] = other;
                }
        }
}

/* An expression that is a constant, on the way back, would make its values equal. */
static bool was_unique(const struct change *x, const struct fuzz_table *t, int column)
{
    const struct fuzz_table *before = fuzz_table_of(x->before, t->id);
    const struct fuzz_model *m = x->before;
    bool unique = false;

    for (int i = 0; before && i < before->nparts; i++) {
        const struct fuzz_part *p = &before->parts[i];

        unique |= (p->kind == PRIMARY || p->kind == UNIQUES || p->unique) &&
                  fuzz_part_mentions(p, column);
    }
    for (int i = 0; i < m->nitems; i++)
        unique |= m->items[i].columns[0] == column &&
                  fuzz_kind_of(&m->items[i])->columns[0] == UNIQUE_COLUMN;
    return unique;
}

void change_type(struct change *x)
{
    struct fuzz_table *t;
    struct fuzz_column *c = some_column(x, &t);

    if (!c || c->generated || (c->type && strstr(c->type->word, "TYPE(")))
        return;
    if (c->type && c->type->family == INTEGERS && !c->array) {
        static const char *const integers[] = {"int16_t", "int32_t", "int64_t", NULL};
        const char *to = fuzz_pick(x->f, integers);
        for (int i = 0; i < fuzz_type_count; i++)
            if (strcmp(fuzz_types[i].c, to) == 0 && !*fuzz_types[i].word)
                change_connected(x, c->id, &fuzz_types[i]);
        return;
    }
    if (c->type && c->type->family == TEXTS && !c->array && chance(x, 50)) {
        change_connected(x, c->id, &fuzz_types[2]); /* text */
        return;
    }
    if (fuzz_column_is_used(x->after, t, c->id) || was_unique(x, t, c->id) || c->identity)
        return;
    fuzz_choose_type(x->f, x->after, c);
    c->default_ = chance(x, 50) ? fuzz_default(x->f, x->after, c) : NULL;
    c->default_item = 0;
    c->collation = c->on_update = NULL;
    c->using_ = "~";
}

void change_null(struct change *x)
{
    struct fuzz_table *t;
    struct fuzz_column *c = some_column(x, &t);

    if (c && !c->identity && !c->generated && !in_primary_key(t, c->id) &&
        (old_column(x, t, c->id) || !is_old(x, t)))
        c->not_null = !c->not_null;
}

void change_default(struct change *x)
{
    struct fuzz_table *t;
    struct fuzz_column *c = some_column(x, &t);

    if (c && !c->identity && !c->generated && !c->fill)
        c->default_item = 0,
        c->default_ = c->default_ && (!c->not_null || old_column(x, t, c->id)) && chance(x, 50)
                          ? NULL
                          : fuzz_default(x->f, x->after, c);
    if (c && is_old(x, t) && !old_column(x, t, c->id) && c->not_null && !c->default_ &&
        !c->identity && !c->generated)
        c->fill = "~";
}

void change_identity(struct change *x)
{
    static const char *const kinds[] = {"ALWAYS", "BY DEFAULT", NULL};
    static const char *const options[] = {"", "START(7)", "INCREMENT(10) CACHE(3)", "CYCLE", NULL};
    struct fuzz_table *t;
    struct fuzz_column *c = some_column(x, &t);

    if (!c || !c->type || c->type->family != INTEGERS || c->array || c->generated || c->default_)
        return;
    c->default_item = 0;
    if (is_old(x, t) && !old_column(x, t, c->id) && fuzz_column_is_used(x->after, t, c->id))
        return;
    if (c->identity && chance(x, 40)) {
        c->identity = c->sequence = c->options = NULL;
        if (is_old(x, t) && !old_column(x, t, c->id))
            c->fill = "~";
        return;
    }
    c->identity = fuzz_pick(x->f, kinds);
    c->options = fuzz_pick(x->f, options);
    c->not_null = true;
    c->fill = NULL;
}

void change_generated(struct change *x)
{
    struct fuzz_table *t;
    struct fuzz_column *c = some_column(x, &t);

    if (!c || !c->generated)
        return;
    if (chance(x, 50))
        c->generated = NULL;
    else if (c->type->family == TEXTS)
        c->generated = "upper(~)";
    else
        c->generated = "~ + 2";
}

void column_details(struct change *x)
{
    struct fuzz_table *t;
    struct fuzz_column *c = some_column(x, &t);

    if (!c)
        return;
    if (chance(x, 60))
        c->comment = c->comment && chance(x, 50) ? NULL : fuzz_comment(x->f);
    else if (c->type && c->type->family == TEXTS && !fuzz_column_is_used(x->after, t, c->id) &&
             !c->generated)
        c->collation = c->collation ? NULL : "C";
    else if (c->type && strcmp(c->type->sql, "timestamptz") == 0 && !c->array && !c->generated &&
             fuzz_name_is_plain(c->name) && fuzz_name_is_plain(t->name))
        c->on_update = c->on_update ? NULL : chance(x, 70) ? "now()" : "clock_timestamp()";
}
