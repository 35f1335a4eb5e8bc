#include "kinds/column.h"

#include <string.h>

#include "model/types.h"
#include "model/answers.h"
#include "model/sql.h"

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

/* A label that is there already: a new one cannot be used before it is committed. */
static const char *neutral_label(struct making *making, const struct enum_type *e)
{
    const struct enum_type *was = (const struct enum_type *)schema_find(
        making->before, &kind_enum_type, e->o.schema, "", e->o.name);

    for (size_t i = 0; was && i < e->labels.n; i++)
        if (strings_find(&was->labels, e->labels.items[i]) >= 0)
            return compose_literal(making->arena, e->labels.items[i]);
    return compose_literal(making->arena, e->labels.items[0]);
}

/* The key of another table that the column leads to; NULL if it leads nowhere. */
static const char *referenced_value(struct making *making, const struct column *c)
{
    struct objects keys =
        schema_children(making->after, &kind_foreign_key, c->o.schema, c->o.table);

    for (size_t i = 0; i < keys.n; i++) {
        const struct foreign_key *f = (const struct foreign_key *)keys.items[i];
        int at = strings_find(&f->columns, c->o.name);

        if (at >= 0)
            return arena_printf(
                making->arena, "(SELECT min(%s) FROM %s)",
                sql_ident(making->arena, f->ref_columns.items[at]),
                compose_sql_name(making->arena, f->ref_schema ? f->ref_schema : "", f->ref_table));
    }
    return NULL;
}

static bool is_unique(struct making *making, const struct column *c)
{
    static const struct kind *const unique[] = {&kind_primary_key, &kind_unique, &kind_index};
    const char *name = sql_ident(making->arena, c->o.name);

    for (int k = 0; k < 3; k++) {
        struct objects keys = schema_children(making->after, unique[k], c->o.schema, c->o.table);

        for (size_t i = 0; i < keys.n; i++) {
            const struct strings *columns =
                k == 0   ? &((const struct primary_key *)keys.items[i])->columns
                : k == 1 ? &((const struct unique *)keys.items[i])->columns
                         : &((const struct index *)keys.items[i])->elements;

            if (k == 2 && !((const struct index *)keys.items[i])->unique)
                continue;
            if (strings_find(columns, k == 2 ? name : c->o.name) >= 0)
                return true;
        }
    }
    return false;
}

/* Another value for each row, from where the row is stored; NULL where the type has no room. */
static const char *distinct_value(struct making *making, const struct column *c)
{
    const char *base = type_base(making->arena, c->type);

    if (type_is_array(c->type))
        return NULL;
    if (strcmp(base, "uuid") == 0)
        return "gen_random_uuid()";
    if (strcmp(base, "text") == 0 || strcmp(base, "varchar") == 0)
        return "ctid::text";
    if (type_is_integer(base) || strcmp(base, "numeric") == 0)
        return "(ctid::text::point)[0] * 1000 + (ctid::text::point)[1]";
    return NULL;
}

static const char *lost_value(struct making *making, const struct column *c)
{
    const struct enum_type *e = enum_of_type(making->arena, making->after, c->type);
    const char *value = referenced_value(making, c);

    if (!value && is_unique(making, c))
        value = distinct_value(making, c);
    if (value)
        return value;
    if (e && !type_is_array(c->type))
        return neutral_label(making, e);
    return type_neutral_value(making->arena, c->type);
}

/*
 * A column that must not be NULL, in a table that may hold rows: they get its default, or what the
 * user said with --fill. On the way back nobody can be asked, and the old values are gone anyway.
 */
static const char *column_fill(struct making *making, const struct column *c)
{
    const char *what = compose_answer(making->arena, &c->o);
    const char *label = object_label(making->arena, &c->o);
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
    fill = lost_value(making, c);
    MAKE(making, loss, mg_text_args,
         fill ? arena_printf(making->arena, "%s comes back with %s in every row", label, fill)
              : arena_printf(making->arena, "%s comes back only while the table is empty", label));
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
