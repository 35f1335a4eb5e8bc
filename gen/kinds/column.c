#include "kinds/column.h"

#include "model/types.h"
#include "model/answers.h"

static const struct field column_fields[] = {
    [COLUMN_TYPE] = FIELD(struct column, type, ROLE_TYPE),
    [COLUMN_NOT_NULL] = FIELD(struct column, not_null, ROLE_NONE),
    [COLUMN_DEFAULT] = FIELD_AS(struct column, default_, "default", ROLE_VALUE),
    [COLUMN_GENERATED] = FIELD(struct column, generated, ROLE_EXPRESSION),
    [COLUMN_COLLATION] = FIELD(struct column, collation, ROLE_NONE),
    [COLUMN_IDENTITY] = FIELD(struct column, identity, ROLE_NONE),
    [COLUMN_SEQUENCE] = FIELD(struct column, sequence, ROLE_NONE),
    [COLUMN_START] = FIELD(struct column, start, ROLE_NONE),
    [COLUMN_INCREMENT] = FIELD(struct column, increment, ROLE_NONE),
    [COLUMN_MINVALUE] = FIELD(struct column, minvalue, ROLE_NONE),
    [COLUMN_MAXVALUE] = FIELD(struct column, maxvalue, ROLE_NONE),
    [COLUMN_CACHE] = FIELD(struct column, cache, ROLE_NONE),
    [COLUMN_CYCLE] = FIELD(struct column, cycle, ROLE_NONE),
};

static mg_column column_words(const struct column *c)
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
    };

    if (c->identity)
        column_sequence_options(c, &words);
    return words;
}

static struct mg_item column_item(struct making *making, const struct object *after)
{
    mg_column *words = arena_new_of(making->arena, mg_column);

    *words = column_words((const struct column *)after);
    return (struct mg_item){.column = words};
}

const char *column_neutral_value(struct making *making, const struct column *c)
{
    const struct enum_type *e = enum_of_type(making->arena, making->after, c->type);

    if (e && !type_is_array(c->type))
        return compose_literal(making->arena, e->labels.items[0]);
    return e ? "'{}'" : type_neutral_value(making->arena, c->type);
}

/*
 * A column that must not be NULL, in a table that may hold rows: they get its default, or what the
 * user said with --fill. On the way back nobody can be asked, and the old values are gone anyway.
 */
static const char *column_fill(struct making *making, const struct column *c)
{
    const char *what = compose_answer(making->arena, &c->o);
    const char *fill = answer_find(&making->answers->fill, what);

    if (fill || !c->not_null || c->default_ || c->generated || c->identity)
        return fill;
    if (!making->downgrade) {
        diag_error(making->diags, MG301, c->o.loc,
                   "new column \"%s\" is NOT NULL and has no default for the rows that are there",
                   what);
        diag_hint(making->diags, "Say what they get: --fill %s=VALUE", what);
        return NULL;
    }
    fill = column_neutral_value(making, c);
    if (fill)
        MAKE(making, loss, mg_text_args,
             arena_printf(making->arena, "%s comes back with %s in every row",
                          object_label(making->arena, &c->o), fill));
    else
        MAKE(making, loss, mg_text_args,
             arena_printf(making->arena, "%s can only come back while the table is empty",
                          object_label(making->arena, &c->o)));
    return fill;
}

static void column_create(struct making *making, const struct object *after)
{
    const char *fill = column_fill(making, (const struct column *)after);
    mg_column *words = arena_new_of(making->arena, mg_column);
    struct mg_item *items = arena_alloc(making->arena, 2 * sizeof *items);

    *words = column_words((const struct column *)after);
    words->fill = fill;
    items[0].column = words;
    MAKE(making, add_column, mg_table_args, compose_table(making->arena, after), items);
}

static void column_drop(struct making *making, const struct object *before)
{
    MAKE(making, drop_column, mg_part_args, compose_table(making->arena, before), before->name);
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
    if (new->generated && differences &COLUMN_RETYPED)
        return WAY_REPLACE;
    return WAY_ALTER;
}

static void column_rename(struct making *making, const struct object *before,
                          const struct object *after)
{
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

const struct kind kind_column = {
    .name = "column",
    .title = "column",
    .size = sizeof(struct column),
    .fields = column_fields,
    .nfields = sizeof column_fields / sizeof *column_fields,
    .in_table = true,
    .ordered = true,
    .comment_inline = true,
    .comment_object = "COLUMN",
    .create = column_create,
    .item = column_item,
    .drop = column_drop,
    .way = column_way,
    .alter = column_alter,
    .rename = column_rename,
    .loss = column_loss,
};
