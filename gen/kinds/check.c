#include "kinds/catalog.h"
#include "kinds/compose.h"
#include "model/names.h"

static const struct field check_fields[] = {
    FIELD(struct check, expression, ROLE_EXPRESSION),
    FIELD(struct check, no_inherit, ROLE_NONE),
};

// clang-format off
static const char check_catalog[] =
    CATALOG_CONSTRAINT
    " pg_get_expr(k.conbin, k.conrelid) AS expression, k.connoinherit AS no_inherit,"
    CATALOG_IF("NOT k.convalidated OR (to_jsonb(k)->>'conenforced') = 'false'",
               "'it is not enforced for every row'") " AS left_out"
    CATALOG_FROM_CONSTRAINT " WHERE k.contype = 'c' AND k.conislocal AND k.oid >= 16384";
// clang-format on

static struct mg_item check_item(struct making *making, const struct object *after)
{
    const struct check *check = (const struct check *)after;
    struct objects columns =
        schema_children(making->after, &kind_column, after->schema, after->table);
    struct strings names = {0}, text = {0};

    for (size_t i = 0; i < columns.n; i++)
        strings_add(making->arena, &names, columns.items[i]->name);
    strings_add(making->arena, &text, check->expression);

    const char *column = name_check_column(&names, check->expression);
    const char *usual = name_check(making->arena, after->table, column);
    struct mg_constraint c = compose_constraint(making, after, "CHECK", usual, &text);

    c.no_inherit = check->no_inherit;
    return compose_constraint_item(making, c);
}

const struct kind kind_check = {
    .name = "check",
    .title = "check",
    .size = sizeof(struct check),
    .fields = check_fields,
    .nfields = sizeof check_fields / sizeof *check_fields,
    .in_table = true,
    .comment_inline = true,
    .comment_object = "CONSTRAINT",
    .create = constraint_create,
    .item = check_item,
    .drop = constraint_drop,
    .rename = constraint_rename,
    .catalog = check_catalog,
};
