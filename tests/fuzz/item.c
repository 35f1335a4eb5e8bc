/* Random items, and what becomes of them when what they are about goes away. */
#include <string.h>

#include "item.h"

const struct fuzz_kind *fuzz_kind_of(const struct fuzz_item *item)
{
    return &fuzz_kinds[item->kind];
}

const struct fuzz_item *fuzz_item_of(const struct fuzz_model *m, int id)
{
    for (int i = 0; i < m->nitems; i++)
        if (m->items[i].id == id)
            return &m->items[i];
    return NULL;
}

int fuzz_ways(const struct fuzz_kind *kind, int choice)
{
    int n = 0;

    while (n < WAYS && kind->choices[choice][n].model)
        n++;
    return n;
}

bool fuzz_kind_is_used(const struct fuzz_kind *kind, const struct fuzz_kind *by)
{
    size_t n = strlen(kind->name);

    for (const char *at = by->uses; at && (at = strstr(at, kind->name)); at += n)
        if (at[-1] == ' ' && at[n] == ' ')
            return true;
    return false;
}

static bool satisfies(const struct fuzz_column *c, enum want want)
{
    switch (want) {
    case NO_COLUMN:
    case ANY_COLUMN:
        return true;
    case PLAIN_COLUMN:
        return !c->generated;
    case KEY_COLUMN:
        return c->type && c->type->key && !c->array;
    case UNIQUE_COLUMN:
        return c->type && c->type->key && !c->array && !c->generated && !c->fill && !c->using_;
    case INTEGER_COLUMN:
        return c->type && c->type->family == INTEGERS && !c->array;
    case TEXT_COLUMN:
        return c->type && c->type->family == TEXTS && !c->array;
    }
    return false;
}

static bool choose_columns(struct fuzz *f, const struct fuzz_table *t, struct fuzz_item *item)
{
    const struct fuzz_kind *kind = fuzz_kind_of(item);

    for (int i = 0, tries = 0; i < 2; tries++) {
        const struct fuzz_column *c = &t->columns[rng_below(&f->rng, t->n)];
        if (kind->columns[i] == NO_COLUMN)
            i++;
        else if (satisfies(c, kind->columns[i]) && (i == 0 || item->columns[0] != c->id))
            item->columns[i++] = c->id;
        else if (tries > 12)
            return false;
    }
    return true;
}

bool fuzz_choose_subject(struct fuzz *f, struct fuzz_model *m, struct fuzz_item *item)
{
    const struct fuzz_kind *kind = fuzz_kind_of(item);

    if (kind->of_table) {
        if (!m->ntables)
            return false;
        const struct fuzz_table *t = &m->tables[rng_below(&f->rng, m->ntables)];
        item->table = t->id;
        if (!choose_columns(f, t, item))
            return false;
    }
    item->item = 0;
    int start = m->nitems ? rng_below(&f->rng, m->nitems) : 0;
    for (int i = 0; kind->uses && i < m->nitems && !item->item; i++) {
        const struct fuzz_item *other = &m->items[(start + i) % m->nitems];
        if (other != item && fuzz_kind_is_used(fuzz_kind_of(other), kind))
            item->item = other->id;
    }
    if (kind->uses && !item->item)
        return false;
    for (int i = 0; kind->once && i < m->nitems; i++)
        if (&m->items[i] != item && m->items[i].kind == item->kind &&
            m->items[i].table == item->table && m->items[i].item == item->item)
            return false;
    return true;
}

static int choose_kind(struct fuzz *f)
{
    int total = 0, kind = 0;

    for (int i = 0; i < fuzz_kind_count; i++)
        total += fuzz_kinds[i].weight;
    for (int at = rng_below(&f->rng, total); at >= fuzz_kinds[kind].weight; kind++)
        at -= fuzz_kinds[kind].weight;
    return kind;
}

struct fuzz_item *fuzz_add_item(struct fuzz *f, struct fuzz_model *m)
{
    if (m->nitems == (int)(sizeof m->items / sizeof *m->items))
        return NULL;
    struct fuzz_item *item = &m->items[m->nitems];
    *item = (struct fuzz_item){.kind = choose_kind(f)};
    const struct fuzz_kind *kind = fuzz_kind_of(item);
    if (!fuzz_choose_subject(f, m, item))
        return NULL;
    item->name = fuzz_name(f, m, "o", &item->tag);
    item->id = m->next_id++;
    if (!kind->no_schema && !kind->in_table_schema && rng_chance(&f->rng, 15))
        item->schema = PICK(f, "billing", "Odd Schema");
    if (kind->comment_on && rng_chance(&f->rng, 25))
        item->comment = fuzz_comment(f);
    for (int i = 0; i < CHOICES; i++)
        item->choices[i] = fuzz_ways(kind, i) ? rng_below(&f->rng, fuzz_ways(kind, i)) : 0;
    m->nitems++;
    return item;
}

static bool stands(const struct fuzz_model *m, const struct fuzz_item *item)
{
    const struct fuzz_kind *kind = fuzz_kind_of(item);
    const struct fuzz_table *t = fuzz_table_of(m, item->table);

    if ((kind->of_table && !t) || (kind->uses && !fuzz_item_of(m, item->item)))
        return false;
    for (int i = 0; i < 2 && kind->columns[i]; i++) {
        const struct fuzz_column *c = fuzz_column_of(t, item->columns[i]);
        if (!c || !satisfies(c, kind->columns[i]))
            return false;
    }
    return true;
}

void fuzz_settle(struct fuzz_model *m)
{
    for (int i = 0; i < m->nitems; i++)
        if (!stands(m, &m->items[i])) {
            memmove(&m->items[i], &m->items[i + 1], (size_t)(m->nitems - i - 1) * sizeof *m->items);
            m->nitems--;
            i = -1; /* others may have used it */
        }
    for (int i = 0; i < m->ntables; i++)
        for (int j = 0; j < m->tables[i].n; j++) {
            struct fuzz_column *c = &m->tables[i].columns[j];
            if (c->default_item &&
                (!fuzz_item_of(m, c->default_item) || !satisfies(c, INTEGER_COLUMN) ||
                 c->identity || c->generated || c->default_))
                c->default_item = 0;
        }
}

bool fuzz_item_is_type_of_column(const struct fuzz_model *m, int id)
{
    for (int i = 0; i < m->nitems; i++)
        if (m->items[i].item == id && fuzz_item_is_type_of_column(m, m->items[i].id))
            return true;
    for (int i = 0; i < m->ntables; i++)
        for (int j = 0; j < m->tables[i].n; j++)
            if (m->tables[i].columns[j].type_item == id)
                return true;
    return false;
}
