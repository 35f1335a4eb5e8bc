/* Which object was renamed to which: as models and answers say. */
#include <string.h>

#include "kinds/compose.h"
#include "kinds/lineage.h"
#include "model/sql_mentions.h"
#include "plan/resolving.h"

/* --- Where a name was, and where it is ---------------------------------------------------- */

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

/* --- RENAMED_FROM ------------------------------------------------------------------------- */

static void unknown(struct resolving *r, struct loc loc, const char *what, const char *old)
{
    if (!r->diags)
        return;
    diag_error(r->diags, MG304, loc,
               "%s is renamed from \"%s\", but the last revision has neither of them", what, old);
    diag_hint(r->diags, "Check the old name, or take the rename away.");
}

/* RENAMED_FROM("billing.invoices"): it was in another schema; public may be the default one. */
static const struct object *moved_from(struct resolving *r, const struct object *to)
{
    struct mention was = mention_of_name(r->arena, MENTIONED_ANY, to->renamed_from);
    const char *schema = was.schema, *dot = strchr(to->renamed_from, '.');

    if (to->kind->names == NAMES_OF_OPERATORS && dot) { /* no name to take apart */
        schema = arena_strndup(r->arena, to->renamed_from, (size_t)(dot - to->renamed_from));
        was.name = dot + 1;
    }
    if (!schema || to->kind->in_table)
        return NULL;
    if (strcmp(schema, "public") == 0 && !schema_find(r->before, &kind_schema, "", "", schema))
        schema = "";
    return schema_find(r->before, to->kind, schema, "", was.name);
}

static void model_rename(struct resolving *r, const struct object *to)
{
    const struct object *from = resolve_before(r, to, to->renamed_from);

    if (!from)
        from = moved_from(r, to);
    if (from)
        resolve_add(r, from, to);
    else if (!resolve_before(r, to, to->name))
        unknown(r, to->loc, object_label(r->arena, to), to->renamed_from);
}

static void model_labels(struct resolving *r, const struct object *to)
{
    const struct enum_type *e = (const struct enum_type *)to;
    const struct object *from = resolve_was(r, to);

    if (!from)
        from = resolve_before(r, to, to->name);
    for (size_t i = 0; i < e->labels_renamed_from.n; i++) {
        const char *old = e->labels_renamed_from.items[i], *label = e->labels.items[i];

        if (!old)
            continue;
        if (enum_has_label(from, old))
            resolve_add_label(r, from, old, to, label);
        else if (!enum_has_label(from, label))
            unknown(r, to->loc,
                    arena_printf(r->arena, "value \"%s\" of %s", label, object_label(r->arena, to)),
                    old);
    }
}

static void models_say(struct resolving *r, bool parts)
{
    for (size_t k = 0; k < kind_count; k++) {
        if (kinds[k]->in_table != parts)
            continue;

        struct objects all = schema_of_kind(r->after, kinds[k]);

        for (size_t i = 0; i < all.n; i++)
            if (all.items[i]->renamed_from)
                model_rename(r, all.items[i]);
    }
    if (!parts)
        return;

    struct objects enums = schema_of_kind(r->after, &kind_enum_type);

    for (size_t i = 0; i < enums.n; i++)
        model_labels(r, enums.items[i]);
}

/* --- What cannot be ----------------------------------------------------------------------- */

static bool impossible(struct resolving *r, const struct rename *rename)
{
    const struct object *from = rename->from, *to = rename->to;
    const struct object *there = resolve_before(r, to, to->name);
    const struct object *still = resolve_after(r, from, from->name);
    struct arena *arena = r->arena;

    if (still && still != to && !resolve_was(r, still)) {
        if (r->diags) {
            diag_error(r->diags, MG305, to->loc,
                       "%s is renamed from \"%s\", which is still in the models",
                       object_label(arena, to), from->name);
            diag_hint(r->diags, "If it was renamed in an earlier revision, take the rename away.");
        }
        return true;
    }
    if (there && there != from && !resolve_now(r, there) &&
        strings_find(&r->answers->drops, compose_answer(arena, there)) < 0) {
        if (r->diags) {
            diag_error(r->diags, MG305, to->loc,
                       "%s is renamed from \"%s\", but the last revision has both of them",
                       object_label(arena, to), from->name);
            diag_hint(r->diags, "To drop the one that has the name now: --drop %s",
                      answer_word(arena, compose_answer(arena, there)));
        }
        return true;
    }
    return false;
}

static bool label_impossible(struct resolving *r, const struct label_rename *rename)
{
    bool taken = enum_has_label(&rename->from->o, rename->to_label);
    bool still = enum_has_label(&rename->to->o, rename->from_label);

    for (size_t i = 0; i < r->renames->labels.n; i++) {
        const struct label_rename *other = &r->renames->labels.items[i];

        if (other->from == rename->from && strcmp(other->from_label, rename->to_label) == 0)
            taken = false;
        if (other->from == rename->from && strcmp(other->to_label, rename->from_label) == 0)
            still = false;
    }
    if ((taken || still) && r->diags)
        diag_error(r->diags, MG305, rename->to->o.loc,
                   "value \"%s\" of %s is renamed from \"%s\", but %s has both of them",
                   rename->to_label, object_label(r->arena, &rename->to->o), rename->from_label,
                   taken ? "the last revision" : "the model");
    return taken || still;
}

static void check(struct resolving *r)
{
    struct renames kept = {0};

    for (size_t i = 0; i < r->renames->objects.n; i++)
        if (!impossible(r, &r->renames->objects.items[i]))
            *vec_push(r->arena, &kept.objects) = r->renames->objects.items[i];
    for (size_t i = 0; i < r->renames->labels.n; i++)
        if (!label_impossible(r, &r->renames->labels.items[i]))
            *vec_push(r->arena, &kept.labels) = r->renames->labels.items[i];
    *r->renames = kept;
}

void renames_resolve(struct arena *arena, const struct schema *before, const struct schema *after,
                     const struct answers *answers, struct diags *diags, struct renames *renames)
{
    struct resolving r = {arena, before, after, answers, diags, renames};

    resolve_answers(&r, false);     /* first, for only answers can rename a schema */
    if (schema_count(before) > 0) { /* in the first revision nothing can have had another name */
        models_say(&r, false);
        models_say(&r, true);
    }
    resolve_answers(&r, true);
    check(&r);
}

struct renames renames_reverse(struct arena *arena, const struct renames *renames)
{
    struct renames reverse = {0};

    for (size_t i = 0; i < renames->objects.n; i++) {
        const struct rename *r = &renames->objects.items[i];

        if (!r->aside)
            *vec_push(arena, &reverse.objects) = (struct rename){r->to, r->from, false};
    }
    for (size_t i = 0; i < renames->labels.n; i++) {
        const struct label_rename *r = &renames->labels.items[i];

        *vec_push(arena, &reverse.labels) =
            (struct label_rename){r->to, r->from, r->to_label, r->from_label};
    }
    return reverse;
}
