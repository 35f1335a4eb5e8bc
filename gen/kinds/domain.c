#include "kinds/catalog.h"
#include "kinds/column.h"

enum { F_TYPE, F_DEFAULT, F_COLLATION, F_NOT_NULL, F_NOT_NULL_NAME };
#define BIT(field) (1ull << F_##field)

static const struct field domain_fields[] = {
    [F_TYPE] = FIELD(struct domain, type, ROLE_TYPE),
    [F_DEFAULT] = FIELD_AS(struct domain, default_, "default", ROLE_VALUE),
    [F_COLLATION] = FIELD(struct domain, collation, ROLE_OBJECT),
    [F_NOT_NULL] = FIELD(struct domain, not_null, ROLE_NONE),
    [F_NOT_NULL_NAME] = FIELD(struct domain, not_null_name, ROLE_NONE),
};

/* PostgreSQL 17 keeps NOT NULL as a constraint with a name. */
// clang-format off
static const char domain_catalog[] =
    "SELECT 1247 AS class, t.oid, 0 AS sub, n.nspname AS schema, t.typname AS name,"
    " obj_description(t.oid, 'pg_type') AS comment,"
    " format_type(t.typbasetype, t.typtypmod) AS type,"
    " coalesce(pg_get_expr(t.typdefaultbin, 0), quote_literal(t.typdefault)) AS \"default\","
    CATALOG_COLLATION("t.typcollation", "b.typcollation") " AS collation,"
    " t.typnotnull AS not_null,"
    " (SELECT k.conname FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'n'"
    " AND k.conname <> t.typname || '_not_null') AS not_null_name"
    " FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
    " JOIN pg_type b ON b.oid = t.typbasetype"
    " WHERE t.typtype = 'd' AND t.oid >= 16384";
// clang-format on

static void domain_pulled(struct arena *arena, struct object *o)
{
    struct domain *d = (struct domain *)o;

    if (d->default_)
        d->default_ = plain_default(arena, d->type, d->default_);
}

/* The checks that it takes in (making->parts) are its lines. */
static void domain_create(struct making *making, const struct object *after)
{
    const struct domain *d = (const struct domain *)after;
    struct mg_item *items = NULL;
    size_t n = 0;

    while (making->parts && making->parts[n])
        n++;
    if (n)
        items = arena_alloc(making->arena, (n + 1) * sizeof *items);
    for (size_t i = 0; i < n; i++)
        items[i] = making->parts[i]->kind->item(making, making->parts[i]);
    MAKE(making, create_domain, mg_domain_args, .name = compose_name(making->arena, after),
         .type = d->type, .default_ = d->default_, .collation = d->collation,
         .not_null_name = d->not_null_name, .comment = after->comment, .items = items,
         .not_null = d->not_null);
}

DROP_BY_NAME(domain, drop_domain)
RENAME_BY_NAME(domain, rename_domain)

/* What a value is can only be said when the domain is made. */
static enum way domain_way(const struct object *before, const struct object *after,
                           unsigned long long differences)
{
    (void)before;
    (void)after;
    return differences & (BIT(TYPE) | BIT(COLLATION)) ? WAY_REPLACE : WAY_ALTER;
}

static void domain_alter(struct making *making, const struct object *before,
                         const struct object *after, unsigned long long differences)
{
    const struct domain *old = (const struct domain *)before, *new = (const struct domain *)after;
    mg_domain_args args = {.name = compose_name(making->arena, after)};

    if (differences & BIT(NOT_NULL_NAME) && old->not_null && new->not_null) {
        MAKE(making, alter_domain, mg_domain_args, .name = args.name, .nullable = 1);
        args.not_null = 1;
    }
    if (differences & BIT(NOT_NULL)) {
        args.not_null = new->not_null;
        args.nullable = !new->not_null;
    }
    args.not_null_name = args.not_null ? new->not_null_name : NULL;
    if (differences & BIT(DEFAULT)) {
        args.default_ = new->default_;
        args.no_default = !new->default_;
    }
    make_op(making, &mg_op_alter_domain, &args);
}

/* What becomes of the values of columns. */
static const char *domain_loss(struct arena *arena, const struct object *before,
                               const struct object *after)
{
    struct column was = {.o = *before}, is = {.o = *before};

    if (!after)
        return NULL;
    was.type = ((const struct domain *)before)->type;
    is.type = ((const struct domain *)after)->type;
    return column_type_loss(arena, &was, &is);
}

const struct kind kind_domain = {
    .name = "domain",
    .title = "domain",
    .size = sizeof(struct domain),
    .fields = domain_fields,
    .nfields = sizeof domain_fields / sizeof *domain_fields,
    .names = NAMES_OF_TYPES,
    .holds_parts = true,
    .comment_inline = true,
    .comment_object = "DOMAIN",
    .create = domain_create,
    .drop = domain_drop,
    .way = domain_way,
    .alter = domain_alter,
    .rename = domain_rename,
    .loss = domain_loss,
    .catalog = domain_catalog,
    .pulled = domain_pulled,
};
