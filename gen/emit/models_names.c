/* Names of SQL as names of C. */
#include <ctype.h>
#include <string.h>

#include "emit/models_parts.h"

/* What a name cannot be: key words of C and C++, macros of the words and of usual compilers. */
static bool is_reserved(const char *name)
{
    static const char *const names[] = {
#define WORD(name, arguments, places) #name,
#include "read/words.def"
#undef WORD
#define NAME(name) #name,
#include "emit/reserved.def"
#undef NAME
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return strncmp(name, "__", 2) == 0 || (name[0] == '_' && isupper((unsigned char)name[1])) ||
           strncmp(name, "MG_", 3) == 0 || strncmp(name, "mg_", 3) == 0;
}

bool is_c_name(const char *text)
{
    for (const char *p = text; *p; p++)
        if (!isalpha((unsigned char)*p) && *p != '_' && (p == text || !isdigit((unsigned char)*p)))
            return false;
    return *text;
}

/* A name of C that is as near as can be; a run of what C does not know is one "_". */
static const char *c_name(struct arena *arena, const char *name)
{
    char *text = arena_alloc(arena, strlen(name) + 3), *to = text;

    if (isdigit((unsigned char)*name))
        *to++ = 'n';
    for (const char *p = name; *p; p++) {
        bool known = isalnum((unsigned char)*p) || *p == '_';

        if (known)
            *to++ = *p;
        else if (to == text || to[-1] != '_')
            *to++ = '_';
    }
    if (strspn(text, "_") == strlen(text) || strncmp(text, "__", 2) == 0 ||
        (text[0] == '_' && isupper((unsigned char)text[1])))
        return arena_printf(arena, "n%s%s", *text == '_' ? "" : "_", text);
    if (is_reserved(text))
        *to++ = '_';
    return text;
}

static const char *take(struct models *m, struct map *taken, const char *wish)
{
    const char *name = wish;

    for (int i = 2; map_get(taken, name); i++)
        name = arena_printf(m->arena, "%s_%d", wish, i);
    map_put(taken, name, (void *)name);
    return name;
}

/* Structs and enums of all schemas share one space: the second one says where it is. */
static void name_tag(struct models *m, const struct object *o)
{
    const char *name = c_name(m->arena, o->name);

    if (*o->schema && map_get(m->taken, name))
        name = c_name(m->arena, arena_printf(m->arena, "%s_%s", o->schema, o->name));
    map_put(m->names, o, (void *)take(m, m->taken, name));
}

static void name_members(struct models *m, const struct object *const *columns, size_t n)
{
    struct map *taken = map_of_texts(m->arena);

    /* Those that are names of C keep them. */
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < n; i++) {
            const struct object *c = columns[i];
            const char *name = c_name(m->arena, c->name);

            if ((strcmp(name, c->name) == 0) == (pass == 0))
                map_put(m->names, c, (void *)take(m, taken, name));
        }
}

static void name_columns_of(struct models *m, const struct object *table)
{
    const struct view_members *members = is_view(table->kind) ? map_get(m->members, table) : NULL;
    bool composite = table->kind == &kind_composite_type;
    struct objects columns = schema_children(m->schema, composite ? &kind_attribute : &kind_column,
                                             table->schema, table->name);

    if (members)
        name_members(m, (const struct object *const *)members->items, members->n);
    else
        name_members(m, columns.items, columns.n);
}

void models_name_all(struct models *m)
{
    static const struct kind *const tags[] = {&kind_table,          &kind_enum_type,
                                              &kind_composite_type, &kind_domain,
                                              &kind_view,           &kind_materialized_view};

    for (size_t k = 0; k < sizeof tags / sizeof *tags; k++) {
        struct objects objects = schema_of_kind(m->schema, tags[k]);

        for (size_t i = 0; i < objects.n; i++)
            name_tag(m, objects.items[i]);
    }

    for (size_t i = 0; i < schema_count(m->schema); i++)
        if (schema_at(m->schema, i)->kind->holds_parts)
            name_columns_of(m, schema_at(m->schema, i));
}

const char *models_name(const struct models *m, const struct object *o)
{
    const char *name = map_get(m->names, o);

    if (!name)
        BUG("no name in C for %s", object_label(m->arena, o));
    return name;
}

const char *models_member(const struct models *m, const struct object *part, const char *column)
{
    const struct object *c =
        schema_find(m->schema, &kind_column, part->schema, part->table, column);

    if (!c)
        c = models_view_member(m, part, column);
    if (!c)
        BUG("%s mentions column \"%s\", which is not there", object_label(m->arena, part), column);
    return models_name(m, c);
}

/* --- Enumerators -------------------------------------------------------------------------- */

static const char *upper(struct arena *arena, const char *text)
{
    char *copy = arena_strdup(arena, text);

    for (char *p = copy; *p; p++)
        *p = (char)toupper((unsigned char)*p);
    return copy;
}

/* What the names of all enumerators start with, up to an underscore, as reading has it. */
static size_t common_prefix(const struct strings *names)
{
    const char *first = names->items[0];
    size_t n = strlen(first);

    for (size_t i = 1; i < names->n; i++)
        for (size_t k = 0; k < n; k++)
            if (names->items[i][k] != first[k])
                n = k;
    for (; n > 0; n--) {
        bool leaves_all = first[n - 1] == '_';

        for (size_t i = 0; leaves_all && i < names->n; i++)
            leaves_all = names->items[i][n] != '\0';
        if (leaves_all)
            return n;
    }
    return 0;
}

void models_name_labels(struct models *m, const struct enum_type *e, struct strings *names,
                        struct strings *usual)
{
    const char *tag = upper(m->arena, models_name(m, &e->o));

    for (size_t i = 0; i < e->labels.n; i++) {
        const char *label = e->labels.items[i];
        const char *text = *label ? c_name(m->arena, label) : "empty";

        strings_add(m->arena, names,
                    take(m, m->taken, upper(m->arena, arena_printf(m->arena, "%s_%s", tag, text))));
    }

    size_t prefix = common_prefix(names);

    for (size_t i = 0; i < names->n; i++) {
        char *label = arena_strdup(m->arena, names->items[i] + prefix);

        for (char *p = label; *p; p++)
            *p = (char)tolower((unsigned char)*p);
        strings_add(m->arena, usual, label);
    }
}

bool is_view(const struct kind *kind)
{
    return kind == &kind_view || kind == &kind_materialized_view;
}

const struct object *models_view_member(const struct models *m, const struct object *part,
                                        const char *column)
{
    const struct object *view = schema_relation(m->schema, part->schema, part->table);
    const struct view_members *members = view ? map_get(m->members, view) : NULL;

    for (size_t i = 0; members && i < members->n; i++)
        if (strcmp(members->items[i]->o.name, column) == 0)
            return &members->items[i]->o;
    return NULL;
}

const struct object *models_relation(const struct models *m, const struct object *part)
{
    for (size_t k = 0; k < kind_count; k++) {
        const struct object *o = NULL;

        if (kinds[k]->is_relation && !kinds[k]->in_table)
            o = schema_find(m->schema, kinds[k], part->schema, "", part->table);
        if (o)
            return o;
    }
    BUG("%s is in no table", object_label(m->arena, part));
}
