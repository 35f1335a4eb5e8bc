/*
 * Headers: which of them says what, and which others it includes. A header for each table and view,
 * one for the enums that several of them use and one for each other kind; or one for each schema;
 * or a single one.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "emit/models_parts.h"
#include "kinds/compose.h"
#include "model/types.h"

/* What is written into one header. */
struct header {
    const char *stem;        /* "users" */
    struct strings includes; /* stems */
    struct strings first;    /* those that must be included before: how deep is told below */
    struct mg_buf text;
    int depth;
};

/* --- Which header an object stands in ------------------------------------------------------- */

/* "materialized view" -> "materialized_views" */
static const char *stem_of_kind(struct models *m, const struct kind *kind)
{
    size_t n = strlen(kind->title);
    bool y = n > 1 && kind->title[n - 1] == 'y' && !strchr("aeiou", kind->title[n - 2]);
    bool es = n > 1 && strcmp(kind->title + n - 2, "ss") == 0; /* operator class */
    char *name = arena_printf(m->arena, "%.*s%s", (int)(n - y), kind->title,
                              y    ? "ies"
                              : es ? "es"
                                   : "s");

    for (char *p = name; *p; p++)
        if (*p == ' ')
            *p = '_';
    return name;
}

/* A schema's name as a file's; two that become the same share a header. */
static const char *stem_of_schema(struct models *m, const char *schema)
{
    char *stem = arena_strdup(m->arena, schema);

    for (char *p = stem; *p; p++)
        if (!isalnum((unsigned char)*p) && *p != '_')
            *p = '_';
        else
            *p = (char)tolower((unsigned char)*p);
    if (strcmp(stem, "enums") == 0 || strcmp(stem, "types") == 0 || strcmp(stem, "models") == 0)
        return arena_printf(m->arena, "%s_schema", stem);
    return *stem ? stem : "models";
}

/* Domains and composite types of all schemas may be made of each other. */
static const char *stem_of_types(const struct models *m)
{
    return m->division == MODELS_IN_ONE ? "models" : "types";
}

static const char *stem_of(struct models *m, const struct object *o)
{
    if (o->kind == &kind_table)
        o = models_standing(m, o);
    switch (m->division) {
    case MODELS_IN_ONE:
        return "models";
    case MODELS_BY_SCHEMA:
        return stem_of_schema(m, o->kind == &kind_schema ? "" : o->schema);
    case MODELS_BY_TABLE:
        return o->kind == &kind_table || is_view(o->kind) ? models_name(m, o)
                                                          : stem_of_kind(m, o->kind);
    }
    BUG("no such division");
}

void models_take_headers(struct models *m)
{
    if (m->division != MODELS_BY_TABLE)
        return;
    map_put(m->taken, "enums", m); /* a table of that name would take the file */
    if (has_types(m))
        map_put(m->taken, "types", m);
    for (size_t k = 0; k < kind_count; k++)
        if (is_item(kinds[k]) && count_items(m, kinds[k]))
            map_put(m->taken, stem_of_kind(m, kinds[k]), m);
}

/* --- Where enums stand -------------------------------------------------------------------- */

static const struct enum_type *models_enum(struct models *m, const char *type)
{
    const struct object *o = models_type(m, type);

    return o && o->kind == &kind_enum_type ? (const struct enum_type *)o : NULL;
}

/* A header uses the enum: it has it, or else, where others do, enums.h. */
static void use_enum(struct models *m, const struct enum_type *e, const char *stem)
{
    const char *known = map_get(m->hosts, e);

    map_put(m->hosts, e, (void *)(!known || strcmp(known, stem) == 0 ? stem : "enums"));
}

/* Enums that other types are made of. */
static void find_hosts_of_types(struct models *m)
{
    struct objects domains = schema_of_kind(m->schema, &kind_domain);
    struct objects attributes = schema_of_kind(m->schema, &kind_attribute);

    for (size_t i = 0; i < domains.n; i++) {
        const struct enum_type *e = models_enum(m, ((const struct domain *)domains.items[i])->type);

        if (e)
            use_enum(m, e, stem_of_types(m));
    }
    for (size_t i = 0; i < attributes.n; i++) {
        const struct enum_type *e =
            models_enum(m, ((const struct attribute *)attributes.items[i])->type);

        if (e)
            use_enum(m, e, stem_of_types(m));
    }
}

static void find_hosts(struct models *m)
{
    struct objects enums = schema_of_kind(m->schema, &kind_enum_type);
    struct objects columns = schema_of_kind(m->schema, &kind_column);

    find_hosts_of_types(m);
    for (size_t i = 0; i < columns.n; i++) {
        const struct object *c = columns.items[i];
        const struct object *table = schema_find(m->schema, &kind_table, c->schema, "", c->table);
        const struct enum_type *e = models_enum(m, ((const struct column *)c)->type);

        if (e && table && !((const struct column *)c)->inherited)
            use_enum(m, e, stem_of(m, table));
    }
    for (size_t i = 0; i < schema_count(m->schema); i++) {
        const struct view_members *members = map_get(m->members, schema_at(m->schema, i));

        for (size_t k = 0; members && k < members->n; k++) {
            const struct enum_type *e = models_enum(m, members->items[k]->type);

            /* A view may include the header of a table; schemas may not include each other. */
            if (e && m->division != MODELS_BY_TABLE)
                use_enum(m, e, stem_of(m, schema_at(m->schema, i)));
        }
    }
    for (size_t i = 0; i < enums.n; i++)
        if (!map_get(m->hosts, enums.items[i]) || m->division == MODELS_IN_ONE)
            map_put(
                m->hosts, enums.items[i],
                (void *)(m->division == MODELS_BY_TABLE ? "enums" : stem_of(m, enums.items[i])));
}

/* --- Headers ------------------------------------------------------------------------------ */

static struct header *header_named(struct models *m, const char *stem)
{
    struct objects enums = schema_of_kind(m->schema, &kind_enum_type);
    struct header *header = map_get(m->headers_of, stem);

    if (header)
        return header;
    header = arena_new_of(m->arena, struct header);
    *header = (struct header){.stem = stem, .text = MG_BUF_INIT};
    map_put(m->headers_of, stem, header);
    *vec_push(m->arena, &m->headers) = header;
    for (size_t i = 0; i < enums.n; i++)
        if (strcmp(map_get(m->hosts, enums.items[i]), stem) == 0) {
            mg_buf_add(&header->text, "\n");
            put_enum(m, &header->text, (const struct enum_type *)enums.items[i]);
        }
    return header;
}

static void include(struct models *m, struct header *header, const char *stem)
{
    if (strcmp(stem, header->stem) != 0 && strings_find(&header->includes, stem) < 0)
        strings_add(m->arena, &header->includes, stem);
}

static void include_type(struct models *m, struct header *header, const char *type)
{
    const struct object *o = models_type(m, type);

    if (o)
        include(m, header, o->kind == &kind_enum_type ? map_get(m->hosts, o) : stem_of_types(m));
}

/* --- What stands in them ------------------------------------------------------------------ */

/* What a table's header needs: tables that it refers to, tables that refer to it late, enums. */
static void include_for_table(struct models *m, struct header *header, const struct object *table)
{
    struct object_list needed = models_tables_needed(m, table);
    struct objects columns = schema_children(m->schema, &kind_column, table->schema, table->name);
    const size_t *own = map_get(m->ranks, table);

    for (size_t i = 0; i < needed.n; i++)
        if (*(const size_t *)map_get(m->ranks, needed.items[i]) <= *own)
            include(m, header, stem_of(m, needed.items[i]));
    for (size_t i = 0; i < m->late.n; i++) {
        const struct object *key = &m->late.items[i]->o;

        if (referenced_table(m, m->late.items[i]) == table)
            include(m, header,
                    stem_of(m, schema_find(m->schema, &kind_table, key->schema, "", key->table)));
    }
    for (size_t i = 0; i < columns.n; i++)
        include_type(m, header, ((const struct column *)columns.items[i])->type);
}

static void add_types(struct models *m)
{
    struct objects domains = schema_of_kind(m->schema, &kind_domain);
    struct objects attributes = schema_of_kind(m->schema, &kind_attribute);
    struct header *header;

    if (!has_types(m))
        return;
    header = header_named(m, stem_of_types(m));
    for (size_t i = 0; i < domains.n; i++)
        include_type(m, header, ((const struct domain *)domains.items[i])->type);
    for (size_t i = 0; i < attributes.n; i++)
        include_type(m, header, ((const struct attribute *)attributes.items[i])->type);
    put_types(m, &header->text);
}

static void add_tables(struct models *m)
{
    for (size_t i = 0; i < m->tables.n; i++) {
        const struct object *table = m->tables.items[i];
        struct header *header = header_named(m, stem_of(m, table));

        if (is_short_partition(m, table))
            continue;
        include_for_table(m, header, table);
        mg_buf_add(&header->text, "\n");
        put_table(m, &header->text, table);
        for (size_t k = 0; k < m->late.n; k++)
            if (referenced_table(m, m->late.items[k]) == table)
                put_foreign_key(m, &header->text, m->late.items[k]);
    }
}

static void add_views(struct models *m)
{
    for (size_t i = 0; i < schema_count(m->schema); i++) {
        const struct object *view = schema_at(m->schema, i);
        const struct view_members *members = map_get(m->members, view);
        struct header *header;

        if (!is_view(view->kind))
            continue;
        header = header_named(m, stem_of(m, view));
        for (size_t k = 0; members && k < members->n; k++)
            if (!type_is_array(members->items[k]->type))
                include_type(m, header, members->items[k]->type);
        mg_buf_add(&header->text, "\n");
        put_view(m, &header->text, view);
    }
}

static void add_items(struct models *m)
{
    for (size_t k = 0; k < kind_count; k++) {
        struct objects all = schema_of_kind(m->schema, kinds[k]);
        const struct header *last = NULL;

        for (size_t i = 0; i < all.n && is_item(kinds[k]); i++) {
            struct header *header;

            if (is_said(m, all.items[i]))
                continue;
            header = header_named(m, stem_of(m, all.items[i]));
            if (header != last || all.items[i]->comment)
                mg_buf_add(&header->text, "\n");
            put_item(m, &header->text, all.items[i]);
            last = header;
        }
    }
}

/* --- As files ----------------------------------------------------------------------------- */

/*
 * Compilers follow includes within includes to a depth of 200. Where a chain of tables is longer, a
 * header at every hundredth step is included first, from the first one on, by all that come after
 * it.
 */
enum { DEEP = 100 };

static void measure(struct models *m, struct header *header)
{
    header->depth = 1;
    for (size_t i = 0; i < header->includes.n; i++) {
        const struct header *other = map_get(m->headers_of, header->includes.items[i]);

        for (size_t k = 0; k < other->first.n; k++)
            if (strings_find(&header->first, other->first.items[k]) < 0)
                strings_add(m->arena, &header->first, other->first.items[k]);
        if (other->depth >= DEEP)
            strings_add(m->arena, &header->first, other->stem);
        else if (other->depth >= header->depth)
            header->depth = other->depth + 1;
    }
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_file(struct models *m, struct header *header, struct model_files *files)
{
    struct mg_buf text = MG_BUF_INIT;
    struct strings *names = &header->includes;

    measure(m, header);
    if (names->n > 1)
        qsort(names->items, names->n, sizeof *names->items, compare_texts);
    mg_buf_add(&text, "#pragma once\n");
    for (size_t i = 0; i < header->first.n; i++)
        mg_buf_printf(&text, "#include \"%s.h\"\n", header->first.items[i]);
    for (size_t i = 0; i < names->n; i++)
        if (strings_find(&header->first, names->items[i]) < 0)
            mg_buf_printf(&text, "#include \"%s.h\"\n", names->items[i]);
    mg_buf_add(&text, "#include <modelgen/begin.h>\n");
    mg_buf_addn(&text, mg_buf_text(&header->text), header->text.n);
    mg_buf_add(&text, "\n#include <modelgen/end.h>\n");
    if (mg_buf_failed(&text) || mg_buf_failed(&header->text))
        out_of_memory();
    *vec_push(m->arena, files) = (struct model_file){arena_printf(m->arena, "%s.h", header->stem),
                                                     arena_text(m->arena, &text)};
    mg_buf_free(&text);
    mg_buf_free(&header->text);
}

struct model_files models_divide(struct models *m)
{
    struct objects enums = schema_of_kind(m->schema, &kind_enum_type);
    struct model_files files = {0};

    find_hosts(m);
    for (size_t i = 0; i < enums.n; i++)
        if (strcmp(map_get(m->hosts, enums.items[i]), "enums") == 0)
            header_named(m, "enums");
    add_types(m);
    add_tables(m);
    add_views(m);
    add_items(m);
    for (size_t i = 0; i < enums.n; i++) /* of a schema that has nothing else */
        header_named(m, map_get(m->hosts, enums.items[i]));
    for (size_t i = 0; i < m->headers.n; i++)
        add_file(m, m->headers.items[i], &files);
    for (size_t i = 0; i < m->bodies.n; i++)
        *vec_push(m->arena, &files) = m->bodies.items[i];
    return files;
}
