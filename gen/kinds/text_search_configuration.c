#include <stdlib.h>
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

/* --- Mappings in one form ----------------------------------------------------------------- */

struct mapping {
    const char *token, *dictionaries;
};

static int compare_mappings(const void *left, const void *right)
{
    return strcmp(((const struct mapping *)left)->token, ((const struct mapping *)right)->token);
}

/* "a, b : c ,d" -> "c, d" of its part behind the colon; also tidies a list of one. */
static const char *tidy_list(struct arena *arena, const char *text)
{
    const char *result = "";

    while (*text) {
        size_t n = strcspn(text, ","), end;

        while (n > 0 && *text == ' ') {
            text++;
            n--;
        }
        for (end = n; end > 0 && text[end - 1] == ' ';)
            end--;
        result = arena_printf(arena, "%s%s%.*s", result, *result ? ", " : "", (int)end, text);
        text += n + (text[n] == ',');
    }
    return result;
}

static bool add_mappings(struct arena *arena, const char *text, struct mapping *all, size_t *n)
{
    const char *colon = strchr(text, ':'), *dictionaries;

    if (!colon || colon == text)
        return false;
    dictionaries = tidy_list(arena, colon + 1);
    while (text < colon) {
        size_t length = strcspn(text, ",:");

        all[(*n)++] =
            (struct mapping){tidy_list(arena, arena_strndup(arena, text, length)), dictionaries};
        text += length + 1;
    }
    return *dictionaries;
}

struct mapping_list {
    struct mapping *items;
    size_t n;
};

/* Each token by itself, in order; items NULL: one of them says nothing. */
static struct mapping_list tokens_of(struct arena *arena, const struct strings *mappings)
{
    struct mapping_list list = {0};
    size_t most = 0;

    for (size_t i = 0; i < mappings->n; i++)
        most += strlen(mappings->items[i]);
    list.items = arena_alloc(arena, (most + 1) * sizeof *list.items);
    for (size_t i = 0; i < mappings->n; i++)
        if (!add_mappings(arena, mappings->items[i], list.items, &list.n))
            return (struct mapping_list){0};
    if (list.n > 1)
        qsort(list.items, list.n, sizeof *list.items, compare_mappings);
    return list;
}

/* Those together that go to the same dictionaries. */
static struct strings grouped(struct arena *arena, struct mapping_list list)
{
    struct strings result = {0};

    for (size_t i = 0; i < list.n; i++) {
        const char *tokens = list.items[i].token, *dictionaries = list.items[i].dictionaries;

        if (!dictionaries)
            continue;
        for (size_t k = i + 1; k < list.n; k++)
            if (list.items[k].dictionaries &&
                strcmp(list.items[k].dictionaries, dictionaries) == 0) {
                tokens = arena_printf(arena, "%s, %s", tokens, list.items[k].token);
                list.items[k].dictionaries = NULL;
            }
        strings_add(arena, &result, arena_printf(arena, "%s: %s", tokens, dictionaries));
    }
    return result;
}

static const char *text_search_configuration_said(struct arena *arena, struct object *o)
{
    struct strings *mappings = &((struct text_search_configuration *)o)->mappings;
    struct mapping_list list = tokens_of(arena, mappings);

    if (!list.items)
        return "a mapping is said as \"word, asciiword: english_stem, simple\"";
    *mappings = grouped(arena, list);
    return NULL;
}

static void text_search_configuration_pulled(struct arena *arena, struct object *o)
{
    text_search_configuration_said(arena, o);
}

/* --- Kind --------------------------------------------------------------------------------- */

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

/* The mappings of the one list that the other does not have. */
static struct mapping_list missing(struct arena *arena, struct mapping_list from,
                                   struct mapping_list in)
{
    struct mapping_list list = {arena_alloc(arena, (from.n + 1) * sizeof *list.items), 0};

    for (size_t i = 0, k = 0; i < from.n; i++) {
        while (k < in.n && compare_mappings(&in.items[k], &from.items[i]) < 0)
            k++;
        if (k == in.n || compare_mappings(&in.items[k], &from.items[i]) != 0 ||
            strcmp(in.items[k].dictionaries, from.items[i].dictionaries) != 0)
            list.items[list.n++] = from.items[i];
    }
    return list;
}

static void text_search_configuration_alter(struct making *making, const struct object *before,
                                            const struct object *after,
                                            unsigned long long differences)
{
    struct arena *arena = making->arena;
    struct mapping_list old =
        tokens_of(arena, &((const struct text_search_configuration *)before)->mappings);
    struct mapping_list new =
        tokens_of(arena, &((const struct text_search_configuration *)after)->mappings);
    struct mapping_list gone = missing(arena, old, new), come = missing(arena, new, old);
    struct strings drop = {0}, add = grouped(arena, come);
    const char *tokens = "";

    (void)differences;
    for (size_t i = 0; i < gone.n; i++)
        tokens = arena_printf(arena, "%s%s%s", tokens, i ? ", " : "", gone.items[i].token);
    if (gone.n)
        strings_add(arena, &drop, tokens);
    MAKE(making, alter_text_search_configuration, mg_text_search_args,
         .name = compose_name(arena, after), .drop_mappings = compose_list(arena, &drop),
         .mappings = compose_list(arena, &add));
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
    .pulled = text_search_configuration_pulled,
    .said = text_search_configuration_said,
};
