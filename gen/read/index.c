/* INDEX(table, (elements), options) and UNIQUE_INDEX. */
#include <ctype.h>
#include <string.h>

#include "model/names.h"
#include "model/sql.h"
#include "read/reading.h"
#include "runtime/buf.h"
#include "runtime/nearest.h"

/* --- Elements ----------------------------------------------------------------------------- */

/* What may follow a column: a word, or the bare name of an operator class. */
struct element {
    const char *collation, *opclass;
    bool descending, nulls_first, nulls_last;
};

/* The next word of an element with its parentheses; *rest is what follows. */
static struct slice next_part(struct slice *rest)
{
    struct slice s = slice_trim(*rest), part = s;
    size_t n = 0;
    int depth = 0;
    char quote = 0;

    while (n < s.n && (isalnum((unsigned char)s.p[n]) || s.p[n] == '_' || s.p[n] == '.'))
        n++;

    size_t after = n;

    while (after < s.n && isspace((unsigned char)s.p[after]))
        after++;
    if (after < s.n && s.p[after] == '(')
        for (n = after; n < s.n; n++) {
            char c = s.p[n];

            if (quote && c == '\\')
                n++;
            else if (c == '"' || c == '\'')
                quote = quote == c ? 0 : quote ? quote : c;
            else if (!quote)
                depth += (c == '(') - (c == ')');
            if (!quote && depth == 0 && c == ')') {
                n++;
                break;
            }
        }
    if (n == 0)
        n = s.n; /* no word: take all of it */
    if (n > s.n)
        n = s.n;
    part.n = n;
    *rest = (struct slice){s.p + n, s.n - n};
    return part;
}

static bool is_bare_name(struct slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!islower((unsigned char)s.p[i]) && !isdigit((unsigned char)s.p[i]) && s.p[i] != '_' &&
            s.p[i] != '.')
            return false;
    return s.n > 0;
}

static bool read_modifier(struct reading *r, const struct word *word, struct slice part,
                          struct element *e)
{
    struct word option;
    const char *name;

    if (is_bare_name(part) && !e->opclass) {
        e->opclass = slice_text(r, part);
        return true;
    }
    if (!read_option(r, word, part, IN_ELEMENT, &option))
        return false;
    switch ((int)option.id) {
    case WORD_COLLATE:
        name = argument_name(r, &option, "collation");
        e->collation = name ? sql_ident(r->arena, name) : NULL;
        return name != NULL;
    case WORD_OPCLASS:
        e->opclass = slice_text(r, slice_trim(option.arguments));
        return true;
    case WORD_DESC:
        e->descending = true;
        return true;
    case WORD_NULLS_FIRST:
        e->nulls_first = true;
        return true;
    case WORD_NULLS_LAST:
        e->nulls_last = true;
        return true;
    default: /* ASC */
        return true;
    }
}

/* The SQL of what comes first in an element: a column or EXPR(...). */
static const char *read_subject(struct reading *r, const struct word *word, struct slice part,
                                const struct table_decl *t)
{
    struct word option;
    const struct member *member;
    const char *sql;

    if (memchr(part.p, '(', part.n)) {
        if (strncmp(part.p, "EXPR", 4) != 0) {
            diag_error(r->diags, MG112, loc_of_argument(r, word, part),
                       "an expression in %s is written EXPR(...)", word_kinds[word->id].name);
            diag_hint(r->diags, "Write EXPR(%s).", slice_text(r, part));
            return NULL;
        }
        if (!read_option(r, word, part, IN_ELEMENT, &option))
            return NULL;
        sql = sql_in_word(r, &option, option.arguments, USE_ELEMENT);
        if (sql)
            check_mentions(r, t, NULL, &option, option.arguments, USE_ELEMENT);
        return sql;
    }
    member = find_member(r, word, part, t);
    return member ? sql_ident(r->arena, member->column->o.name) : NULL;
}

static const char *read_element(struct reading *r, const struct word *word, struct slice s,
                                const struct table_decl *t, bool *ordered)
{
    struct slice rest = s;
    const char *subject = read_subject(r, word, next_part(&rest), t);
    struct element e = {0};
    bool ok = subject != NULL;

    while (slice_trim(rest).n)
        ok = read_modifier(r, word, next_part(&rest), &e) && ok;
    if (!ok)
        return NULL;
    *ordered |= e.descending || e.nulls_first || e.nulls_last;

    bool nulls = e.descending ? e.nulls_last : e.nulls_first; /* else it is as usual */

    return arena_printf(r->arena, "%s%s%s%s%s%s%s", subject, e.collation ? " COLLATE " : "",
                        e.collation ? e.collation : "", e.opclass ? " " : "",
                        e.opclass ? e.opclass : "", e.descending ? " DESC" : "",
                        !nulls         ? ""
                        : e.descending ? " NULLS LAST"
                                       : " NULLS FIRST");
}

static bool read_elements(struct reading *r, const struct word *word, struct slice s,
                          const struct table_decl *t, struct index *index, bool *ordered)
{
    bool all = true;
    struct slices elements;

    if (s.n < 2 || s.p[0] != '(' || s.p[s.n - 1] != ')') {
        diag_error(r->diags, MG112, loc_of_argument(r, word, s),
                   "the columns of %s stand in parentheses", word_kinds[word->id].name);
        diag_hint(r->diags, "Write (%s).", slice_text(r, s));
        return false;
    }
    elements = split_arguments(r, (struct slice){s.p + 1, s.n - 2});
    for (size_t i = 0; i < elements.n; i++) {
        const char *sql = read_element(r, word, elements.items[i], t, ordered);

        if (sql)
            strings_add(r->arena, &index->elements, sql);
        all = all && sql;
    }
    if (elements.n > 0 && elements.n <= 32)
        return all;
    diag_error(r->diags, MG112, loc_of_argument(r, word, s),
               elements.n ? "PostgreSQL allows 32 columns here" : "there are no columns");
    return false;
}

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
    index->unique = word->id == WORD_UNIQUE_INDEX;
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
    bool ordered = false;

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
    if (!read_elements(r, word, args.items[1], t, index, &ordered) || !method)
        return;
    check_method(r, word, &options, index, method, ordered);
    index->method = method == &methods[0] ? NULL : method->name;
    index->o.name = option_name(r, &options, "index",
                                name_index(r->arena, t->relation->name, &index->elements));
    read_common_options(r, &options, &index->o);
    declare(r, &index->o, word, NULL)->table = t;
    if (index->unique)
        *vec_push(r->arena, &t->keys) = &index->o;
}
