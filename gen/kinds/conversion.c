#include "kinds/catalog.h"
#include "kinds/compose.h"

static const struct field conversion_fields[] = {
    SAID_AS(struct conversion, default_, "default", ROLE_NONE, FORM_FLAG, "DEFAULT_CONVERSION"),
    SAID_NEEDED(struct conversion, from, ROLE_NONE, FORM_TEXT, "FROM_ENCODING"),
    SAID_NEEDED(struct conversion, to, ROLE_NONE, FORM_TEXT, "TO_ENCODING"),
    SAID_NEEDED(struct conversion, function, ROLE_FUNCTION, FORM_SQL, "WITH_FUNCTION"),
};

// clang-format off
static const char conversion_catalog[] =
    "SELECT 2607 AS class, o.oid, 0 AS sub, n.nspname AS schema, o.conname AS name,"
    " obj_description(o.oid, 'pg_conversion') AS comment, o.condefault AS \"default\","
    " pg_encoding_to_char(o.conforencoding) AS \"from\", pg_encoding_to_char(o.contoencoding) AS \"to\","
    " " CATALOG_FUNCTION("o.conproc::oid") " AS function"
    " FROM pg_conversion o JOIN pg_namespace n ON n.oid = o.connamespace WHERE o.oid >= 16384";
// clang-format on

static void conversion_create(struct making *making, const struct object *after)
{
    const struct conversion *c = (const struct conversion *)after;

    MAKE(making, create_conversion, mg_conversion_args, .name = compose_name(making->arena, after),
         .default_ = c->default_, .from = c->from, .to = c->to, .function = c->function,
         .comment = after->comment);
}

DROP_BY_NAME(conversion, drop_conversion)
RENAME_BY_NAME(conversion, rename_conversion)

const struct kind kind_conversion = {
    .name = "conversion",
    .title = "conversion",
    .word = "CONVERSION",
    .size = sizeof(struct conversion),
    .fields = conversion_fields,
    .nfields = sizeof conversion_fields / sizeof *conversion_fields,
    .comment_inline = true,
    .comment_object = "CONVERSION",
    .create = conversion_create,
    .drop = conversion_drop,
    .rename = conversion_rename,
    .catalog = conversion_catalog,
};
