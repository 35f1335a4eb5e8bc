#include <string.h>

#include "kinds/catalog.h"
#include "kinds/compose.h"

/* --- Publications ------------------------------------------------------------------------- */

enum { F_ALL_TABLES, F_SCHEMAS, F_PUBLISH, F_GENERATED, F_VIA_ROOT };

static const struct field publication_fields[] = {
    [F_ALL_TABLES] = SAID(struct publication, all_tables, ROLE_NONE, FORM_FLAG, "ALL_TABLES"),
    [F_SCHEMAS] = SAID(struct publication, schemas, ROLE_SCHEMA, FORM_NAME, "TABLES_IN_SCHEMA"),
    [F_PUBLISH] = SAID(struct publication, publish, ROLE_NONE, FORM_NAME, "PUBLISH"),
    [F_GENERATED] = SAID_CHOICE(struct publication, generated, "GENERATED", "stored"),
    [F_VIA_ROOT] = SAID(struct publication, via_root, ROLE_NONE, FORM_FLAG, "VIA_ROOT"),
};

/* Which schemas it has, pg_depend tells: the table that says so is new in 15. */
// clang-format off
static const char publication_catalog[] =
    "SELECT 6104 AS class, p.oid, 0 AS sub, p.pubname AS name,"
    " obj_description(p.oid, 'pg_publication') AS comment, p.puballtables AS all_tables,"
    " (SELECT array_agg(n.nspname) FROM pg_depend d JOIN pg_depend e ON e.classid = d.classid"
    " AND e.objid = d.objid AND e.refclassid = 2615 JOIN pg_namespace n ON n.oid = e.refobjid"
    " WHERE d.classid = 6237 AND d.refclassid = 6104 AND d.refobjid = p.oid) AS schemas,"
    " array_remove(ARRAY[CASE WHEN p.pubinsert THEN 'insert' END,"
    " CASE WHEN p.pubupdate THEN 'update' END, CASE WHEN p.pubdelete THEN 'delete' END,"
    " CASE WHEN p.pubtruncate THEN 'truncate' END,"
    " CASE WHEN NOT (p.pubinsert OR p.pubupdate OR p.pubdelete OR p.pubtruncate) THEN 'none' END],"
    " NULL) AS publish, p.pubviaroot AS via_root,"
    " CASE to_jsonb(p)->>'pubgencols' WHEN 's' THEN 'stored' END AS generated"
    " FROM pg_publication p WHERE p.oid >= 16384";
// clang-format on

static const char *const operations[] = {"insert", "update", "delete", "truncate", "none"};

static const char *publication_said(struct arena *arena, struct object *o)
{
    struct publication *p = (struct publication *)o;
    struct strings publish = {0};
    size_t known = 0;

    kind_sort(&p->schemas);
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++)
        if (strings_find(&p->publish, operations[i]) >= 0)
            strings_add(arena, &publish, operations[i]);
    for (size_t i = 0; i < p->publish.n; i++)
        known += strings_find(&publish, p->publish.items[i]) >= 0;
    if (known < p->publish.n)
        return "PUBLISH takes insert, update, delete and truncate, or none";
    p->publish = publish;
    if (publish.n == 4)
        p->publish = (struct strings){0}; /* as it is by itself */
    if (p->all_tables && p->schemas.n)
        return "ALL_TABLES are those of all schemas: TABLES_IN_SCHEMA says no more";
    return NULL;
}

static mg_list operations_of(struct making *making, const struct publication *p)
{
    static const char *const all[] = {"insert", "update", "delete", "truncate", NULL};

    return p->publish.n ? compose_list(making->arena, &p->publish) : all;
}

static void publication_create(struct making *making, const struct object *after)
{
    const struct publication *p = (const struct publication *)after;

    MAKE(making, create_publication, mg_publication_args, .name = after->name,
         .all_tables = p->all_tables, .via_root = p->via_root, .comment = after->comment,
         .schemas = compose_list(making->arena, &p->schemas),
         .publish = compose_list(making->arena, &p->publish), .generated = p->generated);
}

static void publication_drop(struct making *making, const struct object *before)
{
    MAKE(making, drop_publication, mg_name_args, before->name);
}

static enum way publication_way(const struct object *before, const struct object *after,
                                unsigned long long differences)
{
    (void)before;
    (void)after;
    return differences & 1ull << F_ALL_TABLES ? WAY_REPLACE : WAY_ALTER;
}

static mg_list only_in(struct making *making, const struct strings *some,
                       const struct strings *others)
{
    struct strings list = {0};

    for (size_t i = 0; i < some->n; i++)
        if (strings_find(others, some->items[i]) < 0)
            strings_add(making->arena, &list, some->items[i]);
    return compose_list(making->arena, &list);
}

static void publication_alter(struct making *making, const struct object *before,
                              const struct object *after, unsigned long long differences)
{
    const struct publication *old = (const struct publication *)before;
    const struct publication *new = (const struct publication *)after;
    bool root = differences & 1ull << F_VIA_ROOT;

    MAKE(making, alter_publication, mg_publication_args, .name = after->name,
         .add_schemas = only_in(making, &new->schemas, &old->schemas),
         .drop_schemas = only_in(making, &old->schemas, &new->schemas),
         .publish = differences & 1ull << F_PUBLISH ? operations_of(making, new) : NULL,
         .generated = !(differences & 1ull << F_GENERATED) ? NULL
                      : new->generated                     ? new->generated
                                                           : "none",
         .via_root = root && new->via_root, .no_via_root = root && !new->via_root);
}

static void publication_rename(struct making *making, const struct object *before,
                               const struct object *after)
{
    MAKE(making, rename_publication, mg_rename_args, before->name, after->name);
}

const struct kind kind_publication = {
    .name = "publication",
    .title = "publication",
    .word = "PUBLICATION",
    .size = sizeof(struct publication),
    .fields = publication_fields,
    .nfields = sizeof publication_fields / sizeof *publication_fields,
    .comment_inline = true,
    .comment_object = "PUBLICATION",
    .said = publication_said,
    .create = publication_create,
    .drop = publication_drop,
    .way = publication_way,
    .alter = publication_alter,
    .rename = publication_rename,
    .catalog = publication_catalog,
};

/* --- Their tables ------------------------------------------------------------------------- */

static const struct field publication_table_fields[] = {
    SAID(struct publication_table, publication, ROLE_OBJECT, FORM_NAME, NULL),
    SAID(struct publication_table, columns, ROLE_COLUMNS, FORM_NAME, "COLUMNS"),
    SAID(struct publication_table, where, ROLE_EXPRESSION, FORM_SQL, "WHERE"),
};

/* Before 15 there are neither columns nor conditions: those of "none" are taken in their place. */
// clang-format off
static const char publication_table_catalog[] =
    "SELECT 6106 AS class, t.oid, 0 AS sub, n.nspname AS schema, c.relname AS \"table\","
    " p.pubname AS publication, r.condition AS \"where\","
    CATALOG_COLUMNS("c.oid", "r.numbers::int2[]") " AS columns"
    " FROM (SELECT NULL::pg_node_tree AS prqual, NULL::int2vector AS prattrs) none,"
    " pg_publication_rel t JOIN pg_publication p ON p.oid = t.prpubid"
    " JOIN pg_class c ON c.oid = t.prrelid JOIN pg_namespace n ON n.oid = c.relnamespace,"
    " LATERAL (SELECT pg_get_expr(prqual, prrelid) AS condition, prattrs AS numbers"
    " FROM pg_publication_rel x WHERE x.oid = t.oid) r";
// clang-format on

static const char *publication_table_key(struct arena *arena, const struct object *o)
{
    const struct publication_table *t = (const struct publication_table *)o;

    (void)arena;
    return t->publication ? t->publication : "?";
}

static void publication_table_create(struct making *making, const struct object *after)
{
    const struct publication_table *t = (const struct publication_table *)after;

    MAKE(making, add_publication_table, mg_publication_table_args, t->publication,
         compose_table(making->arena, after), .columns = compose_list(making->arena, &t->columns),
         .where = t->where);
}

static void publication_table_drop(struct making *making, const struct object *before)
{
    const struct publication_table *t = (const struct publication_table *)before;

    MAKE(making, drop_publication_table, mg_publication_table_args, t->publication,
         compose_table(making->arena, before));
}

const struct kind kind_publication_table = {
    .name = "publication_table",
    .title = "published table",
    .word = "PUBLISHED",
    .size = sizeof(struct publication_table),
    .fields = publication_table_fields,
    .nfields = sizeof publication_table_fields / sizeof *publication_table_fields,
    .in_table = true,
    .nameless = true,
    .key = publication_table_key,
    .create = publication_table_create,
    .drop = publication_table_drop,
    .catalog = publication_table_catalog,
};
