/*
 * What is said of a column of a view beside its query: a comment, and the default that an INSERT
 * into the view takes. There is nothing to be made or dropped but these.
 */
#include "kinds/catalog.h"
#include "kinds/view.h"

static const struct field view_column_fields[] = {
    FIELD_AS(struct view_column, default_, "default", ROLE_VALUE),
};

// clang-format off
static const char view_column_catalog[] =
    "SELECT 1259 AS class, a.attrelid AS oid, a.attnum AS sub, n.nspname AS schema,"
    " c.relname AS \"table\", a.attname AS name, d.oid AS default_oid,"
    " col_description(a.attrelid, a.attnum) AS comment,"
    " pg_get_expr(d.adbin, d.adrelid) AS \"default\""
    " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('v', 'm')"
    " JOIN pg_namespace n ON n.oid = c.relnamespace"
    " LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
    " WHERE a.attnum > 0 AND NOT a.attisdropped AND c.oid >= 16384"
    " AND (d.oid IS NOT NULL OR col_description(a.attrelid, a.attnum) IS NOT NULL)";
// clang-format on

static void set_default(struct making *making, const struct object *o, const char *text)
{
    MAKE(making, alter_column, mg_alter_column_args, compose_table(making->arena, o),
         {.name = o->name, .default_ = text, .no_default = !text});
}

static void view_column_create(struct making *making, const struct object *after)
{
    const struct view_column *c = (const struct view_column *)after;

    if (c->default_)
        set_default(making, after, c->default_);
}

static void view_column_drop(struct making *making, const struct object *before)
{
    if (((const struct view_column *)before)->default_)
        set_default(making, before, NULL);
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
    (void)before;
    (void)differences;
    set_default(making, after, ((const struct view_column *)after)->default_);
}

static void view_column_rename(struct making *making, const struct object *before,
                               const struct object *after)
{
    MAKE(making, rename_column, mg_rename_part_args, compose_table(making->arena, before),
         before->name, after->name);
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
    .rename = view_column_rename,
    .catalog = view_column_catalog,
};
