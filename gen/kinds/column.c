#include "kinds/compose.h"

static const struct field column_fields[] = {
    FIELD(struct column, type, ROLE_TYPE),
    FIELD(struct column, not_null, ROLE_NONE),
    FIELD_AS(struct column, default_, "default", ROLE_VALUE),
    FIELD(struct column, generated, ROLE_EXPRESSION),
    FIELD(struct column, collation, ROLE_NONE),
    FIELD(struct column, identity, ROLE_NONE),
    FIELD(struct column, sequence, ROLE_NONE),
    FIELD(struct column, start, ROLE_NONE),
    FIELD(struct column, increment, ROLE_NONE),
    FIELD(struct column, minvalue, ROLE_NONE),
    FIELD(struct column, maxvalue, ROLE_NONE),
    FIELD(struct column, cache, ROLE_NONE),
    FIELD(struct column, cycle, ROLE_NONE),
};

const struct kind kind_column = {
    .name = "column",
    .title = "column",
    .size = sizeof(struct column),
    .fields = column_fields,
    .nfields = sizeof column_fields / sizeof *column_fields,
    .in_table = true,
    .comment_inline = true,
    .comment_object = "COLUMN",
};
