/* What may become of constraints and indexes. */
#include <string.h>

#include "mutate.h"

/* Rows that are there already must satisfy it: what is unique or checked is not a new column. */
void add_part(struct change *x)
{
    struct fuzz_table *t = some_table(x);
    struct fuzz_part *p = t ? &t->parts[t->nparts] : NULL;
    bool has_primary = false;
    int columns = t ? t->n : 0;

    for (int i = 0; t && i < t->nparts; i++)
        has_primary = has_primary || t->parts[i].kind == PRIMARY;
    enum part_kind kind = (enum part_kind)below(x, 5);
    if (!t || (kind == PRIMARY && has_primary) || !fuzz_add_part(x->f, x->after, t, kind))
        return;
    if (!is_old(x, t))
        return;
    for (int i = columns; i < t->n; i++) /* the columns of a new foreign key */
        t->columns[i].not_null = false;
    for (int i = 0; i < p->n && (p->kind != FOREIGN && (p->kind != INDEXES || p->unique)); i++)
        if (!old_column(x, t, p->columns[i]) || fuzz_column_of(t, p->columns[i])->using_) {
            t->nparts--;
            return;
        }
}

void remove_part(struct change *x)
{
    struct fuzz_table *t = some_table(x);

    if (t && t->nparts)
        drop_part_and_users(x->after, t, below(x, t->nparts));
}

void rename_part(struct change *x)
{
    struct fuzz_table *t = some_table(x);
    struct fuzz_part *p = t && t->nparts ? &t->parts[below(x, t->nparts)] : NULL;
    const char *unused;

    if (!p || !p->name || p->renamed_from || !is_old(x, t))
        return;
    const struct fuzz_table *old = fuzz_table_of(x->before, t->id);
    bool there = false;
    for (int i = 0; i < old->nparts; i++)
        there = there || (old->parts[i].name && strcmp(old->parts[i].name, p->name) == 0);
    if (!there)
        return;
    p->renamed_from = p->name;
    p->name = fuzz_name(x->f, x->after, "n", &unused);
}

void change_part(struct change *x)
{
    static const char *const actions[] = {"", "CASCADE", "RESTRICT", "SET_NULL", NULL};
    struct fuzz_table *t = some_table(x);
    struct fuzz_part *p = t && t->nparts ? &t->parts[below(x, t->nparts)] : NULL;

    if (!p)
        return;
    switch (p->kind) {
    case FOREIGN:
        p->on_delete = fuzz_pick(x->f, actions);
        p->deferrable = p->deferred = chance(x, 30);
        break;
    case CHECKS:
        p->expression = fuzz_expand(
            x->f->arena, arena_printf(x->f->arena, "(%s) OR ~ IS NULL", p->expression), "~");
        break;
    case INDEXES:
        if (chance(x, 50))
            p->comment = p->comment ? NULL : fuzz_comment(x->f);
        else if (!p->method && !p->unique)
            p->where = p->where ? NULL : "~ IS NOT NULL";
        break;
    case PRIMARY:
    case UNIQUES:
        p->with = p->with ? NULL : "fillfactor=60";
        break;
    }
}
