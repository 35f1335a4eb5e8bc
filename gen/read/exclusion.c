/* EXCLUDE_ON(table, (elements), options) and STATISTICS_ON(table, (elements), options). */
#include <stdlib.h>
#include <string.h>

#include "model/names.h"
#include "model/sql.h"
#include "read/reading.h"

static struct table_decl *begin(struct reading *r, const struct word *word,
                                const struct slices *args, struct object *o)
{
    struct table_decl *t = args->n > 0 ? find_relation(r, word, args->items[0]) : NULL;

    if (!t)
        return NULL;
    o->schema = t->relation->schema;
    o->table = t->relation->name;
    o->comment = comment_above(r, word);
    if (args->n >= 2)
        return t;
    diag_error(r->diags, MG112, loc_of_word(r, word), "%s takes a table and its columns",
               word_kinds[word->id].name);
    return NULL;
}

static void read_index_options(struct reading *r, const struct words *options,
                               const struct table_decl *t, struct exclusion *x)
{
    const struct word *where = words_find(options, WORD_WHERE);
    const struct word *include = words_find(options, WORD_INCLUDE);
    const struct word *with = words_find(options, WORD_WITH);

    if (where)
        x->where = sql_in_word(r, where, where->arguments, USE_PREDICATE);
    if (x->where)
        check_mentions(r, t, NULL, where, where->arguments, USE_PREDICATE);
    if (include)
        read_include(r, include, t, &x->include);
    if (with)
        argument_with(r, with, &x->with);
    read_index_attributes(r, options, &x->tablespace, &x->index_comment);
}

void read_exclusion(struct reading *r, const struct word *word)
{
    struct exclusion *x = (struct exclusion *)object_new(r->arena, &kind_exclusion);
    struct slices args = split_arguments(r, word->arguments);
    struct table_decl *t = begin(r, word, &args, &x->o);
    struct words options = read_options_of(r, word, &args, 2, IN_EXCLUSION);
    struct elements elements = {.excluding = true};
    const char *usual;

    if (!t || !read_method_option(r, &options, &x->method) ||
        !read_elements(r, word, args.items[1], t, &elements))
        return;
    x->elements = elements.items;
    read_index_options(r, &options, t, x);
    x->initially_deferred = words_find(&options, WORD_INITIALLY_DEFERRED) != NULL;
    x->deferrable = x->initially_deferred || words_find(&options, WORD_DEFERRABLE);
    usual = name_exclusion(r->arena, x->o.table, &x->elements, &x->include);
    if (!usual && !words_find(&options, WORD_NAME)) {
        diag_error(r->diags, MG112, loc_of_word(r, word),
                   "EXCLUDE_ON with an expression needs its NAME(...)");
        return;
    }
    x->o.name = option_name(r, &options, "constraint", usual);
    read_common_options(r, &options, &x->o);
    declare(r, &x->o, word, NULL)->table = t;
}

/* --- Statistics --------------------------------------------------------------------------- */

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void read_kinds(struct reading *r, const struct word *word, struct strings *to)
{
    static const char *const known[] = {"ndistinct", "dependencies", "mcv"};
    struct slices items = split_arguments(r, word->arguments);

    for (size_t i = 0; i < items.n; i++) {
        const char *text = slice_text(r, items.items[i]);
        size_t k = 0;

        while (k < 3 && strcmp(known[k], text) != 0)
            k++;
        if (k == 3) {
            diag_error(r->diags, MG112, loc_of_argument(r, word, items.items[i]),
                       "there are no statistics of kind \"%s\"", text);
            diag_hint(r->diags, "The kinds are ndistinct, dependencies and mcv.");
        } else if (strings_find(to, text) < 0) {
            strings_add(r->arena, to, text);
        }
    }
    if (to->n > 1) /* their order means nothing */
        qsort(to->items, to->n, sizeof *to->items, compare_texts);
    if (to->n == 3)
        *to = (struct strings){0}; /* all of them, which is usual */
}

static const char *statistics_name(struct reading *r, const struct statistics *s)
{
    struct strings columns = {0};

    for (size_t i = 0; i < s->elements.n; i++) {
        const char *column = sql_element_column(r->arena, s->elements.items[i]);

        strings_add(r->arena, &columns, column ? column : "expr");
    }
    return name_make(r->arena, s->o.table, name_columns(r->arena, &columns), "stat");
}

void read_statistics(struct reading *r, const struct word *word)
{
    struct statistics *s = (struct statistics *)object_new(r->arena, &kind_statistics);
    struct slices args = split_arguments(r, word->arguments);
    struct table_decl *t = begin(r, word, &args, &s->o);
    struct words options = read_options_of(r, word, &args, 2, IN_STATISTICS);
    const struct word *which = words_find(&options, WORD_KINDS);
    const struct word *target = words_find(&options, WORD_TARGET);
    struct elements elements = {0};
    long long n;

    if (!t || !read_elements(r, word, args.items[1], t, &elements))
        return;
    s->elements = elements.items;
    if (which)
        read_kinds(r, which, &s->kinds);
    if (target && argument_number(r, target, target->arguments, 0, 10000, &n))
        s->target = arena_printf(r->arena, "%lld", n);
    if (s->elements.n == 1 && sql_element_column(r->arena, s->elements.items[0]))
        diag_error(r->diags, MG112, loc_of_argument(r, word, args.items[1]),
                   "STATISTICS_ON is about several columns, or an expression");
    s->o.name = option_name(r, &options, "statistics", statistics_name(r, s));
    read_common_options(r, &options, &s->o);
    declare(r, &s->o, word, NULL)->table = t;
}
