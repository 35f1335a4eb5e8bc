/* Which object was renamed to which: as models and answers say. */
#include <string.h>

#include "kinds/compose.h"
#include "model/sql_mentions.h"
#include "plan/resolving.h"

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
