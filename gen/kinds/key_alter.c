/* Changes in place of constraints that are indexes: keys and exclusion constraints. */
#include <string.h>

#include "kinds/compose.h"
#include "kinds/marks.h"

unsigned long long field_bit(const struct kind *kind, const char *name)
{
    const struct field *f = kind_field(kind, name);

    return f ? 1ull << (f - kind->fields) : 0;
}

static unsigned long long in_place(const struct kind *kind)
{
    return field_bit(kind, "with") | field_bit(kind, "tablespace") |
           field_bit(kind, "index_comment");
}

enum way key_way(const struct object *before, const struct object *after,
                 unsigned long long differences)
{
    const struct field *tablespace = kind_field(after->kind, "tablespace");

    /* What the default tablespace is called only the server knows. */
    if (differences & field_bit(after->kind, "tablespace") && !field_is_set(after, tablespace))
        return WAY_REPLACE;
    differences &= ~in_place(after->kind);
    return differences ? marks_way(before, after, differences) : WAY_ALTER;
}

void compose_index_comment(struct mg_constraint *constraint, const struct object *o,
                           const char *comment)
{
    constraint->index_comment = comment;
    if (comment)
        constraint->name = o->name;
}

/* --- Storage parameters ------------------------------------------------------------------- */

static size_t key_length(const char *parameter)
{
    return strcspn(parameter, "= ");
}

static bool has_key(const struct strings *list, const char *parameter)
{
    size_t n = key_length(parameter);

    for (size_t i = 0; i < list->n; i++)
        if (key_length(list->items[i]) == n && strncmp(list->items[i], parameter, n) == 0)
            return true;
    return false;
}

void compose_parameters(struct arena *arena, const struct strings *before,
                        const struct strings *after, mg_list *set, mg_list *reset)
{
    struct strings gone = {0}, new = {0};

    for (size_t i = 0; i < before->n; i++)
        if (!has_key(after, before->items[i]))
            strings_add(arena, &gone,
                        arena_strndup(arena, before->items[i], key_length(before->items[i])));
    for (size_t i = 0; i < after->n; i++)
        if (strings_find(before, after->items[i]) < 0)
            strings_add(arena, &new, after->items[i]);
    *set = compose_list(arena, &new);
    *reset = compose_list(arena, &gone);
}

/* --- The change --------------------------------------------------------------------------- */

void key_alter(struct making *making, const struct object *before, const struct object *after,
               unsigned long long differences)
{
    struct arena *arena = making->arena;
    const struct kind *kind = after->kind;
    mg_alter_index_args args = {.name = compose_name(arena, after)};

    if (differences & field_bit(kind, "with"))
        compose_parameters(arena, field_list(before, kind_field(kind, "with")),
                           field_list(after, kind_field(kind, "with")), &args.with, &args.reset);
    if (differences & field_bit(kind, "tablespace"))
        args.tablespace = field_text(after, kind_field(kind, "tablespace"));
    if (args.with || args.reset || args.tablespace)
        make_op(making, &mg_op_alter_index, &args);
    if (differences & field_bit(kind, "index_comment"))
        MAKE(making, comment, mg_comment_args, .object = "INDEX", .name = args.name,
             .text = field_text(after, kind_field(kind, "index_comment")));
    marks_alter(making, before, after, differences);
}
