#include <stdlib.h>
#include <string.h>

#include "kinds/column.h"
#include "model/answers.h"
#include "model/sql.h"
#include "model/types.h"

/* --- Which rules a value has to keep ------------------------------------------------------- */

static bool names_column(const struct strings *elements, const char *name)
{
    for (size_t i = 0; i < elements->n; i++)
        if (sql_mentions_as(elements->items[i], SQL_COLUMN, name))
            return true;
    return false;
}

/* Whether a key or unique index is on the column; *nulls whether NULLs count as equal there. */
static bool is_unique(struct making *making, const struct column *c, bool *nulls)
{
    struct objects keys =
        schema_children(making->after, &kind_primary_key, c->o.schema, c->o.table);
    struct objects uniques = schema_children(making->after, &kind_unique, c->o.schema, c->o.table);
    struct objects indexes = schema_children(making->after, &kind_index, c->o.schema, c->o.table);
    bool found = false;

    for (size_t i = 0; i < keys.n; i++)
        found |=
            strings_find(&((const struct primary_key *)keys.items[i])->columns, c->o.name) >= 0;
    for (size_t i = 0; i < uniques.n; i++) {
        const struct unique *u = (const struct unique *)uniques.items[i];

        if (strings_find(&u->columns, c->o.name) < 0)
            continue;
        found = true;
        *nulls |= u->nulls_not_distinct;
    }
    for (size_t i = 0; i < indexes.n; i++) {
        const struct index *index = (const struct index *)indexes.items[i];

        if (!index->unique || !names_column(&index->elements, c->o.name))
            continue;
        found = true;
        *nulls |= index->nulls_not_distinct;
    }
    return found;
}

/* The first foreign key that the column is part of; *at its place there. */
static const struct foreign_key *foreign_key_of(struct making *making, const struct column *c,
                                                int *at)
{
    struct objects keys =
        schema_children(making->after, &kind_foreign_key, c->o.schema, c->o.table);

    for (size_t i = 0; i < keys.n; i++) {
        const struct foreign_key *f = (const struct foreign_key *)keys.items[i];

        *at = strings_find(&f->columns, c->o.name);
        if (*at >= 0)
            return f;
    }
    return NULL;
}

/* --- Values -------------------------------------------------------------------------------- */

/* Another number for each row, from where it is stored. */
#define ROW_NUMBER "(ctid::text::point)[0] * 1000 + (ctid::text::point)[1]"

/* Another value for each row; NULL where the type has no room. */
static const char *distinct_value(struct arena *arena, const char *type)
{
    static const char *const numbers[] = {"smallint", "integer", "bigint",
                                          "numeric",  "real",    "double precision"};
    const char *base = type_base(arena, type), *length = strchr(type, '(');

    if (type_is_array(type))
        return NULL;
    if (strcmp(base, "uuid") == 0)
        return "gen_random_uuid()";
    if (strcmp(base, "text") == 0 || strcmp(base, "varchar") == 0 || strcmp(base, "char") == 0)
        return length && atoi(length + 1) < 16 ? "(" ROW_NUMBER ")::text" : "ctid::text";
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (strcmp(base, numbers[i]) == 0)
            return ROW_NUMBER;
    if (strcmp(base, "date") == 0)
        return "'epoch'::date + (" ROW_NUMBER ")::integer";
    if (strcmp(base, "timestamp") == 0 || strcmp(base, "timestamptz") == 0)
        return arena_printf(arena, "'epoch'::%s + (" ROW_NUMBER ") * interval '1 second'", base);
    return NULL;
}

/*
 * A key of the table that the column leads to: of several columns the one that goes with those that
 * are still there.
 */
static const char *referenced_value(struct making *making, const struct column *c,
                                    const struct foreign_key *f, int at)
{
    struct arena *arena = making->arena;
    const char *where = "";

    for (size_t i = 0; i < f->columns.n; i++) {
        const char *column = f->columns.items[i];

        if (schema_find(making->before, &kind_column, c->o.schema, c->o.table, column))
            where = arena_printf(arena, "%s%s x.%s = %s.%s", where, *where ? " AND" : " WHERE",
                                 sql_ident(arena, f->ref_columns.items[i]),
                                 sql_ident(arena, c->o.table), sql_ident(arena, column));
    }
    return arena_printf(arena, "(SELECT x.%s FROM %s x%s ORDER BY 1 LIMIT 1)",
                        sql_ident(arena, f->ref_columns.items[at]),
                        compose_sql_name(arena, f->ref_schema ? f->ref_schema : "", f->ref_table),
                        where);
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

static const char *neutral_value(struct making *making, const struct column *c)
{
    const char *type = type_without_domains(making->arena, making->after, c->type);
    const struct enum_type *e = enum_of_type(making->arena, making->after, type);

    if (e && !type_is_array(type))
        return neutral_label(making, e);
    return e ? "'{}'" : type_neutral_value(making->arena, type);
}

/* --- On the way back ----------------------------------------------------------------------- */

/* False if there can be no value: the other table comes back, too, and without rows. */
static bool lost_reference(struct making *making, const struct column *c,
                           const struct foreign_key *f, int at, const char **value)
{
    bool partly = f->match && f->columns.n > 1; /* MATCH FULL: all of them NULL, or none */

    if (!schema_find(making->before, &kind_table, f->ref_schema ? f->ref_schema : "", "",
                     f->ref_table)) {
        *value = c->not_null ? NULL : "NULL";
        return !c->not_null;
    }
    *value = c->not_null || partly ? referenced_value(making, c, f, at) : "NULL";
    return true;
}

/*
 * The value that rows get whose old one is gone: one that keys accept, though nobody knows it to be
 * right. NULL where what a new row would get is as good. False if there can be none.
 */
static bool lost_value(struct making *making, const struct column *c, const char **value)
{
    bool nulls = false, unique = is_unique(making, c, &nulls);
    int at = 0;
    const struct foreign_key *f = foreign_key_of(making, c, &at);

    *value = NULL;
    if (f)
        return lost_reference(making, c, f, at, value);
    if (unique && (c->not_null || nulls))
        *value = distinct_value(making->arena, c->type);
    else if (unique && c->default_)
        *value = "NULL";
    if (*value || !c->not_null || c->default_)
        return true;
    *value = neutral_value(making, c);
    return *value != NULL;
}

static const char *fill_lost(struct making *making, const struct column *c)
{
    const char *label = object_label(making->arena, &c->o), *fill;

    if (!lost_value(making, c, &fill)) {
        MAKE(making, loss, mg_text_args,
             arena_printf(making->arena, "%s comes back only while the table is empty", label));
        return NULL;
    }
    /* A column without a default is NULL anyway. */
    if (fill && !c->default_ && strcmp(fill, "NULL") == 0)
        return NULL;
    if (fill)
        MAKE(making, loss, mg_text_args,
             arena_printf(making->arena, "%s comes back with %s in every row", label, fill));
    return fill;
}

/* Its rows are another server's, which knows their values. */
static bool is_foreign(const struct making *making, const struct column *c)
{
    const struct object *table =
        schema_find(making->after, &kind_table, c->o.schema, "", c->o.table);

    return table && ((const struct table *)table)->server;
}

const char *column_fill(struct making *making, const struct column *c)
{
    const char *what = compose_answer(making->arena, &c->o);
    const char *fill = answer_find(&making->answers->fill, what);

    if (fill || c->generated || c->identity || is_foreign(making, c))
        return fill;
    if (making->downgrade)
        return fill_lost(making, c);
    if (c->not_null && !c->default_) {
        diag_error(making->diags, MG301, c->o.loc,
                   "new column \"%s\" is NOT NULL and has no default for the rows that are there",
                   what);
        diag_hint(making->diags, "Say what they get: --fill %s=VALUE",
                  answer_word(making->arena, what));
    }
    return NULL;
}
