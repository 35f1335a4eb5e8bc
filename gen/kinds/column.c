#include "kinds/column.h"
#include "kinds/lineage.h"

static const struct field column_fields[] = {
    [COLUMN_TYPE] = FIELD(struct column, type, ROLE_TYPE),
    [COLUMN_NOT_NULL] = FIELD(struct column, not_null, ROLE_NONE),
    [COLUMN_DEFAULT] = FIELD_AS(struct column, default_, "default", ROLE_VALUE),
    [COLUMN_GENERATED] = FIELD(struct column, generated, ROLE_EXPRESSION),
    [COLUMN_COLLATION] = FIELD(struct column, collation, ROLE_OBJECT),
    [COLUMN_IDENTITY] = FIELD(struct column, identity, ROLE_NONE),
    [COLUMN_SEQUENCE] = FIELD(struct column, sequence, ROLE_NONE),
    [COLUMN_SEQUENCE_TYPE] = FIELD(struct column, sequence_type, ROLE_NONE),
    [COLUMN_START] = FIELD(struct column, start, ROLE_NONE),
    [COLUMN_INCREMENT] = FIELD(struct column, increment, ROLE_NONE),
    [COLUMN_MINVALUE] = FIELD(struct column, minvalue, ROLE_NONE),
    [COLUMN_MAXVALUE] = FIELD(struct column, maxvalue, ROLE_NONE),
    [COLUMN_CACHE] = FIELD(struct column, cache, ROLE_NONE),
    [COLUMN_CYCLE] = FIELD(struct column, cycle, ROLE_NONE),
    [COLUMN_VIRTUAL] = FIELD_AS(struct column, virtual_, "virtual", ROLE_NONE),
    [COLUMN_STORAGE] = FIELD(struct column, storage, ROLE_NONE),
    [COLUMN_COMPRESSION] = FIELD(struct column, compression, ROLE_NONE),
    [COLUMN_STATISTICS] = FIELD(struct column, statistics, ROLE_NONE),
    [COLUMN_WITH] = FIELD(struct column, with, ROLE_NONE),
    [COLUMN_OPTIONS] = FIELD(struct column, options, ROLE_NONE),
    [COLUMN_INHERITED] = FIELD(struct column, inherited, ROLE_NONE),
    [COLUMN_NOT_NULL_NAME] = FIELD(struct column, not_null_name, ROLE_NONE),
    [COLUMN_SEQUENCE_COMMENT] = FIELD(struct column, sequence_comment, ROLE_NONE),
};

static mg_column column_words(struct arena *arena, const struct column *c)
{
    mg_column words = {
        .name = c->o.name,
        .type = c->type,
        .default_ = c->default_,
        .generated = c->generated,
        .collation = c->collation,
        .comment = c->o.comment,
        .identity = c->identity,
        .not_null = c->not_null,
        .not_null_name = c->not_null_name,
        .virtual_ = c->virtual_,
        .storage = c->storage,
        .compression = c->compression,
        .statistics = c->statistics,
        .with = compose_list(arena, &c->with),
        .fdw = compose_list(arena, &c->options),
    };

    if (c->identity)
        column_sequence_options(c, &words);
    return words;
}

static struct mg_item column_item(struct making *making, const struct object *after)
{
    mg_column *words = arena_new_of(making->arena, mg_column);

    *words = column_words(making->arena, (const struct column *)after);
    return (struct mg_item){.column = words};
}

static void column_create(struct making *making, const struct object *after)
{
    const struct column *c = (const struct column *)after;

    if (c->inherited && lineage_follows(making, c))
        return; /* it came with the parent's */

    const char *fill = column_fill(making, c);
    mg_column *words = arena_new_of(making->arena, mg_column);
    struct mg_item *items = arena_alloc(making->arena, 2 * sizeof *items);

    *words = column_words(making->arena, c);
    words->fill = fill;
    if (column_is_serial(c) &&
        (fill || words->sequence || words->sequence_type || words->start || words->increment ||
         words->minvalue || words->maxvalue || words->cache || words->cycle))
        words->sequence_owner = column_sequence_role(making, c);
    items[0].column = words;
    MAKE(making, add_column, mg_table_args, compose_table(making->arena, after), items);
    column_sequence_comment(making, NULL, c);
    column_alter_children(making, NULL, c, 0);
}

static void column_drop(struct making *making, const struct object *before)
{
    const struct column *c = (const struct column *)before;

    if (!c->inherited || !lineage_follows(making, c)) /* or it goes with the parent's */
        column_drop_alone(making, c);
}

/*
 * PostgreSQL cannot give a column an expression (before 17) nor change what one amounts to; it can
 * only take it away.
 */
static enum way column_way(const struct object *before, const struct object *after,
                           unsigned long long differences)
{
    const struct column *old = (const struct column *)before;
    const struct column *new = (const struct column *)after;

    if (new->generated && (!old->generated || differences & COLUMN_BIT(GENERATED)))
        return WAY_REPLACE;
    if (new->generated && differences &(COLUMN_RETYPED | COLUMN_BIT(VIRTUAL)))
        return WAY_REPLACE;
    if (old->virtual_ && !new->generated)
        return WAY_REPLACE; /* no row has its value */
    return WAY_ALTER;
}

static void column_rename(struct making *making, const struct object *before,
                          const struct object *after)
{
    const struct object *table =
        schema_find(making->before, &kind_table, after->schema, "", after->table);

    if (lineage_renames(making, after))
        return; /* it is renamed with the parent's */
    if (table && ((const struct table *)table)->of_type)
        return; /* or with the type's attribute */
    MAKE(making, rename_column, mg_rename_part_args, compose_table(making->arena, before),
         before->name, after->name);
}

static const char *column_loss(struct arena *arena, const struct object *before,
                               const struct object *after)
{
    const struct column *old = (const struct column *)before;
    const struct column *new = (const struct column *)after;

    if (old->generated)
        return NULL;
    if (!new || new->generated)
        return arena_printf(arena, "the values of %s", object_label(arena, before));
    return column_type_loss(arena, old, new);
}

static void column_follows(struct arena *arena, const struct schema *s, const struct object *o,
                           struct object_list *follows)
{
    const struct column *parent = lineage_column(arena, s, (const struct column *)o);

    if (parent)
        *vec_push(arena, follows) = &parent->o;
}

const struct kind kind_column = {
    .name = "column",
    .title = "column",
    .size = sizeof(struct column),
    .fields = column_fields,
    .nfields = sizeof column_fields / sizeof *column_fields,
    .in_table = true,
    .ordered = true,
    .lasting = true,
    .comment_inline = true,
    .comment_object = "COLUMN",
    .create = column_create,
    .item = column_item,
    .drop = column_drop,
    .way = column_way,
    .alter = column_alter,
    .rename = column_rename,
    .loss = column_loss,
    .follows = column_follows,
    .catalog = column_catalog,
    .pulled = column_pulled,
};
