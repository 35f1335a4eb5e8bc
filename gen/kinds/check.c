#include "kinds/catalog.h"
#include "kinds/compose.h"
#include "model/names.h"

static const struct field check_fields[] = {
    FIELD(struct check, expression, ROLE_EXPRESSION),
    FIELD(struct check, no_inherit, ROLE_NONE),
    FIELD(struct check, not_valid, ROLE_NONE),
    FIELD(struct check, not_enforced, ROLE_NONE),
};

// clang-format off
static const char check_catalog[] =
    CATALOG_CONSTRAINT
    " pg_get_expr(k.conbin, k.conrelid) AS expression, k.connoinherit AS no_inherit,"
    CATALOG_VALIDITY
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
    c.not_valid = check->not_valid;
    c.not_enforced = check->not_enforced;
    return compose_constraint_item(making, c);
}

/* To look at the rows that are there is all that can be done in place. */
static enum way check_way(const struct object *before, const struct object *after,
                          unsigned long long differences)
{
    (void)before;
    return differences == field_bit(after->kind, "not_valid") &&
                   !((const struct check *)after)->not_valid
               ? WAY_ALTER
               : WAY_REPLACE;
}

static void check_alter(struct making *making, const struct object *before,
                        const struct object *after, unsigned long long differences)
{
    (void)before;
    (void)differences;
    MAKE(making, validate_constraint, mg_part_args, compose_table(making->arena, after),
         after->name);
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
    .way = check_way,
    .alter = check_alter,
    .rename = constraint_rename,
    .catalog = check_catalog,
};
