/* What a mention in SQL leads to. */
#include <string.h>

#include "kinds/compose.h"
#include "plan/needing.h"

void need_how(struct needing *n, const struct object *x, enum need_how how)
{
    /* Functions that a base type is made with need its shell. */
    if (x && x->kind == &kind_base_type && n->o && n->o->kind->names == NAMES_OF_ROUTINES &&
        base_type_is_made_by(x, n->o))
        x = schema_find(n->s, &kind_shell_type, x->schema, "", x->name);
    if (x && x != n->o)
        *vec_push(n->arena, n->needs) = (struct need){x, how, false};
}

void need_all(struct needing *n, const struct object_list *list, enum need_how how)
{
    for (size_t i = 0; i < list->n; i++)
        need_how(n, list->items[i], how);
}

/* How many parameters a signature has: "f(integer, text)". */
static int parameters(const char *signature)
{
    int depth = 0, commas = 0;
    const char *p = signature + strcspn(signature, "(");

    if (!*p || p[1] == ')')
        return 0;
    for (; *p; p++) {
        depth += (*p == '(') - (*p == ')');
        commas += *p == ',' && depth == 1;
    }
    return commas + 1;
}

static void need_call(struct needing *n, const struct mention *m, enum need_how how)
{
    const struct object_list *all = scope_find(n->scope, SCOPE_ROUTINES, m->schema, m->name);
    bool some = false;

    for (size_t i = 0; i < all->n; i++)
        if (m->arguments >= 0 && parameters(all->items[i]->name) == m->arguments) {
            need_how(n, all->items[i], how);
            some = true;
        }
    if (!some)
        need_all(n, all, how);
    if (all->n == 0) /* user_state('active') */
        need_all(n, scope_find(n->scope, SCOPE_TYPES, m->schema, m->name), how);
}

/* What a mention leads to, columns aside. */
void need_mentioned(struct needing *n, const struct mention *m, enum need_how how)
{
    switch (m->what) {
    case MENTIONED_COLUMN:
        break;
    case MENTIONED_RELATION:
        need_all(n, scope_find(n->scope, SCOPE_RELATIONS, m->schema, m->name), how);
        break;
    case MENTIONED_ROUTINE:
        need_call(n, m, how);
        break;
    case MENTIONED_TYPE:
        need_all(n, scope_find(n->scope, SCOPE_TYPES, m->schema, m->name), how);
        break;
    case MENTIONED_COLLATION:
        need_all(n, scope_find(n->scope, SCOPE_COLLATIONS, m->schema, m->name), how);
        break;
    case MENTIONED_OPERATOR:
        need_all(n, scope_find(n->scope, SCOPE_OPERATORS, m->schema, m->name), how);
        break;
    case MENTIONED_ANY:
        need_all(n, scope_find(n->scope, SCOPE_RELATIONS, m->schema, m->name), how);
        need_all(n, scope_find(n->scope, SCOPE_TYPES, m->schema, m->name), how);
        need_all(n, scope_find(n->scope, SCOPE_ROUTINES, m->schema, m->name), how);
        break;
    }
}
