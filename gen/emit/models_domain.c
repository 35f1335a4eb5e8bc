/* Domains as typedefs and composite types as structs, each after what it is made of. */
#include <string.h>

#include "emit/models_parts.h"
#include "model/names.h"

static bool is_type(const struct object *o)
{
    return o->kind == &kind_domain || o->kind == &kind_composite_type;
}

bool has_types(const struct models *m)
{
    return schema_of_kind(m->schema, &kind_domain).n > 0 ||
           schema_of_kind(m->schema, &kind_composite_type).n > 0;
}

/* --- One of them -------------------------------------------------------------------------- */

static void add_checks(struct models *m, const struct object *domain, struct strings *words)
{
    struct objects checks =
        schema_children(m->schema, &kind_domain_check, domain->schema, domain->name);
    const char *usual = name_check(m->arena, domain->name, NULL);

    for (size_t i = 0; i < checks.n; i++) {
        const struct domain_check *check = (const struct domain_check *)checks.items[i];
        struct strings arguments = {0};
        struct mg_buf call = MG_BUF_INIT;

        strings_add(m->arena, &arguments, sql_argument(m->arena, check->expression));
        if (check->not_valid)
            strings_add(m->arena, &arguments, "NOT_VALID");
        add_name_and_comment(m, &check->o, usual, &arguments);
        put_call(&call, "CHECK", &arguments);
        if (mg_buf_failed(&call))
            out_of_memory();
        strings_add(m->arena, words, arena_text(m->arena, &call));
        mg_buf_free(&call);
    }
}

static void put_domain(struct models *m, struct mg_buf *out, const struct object *o)
{
    const struct domain *d = (const struct domain *)o;
    struct column like = {.type = d->type, .collation = d->collation, .default_ = d->default_};
    struct member member = {.name = models_name(m, o)};
    struct mg_buf head = MG_BUF_INIT;
    size_t column;

    set_type(m, &like, &member);
    if (d->not_null)
        strings_add(m->arena, &member.words, "NOT_NULL");
    if (d->not_null_name)
        strings_add(m->arena, &member.words,
                    word_name(m->arena, "NOT_NULL_NAME", d->not_null_name));
    if (d->collation)
        strings_add(m->arena, &member.words, word_collation(m->arena, d->collation));
    if (d->default_)
        strings_add(m->arena, &member.words, word_sql(m->arena, "DEFAULT", d->default_));
    add_checks(m, o, &member.words);
    put_head(m, &head, "DOMAIN", o);
    if (mg_buf_failed(&head))
        out_of_memory();

    /* The doc comment stands above all of it. */
    const char *text = mg_buf_text(&head), *word = strstr(text, "DOMAIN(");

    while (word && word > text && word[-1] != '\n')
        word = strstr(word + 1, "DOMAIN(");
    mg_buf_addn(out, text, (size_t)(word - text));
    column = out->n;
    mg_buf_printf(out, "typedef %s %s%s", member.type, member.pointer ? "*" : "", word);
    column = out->n - column;
    mg_buf_free(&head);
    for (size_t i = 0; i < member.words.n; i++) {
        size_t n = strlen(member.words.items[i]);

        if (column + n + 2 > 100 && i > 0) {
            mg_buf_add(out, "\n   ");
            column = 3;
        }
        mg_buf_printf(out, " %s", member.words.items[i]);
        column += n + 1;
    }
    mg_buf_add(out, ";\n");
}

static void put_composite(struct models *m, struct mg_buf *out, const struct object *o)
{
    put_head(m, out, "COMPOSITE", o);
    mg_buf_add(out, " {\n");
    put_attributes(m, out, o);
    mg_buf_add(out, "};\n");
}

/* --- All of them -------------------------------------------------------------------------- */

static void put_type(struct models *m, struct mg_buf *out, struct map *done, const struct object *o)
{
    struct objects attributes = schema_children(m->schema, &kind_attribute, o->schema, o->name);

    if (!is_type(o) || map_get(done, o))
        return;
    map_put(done, o, (void *)o);
    if (o->kind == &kind_domain) {
        const struct object *base = models_type(m, ((const struct domain *)o)->type);

        if (base)
            put_type(m, out, done, base);
    }
    for (size_t i = 0; o->kind == &kind_composite_type && i < attributes.n; i++) {
        const struct object *of =
            models_type(m, ((const struct attribute *)attributes.items[i])->type);

        if (of)
            put_type(m, out, done, of);
    }
    mg_buf_add(out, "\n");
    (o->kind == &kind_domain ? put_domain : put_composite)(m, out, o);
}

void put_types(struct models *m, struct mg_buf *out)
{
    static const struct kind *const of[] = {&kind_domain, &kind_composite_type};
    struct map *done = map_of_addresses(m->arena);

    for (size_t k = 0; k < 2; k++) {
        struct objects all = schema_of_kind(m->schema, of[k]);

        for (size_t i = 0; i < all.n; i++)
            put_type(m, out, done, all.items[i]);
    }
}
