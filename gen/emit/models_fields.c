/* What the fields of objects say of how they are written. gen/read/item_value.c reads them. */
#include <string.h>

#include "emit/models_parts.h"
#include "model/sql.h"

/* --- Bodies ------------------------------------------------------------------------------- */

enum { LONGEST_BODY = 72 }; /* what is longer, or has several lines, gets a file of its own */

/* A file's text is read without white space and semicolons at its end. */
static bool fits_file(const char *text)
{
    size_t n = strlen(text);

    return (n > LONGEST_BODY || strchr(text, '\n')) && !strchr(" \t\r\n;", text[n - 1]);
}

/* A name for a file, of what every file system can take. */
static const char *file_stem(struct models *m, const struct object *o)
{
    const char *table = *o->table ? arena_printf(m->arena, "%s_", o->table) : "";
    char *stem =
        arena_printf(m->arena, "%s%s%s%s", o->schema, *o->schema ? "." : "", table, o->name);

    stem[strcspn(stem, "(")] = '\0';
    for (char *p = stem; *p; p++)
        if (!(*p >= 'a' && *p <= 'z') && !(*p >= '0' && *p <= '9') && *p != '_' && *p != '.')
            *p = '_';
    return stem;
}

const char *models_body_file(struct models *m, const struct object *o, const char *text)
{
    const char *stem = file_stem(m, o), *name = arena_printf(m->arena, "sql/%s.sql", stem);

    for (int i = 2; map_get(m->taken_files, name); i++)
        name = arena_printf(m->arena, "sql/%s_%d.sql", stem, i);
    map_put(m->taken_files, name, (void *)name);
    *vec_push(m->arena, &m->bodies) =
        (struct model_file){name, arena_printf(m->arena, "%s\n", text)};
    return word_string(m->arena, "FILE", name);
}

/* "sql", a constant for each line, or FILE("sql/x.sql"). */
const char *models_body(struct models *m, const struct object *o, const char *text)
{
    const char *result = "";

    if (fits_file(text))
        return models_body_file(m, o, text);
    while (*text) {
        const char *end = strchr(text, '\n');
        size_t n = end ? (size_t)(end - text) + 1 : strlen(text);
        const char *line = string_argument(m->arena, arena_strndup(m->arena, text, n));

        result = arena_printf(m->arena, "%s%s%s", result, *result ? "\n        " : "", line);
        text += n;
    }
    return *result ? result : "\"\"";
}

/* --- Fields ------------------------------------------------------------------------------- */

static const char *value(struct models *m, const struct object *o, const struct field *f,
                         const char *text)
{
    switch (f->form) {
    case FORM_NAME:
        return name_argument(m->arena, text);
    case FORM_SQL:
        return f->word ? sql_argument(m->arena, text) : string_argument(m->arena, text);
    case FORM_TEXT:
        return string_argument(m->arena, text);
    case FORM_WORDS:
        return strcspn(text, "\"\\'$") == strlen(text) ? text : string_argument(m->arena, text);
    case FORM_NUMBER:
        return text;
    case FORM_BODY:
        return models_body(m, o, text);
    case FORM_QUERY:
        return models_body(m, o, sql_layout(m->arena, text));
    case FORM_COMMANDS:
        return strcmp(text, "NOTHING") == 0 ? text : models_body(m, o, text);
    case FORM_EVENTS:
    case FORM_CALL:
        return sql_argument(m->arena, text);
    case FORM_CHOICE:
        return text;
    case FORM_NONE:
    case FORM_FLAG:
    case FORM_COLUMN:
    case FORM_OPTIONS:
    case FORM_SETTINGS:
        break;
    }
    BUG("field \"%s\" has no value in words", f->name);
}

/* What the three fields of a reference lead to, in C. */
static const char *referenced_column(struct models *m, const struct object *o)
{
    const char *schema = "", *table = "", *column = "";
    const struct object *t, *c;

    for (size_t i = 0; i < o->kind->nfields; i++) {
        const struct field *f = &o->kind->fields[i];

        if (!field_is_set(o, f))
            continue;
        if (f->role == ROLE_REF_SCHEMA)
            schema = field_text(o, f);
        else if (f->role == ROLE_REF_TABLE)
            table = field_text(o, f);
        else if (f->role == ROLE_REF_COLUMNS)
            column = field_list(o, f)->items[0];
    }
    t = schema_find(m->schema, &kind_table, schema, "", table);
    c = schema_find(m->schema, &kind_column, schema, table, column);
    if (!t || !c)
        BUG("%s refers to nothing", object_label(m->arena, o));
    return arena_printf(m->arena, "%s, %s", models_name(m, t), models_name(m, c));
}

static const char *field_value(struct models *m, const struct object *o, const struct field *f)
{
    const struct strings *list = f->type == FIELD_LIST ? field_list(o, f) : NULL;
    const char *text = "";

    if (f->form == FORM_COLUMN)
        return referenced_column(m, o);
    if (!list)
        return value(m, o, f, field_text(o, f));
    if (f->form == FORM_SETTINGS)
        return settings_argument(m->arena, list);
    if (f->form == FORM_OPTIONS)
        return with_argument(m->arena, list);
    for (size_t i = 0; i < list->n; i++)
        text =
            arena_printf(m->arena, "%s%s%s", text, i ? ", " : "", value(m, o, f, list->items[i]));
    return text;
}

void add_item_positions(struct models *m, const struct object *o, struct strings *arguments)
{
    for (size_t i = 0; i < o->kind->nfields; i++) {
        const struct field *f = &o->kind->fields[i];

        if (f->type == FIELD_LIST && !field_is_set(o, f))
            continue; /* it may be empty */
        if (f->form != FORM_NONE && !f->word)
            strings_add(m->arena, arguments, field_is_set(o, f) ? field_value(m, o, f) : "\"\"");
    }
}

void add_item_options(struct models *m, const struct object *o, struct strings *arguments)
{
    for (size_t i = 0; i < o->kind->nfields; i++) {
        const struct field *f = &o->kind->fields[i];

        if (f->form == FORM_NONE || !f->word || !field_is_set(o, f))
            continue;
        strings_add(m->arena, arguments,
                    f->form == FORM_FLAG
                        ? f->word
                        : arena_printf(m->arena, "%s(%s)", f->word, field_value(m, o, f)));
    }
}

void add_comment(struct models *m, struct mg_buf *out, const struct object *o,
                 struct strings *arguments)
{
    if (o->comment && is_doc_text(o->comment))
        put_doc(out, "", o->comment);
    else if (o->comment)
        strings_add(m->arena, arguments, word_string(m->arena, "COMMENT", o->comment));
}
