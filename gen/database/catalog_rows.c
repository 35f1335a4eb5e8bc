#include "database/catalog_rows.h"

#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

#include "kinds/kinds.h"
#include "model/types.h"
#include "runtime/buf.h"

bool finding_query(struct finding *f, const char *sql, struct rows *rows)
{
    PGresult *result = PQexec(f->connection, sql);
    ExecStatusType status = PQresultStatus(result);
    size_t n, columns;

    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
        diag_error(f->diags, MG605, (struct loc){0}, "the catalog cannot be read");
        diag_detail(f->diags, arena_strdup(f->arena, PQresultErrorMessage(result)));
        PQclear(result);
        return false;
    }
    n = (size_t)PQntuples(result);
    columns = (size_t)PQnfields(result);
    *rows = (struct rows){.n = n, .columns = columns};
    rows->names = arena_alloc(f->arena, (columns + 1) * sizeof *rows->names);
    rows->values = arena_alloc(f->arena, (n * columns + 1) * sizeof *rows->values);
    for (size_t k = 0; k < columns; k++)
        rows->names[k] = arena_strdup(f->arena, PQfname(result, (int)k));
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < columns; k++)
            if (!PQgetisnull(result, (int)i, (int)k))
                rows->values[i * columns + k] =
                    arena_strdup(f->arena, PQgetvalue(result, (int)i, (int)k));
    PQclear(result);
    return true;
}

const char *rows_value(const struct rows *rows, size_t row, const char *name)
{
    for (size_t k = 0; k < rows->columns; k++)
        if (strcmp(rows->names[k], name) == 0)
            return rows->values[row * rows->columns + k];
    return NULL;
}

const char *node_name(struct arena *arena, const char *class, const char *oid, const char *sub)
{
    if (!class || !oid || !sub)
        BUG("an object of the catalog without its number");
    return arena_printf(arena, "%s/%s/%s", class, oid, sub);
}

/* --- Values ------------------------------------------------------------------------------- */

/* The items of an array's text: {a,"b c",NULL}. */
static struct strings array_items(struct arena *arena, const char *p)
{
    struct strings list = {0};

    while (p && *p && *p != '}') {
        struct mg_buf item = MG_BUF_INIT;

        p++; /* { or , */
        if (*p == '}')
            break;
        if (*p == '"')
            for (p++; *p && *p != '"'; p++) {
                p += *p == '\\' && p[1];
                mg_buf_addc(&item, *p);
            }
        else
            while (*p && *p != ',' && *p != '}')
                mg_buf_addc(&item, *p++);
        p += *p == '"';
        if (mg_buf_failed(&item))
            BUG("out of memory");
        strings_add(arena, &list, arena_strdup(arena, mg_buf_text(&item)));
        mg_buf_free(&item);
    }
    return list;
}

static const char *field_value(struct finding *f, const struct field *field, const char *value)
{
    switch (field->role) {
    case ROLE_TYPE:
        return type_canonical(f->arena, value);
    case ROLE_EXPRESSION:
    case ROLE_VALUE:
        return catalog_expression(f->arena, value);
    case ROLE_QUERY:
        return field->form == FORM_SQL ? catalog_expression(f->arena, value) : value;
    case ROLE_REF_SCHEMA:
        return strcmp(value, f->default_schema) == 0 ? "" : value;
    case ROLE_NONE:
    case ROLE_COLUMNS:
    case ROLE_REF_TABLE:
    case ROLE_REF_COLUMNS:
    case ROLE_FUNCTION:
    case ROLE_SCHEMA:
    case ROLE_RELATION:
    case ROLE_OBJECT:
    case ROLE_BODY:
        return value;
    }
    BUG("field \"%s\" has no role", field->name);
}

/* The loader writes through offsets, as that of the snapshot does. */
static void set_field(struct finding *f, struct object *o, const struct field *field,
                      const char *value)
{
    void *member = (char *)o + field->offset;

    if (!value)
        return;
    switch (field->type) {
    case FIELD_TEXT:
        *(const char **)member = field_value(f, field, value);
        break;
    case FIELD_BOOL:
        *(bool *)member = strcmp(value, "t") == 0;
        break;
    case FIELD_LIST:
        *(struct strings *)member = array_items(f->arena, value);
        break;
    }
}

/* --- Objects ------------------------------------------------------------------------------ */

const char *schema_value(const struct finding *f, const char *schema)
{
    return !schema || strcmp(schema, f->default_schema) == 0 ? "" : schema;
}

bool schema_is_own(const char *schema)
{
    return strncmp(schema, "pg_", 3) != 0 && strcmp(schema, "information_schema") != 0 &&
           strcmp(schema, "modelgen") != 0 && strncmp(schema, "modelgen_dropped_", 17) != 0;
}

/* A column that a migration dropped and the runner keeps: _dropped_<revision>_<name>. */
static bool is_set_aside(const struct object *o)
{
    static const char start[] = "_dropped_";
    size_t n = sizeof start - 1;

    return o->kind == &kind_column && strncmp(o->name, start, n) == 0 &&
           strspn(o->name + n, "0123456789abcdef") == 12 && o->name[n + 12] == '_';
}

void finding_add(struct finding *f, struct found *found)
{
    *vec_push(f->arena, &f->found) = found;
    map_put(f->nodes, found->node, found);
}

static void add_object(struct finding *f, const struct kind *kind, const struct rows *rows,
                       size_t row)
{
    struct object *o = object_new(f->arena, kind);
    struct found *found = arena_new_of(f->arena, struct found);
    const char *table = NULL, *name = NULL, *class = "", *oid = "", *sub = "0", *default_oid = NULL,
               *rule_oid = NULL;
    const char *about_class = NULL, *about_schema = NULL;

    for (size_t k = 0; k < rows->columns; k++) {
        const char *column = rows->names[k], *value = rows->values[row * rows->columns + k];
        const struct field *field = kind_field(kind, column);

        if (field)
            set_field(f, o, field, value);
        else if (strcmp(column, "class") == 0)
            class = value;
        else if (strcmp(column, "oid") == 0)
            oid = value;
        else if (strcmp(column, "sub") == 0)
            sub = value;
        else if (strcmp(column, "schema") == 0)
            o->schema = schema_value(f, value);
        else if (strcmp(column, "table") == 0)
            table = value;
        else if (strcmp(column, "name") == 0)
            name = value;
        else if (strcmp(column, "position") == 0)
            o->position = (int)strtol(value, NULL, 10);
        else if (strcmp(column, "comment") == 0)
            o->comment = value && *value ? value : NULL;
        else if (strcmp(column, "left_out") == 0)
            found->why = value;
        else if (strcmp(column, "lost") == 0)
            found->lost = array_items(f->arena, value);
        else if (strcmp(column, "default_oid") == 0)
            default_oid = value;
        else if (strcmp(column, "about_class") == 0)
            about_class = value;
        else if (strcmp(column, "about_schema") == 0)
            about_schema = schema_value(f, value);
        else if (strcmp(column, "rule_oid") == 0)
            rule_oid = value;
    }
    o->table = table ? table : "";
    o->name = name ? name : "";
    if (kind->pulled)
        kind->pulled(f->arena, o);
    if (kind->said)
        kind->said(f->arena, o);
    if (kind->nameless)
        o->name = kind->key(f->arena, o);
    found->object = o;
    found->schema = about_schema ? about_schema : o->schema;
    bool of_system = about_schema && strcmp(about_schema, "pg_catalog") == 0;

    if (about_class)
        found->about = node_name(f->arena, about_class, oid, "0");
    found->node = node_name(f->arena, class, oid, sub);
    found->label = object_label(f->arena, o);
    if (default_oid)
        found->default_node = node_name(f->arena, "2604", default_oid, "0");
    if ((!schema_is_own(kind == &kind_schema ? o->name : found->schema) && !of_system) ||
        is_set_aside(o) || map_get(f->members, node_name(f->arena, class, oid, "0")))
        return;
    finding_add(f, found);
    if (found->default_node)
        map_put(f->nodes, found->default_node, found);
    if (rule_oid) /* of a view: what needs something is the rule behind it */
        map_put(f->nodes, node_name(f->arena, "2618", rule_oid, "0"), found);
}

bool finding_objects(struct finding *f)
{
    for (size_t k = 0; k < kind_count; k++) {
        struct rows rows;

        if (!finding_query(f, kinds[k]->catalog, &rows))
            return false;
        for (size_t i = 0; i < rows.n; i++)
            add_object(f, kinds[k], &rows, i);
    }
    return true;
}
