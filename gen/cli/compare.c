#include "cli/compare.h"

#include <string.h>

#include "runtime/base/buf.h"

static const struct object *find(const struct schema *s, const struct object *o)
{
    return schema_find(s, o->kind, o->schema, o->table, o->name);
}

static bool goes_with_table(const struct schema *other, const struct object *o)
{
    return o->kind->in_table && !schema_relation(other, o->schema, o->table);
}

struct differences compare_schemas(struct arena *arena, const struct schema *first,
                                   const struct schema *second, bool whole)
{
    struct differences all = {0};

    for (size_t i = 0; i < schema_count(first); i++) {
        const struct object *o = schema_at(first, i), *other = find(second, o);
        unsigned long long fields = other ? object_differences(o, other) : 0;

        if (fields || (!other && !(whole && goes_with_table(second, o))))
            *vec_push(arena, &all) = (struct difference){o, other, fields};
    }
    for (size_t i = 0; i < schema_count(second); i++) {
        const struct object *o = schema_at(second, i);

        if (!find(first, o) && !(whole && goes_with_table(first, o)))
            *vec_push(arena, &all) = (struct difference){NULL, o, 0};
    }
    return all;
}

/* --- Fields ------------------------------------------------------------------------------- */

static const char *list_text(struct arena *arena, const struct strings *list)
{
    struct mg_buf b = MG_BUF_INIT;
    const char *text;

    for (size_t i = 0; i < list->n; i++)
        mg_buf_printf(&b, "%s%s", i ? ", " : "", list->items[i]);
    text = arena_text(arena, &b);
    mg_buf_free(&b);
    return text;
}

static const char *value(struct arena *arena, const struct object *o, const struct field *f)
{
    if (!field_is_set(o, f))
        return f->type == FIELD_BOOL ? "no" : NULL;
    switch (f->type) {
    case FIELD_TEXT:
        return field_text(o, f);
    case FIELD_BOOL:
        return "yes";
    case FIELD_LIST:
        return list_text(arena, field_list(o, f));
    }
    BUG("field \"%s\" has no type", f->name);
}

/* In words: `storage_parameters` is for files. */
static const char *field_title(struct arena *arena, const char *name)
{
    char *title = arena_strdup(arena, name);

    for (char *c = title; *c; c++)
        if (*c == '_')
            *c = ' ';
    return title;
}

bool compare_field(struct arena *arena, const struct difference *d, size_t *i, struct compared *c)
{
    const struct kind *kind = (d->first ? d->first : d->second)->kind;

    for (; *i < kind->nfields; (*i)++)
        if (d->fields & 1ull << *i) {
            const struct field *f = &kind->fields[(*i)++];

            *c = (struct compared){field_title(arena, f->name), value(arena, d->first, f),
                                   value(arena, d->second, f)};
            return true;
        }
    for (; *i < kind->nfields + 2; (*i)++) {
        bool comment = *i == kind->nfields;

        if (!(d->fields & (comment ? DIFFERS_COMMENT : DIFFERS_OWNER)))
            continue;
        (*i)++;
        *c = comment ? (struct compared){"comment", d->first->comment, d->second->comment}
                     : (struct compared){"owner", d->first->owner, d->second->owner};
        return true;
    }
    return false;
}
