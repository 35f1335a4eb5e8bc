/*
 * The operations that rename. They come first, schemas before what is in them and tables before
 * their parts, so that everything later is called by its new name. A name that something else has
 * until it is renamed itself is freed first; where two exchange their names, one goes through a
 * third name.
 */
#include <string.h>

#include "kinds/compose.h"
#include "plan/planning.h"

/* One thing to rename: an object, an enum's label or a sequence. */
struct item {
    const struct object *object; /* as it is called afterwards; NULL: a label or a sequence */
    const char *schema, *from;   /* where and what it is called until then */
    const struct label_rename *label;
    const struct sequence_rename *sequence;
    const struct kind *kind;
    bool started, done;
};

struct renaming {
    struct planning *p;
    VEC(struct item) items;
    struct map *holders; /* a name -> the item that has it until it is renamed */
};

/* --- Names -------------------------------------------------------------------------------- */

/* Signatures name types: they come when these have their new names. */
static bool has_signature(const struct kind *kind)
{
    return kind && (kind->names == NAMES_OF_ROUTINES || kind->names == NAMES_OF_OPERATORS);
}

static size_t name_length(const struct kind *kind, const char *name)
{
    return has_signature(kind) ? strcspn(name, "(") : strlen(name);
}

/* The object as it is called before: all of its parents have their new names already. */
static struct object *old_object(const struct renaming *r, const struct item *item)
{
    struct object *o = object_copy(r->p->arena, item->object);

    o->schema = item->schema;
    o->name = item->from;
    return o;
}

static size_t names_of(const struct renaming *r, const struct item *item, bool old,
                       const char *names[OBJECT_NAMES])
{
    struct arena *arena = r->p->arena;

    if (item->label) {
        const struct object *e = &item->label->to->o;

        names[0] = arena_printf(arena, "label\1%s\1%s\1%s", e->schema, e->name,
                                old ? item->from : item->label->to_label);
        return 1;
    }
    if (item->sequence) {
        names[0] = arena_printf(arena, "relation\1%s\1\1%s", item->sequence->schema,
                                old ? item->from : item->sequence->to);
        return 1;
    }

    size_t n = object_names(arena, old ? old_object(r, item) : item->object, names);

    /* The sequence of an identity is an item of its own. */
    return item->object->kind == &kind_column ? 1 : n;
}

static void hold(struct renaming *r, struct item *item)
{
    const char *names[OBJECT_NAMES];

    for (size_t n = names_of(r, item, true, names); n-- > 0;)
        map_put(r->holders, names[n], item);
}

static void let_go(struct renaming *r, struct item *item)
{
    const char *names[OBJECT_NAMES];

    for (size_t n = names_of(r, item, true, names); n-- > 0;)
        map_put(r->holders, names[n], NULL);
}

/* --- Operations --------------------------------------------------------------------------- */

static void make_rename(struct renaming *r, const struct item *item, const char *to)
{
    struct making *making = &r->p->making;
    struct arena *arena = r->p->arena;

    if (item->label) {
        MAKE(making, rename_enum_value, mg_rename_part_args,
             compose_name(arena, &item->label->to->o), item->from, to);
    } else if (item->sequence) {
        const char *schema = item->sequence->schema;

        MAKE(making, rename_sequence, mg_rename_args, qualified_name(arena, schema, item->from),
             qualified_name(arena, schema, to));
    } else {
        struct object *now = object_copy(arena, item->object);

        now->name = to;
        item->object->kind->rename(making, old_object(r, item), now);
    }
}

/* Its table may still have its old name, so what is a relation is renamed as one. */
static void make_passing(struct renaming *r, struct item *item)
{
    size_t n = name_length(item->kind, item->from);
    const char *passing =
        arena_printf(r->p->arena, "%.*s_old%s", (int)n, item->from, item->from + n);

    let_go(r, item);
    if (item->object && item->object->kind->is_relation && item->object->kind->in_table)
        MAKE(&r->p->making, rename_index, mg_rename_args,
             qualified_name(r->p->arena, item->schema, item->from),
             qualified_name(r->p->arena, item->schema, passing));
    else if (item->object) {
        struct object *to = old_object(r, item);

        to->name = passing;
        item->object->kind->rename(&r->p->making, old_object(r, item), to);
    } else {
        make_rename(r, item, passing);
    }
    item->from = passing;
    hold(r, item);
}

static void carry_out(struct renaming *r, struct item *item)
{
    const char *names[OBJECT_NAMES];

    item->started = true;
    for (size_t n = names_of(r, item, false, names); n-- > 0;) {
        struct item *holder = map_get(r->holders, names[n]);

        if (!holder || holder == item || holder->done)
            continue;
        if (holder->kind == item->kind && !holder->started)
            carry_out(r, holder);
        else
            make_passing(r, holder);
    }
    let_go(r, item);
    make_rename(r, item,
                item->label      ? item->label->to_label
                : item->sequence ? item->sequence->to
                                 : item->object->name);
    item->done = true;
}

/* --- All of them -------------------------------------------------------------------------- */

/* The schema that an object is in once schemas have their new names, until it moves itself. */
static const char *schema_until(const struct planning *p, const struct object *from,
                                const struct object *to)
{
    if (strcmp(from->schema, to->schema) == 0)
        return to->schema;
    for (size_t i = 0; i < p->renames.objects.n; i++) {
        const struct rename *rename = &p->renames.objects.items[i];

        if (rename->from->kind == &kind_schema && strcmp(rename->from->name, from->schema) == 0)
            return rename->to->name;
    }
    return from->schema;
}

/* Its name until it is renamed, with the types in it as they are called by then. */
static const char *name_until(const struct planning *p, const struct object *from)
{
    struct objects all = schema_of_kind(p->before, from->kind);
    size_t n = name_length(from->kind, from->name);

    for (size_t i = 0; has_signature(from->kind) && i < all.n; i++)
        if (planning_original(p, all.items[i]) == from)
            return arena_printf(p->arena, "%.*s%s", (int)n, from->name,
                                all.items[i]->name + name_length(from->kind, all.items[i]->name));
    return from->name;
}

static void collect_objects(struct renaming *r, bool signatures)
{
    struct planning *p = r->p;

    for (size_t k = 0; k < kind_count; k++)
        for (size_t i = 0; i < p->renames.objects.n; i++) {
            const struct object *from = p->renames.objects.items[i].from;
            const struct object *to = p->renames.objects.items[i].to;

            if (from->kind == kinds[k] && has_signature(kinds[k]) == signatures)
                *vec_push(p->arena, &r->items) = (struct item){
                    .object = to,
                    .schema = *to->table ? to->schema : schema_until(p, from, to),
                    .from = name_until(p, from),
                    .kind = kinds[k],
                };
        }
}

static void collect(struct renaming *r)
{
    struct planning *p = r->p;

    collect_objects(r, false);
    collect_objects(r, true);
    for (size_t i = 0; i < p->renames.labels.n; i++)
        *vec_push(p->arena, &r->items) = (struct item){
            .label = &p->renames.labels.items[i],
            .from = p->renames.labels.items[i].from_label,
        };
    for (size_t i = 0; i < p->renames.sequences.n; i++)
        *vec_push(p->arena, &r->items) = (struct item){
            .sequence = &p->renames.sequences.items[i],
            .from = p->renames.sequences.items[i].from,
        };
}

/* What moves to a new schema needs it. */
static void make_new_schema(struct planning *p, const struct item *item)
{
    const struct object *s;
    struct change *change;

    if (!item->object || strcmp(item->schema, item->object->schema) == 0)
        return;
    s = schema_find(p->after, &kind_schema, "", "", item->object->schema);
    change = s ? planning_change(p, s) : NULL;
    if (change && change->nodes[NODE_CREATE])
        node_make_ops(p, change->nodes[NODE_CREATE]);
}

static bool is_silenced(const struct node *node)
{
    const char *enabled = ((const struct event_trigger *)node->object)->enabled;

    return node->kind == NODE_DROP ||
           (node->kind == NODE_ALTER && enabled && strcmp(enabled, "disabled") == 0);
}

/* Event triggers have a say in whatever is done, renames too: those that go, go before it. */
static void silence_event_triggers(struct planning *p)
{
    for (size_t i = 0; i < p->nodes.n; i++) {
        struct node *node = p->nodes.items[i];
        const struct object *before = node->change->before;

        if (node->object->kind == &kind_event_trigger && is_silenced(node) &&
            strcmp(planning_original(p, before)->name, before->name) == 0)
            node_make_ops(p, node);
    }
}

void rename_ops(struct planning *p)
{
    struct renaming r = {.p = p, .holders = map_of_texts(p->arena)};

    silence_event_triggers(p);
    collect(&r);
    for (size_t i = 0; i < r.items.n; i++)
        hold(&r, &r.items.items[i]);
    for (size_t i = 0; i < r.items.n; i++) {
        make_new_schema(p, &r.items.items[i]);
        if (!r.items.items[i].done)
            carry_out(&r, &r.items.items[i]);
    }
}
