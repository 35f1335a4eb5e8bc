/* Finding one's way in a random model, and spelling its names. */
#include <string.h>

#include "fuzz.h"

int rng_below(struct rng *r, int n)
{
    /* splitmix64 */
    uint64_t z = (r->state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (int)((z ^ (z >> 31)) % (uint64_t)n);
}

bool rng_chance(struct rng *r, int percent)
{
    return rng_below(r, 100) < percent;
}

struct fuzz_table *fuzz_table(struct fuzz_model *m, int id)
{
    for (int i = 0; i < m->ntables; i++)
        if (m->tables[i].id == id)
            return &m->tables[i];
    return NULL;
}

const struct fuzz_table *fuzz_table_of(const struct fuzz_model *m, int id)
{
    for (int i = 0; i < m->ntables; i++)
        if (m->tables[i].id == id)
            return &m->tables[i];
    return NULL;
}

const struct fuzz_enum *fuzz_enum_of(const struct fuzz_model *m, int id)
{
    for (int i = 0; i < m->nenums; i++)
        if (m->enums[i].id == id)
            return &m->enums[i];
    return NULL;
}

const struct fuzz_column *fuzz_column_of(const struct fuzz_table *t, int id)
{
    for (int i = 0; i < t->n; i++)
        if (t->columns[i].id == id)
            return &t->columns[i];
    return NULL;
}

struct fuzz_column *fuzz_column(struct fuzz_table *t, int id)
{
    for (int i = 0; i < t->n; i++)
        if (t->columns[i].id == id)
            return &t->columns[i];
    return NULL;
}

bool fuzz_part_mentions(const struct fuzz_part *p, int column)
{
    if (p->include == column)
        return true;
    for (int i = 0; i < p->n; i++)
        if (p->columns[i] == column)
            return true;
    return false;
}

/* True if anything but the column itself would notice that it changed or went away. */
bool fuzz_column_is_used(const struct fuzz_model *m, const struct fuzz_table *t, int column)
{
    for (int i = 0; i < t->nparts; i++)
        if (fuzz_part_mentions(&t->parts[i], column))
            return true;
    for (int i = 0; i < t->n; i++)
        if (t->columns[i].generated && t->columns[i].of == column)
            return true;
    for (int i = 0; i < m->ntables; i++)
        for (int j = 0; j < m->tables[i].nparts; j++) {
            const struct fuzz_part *p = &m->tables[i].parts[j];
            for (int k = 0; p->kind == FOREIGN && p->ref_table == t->id && k < p->n; k++)
                if (p->ref_columns[k] == column)
                    return true;
        }
    return false;
}

bool fuzz_name_is_plain(const char *name)
{
    /* The key words that the generator uses as names. */
    static const char *const reserved[] = {"order", "user", "group", "select", "table", "check",
                                           "limit", "end",  "desc",  "column", "offset"};

    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (strcmp(name, reserved[i]) == 0)
            return false;
    return name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

const char *fuzz_quote(struct arena *a, const char *name)
{
    struct mg_buf b = MG_BUF_INIT;

    mg_buf_addc(&b, '"');
    for (; *name; name++) {
        if (*name == '"')
            mg_buf_addc(&b, '"');
        mg_buf_addc(&b, *name);
    }
    mg_buf_addc(&b, '"');
    const char *quoted = arena_strdup(a, mg_buf_text(&b));
    mg_buf_free(&b);
    return quoted;
}

const char *fuzz_ident(struct arena *a, const char *name)
{
    return fuzz_name_is_plain(name) ? name : fuzz_quote(a, name);
}

const char *fuzz_expand(struct arena *a, const char *text, const char *name)
{
    struct mg_buf b = MG_BUF_INIT;

    for (; *text; text++)
        if (*text == '~')
            mg_buf_add(&b, name);
        else
            mg_buf_addc(&b, *text);
    const char *expanded = arena_strdup(a, mg_buf_text(&b));
    mg_buf_free(&b);
    return expanded;
}

const char *fuzz_sql_type(struct arena *a, const struct fuzz_model *m, const struct fuzz_column *c)
{
    const char *array = c->array ? "[]" : "";

    if (c->type_item)
        return arena_printf(a, "%s%s", fuzz_item_name(a, m, fuzz_item_of(m, c->type_item)), array);
    if (!c->type) {
        const struct fuzz_enum *e = fuzz_enum_of(m, c->enum_id);
        return arena_printf(a, "%s%s%s%s", e->schema ? fuzz_quote(a, e->schema) : "",
                            e->schema ? "." : "", fuzz_quote(a, e->name), array);
    }
    const char *percent = strstr(c->type->sql, "%d");
    if (!percent)
        return arena_printf(a, "%s%s", c->type->sql, array);
    return arena_printf(a, "%.*s%d%s%s", (int)(percent - c->type->sql), c->type->sql, c->modifier,
                        percent + 2, array);
}

enum family fuzz_family(const struct fuzz_column *c)
{
    return c->array || c->type_item ? OTHERS : c->type ? c->type->family : ENUMS;
}
