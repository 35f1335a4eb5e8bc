#include "kinds/compose.h"

static const struct field index_fields[] = {
    FIELD(struct index, unique, ROLE_NONE),      FIELD(struct index, nulls_not_distinct, ROLE_NONE),
    FIELD(struct index, method, ROLE_NONE),      FIELD(struct index, elements, ROLE_EXPRESSION),
    FIELD(struct index, include, ROLE_COLUMNS),  FIELD(struct index, with, ROLE_NONE),
    FIELD(struct index, where, ROLE_EXPRESSION),
};

static void index_create(struct making *making, const struct object *after)
{
    const struct index *i = (const struct index *)after;
    struct arena *arena = making->arena;

    /* An index lives in its table's schema; CREATE INDEX takes no other. */
    MAKE(making, create_index, mg_index_args, .name = qualified_name(arena, "", after->name),
         .table = compose_table(arena, after), .method = i->method, .where = i->where,
         .comment = after->comment, .elements = compose_list(arena, &i->elements),
         .include = compose_list(arena, &i->include), .with = compose_list(arena, &i->with),
         .unique = i->unique, .nulls_not_distinct = i->nulls_not_distinct);
}

static void index_drop(struct making *making, const struct object *before)
{
    MAKE(making, drop_index, mg_name_args, compose_name(making->arena, before));
}

static void index_rename(struct making *making, const struct object *before,
                         const struct object *after)
{
    MAKE(making, rename_index, mg_rename_args, compose_name(making->arena, before),
         compose_name(making->arena, after));
}

const struct kind kind_index = {
    .name = "index",
    .title = "index",
    .size = sizeof(struct index),
    .fields = index_fields,
    .nfields = sizeof index_fields / sizeof *index_fields,
    .in_table = true,
    .is_relation = true,
    .comment_inline = true,
    .comment_object = "INDEX",
    .create = index_create,
    .drop = index_drop,
    .rename = index_rename,
};
