#include "things.h"

#include <stdlib.h>
#include <string.h>

#include "../base/grow.h"
#include "../sql/sql.h"

/* --- Things --------------------------------------------------------------------------------- */

void mg_thing_free(struct mg_thing *thing)
{
    free(thing->table);
    free(thing->name);
    free(thing->detail);
    free(thing->form);
}

char *mg_thing_copy(struct mg_expect *expect, const char *text)
{
    char *to = text ? strdup(text) : NULL;
    expect->failed |= text && !to;
    return to;
}

bool mg_thing_is_part(enum mg_thing_kind kind)
{
    return kind >= MG_THING_MAPPING;
}

struct mg_thing *mg_thing_find(struct mg_expect *expect, enum mg_thing_kind kind, const char *table,
                               const char *name)
{
    struct mg_walk walk = mg_walk_names(expect, mg_thing_is_part(kind) ? table : NULL, name);
    for (struct mg_thing *thing; (thing = mg_walk_on(expect, &walk));)
        if (!thing->gone && thing->kind == kind && mg_is_same_text(thing->name, name) &&
            (!mg_thing_is_part(kind) || mg_is_same_text(thing->table, table)))
            return thing;
    return NULL;
}

/* What was added is returned; NULL if memory ran out. */
struct mg_thing *mg_thing_add(struct mg_deed *d, const struct mg_noun *noun, const char *table,
                              const char *name, const char *detail, bool unique)
{
    struct mg_expect *expect = d->expect;
    struct mg_thing *more =
        mg_grow(expect->things, expect->n, &expect->capacity, sizeof *expect->things);
    if (!more) {
        expect->failed = true;
        return NULL;
    }
    expect->things = more;
    expect->things[expect->n++] = (struct mg_thing){.kind = noun->kind,
                                                    .noun = noun->noun,
                                                    .table = mg_thing_copy(expect, table),
                                                    .name = mg_thing_copy(expect, name),
                                                    .detail = mg_thing_copy(expect, detail),
                                                    .unique = unique,
                                                    .ours = expect->pending,
                                                    .file = d->entry->file,
                                                    .line = d->line};
    mg_index_add(expect);
    return &expect->things[expect->n - 1];
}

/* It was there under this name, as far as is known. */
void mg_thing_bury(struct mg_deed *d, const struct mg_noun *noun, const char *table,
                   const char *name)
{
    struct mg_thing *thing = mg_thing_add(d, noun, table, name, NULL, false);
    if (thing)
        thing->gone = true;
}

static bool is_buried(const struct mg_expect *expect, enum mg_thing_kind kind, const char *table,
                      const char *name)
{
    struct mg_walk walk = mg_walk_names(expect, mg_thing_is_part(kind) ? table : NULL, name);
    for (const struct mg_thing *thing; (thing = mg_walk_on(expect, &walk));)
        if (thing->gone && thing->kind == kind && mg_is_same_text(thing->name, name) &&
            (!mg_thing_is_part(kind) || mg_is_same_text(thing->table, table)))
            return true;
    return false;
}

void mg_expect_begin(struct mg_expect *expect)
{
    size_t n = 0;
    for (size_t i = 0; i < expect->n; i++) {
        if (expect->things[i].gone)
            mg_thing_free(&expect->things[i]);
        else
            expect->things[n++] = expect->things[i];
    }
    expect->n = n;
    mg_index_rebuild(expect);
    expect->pending = true;
}

void mg_expect_forget(struct mg_expect *expect)
{
    for (size_t i = 0; i < expect->n; i++)
        mg_thing_free(&expect->things[i]);
    expect->n = 0;
    mg_index_rebuild(expect);
    expect->blind = true;
}

/* --- Claims --------------------------------------------------------------------------------- */

/* SQL of a migration's own may have changed it. */
static bool is_mentioned(const struct mg_expect *expect, const char *name)
{
    return expect->sql.n && !mg_buf_failed(&expect->sql) &&
           mg_text_mentions(mg_buf_text(&expect->sql), name);
}

static void claim(struct mg_deed *d, const struct mg_thing *thing)
{
    struct mg_expect *expect = d->expect;
    if (!expect->pending || expect->perhaps || thing->ours || is_mentioned(expect, thing->name) ||
        is_mentioned(expect, thing->table))
        return;
    struct mg_reliance *more =
        mg_grow(expect->claims, expect->n_claims, &expect->claims_capacity, sizeof *expect->claims);
    if (!more) {
        expect->failed = true;
        return;
    }
    expect->claims = more;
    struct mg_reliance *c = &expect->claims[expect->n_claims++];
    *c = (struct mg_reliance){.thing = *thing,
                              .entry = d->entry,
                              .line = d->line,
                              .call = expect->call,
                              .operation = d->operation->name,
                              .waived = expect->waived};
    c->thing.table = mg_thing_copy(expect, thing->table);
    c->thing.name = mg_thing_copy(expect, thing->name);
    c->thing.detail = mg_thing_copy(expect, thing->detail);
    c->thing.form = NULL;
}

/* It is there, as the migrations say, if they do. */
struct mg_thing *mg_thing_rely(struct mg_deed *d, enum mg_thing_kind kind, const char *table,
                               const char *name)
{
    struct mg_thing *thing = name ? mg_thing_find(d->expect, kind, table, name) : NULL;
    if (thing)
        claim(d, thing);
    return thing;
}

/* The same of the table that a part belongs to; nothing is relied on by what is done already. */
void mg_thing_rely_on_table(struct mg_deed *d, const char *table, unsigned looks)
{
    if (d->expect->pending)
        mg_thing_rely_and_look(d, MG_THING_RELATION, NULL, table, looks);
}

/* Whether it is about a thing's form that something is called otherwise. A part of a table is
 * meant where that is the same, is mentioned, too, or may have it from another one. */
static bool is_about(struct mg_expect *expect, const struct mg_renamed *renamed,
                     const struct mg_thing *thing)
{
    const struct mg_thing *of =
        thing->table ? mg_thing_find(expect, MG_THING_RELATION, NULL, thing->table) : NULL;
    bool near = !renamed->table || (thing->table && (!of || of->inherits)) ||
                mg_is_same_text(renamed->table, thing->table) ||
                mg_text_mentions(thing->form, renamed->table);
    return near && mg_text_mentions(thing->form, renamed->name);
}

/* A copy of the form; NULL if it is not known, or was said in names that have changed. */
static char *form_of(struct mg_expect *expect, const struct mg_thing *thing)
{
    for (size_t i = thing->era; thing->form && i < expect->n_renamed; i++)
        if (is_about(expect, &expect->renamed[i], thing))
            return NULL;
    return mg_thing_copy(expect, thing->form);
}

/* The same as rely, and what is said of it there is about to be replaced, or to go. */
struct mg_thing *mg_thing_rely_and_look(struct mg_deed *d, enum mg_thing_kind kind,
                                        const char *table, const char *name, unsigned looks)
{
    size_t before = d->expect->n_claims;
    struct mg_thing *thing = mg_thing_rely(d, kind, table, name);
    if (d->expect->n_claims > before) {
        struct mg_reliance *c = &d->expect->claims[before];
        c->looks = d->expect->roles ? looks & ~MG_LOOK_OWNER : looks;
        c->thing.form = looks & MG_LOOK_FORM ? form_of(d->expect, thing) : NULL;
    }
    return thing;
}

void mg_thing_set_form(struct mg_deed *d, struct mg_thing *thing, char *form)
{
    if (thing) {
        free(thing->form);
        thing->form = form;
        thing->era = d->expect->n_renamed;
    } else {
        free(form);
    }
}

void mg_thing_add_form(struct mg_deed *d, struct mg_thing *thing, char *form)
{
    struct mg_buf both = MG_BUF_INIT;
    if (thing && thing->form && form)
        mg_buf_printf(&both, "%s; %s", thing->form, form);
    d->expect->failed |= mg_buf_failed(&both);
    if (thing) {
        free(thing->form);
        thing->form = both.n && !mg_buf_failed(&both) ? mg_buf_take(&both) : NULL;
    }
    mg_buf_free(&both);
    free(form);
}

void mg_things_renamed(struct mg_expect *expect, const char *table, const char *name)
{
    struct mg_renamed *more = mg_grow(expect->renamed, expect->n_renamed, &expect->renamed_capacity,
                                      sizeof *expect->renamed);
    if (more) {
        expect->renamed = more;
        expect->renamed[expect->n_renamed++] =
            (struct mg_renamed){mg_thing_copy(expect, table), mg_thing_copy(expect, name)};
    }
    expect->failed |= !more;
}

/* It is not there: nothing says so. */
void mg_thing_rely_on_none(struct mg_deed *d, const struct mg_noun *noun, const char *table,
                           const char *name)
{
    if (!d->expect->pending)
        return;
    const struct mg_thing *of = mg_thing_is_part(noun->kind) || strcmp(noun->noun, "index") == 0
                                    ? mg_thing_find(d->expect, MG_THING_RELATION, NULL, table)
                                    : NULL;
    bool made = of && (of->ours || of->inherits);
    if (d->expect->blind || made || !name || mg_thing_find(d->expect, noun->kind, table, name) ||
        is_buried(d->expect, noun->kind, table, name))
        return;
    claim(d, &(struct mg_thing){.kind = noun->kind,
                                .noun = noun->noun,
                                .table = (char *)table,
                                .name = (char *)name});
}
