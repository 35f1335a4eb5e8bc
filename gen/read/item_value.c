/* What stands in the words of items, by the forms of fields: names, SQL, numbers, bodies in files.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "model/sql.h"
#include "model/types.h"
#include "read/reading.h"
#include "runtime/base/nearest.h"

/* A word without parentheses of its own: what stands behind the name. */
struct word word_without_parentheses(const struct word *word, struct slice s)
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

const char *read_item_value(struct reading *r, const struct word *word, struct slice s,
                            const struct field *f)
{
    struct word single = word_without_parentheses(word, s);
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

void read_item_field(struct reading *r, struct object *o, const struct field *f,
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
        *(const char **)member = read_item_value(r, word, s, f);
    } else {
        struct slices items = split_arguments(r, s);

        for (size_t i = 0; i < items.n; i++) {
            const char *text = read_item_value(r, word, items.items[i], f);

            if (text)
                strings_add(r->arena, member, text);
        }
    }
}
