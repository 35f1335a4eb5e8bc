#include "plan/answers.h"

#include <string.h>

#include "kinds/column.h"
#include "plan/planning.h"

const struct answers *answers_reverse(struct arena *arena, const struct answers *answers)
{
    struct answers *reverse = arena_new_of(arena, struct answers);

    for (size_t i = 0; i < answers->renames.n; i++)
        *vec_push(arena, &reverse->renames) =
            (struct answer){answers->renames.items[i].value, answers->renames.items[i].what};
    reverse->using_ = answers->using_down;
    reverse->using_down = answers->using_;
    reverse->fill = answers->fill;
    reverse->map = answers->map;
    reverse->drops = answers->drops;
    return reverse;
}

/* --- Answers that answer nothing ---------------------------------------------------------- */

static void unused(struct planning *p, const char *flag, const char *what, const char *hint)
{
    struct loc nowhere = {0};

    diag_error(p->diags, MG306, nowhere, "--%s %s is about nothing that changes", flag, what);
    diag_hint(p->diags, "%s", hint);
}

/* What the changes that pick says yes to are called, before and after. */
static struct map *names_of_changes(struct planning *p, bool (*pick)(const struct change *))
{
    struct map *names = map_of_texts(p->arena);

    for (size_t i = 0; i < p->changes.n; i++) {
        struct change *c = p->changes.items[i];

        if (!pick(c))
            continue;
        if (c->after)
            map_put(names, compose_answer(p->arena, c->after), c);
        if (c->before) {
            map_put(names, compose_answer(p->arena, c->before), c);
            map_put(names, compose_answer(p->arena, planning_original(p, c->before)), c);
        }
    }
    return names;
}

static bool is_dropped(const struct change *c)
{
    return c->action == ACTION_DROP || (c->action == ACTION_REPLACE && c->own);
}

static bool is_retyped(const struct change *c)
{
    return c->before && c->after && c->before->kind == &kind_column &&
           c->differences & COLUMN_RETYPED;
}

/* A column that is new, or must not be NULL any more. */
static bool is_filled(const struct change *c)
{
    if (!c->after || c->after->kind != &kind_column)
        return false;
    return !c->before || c->differences & COLUMN_BIT(NOT_NULL);
}

/* The enum of "user_state.banned" where it loses that value; NULL if none does. */
static const struct change *enum_that_loses(struct planning *p, const char *what)
{
    for (size_t i = 0; i < p->changes.n; i++) {
        const struct change *c = p->changes.items[i];

        if (!c->before || !c->after || c->before->kind != &kind_enum_type)
            continue;

        const struct enum_type *before = (const struct enum_type *)c->before;
        const struct enum_type *after = (const struct enum_type *)c->after;
        const char *was = compose_answer(p->arena, planning_original(p, c->before));
        const char *now = compose_answer(p->arena, c->after);

        for (size_t j = 0; j < before->labels.n; j++) {
            const char *label = before->labels.items[j];

            if (strings_find(&after->labels, label) < 0 &&
                (strcmp(arena_printf(p->arena, "%s.%s", was, label), what) == 0 ||
                 strcmp(arena_printf(p->arena, "%s.%s", now, label), what) == 0))
                return c;
        }
    }
    return NULL;
}

static void check_drops(struct planning *p)
{
    struct map *names = p->answers->drops.n ? names_of_changes(p, is_dropped) : NULL;

    for (size_t i = 0; i < p->answers->drops.n; i++) {
        const char *what = p->answers->drops.items[i];

        if (!map_get(names, what) && !enum_that_loses(p, what))
            unused(
                p, "drop", what,
                "It names what is in the last revision and not in the models, or what is changed.");
    }
}

static void check_maps(struct planning *up, struct planning *down)
{
    for (size_t i = 0; i < up->answers->map.n; i++) {
        const struct answer *a = &up->answers->map.items[i];
        const struct change *c = enum_that_loses(up, a->what);
        struct loc nowhere = {0};

        if (!c)
            c = enum_that_loses(down, a->what);
        if (!c) {
            unused(up, "map", a->what,
                   "It names a value that an enum loses: user_state.banned=gone");
            continue;
        }
        if (strings_find(&((const struct enum_type *)c->after)->labels, a->value) < 0) {
            diag_error(up->diags, MG307, nowhere, "--map %s=%s: %s has no value \"%s\"", a->what,
                       a->value, object_label(up->arena, c->after), a->value);
            diag_hint(up->diags, "Name one that it keeps.");
        }
    }
}

static void check_list(struct planning *up, struct planning *down, const char *flag,
                       const struct answer_list *list, bool (*pick)(const struct change *),
                       const char *hint)
{
    struct map *names = list->n ? names_of_changes(up, pick) : NULL;
    struct map *back = list->n && down ? names_of_changes(down, pick) : NULL;

    for (size_t i = 0; i < list->n; i++)
        if (!map_get(names, list->items[i].what) && !(back && map_get(back, list->items[i].what)))
            unused(up, flag, list->items[i].what, hint);
}

void answers_check(struct planning *up, struct planning *down)
{
    check_drops(up);
    check_list(up, NULL, "using", &up->answers->using_, is_retyped,
               "It names a column whose type changes: users.age=EXPRESSION");
    check_list(up, NULL, "using-down", &up->answers->using_down, is_retyped,
               "It names a column whose type changes: users.age=EXPRESSION");
    check_list(up, down, "fill", &up->answers->fill, is_filled,
               "It names a column that is new or becomes NOT NULL: users.age=VALUE");
    check_maps(up, down);
}
