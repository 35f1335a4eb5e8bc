/*
 * typedef TYPE DOMAIN(name, options) WORDS: domains. What is said of one is said as of a column:
 * its type, NOT_NULL, DEFAULT, COLLATE, and checks of VALUE.
 */
#include <string.h>

#include "model/names.h"
#include "model/sql_mentions.h"
#include "model/types.h"
#include "read/reading.h"

static void read_domain(struct reading *r, struct domain_decl *d)
{
    struct slices arguments = split_arguments(r, d->word->arguments);
    struct words options = read_options_of(r, d->word, &arguments, 1, IN_ITEM);
    struct object *o = object_new(r->arena, &kind_domain);

    d->domain = (struct domain *)o;
    o->loc = d->member.loc;
    o->schema = read_schema_option(r, &options);
    o->name = option_name(r, &options, "domain", d->name);
    o->comment = d->comment;
    check_name(r, "domain", o->name, o->loc);
    read_item_options(r, o, &options);
    map_put(r->domains_by_name, d->name, d);
    note_type(r, o);
}

void read_domains(struct reading *r)
{
    for (size_t i = 0; i < r->domains.n; i++)
        read_domain(r, r->domains.items[i]);
}

/* --- Checks ------------------------------------------------------------------------------- */

static void check_value(struct reading *r, const struct word *word, struct slice s,
                        const char *expression)
{
    struct mentions found = mentions_of_expression(r->arena, expression);

    for (size_t i = 0; i < found.n; i++) {
        const struct mention *m = &found.items[i];

        if (m->what != MENTIONED_COLUMN || !m->name || strcmp(m->name, "value") == 0)
            continue;
        diag_error(r->diags, MG113, loc_of_argument(r, word, s), "a domain has no column \"%s\"",
                   m->name);
        diag_hint(r->diags, "In a check of a domain VALUE is what is checked.");
        return;
    }
}

/* PostgreSQL numbers those that have no name. */
static const char *usual_name(struct reading *r, const struct domain_decl *d)
{
    const struct object *o = &d->domain->o;
    const char *name = name_check(r->arena, o->name, NULL);

    for (int i = 1; schema_find(r->schema, &kind_domain_check, o->schema, o->name, name); i++)
        name = name_make(r->arena, o->name, NULL, arena_printf(r->arena, "check%d", i));
    return name;
}

static void read_check(struct reading *r, const struct domain_decl *d, const struct word *word)
{
    struct slices arguments = split_arguments(r, word->arguments);
    struct words options = read_options_of(r, word, &arguments, 1, IN_CHECK);
    struct object *o = object_new(r->arena, &kind_domain_check);
    struct domain_check *check = (struct domain_check *)o;
    const struct word *no_inherit = words_find(&options, WORD_NO_INHERIT);

    r->errors = diags_errors(r->diags);
    if (no_inherit)
        diag_error(r->diags, MG109, loc_of_word(r, no_inherit), "NO_INHERIT on a domain");
    o->schema = d->domain->o.schema;
    o->table = d->domain->o.name;
    check->expression =
        arguments.n ? sql_in_word(r, word, arguments.items[0], USE_CONDITION) : NULL;
    if (!check->expression)
        return;
    check_value(r, word, arguments.items[0], check->expression);
    check->not_valid = words_find(&options, WORD_NOT_VALID) != NULL;
    o->name = option_name(r, &options, "check", usual_name(r, d));
    read_common_options(r, &options, o);
    declare(r, o, word, NULL);
}

/* --- The rest ----------------------------------------------------------------------------- */

static void check_words(struct reading *r, const struct domain_decl *d)
{
    struct words once = {0};

    for (size_t i = 0; i < d->member.words.n; i++) {
        const struct word *word = &d->member.words.items[i];

        if (!(word_kinds[word->id].places & AT_TYPEDEF))
            diag_error(r->diags, MG109, loc_of_word(r, word), "%s on a domain",
                       word_kinds[word->id].name);
        words_add(r, &once, word);
    }
    check_repeated(r, &once);
}

static void read_default(struct reading *r, const struct domain_decl *d, const struct word *word)
{
    struct column *c = (struct column *)object_new(r->arena, &kind_column);

    c->o.table = d->domain->o.name;
    c->o.name = "value";
    c->type = d->domain->type;
    d->domain->default_ = default_value(r, c, word);
}

static void read_body_of(struct reading *r, struct domain_decl *d)
{
    const struct words *words = &d->member.words;
    struct domain *domain = d->domain;

    r->errors = diags_errors(r->diags);
    check_words(r, d);
    domain->type = member_type(r, &d->member);
    if (words_find(words, WORD_NOT_NULL_NAME))
        domain->not_null_name = text_of_argument(r, words_find(words, WORD_NOT_NULL_NAME));
    domain->not_null = words_find(words, WORD_NOT_NULL) || words_find(words, WORD_NOT_NULL_NAME);
    if (!domain->type)
        return;
    if (words_find(words, WORD_DEFAULT))
        read_default(r, d, words_find(words, WORD_DEFAULT));
    if (words_find(words, WORD_COLLATE))
        domain->collation = collation_of_word(r, words_find(words, WORD_COLLATE), domain->type);
    declare(r, &domain->o, d->word, NULL);
    for (size_t i = 0; i < words->n; i++)
        if (words->items[i].id == WORD_CHECK)
            read_check(r, d, &words->items[i]);
}

/* PostgreSQL copies the default of a domain to those that are made of it. */
static void inherit_default(struct reading *r, struct domain *domain)
{
    const char *type = domain->type;

    for (size_t n = 0; n < r->domains.n && type && !domain->default_; n++) {
        const struct object *o = map_get(r->model_types, type);

        if (!o || o->kind != &kind_domain)
            break;
        domain->default_ = ((const struct domain *)o)->default_;
        type = ((const struct domain *)o)->type;
    }
}

void read_domain_bodies(struct reading *r)
{
    for (size_t i = 0; i < r->domains.n; i++)
        read_body_of(r, r->domains.items[i]);
    for (size_t i = 0; i < r->domains.n; i++)
        inherit_default(r, r->domains.items[i]->domain);
}
