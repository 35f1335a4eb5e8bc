#include <string.h>

#include "kinds/catalog.h"
#include "kinds/compose.h"
#include "model/names.h"

static const struct field range_type_fields[] = {
    SAID_NEEDED(struct range_type, subtype, ROLE_TYPE, FORM_SQL, "SUBTYPE"),
    SAID(struct range_type, opclass, ROLE_NONE, FORM_SQL, "OPCLASS"),
    SAID(struct range_type, collation, ROLE_OBJECT, FORM_TEXT, "COLLATE"),
    SAID(struct range_type, canonical, ROLE_FUNCTION, FORM_SQL, "CANONICAL"),
    SAID(struct range_type, subtype_diff, ROLE_FUNCTION, FORM_SQL, "SUBTYPE_DIFF"),
    SAID(struct range_type, multirange, ROLE_NONE, FORM_SQL, "MULTIRANGE"),
};

/* PostgreSQL calls the multirange of x_range x_multirange, and that of anything else y_multirange.
 */
// clang-format off
#define USUAL                                                                                   \
    "CASE WHEN t.typname ~ 'range' THEN regexp_replace(t.typname, 'range', 'multirange')"       \
    " ELSE t.typname || '_multirange' END"

static const char range_type_catalog[] =
    "SELECT 1247 AS class, t.oid, 0 AS sub, n.nspname AS schema, t.typname AS name,"
    " obj_description(t.oid, 'pg_type') AS comment, format_type(r.rngsubtype, NULL) AS subtype,"
    CATALOG_IF("NOT (o.opcdefault AND o.opcintype = r.rngsubtype)",
               CATALOG_NAME("os.nspname", "o.opcname")) " AS opclass,"
    CATALOG_COLLATION("r.rngcollation", "b.typcollation") " AS collation,"
    CATALOG_FUNCTION("r.rngcanonical") " AS canonical,"
    CATALOG_FUNCTION("r.rngsubdiff") " AS subtype_diff,"
    CATALOG_IF("m.typname <> left(" USUAL ", 63) OR m.typnamespace <> t.typnamespace",
               CATALOG_NAME("ms.nspname", "m.typname")) " AS multirange"
    " FROM pg_range r JOIN pg_type t ON t.oid = r.rngtypid"
    " JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_type b ON b.oid = r.rngsubtype"
    " JOIN pg_opclass o ON o.oid = r.rngsubopc JOIN pg_namespace os ON os.oid = o.opcnamespace"
    " LEFT JOIN pg_type m ON m.oid = (to_jsonb(r)->>'rngmultitypid')::oid"
    " LEFT JOIN pg_namespace ms ON ms.oid = m.typnamespace"
    " WHERE t.oid >= 16384";
// clang-format on

const char *range_multirange(struct arena *arena, const struct range_type *r)
{
    const char *range = strstr(r->o.name, "range"), *name;

    if (r->multirange)
        return r->multirange;
    if (range)
        name = arena_printf(arena, "%.*smulti%s", (int)(range - r->o.name), r->o.name, range);
    else
        name = name_make(arena, r->o.name, NULL, "multirange");
    return qualified_name(arena, r->o.schema, name);
}

static void range_type_create(struct making *making, const struct object *after)
{
    const struct range_type *r = (const struct range_type *)after;

    MAKE(making, create_range, mg_range_args, .name = compose_name(making->arena, after),
         .subtype = r->subtype, .opclass = r->opclass, .collation = r->collation,
         .canonical = r->canonical, .subtype_diff = r->subtype_diff, .multirange = r->multirange,
         .comment = after->comment);
}

DROP_BY_NAME(range_type, drop_type)

static void range_type_rename(struct making *making, const struct object *before,
                              const struct object *after)
{
    struct arena *arena = making->arena;
    mg_rename_range_args args = {.name = compose_name(arena, before),
                                 .to = compose_name(arena, after)};
    const char *from = range_multirange(arena, (const struct range_type *)before);
    const char *to = range_multirange(arena, (const struct range_type *)after);

    if (strcmp(from, to) != 0) {
        args.multirange = from;
        args.multirange_to = to;
    }
    make_op(making, &mg_op_rename_range, &args);
}

const struct kind kind_range_type = {
    .name = "range_type",
    .title = "range type",
    .word = "RANGE",
    .size = sizeof(struct range_type),
    .fields = range_type_fields,
    .nfields = sizeof range_type_fields / sizeof *range_type_fields,
    .names = NAMES_OF_TYPES,
    .comment_inline = true,
    .comment_object = "TYPE",
    .create = range_type_create,
    .drop = range_type_drop,
    .rename = range_type_rename,
    .catalog = range_type_catalog,
};
