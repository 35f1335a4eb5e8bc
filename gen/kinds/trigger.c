#include "kinds/compose.h"

static const struct field trigger_fields[] = {
    FIELD(struct trigger, before, ROLE_EXPRESSION), /* may say UPDATE OF columns */
    FIELD(struct trigger, after, ROLE_EXPRESSION),
    FIELD(struct trigger, instead_of, ROLE_EXPRESSION),
    FIELD(struct trigger, for_each_row, ROLE_NONE),
    FIELD(struct trigger, when, ROLE_EXPRESSION),
    FIELD(struct trigger, execute, ROLE_FUNCTION),
};

static void trigger_create(struct making *making, const struct object *after)
{
    const struct trigger *t = (const struct trigger *)after;

    MAKE(making, create_trigger, mg_trigger_args, compose_table(making->arena, after), after->name,
         .before = t->before, .after = t->after, .instead_of = t->instead_of, .when = t->when,
         .execute = t->execute, .comment = after->comment, .for_each_row = t->for_each_row);
}

static void trigger_drop(struct making *making, const struct object *before)
{
    MAKE(making, drop_trigger, mg_part_args, compose_table(making->arena, before), before->name);
}

static void trigger_rename(struct making *making, const struct object *before,
                           const struct object *after)
{
    MAKE(making, rename_trigger, mg_rename_part_args, compose_table(making->arena, before),
         before->name, after->name);
}

const struct kind kind_trigger = {
    .name = "trigger",
    .title = "trigger",
    .size = sizeof(struct trigger),
    .fields = trigger_fields,
    .nfields = sizeof trigger_fields / sizeof *trigger_fields,
    .in_table = true,
    .comment_inline = true,
    .comment_object = "TRIGGER",
    .create = trigger_create,
    .drop = trigger_drop,
    .rename = trigger_rename,
};
