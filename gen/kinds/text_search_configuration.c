#include <string.h>

#include "kinds/catalog.h"
#include "kinds/compose.h"

enum { F_PARSER, F_MAPPINGS };

static const struct field text_search_configuration_fields[] = {
    [F_PARSER] = SAID(struct text_search_configuration, parser, ROLE_OBJECT, FORM_TEXT, "PARSER"),
    [F_MAPPINGS] =
        SAID(struct text_search_configuration, mappings, ROLE_NONE, FORM_TEXT, "MAPPINGS"),
};

/* Token types that go to the same dictionaries share a line: "asciiword, word: english_stem". */
// clang-format off
static const char text_search_configuration_catalog[] =
    "SELECT 3602 AS class, o.oid, 0 AS sub, n.nspname AS schema, o.cfgname AS name,"
    " obj_description(o.oid, 'pg_ts_config') AS comment,"
    CATALOG_IF("pn.nspname <> 'pg_catalog' OR p.prsname <> 'default'",
               CATALOG_NAME("pn.nspname", "p.prsname")) " AS parser,"
    " (SELECT array_agg(tokens || ': ' || dictionaries ORDER BY first) FROM"
    " (SELECT string_agg(alias, ', ' ORDER BY maptokentype) AS tokens, dictionaries,"
    " min(maptokentype) AS first FROM"
    " (SELECT m.maptokentype, t.alias, string_agg(CASE WHEN dn.nspname IN ('pg_catalog',"
    " current_schema()) THEN '' ELSE quote_ident(dn.nspname) || '.' END || quote_ident(d.dictname),"
    " ', ' ORDER BY m.mapseqno) AS dictionaries"
    " FROM pg_ts_config_map m JOIN ts_token_type(o.cfgparser) t ON t.tokid = m.maptokentype"
    " JOIN pg_ts_dict d ON d.oid = m.mapdict JOIN pg_namespace dn ON dn.oid = d.dictnamespace"
    " WHERE m.mapcfg = o.oid GROUP BY 1, 2) x GROUP BY dictionaries) y) AS mappings"
    " FROM pg_ts_config o JOIN pg_namespace n ON n.oid = o.cfgnamespace"
    " JOIN pg_ts_parser p ON p.oid = o.cfgparser"
    " JOIN pg_namespace pn ON pn.oid = p.prsnamespace WHERE o.oid >= 16384";
// clang-format on

static void text_search_configuration_create(struct making *making, const struct object *after)
{
    const struct text_search_configuration *c = (const struct text_search_configuration *)after;

    MAKE(making, create_text_search_configuration, mg_text_search_args,
         .name = compose_name(making->arena, after), .parser = c->parser,
         .mappings = compose_list(making->arena, &c->mappings), .comment = after->comment);
}

DROP_BY_NAME(text_search_configuration, drop_text_search_configuration)
RENAME_BY_NAME(text_search_configuration, rename_text_search_configuration)

static enum way text_search_configuration_way(const struct object *before,
                                              const struct object *after,
                                              unsigned long long differences)
{
    (void)before;
    (void)after;
    return differences & 1ull << F_PARSER ? WAY_REPLACE : WAY_ALTER;
}

static void text_search_configuration_alter(struct making *making, const struct object *before,
                                            const struct object *after,
                                            unsigned long long differences)
{
    const struct strings *old = &((const struct text_search_configuration *)before)->mappings;
    const struct strings *new = &((const struct text_search_configuration *)after)->mappings;
    struct strings gone = {0}, come = {0};

    (void)differences;
    for (size_t i = 0; i < old->n; i++)
        if (strings_find(new, old->items[i]) < 0)
            strings_add(making->arena, &gone,
                        arena_strndup(making->arena, old->items[i], strcspn(old->items[i], ":")));
    for (size_t i = 0; i < new->n; i++)
        if (strings_find(old, new->items[i]) < 0)
            strings_add(making->arena, &come, new->items[i]);
    if (gone.n || come.n)
        MAKE(making, alter_text_search_configuration, mg_text_search_args,
             .name = compose_name(making->arena, after),
             .drop_mappings = compose_list(making->arena, &gone),
             .mappings = compose_list(making->arena, &come));
}

/* The dictionaries in its mappings. */
static void text_search_configuration_needs(struct arena *arena, const struct schema *s,
                                            const struct object *o, struct object_list *needs)
{
    const struct strings *mappings = &((const struct text_search_configuration *)o)->mappings;
    struct objects all = schema_of_kind(s, &kind_text_search_dictionary);

    for (size_t i = 0; i < all.n; i++) {
        const char *name = compose_sql_name(arena, all.items[i]->schema, all.items[i]->name);
        bool used = false;

        for (size_t j = 0; j < mappings->n; j++) {
            const char *list = strchr(mappings->items[j], ':');

            for (const char *p = list; p && (p = strstr(p + 1, name));)
                used |= p[-1] == ' ' && (p[strlen(name)] == ',' || !p[strlen(name)]);
        }
        if (used)
            *vec_push(arena, needs) = all.items[i];
    }
}

const struct kind kind_text_search_configuration = {
    .name = "text_search_configuration",
    .title = "text search configuration",
    .word = "TEXT_SEARCH_CONFIGURATION",
    .size = sizeof(struct text_search_configuration),
    .fields = text_search_configuration_fields,
    .nfields = sizeof text_search_configuration_fields / sizeof *text_search_configuration_fields,
    .comment_inline = true,
    .comment_object = "TEXT SEARCH CONFIGURATION",
    .create = text_search_configuration_create,
    .drop = text_search_configuration_drop,
    .way = text_search_configuration_way,
    .alter = text_search_configuration_alter,
    .rename = text_search_configuration_rename,
    .needs = text_search_configuration_needs,
    .catalog = text_search_configuration_catalog,
};
