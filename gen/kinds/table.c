#include <string.h>

#include "kinds/catalog.h"
#include "kinds/column.h"
#include "kinds/lineage.h"
#include "kinds/marks.h"
#include "kinds/table.h"

// clang-format off
static const struct field table_fields[] = {
    [TABLE_UNLOGGED] = SAID(struct table, unlogged, ROLE_NONE, FORM_FLAG, "UNLOGGED"),
    [TABLE_ACCESS_METHOD] = SAID(struct table, access_method, ROLE_NONE, FORM_NAME, "ACCESS_METHOD"),
    [TABLE_TABLESPACE] = SAID(struct table, tablespace, ROLE_NONE, FORM_NAME, "TABLESPACE"),
    [TABLE_OF_TYPE] = SAID(struct table, of_type, ROLE_TYPE, FORM_SQL, "OF_TYPE"),
    [TABLE_REPLICA_IDENTITY] = FIELD(struct table, replica_identity, ROLE_NONE),
    [TABLE_PARTITION_BY] = FIELD(struct table, partition_by, ROLE_EXPRESSION),
    [TABLE_SERVER] = SAID(struct table, server, ROLE_OBJECT, FORM_NAME, "SERVER"),
    [TABLE_OPTIONS] = SAID(struct table, options, ROLE_NONE, FORM_SETTINGS, "OPTIONS"),
    [TABLE_WITH] = SAID(struct table, with, ROLE_NONE, FORM_OPTIONS, "WITH"),
    [TABLE_ROW_SECURITY] = SAID(struct table, row_security, ROLE_NONE, FORM_FLAG, "ROW_SECURITY"),
    [TABLE_FORCE_ROW_SECURITY] =
        SAID(struct table, force_row_security, ROLE_NONE, FORM_FLAG, "FORCE_ROW_SECURITY"),
};

static const char table_catalog[] =
    "SELECT 1259 AS class, c.oid, 0 AS sub, n.nspname AS schema, c.relname AS name,"
    " obj_description(c.oid, 'pg_class') AS comment,"
    CATALOG_WITH("c.reloptions || (SELECT array_agg('toast.' || x) FROM unnest(t.reloptions) x)")
    " AS \"with\", c.relrowsecurity AS row_security, c.relforcerowsecurity AS force_row_security,"
    " c.relpersistence = 'u' AS unlogged,"
    CATALOG_IF("m.amname <> 'heap'", "m.amname") " AS access_method, ts.spcname AS tablespace,"
    CATALOG_IF("c.reloftype <> 0", "format_type(c.reloftype, NULL)") " AS of_type,"
    " CASE CASE WHEN c.relkind = 'f' THEN 'd' ELSE c.relreplident END WHEN 'f' THEN 'FULL' WHEN 'n' THEN 'NOTHING' END AS replica_identity,"
    CATALOG_IF("c.relkind = 'p'", "pg_get_partkeydef(c.oid)") " AS partition_by,"
    " fs.srvname AS server," CATALOG_OPTIONS("ft.ftoptions") " AS options,"
    CATALOG_LOST(CATALOG_SECRETS("ft.ftoptions"))
    " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " LEFT JOIN pg_class t ON t.oid = c.reltoastrelid LEFT JOIN pg_am m ON m.oid = c.relam"
    " LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace"
    " LEFT JOIN pg_foreign_table ft ON ft.ftrelid = c.oid"
    " LEFT JOIN pg_foreign_server fs ON fs.oid = ft.ftserver"
    " WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't' AND c.oid >= 16384";
// clang-format on

/* A foreign key to one of a partition's parents, while that is there. */
static bool is_referenced(struct making *making, const struct object *partition)
{
    struct objects keys = schema_of_kind(making->before, &kind_foreign_key);
    const struct inheritance *link = lineage_partition(making->before, partition);
    const struct object *parent = link ? lineage_parent(making->arena, making->before, link) : NULL;

    if (!parent || !schema_find(making->after, &kind_table, parent->schema, "", parent->name))
        return false;
    for (size_t i = 0; i < keys.n; i++) {
        const struct foreign_key *f = (const struct foreign_key *)keys.items[i];

        if (strcmp(f->ref_table, parent->name) == 0 &&
            strcmp(f->ref_schema ? f->ref_schema : "", parent->schema) == 0)
            return true;
    }
    return is_referenced(making, parent);
}

/* PostgreSQL lets no partition go while a foreign key may lead to it; off its parent none does. */
static void detach(struct making *making, const struct object *before)
{
    const struct inheritance *link = lineage_partition(making->before, before);

    if (is_referenced(making, before))
        MAKE(making, detach_partition, mg_partition_args, link->parent,
             compose_name(making->arena, before), NULL);
}

static void table_drop(struct making *making, const struct object *before)
{
    detach(making, before);
    if (((const struct table *)before)->server)
        MAKE(making, drop_foreign_table, mg_name_args, compose_name(making->arena, before));
    else
        MAKE(making, drop_table, mg_drop_table_args, compose_name(making->arena, before));
}

static void table_rename(struct making *making, const struct object *before,
                         const struct object *after)
{
    MAKE(making, rename_table, mg_rename_args, compose_name(making->arena, before),
         compose_name(making->arena, after));
}

static const char *table_loss(struct arena *arena, const struct object *before,
                              const struct object *after)
{
    const struct table *t = (const struct table *)before;

    /* Another server has the rows of the one, partitions those of the other. */
    return after || t->server || t->partition_by
               ? NULL
               : arena_printf(arena, "the rows of %s", object_label(arena, before));
}

static const char *table_comment_on(const struct object *o)
{
    return ((const struct table *)o)->server ? "FOREIGN TABLE" : "TABLE";
}

/* PARTITION BY as models say it: RANGE (a, b), with each element as an index has it. */
static void table_pulled(struct arena *arena, struct object *o)
{
    struct table *t = (struct table *)o;

    if (t->partition_by)
        t->partition_by = partition_by_canonical(arena, t->partition_by);
}

const struct kind kind_table = {
    .name = "table",
    .title = "table",
    .size = sizeof(struct table),
    .fields = table_fields,
    .nfields = sizeof table_fields / sizeof *table_fields,
    .is_relation = true,
    .holds_parts = true,
    .lasting = true,
    .comment_inline = true,
    .comment_object = "TABLE",
    .comment_on = table_comment_on,
    .create = table_create,
    .drop = table_drop,
    .way = table_way,
    .alter = table_alter,
    .rename = table_rename,
    .loss = table_loss,
    .catalog = table_catalog,
    .pulled = table_pulled,
};
