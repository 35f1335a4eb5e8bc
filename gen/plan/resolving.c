/* What is known so far of what was renamed: where a name was, and where it is. */
#include <string.h>

#include "kinds/compose.h"
#include "kinds/lineage.h"
#include "model/sql_mentions.h"
#include "plan/resolving.h"

const struct object *resolve_now(const struct resolving *r, const struct object *from)
{
    for (size_t i = 0; i < r->renames->objects.n; i++)
        if (r->renames->objects.items[i].from == from)
            return r->renames->objects.items[i].to;
    return NULL;
}

const struct object *resolve_was(const struct resolving *r, const struct object *to)
{
    for (size_t i = 0; i < r->renames->objects.n; i++)
        if (r->renames->objects.items[i].to == to)
            return r->renames->objects.items[i].from;
    return NULL;
}

static const char *schema_before(const struct resolving *r, const char *schema)
{
    const struct object *now = schema_find(r->after, &kind_schema, "", "", schema);
    const struct object *was = now ? resolve_was(r, now) : NULL;

    return was ? was->name : schema;
}

static const char *schema_after(const struct resolving *r, const char *schema)
{
    const struct object *was = schema_find(r->before, &kind_schema, "", "", schema);
    const struct object *now = was ? resolve_now(r, was) : NULL;

    return now ? now->name : schema;
}

/*
 * A routine may be called by its name alone: the one with the same arguments, else the only one.
 * Types in its arguments may have other names by now.
 */
static const struct object *find_routine(const struct schema *s, const struct object *like,
                                         const char *schema, const char *name)
{
    struct objects all = schema_children(s, like->kind, schema, "");
    size_t n = strlen(name);
    const struct object *found = NULL;

    for (size_t i = 0; i < all.n; i++) {
        const char *signature = all.items[i]->name;

        if (strncmp(signature, name, n) != 0 || signature[n] != '(')
            continue;
        if (strcmp(signature + n, like->name + strcspn(like->name, "(")) == 0)
            return all.items[i];
        if (found)
            return NULL;
        found = all.items[i];
    }
    return found;
}

/* The object of before that has this place and name of after, renames of its parents undone. */
const struct object *resolve_before(const struct resolving *r, const struct object *like,
                                    const char *name)
{
    if (like->kind->names == NAMES_OF_ROUTINES && !strchr(name, '('))
        return find_routine(r->before, like, schema_before(r, like->schema), name);
    if (!*like->table)
        return schema_find(r->before, like->kind, schema_before(r, like->schema), "", name);

    const struct object *table = schema_relation(r->after, like->schema, like->table);
    const struct object *was = table ? resolve_was(r, table) : NULL;

    if (was)
        return schema_find(r->before, like->kind, was->schema, was->name, name);
    return schema_find(r->before, like->kind, schema_before(r, like->schema), like->table, name);
}

const struct object *resolve_after(const struct resolving *r, const struct object *like,
                                   const char *name)
{
    if (!*like->table)
        return schema_find(r->after, like->kind, schema_after(r, like->schema), "", name);

    const struct object *table = schema_relation(r->before, like->schema, like->table);
    const struct object *now = table ? resolve_now(r, table) : NULL;

    if (now)
        return schema_find(r->after, like->kind, now->schema, now->name, name);
    return schema_find(r->after, like->kind, schema_after(r, like->schema), like->table, name);
}

/* --- Adding ------------------------------------------------------------------------------- */

/* Children's columns are called as their parents' are. */
static void add_inherited(struct resolving *r, const struct object *from, const struct object *to)
{
    const struct object *table = schema_find(r->after, &kind_table, to->schema, "", to->table);
    struct object_list links = {0};

    if (to->kind == &kind_column && table)
        links = lineage_children(r->arena, r->after, table);
    for (size_t i = 0; i < links.n; i++) {
        const struct object *now = schema_find(r->after, &kind_column, links.items[i]->schema,
                                               links.items[i]->table, to->name);
        const struct object *was = now ? resolve_before(r, now, from->name) : NULL;

        if (was)
            resolve_add(r, was, now);
    }
}

void resolve_add(struct resolving *r, const struct object *from, const struct object *to)
{
    if (from->kind->in_table
            ? resolve_after(r, from, to->name) == to && resolve_after(r, from, from->name) == to
            : strcmp(from->name, to->name) == 0 &&
                  strcmp(schema_after(r, from->schema), to->schema) == 0)
        return; /* it is called the same */
    if (resolve_now(r, from) == to)
        return; /* said twice */

    const struct object *other = resolve_now(r, from), *source = resolve_was(r, to);

    if (!other && !source) {
        *vec_push(r->arena, &r->renames->objects) = (struct rename){from, to, false};
        add_inherited(r, from, to);
        return;
    }
    if (!r->diags)
        return;
    diag_error(r->diags, MG305, to->loc, "\"%s\" is renamed to \"%s\", but %s \"%s\"",
               compose_answer(r->arena, from), compose_answer(r->arena, to),
               other ? "also to" : "so is", compose_answer(r->arena, other ? other : source));
}

bool enum_has_label(const struct object *enum_, const char *label)
{
    return enum_ && strings_find(&((const struct enum_type *)enum_)->labels, label) >= 0;
}

void resolve_add_label(struct resolving *r, const struct object *from, const char *from_label,
                       const struct object *to, const char *to_label)
{
    for (size_t i = 0; i < r->renames->labels.n; i++) {
        const struct label_rename *old = &r->renames->labels.items[i];

        if (&old->to->o == to && strcmp(old->to_label, to_label) == 0)
            return;
    }
    *vec_push(r->arena, &r->renames->labels) = (struct label_rename){
        (const struct enum_type *)from, (const struct enum_type *)to, from_label, to_label};
}
