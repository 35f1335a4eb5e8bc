#include "kinds/catalog.h"
#include "kinds/compose.h"
#include "model/sql_token.h"

static const struct field statistics_fields[] = {
    FIELD(struct statistics, elements, ROLE_EXPRESSION),
    FIELD(struct statistics, kinds, ROLE_NONE),
    FIELD(struct statistics, target, ROLE_NONE),
};

/* The elements are in the definition as a whole. One expression by itself has no kinds. */
// clang-format off
static const char statistics_catalog[] =
    "SELECT 3381 AS class, s.oid, 0 AS sub, n.nspname AS schema, c.relname AS \"table\","
    " s.stxname AS name, obj_description(s.oid, 'pg_statistic_ext') AS comment,"
    " ARRAY[pg_get_statisticsobjdef(s.oid)] AS elements,"
    " (SELECT array_agg(k ORDER BY k) FROM (SELECT CASE x WHEN 'd' THEN 'ndistinct'"
    " WHEN 'f' THEN 'dependencies' WHEN 'm' THEN 'mcv' END AS k FROM unnest(s.stxkind) x) y"
    " WHERE k IS NOT NULL AND NOT s.stxkind @> '{d,f,m}') AS kinds,"
    CATALOG_IF("(to_jsonb(s)->>'stxstattarget')::int >= 0", "to_jsonb(s)->>'stxstattarget'")
    " AS target,"
    CATALOG_IF("s.stxnamespace <> c.relnamespace", "'it is in another schema than its table'")
    " AS left_out"
    " FROM pg_statistic_ext s JOIN pg_class c ON c.oid = s.stxrelid"
    " JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE s.oid >= 16384";
// clang-format on

static void statistics_create(struct making *making, const struct object *after)
{
    const struct statistics *s = (const struct statistics *)after;
    struct arena *arena = making->arena;

    MAKE(making, create_statistics, mg_statistics_args, .name = compose_name(arena, after),
         .table = compose_table(arena, after), .elements = compose_list(arena, &s->elements),
         .kinds = compose_list(arena, &s->kinds), .target = s->target, .comment = after->comment);
}

static void statistics_drop(struct making *making, const struct object *before)
{
    MAKE(making, drop_statistics, mg_name_args, compose_name(making->arena, before));
}

static enum way statistics_way(const struct object *before, const struct object *after,
                               unsigned long long differences)
{
    (void)before;
    return differences == field_bit(after->kind, "target") ? WAY_ALTER : WAY_REPLACE;
}

static void statistics_alter(struct making *making, const struct object *before,
                             const struct object *after, unsigned long long differences)
{
    const struct statistics *s = (const struct statistics *)after;

    (void)before;
    (void)differences;
    MAKE(making, alter_statistics, mg_statistics_args, .name = compose_name(making->arena, after),
         .target = s->target ? s->target : "-1");
}

static void statistics_rename(struct making *making, const struct object *before,
                              const struct object *after)
{
    MAKE(making, rename_statistics, mg_rename_args, compose_name(making->arena, before),
         compose_name(making->arena, after));
}

/* The definition is CREATE STATISTICS name (kinds) ON elements FROM table. */
static void statistics_pulled(struct arena *arena, struct object *o)
{
    struct statistics *s = (struct statistics *)o;
    const char *p = s->elements.n ? s->elements.items[0] : "", *start = NULL;
    int depth = 0;

    s->elements = (struct strings){0};
    for (;;) {
        struct sql_token token = sql_token_next(&p);
        bool ends = depth == 0 && (sql_token_is(token, ",") || sql_token_word(token, "from"));

        if (token.kind == SQL_END)
            return;
        depth += sql_token_is(token, "(") - sql_token_is(token, ")");
        if (start && ends)
            strings_add(
                arena, &s->elements,
                index_element(arena, arena_strndup(arena, start, (size_t)(token.p - start))));
        if (ends && sql_token_word(token, "from"))
            return;
        if ((!start && depth == 0 && sql_token_word(token, "on")) || (start && ends))
            start = p;
    }
}

const struct kind kind_statistics = {
    .name = "statistics",
    .title = "statistics",
    .size = sizeof(struct statistics),
    .fields = statistics_fields,
    .nfields = sizeof statistics_fields / sizeof *statistics_fields,
    .in_table = true,
    .comment_inline = true,
    .comment_object = "STATISTICS",
    .create = statistics_create,
    .drop = statistics_drop,
    .way = statistics_way,
    .alter = statistics_alter,
    .rename = statistics_rename,
    .catalog = statistics_catalog,
    .pulled = statistics_pulled,
};
