#include "model/object.h"

#include <string.h>

#include "model/kind.h"

static const void *member(const struct object *o, const struct field *f)
{
    return (const char *)o + f->offset;
}

const char *field_text(const struct object *o, const struct field *f)
{
    return *(const char *const *)member(o, f);
}

bool field_bool(const struct object *o, const struct field *f)
{
    return *(const bool *)member(o, f);
}

const struct strings *field_list(const struct object *o, const struct field *f)
{
    return member(o, f);
}

/* Empty text says as little as none: the snapshot stores neither. */
static bool has_text(const char *text)
{
    return text && *text;
}

static bool texts_equal(const char *a, const char *b)
{
    if (!has_text(a) || !has_text(b))
        return has_text(a) == has_text(b);
    return a == b || strcmp(a, b) == 0;
}

bool field_is_set(const struct object *o, const struct field *f)
{
    switch (f->type) {
    case FIELD_TEXT:
        return has_text(field_text(o, f));
    case FIELD_BOOL:
        return field_bool(o, f);
    case FIELD_LIST:
        return field_list(o, f)->n > 0;
    }
    BUG("field \"%s\" has no type", f->name);
}

bool field_equal(const struct object *a, const struct object *b, const struct field *f)
{
    switch (f->type) {
    case FIELD_TEXT:
        return texts_equal(field_text(a, f), field_text(b, f));
    case FIELD_BOOL:
        return field_bool(a, f) == field_bool(b, f);
    case FIELD_LIST:
        return strings_equal(field_list(a, f), field_list(b, f));
    }
    BUG("field \"%s\" has no type", f->name);
}

const struct field *kind_field(const struct kind *kind, const char *name)
{
    for (size_t i = 0; i < kind->nfields; i++)
        if (strcmp(kind->fields[i].name, name) == 0)
            return &kind->fields[i];
    return NULL;
}

unsigned long long object_differences(const struct object *before, const struct object *after)
{
    const struct kind *kind = before->kind;
    unsigned long long differences = 0;

    for (size_t i = 0; i < kind->nfields; i++)
        if (!field_equal(before, after, &kind->fields[i]))
            differences |= 1ull << i;
    if (!texts_equal(before->comment, after->comment))
        differences |= DIFFERS_COMMENT;
    if (!texts_equal(before->owner, after->owner))
        differences |= DIFFERS_OWNER;
    return differences;
}

struct object *object_new(struct arena *arena, const struct kind *kind)
{
    struct object *o = arena_alloc(arena, kind->size);

    o->kind = kind;
    o->schema = o->table = o->name = "";
    return o;
}

struct object *object_copy(struct arena *arena, const struct object *o)
{
    return memcpy(arena_alloc(arena, o->kind->size), o, o->kind->size);
}

const char *object_label(struct arena *arena, const struct object *o)
{
    return arena_printf(arena, "%s \"%s%s%s%s%s\"", o->kind->title, o->schema,
                        *o->schema ? "." : "", o->table, *o->table ? "." : "", o->name);
}

static const char *name_part(struct arena *arena, const char *name)
{
    if (!strpbrk(name, ".\""))
        return name;

    char *quoted = arena_alloc(arena, 2 * strlen(name) + 3), *p = quoted;

    *p++ = '"';
    for (; *name; name++) {
        if (*name == '"')
            *p++ = '"';
        *p++ = *name;
    }
    *p = '"';
    return quoted;
}

const char *qualified_name(struct arena *arena, const char *schema, const char *name)
{
    name = name_part(arena, name);
    if (!has_text(schema))
        return name;
    return arena_printf(arena, "%s.%s", name_part(arena, schema), name);
}

/* One part, its quotes taken away; *text moves behind it. */
static const char *take_part(struct arena *arena, const char **text)
{
    const char *p = *text;
    char *part = arena_alloc(arena, strlen(p) + 1), *to = part;

    if (*p != '"') {
        size_t n = strcspn(p, ".");

        memcpy(part, p, n);
        *text = p + n;
        return part;
    }
    for (p++; *p && (*p != '"' || p[1] == '"'); p++) {
        p += *p == '"';
        *to++ = *p;
    }
    *text = p + (*p == '"');
    return part;
}

void qualified_parts(struct arena *arena, const char *qualified, const char **schema,
                     const char **name)
{
    const char *p = qualified;

    *schema = "";
    *name = take_part(arena, &p);
    if (*p != '.')
        return;
    p++;
    *schema = *name;
    *name = take_part(arena, &p);
}
