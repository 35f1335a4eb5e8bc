#include "kinds/catalog.h"
#include "kinds/compose.h"

static const struct field collation_fields[] = {
    SAID(struct collation, provider, ROLE_NONE, FORM_NAME, "PROVIDER"),
    SAID(struct collation, locale, ROLE_NONE, FORM_TEXT, "LOCALE"),
    SAID(struct collation, lc_collate, ROLE_NONE, FORM_TEXT, "COLLATE_LOCALE"),
    SAID(struct collation, lc_ctype, ROLE_NONE, FORM_TEXT, "CTYPE_LOCALE"),
    SAID(struct collation, rules, ROLE_NONE, FORM_TEXT, "RULES"),
    SAID(struct collation, nondeterministic, ROLE_NONE, FORM_FLAG, "NONDETERMINISTIC"),
};

/* The locale has been in three columns; before PostgreSQL 15 that of ICU was in both of libc's. */
// clang-format off
#define J "to_jsonb(o)->>"
#define OTHER_LOCALE "coalesce(" J "'colllocale', " J "'colliculocale')"

static const char collation_catalog[] =
    "SELECT 3456 AS class, o.oid, 0 AS sub, n.nspname AS schema, o.collname AS name,"
    " obj_description(o.oid, 'pg_collation') AS comment,"
    " CASE o.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' WHEN 'd' THEN 'default' END"
    " AS provider,"
    " coalesce(" OTHER_LOCALE ", CASE WHEN o.collcollate = o.collctype THEN o.collcollate END)"
    " AS locale,"
    " CASE WHEN " OTHER_LOCALE " IS NULL AND o.collcollate <> o.collctype THEN o.collcollate END"
    " AS lc_collate,"
    " CASE WHEN " OTHER_LOCALE " IS NULL AND o.collcollate <> o.collctype THEN o.collctype END"
    " AS lc_ctype,"
    " " J "'collicurules' AS rules, NOT o.collisdeterministic AS nondeterministic"
    " FROM pg_collation o JOIN pg_namespace n ON n.oid = o.collnamespace WHERE o.oid >= 16384";
// clang-format on

static void collation_create(struct making *making, const struct object *after)
{
    const struct collation *c = (const struct collation *)after;

    MAKE(making, create_collation, mg_collation_args, .name = compose_name(making->arena, after),
         .provider = c->provider, .locale = c->locale, .lc_collate = c->lc_collate,
         .lc_ctype = c->lc_ctype, .rules = c->rules, .nondeterministic = c->nondeterministic,
         .comment = after->comment);
}

DROP_BY_NAME(collation, drop_collation)
RENAME_BY_NAME(collation, rename_collation)

const struct kind kind_collation = {
    .name = "collation",
    .title = "collation",
    .word = "COLLATION",
    .size = sizeof(struct collation),
    .fields = collation_fields,
    .nfields = sizeof collation_fields / sizeof *collation_fields,
    .names = NAMES_OF_COLLATIONS,
    .comment_inline = true,
    .comment_object = "COLLATION",
    .create = collation_create,
    .drop = collation_drop,
    .rename = collation_rename,
    .catalog = collation_catalog,
};
