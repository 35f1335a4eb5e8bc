/*
 * The objects whose fields say how they are written (kind->word): WORD(name, ...), or
 * WORD(table, name, ...) for what is in a table. What the fields do not say, code of the kind's own
 * reads elsewhere in this room.
 */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "model/sql.h"
#include "model/types.h"
#include "read/reading.h"
#include "runtime/nearest.h"

const struct kind *kind_of_word(enum word_id id)
{
    for (size_t k = 0; k < kind_count; k++)
        if (kinds[k]->word && strcmp(kinds[k]->word, word_kinds[id].name) == 0)
            return kinds[k];
    return NULL;
}

/* --- Values ------------------------------------------------------------------------------- */

/* A word without parentheses of its own: what stands behind the name. */
static struct word as_word(const struct word *word, struct slice s)
{
    return (struct word){.id = word->id, .arguments = s, .in = word, .at = s.p};
}

const char *file_of_word(struct reading *r, const struct word *word, const char *name)
{
    const char *header = loc_of_word(r, word).file;

    return *name == '/' || !header ? name
                                   : file_join(r->arena, file_directory(r->arena, header), name);
}

/* FILE("path"): the file's text; paths are relative to the header. */
const char *read_sql_file(struct reading *r, const struct word *word, const char **path)
{
    const char *name = argument_string(r, word);
    size_t n;
    char *text;

    if (!name)
        return NULL;
    *path = file_of_word(r, word, name);
    if (!file_exists(*path)) {
        diag_error(r->diags, MG138, loc_of_argument(r, word, word->arguments),
                   "there is no file \"%s\"", name);
        diag_hint(r->diags, "Its place is counted from the header's: %s.", *path);
        return NULL;
    }
    text = file_read(r->arena, *path, &n, r->diags);
    while (text && n && strchr(" \t\r\n;", text[n - 1]))
        text[--n] = '\0';
    return text;
}

/* The line and column of a byte of a file. */
struct loc loc_in_file(const char *path, const char *text, size_t position)
{
    struct loc loc = {path, 1, 1};

    for (size_t i = 0; i < position && text[i]; i++) {
        loc.column = text[i] == '\n' ? 1 : loc.column + 1;
        loc.line += text[i] == '\n';
    }
    return loc;
}

/* Without semicolons and white space at the end. */
static const char *without_end(struct arena *arena, const char *text)
{
    size_t n = strlen(text);

    while (n && strchr(" \t\r\n;", text[n - 1]))
        n--;
    return arena_strndup(arena, text, n);
}

struct loc loc_in_body(struct reading *r, const struct word *word, struct slice s, const char *text,
                       size_t position)
{
    struct word option;

    s = slice_trim(s);
    if (strncmp(s.p, "FILE", s.n < 4 ? s.n : 4) != 0)
        return loc_in_sql(r, word, s, position);
    if (!read_option(r, word->in ? word->in : word, s, IN_ITEM, &option))
        return loc_of_word(r, word);
    return loc_in_file(file_of_word(r, word, argument_string(r, &option)), text, position);
}

const char *read_body(struct reading *r, const struct word *word, struct slice s, enum sql_is what)
{
    struct word option;
    const char *path = NULL, *text, *error;
    size_t position = 0;

    s = slice_trim(s);
    if (strncmp(s.p, "FILE", s.n < 4 ? s.n : 4) == 0) {
        if (!read_option(r, word->in ? word->in : word, s, IN_ITEM, &option) ||
            !(text = read_sql_file(r, &option, &path)))
            return NULL;
    } else if (is_c_string(s)) {
        text = c_string_value(r, s, 0, NULL);
    } else {
        diag_error(r->diags, MG112, loc_of_argument(r, word, s),
                   "%s takes its SQL as a text in double quotes or as FILE(\"...\")",
                   word_kinds[word->id].name);
        return NULL;
    }
    if (what != SQL_ANYTHING)
        text = without_end(r->arena, text);
    error = what == SQL_ANYTHING ? NULL : sql_error(r->arena, what, text, &position);
    if (!error)
        return text;
    diag_error(r->diags, MG119,
               path ? loc_in_file(path, text, position) : loc_in_sql(r, word, s, position),
               "%s is not SQL: %s", word_kinds[word->id].name, error);
    return NULL;
}

/* A number as it is written, or the value of a constant of C. */
static const char *number(struct reading *r, const struct word *word, struct slice s)
{
    const char *text = slice_text(r, slice_trim(s));
    char *end;
    long long n;

    errno = 0;
    strtod(text, &end);
    if (*text && !*end && !errno)
        return text;
    return argument_number(r, word, s, -9223372036854775807ll - 1, 9223372036854775807ll, &n)
               ? arena_printf(r->arena, "%lld", n)
               : NULL;
}

static const char *sql(struct reading *r, const struct word *word, struct slice s,
                       enum field_role role)
{
    const char *text, *error;
    size_t position = 0;

    if (role == ROLE_EXPRESSION || role == ROLE_QUERY)
        return sql_in_word(r, word, s, USE_CONDITION);
    if (role == ROLE_VALUE)
        return sql_in_word(r, word, s, USE_DEFAULT);
    text = sql_tidy(r->arena, sql_text(r, slice_trim(s)));
    if (!*text) {
        diag_error(r->diags, MG119, loc_of_word(r, word), "%s is empty", word_kinds[word->id].name);
        return NULL;
    }
    if (role == ROLE_TYPE)
        return type_canonical(r->arena, text);
    error = role == ROLE_QUERY ? sql_error(r->arena, SQL_EXPRESSION, text, &position) : NULL;
    if (!error)
        return text;
    diag_error(r->diags, MG119, loc_in_sql(r, word, s, position), "%s is not SQL: %s",
               word_kinds[word->id].name, error);
    return NULL;
}

/* One of the words that the field can be, in any case. */
static const char *choice(struct reading *r, const struct word *word, const struct field *f)
{
    const char *text = argument_name(r, word, f->name);
    struct mg_nearest nearest = MG_NEAREST(text);

    for (const char *p = f->choices; text && *p; p += strspn(p, " ")) {
        size_t n = strcspn(p, " ");
        const char *one = arena_strndup(r->arena, p, n);

        if (strcasecmp(one, text) == 0)
            return one;
        mg_nearest_offer(&nearest, one);
        p += n;
    }
    if (!text)
        return NULL;
    diag_error(r->diags, MG112, loc_of_argument(r, word, slice_trim(word->arguments)),
               "%s takes one of: %s", word_kinds[word->id].name, f->choices);
    if (nearest.best)
        diag_hint(r->diags, "Did you mean %s?", nearest.best);
    return NULL;
}

static const char *commands(struct reading *r, const struct word *word, struct slice s)
{
    const char *text = sql_text(r, slice_trim(s));

    if (strcasecmp(text, "nothing") == 0)
        return "NOTHING";
    text = read_body(r, word, s, SQL_COMMANDS);
    return text ? sql_tidy_statement(r->arena, text) : NULL;
}

static const char *value(struct reading *r, const struct word *word, struct slice s,
                         const struct field *f)
{
    struct word single = as_word(word, s);
    const char *text;

    if (word->in)
        single.in = word->in;
    switch (f->form) {
    case FORM_NAME:
        return argument_name(r, &single, f->name);
    case FORM_SQL:
        return sql(r, &single, s, f->role);
    case FORM_TEXT:
        return argument_string(r, &single);
    case FORM_WORDS:
        return is_c_string(slice_trim(s)) ? argument_string(r, &single)
                                          : sql_tidy(r->arena, slice_text(r, slice_trim(s)));
    case FORM_NUMBER:
        return number(r, &single, s);
    case FORM_BODY:
        return read_body(r, &single, s, f->role == ROLE_QUERY ? SQL_STATEMENTS : SQL_ANYTHING);
    case FORM_QUERY:
        text = read_body(r, &single, s, SQL_QUERY);
        return text ? sql_tidy_statement(r->arena, text) : NULL;
    case FORM_COMMANDS:
        return commands(r, &single, s);
    case FORM_EVENTS:
        return read_events(r, &single, s);
    case FORM_CALL:
        return read_call(r, &single, s);
    case FORM_CHOICE:
        return choice(r, &single, f);
    case FORM_NONE:
    case FORM_FLAG:
    case FORM_COLUMN:
    case FORM_OPTIONS:
    case FORM_SETTINGS:
        break;
    }
    BUG("field \"%s\" has no value in words", f->name);
}

static void set_text(struct object *o, enum field_role role, const char *text)
{
    for (size_t i = 0; i < o->kind->nfields; i++)
        if (o->kind->fields[i].role == role)
            *(const char **)((char *)o + o->kind->fields[i].offset) = text;
}

/* OWNED_BY(table, column) */
static void set_reference(struct reading *r, struct object *o, const struct word *word,
                          struct slice s)
{
    struct slices items = split_arguments(r, s);
    const struct table_decl *t;
    const struct member *member;

    if (items.n != 2) {
        diag_error(r->diags, MG112, loc_of_word(r, word), "%s takes a table and a column",
                   word_kinds[word->id].name);
        return;
    }
    t = find_table(r, word, items.items[0]);
    member = t ? find_member(r, word, items.items[1], t) : NULL;
    if (!member)
        return;
    set_text(o, ROLE_REF_SCHEMA, t->table->o.schema);
    set_text(o, ROLE_REF_TABLE, t->table->o.name);
    for (size_t i = 0; i < o->kind->nfields; i++)
        if (o->kind->fields[i].role == ROLE_REF_COLUMNS)
            strings_add(r->arena, (struct strings *)((char *)o + o->kind->fields[i].offset),
                        member->column->o.name);
}

static void set_field(struct reading *r, struct object *o, const struct field *f,
                      const struct word *word, struct slice s)
{
    void *member = (char *)o + f->offset;

    if (f->type == FIELD_BOOL) {
        *(bool *)member = true;
    } else if (f->form == FORM_COLUMN) {
        set_reference(r, o, word, s);
    } else if (f->form == FORM_OPTIONS) {
        argument_with(r, word, member);
    } else if (f->form == FORM_SETTINGS) {
        argument_settings(r, word, member);
    } else if (f->type == FIELD_TEXT) {
        *(const char **)member = value(r, word, s, f);
    } else {
        struct slices items = split_arguments(r, s);

        for (size_t i = 0; i < items.n; i++) {
            const char *text = value(r, word, items.items[i], f);

            if (text)
                strings_add(r->arena, member, text);
        }
    }
}

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
            set_field(r, o, f, option, option->arguments);
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

        const char *text = value(r, &position, s, f);

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

            set_field(r, o, f, &position, arguments->items[i++]);
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
    name = as_word(word, arguments->items[i]);
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

static void check_item(struct reading *r, struct object *o, const struct word *word)
{
    const struct object *table = *o->table ? schema_relation(r->schema, o->schema, o->table) : NULL;
    bool of_table = table && table->kind == &kind_table;
    const char *wrong = o->kind->said ? o->kind->said(r->arena, o) : NULL;

    if (wrong && diags_errors(r->diags) == r->errors) /* else it may be what is missing */
        diag_error(r->diags, MG139, loc_of_word(r, word), "%s: %s", object_label(r->arena, o),
                   wrong);
    for (size_t i = 0; !wrong && of_table && i < o->kind->nfields; i++)
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
