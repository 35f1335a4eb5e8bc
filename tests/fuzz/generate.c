/* A random model. Rows 1 to 3 of sql.c satisfy whatever constraint is made here. */
#include <string.h>

#include "item.h"

const char *fuzz_pick(struct fuzz *f, const char *const *words)
{
    int n = 0;

    while (words[n])
        n++;
    return words[rng_below(&f->rng, n)];
}

/* A name that PostgreSQL has to quote, and that no C identifier can be. */
static const char *odd_name(struct fuzz *f, int id)
{
    static const char filling[] = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk";

    switch (rng_below(&f->rng, 11)) {
    case 0:
        return arena_printf(f->arena, "Mixed%d", id);
    case 1:
        return arena_printf(f->arena, "two words %d", id);
    case 2:
        return arena_printf(f->arena, "qu\"ote%d", id);
    case 3:
        return arena_printf(f->arena, "back\\slash%d", id);
    case 4:
        return arena_printf(f->arena, "per%%d%%s%d", id);
    case 5:
        return arena_printf(f->arena,
                            "gr\xC3\xB6\xC3\x9F"
                            "e%d",
                            id);
    case 6:
        return arena_printf(f->arena, "d.ot%d", id);
    case 7:
        return arena_printf(f->arena, "it's%d", id);
    case 8:
        return arena_printf(f->arena, "%dth-x", id);
    case 9:
        return arena_printf(f->arena, "l%d_%.*s", id, 56, filling);
    default:
        return arena_printf(f->arena, "u%d_\xE6\xBC\xA2\xE5\xAD\x97\xF0\x9F\x90\x98", id);
    }
}

/* A name of its own; *c_name is what C calls it. */
const char *fuzz_name(struct fuzz *f, struct fuzz_model *m, const char *prefix, const char **c_name)
{
    int id = m->next_id++, roll = rng_below(&f->rng, 100);
    const char *name = NULL;

    *c_name = NULL;
    if (roll < 6) {
        name = PICK(f, "order", "user", "group", "select", "table", "check", "limit", "end", "desc",
                    "column", "offset");
        if (strings_find(&f->used, name) >= 0)
            name = NULL;
        else
            *c_name = name;
    } else if (roll < 16) {
        name = odd_name(f, id);
        *c_name = arena_printf(f->arena, "m%d", id);
    }
    if (!name)
        name = arena_printf(f->arena, "%s%d_%s", prefix, id,
                            PICK(f, "state", "title", "amount", "a", "owner_ref", "stamp"));
    if (!*c_name)
        *c_name = name;
    strings_add(f->arena, &f->used, name);
    return name;
}

const char *fuzz_comment(struct fuzz *f)
{
    return PICK(f, "Plain words.", "It's quoted, \"twice\".", "100% \\ sure; -- really",
                "gr\xC3\xBC\xC3\x9F"
                "e \xE6\xBC\xA2\xE5\xAD\x97",
                "a */ b /* c", "$1 $$x$$ ?");
}

struct fuzz_enum *fuzz_add_enum(struct fuzz *f, struct fuzz_model *m)
{
    static const char *const words[] = {"active", "banned", "gone", "fresh",
                                        "stale",  "open",   "shut"};
    struct fuzz_enum *e = &m->enums[m->nenums++];
    const char *tag;

    memset(e, 0, sizeof *e);
    e->name = fuzz_name(f, m, "e", &tag);
    e->tag = arena_printf(f->arena, "%s_kind", tag);
    e->id = m->next_id++;
    if (rng_chance(&f->rng, 15))
        e->schema = PICK(f, "billing", "Odd Schema");
    if (rng_chance(&f->rng, 25))
        e->comment = fuzz_comment(f);
    e->n = 2 + rng_below(&f->rng, 4);
    for (int i = 0; i < e->n; i++) {
        struct fuzz_label *label = &e->labels[i];
        label->enumerator = arena_printf(f->arena, "E%d_L%d_X%d", e->id, i, i);
        label->label =
            rng_chance(&f->rng, 20) ? arena_printf(f->arena, "%s '\"\\%d", words[i], i) : words[i];
    }
    return e;
}

/* A domain, composite type or range type; false if there is none, or by chance. */
static bool some_type(struct fuzz *f, const struct fuzz_model *m, struct fuzz_column *c)
{
    const struct fuzz_item *item = m->nitems ? &m->items[rng_below(&f->rng, m->nitems)] : NULL;

    if (!item || !fuzz_kind_of(item)->value || !rng_chance(&f->rng, 50))
        return false;
    c->type_item = item->id;
    return true;
}

void fuzz_choose_type(struct fuzz *f, struct fuzz_model *m, struct fuzz_column *c)
{
    c->type = NULL;
    c->enum_id = c->type_item = 0;
    if (some_type(f, m, c)) {
        ;
    } else if (m->nenums && rng_chance(&f->rng, 12)) {
        c->enum_id = m->enums[rng_below(&f->rng, m->nenums)].id;
    } else {
        int common = rng_chance(&f->rng, 60);
        c->type = &fuzz_types[rng_below(&f->rng, common ? 9 : fuzz_type_count)];
        if (c->type->low)
            c->modifier = c->type->low + rng_below(&f->rng, c->type->high - c->type->low + 1);
    }
    c->array = rng_chance(&f->rng, 6);
}

const char *fuzz_default(struct fuzz *f, const struct fuzz_model *m, const struct fuzz_column *c)
{
    if (c->array)
        return "'{}'";
    if (c->type_item)
        return NULL;
    if (!c->type) {
        const struct fuzz_enum *e = fuzz_enum_of(m, c->enum_id);
        const char *quote = strchr(e->labels[0].label, '\'');
        return quote ? NULL : arena_printf(f->arena, "'%s'", e->labels[0].label);
    }
    switch (c->type->family) {
    case INTEGERS:
        return PICK(f, "0", "7", "-1", "(1 + 2)");
    case NUMBERS:
        return PICK(f, "0", "1.5", "-2");
    case TEXTS:
        return PICK(f, "''", "'x'", "'0'");
    case TIMES:
        return strcmp(c->type->c, "pg_date") == 0 ? "CURRENT_DATE" : "now()";
    case BOOLEANS:
        return PICK(f, "false", "true");
    case OTHERS:
    case ENUMS:
        break;
    }
    if (strcmp(c->type->c, "pg_uuid") == 0)
        return "gen_random_uuid()";
    return strcmp(c->type->sql, "varbit") == 0 ? "B'101'" : NULL;
}

/* A sequence or function for the default of an integer column; 0 if there is none. */
int fuzz_default_item(struct fuzz *f, const struct fuzz_model *m)
{
    int start = m->nitems ? rng_below(&f->rng, m->nitems) : 0;

    for (int i = 0; i < m->nitems; i++) {
        const struct fuzz_item *item = &m->items[(start + i) % m->nitems];
        if (fuzz_kind_of(item)->default_)
            return item->id;
    }
    return 0;
}

struct fuzz_column *fuzz_add_column(struct fuzz *f, struct fuzz_model *m, struct fuzz_table *t)
{
    struct fuzz_column *c = &t->columns[t->n++];

    memset(c, 0, sizeof *c);
    c->name = fuzz_name(f, m, "c", &c->member);
    c->id = m->next_id++;
    fuzz_choose_type(f, m, c);
    c->not_null = rng_chance(&f->rng, 40);
    if (rng_chance(&f->rng, 20))
        c->comment = fuzz_comment(f);

    enum family family = fuzz_family(c);
    int roll = rng_below(&f->rng, 100);
    if (roll < 35)
        c->default_ = fuzz_default(f, m, c);
    else if (roll < 38 && family == INTEGERS)
        c->default_item = fuzz_default_item(f, m);
    else if (roll < 42 && family == TEXTS)
        c->collation = PICK(f, "C", "POSIX", "ucs_basic");
    else if (roll < 48 && family == INTEGERS) {
        c->identity = PICK(f, "ALWAYS", "BY DEFAULT");
        c->options = PICK(f, "", "", "START(5) INCREMENT(2)", "MINVALUE(1) MAXVALUE(30000) CYCLE",
                          "CACHE(10)", "START(-3) INCREMENT(-1)");
        if (rng_chance(&f->rng, 20))
            c->sequence = arena_printf(f->arena, "s%d_seq", c->id);
        c->not_null = true;
    } else if (roll < 60 && t->n > 1) {
        struct fuzz_column *of = &t->columns[rng_below(&f->rng, t->n - 1)];
        enum family from = fuzz_family(of);
        if (!of->generated && (from == INTEGERS || from == NUMBERS || from == TEXTS)) {
            c->type = of->type;
            c->type_item = c->enum_id = 0;
            c->array = of->array;
            c->modifier = of->modifier;
            c->of = of->id;
            c->not_null = false;
            c->generated = from == TEXTS ? "lower(~)" : from == NUMBERS ? "~ * 2" : "~ + 1";
        }
    } else if (roll < 66 && c->type && strcmp(c->type->sql, "timestamptz") == 0 && !c->array &&
               fuzz_name_is_plain(c->name) && fuzz_name_is_plain(t->name)) {
        c->on_update = PICK(f, "now()", "now()", "clock_timestamp()");
    }
    return c;
}

void fuzz_add_table(struct fuzz *f, struct fuzz_model *m)
{
    struct fuzz_table *t = &m->tables[m->ntables++];

    memset(t, 0, sizeof *t);
    t->name = fuzz_name(f, m, "t", &t->tag);
    t->id = m->next_id++;
    if (rng_chance(&f->rng, 15))
        t->schema = PICK(f, "billing", "Odd Schema");
    if (rng_chance(&f->rng, 40))
        t->comment = fuzz_comment(f);
    if (rng_chance(&f->rng, 10))
        t->with = PICK(f, "fillfactor=70", "autovacuum_enabled=false");

    struct fuzz_column *id = &t->columns[t->n++];
    *id = (struct fuzz_column){.type = &fuzz_types[rng_below(&f->rng, 2)], .not_null = true};
    id->name = id->member = rng_chance(&f->rng, 70) ? "id" : fuzz_name(f, m, "i", &id->member);
    if (strcmp(id->name, "id") != 0 && !fuzz_name_is_plain(id->name))
        id->name = id->member = arena_printf(f->arena, "i%d", m->next_id);
    id->id = m->next_id++;
    if (rng_chance(&f->rng, 60)) {
        id->identity = PICK(f, "ALWAYS", "BY DEFAULT");
        id->options = "";
    }
    for (int n = 1 + rng_below(&f->rng, 7); n > 0; n--)
        fuzz_add_column(f, m, t);
    if (rng_chance(&f->rng, 85)) {
        struct fuzz_part *p = &t->parts[t->nparts++];
        *p = (struct fuzz_part){.kind = PRIMARY, .columns = {id->id}, .n = 1};
        if (rng_chance(&f->rng, 12))
            fuzz_widen(f, t, p);
    }
    for (int n = rng_below(&f->rng, 5); n > 0; n--)
        fuzz_add_part(f, m, t, UNIQUES + (enum part_kind)rng_below(&f->rng, 4));
}

void fuzz_generate(struct fuzz *f, struct fuzz_model *m)
{
    memset(m, 0, sizeof *m);
    m->next_id = 1;
    for (int n = rng_below(&f->rng, 4); n > 0; n--)
        fuzz_add_enum(f, m);
    for (int n = rng_below(&f->rng, 12); n > 0;
         n--) /* types and functions, as there are no tables */
        fuzz_add_item(f, m);
    for (int n = 1 + rng_below(&f->rng, 5); n > 0; n--)
        fuzz_add_table(f, m);
    for (int n = rng_below(&f->rng, 12); n > 0; n--)
        fuzz_add_item(f, m);
    fuzz_settle(m);
}
