/*
 * What is said of a column of a view beside its query: a comment, the default that an INSERT into
 * the view takes, how a materialized view keeps it. There is nothing to be made or dropped but
 * these.
 */
#include <string.h>

#include "kinds/catalog.h"
#include "kinds/column.h"
#include "kinds/table.h"
#include "kinds/view.h"

enum { F_DEFAULT, F_STORAGE, F_COMPRESSION, F_STATISTICS, F_WITH };

static const struct field view_column_fields[] = {
    [F_DEFAULT] = FIELD_AS(struct view_column, default_, "default", ROLE_VALUE),
    [F_STORAGE] = FIELD(struct view_column, storage, ROLE_NONE),
    [F_COMPRESSION] = FIELD(struct view_column, compression, ROLE_NONE),
    [F_STATISTICS] = FIELD(struct view_column, statistics, ROLE_NONE),
    [F_WITH] = FIELD(struct view_column, with, ROLE_NONE),
};

// clang-format off
#define STORAGE                                                                              \
    "CASE WHEN c.relkind = 'm' AND a.attstorage <> t.typstorage THEN CASE a.attstorage"      \
    " WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END END"

static const char view_column_catalog[] =
    "SELECT * FROM (SELECT 1259 AS class, a.attrelid AS oid, a.attnum AS sub, n.nspname AS schema,"
    " c.relname AS \"table\", a.attname AS name, d.oid AS default_oid,"
    " col_description(a.attrelid, a.attnum) AS comment,"
    " pg_get_expr(d.adbin, d.adrelid) AS \"default\"," STORAGE " AS storage,"
    " CASE to_jsonb(a)->>'attcompression' WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END"
    " AS compression," CATALOG_IF("a.attstattarget >= 0", "a.attstattarget") " AS statistics,"
    CATALOG_ATTRIBUTE_OPTIONS("a.attoptions") " AS \"with\""
    " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('v', 'm')"
    " JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_type t ON t.oid = a.atttypid"
    " LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
    " WHERE a.attnum > 0 AND NOT a.attisdropped AND c.oid >= 16384) x"
    " WHERE comment IS NOT NULL OR \"default\" IS NOT NULL OR storage IS NOT NULL"
    " OR compression IS NOT NULL OR statistics IS NOT NULL OR \"with\" IS NOT NULL";
// clang-format on

/* What a column without any word of it is. */
static const struct view_column nothing;

/* Only PostgreSQL knows the type of every column; where we do not, it is one that is long. */
static const char *usual_storage(struct making *making, const struct object *o)
{
    const struct object *view =
        schema_find(making->after, &kind_materialized_view, o->schema, "", o->table);
    const char *type =
        view ? view_output_type(making->arena, making->after,
                                ((const struct materialized_view *)view)->query, o->name)
             : NULL;

    return type ? column_usual_storage(making->arena, type) : "extended";
}

static void change(struct making *making, const struct object *o, const struct view_column *before,
                   const struct view_column *after)
{
    struct option_changes with = option_changes(making->arena, &before->with, &after->with);
    unsigned long long differences = 0;
    mg_alter_column_args args = {compose_table(making->arena, o), {.name = o->name}};
    mg_column *c = &args.column;

    for (size_t i = 0; i < kind_view_column.nfields; i++)
        if (!field_equal(&before->o, &after->o, &view_column_fields[i]))
            differences |= 1ull << i;
    if (differences & 1ull << F_DEFAULT) {
        c->default_ = after->default_;
        c->no_default = !after->default_;
    }
    if (differences & 1ull << F_STORAGE)
        c->storage = after->storage ? after->storage : usual_storage(making, o);
    if (differences & 1ull << F_COMPRESSION)
        c->compression = after->compression ? after->compression : "default";
    if (differences & 1ull << F_STATISTICS)
        c->statistics = after->statistics ? after->statistics : "-1";
    c->with = compose_list(making->arena, &with.said);
    c->reset = compose_list(making->arena, &with.drop);
    if (differences)
        make_op(making, &mg_op_alter_column, &args);
}

static void view_column_create(struct making *making, const struct object *after)
{
    change(making, after, &nothing, (const struct view_column *)after);
}

static void view_column_drop(struct making *making, const struct object *before)
{
    change(making, before, (const struct view_column *)before, &nothing);
    if (before->comment)
        MAKE(making, comment, mg_comment_args, "COLUMN", compose_table(making->arena, before),
             before->name, NULL);
}

static enum way view_column_way(const struct object *before, const struct object *after,
                                unsigned long long differences)
{
    (void)before;
    (void)after;
    (void)differences;
    return WAY_ALTER;
}

static void view_column_alter(struct making *making, const struct object *before,
                              const struct object *after, unsigned long long differences)
{
    (void)differences;
    change(making, after, (const struct view_column *)before, (const struct view_column *)after);
}

const struct kind kind_view_column = {
    .name = "view_column",
    .title = "view column",
    .size = sizeof(struct view_column),
    .fields = view_column_fields,
    .nfields = sizeof view_column_fields / sizeof *view_column_fields,
    .in_table = true,
    .comment_object = "COLUMN",
    .create = view_column_create,
    .drop = view_column_drop,
    .way = view_column_way,
    .alter = view_column_alter,
    .catalog = view_column_catalog,
};
