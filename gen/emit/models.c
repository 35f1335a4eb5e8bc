/*
 * Tables stand in an order in which each refers to earlier ones only. Where references go round in
 * a circle, one of them is written below both tables, in the header of the later one.
 */
#include "emit/models.h"

#include <stdlib.h>
#include <string.h>

#include "emit/models_parts.h"
#include "kinds/compose.h"
#include "model/types.h"

/* --- The order of tables ------------------------------------------------------------------ */

static void visit(struct models *m, struct map *visited, const struct object *table)
{
    struct objects keys = schema_children(m->schema, &kind_foreign_key, table->schema, table->name);
    struct objects links =
        schema_children(m->schema, &kind_inheritance, table->schema, table->name);
    size_t *rank;

    if (map_get(visited, table))
        return;
    map_put(visited, table, (void *)table);
    for (size_t i = 0; i < keys.n; i++)
        visit(m, visited, referenced_table(m, (const struct foreign_key *)keys.items[i]));
    for (size_t i = 0; i < links.n; i++)
        visit(m, visited, models_parent(m, (const struct inheritance *)links.items[i]));
    rank = arena_new_of(m->arena, size_t);
    *vec_push(m->arena, &m->tables) = table;
    *rank = m->tables.n;
    map_put(m->ranks, table, rank);
}

static void order_tables(struct models *m)
{
    struct map *visited = map_of_addresses(m->arena);
    struct objects tables = schema_of_kind(m->schema, &kind_table);
    struct objects keys = schema_of_kind(m->schema, &kind_foreign_key);

    for (size_t i = 0; i < tables.n; i++)
        visit(m, visited, tables.items[i]);
    for (size_t i = 0; i < keys.n; i++)
        if (is_late(m, (const struct foreign_key *)keys.items[i]))
            *vec_push(m->arena, &m->late) = (const struct foreign_key *)keys.items[i];
}

/* --- Where enums stand -------------------------------------------------------------------- */

/* Thousands of columns share a few types. */
static const struct enum_type *models_enum(struct models *m, const struct column *c)
{
    const void *known = map_get(m->enums, c->type);

    if (!known) {
        known = enum_of_type(m->arena, m->schema, c->type);
        map_put(m->enums, c->type, (void *)(known ? known : m));
    }
    return known == m ? NULL : known;
}

/* The one table that uses the enum; NULL if none does or several do. */
static const struct object *user_of(struct models *m, const struct enum_type *e)
{
    struct objects columns = schema_of_kind(m->schema, &kind_column);
    const struct object *user = NULL;

    for (size_t i = 0; i < columns.n; i++) {
        const struct object *c = columns.items[i];
        const struct object *table;

        if (models_enum(m, (const struct column *)c) != e || ((const struct column *)c)->inherited)
            continue;
        table = schema_find(m->schema, &kind_table, c->schema, "", c->table);
        if (user && user != table)
            return NULL;
        user = table;
    }
    return user;
}

static bool uses(struct models *m, const struct object *table, const struct enum_type *e)
{
    struct objects columns = schema_children(m->schema, &kind_column, table->schema, table->name);

    for (size_t i = 0; i < columns.n; i++)
        if (models_enum(m, (const struct column *)columns.items[i]) == e)
            return true;
    return false;
}

static bool view_uses(struct models *m, const struct object *view, const struct enum_type *e)
{
    const struct view_members *members = map_get(m->members, view);

    for (size_t i = 0; i < members->n; i++)
        if (models_enum(m, members->items[i]) == e && !type_is_array(members->items[i]->type))
            return true;
    return false;
}

/* --- Files -------------------------------------------------------------------------------- */

static const char head[] = "#pragma once\n#include <modelgen/begin.h>\n";

static void add_file(struct models *m, struct model_files *files, const char *name,
                     struct mg_buf *text)
{
    mg_buf_add(text, "\n#include <modelgen/end.h>\n");
    if (mg_buf_failed(text))
        BUG("out of memory");
    *vec_push(m->arena, files) =
        (struct model_file){name, arena_strdup(m->arena, mg_buf_text(text))};
    mg_buf_free(text);
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What a table's header needs: tables that it refers to, tables that refer to it late, enums.h. */
static void put_includes(struct models *m, struct mg_buf *out, const struct object *table,
                         const struct object *const *users, const struct objects *enums)
{
    struct objects keys = schema_children(m->schema, &kind_foreign_key, table->schema, table->name);
    struct objects links =
        schema_children(m->schema, &kind_inheritance, table->schema, table->name);
    struct strings names = {0};

    for (size_t i = 0; i < links.n; i++) {
        const struct object *parent =
            models_parent(m, (const struct inheritance *)links.items[i]);

        if (strings_find(&names, models_header(m, parent)) < 0)
            strings_add(m->arena, &names, models_header(m, parent));
    }
    for (size_t i = 0; i < keys.n; i++) {
        const struct foreign_key *key = (const struct foreign_key *)keys.items[i];
        const struct object *other = referenced_table(m, key);

        if (other != table && !is_late(m, key) && strings_find(&names, models_name(m, other)) < 0)
            strings_add(m->arena, &names, models_name(m, other));
    }
    for (size_t i = 0; i < m->late.n; i++) {
        const struct foreign_key *key = m->late.items[i];
        const struct object *own =
            schema_find(m->schema, &kind_table, key->o.schema, "", key->o.table);

        if (referenced_table(m, key) == table && strings_find(&names, models_name(m, own)) < 0)
            strings_add(m->arena, &names, models_name(m, own));
    }
    for (size_t i = 0; i < enums->n; i++)
        if (!users[i] && uses(m, table, (const struct enum_type *)enums->items[i])) {
            strings_add(m->arena, &names, "enums");
            break;
        }
    if (names.n > 1)
        qsort(names.items, names.n, sizeof *names.items, compare_texts);
    for (size_t i = 0; i < names.n; i++)
        mg_buf_printf(out, "#include \"%s.h\"\n", names.items[i]);
}

static void put_late(struct models *m, struct mg_buf *out, const struct object *table)
{
    for (size_t i = 0; i < m->late.n; i++)
        if (referenced_table(m, m->late.items[i]) == table)
            put_foreign_key(m, out, m->late.items[i]);
}

/* --- What is in no table ------------------------------------------------------------------ */

static bool is_item(const struct kind *kind)
{
    return kind->word && !kind->in_table && !is_view(kind);
}

/* What is in a schema says it along, and ON_UPDATE what it makes. */
static bool is_said(struct models *m, const struct object *o)
{
    if (o->kind == &kind_schema)
        return !o->comment && !o->owner && map_get(m->said_schemas, o->name);
    return map_get(m->on_updates, o);
}

static void find_said_schemas(struct models *m)
{
    for (size_t i = 0; i < schema_count(m->schema); i++) {
        const struct object *o = schema_at(m->schema, i);
        const char *in = o->schema;

        if (o->kind == &kind_extension && ((const struct extension *)o)->in_schema)
            in = ((const struct extension *)o)->in_schema;
        if (*in && !o->kind->in_table)
            map_put(m->said_schemas, in, (void *)o);
    }
}

static size_t count_items(struct models *m, const struct kind *kind)
{
    struct objects all = schema_of_kind(m->schema, kind);
    size_t n = 0;

    for (size_t i = 0; i < all.n; i++)
        n += !is_said(m, all.items[i]);
    return n;
}

static void put_items(struct models *m, struct mg_buf *out, const struct kind *kind)
{
    struct objects all = schema_of_kind(m->schema, kind);

    for (size_t i = 0, n = 0; i < all.n; i++) {
        if (is_said(m, all.items[i]))
            continue;
        if (n++ == 0 || all.items[i]->comment)
            mg_buf_add(out, "\n");
        put_item(m, out, all.items[i]);
    }
}

/* "materialized view" -> "materialized_views.h" */
static const char *header_of(struct models *m, const struct kind *kind)
{
    size_t n = strlen(kind->title);
    bool y = n > 1 && kind->title[n - 1] == 'y' && !strchr("aeiou", kind->title[n - 2]);
    char *name = arena_printf(m->arena, "%.*s%s.h", (int)(n - y), kind->title, y ? "ies" : "s");

    for (char *p = name; *p; p++)
        if (*p == ' ')
            *p = '_';
    return name;
}

static void emit_items(struct models *m, struct model_files *files)
{
    for (size_t k = 0; k < kind_count; k++) {
        struct mg_buf out = MG_BUF_INIT;

        if (!is_item(kinds[k]) || !count_items(m, kinds[k]))
            continue;
        mg_buf_add(&out, head);
        put_items(m, &out, kinds[k]);
        add_file(m, files, header_of(m, kinds[k]), &out);
    }
}

static void emit_one(struct models *m, struct model_files *files)
{
    struct mg_buf out = MG_BUF_INIT;
    struct objects enums = schema_of_kind(m->schema, &kind_enum_type);

    mg_buf_add(&out, head);
    for (size_t i = 0; i < enums.n; i++) {
        mg_buf_add(&out, "\n");
        put_enum(m, &out, (const struct enum_type *)enums.items[i]);
    }
    for (size_t i = 0; i < m->tables.n; i++) {
        if (is_short_partition(m, m->tables.items[i]))
            continue;
        mg_buf_add(&out, "\n");
        put_table(m, &out, m->tables.items[i]);
        put_late(m, &out, m->tables.items[i]);
    }
    for (size_t k = 0; k < kind_count; k++)
        if (is_item(kinds[k]))
            put_items(m, &out, kinds[k]);
    for (size_t i = 0; i < schema_count(m->schema); i++)
        if (is_view(schema_at(m->schema, i)->kind)) {
            mg_buf_add(&out, "\n");
            put_view(m, &out, schema_at(m->schema, i));
        }
    add_file(m, files, "models.h", &out);
}

/* A view's header needs those of the enums that its members are of. */
static void emit_views(struct models *m, struct model_files *files,
                       const struct object *const *users, const struct objects *enums)
{
    for (size_t i = 0; i < schema_count(m->schema); i++) {
        const struct object *view = schema_at(m->schema, i);
        struct mg_buf out = MG_BUF_INIT;
        struct strings names = {0};

        if (!is_view(view->kind))
            continue;
        for (size_t k = 0; k < enums->n; k++) {
            const char *name = users[k] ? models_name(m, users[k]) : "enums";

            if (view_uses(m, view, (const struct enum_type *)enums->items[k]) &&
                strings_find(&names, name) < 0)
                strings_add(m->arena, &names, name);
        }
        if (names.n > 1)
            qsort(names.items, names.n, sizeof *names.items, compare_texts);
        mg_buf_add(&out, "#pragma once\n");
        for (size_t k = 0; k < names.n; k++)
            mg_buf_printf(&out, "#include \"%s.h\"\n", names.items[k]);
        mg_buf_add(&out, "#include <modelgen/begin.h>\n\n");
        put_view(m, &out, view);
        add_file(m, files, arena_printf(m->arena, "%s.h", models_name(m, view)), &out);
    }
}

static void emit_many(struct models *m, struct model_files *files)
{
    struct objects enums = schema_of_kind(m->schema, &kind_enum_type);
    const struct object **users = arena_alloc(m->arena, (enums.n + 1) * sizeof *users);
    struct mg_buf shared = MG_BUF_INIT;

    mg_buf_add(&shared, head);
    size_t empty = shared.n;

    for (size_t i = 0; i < enums.n; i++) {
        users[i] = user_of(m, (const struct enum_type *)enums.items[i]);
        if (users[i])
            continue;
        mg_buf_add(&shared, "\n");
        put_enum(m, &shared, (const struct enum_type *)enums.items[i]);
    }
    if (shared.n > empty)
        add_file(m, files, "enums.h", &shared);
    mg_buf_free(&shared);
    for (size_t i = 0; i < m->tables.n; i++) {
        const struct object *table = m->tables.items[i];
        struct mg_buf out = MG_BUF_INIT;

        if (is_short_partition(m, table))
            continue; /* it stands below its parent */
        mg_buf_add(&out, "#pragma once\n");
        put_includes(m, &out, table, users, &enums);
        mg_buf_add(&out, "#include <modelgen/begin.h>\n");
        for (size_t k = 0; k < enums.n; k++)
            if (users[k] == table) {
                mg_buf_add(&out, "\n");
                put_enum(m, &out, (const struct enum_type *)enums.items[k]);
            }
        mg_buf_add(&out, "\n");
        put_table(m, &out, table);
        put_late(m, &out, table);
        add_file(m, files, arena_printf(m->arena, "%s.h", models_name(m, table)), &out);
    }
    emit_views(m, files, users, &enums);
}

struct model_files emit_models(struct arena *arena, const struct schema *schema, bool one_file)
{
    struct models m = {.arena = arena,
                       .schema = schema,
                       .names = map_of_addresses(arena),
                       .taken = map_of_texts(arena),
                       .ranks = map_of_addresses(arena),
                       .enums = map_of_texts(arena),
                       .taken_files = map_of_texts(arena),
                       .said_schemas = map_of_texts(arena),
                       .on_updates = map_of_addresses(arena)};
    struct model_files files = {0};

    find_said_schemas(&m);
    models_find_on_updates(&m);
    map_put(m.taken, "enums", &m); /* a table of that name would take the file */
    for (size_t k = 0; k < kind_count; k++)
        if (is_item(kinds[k]) && count_items(&m, kinds[k])) {
            char *stem = arena_strdup(arena, header_of(&m, kinds[k]));

            stem[strlen(stem) - 2] = '\0';
            map_put(m.taken, stem, &m);
        }
    models_find_members(&m);
    models_name_all(&m);
    order_tables(&m);
    if (one_file) {
        emit_one(&m, &files);
    } else {
        emit_many(&m, &files);
        emit_items(&m, &files);
    }
    for (size_t i = 0; i < m.bodies.n; i++)
        *vec_push(arena, &files) = m.bodies.items[i];
    return files;
}
