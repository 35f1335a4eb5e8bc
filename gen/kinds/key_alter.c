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

/* --- The change --------------------------------------------------------------------------- */

void key_alter(struct making *making, const struct object *before, const struct object *after,
               unsigned long long differences)
{
    struct arena *arena = making->arena;
    const struct kind *kind = after->kind;
    mg_alter_index_args args = {.name = compose_name(arena, after)};

    if (differences & field_bit(kind, "with"))
        compose_with_changes(arena, field_list(before, kind_field(kind, "with")),
                             field_list(after, kind_field(kind, "with")), &args.reset, &args.with);
    if (differences & field_bit(kind, "tablespace"))
        args.tablespace = field_text(after, kind_field(kind, "tablespace"));
    if (args.with || args.reset || args.tablespace)
        make_op(making, &mg_op_alter_index, &args);
    if (differences & field_bit(kind, "index_comment"))
        MAKE(making, comment, mg_comment_args, .object = "INDEX", .name = args.name,
             .text = field_text(after, kind_field(kind, "index_comment")));
    marks_alter(making, before, after, differences);
}
