/* Random constraints and indexes, which rows 1 to 3 satisfy. */
#include <string.h>

#include "fuzz.h"

static bool is_key(const struct fuzz_column *c)
{
    return c->type && c->type->key && !c->array && !c->generated;
}

/* A column of the table for which ok says yes; NULL if chance finds none. */
static struct fuzz_column *some_column(struct fuzz *f, struct fuzz_table *t,
                                       bool (*ok)(const struct fuzz_column *))
{
    for (int tries = 0; tries < 8; tries++) {
        struct fuzz_column *c = &t->columns[rng_below(&f->rng, t->n)];
        if (!ok || ok(c))
            return c;
    }
    return NULL;
}

static const char *condition(struct fuzz *f, struct fuzz_column *c)
{
    if (c->type_item)
        return "~ IS NOT DISTINCT FROM ~";
    switch (fuzz_family(c)) {
    case INTEGERS:
    case NUMBERS:
        return PICK(f, "~ > -5", "~ < 1000", "~ BETWEEN -10 AND 500", "~ >= -9 OR ~ IS NULL");
    case TEXTS:
        return PICK(f, "length(~) < 100", "~ <> 'zz'", "~ <> 'it''s, \\ \"q\"'",
                    "~ NOT LIKE '%x%'");
    case TIMES:
        return PICK(f, "~ > '2000-01-01'", "~ IS NOT NULL OR 1 < 2");
    case BOOLEANS:
        return PICK(f, "~ OR NOT ~", "~ IS NOT UNKNOWN OR true");
    case ENUMS:
        return "~::text <> 'zz'";
    case OTHERS:
        break;
    }
    c->never_null = true;
    return "~ IS NOT NULL";
}

static void make_index(struct fuzz *f, struct fuzz_part *p, struct fuzz_column *c)
{
    enum family family = fuzz_family(c);
    const char *sql = c->type ? c->type->sql : "";

    if (c->array || strcmp(sql, "jsonb") == 0 || strcmp(sql, "tsvector") == 0) {
        p->method = "gin";
        if (c->array && !(fuzz_family(&(struct fuzz_column){.type = c->type}) == INTEGERS))
            p->method = NULL, p->expression = "(~ IS NULL)";
        else if (strcmp(sql, "jsonb") == 0 && rng_chance(&f->rng, 50))
            p->opclass = "jsonb_path_ops";
        return;
    }
    if (!c->type || !c->type->key) {
        p->expression = "(~ IS NULL)";
        return;
    }
    int roll = rng_below(&f->rng, 100);
    if (roll < 10 && (family == INTEGERS || family == TEXTS))
        p->method = "hash";
    else if (roll < 20 && (family == INTEGERS || family == TIMES))
        p->method = "brin";
    else if (roll < 35 && family == TEXTS)
        p->expression = PICK(f, "lower(~)", "upper(~)", "(~ || 'x, y')");
    else if (roll < 35 && family == INTEGERS)
        p->expression = "(~ + 1)";
    else if (roll < 45 && strcmp(sql, "text") == 0)
        p->opclass = "text_pattern_ops";
    else if (roll < 50 && strstr(sql, "range") && !strstr(sql, "multi"))
        p->method = "gist";
    else {
        p->unique = !c->generated && rng_chance(&f->rng, 25);
        p->nulls_not_distinct = p->unique && rng_chance(&f->rng, 25);
        p->order[0] = PICK(f, "", "", " DESC", " NULLS FIRST", " DESC NULLS LAST");
    }
}

void fuzz_widen(struct fuzz *f, struct fuzz_table *t, struct fuzz_part *p)
{
    struct fuzz_column *c = some_column(f, t, is_key);

    if (c && p->n < 4 && !fuzz_part_mentions(p, c->id)) {
        p->order[p->n] = "";
        p->columns[p->n++] = c->id;
    }
}

static bool foreign_key(struct fuzz *f, struct fuzz_model *m, struct fuzz_table *t,
                        struct fuzz_part *p)
{
    struct fuzz_table *target = &m->tables[rng_below(&f->rng, m->ntables)];
    const struct fuzz_part *key = NULL;

    for (int i = 0; i < target->nparts; i++) {
        const struct fuzz_part *k = &target->parts[i];
        if ((k->kind == PRIMARY || k->kind == UNIQUES) && !k->deferrable)
            if (!key || rng_chance(&f->rng, 50))
                key = k;
    }
    if (!key || t->n + key->n > 22)
        return false;
    p->ref_table = target->id;
    p->n = key->n;
    for (int i = 0; i < key->n; i++) {
        struct fuzz_column *to = fuzz_column(target, key->columns[i]);
        struct fuzz_column *c = &t->columns[t->n++];
        *c = (struct fuzz_column){.type = to->type, .modifier = to->modifier};
        c->name = fuzz_name(f, m, "r", &c->member);
        c->id = m->next_id++;
        c->never_null = key->n > 1;
        c->collation = to->collation;
        c->not_null = rng_chance(&f->rng, 30);
        to->never_null = true;
        p->columns[i] = c->id;
        p->ref_columns[i] = key->columns[i];
    }
    p->on_delete = PICK(f, "", "CASCADE", "SET_NULL", "RESTRICT", "SET_DEFAULT", "NO_ACTION");
    p->on_update = PICK(f, "", "", "CASCADE", "SET_NULL", "RESTRICT");
    p->match_full = rng_chance(&f->rng, 10);
    return true;
}

bool fuzz_add_part(struct fuzz *f, struct fuzz_model *m, struct fuzz_table *t, enum part_kind kind)
{
    struct fuzz_part *p = &t->parts[t->nparts];

    if (t->nparts == 24)
        return false;
    memset(p, 0, sizeof *p);
    p->kind = kind;
    if (kind == FOREIGN) {
        if (!foreign_key(f, m, t, p))
            return false;
    } else {
        struct fuzz_column *c =
            some_column(f, t, kind == PRIMARY || kind == UNIQUES ? is_key : NULL);
        if (!c)
            return false;
        p->columns[p->n++] = c->id;
        if (kind == CHECKS)
            p->expression = condition(f, c);
        if (kind == INDEXES)
            make_index(f, p, c);
        bool several = kind == PRIMARY || kind == UNIQUES ||
                       (kind == INDEXES && !p->expression && !p->method && !p->opclass);
        for (int i = 0; several && i < 2; i++)
            if (rng_chance(&f->rng, 30))
                fuzz_widen(f, t, p);
        struct fuzz_column *other =
            several && rng_chance(&f->rng, 15) ? some_column(f, t, NULL) : NULL;
        if (other && !fuzz_part_mentions(p, other->id))
            p->include = other->id;
        if (kind == INDEXES && rng_chance(&f->rng, 25))
            p->where = c->type || c->type_item || c->array ? condition(f, c) : "~ IS NOT NULL";
        if (kind == UNIQUES)
            p->nulls_not_distinct = rng_chance(&f->rng, 20);
        if (kind != CHECKS && rng_chance(&f->rng, 10) && (!p->method || !strcmp(p->method, "hash")))
            p->with = "fillfactor=70";
    }
    if (kind == FOREIGN || kind == UNIQUES || kind == PRIMARY) {
        p->deferrable = rng_chance(&f->rng, 12);
        p->deferred = p->deferrable && rng_chance(&f->rng, 50);
    }
    bool named = rng_chance(&f->rng, 15);
    for (int i = 0; i < t->nparts; i++)
        named = named || (t->parts[i].kind == kind && t->parts[i].columns[0] == p->columns[0]);
    const char *unused;
    if (named)
        p->name = fuzz_name(f, m, "n", &unused);
    if (kind == INDEXES && rng_chance(&f->rng, 15))
        p->comment = fuzz_comment(f);
    t->nparts++;
    return true;
}
