/*
 * VIEW(name, "SELECT ...", options) { MEMBERS } and MATERIALIZED_VIEW: the struct is what a program
 * reads rows into. Its members name columns of the view, all or some of them; what a column is,
 * the query says.
 */
#include <string.h>

#include "model/names.h"
#include "read/reading.h"

/* CLUSTER_ON is said of the index in the end, when there is one (lineage.c). */
static struct words without_cluster(struct reading *r, struct table_decl *t,
                                    const struct words *options)
{
    struct words others = {0};

    for (size_t i = 0; i < options->n; i++) {
        struct word *copy = arena_new_of(r->arena, struct word);

        *copy = options->items[i];
        if (copy->id == WORD_CLUSTER_ON && t->relation->kind == &kind_materialized_view)
            t->cluster_on = copy;
        else
            words_add(r, &others, copy);
    }
    return others;
}

void read_view(struct reading *r, struct table_decl *t)
{
    const struct kind *kind = t->word->id == WORD_VIEW ? &kind_view : &kind_materialized_view;
    struct slices arguments = split_arguments(r, t->word->arguments);
    struct object *o = object_new(r->arena, kind);
    struct words options;
    size_t i;

    t->relation = o;
    o->loc = loc_of_word(r, t->word);
    o->name = t->tag;
    o->comment = t->comment;
    i = read_item_positions(r, o, t->word, &arguments, 1);
    options = read_options_of(r, t->word, &arguments, i, IN_ITEM);
    o->schema = read_schema_option(r, &options);
    o->name = option_name(r, &options, kind->title, t->tag);
    check_name(r, kind->title, o->name, o->loc);
    options = without_cluster(r, t, &options);
    read_item_options(r, o, &options);
    check_said(r, o, t->word);
    r->errors = diags_errors(r->diags); /* a view is one, whatever its options are */
    declare(r, o, t->word, NULL)->table = t;
    t->twin = diags_errors(r->diags) > r->errors;
    map_put(r->tables_by_tag, t->tag, t);
}

/* --- Columns ------------------------------------------------------------------------------ */

static void report_word(struct reading *r, const struct table_decl *t, const struct word *word)
{
    diag_error(r->diags, MG109, loc_of_word(r, word), "%s on a member of a %s",
               word_kinds[word->id].name, t->relation->kind->title);
    if (word->id == WORD_RENAMED_FROM)
        diag_hint(r->diags, "A column is renamed by what its query calls it.");
    else if (word->id == WORD_DEFAULT)
        diag_hint(r->diags, "Nothing can be inserted into a materialized view.");
    else
        diag_hint(r->diags,
                  "What a column is, the query says; a member may have NAME, COMMENT%s "
                  "and IGNORE.",
                  t->relation->kind == &kind_view ? ", DEFAULT" : "");
}

static void check_words(struct reading *r, const struct table_decl *t, const struct member *member)
{
    for (size_t i = 0; i < member->words.n; i++) {
        const struct word *word = &member->words.items[i];
        bool kept = word->id == WORD_STORAGE || word->id == WORD_COMPRESSION ||
                    word->id == WORD_STATISTICS || word->id == WORD_WITH;
        bool fits = word->id == WORD_NAME || word->id == WORD_COMMENT || word->id == WORD_IGNORE ||
                    (t->relation->kind == &kind_view ? word->id == WORD_DEFAULT : kept);

        if (!fits)
            report_word(r, t, word);
    }
    check_repeated(r, &member->words);
}

/* The type is what the query makes it, so that only the server knows what would be usual. */
static void read_kept(struct reading *r, struct view_column *c, const struct member *member)
{
    struct column kept = {.type = "text"};
    bool extended = words_find(&member->words, WORD_STORAGE) != NULL;

    read_attributes(r, &kept, member, false);
    c->storage = kept.storage ? kept.storage : extended ? "extended" : NULL;
    c->compression = kept.compression;
    c->statistics = kept.statistics;
    c->with = kept.with;
}

/* What there is to be said of it beside the query. */
static void declare_column(struct reading *r, struct table_decl *t, struct member *member)
{
    const struct word *value = words_find(&member->words, WORD_DEFAULT);
    struct object *o = object_new(r->arena, &kind_view_column);
    struct view_column *c = (struct view_column *)o;

    o->schema = t->relation->schema;
    o->table = t->relation->name;
    o->name = member->column->o.name;
    o->comment = member->comment;
    o->loc = member->loc;
    r->errors = diags_errors(r->diags);
    if (value && t->relation->kind == &kind_view)
        c->default_ = default_value(r, member->column, value);
    if (member->words.n && t->relation->kind == &kind_materialized_view)
        read_kept(r, c, member);
    read_common_options(r, &member->words, o);
    o->renamed_from = NULL; /* that is reported */
    if ((o->comment || c->default_ || c->storage || c->compression || c->statistics || c->with.n) &&
        !t->twin)
        declare(r, o, NULL, member)->table = t;
}

void read_view_columns(struct reading *r, struct table_decl *t)
{
    for (size_t i = 0; i < t->members.n; i++) {
        struct member *member = &t->members.items[i];
        const struct word *name = words_find(&member->words, WORD_NAME);
        const struct c_type *type = c_type_of(r, member->type);
        struct column *c = (struct column *)object_new(r->arena, &kind_column);

        check_words(r, t, member);
        if (words_find(&member->words, WORD_IGNORE))
            continue;
        c->o.schema = t->relation->schema;
        c->o.table = t->relation->name;
        c->o.name = name ? text_of_argument(r, name) : NULL;
        if (!c->o.name)
            c->o.name = member->name;
        c->type = type->sql ? type->sql : "text";
        member->column = c;
        declare_column(r, t, member);
    }
}
