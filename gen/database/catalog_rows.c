#include "database/catalog_rows.h"

#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

#include "kinds/kinds.h"
#include "model/types.h"
#include "runtime/base/buf.h"

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
            out_of_memory();
        strings_add(arena, &list, arena_text(arena, &item));
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

/* A column that a migration dropped and the runner keeps: _dropped_[down_]<revision>_<name>. */
static bool is_set_aside(const struct object *o)
{
    static const char start[] = "_dropped_", down[] = "down_";
    size_t n = sizeof start - 1;

    if (o->kind != &kind_column || strncmp(o->name, start, n) != 0)
        return false;
    if (strncmp(o->name + n, down, sizeof down - 1) == 0)
        n += sizeof down - 1;
    return strspn(o->name + n, "0123456789abcdef") == 12 && o->name[n + 12] == '_';
}

void finding_add(struct finding *f, struct found *found)
{
    *vec_push(f->arena, &f->found) = found;
    map_put(f->nodes, found->node, found);
}

/* What queries give beside the fields of the kind. */
enum {
    CLASS,
    OID,
    SUB,
    SCHEMA,
    TABLE,
    NAME,
    POSITION,
    COMMENT,
    LEFT_OUT,
    LOST,
    DEFAULT_OID,  /* of a column */
    RULE_OID,     /* of a view: what needs something is the rule behind it */
    ABOUT_CLASS,  /* it says something of another object, whose number oid is then, */
    ABOUT_SCHEMA, /* in that schema */
    COMMONS,
};

static const char *const commons[COMMONS] = {
    "class",   "oid",      "sub",  "schema",      "table",    "name",        "position",
    "comment", "left_out", "lost", "default_oid", "rule_oid", "about_class", "about_schema",
};

static void set_common(const char **values, const char *column, const char *value)
{
    for (size_t i = 0; i < COMMONS; i++)
        if (strcmp(commons[i], column) == 0)
            values[i] = value;
}

static void fill_object(struct finding *f, struct object *o, const char *const *values)
{
    const struct kind *kind = o->kind;

    o->schema = schema_value(f, values[SCHEMA]);
    o->table = values[TABLE] ? values[TABLE] : "";
    o->name = values[NAME] ? values[NAME] : "";
    o->comment = values[COMMENT] && *values[COMMENT] ? values[COMMENT] : NULL;
    o->position = values[POSITION] ? (int)strtol(values[POSITION], NULL, 10) : 0;
    if (kind->pulled)
        kind->pulled(f->arena, o);
    if (kind->said)
        kind->said(f->arena, o);
    if (kind->nameless)
        o->name = kind->key(f->arena, o);
}

/* PostgreSQL's own things are no part of a model, but what is allowed to whom can be. */
static bool is_own(const struct found *found, const char *const *values)
{
    const struct object *o = found->object;

    if (values[ABOUT_SCHEMA] && strcmp(values[ABOUT_SCHEMA], "pg_catalog") == 0)
        return true;
    return schema_is_own(o->kind == &kind_schema ? o->name : found->schema) && !is_set_aside(o);
}

static void add_object(struct finding *f, const struct kind *kind, const struct rows *rows,
                       size_t row)
{
    struct object *o = object_new(f->arena, kind);
    struct found *found = arena_new_of(f->arena, struct found);
    const char *values[COMMONS] = {[CLASS] = "", [OID] = "", [SUB] = "0"};

    for (size_t k = 0; k < rows->columns; k++) {
        const char *column = rows->names[k], *value = rows->values[row * rows->columns + k];
        const struct field *field = kind_field(kind, column);

        if (field)
            set_field(f, o, field, value);
        else
            set_common(values, column, value);
    }
    fill_object(f, o, values);
    *found = (struct found){
        .object = o,
        .label = object_label(f->arena, o),
        .node = node_name(f->arena, values[CLASS], values[OID], values[SUB]),
        .why = values[LEFT_OUT],
        .lost = array_items(f->arena, values[LOST]),
        .schema = values[ABOUT_SCHEMA] ? schema_value(f, values[ABOUT_SCHEMA]) : o->schema,
    };
    if (values[ABOUT_CLASS])
        found->about = node_name(f->arena, values[ABOUT_CLASS], values[OID], "0");
    if (values[DEFAULT_OID])
        found->default_node = node_name(f->arena, "2604", values[DEFAULT_OID], "0");
    if (!is_own(found, values) ||
        map_get(f->members, node_name(f->arena, values[CLASS], values[OID], "0")))
        return;
    finding_add(f, found);
    if (found->default_node)
        map_put(f->nodes, found->default_node, found);
    if (values[RULE_OID])
        map_put(f->nodes, node_name(f->arena, "2618", values[RULE_OID], "0"), found);
}

/* Whether there is what the kind's query asks: an extension makes it. */
static bool can_ask(struct finding *f, const struct kind *kind, bool *can)
{
    struct rows rows;

    *can = !kind->catalog_of;
    if (*can)
        return true;
    if (!finding_query(
            f, arena_printf(f->arena, "SELECT to_regclass('%s') AS there", kind->catalog_of),
            &rows))
        return false;
    *can = rows_value(&rows, 0, "there") != NULL;
    return true;
}

bool finding_objects(struct finding *f)
{
    for (size_t k = 0; k < kind_count; k++) {
        struct rows rows;
        bool can;

        if (!can_ask(f, kinds[k], &can))
            return false;
        if (!can)
            continue;
        if (!finding_query(f, kinds[k]->catalog, &rows))
            return false;
        for (size_t i = 0; i < rows.n; i++)
            add_object(f, kinds[k], &rows, i);
    }
    return true;
}
