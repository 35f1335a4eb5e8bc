/* A random model. Rows 1 to 3 of sql.c satisfy whatever constraint is made here. */
#include <string.h>

#include "fuzz.h"

#define PICK(f, ...) fuzz_pick(f, (const char *const[]){__VA_ARGS__, NULL})

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

void fuzz_choose_type(struct fuzz *f, struct fuzz_model *m, struct fuzz_column *c)
{
    c->type = NULL;
    if (m->nenums && rng_chance(&f->rng, 12)) {
        c->enum_id = m->enums[rng_below(&f->rng, m->nenums)].id;
    } else {
        int common = rng_chance(&f->rng, 60);
        c->type = &fuzz_types[rng_below(&f->rng, common ? 9 : fuzz_type_count)];
        if (c->type->low)
            c->modifier = c->type->low + rng_below(&f->rng, c->type->high - c->type->low + 1);
    }
    c->array = rng_chance(&f->rng, 6);
}

static enum family family_of(const struct fuzz_column *c)
{
    return c->array ? OTHERS : c->type ? c->type->family : ENUMS;
}

const char *fuzz_default(struct fuzz *f, const struct fuzz_model *m, const struct fuzz_column *c)
{
    if (c->array)
        return "'{}'";
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

    enum family family = family_of(c);
    int roll = rng_below(&f->rng, 100);
    if (roll < 35)
        c->default_ = fuzz_default(f, m, c);
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
        enum family from = family_of(of);
        if (!of->generated && (from == INTEGERS || from == NUMBERS || from == TEXTS)) {
            c->type = of->type;
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
    switch (family_of(c)) {
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
    enum family family = family_of(c);
    const char *sql = c->type ? c->type->sql : "";

    if (c->array || strcmp(sql, "jsonb") == 0 || strcmp(sql, "tsvector") == 0) {
        p->method = "gin";
        if (c->array && !(family_of(&(struct fuzz_column){.type = c->type}) == INTEGERS))
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

/* One more column, where the kind allows several. */
static void widen(struct fuzz *f, struct fuzz_table *t, struct fuzz_part *p)
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
        const struct fuzz_column *to = fuzz_column_of(target, key->columns[i]);
        struct fuzz_column *c = &t->columns[t->n++];
        *c = (struct fuzz_column){.type = to->type, .modifier = to->modifier};
        c->name = fuzz_name(f, m, "r", &c->member);
        c->id = m->next_id++;
        c->never_null = key->n > 1;
        c->collation = to->collation;
        c->not_null = rng_chance(&f->rng, 30);
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
                widen(f, t, p);
        struct fuzz_column *other =
            several && rng_chance(&f->rng, 15) ? some_column(f, t, NULL) : NULL;
        if (other && !fuzz_part_mentions(p, other->id))
            p->include = other->id;
        if (kind == INDEXES && rng_chance(&f->rng, 25))
            p->where = c->type || c->array ? condition(f, c) : "~ IS NOT NULL";
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
            widen(f, t, p);
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
    for (int n = 1 + rng_below(&f->rng, 5); n > 0; n--)
        fuzz_add_table(f, m);
}
