#include "kinds/catalog.h"
#include "kinds/compose.h"
#include "model/names.h"

enum { F_EXPRESSION, F_NOT_VALID };

static const struct field domain_check_fields[] = {
    [F_EXPRESSION] = FIELD(struct domain_check, expression, ROLE_VALUE),
    [F_NOT_VALID] = FIELD(struct domain_check, not_valid, ROLE_NONE),
};

// clang-format off
static const char domain_check_catalog[] =
    "SELECT 2606 AS class, k.oid, 0 AS sub, n.nspname AS schema, t.typname AS \"table\","
    " k.conname AS name, obj_description(k.oid, 'pg_constraint') AS comment,"
    " pg_get_expr(k.conbin, 0) AS expression, NOT k.convalidated AS not_valid"
    " FROM pg_constraint k JOIN pg_type t ON t.oid = k.contypid"
    " JOIN pg_namespace n ON n.oid = t.typnamespace"
    " WHERE k.contype = 'c' AND k.oid >= 16384";
// clang-format on

static struct mg_item domain_check_item(struct making *making, const struct object *after)
{
    const struct domain_check *check = (const struct domain_check *)after;
    struct strings text = {0};
    struct mg_constraint c;

    strings_add(making->arena, &text, check->expression);
    c = compose_constraint(making, after, "CHECK", name_check(making->arena, after->table, NULL),
                           &text);
    c.not_valid = check->not_valid;
    return compose_constraint_item(making, c);
}

static void domain_check_create(struct making *making, const struct object *after)
{
    struct mg_item *items = arena_alloc(making->arena, 2 * sizeof *items);

    items[0] = domain_check_item(making, after);
    MAKE(making, add_domain_constraint, mg_table_args, compose_table(making->arena, after), items);
}

static void domain_check_drop(struct making *making, const struct object *before)
{
    MAKE(making, drop_domain_constraint, mg_part_args, compose_table(making->arena, before),
         before->name);
}

static enum way domain_check_way(const struct object *before, const struct object *after,
                                 unsigned long long differences)
{
    (void)before;
    if (differences == 1ull << F_NOT_VALID && !((const struct domain_check *)after)->not_valid)
        return WAY_ALTER;
    return WAY_REPLACE;
}

static void domain_check_alter(struct making *making, const struct object *before,
                               const struct object *after, unsigned long long differences)
{
    (void)before;
    (void)differences;
    MAKE(making, validate_domain_constraint, mg_part_args, compose_table(making->arena, after),
         after->name);
}

static void domain_check_rename(struct making *making, const struct object *before,
                                const struct object *after)
{
    MAKE(making, rename_domain_constraint, mg_rename_part_args,
         compose_table(making->arena, before), before->name, after->name);
}

const struct kind kind_domain_check = {
    .name = "domain_check",
    .title = "domain check",
    .size = sizeof(struct domain_check),
    .fields = domain_check_fields,
    .nfields = sizeof domain_check_fields / sizeof *domain_check_fields,
    .in_table = true,
    .comment_inline = true,
    .comment_object = "DOMAIN CONSTRAINT",
    .create = domain_check_create,
    .item = domain_check_item,
    .drop = domain_check_drop,
    .way = domain_check_way,
    .alter = domain_check_alter,
    .rename = domain_check_rename,
    .catalog = domain_check_catalog,
};
