/* The changes in words, one line each. */
#include <string.h>

#include "kinds/column.h"
#include "kinds/lineage.h"
#include "plan/planning.h"
#include "runtime/base/buf.h"

static const char *joined(struct arena *arena, const struct strings *list)
{
    const char *text = "";

    for (size_t i = 0; i < list->n; i++)
        text = arena_printf(arena, "%s%s%s", text, i ? ", " : "", list->items[i]);
    return list->n ? text : "none";
}

/* The field's name as a person says it: "not null". */
static const char *words(struct arena *arena, const char *name)
{
    char *text = arena_strdup(arena, name);

    for (char *p = text; *p; p++)
        if (*p == '_')
            *p = ' ';
    return text;
}

static const char *field_change(struct arena *arena, const struct field *f,
                                const struct object *before, const struct object *after)
{
    const char *name = words(arena, f->name), *was = NULL, *now = NULL;

    switch (f->type) {
    case FIELD_BOOL:
        return arena_printf(arena, "%s%s", field_bool(after, f) ? "" : "no longer ", name);
    case FIELD_TEXT:
        was = field_is_set(before, f) ? field_text(before, f) : "none";
        now = field_is_set(after, f) ? field_text(after, f) : "none";
        break;
    case FIELD_LIST:
        was = joined(arena, field_list(before, f));
        now = joined(arena, field_list(after, f));
        break;
    }
    if (strchr(was, '\n') || strchr(now, '\n')) /* a body: too much for a line */
        return name;
    return arena_printf(arena, "%s %s -> %s", name, was, now);
}

static const char *owner_in_words(const struct object *o)
{
    return o->owner ? o->owner : "whoever runs the migration";
}

static const char *differences_in_words(struct planning *p, const struct change *change)
{
    const struct kind *kind = change->after->kind;
    const char *text = NULL;
    /* Differences that other changes bring along are not told. */
    unsigned long long own = object_differences(change->before, change->after);

    for (size_t i = 0; i < kind->nfields; i++) {
        if (!(own & 1ull << i))
            continue;

        const char *one = field_change(p->arena, &kind->fields[i], change->before, change->after);

        text = text ? arena_printf(p->arena, "%s; %s", text, one) : one;
    }
    if (own & DIFFERS_OWNER)
        text = arena_printf(p->arena, "%s%sowner %s -> %s", text ? text : "", text ? "; " : "",
                            owner_in_words(change->before), owner_in_words(change->after));
    if (own & DIFFERS_COMMENT)
        text = text ? arena_printf(p->arena, "%s; comment", text) : "comment";
    return text;
}

/* Rows that are NULL are found out only then. */
static const char *warning(struct planning *p, const struct change *change)
{
    const struct column *before = (const struct column *)change->before;
    const struct column *after = (const struct column *)change->after;

    if (change->after->kind != &kind_column || before->not_null || !after->not_null ||
        answer_find(&p->answers->fill, compose_answer(p->arena, &after->o)))
        return "";
    return " (rows that are NULL stop the migration; --fill gives them a value)";
}

/* What a table takes in or takes along is part of it. */
static bool is_told_with_its_table(struct planning *p, const struct change *change)
{
    const struct object *o = change->before ? change->before : change->after;
    const struct object *table = object_table(change->before ? p->before : p->after, o);
    const struct change *of_table = table && table != o ? planning_change(p, table) : NULL;

    /* What comes with a parent's change is told of the parent. */
    if (o->kind == &kind_column && lineage_follows(&p->making, (const struct column *)o))
        return true;
    if (o->kind == &kind_column && change->differences == COLUMN_BIT(INHERITED))
        return true;
    return of_table && (of_table->action == ACTION_DROP ||
                        (of_table->action == ACTION_CREATE && o->kind->item));
}

static const char *line(struct planning *p, const struct change *change)
{
    struct arena *arena = p->arena;
    const struct object *before = change->before ? planning_original(p, change->before) : NULL;

    if (!change->before)
        return arena_printf(arena, "%s %s", change->after->kind->item ? "add" : "create",
                            object_label(arena, change->after));
    if (!change->after)
        return arena_printf(arena, "drop %s", object_label(arena, before));
    return arena_printf(arena, "change %s: %s%s", object_label(arena, change->after),
                        differences_in_words(p, change), warning(p, change));
}

static void describe_renames(struct planning *p, struct strings *lines)
{
    for (size_t i = 0; i < p->renames.objects.n; i++) {
        const struct rename *r = &p->renames.objects.items[i];

        bool moved = !*r->to->table && strcmp(r->from->schema, r->to->schema) != 0;

        if (!r->aside)
            strings_add(p->arena, lines,
                        arena_printf(p->arena, "rename %s to \"%s\"",
                                     object_label(p->arena, planning_original(p, r->from)),
                                     moved ? compose_answer(p->arena, r->to) : r->to->name));
    }
    for (size_t i = 0; i < p->renames.labels.n; i++) {
        const struct label_rename *r = &p->renames.labels.items[i];

        strings_add(p->arena, lines,
                    arena_printf(p->arena, "rename value \"%s\" of %s to \"%s\"", r->from_label,
                                 object_label(p->arena, &r->from->o), r->to_label));
    }
    for (size_t i = 0; i < p->renames.sequences.n; i++) {
        const struct sequence_rename *r = &p->renames.sequences.items[i];

        if (!r->aside)
            strings_add(p->arena, lines,
                        arena_printf(p->arena, "rename sequence \"%s\" to \"%s\"", r->from, r->to));
    }
}

void changes_describe(struct planning *p, struct strings *lines)
{
    describe_renames(p, lines);
    for (size_t i = 0; i < p->changes.n; i++) {
        struct change *change = p->changes.items[i];

        if (change->own && !is_told_with_its_table(p, change))
            strings_add(p->arena, lines, line(p, change));
    }
}
