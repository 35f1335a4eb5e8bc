#include "kinds/sequence.h"

#include <string.h>

#include "kinds/catalog.h"

/* SEQUENCE_OWNER counts on their order. */
static const struct field sequence_fields[] = {
    SAID(struct sequence, type, ROLE_NONE, FORM_SQL, "TYPE"),
    SAID(struct sequence, start, ROLE_NONE, FORM_NUMBER, "START"),
    SAID(struct sequence, increment, ROLE_NONE, FORM_NUMBER, "INCREMENT"),
    SAID(struct sequence, minvalue, ROLE_NONE, FORM_NUMBER, "MINVALUE"),
    SAID(struct sequence, maxvalue, ROLE_NONE, FORM_NUMBER, "MAXVALUE"),
    SAID(struct sequence, cache, ROLE_NONE, FORM_NUMBER, "CACHE"),
    SAID(struct sequence, cycle, ROLE_NONE, FORM_FLAG, "CYCLE"),
    SAID(struct sequence, unlogged, ROLE_NONE, FORM_FLAG, "UNLOGGED"),
    FIELD(struct sequence, owner_schema, ROLE_REF_SCHEMA),
    SAID(struct sequence, owner_table, ROLE_REF_TABLE, FORM_COLUMN, "OWNED_BY"),
    FIELD(struct sequence, owner_column, ROLE_REF_COLUMNS),
};

/* Those of columns are said there. */
// clang-format off
static const char sequence_catalog[] =
    "SELECT 1259 AS class, s.oid, 0 AS sub, n.nspname AS schema, s.relname AS name,"
    " obj_description(s.oid, 'pg_class') AS comment,"
    CATALOG_IF("q.seqtypid <> 20", "format_type(q.seqtypid, NULL)") " AS type,"
    CATALOG_SEQUENCE ","
    " s.relpersistence = 'u' AS unlogged, cn.nspname AS owner_schema, c.relname AS owner_table,"
    " CASE WHEN a.attname IS NOT NULL THEN ARRAY[a.attname] END AS owner_column"
    " FROM pg_class s JOIN pg_namespace n ON n.oid = s.relnamespace"
    " JOIN pg_sequence q ON q.seqrelid = s.oid"
    " LEFT JOIN pg_depend i ON i.classid = 1259 AND i.objid = s.oid AND i.refclassid = 1259"
    " AND i.deptype IN ('a', 'i') AND i.refobjsubid > 0"
    " LEFT JOIN pg_class c ON c.oid = i.refobjid"
    " LEFT JOIN pg_namespace cn ON cn.oid = c.relnamespace"
    " LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.refobjsubid"
    " LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum"
    " WHERE s.relkind = 'S' AND s.relpersistence <> 't' AND s.oid >= 16384"
    " AND i.deptype IS DISTINCT FROM 'i' AND " CATALOG_IS_SERIAL " IS NOT TRUE";
// clang-format on

static void sequence_create(struct making *making, const struct object *after)
{
    mg_sequence_args args = sequence_args(making->arena, (const struct sequence *)after);

    make_op(making, &mg_op_create_sequence, &args);
}

static void sequence_drop(struct making *making, const struct object *before)
{
    MAKE(making, drop_sequence, mg_name_args, compose_name(making->arena, before));
}

static enum way sequence_way(const struct object *before, const struct object *after,
                             unsigned long long differences)
{
    (void)before;
    (void)after;
    (void)differences;
    return WAY_ALTER;
}

static void own(struct making *making, const struct sequence *s, const mg_sequence_args *how)
{
    mg_sequence_args args = *how;

    args.name = compose_name(making->arena, &s->o);
    make_op(making, &mg_op_alter_sequence, &args);
}

/* Whose it is: while a column owns it, it is its table's owner's. NULL: whoever runs migrations. */
static const char *role_of(const struct schema *schema, const struct sequence *s)
{
    const struct object *table =
        s->owner_table
            ? schema_relation(schema, s->owner_schema ? s->owner_schema : "", s->owner_table)
            : NULL;

    return table ? table->owner : s->o.owner;
}

/* PostgreSQL wants sequence and table to be of one role when one is given to the other. */
static void change_owner(struct making *making, const struct sequence *before,
                         const struct sequence *after)
{
    const char *was = role_of(making->before, before), *is = role_of(making->after, after);
    bool differ = was != is && (!was || !is || strcmp(was, is) != 0);

    if (!after->owner_table || (before->owner_table && differ))
        own(making, after, &(const mg_sequence_args){.not_owned = 1});
    if (differ)
        MAKE(making, owner, mg_owner_args, .object = "SEQUENCE",
             .name = compose_name(making->arena, &after->o), .role = is);
    if (after->owner_table)
        own(making, after,
            &(const mg_sequence_args){
                .owner =
                    qualified_name(making->arena, after->owner_schema ? after->owner_schema : "",
                                   after->owner_table),
                .owner_column = compose_list(making->arena, &after->owner_column),
            });
}

static void sequence_alter(struct making *making, const struct object *before,
                           const struct object *after, unsigned long long differences)
{
    const struct sequence *old = (const struct sequence *)before;
    const struct sequence *new = (const struct sequence *)after;
    static const mg_sequence_args nothing;
    mg_sequence_args args;

    if (differences & SEQUENCE_OWNER) {
        change_owner(making, old, new);
        return;
    }
    memset(&args, 0, sizeof args);
    sequence_change(making, old, new, &args);
    if (memcmp(&args, &nothing, sizeof args) == 0)
        return;
    args.name = compose_name(making->arena, after);
    make_op(making, &mg_op_alter_sequence, &args);
}

static void sequence_rename(struct making *making, const struct object *before,
                            const struct object *after)
{
    MAKE(making, rename_sequence, mg_rename_args, compose_name(making->arena, before),
         compose_name(making->arena, after));
}

static const char *sequence_loss(struct arena *arena, const struct object *before,
                                 const struct object *after)
{
    return after ? NULL : arena_printf(arena, "the next value of %s", object_label(arena, before));
}

const struct kind kind_sequence = {
    .name = "sequence",
    .title = "sequence",
    .word = "SEQUENCE",
    .size = sizeof(struct sequence),
    .fields = sequence_fields,
    .nfields = sizeof sequence_fields / sizeof *sequence_fields,
    .is_relation = true,
    .lasting = true,
    .late = SEQUENCE_OWNER,
    .comment_inline = true,
    .comment_object = "SEQUENCE",
    .create = sequence_create,
    .drop = sequence_drop,
    .way = sequence_way,
    .alter = sequence_alter,
    .rename = sequence_rename,
    .loss = sequence_loss,
    .catalog = sequence_catalog,
};
