/* What may become of enums. */
#include <string.h>

#include "mutate.h"

/* Defaults that name a label: says whether there is one, or gives them its new name. */
static bool default_of_label(struct change *x, const struct fuzz_enum *e, const char *label,
                             const char *becomes)
{
    const char *text = arena_printf(x->f->arena, "'%s'", label);
    bool found = false;

    for (int i = 0; i < x->after->ntables; i++)
        for (int j = 0; j < x->after->tables[i].n; j++) {
            struct fuzz_column *c = &x->after->tables[i].columns[j];
            if (c->type || c->enum_id != e->id || !c->default_ || strcmp(c->default_, text) != 0)
                continue;
            found = true;
            if (becomes)
                c->default_ = arena_printf(x->f->arena, "'%s'", becomes);
        }
    return found;
}

static void remove_label(struct change *x, struct fuzz_enum *e, int i)
{
    if (e->n < 3 || default_of_label(x, e, e->labels[i].label, NULL))
        return;
    struct fuzz_enum *old = NULL;
    for (int k = 0; k < x->before->nenums; k++)
        if (x->before->enums[k].id == e->id)
            old = &x->before->enums[k];
    for (int k = 0; old && k < old->n; k++)
        if (strcmp(old->labels[k].enumerator, e->labels[i].enumerator) == 0)
            old->labels[k].removed_later = true;
    memmove(&e->labels[i], &e->labels[i + 1], (size_t)(e->n - i - 1) * sizeof e->labels[0]);
    e->n--;
}

static bool enum_is_used(const struct fuzz_model *m, int id)
{
    for (int i = 0; i < m->ntables; i++)
        for (int j = 0; j < m->tables[i].n; j++)
            if (!m->tables[i].columns[j].type && m->tables[i].columns[j].enum_id == id)
                return true;
    return false;
}

void change_enum(struct change *x)
{
    if (!x->after->nenums)
        return;
    struct fuzz_enum *e = &x->after->enums[below(x, x->after->nenums)];
    bool old = fuzz_enum_of(x->before, e->id) != NULL;
    int i = below(x, e->n), j = below(x, e->n);

    switch (below(x, 7)) {
    case 0: /* one more, anywhere */
        if (e->n == 8)
            return;
        memmove(&e->labels[i + 1], &e->labels[i], (size_t)(e->n - i) * sizeof e->labels[0]);
        e->n++;
        int id = x->after->next_id++;
        e->labels[i] =
            (struct fuzz_label){.enumerator = arena_printf(x->f->arena, "E%d_NEW_%d", e->id, id),
                                .label = arena_printf(x->f->arena, "new_%d", id)};
        return;
    case 1: { /* another order */
        struct fuzz_label label = e->labels[i];
        e->labels[i] = e->labels[j];
        e->labels[j] = label;
        return;
    }
    case 2:
        remove_label(x, e, i);
        return;
    case 3: /* a label renamed */
        if (!old || e->labels[i].renamed_from || strncmp(e->labels[i].label, "new_", 4) == 0)
            return;
        e->labels[i].renamed_from = e->labels[i].label;
        e->labels[i].label = arena_printf(x->f->arena, "renamed%d", x->after->next_id++);
        default_of_label(x, e, e->labels[i].renamed_from, e->labels[i].label);
        return;
    case 4:
        if (old && !e->renamed_from) {
            const char *tag;
            e->renamed_from = e->name;
            e->name = fuzz_name(x->f, x->after, "e", &tag);
            e->tag = arena_printf(x->f->arena, "%s_kind", tag);
        }
        return;
    case 5:
        if (!enum_is_used(x->after, e->id)) {
            i = (int)(e - x->after->enums);
            memmove(e, e + 1, (size_t)(x->after->nenums - i - 1) * sizeof *e);
            x->after->nenums--;
        }
        return;
    default:
        e->comment = e->comment ? NULL : fuzz_comment(x->f);
    }
}

void add_enum(struct change *x)
{
    if (x->after->nenums < 6)
        fuzz_add_enum(x->f, x->after);
}
