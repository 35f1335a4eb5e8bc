/* TABLE(name, options) { MEMBERS }: the tables, and how other words refer to them. */
#include <string.h>

#include "base/file.h"
#include "model/names.h"
#include "read/reading.h"
#include "runtime/base/nearest.h"

const char *read_schema_option(struct reading *r, const struct words *options)
{
    const struct word *word = words_find(options, WORD_SCHEMA);
    const char *name = word ? argument_name(r, word, "schema") : NULL;

    return name ? use_schema(r, word, name) : "";
}

const char *use_schema(struct reading *r, const struct word *word, const char *name)
{
    struct object *o;

    if (strncmp(name, "pg_", 3) == 0 || strcmp(name, "information_schema") == 0) {
        diag_error(r->diags, MG108, loc_of_word(r, word), "schema \"%s\" is PostgreSQL's own",
                   name);
        return "";
    }
    if (schema_find(r->schema, &kind_schema, "", "", name))
        return name;
    o = object_new(r->arena, &kind_schema);
    o->name = name;
    r->errors = diags_errors(r->diags);
    declare(r, o, word, NULL);
    return name;
}

static void read_table(struct reading *r, struct table_decl *t)
{
    struct slices arguments = split_arguments(r, t->word->arguments);
    bool partition = t->word->id == WORD_PARTITION;
    struct words options = read_options_of(r, t->word, &arguments, partition ? 2 : 1, IN_TABLE);
    struct object *o = object_new(r->arena, &kind_table);

    t->table = (struct table *)o;
    t->relation = o;
    o->loc = loc_of_word(r, t->word);
    o->schema = read_schema_option(r, &options);
    o->name = option_name(r, &options, "table", t->tag);
    o->comment = t->comment;
    check_name(r, "table", o->name, o->loc);
    if (partition)
        read_partition_arguments(r, t, &arguments);
    options = read_parent_options(r, t, &options);
    read_item_options(r, o, &options);
    r->errors = diags_errors(r->diags); /* a table is one, whatever its options are */
    declare(r, o, t->word, NULL)->table = t;
    t->twin = diags_errors(r->diags) > r->errors;
    map_put(r->tables_by_tag, t->tag, t);
}

/* What a struct may be, and how it and its members are read. */
static const struct {
    enum word_id word;
    void (*read)(struct reading *r, struct table_decl *t);
    void (*read_members)(struct reading *r, struct table_decl *t);
} structs[] = {
    {WORD_TABLE, read_table, read_columns_in_order},
    {WORD_PARTITION, read_table, read_columns_in_order},
    {WORD_VIEW, read_view, read_view_columns},
    {WORD_MATERIALIZED_VIEW, read_view, read_view_columns},
    {WORD_COMPOSITE, read_composite, read_composite_members},
};

static size_t struct_of(const struct table_decl *t)
{
    for (size_t i = 0; i < sizeof structs / sizeof *structs; i++)
        if (structs[i].word == t->word->id)
            return i;
    BUG("no struct is declared by %s", word_kinds[t->word->id].name);
}

void read_relations(struct reading *r)
{
    for (size_t i = 0; i < r->tables.n; i++) {
        struct table_decl *t = r->tables.items[i];

        structs[struct_of(t)].read(r, t);
        if (t->relation)
            note_type(r, t->relation);
    }
    read_parents(r);
}

void read_members(struct reading *r)
{
    for (size_t i = 0; i < r->tables.n; i++)
        structs[struct_of(r->tables.items[i])].read_members(r, r->tables.items[i]);
}

/* --- What other words mention ------------------------------------------------------------- */

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
