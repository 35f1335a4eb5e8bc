/* What a composite type consists of. */
#include "kinds/catalog.h"
#include "kinds/compose.h"

static const struct field attribute_fields[] = {
    FIELD(struct attribute, type, ROLE_TYPE),
    FIELD(struct attribute, collation, ROLE_OBJECT),
};

// clang-format off
static const char attribute_catalog[] =
    "SELECT 1259 AS class, a.attrelid AS oid, a.attnum AS sub, n.nspname AS schema,"
    " c.relname AS \"table\", a.attname AS name,"
    " row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum) AS position,"
    " col_description(a.attrelid, a.attnum) AS comment,"
    " format_type(a.atttypid, a.atttypmod) AS type,"
    CATALOG_COLLATION("a.attcollation", "t.typcollation") " AS collation"
    " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'c'"
    " JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_type t ON t.oid = a.atttypid"
    " WHERE a.attnum > 0 AND NOT a.attisdropped AND c.oid >= 16384";
// clang-format on

static struct mg_item attribute_item(struct making *making, const struct object *after)
{
    const struct attribute *a = (const struct attribute *)after;
    mg_column *words = arena_new_of(making->arena, mg_column);

    *words = (mg_column){
        .name = after->name, .type = a->type, .collation = a->collation, .comment = after->comment};
    return (struct mg_item){.column = words};
}

static void attribute_create(struct making *making, const struct object *after)
{
    struct mg_item *items = arena_alloc(making->arena, 2 * sizeof *items);

    items[0] = attribute_item(making, after);
    MAKE(making, add_attribute, mg_table_args, compose_table(making->arena, after), items);
}

static void attribute_drop(struct making *making, const struct object *before)
{
    MAKE(making, drop_attribute, mg_part_args, compose_table(making->arena, before), before->name);
}

static enum way attribute_way(const struct object *before, const struct object *after,
                              unsigned long long differences)
{
    (void)before;
    (void)after;
    (void)differences;
    return WAY_ALTER;
}

static void attribute_alter(struct making *making, const struct object *before,
                            const struct object *after, unsigned long long differences)
{
    const struct attribute *a = (const struct attribute *)after;

    (void)before;
    (void)differences;
    MAKE(making, alter_attribute, mg_attribute_args, compose_table(making->arena, after),
         after->name, a->type, a->collation);
}

static void attribute_rename(struct making *making, const struct object *before,
                             const struct object *after)
{
    MAKE(making, rename_attribute, mg_rename_part_args, compose_table(making->arena, before),
         before->name, after->name);
}

static const char *attribute_loss(struct arena *arena, const struct object *before,
                                  const struct object *after)
{
    return after ? NULL : arena_printf(arena, "the values of %s", object_label(arena, before));
}

const struct kind kind_attribute = {
    .name = "attribute",
    .title = "attribute",
    .size = sizeof(struct attribute),
    .fields = attribute_fields,
    .nfields = sizeof attribute_fields / sizeof *attribute_fields,
    .in_table = true,
    .ordered = true,
    .comment_inline = true,
    .comment_object = "COLUMN",
    .create = attribute_create,
    .item = attribute_item,
    .drop = attribute_drop,
    .way = attribute_way,
    .alter = attribute_alter,
    .rename = attribute_rename,
    .loss = attribute_loss,
    .catalog = attribute_catalog,
};
