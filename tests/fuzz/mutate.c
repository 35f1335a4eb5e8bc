/*
 * What may become of a model. A mutation never asks for what rows 1 to 3 could not follow: where a
 * column becomes NOT NULL, the model before notes that no row holds NULL there.
 */
#include <string.h>

#include "fuzz.h"

struct change {
    struct fuzz *f;
    struct fuzz_model *before, *after;
};

static int below(struct change *x, int n)
{
    return rng_below(&x->f->rng, n);
}

static bool chance(struct change *x, int percent)
{
    return rng_chance(&x->f->rng, percent);
}

static struct fuzz_table *some_table(struct change *x)
{
    return x->after->ntables ? &x->after->tables[below(x, x->after->ntables)] : NULL;
}

static bool is_old(struct change *x, const struct fuzz_table *t)
{
    return fuzz_table_of(x->before, t->id) != NULL;
}

static struct fuzz_column *old_column(struct change *x, const struct fuzz_table *t, int id)
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
static void drop_foreign_keys_to(struct fuzz_model *m, int table, const int *columns, int n)
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

static void drop_part_and_users(struct fuzz_model *m, struct fuzz_table *t, int i)
{
    struct fuzz_part p = t->parts[i];

    if (p.kind == PRIMARY || p.kind == UNIQUES)
        drop_foreign_keys_to(m, t->id, p.columns, p.n);
    /* A table that refers to itself may have lost parts before this one. */
    for (i = t->nparts - 1; i >= 0; i--)
        if (memcmp(&t->parts[i], &p, sizeof p) == 0)
            drop_part(t, i);
}

static bool in_primary_key(const struct fuzz_table *t, int column)
{
    for (int i = 0; i < t->nparts; i++)
        if (t->parts[i].kind == PRIMARY && fuzz_part_mentions(&t->parts[i], column) &&
            t->parts[i].include != column)
            return true;
    return false;
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

/* A new name; plain where a trigger is named after it, so that no name is cut. */
static const char *new_name(struct change *x, const char *prefix, bool plain, const char **c)
{
    const char *name;

    do
        name = fuzz_name(x->f, x->after, prefix, c);
    while (plain && !fuzz_name_is_plain(name));
    return name;
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

/* --- columns -----------------------------------------------------------------------------------
 */

static struct fuzz_column *some_column(struct change *x, struct fuzz_table **table)
{
    *table = some_table(x);
    return *table ? &(*table)->columns[below(x, (*table)->n)] : NULL;
}

static void add_column(struct change *x)
{
    struct fuzz_table *t = some_table(x);

    if (!t || t->n > 16)
        return;
    struct fuzz_column *c = fuzz_add_column(x->f, x->after, t);
    if (is_old(x, t) && c->not_null && !c->default_ && !c->identity)
        c->fill = "~";
    if (chance(x, 40)) { /* not at the end */
        struct fuzz_column added = *c;
        int at = below(x, t->n);
        memmove(&t->columns[at + 1], &t->columns[at], (size_t)(t->n - 1 - at) * sizeof added);
        t->columns[at] = added;
    }
}

static void drop_column(struct change *x)
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

static void rename_column(struct change *x)
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

static void change_type(struct change *x)
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
    if (fuzz_column_is_used(x->after, t, c->id) || c->identity)
        return;
    fuzz_choose_type(x->f, x->after, c);
    c->default_ = chance(x, 50) ? fuzz_default(x->f, x->after, c) : NULL;
    c->collation = c->on_update = NULL;
    c->using_ = "~";
}

static void change_null(struct change *x)
{
    struct fuzz_table *t;
    struct fuzz_column *c = some_column(x, &t);

    if (c && !c->identity && !c->generated && !in_primary_key(t, c->id) &&
        (old_column(x, t, c->id) || !is_old(x, t)))
        c->not_null = !c->not_null;
}

static void change_default(struct change *x)
{
    struct fuzz_table *t;
    struct fuzz_column *c = some_column(x, &t);

    if (c && !c->identity && !c->generated && !c->fill)
        c->default_ = c->default_ && (!c->not_null || old_column(x, t, c->id)) && chance(x, 50)
                          ? NULL
                          : fuzz_default(x->f, x->after, c);
    if (c && is_old(x, t) && !old_column(x, t, c->id) && c->not_null && !c->default_ &&
        !c->identity && !c->generated)
        c->fill = "~";
}

static void change_identity(struct change *x)
{
    static const char *const kinds[] = {"ALWAYS", "BY DEFAULT", NULL};
    static const char *const options[] = {"", "START(7)", "INCREMENT(10) CACHE(3)", "CYCLE", NULL};
    struct fuzz_table *t;
    struct fuzz_column *c = some_column(x, &t);

    if (!c || !c->type || c->type->family != INTEGERS || c->array || c->generated || c->default_)
        return;
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

static void change_generated(struct change *x)
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

static void column_details(struct change *x)
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

/* --- constraints and indexes -------------------------------------------------------------------
 */

/* Rows that are there already must satisfy it: what is unique or checked is not a new column. */
static void add_part(struct change *x)
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

static void remove_part(struct change *x)
{
    struct fuzz_table *t = some_table(x);

    if (t && t->nparts)
        drop_part_and_users(x->after, t, below(x, t->nparts));
}

static void rename_part(struct change *x)
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

static void change_part(struct change *x)
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

/* --- enums -------------------------------------------------------------------------------------
 */

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

static void change_enum(struct change *x)
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

static void add_enum(struct change *x)
{
    if (x->after->nenums < 6)
        fuzz_add_enum(x->f, x->after);
}

/* --- all of it ---------------------------------------------------------------------------------
 */

/*
 * What is dropped comes back without its values, so there can be no rows that a constraint holds to
 * them when a downgrade brings it back.
 */
static bool must_be_empty(struct change *x, const struct fuzz_table *t)
{
    const struct fuzz_table *after = fuzz_table_of(x->after, t->id);

    for (int i = 0; i < t->n && after; i++) {
        const struct fuzz_column *c = &t->columns[i];
        if (!fuzz_column_of(after, c->id) && fuzz_column_is_used(x->before, t, c->id) &&
            (c->not_null || c->never_null))
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
        change_enum,     change_enum,      add_enum,
    };
    struct change x = {f, before, after};

    *after = *before;
    for (int n = 1 + rng_below(&f->rng, 8); n > 0; n--)
        changes[rng_below(&f->rng, (int)(sizeof changes / sizeof *changes))](&x);
    note_demands(&x);
    empty_tables(&x);
}
