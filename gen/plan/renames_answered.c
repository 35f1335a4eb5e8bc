/* Which object was renamed to which: --rename users.mail:users.email. */
#include <string.h>

#include "kinds/compose.h"
#include "plan/resolving.h"

struct parts {
    const char *items[3];
    size_t n;
};

static struct parts split(struct arena *arena, const char *text)
{
    struct parts parts = {.n = 0};

    for (;;) {
        size_t length = parts.n < 2 ? strcspn(text, ".") : strlen(text);

        parts.items[parts.n++] = arena_strndup(arena, text, length);
        if (!text[length])
            return parts;
        text += length + 1;
    }
}

static const struct object *find_top(const struct schema *s, const struct kind *kind,
                                     const struct parts *name)
{
    if (name->n > 2 || (name->n == 2 && kind == &kind_schema))
        return NULL;
    return schema_find(s, kind, name->n == 2 ? name->items[0] : "", "", name->items[name->n - 1]);
}

/* What a name with one part more belongs to: the table of "users.mail", the enum of a label. */
static const struct object *find_parent(const struct schema *s, const struct kind *kind,
                                        const struct parts *name)
{
    struct parts parent = *name;

    if (parent.n < 2)
        return NULL;
    parent.n--;
    return find_top(s, kind, &parent);
}

/* The parent as it was, named as it was or as it is. */
static const struct object *parent_before(const struct resolving *r, const struct kind *kind,
                                          const struct parts *name)
{
    const struct object *was = find_parent(r->before, kind, name);
    const struct object *now = find_parent(r->after, kind, name);

    if (now && resolve_was(r, now))
        return resolve_was(r, now);
    return was ? was : now ? resolve_before(r, now, now->name) : NULL;
}

static const struct object *now_of(const struct resolving *r, const struct object *was)
{
    const struct object *now = resolve_now(r, was);

    return now ? now : resolve_after(r, was, was->name);
}

/* True if one of the two was found: that there is nothing to do then is no mistake. */
static bool answer_top(struct resolving *r, const struct parts *what, const struct parts *value)
{
    bool known = false;

    for (size_t k = 0; k < kind_count; k++) {
        if (kinds[k]->in_table || !kinds[k]->rename)
            continue;

        const struct object *from = find_top(r->before, kinds[k], what);
        const struct object *to = find_top(r->after, kinds[k], value);

        if (!to && from && value->n == 1)
            to = resolve_after(r, from, value->items[0]);
        if (from && to) {
            resolve_add(r, from, to);
            return true;
        }
        known |= to && resolve_before(r, to, to->name);
    }
    return known;
}

/* The table, composite type, ... whose part is meant. */
static const struct object *holder_before(const struct resolving *r, const struct parts *name)
{
    const struct object *holder = NULL;

    for (size_t k = 0; k < kind_count && !holder; k++)
        if (kinds[k]->holds_parts)
            holder = parent_before(r, kinds[k], name);
    return holder;
}

static bool answer_part(struct resolving *r, const struct parts *what, const struct parts *value)
{
    const struct object *table = holder_before(r, what);
    const struct object *now = table ? now_of(r, table) : NULL;
    const char *old = what->items[what->n - 1], *new = value->items[value->n - 1];
    bool known = false;

    if (!now || (value->n > 1 && holder_before(r, value) != table))
        return false;
    for (size_t k = 0; k < kind_count; k++) {
        if (!kinds[k]->in_table || !kinds[k]->rename)
            continue;

        const struct object *from =
            schema_find(r->before, kinds[k], table->schema, table->name, old);
        const struct object *to = schema_find(r->after, kinds[k], now->schema, now->name, new);

        if (from && to) {
            resolve_add(r, from, to);
            return true;
        }
        known |= to && resolve_before(r, to, new);
    }
    return known;
}

static bool answer_label(struct resolving *r, const struct parts *what, const struct parts *value)
{
    const struct object *was = parent_before(r, &kind_enum_type, what);
    const struct object *now = was ? now_of(r, was) : NULL;
    const char *old = what->items[what->n - 1], *new = value->items[value->n - 1];

    if (!now || !enum_has_label(now, new))
        return false;
    if (enum_has_label(was, old))
        resolve_add_label(r, was, old, now, new);
    return enum_has_label(was, old) || enum_has_label(was, new);
}

void resolve_answers(struct resolving *r, bool parts)
{
    for (size_t i = 0; i < r->answers->renames.n; i++) {
        const struct answer *answer = &r->answers->renames.items[i];
        struct parts what = split(r->arena, answer->what), value = split(r->arena, answer->value);
        struct loc nowhere = {0};

        if (!parts) {
            answer_top(r, &what, &value);
            continue;
        }
        if (answer_part(r, &what, &value) || answer_label(r, &what, &value) ||
            answer_top(r, &what, &value) || !r->diags)
            continue;
        diag_error(r->diags, MG304, nowhere, "--rename %s:%s names nothing that is there",
                   answer->what, answer->value);
        diag_hint(r->diags, "The first name is one of the last revision, the second one of the "
                            "models: users.mail:users.email");
    }
}
