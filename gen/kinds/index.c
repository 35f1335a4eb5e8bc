#include <string.h>

#include "kinds/catalog.h"
#include "kinds/compose.h"
#include "kinds/lineage.h"
#include "kinds/marks.h"
#include "model/sql.h"
#include "model/sql_token.h"

static const struct field index_fields[] = {
    FIELD(struct index, unique, ROLE_NONE),
    FIELD(struct index, nulls_not_distinct, ROLE_NONE),
    FIELD(struct index, method, ROLE_NONE),
    FIELD(struct index, elements, ROLE_EXPRESSION),
    FIELD(struct index, include, ROLE_COLUMNS),
    FIELD(struct index, with, ROLE_NONE),
    FIELD(struct index, where, ROLE_EXPRESSION),
    FIELD(struct index, tablespace, ROLE_NONE),
    FIELD(struct index, statistics, ROLE_NONE),
    FIELD(struct index, only, ROLE_NONE),
    MARKS(struct index),
};

/* The elements are in the definition as a whole, which index_pulled takes apart. */
// clang-format off
static const char index_catalog[] =
    "SELECT 1259 AS class, c.oid, 0 AS sub, n.nspname AS schema, t.relname AS \"table\","
    " c.relname AS name, obj_description(c.oid, 'pg_class') AS comment, i.indisunique AS unique,"
    " coalesce((to_jsonb(i)->>'indnullsnotdistinct')::bool, false) AS nulls_not_distinct,"
    CATALOG_IF("m.amname <> 'btree'", "m.amname") " AS method,"
    " ARRAY[pg_get_indexdef(c.oid)] AS elements,"
    CATALOG_COLUMNS("t.oid", "(i.indkey::int2[])[i.indnkeyatts:]") " AS include,"
    CATALOG_WITH("c.reloptions") " AS \"with\", pg_get_expr(i.indpred, i.indrelid) AS \"where\","
    " c.relispartition AS attached, i.indisclustered AS clustered,"
    " i.indisreplident AS replica_identity,"
    CATALOG_IF("NOT i.indisvalid AND c.relkind = 'i'", "'it is invalid'") " AS left_out,"
    CATALOG_ONLY("c") ","
    " (SELECT s.spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace) AS tablespace,"
    " (SELECT array_agg(a.attnum || '=' || a.attstattarget ORDER BY a.attnum) FROM pg_attribute a"
    " WHERE a.attrelid = c.oid AND a.attstattarget >= 0) AS statistics"
    " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
    " JOIN pg_class t ON t.oid = i.indrelid AND t.relkind IN ('r', 'p', 'm')"
    " JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_am m ON m.oid = c.relam"
    " WHERE c.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_constraint k"
    " WHERE k.conindid = c.oid AND k.contype IN ('p', 'u', 'x'))"
    " AND NOT (c.relispartition AND NOT i.indisclustered AND NOT i.indisreplident"
    " AND obj_description(c.oid, 'pg_class') IS NULL AND "
    CATALOG_IS_USUAL("c.relname", CATALOG_PART_NAME("t.relname", CATALOG_INDEX_COLUMNS("c.oid"), "idx"), "idx")
    ")";
// clang-format on

/* ((a || b)) is one pair of parentheses too much; a column is quoted as models quote it. */
static const char *plain_element(struct arena *arena, const char *text)
{
    const char *column = sql_element_column(arena, text), *p = text, *inner_end = NULL;
    int depth = 0;

    if (column) {
        struct sql_token token = sql_token_next(&p);

        return arena_printf(arena, "%s%s", sql_ident(arena, column), token.p + token.n);
    }
    if (strncmp(text, "((", 2) != 0)
        return text;
    for (;;) {
        struct sql_token token = sql_token_next(&p);

        if (token.kind == SQL_END)
            return text;
        depth += sql_token_is(token, "(") - sql_token_is(token, ")");
        if (depth == 1 && sql_token_is(token, ")") && !inner_end)
            inner_end = token.p;
        if (depth == 0)
            return inner_end && inner_end + 1 == token.p
                       ? arena_printf(arena, "%.*s%s", (int)(inner_end - text), text + 1,
                                      token.p + 1)
                       : text;
    }
}

const char *index_element(struct arena *arena, const char *text)
{
    return plain_element(arena, sql_tidy(arena, text));
}

struct strings index_elements(struct arena *arena, const char *definition)
{
    struct strings elements = {0};
    const char *p = definition, *start = NULL;
    bool using = false;
    int depth = 0;

    for (;;) {
        struct sql_token token = sql_token_next(&p);

        using |= sql_token_word(token, "using");
        if (token.kind == SQL_END)
            return elements;
        if (!using)
            continue;
        depth -= sql_token_is(token, ")");
        if (start && (depth == 0 || (depth == 1 && sql_token_is(token, ",")))) {
            const char *text = arena_strndup(arena, start, (size_t)(token.p - start));

            strings_add(arena, &elements, index_element(arena, text));
            start = p;
            if (depth == 0)
                return elements;
        }
        depth += sql_token_is(token, "(");
        if (!start && depth == 1)
            start = p;
    }
}

static void index_pulled(struct arena *arena, struct object *o)
{
    struct index *index = (struct index *)o;

    if (index->elements.n)
        index->elements = index_elements(arena, index->elements.items[0]);
}

static void index_create(struct making *making, const struct object *after)
{
    const struct index *i = (const struct index *)after;
    struct arena *arena = making->arena;

    if (lineage_has(making, after)) {
        marks_make(making, after);
        return;
    }
    /* An index lives in its table's schema; CREATE INDEX takes no other. */
    MAKE(making, create_index, mg_index_args, .name = qualified_name(arena, "", after->name),
         .table = compose_table(arena, after), .method = i->method, .where = i->where,
         .comment = after->comment, .elements = compose_list(arena, &i->elements),
         .include = compose_list(arena, &i->include), .with = compose_list(arena, &i->with),
         .unique = i->unique, .only = i->only, .nulls_not_distinct = i->nulls_not_distinct,
         .tablespace = i->tablespace, .statistics = compose_list(arena, &i->statistics));
    marks_make(making, after);
}

/* What can be changed in place; back to the default tablespace only the server knows the way. */
static enum way index_way(const struct object *before, const struct object *after,
                          unsigned long long differences)
{
    const struct kind *kind = after->kind;
    unsigned long long in_place =
        field_bit(kind, "with") | field_bit(kind, "tablespace") | field_bit(kind, "statistics");

    if (differences & field_bit(kind, "tablespace") && !((const struct index *)after)->tablespace)
        return WAY_REPLACE;
    differences &= ~in_place;
    return differences ? marks_way(before, after, differences) : WAY_ALTER;
}

/* Targets that are no longer said are -1: "2=-1". */
static mg_list statistics_from(struct arena *arena, const struct strings *before,
                               const struct strings *after)
{
    mg_list set, reset;
    struct strings all = {0};

    compose_with_changes(arena, before, after, &reset, &set);
    for (; reset && *reset; reset++)
        strings_add(arena, &all, arena_printf(arena, "%s=-1", *reset));
    for (; set && *set; set++)
        strings_add(arena, &all, *set);
    return compose_list(arena, &all);
}

static void index_alter(struct making *making, const struct object *before,
                        const struct object *after, unsigned long long differences)
{
    struct arena *arena = making->arena;
    const struct index *old = (const struct index *)before, *new = (const struct index *)after;
    mg_alter_index_args args = {.name = compose_name(arena, after)};

    compose_with_changes(arena, &old->with, &new->with, &args.reset, &args.with);
    if (differences & field_bit(after->kind, "tablespace"))
        args.tablespace = new->tablespace;
    args.statistics = statistics_from(arena, &old->statistics, &new->statistics);
    if (args.with || args.reset || args.tablespace || args.statistics)
        make_op(making, &mg_op_alter_index, &args);
    marks_alter(making, before, after, differences);
}

static void index_drop(struct making *making, const struct object *before)
{
    if (lineage_keeps(making, before))
        return;
    marks_drop(making, before);
    MAKE(making, drop_index, mg_drop_index_args, compose_name(making->arena, before),
         lineage_holds_keys(making->arena, making->before, before));
}

static void index_rename(struct making *making, const struct object *before,
                         const struct object *after)
{
    MAKE(making, rename_index, mg_rename_args, compose_name(making->arena, before),
         compose_name(making->arena, after));
}

/* An index of a partitioned table takes over those of the partitions that are attached to it. */
static void index_follows(struct arena *arena, const struct schema *s, const struct object *o,
                          struct object_list *follows)
{
    const struct object *table = schema_find(s, &kind_table, o->schema, "", o->table);
    struct object_list children = {0};

    lineage_part_follows(arena, s, o, follows);
    if (((const struct index *)o)->only)
        return;
    if (table && ((const struct table *)table)->partition_by)
        children = lineage_children(arena, s, table);
    for (size_t i = 0; i < children.n; i++) {
        const struct object *link = children.items[i];

        lineage_attached(arena, s, schema_find(s, &kind_table, link->schema, "", link->table),
                         follows);
    }
}

/* True if the element names the operator class behind its column or expression. */
static bool names_class(const char *element, const char *class)
{
    size_t n = strlen(class);

    for (const char *p = element; (p = strstr(p, class)); p += n)
        if (p > element && p[-1] == ' ' && (p[n] == ' ' || p[n] == '(' || !p[n]))
            return true;
    return false;
}

static void index_needs(struct arena *arena, const struct schema *s, const struct object *o,
                        struct object_list *needs)
{
    const struct index *index = (const struct index *)o;
    struct objects classes = schema_of_kind(s, &kind_operator_class);
    const char *method = index->method ? index->method : "btree";

    for (size_t i = 0; i < classes.n; i++) {
        const struct object *c = classes.items[i];
        const char *using_ = strstr(c->name, " USING ");
        const char *name = compose_sql_name(
            arena, c->schema, arena_strndup(arena, c->name, (size_t)(using_ - c->name)));

        for (size_t k = 0; k < index->elements.n; k++)
            if (strcmp(using_ + strlen(" USING "), method) == 0 &&
                names_class(index->elements.items[k], name)) {
                *vec_push(arena, needs) = c;
                break;
            }
    }
}

const struct kind kind_index = {
    .name = "index",
    .title = "index",
    .size = sizeof(struct index),
    .fields = index_fields,
    .nfields = sizeof index_fields / sizeof *index_fields,
    .in_table = true,
    .is_relation = true,
    .comment_inline = true,
    .comment_object = "INDEX",
    .create = index_create,
    .drop = index_drop,
    .way = index_way,
    .alter = index_alter,
    .follows = index_follows,
    .rename = index_rename,
    .needs = index_needs,
    .catalog = index_catalog,
    .pulled = index_pulled,
};
