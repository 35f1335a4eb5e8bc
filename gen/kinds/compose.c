#include "kinds/compose.h"

#include <stdlib.h>
#include <string.h>

#include "kinds/lineage.h"
#include "kinds/marks.h"
#include "model/names.h"
#include "model/sql.h"
#include "model/types.h"
#include "runtime/base/buf.h"

mg_list compose_list(struct arena *arena, const struct strings *list)
{
    if (list->n == 0)
        return NULL;

    const char **items = arena_alloc(arena, (list->n + 1) * sizeof *items);

    memcpy(items, list->items, list->n * sizeof *items);
    return items;
}

/* What stands before "=". */
static size_t key_length(const char *parameter)
{
    return strcspn(parameter, "= ");
}

static bool has_key(const struct strings *list, const char *parameter)
{
    size_t n = key_length(parameter);

    for (size_t i = 0; i < list->n; i++)
        if (key_length(list->items[i]) == n && strncmp(list->items[i], parameter, n) == 0)
            return true;
    return false;
}

void compose_with_changes(struct arena *arena, const struct strings *before,
                          const struct strings *after, mg_list *reset, mg_list *set)
{
    struct strings gone = {0}, changed = {0};

    for (size_t i = 0; i < before->n; i++)
        if (!has_key(after, before->items[i]))
            strings_add(arena, &gone,
                        arena_strndup(arena, before->items[i], key_length(before->items[i])));
    for (size_t i = 0; i < after->n; i++)
        if (strings_find(before, after->items[i]) < 0)
            strings_add(arena, &changed, after->items[i]);
    *reset = compose_list(arena, &gone);
    *set = compose_list(arena, &changed);
}

const char *compose_name(struct arena *arena, const struct object *o)
{
    /* A signature is quoted already where that is needed. */
    if (o->kind->names == NAMES_OF_ROUTINES && *o->schema)
        return arena_printf(arena, "%s.%s", qualified_name(arena, "", o->schema), o->name);
    if (o->kind->names == NAMES_OF_ROUTINES)
        return o->name;
    return qualified_name(arena, o->schema, o->name);
}

const char *compose_table(struct arena *arena, const struct object *o)
{
    return qualified_name(arena, o->schema, o->table);
}

const char *compose_signature(struct arena *arena, const struct object *o)
{
    const char *schema = qualified_name(arena, "", o->schema);

    return *o->schema ? arena_printf(arena, "%s.%s", schema, o->name) : o->name;
}

const char *compose_method_name(struct arena *arena, const struct object *o)
{
    const char *using_ = strstr(o->name, " USING ");
    size_t n = using_ ? (size_t)(using_ - o->name) : strlen(o->name);

    return arena_printf(arena, "%s%s",
                        qualified_name(arena, o->schema, arena_strndup(arena, o->name, n)),
                        using_ ? using_ : "");
}

const char *compose_sql_name(struct arena *arena, const char *schema, const char *name)
{
    if (!*schema)
        return sql_ident(arena, name);
    return arena_printf(arena, "%s.%s", sql_ident(arena, schema), sql_ident(arena, name));
}

const char *compose_literal(struct arena *arena, const char *value)
{
    struct mg_buf b = MG_BUF_INIT;

    mg_buf_literal(&b, value);

    const char *text = arena_text(arena, &b);

    mg_buf_free(&b);
    return text;
}

const char *compose_answer(struct arena *arena, const struct object *o)
{
    return arena_printf(arena, "%s%s%s%s%s", o->schema, *o->schema ? "." : "", o->table,
                        *o->table ? "." : "", o->name);
}

const char *compose_constraint_name(struct making *making, const struct object *o,
                                    const char *usual)
{
    if (!usual || o->comment || strcmp(o->name, usual) != 0 ||
        strings_find(&making->shared_names, o->name) >= 0)
        return o->name;
    return NULL;
}

struct mg_constraint compose_constraint(struct making *making, const struct object *o,
                                        const char *type, const char *usual_name,
                                        const struct strings *columns)
{
    struct mg_constraint constraint = {
        .type = type,
        .name = compose_constraint_name(making, o, usual_name),
        .comment = o->comment,
    };
    const char **slots = &constraint.column0;

    if (columns->n > 32)
        BUG("constraint \"%s\" has %zu columns", o->name, columns->n);
    for (size_t i = 0; i < columns->n; i++)
        slots[i] = columns->items[i];
    return constraint;
}

struct mg_item compose_constraint_item(struct making *making, struct mg_constraint constraint)
{
    struct mg_constraint *copy = arena_new_of(making->arena, struct mg_constraint);

    *copy = constraint;
    return (struct mg_item){.constraint = copy};
}

void constraint_create(struct making *making, const struct object *after)
{
    struct mg_item *items = arena_alloc(making->arena, 2 * sizeof *items);

    if (!lineage_has(making, after)) {
        items[0] = after->kind->item(making, after);
        MAKE(making, add_constraint, mg_table_args, compose_table(making->arena, after), items);
    }
    marks_make(making, after);
}

void constraint_drop(struct making *making, const struct object *before)
{
    if (lineage_keeps(making, before))
        return;
    marks_drop(making, before);
    MAKE(making, drop_constraint, mg_part_args, compose_table(making->arena, before), before->name);
}

void constraint_rename(struct making *making, const struct object *before,
                       const struct object *after)
{
    const struct object *o =
        schema_find(making->before, &kind_table, after->schema, "", after->table);
    const char *table = compose_table(making->arena, before);
    const char *type = o ? ((const struct table *)o)->of_type : NULL;

    /* PostgreSQL takes it for the name of a column, which is the type's. */
    if (type)
        MAKE(making, alter_table, mg_alter_table_args, .name = table, .no_type = 1);
    MAKE(making, rename_constraint, mg_rename_part_args, table, before->name, after->name);
    if (type)
        MAKE(making, alter_table, mg_alter_table_args, .name = table, .of_type = type);
}

/* One identifier of SQL text, its quotes taken away; *text moves behind it. */
static const char *take_ident(struct arena *arena, const char **text)
{
    const char *p = *text;

    if (*p != '"') {
        size_t n = strcspn(p, ".");

        *text = p + n;
        return arena_strndup(arena, p, n);
    }

    char *name = arena_alloc(arena, strlen(p)), *to = name;

    for (p++; *p && !(p[0] == '"' && p[1] != '"'); p++) {
        if (*p == '"')
            p++;
        *to++ = *p;
    }
    *text = *p ? p + 1 : p;
    return name;
}

/* The parts of "billing.state", '"Odd Name"': false if it is PostgreSQL's own type. */
static bool split_type(struct arena *arena, const char *type, const char **schema,
                       const char **name)
{
    const char *rest;

    if (type_is_builtin(arena, type) || !(rest = type_base(arena, type)))
        return false;
    *schema = "";
    *name = take_ident(arena, &rest);
    if (*rest == '.') {
        rest++;
        *schema = *name;
        *name = take_ident(arena, &rest);
    }
    return true;
}

static const struct object *type_called(struct arena *arena, const struct schema *s,
                                        const char *schema, const char *name)
{
    struct objects ranges = schema_of_kind(s, &kind_range_type);
    const struct object *found = NULL;

    for (size_t k = 0; k < kind_count && !found; k++)
        if (kinds[k]->names == NAMES_OF_TYPES || kinds[k]->holds_parts)
            found = schema_find(s, kinds[k], schema, "", name);
    if (found && found->kind == &kind_shell_type &&
        schema_find(s, &kind_base_type, schema, "", name))
        found = schema_find(s, &kind_base_type, schema, "", name);
    for (size_t i = 0; i < ranges.n && !found; i++)
        if (strcmp(range_multirange(arena, (const struct range_type *)ranges.items[i]),
                   qualified_name(arena, schema, name)) == 0)
            found = ranges.items[i];
    return found;
}

const struct object *type_object(struct arena *arena, const struct schema *s, const char *type)
{
    const struct object *found = NULL;
    const char *schema = "", *name;

    if (split_type(arena, type, &schema, &name))
        found = type_called(arena, s, schema, name);
    /* What texts call public.x is what models say of no schema, as in plan/scope.h. */
    if (!found && strcmp(schema, "public") == 0)
        found = type_called(arena, s, "", name);
    return found;
}

const struct enum_type *enum_of_type(struct arena *arena, const struct schema *s, const char *type)
{
    bool any = schema_of_kind(s, &kind_enum_type).n;
    const struct object *o = any ? type_object(arena, s, type) : NULL;

    return o && o->kind == &kind_enum_type ? (const struct enum_type *)o : NULL;
}

const char *type_without_domains(struct arena *arena, const struct schema *s, const char *type)
{
    bool array = false;

    for (size_t n = 0; n <= schema_of_kind(s, &kind_domain).n; n++) {
        const struct object *o = type_object(arena, s, type);

        if (!o || o->kind != &kind_domain)
            break;
        array |= type_is_array(type);
        type = ((const struct domain *)o)->type;
    }
    return array && !type_is_array(type) ? arena_printf(arena, "%s[]", type) : type;
}

const char *column_sequence(struct arena *arena, const struct column *c)
{
    return c->sequence ? c->sequence : name_sequence(arena, c->o.table, c->o.name);
}
