#include <string.h>

#include "kinds/kinds.h"
#include "runtime/base/buf.h"
#include "snapshot/format.h"
#include "snapshot/snapshot.h"

/*
 * One object a line and a blank line before each group, so that git merges what was done to
 * different tables: a change is a whole line, and between two groups there is one that nobody
 * changes. An empty object at the end lets every other line end in a comma.
 */

/* Nearly every string is plain, and goes in one piece. */
static void put_string(struct mg_buf *b, const char *text)
{
    const char *p = text;

    while (*p >= ' ' && *p < 0x7f && *p != '"' && *p != '\\')
        p++;
    if (*p) {
        mg_buf_json_string(b, text);
        return;
    }
    mg_buf_addc(b, '"');
    mg_buf_addn(b, text, (size_t)(p - text));
    mg_buf_addc(b, '"');
}

static void put_member(struct mg_buf *b, const char *key)
{
    mg_buf_add(b, ", ");
    put_string(b, key);
    mg_buf_add(b, ": ");
}

static void put_text(struct mg_buf *b, const char *key, const char *value)
{
    if (!value || !*value)
        return;
    put_member(b, key);
    put_string(b, value);
}

static void put_list(struct mg_buf *b, const char *key, const struct strings *list)
{
    put_member(b, key);
    for (size_t i = 0; i < list->n; i++) {
        mg_buf_add(b, i ? ", " : "[");
        put_string(b, list->items[i]);
    }
    mg_buf_addc(b, ']');
}

static void put_field(struct mg_buf *b, const struct object *o, const struct field *f)
{
    if (!field_is_set(o, f))
        return;
    switch (f->type) {
    case FIELD_TEXT:
        put_text(b, f->name, field_text(o, f));
        break;
    case FIELD_BOOL:
        put_member(b, f->name);
        mg_buf_add(b, "true");
        break;
    case FIELD_LIST:
        put_list(b, f->name, field_list(o, f));
        break;
    }
}

static void put_object(struct mg_buf *b, const struct object *o)
{
    mg_buf_addc(b, '{');
    put_string(b, o->kind->name);
    mg_buf_add(b, ": ");
    put_string(b, o->name);
    put_text(b, KEY_TABLE, o->table);
    put_text(b, KEY_SCHEMA, o->schema);
    for (size_t i = 0; i < o->kind->nfields; i++)
        put_field(b, o, &o->kind->fields[i]);
    put_text(b, KEY_OWNER, o->owner);
    put_text(b, KEY_COMMENT, o->comment);
    mg_buf_add(b, "},\n");
}

/* A table's parts follow it, kind by kind. */
static void put_parts(struct mg_buf *b, const struct schema *schema, const struct object *table)
{
    for (size_t k = 0; k < kind_count; k++) {
        struct objects parts = {NULL, 0};

        if (kinds[k]->in_table)
            parts = schema_children(schema, kinds[k], table->schema, table->name);
        for (size_t i = 0; i < parts.n; i++)
            put_object(b, parts.items[i]);
    }
}

const char *snapshot_text(struct arena *arena, const struct schema *schema)
{
    struct mg_buf b = MG_BUF_INIT;

    mg_buf_printf(&b, "{\"%s\": %d, \"%s\": [\n", KEY_FORMAT, SNAPSHOT_FORMAT, KEY_OBJECTS);
    for (size_t i = 0; i < schema_count(schema); i++) {
        const struct object *o = schema_at(schema, i);

        if (o->kind->in_table)
            continue;
        mg_buf_addc(&b, '\n');
        put_object(&b, o);
        if (o->kind->holds_parts)
            put_parts(&b, schema, o);
    }
    mg_buf_add(&b, "\n{}\n]}\n");
    if (mg_buf_failed(&b))
        out_of_memory();

    const char *text = arena_text(arena, &b);

    mg_buf_free(&b);
    return text;
}
