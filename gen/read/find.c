/* How words refer to tables and columns: by the names that they have in C. */
#include <string.h>

#include "read/reading.h"
#include "runtime/base/nearest.h"

bool is_partition(const struct table_decl *t)
{
    return t->parents.n && t->parents.items[0].word->id != WORD_INHERITS;
}

static void report_no_table(struct reading *r, const struct word *word, struct slice name)
{
    const char *tag = slice_text(r, name);
    struct mg_nearest nearest = MG_NEAREST(tag);
    struct loc loc = loc_of_argument(r, word, name), at;

    if (find_struct(r, tag, &at)) {
        diag_error(r->diags, MG114, loc, "struct \"%s\" is no table", tag);
        diag_note(r->diags, at, "struct \"%s\" is declared here", tag);
        diag_hint(r->diags, "Declare it with TABLE(%s).", tag);
        return;
    }
    diag_error(r->diags, MG114, loc, "no table \"%s\"", tag);
    for (size_t i = 0; i < r->tables.n; i++)
        mg_nearest_offer(&nearest, r->tables.items[i]->tag);
    for (size_t i = 0; !nearest.best && i < r->tables.n; i++)
        if (r->tables.items[i]->relation && strcmp(r->tables.items[i]->relation->name, tag) == 0) {
            diag_hint(r->diags, "Tables are named by their struct here: %s.",
                      r->tables.items[i]->tag);
            return;
        }
    if (nearest.best)
        diag_hint(r->diags, "Did you mean %s?", nearest.best);
}

struct table_decl *find_relation(struct reading *r, const struct word *word, struct slice name)
{
    struct table_decl *t = map_get(r->tables_by_tag, slice_text(r, name));

    if (!t)
        report_no_table(r, word, name);
    return t;
}

struct table_decl *find_table(struct reading *r, const struct word *word, struct slice name)
{
    struct table_decl *t = find_relation(r, word, name);

    if (!t || t->table)
        return t;
    diag_error(r->diags, MG109, loc_of_argument(r, word, name), "%s needs a table, and %s is none",
               word_kinds[word->id].name, object_label(r->arena, t->relation));
    return NULL;
}

struct member *find_member(struct reading *r, const struct word *word, struct slice name,
                           const struct table_decl *t)
{
    struct member *member = NULL;

    for (size_t i = 0; i < t->members.n && !member; i++)
        if (slice_is(name, t->members.items[i].name))
            member = &t->members.items[i];
    if (member && member->column && !member->implied)
        return member;

    const char *text = slice_text(r, name);
    struct mg_nearest nearest = MG_NEAREST(text);

    if (member && member->implied) {
        diag_error(r->diags, MG150, loc_of_argument(r, word, name),
                   "struct \"%s\" does not repeat the member \"%s\" of its parent", t->tag, text);
        if (t->word->id == WORD_PARTITION)
            diag_hint(r->diags,
                      "Give the partition a struct: TABLE(%s, PARTITION_OF(...), "
                      "FOR_VALUES(...)) { ... };",
                      t->tag);
        else
            diag_hint(r->diags, "Repeat it there, with the word INHERITED.");
        return member;
    }
    if (member) {
        if (words_find(&member->words, WORD_IGNORE))
            diag_error(r->diags, MG113, loc_of_argument(r, word, name),
                       "\"%s\" is no column: it is ignored", text);
        return NULL; /* else it was reported */
    }
    diag_error(r->diags, MG113, loc_of_argument(r, word, name), "%s has no column \"%s\"",
               object_label(r->arena, t->relation), text);
    for (size_t i = 0; i < t->members.n; i++) {
        const struct column *c = t->members.items[i].column;

        if (c && strcmp(c->o.name, text) == 0) {
            diag_hint(r->diags, "Columns are named by their member here: %s.",
                      t->members.items[i].name);
            return NULL;
        }
        mg_nearest_offer(&nearest, t->members.items[i].name);
    }
    if (nearest.best)
        diag_hint(r->diags, "Did you mean %s?", nearest.best);
    return NULL;
}

bool read_columns_list(struct reading *r, const struct word *word, struct slice s,
                       const struct table_decl *t, struct strings *columns)
{
    bool all = true;
    struct slices names;

    if (s.n < 2 || s.p[0] != '(' || s.p[s.n - 1] != ')') {
        diag_error(r->diags, MG112, loc_of_argument(r, word, s),
                   "the columns of %s stand in parentheses", word_kinds[word->id].name);
        diag_hint(r->diags, "Write (%s).", slice_text(r, s));
        return false;
    }
    names = split_arguments(r, (struct slice){s.p + 1, s.n - 2});
    for (size_t i = 0; i < names.n; i++) {
        const struct member *member = find_member(r, word, names.items[i], t);

        if (!member) {
            all = false;
            continue;
        }
        if (strings_find(columns, member->column->o.name) >= 0) {
            diag_error(r->diags, MG110, loc_of_argument(r, word, names.items[i]),
                       "column \"%s\" is there twice", member->column->o.name);
            all = false;
            continue;
        }
        strings_add(r->arena, columns, member->column->o.name);
    }
    if (names.n == 0 || names.n > 32) {
        diag_error(r->diags, MG112, loc_of_argument(r, word, s),
                   names.n ? "PostgreSQL allows 32 columns here" : "there are no columns");
        return false;
    }
    return all;
}
