/* Names, and SQL text that mentions them, as they are called afterwards. */
#include <stdlib.h>
#include <string.h>

#include "kinds/compose.h"
#include "model/sql.h"
#include "model/sql_mentions.h"
#include "model/sql_token.h"
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

/* --- What texts lead to ------------------------------------------------------------------- */

/* An object's name afterwards. */
struct new_name {
    const char *schema, *name;
    bool same;
};

static struct new_name new_name_of(const struct applying *a, const struct object *o)
{
    const struct rename *r = rename_of(a, o);
    struct new_name n = {r ? r->to->schema : renamed_schema(a, o->schema),
                         r ? r->to->name : o->name, false};

    n.same = strcmp(n.schema, o->schema) == 0 && strcmp(n.name, o->name) == 0;
    if (strchr(n.name, '(') && o->kind->names != NAMES_OWN) /* a signature */
        n.name = arena_strndup(a->arena, n.name, strcspn(n.name, "("));
    return n;
}

static const struct object *first_renamed(const struct applying *a, const struct object_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (!new_name_of(a, list->items[i]).same)
            return list->items[i];
    return NULL;
}

/* The object with another name that a mention leads to; NULL: none. */
static const struct object *renamed_object(const struct applying *a, const struct mention *m)
{
    static const enum scope_of of[] = {
        [MENTIONED_RELATION] = SCOPE_RELATIONS, [MENTIONED_ROUTINE] = SCOPE_ROUTINES,
        [MENTIONED_TYPE] = SCOPE_TYPES,         [MENTIONED_COLLATION] = SCOPE_COLLATIONS,
        [MENTIONED_ANY] = SCOPE_OTHERS,
    };
    const struct object *o;

    if (m->what == MENTIONED_COLUMN || m->what == MENTIONED_OPERATOR || !m->name)
        return NULL;
    o = first_renamed(a, scope_find(a->scope, of[m->what], m->schema, m->name));
    if (!o && m->what == MENTIONED_ROUTINE) /* user_state('active') */
        o = first_renamed(a, scope_find(a->scope, SCOPE_TYPES, m->schema, m->name));
    return o;
}

/* A range's own name leads to it, and that of its multirange. */
static const char *multirange_after(const struct applying *a, const struct object *range)
{
    const struct rename *r = rename_of(a, range);
    const char *name = range_multirange(a->arena, (const struct range_type *)(r ? r->to : range));

    return mention_of_name(a->arena, MENTIONED_TYPE, name).name;
}

/* The mention as it is spelled afterwards; NULL: as before. */
static const char *respelled(const struct applying *a, const struct mention *m)
{
    const struct object *o = renamed_object(a, m);
    struct new_name n;

    if (!o) {
        const char *schema =
            m->schema && m->what != MENTIONED_COLUMN ? renamed_schema(a, m->schema) : m->schema;

        return schema != m->schema ? compose_sql_name(a->arena, schema, m->name) : NULL;
    }
    n = new_name_of(a, o);
    if (o->kind == &kind_range_type && strcmp(m->name, o->name) != 0)
        n.name = multirange_after(a, o);
    /* "public.users" and the like stay qualified as they are. */
    if (m->schema && strcmp(n.schema, o->schema) == 0)
        n.schema = m->schema;
    return compose_sql_name(a->arena, n.schema, n.name);
}

/* users.email, of a relation without an alias. */
static const char *respelled_qualifier(const struct applying *a, const struct mentions *all,
                                       const struct mention *column)
{
    for (size_t i = 0; column->schema && i < all->n; i++) {
        const struct mention *m = &all->items[i];
        const struct object *o;

        if (m->what != MENTIONED_RELATION || m->alias || strcmp(m->name, column->schema) != 0)
            continue;
        o = renamed_object(a, m);
        if (o)
            return sql_ident(a->arena, new_name_of(a, o).name);
    }
    return NULL;
}

static int compare_edits(const void *left, const void *right)
{
    size_t a = ((const struct mention_edit *)left)->at,
           b = ((const struct mention_edit *)right)->at;

    return (a > b) - (a < b);
}

static const char *rename_mentions(const struct applying *a, const struct mentions *all,
                                   const char *text)
{
    struct mention_edits edits = {0};

    for (size_t i = 0; i < all->n; i++) {
        const struct mention *m = &all->items[i];
        const char *new = respelled(a, m), *p = text + m->at;
        size_t length = m->length;

        if (!new && m->what == MENTIONED_COLUMN && (new = respelled_qualifier(a, all, m)))
            length = sql_token_next(&p).n;
        if (new && m->length)
            *vec_push(a->arena, &edits) = (struct mention_edit){m->at, length, new};
    }
    if (edits.n == 0)
        return text;
    qsort(edits.items, edits.n, sizeof *edits.items, compare_edits);
    return mentions_respell(a->arena, text, &edits);
}

const char *renamed_types(const struct applying *a, const char *text)
{
    struct mentions found;

    if (!a->scope)
        return text;
    found = mentions_of_type(a->arena, text);
    return rename_mentions(a, &found, text);
}

/* A name by itself, quoted as qualified_name has it or as SQL. */
static const char *renamed_name(const struct applying *a, enum mentioned what, const char *text)
{
    struct mention m;
    const char *new;

    if (!a->scope)
        return text;
    m = what == MENTIONED_ROUTINE ? mention_of_name(a->arena, what, text)
                                  : mention_of_object(a->arena, what, text);
    new = respelled(a, &m);
    if (!new)
        return text;
    if (what == MENTIONED_ROUTINE)
        return arena_printf(a->arena, "%s%s", new, renamed_types(a, text + m.length));

    struct mention now = mention_of_name(a->arena, what, new);

    return qualified_name(a->arena, now.schema ? now.schema : "", now.name);
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

/* True if columns in it are those of the table that the object is part of. */
static bool is_plain(const char *text)
{
    for (;;) {
        struct sql_token token = sql_token_next(&text);

        if (token.kind == SQL_END)
            return true;
        if (sql_token_word(token, "select"))
            return false;
    }
}

static const char *rename_own(const struct applying *a, const struct object *table,
                              const char *text)
{
    const struct columns *columns = table ? map_get(a->columns, table) : NULL;
    const struct rename *r = rename_of(a, table);

    if (columns)
        text = rename_columns(a, columns, text);
    if (r)
        text = sql_rename_as(a->arena, text, SQL_QUALIFIER, r->from->name, r->to->name);
    return text;
}

/*
 * PostgreSQL follows renames in queries, too, but the columns that a view has keep their names:
 * "SELECT mail" becomes "SELECT email AS mail". So columns stay as they are in a query, which then
 * differs from the model's and is said again.
 */
static const char *rename_query(const struct applying *a, const struct object *o,
                                const struct object *table, const char *text)
{
    struct mentions found;

    if (a->scope) {
        found = mentions_of_query(a->arena, text);
        text = rename_mentions(a, &found, text);
    }
    return o->kind->in_table && is_plain(text) ? rename_own(a, table, text) : text;
}

static const char *rename_expression(const struct applying *a, const char *text)
{
    struct mentions found;

    if (!a->scope)
        return text;
    found = mentions_of_expression(a->arena, text);
    return rename_mentions(a, &found, text);
}

const char *renamed_text(const struct applying *a, const struct object *o,
                         const struct object *table, enum field_role role, const char *text)
{
    switch (role) {
    case ROLE_NONE:
    case ROLE_REF_SCHEMA: /* the three of a foreign key are done together */
    case ROLE_REF_TABLE:
    case ROLE_REF_COLUMNS:
    case ROLE_BODY: /* a string, which PostgreSQL does not look into */
        return text;
    case ROLE_SCHEMA:
        return renamed_schema(a, text);
    case ROLE_COLUMNS:
        return renamed_column(a, table, text);
    case ROLE_TYPE:
        return renamed_types(a, text);
    case ROLE_FUNCTION:
        return renamed_name(a, MENTIONED_ROUTINE, text);
    case ROLE_RELATION:
        return renamed_name(a, MENTIONED_RELATION, text);
    case ROLE_OBJECT:
        return renamed_name(a, MENTIONED_ANY, text);
    case ROLE_QUERY:
        text = rename_query(a, o, table, text);
        break;
    case ROLE_EXPRESSION:
        text = rename_own(a, table, rename_expression(a, text));
        break;
    case ROLE_VALUE:
        text = rename_expression(a, text);
        break;
    }
    return rename_labels(a, o, text);
}
