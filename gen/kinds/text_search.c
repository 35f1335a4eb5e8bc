/* Parsers and templates of text search: functions in C that an extension brings. */
#include "kinds/catalog.h"
#include "kinds/compose.h"

static const struct field text_search_parser_fields[] = {
    SAID_NEEDED(struct text_search_parser, start, ROLE_FUNCTION, FORM_SQL, "START_FUNCTION"),
    SAID_NEEDED(struct text_search_parser, gettoken, ROLE_FUNCTION, FORM_SQL, "GETTOKEN"),
    SAID_NEEDED(struct text_search_parser, end, ROLE_FUNCTION, FORM_SQL, "END_FUNCTION"),
    SAID(struct text_search_parser, headline, ROLE_FUNCTION, FORM_SQL, "HEADLINE"),
    SAID_NEEDED(struct text_search_parser, lextypes, ROLE_FUNCTION, FORM_SQL, "LEXTYPES"),
};

static const struct field text_search_template_fields[] = {
    SAID(struct text_search_template, init, ROLE_FUNCTION, FORM_SQL, "INIT"),
    SAID_NEEDED(struct text_search_template, lexize, ROLE_FUNCTION, FORM_SQL, "LEXIZE"),
};

// clang-format off
static const char text_search_parser_catalog[] =
    "SELECT 3601 AS class, o.oid, 0 AS sub, n.nspname AS schema, o.prsname AS name,"
    " obj_description(o.oid, 'pg_ts_parser') AS comment,"
    " " CATALOG_FUNCTION("o.prsstart::oid") " AS start, " CATALOG_FUNCTION("o.prstoken::oid") " AS gettoken,"
    " " CATALOG_FUNCTION("o.prsend::oid") " AS \"end\", " CATALOG_FUNCTION("o.prsheadline::oid") " AS headline,"
    " " CATALOG_FUNCTION("o.prslextype::oid") " AS lextypes"
    " FROM pg_ts_parser o JOIN pg_namespace n ON n.oid = o.prsnamespace WHERE o.oid >= 16384";

static const char text_search_template_catalog[] =
    "SELECT 3764 AS class, o.oid, 0 AS sub, n.nspname AS schema, o.tmplname AS name,"
    " obj_description(o.oid, 'pg_ts_template') AS comment,"
    " " CATALOG_FUNCTION("o.tmplinit::oid") " AS init, " CATALOG_FUNCTION("o.tmpllexize::oid") " AS lexize"
    " FROM pg_ts_template o JOIN pg_namespace n ON n.oid = o.tmplnamespace WHERE o.oid >= 16384";
// clang-format on

static void text_search_parser_create(struct making *making, const struct object *after)
{
    const struct text_search_parser *p = (const struct text_search_parser *)after;

    MAKE(making, create_text_search_parser, mg_text_search_args,
         .name = compose_name(making->arena, after), .start = p->start, .gettoken = p->gettoken,
         .end = p->end, .headline = p->headline, .lextypes = p->lextypes,
         .comment = after->comment);
}

static void text_search_template_create(struct making *making, const struct object *after)
{
    const struct text_search_template *t = (const struct text_search_template *)after;

    MAKE(making, create_text_search_template, mg_text_search_args,
         .name = compose_name(making->arena, after), .init = t->init, .lexize = t->lexize,
         .comment = after->comment);
}

DROP_BY_NAME(text_search_parser, drop_text_search_parser)
RENAME_BY_NAME(text_search_parser, rename_text_search_parser)
DROP_BY_NAME(text_search_template, drop_text_search_template)
RENAME_BY_NAME(text_search_template, rename_text_search_template)

const struct kind kind_text_search_parser = {
    .name = "text_search_parser",
    .title = "text search parser",
    .word = "TEXT_SEARCH_PARSER",
    .size = sizeof(struct text_search_parser),
    .fields = text_search_parser_fields,
    .nfields = sizeof text_search_parser_fields / sizeof *text_search_parser_fields,
    .comment_inline = true,
    .comment_object = "TEXT SEARCH PARSER",
    .create = text_search_parser_create,
    .drop = text_search_parser_drop,
    .rename = text_search_parser_rename,
    .catalog = text_search_parser_catalog,
};

const struct kind kind_text_search_template = {
    .name = "text_search_template",
    .title = "text search template",
    .word = "TEXT_SEARCH_TEMPLATE",
    .size = sizeof(struct text_search_template),
    .fields = text_search_template_fields,
    .nfields = sizeof text_search_template_fields / sizeof *text_search_template_fields,
    .comment_inline = true,
    .comment_object = "TEXT SEARCH TEMPLATE",
    .create = text_search_template_create,
    .drop = text_search_template_drop,
    .rename = text_search_template_rename,
    .catalog = text_search_template_catalog,
};
