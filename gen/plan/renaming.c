/* A schema in which everything has its new name, wherever it is mentioned. */
#include <string.h>

#include "kinds/compose.h"
#include "plan/renaming.h"

static void index_renames(struct applying *a)
{
    a->of_object = map_of_addresses(a->arena);
    a->columns = map_of_addresses(a->arena);
    for (size_t i = 0; i < a->renames->objects.n; i++) {
        const struct rename *r = &a->renames->objects.items[i];

        map_put(a->of_object, r->from, (void *)r);
        if (!r->from->kind->in_table && !a->scope)
            a->scope = scope_new(a->arena, a->before);
        a->schemas |= r->from->kind == &kind_schema;
        if (r->from->kind != &kind_column)
            continue;

        const struct object *table = object_table(a->before, r->from);
        struct columns *columns = map_get(a->columns, table);

        if (!columns) {
            columns = arena_new_of(a->arena, struct columns);
            map_put(a->columns, table, columns);
        }
        *vec_push(a->arena, &columns->items) = r;
    }
}

/* --- Objects ------------------------------------------------------------------------------ */

static void set_text(struct object *o, const struct field *f, const char *text)
{
    *(const char **)((char *)o + f->offset) = text;
}

static void set_list(struct object *o, const struct field *f, struct strings list)
{
    *(struct strings *)((char *)o + f->offset) = list;
}

static void rename_fields(const struct applying *a, const struct object *o,
                          const struct object *table, struct object *copy)
{
    for (size_t i = 0; i < o->kind->nfields; i++) {
        const struct field *f = &o->kind->fields[i];

        if (f->role == ROLE_NONE || !field_is_set(o, f))
            continue;
        if (f->type == FIELD_TEXT) {
            set_text(copy, f, renamed_text(a, o, table, f->role, field_text(o, f)));
        } else if (f->type == FIELD_LIST) {
            struct strings list = {0};

            for (size_t j = 0; j < field_list(o, f)->n; j++)
                strings_add(a->arena, &list,
                            renamed_text(a, o, table, f->role, field_list(o, f)->items[j]));
            set_list(copy, f, list);
        }
    }
}

static const struct field *field_of_role(const struct kind *kind, enum field_role role)
{
    for (size_t i = 0; i < kind->nfields; i++)
        if (kind->fields[i].role == role)
            return &kind->fields[i];
    return NULL;
}

/* What a reference leads to: table, schema and columns at once. */
static void rename_reference(const struct applying *a, const struct object *o, struct object *copy)
{
    const struct field *table_field = field_of_role(o->kind, ROLE_REF_TABLE);
    const struct field *schema_field = field_of_role(o->kind, ROLE_REF_SCHEMA);
    const struct field *columns_field = field_of_role(o->kind, ROLE_REF_COLUMNS);

    if (!table_field || !schema_field || !columns_field || !field_is_set(o, table_field))
        return;

    const char *schema = field_text(o, schema_field) ? field_text(o, schema_field) : "";
    const struct object *table = schema_relation(a->before, schema, field_text(o, table_field));
    const struct rename *r = rename_of(a, table);
    struct strings columns = {0};

    for (size_t i = 0; i < field_list(o, columns_field)->n; i++)
        strings_add(a->arena, &columns,
                    renamed_column(a, table, field_list(o, columns_field)->items[i]));
    set_list(copy, columns_field, columns);
    if (r)
        set_text(copy, table_field, r->to->name);
    schema = r ? r->to->schema : renamed_schema(a, schema);
    set_text(copy, schema_field, *schema ? schema : NULL);
}

static void rename_enum_labels(const struct applying *a, const struct object *o,
                               struct object *copy)
{
    struct enum_type *e = (struct enum_type *)copy;
    struct strings labels = {0};

    if (o->kind != &kind_enum_type || a->renames->labels.n == 0)
        return;
    for (size_t i = 0; i < e->labels.n; i++) {
        const char *label = e->labels.items[i];

        for (size_t j = 0; j < a->renames->labels.n; j++)
            if (&a->renames->labels.items[j].from->o == o &&
                strcmp(a->renames->labels.items[j].from_label, e->labels.items[i]) == 0)
                label = a->renames->labels.items[j].to_label;
        strings_add(a->arena, &labels, label);
    }
    e->labels = labels;
}

static void rename_key(const struct applying *a, const struct object *o, const struct object *table,
                       struct object *copy)
{
    const struct rename *own = rename_of(a, o), *of_table = rename_of(a, table);

    copy->schema = renamed_schema(a, o->schema);
    if (of_table && table != o) {
        copy->schema = of_table->to->schema;
        copy->table = of_table->to->name;
    }
    if (own) {
        copy->name = own->to->name;
        if (!*o->table)
            copy->schema = own->to->schema;
    } else if (strchr(o->name, '(') && o->kind->names != NAMES_OWN) { /* a signature */
        size_t n = strcspn(o->name, "(");

        copy->name =
            arena_printf(a->arena, "%.*s%s", (int)n, o->name, renamed_types(a, o->name + n));
    }
}

static bool same_key(const struct object *a, const struct object *b)
{
    return strcmp(a->name, b->name) == 0 && strcmp(a->table, b->table) == 0 &&
           strcmp(a->schema, b->schema) == 0;
}

/* The sequence of an identity keeps its name when its table or column is renamed. */
static void rename_sequence(struct applying *a, const struct object *o, struct object *copy)
{
    struct column *c = (struct column *)copy;

    const char *aside = map_get(a->asides, o);

    if (o->kind != &kind_column || !c->identity)
        return;
    if (aside) {
        *vec_push(a->arena, &a->renames->sequences) = (struct sequence_rename){
            renamed_schema(a, o->schema), copy->schema,
            column_sequence(a->arena, (const struct column *)o), aside, true};
        c->sequence = aside;
        return;
    }

    const struct column *now = (const struct column *)schema_find(
        a->after, &kind_column, copy->schema, copy->table, copy->name);

    if (!now || !now->identity || (same_key(o, copy) && !c->sequence && !now->sequence))
        return;

    const char *from = column_sequence(a->arena, (const struct column *)o);
    const char *to = column_sequence(a->arena, now);

    c->sequence = now->sequence;
    if (strcmp(from, to) != 0)
        *vec_push(a->arena, &a->renames->sequences) =
            (struct sequence_rename){renamed_schema(a, o->schema), copy->schema, from, to, false};
}

/* The object itself if nothing about it is renamed. */
static struct object *renamed(struct applying *a, const struct object *o)
{
    struct object *copy = object_copy(a->arena, o);
    const struct object *table = object_table(a->before, o);

    rename_key(a, o, table, copy);
    rename_fields(a, o, table, copy);
    rename_reference(a, o, copy);
    rename_enum_labels(a, o, copy);
    rename_sequence(a, o, copy);
    if (o->kind->key)
        copy->name = o->kind->key(a->arena, copy);
    if (same_key(o, copy) && !object_differences(o, copy))
        return (struct object *)o;
    map_put(a->originals, copy, (void *)o);
    return copy;
}

/* --- Making room -------------------------------------------------------------------------- */

static bool is_taken(const struct applying *a, const struct object *like, const char *name)
{
    return schema_find(a->before, like->kind, like->schema, like->table, name) ||
           schema_find(a->after, like->kind, like->schema, like->table, name);
}

/* A column that has a sequence: the last of its names is that one's. */
static bool is_fed(const struct object *o)
{
    return o->kind == &kind_column && ((const struct column *)o)->identity;
}

/* The name with something behind it; a signature has its arguments behind that. */
static const char *longer_name(struct arena *arena, const struct object *o, const char *suffix)
{
    size_t n = o->kind->names == NAMES_OF_ROUTINES ? strcspn(o->name, "(") : strlen(o->name);

    return arena_printf(arena, "%.*s%s%s", (int)n, o->name, suffix, o->name + n);
}

/* made: the object where its table and schema have their new names. */
static void set_aside(struct applying *a, const struct object *o, const struct object *made)
{
    struct object *to = object_copy(a->arena, made);

    to->name = longer_name(a->arena, o, "_old");
    for (int i = 2; is_taken(a, o, to->name) || is_taken(a, made, to->name); i++)
        to->name = longer_name(a->arena, o, arena_printf(a->arena, "_old%d", i));
    *vec_push(a->arena, &a->renames->objects) = (struct rename){o, to, true};
}

/* The sequence of a column that will be dropped. */
static void set_sequence_aside(struct applying *a, const struct object *o,
                               const struct object *made)
{
    const char *name = column_sequence(a->arena, (const struct column *)o);
    const char *to = arena_printf(a->arena, "%s_old", name);

    for (int i = 2; schema_relation(a->before, made->schema, to) ||
                    schema_relation(a->after, made->schema, to);
         i++)
        to = arena_printf(a->arena, "%s_old%d", name, i);
    map_put(a->asides, o, (void *)to);
}

/* The names that something gets by a rename -> what gets it; those of sequences of columns, too. */
static struct map *names_given(struct applying *a, const struct object *const *made, size_t n)
{
    struct map *names = map_of_texts(a->arena);
    const char *keys[OBJECT_NAMES];

    for (size_t i = 0; i < n; i++)
        if (rename_of(a, schema_at(a->before, i)))
            for (size_t k = object_names(a->arena, made[i], keys); k-- > 0;)
                map_put(names, keys[k], (void *)made[i]);
        else if (made[i] != schema_at(a->before, i) && is_fed(made[i]))
            map_put(names, keys[object_names(a->arena, made[i], keys) - 1], (void *)made[i]);
    return names;
}

/* Whatever is not renamed, but has a name that something else gets. */
static bool make_room(struct applying *a, const struct object *const *made, size_t n)
{
    struct map *names = names_given(a, made, n);
    const char *keys[OBJECT_NAMES];
    bool moved = false;

    for (size_t i = 0; i < n; i++) {
        const struct object *o = schema_at(a->before, i);
        size_t taken = 0, count = object_names(a->arena, made[i], keys);

        for (size_t k = 0; k < count && !rename_of(a, o); k++) {
            const struct object *other = map_get(names, keys[k]);

            if (other && other != made[i])
                taken = k + 1;
        }
        if (taken == count && is_fed(o))
            set_sequence_aside(a, o, made[i]);
        else if (taken)
            set_aside(a, o, made[i]);
        moved |= taken > 0;
    }
    return moved;
}

/* True if a model says of a sequence what the other does not say. */
static bool sequences_differ(const struct schema *before, const struct schema *after)
{
    struct objects columns = schema_of_kind(before, &kind_column);

    for (size_t i = 0; i < columns.n; i++) {
        const struct column *c = (const struct column *)columns.items[i];

        if (!c->identity)
            continue;

        const struct column *now = (const struct column *)schema_find(
            after, &kind_column, c->o.schema, c->o.table, c->o.name);

        if (now && now->identity && (c->sequence || now->sequence) &&
            (!c->sequence || !now->sequence || strcmp(c->sequence, now->sequence) != 0))
            return true;
    }
    return false;
}

const struct schema *renames_apply(struct arena *arena, const struct schema *before,
                                   const struct schema *after, struct renames *renames,
                                   struct map *originals)
{
    struct applying a = {
        arena, before, after, renames, originals, NULL, NULL, NULL, map_of_addresses(arena), false};
    size_t n = schema_count(before), sequences = renames->sequences.n;
    const struct object **made = arena_alloc(arena, (n + 1) * sizeof *made);

    if (renames->objects.n == 0 && renames->labels.n == 0 && !sequences_differ(before, after))
        return before;
    do {
        renames->sequences.n = sequences;
        index_renames(&a);
        for (size_t i = 0; i < n; i++)
            made[i] = renamed(&a, schema_at(before, i));
    } while (make_room(&a, made, n));

    struct schema *s = schema_new(arena);

    for (size_t i = 0; i < n; i++)
        if (schema_add(s, (struct object *)made[i]))
            BUG("two objects are called %s after renaming", object_label(arena, made[i]));
    schema_finish(s);
    return s;
}
