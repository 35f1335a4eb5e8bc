/*
 * Schemas for tests, as text: an object a line, its fields by their names in the kind's table.
 *
 *     enum_type state | labels=active,banned
 *     table users | comment=who they are
 *     column users.id | type=bigint | not_null | identity=BY DEFAULT
 *     foreign_key posts.posts_user_id_fkey | columns=user_id | ref_table=users | ref_columns=id
 *
 * What is in a schema has it before its name: billing.invoices, billing.invoices.id. Columns stand
 * in the order of their lines. Lists are parted by commas; labels_renamed_from=new<old,...
 */
#ifndef MODELGEN_TESTS_SCHEMA_TEXT_H
#define MODELGEN_TESTS_SCHEMA_TEXT_H

#include <stdlib.h>
#include <string.h>

#include "kinds/kinds.h"

static inline struct strings schema_text_split(struct arena *a, const char *text, const char *by)
{
    struct strings parts = {0};
    char *rest = arena_strdup(a, text);

    while (rest) {
        char *part = rest, *end_of_part = strstr(rest, by);

        rest = end_of_part ? end_of_part + strlen(by) : NULL;
        if (end_of_part)
            *end_of_part = 0;
        while (*part == ' ')
            part++;
        for (char *end = part + strlen(part); end > part && end[-1] == ' ';)
            *--end = 0;
        strings_add(a, &parts, part);
    }
    return parts;
}

static inline void schema_text_labels(struct arena *a, struct enum_type *e, const char *value)
{
    struct strings pairs = schema_text_split(a, value, ",");

    for (size_t i = 0; i < e->labels.n; i++)
        strings_add(a, &e->labels_renamed_from, NULL);
    for (size_t i = 0; i < pairs.n; i++) {
        struct strings pair = schema_text_split(a, pairs.items[i], "<");

        e->labels_renamed_from.items[strings_find(&e->labels, pair.items[0])] = pair.items[1];
    }
}

static inline void schema_text_field(struct arena *a, struct object *o, char *text)
{
    char *value = strchr(text, '=');
    const struct field *f;

    if (value)
        *value++ = 0;
    f = kind_field(o->kind, text);
    if (strcmp(text, "comment") == 0)
        o->comment = value;
    else if (strcmp(text, "renamed_from") == 0)
        o->renamed_from = value;
    else if (strcmp(text, "labels_renamed_from") == 0)
        schema_text_labels(a, (struct enum_type *)o, value);
    else if (!f)
        BUG("%s has no field \"%s\"", o->kind->name, text);
    else if (f->type == FIELD_BOOL)
        *(bool *)((char *)o + f->offset) = true;
    else if (f->type == FIELD_TEXT)
        *(const char **)((char *)o + f->offset) = value;
    else
        *(struct strings *)((char *)o + f->offset) = schema_text_split(a, value, ",");
}

static inline struct object *schema_text_object(struct arena *a, const char *line, int position)
{
    struct strings fields = schema_text_split(a, line, " | ");
    char *name = strchr(fields.items[0], ' ');
    struct strings key;
    struct object *o;

    *name++ = 0;
    if (!kind_by_name(fields.items[0]))
        BUG("no kind is called \"%s\"", fields.items[0]);
    o = object_new(a, kind_by_name(fields.items[0]));
    key = schema_text_split(a, name, ".");
    o->name = key.items[key.n - 1];
    if (o->kind->in_table)
        o->table = key.items[key.n - 2];
    if (key.n == 2u + o->kind->in_table)
        o->schema = key.items[0];
    o->position = o->kind == &kind_column ? position : 0;
    for (size_t i = 1; i < fields.n; i++)
        schema_text_field(a, o, (char *)fields.items[i]);
    return o;
}

static inline const struct schema *schema_text(struct arena *a, const char *text)
{
    struct strings lines = schema_text_split(a, text, "\n");
    struct schema *s = schema_new(a);

    for (size_t i = 0; i < lines.n; i++)
        if (*lines.items[i] && schema_add(s, schema_text_object(a, lines.items[i], (int)i + 1)))
            BUG("twice: %s", lines.items[i]);
    schema_finish(s);
    return s;
}

#endif
