/* INDEX(table, (elements), options) and UNIQUE_INDEX. */
#include <string.h>

#include "model/names.h"
#include "model/sql.h"
#include "read/reading.h"
#include "runtime/base/buf.h"
#include "runtime/base/nearest.h"

void read_include(struct reading *r, const struct word *word, const struct table_decl *t,
                  struct strings *include)
{
    struct slices names = split_arguments(r, word->arguments);

    for (size_t i = 0; i < names.n; i++) {
        const struct member *member = find_member(r, word, names.items[i], t);

        if (member)
            strings_add(r->arena, include, member->column->o.name);
    }
}

/* --- Methods ------------------------------------------------------------------------------ */

static const struct method {
    const char *name;
    bool known, orders, unique, several, includes;
} methods[] = {
    {"btree", true, true, true, true, true},
    {"gist", true, false, false, true, true},
    {"gin", true, false, false, true, false},
    {"spgist", true, false, false, false, true},
    {"brin", true, false, false, true, false},
    {"hash", true, false, false, false, false},
    {"bloom", .several = true},
    {"hnsw", .several = false},
    {"ivfflat", .several = false},
    {"rum", .several = true},
};

static const struct method *read_method(struct reading *r, const struct words *options)
{
    const struct word *word = words_find(options, WORD_USING);
    const char *name = word ? argument_name(r, word, "index method") : NULL;
    struct mg_nearest nearest = MG_NEAREST(name);

    if (!name)
        return &methods[0];
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (strcmp(methods[i].name, name) == 0)
            return &methods[i];
        mg_nearest_offer(&nearest, methods[i].name);
    }
    if (nearest.best) {
        diag_error(r->diags, MG131, loc_of_argument(r, word, word->arguments),
                   "no index method called \"%s\"", name);
        diag_hint(r->diags, "Did you mean %s?", nearest.best);
        return NULL;
    }

    struct method *other = arena_new_of(r->arena, struct method);

    *other = (struct method){.name = name, .several = true};
    return other;
}

static void check_method(struct reading *r, const struct word *word, const struct words *options,
                         const struct index *index, const struct method *method, bool ordered)
{
    const struct word *nulls = words_find(options, WORD_NULLS_NOT_DISTINCT);
    const char *what = NULL;

    if (nulls && !index->unique)
        diag_error(r->diags, MG109, loc_of_word(r, nulls),
                   "NULLS_NOT_DISTINCT on an index that is not unique");
    if (index->unique && !method->unique)
        what = "be unique";
    else if (ordered && !method->orders)
        what = "have DESC, NULLS_FIRST or NULLS_LAST";
    else if (index->elements.n > 1 && method->known && !method->several)
        what = "have several columns";
    else if (index->include.n && method->known && !method->includes)
        what = "include columns";
    if (what)
        diag_error(r->diags, MG131, loc_of_word(r, word), "an index of method %s cannot %s",
                   method->name, what);
}

static void read_options(struct reading *r, const struct word *word, const struct words *options,
                         const struct table_decl *t, struct index *index)
{
    const struct word *option = words_find(options, WORD_WHERE);

    if (option) {
        index->where = sql_in_word(r, option, option->arguments, USE_PREDICATE);
        if (index->where)
            check_mentions(r, t, NULL, option, option->arguments, USE_PREDICATE);
    }
    option = words_find(options, WORD_INCLUDE);
    if (option)
        read_include(r, option, t, &index->include);
    option = words_find(options, WORD_WITH);
    if (option)
        argument_with(r, option, &index->with);
    option = words_find(options, WORD_TABLESPACE);
    if (option)
        index->tablespace = argument_name(r, option, "tablespace");
    index->unique = word->id == WORD_UNIQUE_INDEX;
    index->only = words_find(options, WORD_ONLY) != NULL;
    index->attached = words_find(options, WORD_ATTACHED) != NULL;
    index->nulls_not_distinct = words_find(options, WORD_NULLS_NOT_DISTINCT) != NULL;
}

void read_index(struct reading *r, const struct word *word)
{
    struct slices args = split_arguments(r, word->arguments);
    struct table_decl *t = args.n > 0 ? find_relation(r, word, args.items[0]) : NULL;
    struct words options = read_options_of(r, word, &args, 2, IN_INDEX);
    struct index *index = (struct index *)object_new(r->arena, &kind_index);
    const struct method *method = read_method(r, &options);
    struct elements elements = {0};

    if (!t)
        return;
    if (args.n < 2) {
        diag_error(r->diags, MG112, loc_of_word(r, word), "%s takes a table and its columns",
                   word_kinds[word->id].name);
        return;
    }
    if (t->relation->kind == &kind_view) {
        diag_error(r->diags, MG109, loc_of_argument(r, word, args.items[0]),
                   "a view has no rows of its own, and no indexes");
        diag_hint(r->diags, "A MATERIALIZED_VIEW may have some.");
        return;
    }
    index->o.schema = t->relation->schema;
    index->o.table = t->relation->name;
    index->o.comment = comment_above(r, word);
    read_options(r, word, &options, t, index);
    if (!read_elements(r, word, args.items[1], t, &elements) || !method)
        return;
    index->elements = elements.items;
    index->statistics = elements.statistics;
    check_method(r, word, &options, index, method, elements.ordered);
    index->method = method == &methods[0] ? NULL : method->name;
    index->o.name = option_name(r, &options, "index",
                                name_index(r->arena, t->relation->name, &index->elements));
    read_common_options(r, &options, &index->o);
    declare(r, &index->o, word, NULL)->table = t;
    if (index->unique)
        *vec_push(r->arena, &t->keys) = &index->o;
}

bool read_method_option(struct reading *r, const struct words *options, const char **method)
{
    const struct method *found = read_method(r, options);

    *method = found && found != &methods[0] ? found->name : NULL;
    return found != NULL;
}
