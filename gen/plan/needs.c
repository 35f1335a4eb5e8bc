/*
 * What an object cannot be without, from the roles of its fields: dependencies are written nowhere
 * else. What texts mention is found by gen/model/sql_mentions.h, what names lead to by scope.h; a
 * name that means something else makes an order stricter than it needs to be, never wrong.
 */
#include <string.h>

#include "kinds/lineage.h"
#include "plan/needing.h"

/* What parents' columns do reaches their children's. */
static void need_ancestors(struct needing *n, const struct object *x)
{
    const struct column *c = (const struct column *)x;

    if (schema_of_kind(n->s, &kind_inheritance).n == 0)
        return;
    while ((c = lineage_column(n->arena, n->s, c)))
        need_how(n, &c->o, NEED_ORDER);
}

static void need(struct needing *n, const struct object *x)
{
    need_how(n, x, NEED_HARD);
    if (x && x != n->o && x->kind == &kind_column)
        need_ancestors(n, x);
}

/* --- Mentions, each text's once ----------------------------------------------------------- */

enum { TEXT_EXPRESSION, TEXT_QUERY, TEXT_BODY };

static const struct mentions *mentions_of(struct needing *n, int as, const char *text)
{
    static struct mentions (*const find[])(struct arena *, const char *) = {
        [TEXT_EXPRESSION] = mentions_of_expression,
        [TEXT_QUERY] = mentions_of_query,
        [TEXT_BODY] = mentions_of_body,
    };
    struct map **map = &n->p->texts[as];
    struct mentions *found;

    if (!*map)
        *map = map_of_texts(n->arena);
    found = map_get(*map, text);
    if (!found) {
        found = arena_new_of(n->arena, struct mentions);
        *found = find[as](n->arena, text);
        map_put(*map, text, found);
    }
    return found;
}

/* --- Types -------------------------------------------------------------------------------- */

static const struct needs *types_in(struct needing *n, const char *text)
{
    int side = n->s == n->p->after;
    struct map **map = &n->p->types[side];
    struct needs *known;

    if (!*map)
        *map = map_of_texts(n->arena);
    known = map_get(*map, text);
    if (!known) {
        struct needing types = *n;
        struct mentions found = mentions_of_type(n->arena, text);

        known = arena_new_of(n->arena, struct needs);
        map_put(*map, text, known);
        types.needs = known;
        types.o = NULL;
        for (size_t i = 0; i < found.n; i++)
            need_all(&types,
                     scope_find(n->scope, SCOPE_TYPES, found.items[i].schema, found.items[i].name),
                     NEED_HARD);
    }
    return known;
}

static void need_types(struct needing *n, const char *text)
{
    const struct needs *types = types_in(n, text);

    for (size_t i = 0; i < types->n; i++)
        need(n, types->items[i].object);
}

/* --- Routines ----------------------------------------------------------------------------- */

/* A routine as models name it: by its signature; by its name; or with a trigger's values. */
static void need_routine(struct needing *n, const char *call)
{
    struct mention m = mention_of_name(n->arena, MENTIONED_ROUTINE, call);
    const char *arguments = strchr(call, '(');
    const struct object *o = NULL;

    if (arguments)
        o = scope_find_signature(n->scope, SCOPE_ROUTINES, m.schema,
                                 arena_printf(n->arena, "%s%s", m.name, arguments));
    if (!o && arguments)
        o = scope_find_signature(n->scope, SCOPE_ROUTINES, m.schema,
                                 arena_printf(n->arena, "%s()", m.name));
    need(n, o);
    if (!o)
        need_all(n, scope_find(n->scope, SCOPE_ROUTINES, m.schema, m.name), NEED_HARD);
}

/* --- Expressions and bodies --------------------------------------------------------------- */

static void need_expression(struct needing *n, const char *text, bool columns)
{
    const struct mentions *found;

    if (!columns && scope_is_plain(n->scope))
        return;
    found = mentions_of(n, TEXT_EXPRESSION, text);
    for (size_t i = 0; i < found->n; i++) {
        const struct mention *m = &found->items[i];

        if (m->what != MENTIONED_COLUMN)
            need_mentioned(n, m, NEED_HARD);
        else if (columns && m->name)
            need(n, schema_find(n->s, &kind_column, n->o->schema, n->o->table, m->name));
    }
}

static bool is_sql(const struct object *o)
{
    const struct field *language = kind_field(o->kind, "language");

    return !language || !field_text(o, language) || strcmp(field_text(o, language), "sql") == 0;
}

static void need_body(struct needing *n, const char *text)
{
    bool sql = is_sql(n->o);
    const struct mentions *found = mentions_of(n, sql ? TEXT_QUERY : TEXT_BODY, text);

    for (size_t i = 0; i < found->n; i++)
        need_mentioned(n, &found->items[i], sql ? NEED_OF_SQL : NEED_OF_BODY);
}

static void need_relation(struct needing *n, const char *name)
{
    struct mention m = mention_of_object(n->arena, MENTIONED_RELATION, name);

    need_mentioned(n, &m, NEED_HARD);
}

/* --- Fields ------------------------------------------------------------------------------- */

/* What is built before it, whatever kind it is of. */
static void need_others(struct needing *n, const char *text)
{
    static const enum scope_of of[] = {SCOPE_OTHERS, SCOPE_COLLATIONS};
    struct mention m = mention_of_object(n->arena, MENTIONED_ANY, text);

    for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
        const struct object_list *all = scope_find(n->scope, of[k], m.schema, m.name);

        for (size_t i = 0; i < all->n; i++)
            if (kind_order(all->items[i]->kind) < kind_order(n->o->kind))
                need(n, all->items[i]);
    }
}

static void need_text(struct needing *n, enum field_role role, const char *text)
{
    switch (role) {
    case ROLE_NONE:
    case ROLE_REF_SCHEMA: /* the three of a reference are done together */
    case ROLE_REF_TABLE:
    case ROLE_REF_COLUMNS:
        break;
    case ROLE_COLUMNS:
        need(n, schema_find(n->s, &kind_column, n->o->schema, n->o->table, text));
        break;
    case ROLE_EXPRESSION:
        need_expression(n, text, true);
        break;
    case ROLE_VALUE:
        need_expression(n, text, false);
        break;
    case ROLE_TYPE:
        need_types(n, text);
        break;
    case ROLE_FUNCTION:
        need_routine(n, text);
        break;
    case ROLE_SCHEMA:
        need(n, schema_find(n->s, &kind_schema, "", "", text));
        break;
    case ROLE_RELATION:
        need_relation(n, text);
        break;
    case ROLE_OBJECT:
        need_others(n, text);
        break;
    case ROLE_QUERY:
        need_query(n, mentions_of(n, TEXT_QUERY, text));
        break;
    case ROLE_BODY:
        need_body(n, text);
        break;
    }
}

static void need_reference(struct needing *n)
{
    const char *schema = "", *table = NULL;
    const struct strings *columns = NULL;

    for (size_t i = 0; i < n->o->kind->nfields; i++) {
        const struct field *f = &n->o->kind->fields[i];

        if (f->role == ROLE_REF_SCHEMA && field_text(n->o, f))
            schema = field_text(n->o, f);
        else if (f->role == ROLE_REF_TABLE)
            table = field_text(n->o, f);
        else if (f->role == ROLE_REF_COLUMNS)
            columns = field_list(n->o, f);
    }
    if (!table)
        return;
    need(n, schema_relation(n->s, schema, table));
    for (size_t i = 0; columns && i < columns->n; i++)
        need(n, schema_find(n->s, &kind_column, schema, table, columns->items[i]));
}

static void need_fields(struct needing *n)
{
    const struct object *o = n->o;

    for (size_t i = 0; i < o->kind->nfields; i++) {
        const struct field *f = &o->kind->fields[i];

        if (f->role == ROLE_NONE)
            continue;
        if (f->type == FIELD_TEXT && field_is_set(o, f))
            need_text(n, f->role, field_text(o, f));
        for (size_t j = 0; f->type == FIELD_LIST && j < field_list(o, f)->n; j++)
            need_text(n, f->role, field_list(o, f)->items[j]);
    }
}

static const struct scope *scope_of(struct planning *p, const struct schema *s)
{
    struct scope **scope = &p->scopes[s == p->after];

    if (!*scope)
        *scope = scope_new(p->arena, s);
    return *scope;
}

bool type_leads_to(struct planning *p, const struct schema *s, const char *type,
                   const struct object *o)
{
    struct needing n = {p, p->arena, s, scope_of(p, s), NULL, NULL};
    const struct needs *types = types_in(&n, type);

    for (size_t i = 0; i < types->n; i++)
        if (types->items[i].object == o)
            return true;
    return false;
}

void object_needs(struct planning *p, const struct schema *s, const struct object *o,
                  struct needs *needs)
{
    struct needing n = {p, p->arena, s, scope_of(p, s), o, needs};
    struct object_list own = {0};

    if (*o->schema)
        need(&n, schema_find(s, &kind_schema, "", "", o->schema));
    if (*o->table)
        need(&n, schema_relation(s, o->schema, o->table));
    if ((o->kind->names == NAMES_OF_ROUTINES || o->kind->names == NAMES_OF_OPERATORS) &&
        strchr(o->name, '('))
        need_types(&n, strchr(o->name, '('));
    need_fields(&n);
    need_reference(&n);
    if (o->kind->needs) {
        o->kind->needs(p->arena, s, o, &own);
        need_all(&n, &own, NEED_HARD);
    }
    if (o->kind->follows) {
        own.n = 0;
        o->kind->follows(p->arena, s, o, &own);
        need_all(&n, &own, NEED_ORDER);
    }
}
