/* Names, and SQL text that mentions them, as they are called afterwards. */
#include <string.h>

#include "kinds/compose.h"
#include "model/sql.h"
#include "model/types.h"
#include "plan/renaming.h"

const struct rename *rename_of(const struct applying *a, const struct object *o)
{
    return o ? map_get(a->of_object, o) : NULL;
}

/* --- Names -------------------------------------------------------------------------------- */

const char *renamed_schema(const struct applying *a, const char *schema)
{
    if (!a->schemas)
        return schema;

    const struct rename *r = rename_of(a, schema_find(a->before, &kind_schema, "", "", schema));

    return r ? r->to->name : schema;
}

const char *renamed_column(const struct applying *a, const struct object *table, const char *column)
{
    const struct columns *columns = table ? map_get(a->columns, table) : NULL;

    for (size_t i = 0; columns && i < columns->items.n; i++)
        if (strcmp(columns->items.items[i]->from->name, column) == 0)
            return columns->items.items[i]->to->name;
    return column;
}

static const char *renamed_type(const struct applying *a, const char *type)
{
    const struct enum_type *e = enum_of_type(a->arena, a->before, type);

    if (!e)
        return type;

    const struct rename *r = rename_of(a, &e->o);
    const char *schema = r ? r->to->schema : renamed_schema(a, e->o.schema);
    const char *name = r ? r->to->name : e->o.name;

    return arena_printf(a->arena, "%s%s", compose_sql_name(a->arena, schema, name),
                        type + strlen(type_base(a->arena, type)));
}

/* --- SQL ---------------------------------------------------------------------------------- */

/* Swapped names (a to b and b to a) pass through names that nobody has. */
static const char *rename_columns(const struct applying *a, const struct columns *columns,
                                  const char *text)
{
    size_t n = columns->items.n;

    for (size_t i = 0; i < n; i++)
        text = sql_rename_as(a->arena, text, SQL_COLUMN, columns->items.items[i]->from->name,
                             n == 1 ? columns->items.items[i]->to->name
                                    : arena_printf(a->arena, "modelgen passing %zu", i));
    for (size_t i = 0; n > 1 && i < n; i++)
        text = sql_rename_as(a->arena, text, SQL_COLUMN,
                             arena_printf(a->arena, "modelgen passing %zu", i),
                             columns->items.items[i]->to->name);
    return text;
}

static const char *rename_types(const struct applying *a, const char *text)
{
    for (size_t i = 0; a->types && i < a->renames->objects.n; i++) {
        const struct rename *r = &a->renames->objects.items[i];

        if (r->from->kind == &kind_enum_type)
            text = sql_rename_as(a->arena, text, SQL_TYPE_NAME, r->from->name, r->to->name);
    }
    return text;
}

static const char *rename_functions(const struct applying *a, const char *text)
{
    for (size_t i = 0; a->functions && i < a->renames->objects.n; i++) {
        const struct rename *r = &a->renames->objects.items[i];

        if (r->from->kind != &kind_function)
            continue;
        text = sql_rename_as(a->arena, text, SQL_FUNCTION,
                             arena_strndup(a->arena, r->from->name, strcspn(r->from->name, "(")),
                             arena_strndup(a->arena, r->to->name, strcspn(r->to->name, "(")));
    }
    return text;
}

static const char *rename_schemas(const struct applying *a, const char *text)
{
    for (size_t i = 0; a->schemas && i < a->renames->objects.n; i++) {
        const struct rename *r = &a->renames->objects.items[i];

        if (r->from->kind == &kind_schema)
            text = sql_rename_as(a->arena, text, SQL_QUALIFIER, r->from->name, r->to->name);
    }
    return text;
}

static bool is_of_enum(const struct applying *a, const struct object *column,
                       const struct enum_type *e)
{
    return enum_of_type(a->arena, a->before, ((const struct column *)column)->type) == e;
}

/* The constants of an expression follow a label where a column of the enum may be meant. */
static bool may_hold_label(const struct applying *a, const struct object *o,
                           const struct enum_type *e)
{
    if (o->kind == &kind_column && !((const struct column *)o)->generated)
        return is_of_enum(a, o, e);

    struct objects columns = schema_children(a->before, &kind_column, o->schema, o->table);

    for (size_t i = 0; i < columns.n; i++)
        if (is_of_enum(a, columns.items[i], e))
            return true;
    return false;
}

static const char *rename_labels(const struct applying *a, const struct object *o, const char *text)
{
    size_t n = a->renames->labels.n;

    for (size_t i = 0; i < n; i++) {
        const struct label_rename *r = &a->renames->labels.items[i];

        if (may_hold_label(a, o, r->from))
            text = sql_rename_string(a->arena, text, r->from_label,
                                     arena_printf(a->arena, "modelgen passing %zu", i));
    }
    for (size_t i = 0; i < n; i++)
        text = sql_rename_string(a->arena, text, arena_printf(a->arena, "modelgen passing %zu", i),
                                 a->renames->labels.items[i].to_label);
    return text;
}

const char *renamed_text(const struct applying *a, const struct object *o,
                         const struct object *table, enum field_role role, const char *text)
{
    const struct columns *columns = table ? map_get(a->columns, table) : NULL;
    const struct rename *r = rename_of(a, table);

    switch (role) {
    case ROLE_NONE:
    case ROLE_REF_SCHEMA: /* the three of a foreign key are done together */
    case ROLE_REF_TABLE:
    case ROLE_REF_COLUMNS:
    case ROLE_RELATION:
    case ROLE_OBJECT:
    case ROLE_QUERY:
    case ROLE_BODY:
        return text;
    case ROLE_SCHEMA:
        return renamed_schema(a, text);
    case ROLE_COLUMNS:
        return renamed_column(a, table, text);
    case ROLE_TYPE:
        return renamed_type(a, text);
    case ROLE_FUNCTION:
        return rename_schemas(a, rename_functions(a, text));
    case ROLE_EXPRESSION:
        if (columns)
            text = rename_columns(a, columns, text);
        if (r)
            text = sql_rename_as(a->arena, text, SQL_QUALIFIER, r->from->name, r->to->name);
        break;
    case ROLE_VALUE:
        break;
    }
    text = renamed_sequences(a, text);
    text = rename_schemas(a, rename_functions(a, rename_types(a, text)));
    return rename_labels(a, o, text);
}
