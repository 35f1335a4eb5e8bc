/*
 * The objects whose fields say how they are written (kind->word): WORD(name, ...), or
 * WORD(table, name, ...) for what is in a table. What the fields do not say, code of the kind's own
 * reads elsewhere in this room.
 */
#include <ctype.h>
#include <string.h>

#include "model/sql.h"
#include "read/reading.h"
#include "runtime/base/nearest.h"

/* --- Fields ------------------------------------------------------------------------------- */

static const struct field *field_of_word(const struct kind *kind, const char *word)
{
    for (size_t i = 0; i < kind->nfields; i++)
        if (kind->fields[i].word && strcmp(kind->fields[i].word, word) == 0)
            return &kind->fields[i];
    return NULL;
}

/* Words that every item may have. */
static bool is_common(enum word_id id)
{
    return id == WORD_SCHEMA || id == WORD_NAME || id == WORD_RENAMED_FROM || id == WORD_COMMENT ||
           id == WORD_OWNER;
}

static void report_no_option(struct reading *r, const struct kind *kind, const struct word *option)
{
    const char *name = word_kinds[option->id].name;
    struct mg_nearest nearest = MG_NEAREST(name);

    for (size_t i = 0; i < kind->nfields; i++)
        if (kind->fields[i].word)
            mg_nearest_offer(&nearest, kind->fields[i].word);
    diag_error(r->diags, MG109, loc_of_word(r, option), "%s is no option of %s", name,
               word_kinds[option->in->id].name);
    if (nearest.best)
        diag_hint(r->diags, "Did you mean %s?", nearest.best);
}

void read_item_options(struct reading *r, struct object *o, const struct words *options)
{
    for (size_t i = 0; i < options->n; i++) {
        const struct word *option = &options->items[i];
        const struct field *f = field_of_word(o->kind, word_kinds[option->id].name);

        if (f)
            read_item_field(r, o, f, option, option->arguments);
        else if (!is_common(option->id))
            report_no_option(r, o->kind, option);
    }
    read_common_options(r, options, o);
}

/* A list without a word takes all that is no option; what lacks its parentheses is none. */
static size_t read_item_list(struct reading *r, struct object *o, const struct field *f,
                             const struct word *word, const struct slices *arguments, size_t i)
{
    for (; i < arguments->n; i++) {
        struct slice s = slice_trim(arguments->items[i]);
        size_t n = 0;
        struct word position = *word;

        while (n < s.n && (isalnum((unsigned char)s.p[n]) || s.p[n] == '_'))
            n++;

        enum word_id id = word_find(s.p, n);

        if (id != WORD_NONE && word_kinds[id].places & IN_ITEM &&
            word_kinds[id].has_arguments == (n < s.n))
            break;

        const char *text = read_item_value(r, &position, s, f);

        if (text)
            strings_add(r->arena, (struct strings *)((char *)o + f->offset), text);
    }
    return i;
}

/* What stands behind the name without a word, in the order of the fields; *i moves on. */
size_t read_item_positions(struct reading *r, struct object *o, const struct word *word,
                           const struct slices *arguments, size_t i)
{
    size_t end = options_start(arguments, IN_ITEM);

    for (size_t k = 0; k < o->kind->nfields; k++) {
        const struct field *f = &o->kind->fields[k];

        if (f->form == FORM_NONE || f->word)
            continue;
        if (f->type == FIELD_LIST) {
            i = read_item_list(r, o, f, word, arguments, i);
            continue;
        }
        /* FILE("...") looks like an option, and is a value. */
        if (i < arguments->n && (i < end || ((f->form == FORM_BODY || f->form == FORM_QUERY) &&
                                             strncmp(arguments->items[i].p, "FILE", 4) == 0))) {
            struct word position = *word;

            read_item_field(r, o, f, &position, arguments->items[i++]);
        } else {
            diag_error(r->diags, MG112, loc_of_word(r, word), "%s needs its %s",
                       word_kinds[word->id].name, f->name);
            break;
        }
    }
    return i;
}

/* "text AS integer", "===(text, text)": kind->said looks at it. */
static bool has_types_in_name(const struct kind *kind)
{
    return kind == &kind_cast || kind->names == NAMES_OF_OPERATORS;
}

static const char *item_name(struct reading *r, const struct word *word,
                             const struct slices *arguments, size_t i)
{
    const struct kind *kind = kind_of_word(word->id);
    struct word name;

    if (i >= arguments->n) {
        diag_error(r->diags, MG112, loc_of_word(r, word), "%s needs a name", kind->word);
        return NULL;
    }
    name = word_without_parentheses(word, arguments->items[i]);
    return has_types_in_name(kind) ? text_of_argument(r, &name)
                                   : argument_name(r, &name, kind->title);
}

/* The columns in a list must be there; of words those of SELECT (a, b). */
static void check_columns(struct reading *r, const struct object *o, const struct field *f,
                          const struct word *word)
{
    const struct strings *list = field_list(o, f);

    for (size_t i = 0; i < list->n; i++) {
        const char *columns = strchr(list->items[i], '(');
        struct strings names = {0};

        if (f->role == ROLE_COLUMNS)
            strings_add(r->arena, &names, list->items[i]);
        else if (columns)
            names = sql_identifiers(r->arena, columns);
        for (size_t k = 0; k < names.n; k++)
            if (!schema_find(r->schema, &kind_column, o->schema, o->table, names.items[k]))
                diag_error(r->diags, MG113, loc_of_word(r, word),
                           "table \"%s\" has no column \"%s\"", o->table, names.items[k]);
    }
}

bool check_said(struct reading *r, struct object *o, const struct word *word)
{
    const char *wrong = o->kind->said ? o->kind->said(r->arena, o) : NULL;

    if (wrong && diags_errors(r->diags) == r->errors) /* else it may be what is missing */
        diag_error(r->diags, MG139, loc_of_word(r, word), "%s: %s", object_label(r->arena, o),
                   wrong);
    return !wrong;
}

static void check_item(struct reading *r, struct object *o, const struct word *word)
{
    const struct object *table = *o->table ? schema_relation(r->schema, o->schema, o->table) : NULL;
    bool of_table = table && table->kind == &kind_table;
    bool right = check_said(r, o, word);

    for (size_t i = 0; right && of_table && i < o->kind->nfields; i++)
        if (o->kind->fields[i].type == FIELD_LIST &&
            (o->kind->fields[i].form == FORM_WORDS || o->kind->fields[i].role == ROLE_COLUMNS))
            check_columns(r, o, &o->kind->fields[i], word);
}

/* A schema that SCHEMA(...) of something else has made already is this one. */
static bool is_implied(struct reading *r, const struct object *o, const struct word *word)
{
    struct object *there = (struct object *)schema_find(r->schema, &kind_schema, "", "", o->name);

    if (!there || map_get(r->schemas, o->name))
        return false;
    map_put(r->schemas, o->name, there);
    there->loc = loc_of_word(r, word);
    there->comment = o->comment;
    there->owner = o->owner;
    there->renamed_from = o->renamed_from;
    return true;
}

static void check_needed(struct reading *r, const struct object *o, const struct word *word)
{
    for (size_t i = 0; i < o->kind->nfields; i++) {
        const struct field *f = &o->kind->fields[i];

        if (f->needed && !field_is_set(o, f))
            diag_error(r->diags, MG112, loc_of_word(r, word), "%s needs its %s(...)", o->kind->word,
                       f->word);
    }
}

void read_item(struct reading *r, const struct word *word)
{
    const struct kind *kind = kind_of_word(word->id);
    struct object *o = object_new(r->arena, kind);
    struct slices arguments = split_arguments(r, word->arguments);
    struct table_decl *t = NULL;
    struct words options;
    struct declared *d;
    size_t i = 0;

    if (kind->in_table) {
        t = arguments.n ? find_relation(r, word, arguments.items[i++]) : NULL;
        if (!t)
            return;
        o->schema = t->relation->schema;
        o->table = t->relation->name;
    }
    if (!kind->nameless)
        o->name = item_name(r, word, &arguments, i++);
    if (!o->name)
        return;
    if (kind->comment_object)
        o->comment = comment_above(r, word);
    i = read_item_positions(r, o, word, &arguments, i);
    options = read_options_of(r, word, &arguments, i, IN_ITEM);
    if (!kind->in_table) {
        const char *schema = read_schema_option(r, &options);

        o->schema = field_of_word(kind, "SCHEMA") || kind == &kind_schema ? "" : schema;
    }
    o->name = option_name(r, &options, kind->title, o->name);
    read_item_options(r, o, &options);
    if (kind->nameless)
        o->name = kind->key(r->arena, o);
    check_item(r, o, word);
    check_needed(r, o, word);
    if (kind == &kind_schema && is_implied(r, o, word))
        return;
    if (kind == &kind_trigger)
        check_trigger(r, word, (struct trigger *)o);
    d = declare(r, o, word, NULL);
    d->table = t;
}
