/* What two models cannot tell, and the user of a random pair would have to. */
#include "fuzz.h"

struct asked {
    struct arena *arena;
    const struct fuzz_model *before, *after;
    struct answers *answers;
};

static const char *answer_name(struct asked *p, const char *schema, const char *table,
                               const char *part)
{
    return arena_printf(p->arena, "%s%s%s.%s", schema ? schema : "", schema ? "." : "", table,
                        part);
}

static void answer(struct asked *p, struct answer_list *list, const char *what, const char *value)
{
    *vec_push(p->arena, list) = (struct answer){what, value};
}

static bool same_type(const struct fuzz_column *a, const struct fuzz_column *b)
{
    return a->type == b->type && a->array == b->array && a->enum_id == b->enum_id &&
           a->type_item == b->type_item;
}

/* Can every value of the rows be cast there and back? */
static bool casts_both_ways(const struct fuzz_column *a, const struct fuzz_column *b)
{
    if (a->array || b->array || !a->type || !b->type)
        return false;
    if (a->type->family == TEXTS && b->type->family == TEXTS)
        return true;
    return a->type->family <= NUMBERS && b->type->family <= NUMBERS;
}

static const char *constant(struct asked *p, const struct fuzz_model *m,
                            const struct fuzz_column *c)
{
    return arena_printf(p->arena, "(%s)::%s", fuzz_value(p->arena, m, c, 1),
                        fuzz_sql_type(p->arena, m, c));
}

static void answer_column(struct asked *p, const struct fuzz_table *t, const struct fuzz_column *c)
{
    const struct fuzz_table *old_table = fuzz_table_of(p->before, t->id);
    const struct fuzz_column *old = old_table ? fuzz_column_of(old_table, c->id) : NULL;
    const char *name = answer_name(p, t->schema, t->name, c->name);

    if (c->fill)
        answer(p, &p->answers->fill, name, constant(p, p->after, c));
    if (!old || same_type(old, c) || casts_both_ways(old, c))
        return;
    answer(p, &p->answers->using_, name, constant(p, p->after, c));
    answer(p, &p->answers->using_down, name, constant(p, p->before, old));
}

void fuzz_answer(struct fuzz *f, const struct fuzz_model *before, const struct fuzz_model *after,
                 struct answers *answers)
{
    struct asked asked = {f->arena, before, after, answers}, *p = &asked;

    for (int i = 0; i < p->after->ntables; i++)
        for (int j = 0; j < p->after->tables[i].n; j++)
            answer_column(p, &p->after->tables[i], &p->after->tables[i].columns[j]);
    for (int i = 0; i < p->before->nenums; i++) {
        const struct fuzz_enum *old = &p->before->enums[i], *e = fuzz_enum_of(p->after, old->id);
        for (int k = 0; e && k < old->n; k++)
            if (old->labels[k].removed_later)
                answer(p, &p->answers->map,
                       answer_name(p, e->schema, e->name, old->labels[k].label),
                       e->labels[0].label);
    }
}

/* 'text' for a shell. */
static void shell_word(struct mg_buf *out, const char *option, const char *what, const char *sep,
                       const char *value)
{
    const char *texts[] = {what, sep, value};

    mg_buf_printf(out, "%s '", option);
    for (int i = 0; i < 3; i++)
        for (const char *p = texts[i]; *p; p++)
            if (*p == '\'')
                mg_buf_add(out, "'\\''");
            else
                mg_buf_addc(out, *p);
    mg_buf_add(out, "'\n");
}

const char *fuzz_arguments(struct arena *a, const struct answers *answers)
{
    const struct {
        const char *option;
        const struct answer_list *list;
    } lists[] = {{"--using", &answers->using_},
                 {"--using-down", &answers->using_down},
                 {"--fill", &answers->fill},
                 {"--map", &answers->map}};
    struct mg_buf b = MG_BUF_INIT;

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (size_t j = 0; j < lists[i].list->n; j++)
            shell_word(&b, lists[i].option, lists[i].list->items[j].what, "=",
                       lists[i].list->items[j].value);
    for (size_t i = 0; i < answers->drops.n; i++)
        shell_word(&b, "--drop", answers->drops.items[i], "", "");
    const char *text = arena_strdup(a, mg_buf_text(&b));
    mg_buf_free(&b);
    return text;
}
