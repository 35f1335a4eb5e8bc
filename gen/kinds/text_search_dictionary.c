#include <ctype.h>
#include <string.h>

#include "kinds/catalog.h"
#include "kinds/compose.h"

enum { F_TEMPLATE, F_SETTINGS };

static const struct field text_search_dictionary_fields[] = {
    [F_TEMPLATE] = {.name = "template",
                    .type = FIELD_TEXT,
                    .role = ROLE_OBJECT,
                    .offset = offsetof(struct text_search_dictionary, template_),
                    .form = FORM_TEXT,
                    .word = "TEMPLATE",
                    .needed = true},
    [F_SETTINGS] = SAID(struct text_search_dictionary, settings, ROLE_NONE, FORM_TEXT, "SETTINGS"),
};

/* Settings are kept as `a = 'x', b = 'y'`, quoted; what would stand in the values is rare enough.
 */
// clang-format off
static const char text_search_dictionary_catalog[] =
    "SELECT 3600 AS class, o.oid, 0 AS sub, n.nspname AS schema, o.dictname AS name,"
    " obj_description(o.oid, 'pg_ts_dict') AS comment,"
    " " CATALOG_NAME("tn.nspname", "t.tmplname") " AS template,"
    " (SELECT array_agg(m[1] ORDER BY place) FROM regexp_matches(o.dictinitoption,"
    " '([^\\s=,][^\\s=]*\\s*=\\s*(?:E?''(?:[^'']|'''')*''|[^'',]*))', 'g')"
    " WITH ORDINALITY x(m, place)) AS settings"
    " FROM pg_ts_dict o JOIN pg_namespace n ON n.oid = o.dictnamespace"
    " JOIN pg_ts_template t ON t.oid = o.dicttemplate"
    " JOIN pg_namespace tn ON tn.oid = t.tmplnamespace WHERE o.oid >= 16384";
// clang-format on

/* `StopWords=english` as the catalog has it: `stopwords = 'english'`; numbers stand bare. */
static const char *text_search_dictionary_said(struct arena *arena, struct object *o)
{
    struct strings *settings = &((struct text_search_dictionary *)o)->settings;

    for (size_t i = 0; i < settings->n; i++) {
        const char *text = settings->items[i], *value = strchr(text, '=');
        size_t n = strcspn(text, " =");
        char *key;

        if (!value || !n)
            return "a setting is said as \"stopwords = 'english'\"";
        key = arena_strndup(arena, text, n);
        for (char *p = key; *p && *key != '"'; p++)
            *p = (char)tolower((unsigned char)*p);
        for (value++; *value == ' ';)
            value++;
        if (*value != '\'' && strspn(value, "0123456789.-") != strlen(value))
            value = compose_literal(arena, value);
        settings->items[i] = arena_printf(arena, "%s = %s", key, value);
    }
    return NULL;
}

static void text_search_dictionary_pulled(struct arena *arena, struct object *o)
{
    text_search_dictionary_said(arena, o);
}

static void text_search_dictionary_create(struct making *making, const struct object *after)
{
    const struct text_search_dictionary *d = (const struct text_search_dictionary *)after;

    MAKE(making, create_text_search_dictionary, mg_text_search_args,
         .name = compose_name(making->arena, after), .template_ = d->template_,
         .options = compose_list(making->arena, &d->settings), .comment = after->comment);
}

DROP_BY_NAME(text_search_dictionary, drop_text_search_dictionary)
RENAME_BY_NAME(text_search_dictionary, rename_text_search_dictionary)

static enum way text_search_dictionary_way(const struct object *before, const struct object *after,
                                           unsigned long long differences)
{
    (void)before;
    (void)after;
    return differences & 1ull << F_TEMPLATE ? WAY_REPLACE : WAY_ALTER;
}

static size_t key_length(const char *setting)
{
    return strcspn(setting, " =");
}

static bool has_key(const struct strings *list, const char *setting)
{
    size_t n = key_length(setting);

    for (size_t i = 0; i < list->n; i++)
        if (key_length(list->items[i]) == n && strncmp(list->items[i], setting, n) == 0)
            return true;
    return false;
}

/* What is no longer said is named without a value. */
static void text_search_dictionary_alter(struct making *making, const struct object *before,
                                         const struct object *after, unsigned long long differences)
{
    const struct strings *old = &((const struct text_search_dictionary *)before)->settings;
    const struct strings *new = &((const struct text_search_dictionary *)after)->settings;
    struct strings changes = {0};

    (void)differences;
    for (size_t i = 0; i < old->n; i++)
        if (!has_key(new, old->items[i]))
            strings_add(making->arena, &changes,
                        arena_strndup(making->arena, old->items[i], key_length(old->items[i])));
    for (size_t i = 0; i < new->n; i++)
        if (strings_find(old, new->items[i]) < 0)
            strings_add(making->arena, &changes, new->items[i]);
    if (changes.n)
        MAKE(making, alter_text_search_dictionary, mg_text_search_args,
             .name = compose_name(making->arena, after),
             .options = compose_list(making->arena, &changes));
}

const struct kind kind_text_search_dictionary = {
    .name = "text_search_dictionary",
    .title = "text search dictionary",
    .word = "TEXT_SEARCH_DICTIONARY",
    .size = sizeof(struct text_search_dictionary),
    .fields = text_search_dictionary_fields,
    .nfields = sizeof text_search_dictionary_fields / sizeof *text_search_dictionary_fields,
    .comment_inline = true,
    .comment_object = "TEXT SEARCH DICTIONARY",
    .create = text_search_dictionary_create,
    .drop = text_search_dictionary_drop,
    .way = text_search_dictionary_way,
    .alter = text_search_dictionary_alter,
    .rename = text_search_dictionary_rename,
    .catalog = text_search_dictionary_catalog,
    .pulled = text_search_dictionary_pulled,
    .said = text_search_dictionary_said,
};
