/* INDEX and UNIQUE_INDEX: elements of SQL as words. */
#include <string.h>

#include "emit/models_parts.h"
#include "model/names.h"
#include "model/sql.h"
#include "model/sql_token.h"

/* Behind the expression that an element starts with: f(...) or (...). */
static const char *expression_end(const char *element)
{
    int depth = 0;

    for (const char *p = element;;) {
        struct sql_token token = sql_token_next(&p);

        if (token.kind == SQL_END)
            return p;
        depth += sql_token_is(token, "(") - sql_token_is(token, ")");
        if (sql_token_is(token, ")") && depth == 0)
            return p;
    }
}

static const char *expression_word(struct arena *arena, const char *element, size_t n)
{
    const char *text = arena_strndup(arena, element, n);
    size_t position;

    if (*text == '(') {
        const char *inner = arena_strndup(arena, text + 1, n - 2);

        if (sql_error(arena, SQL_INDEX_ELEMENT, inner, &position))
            text = inner;
    }
    return word_sql(arena, "EXPR", text);
}

/* The bare names of operator classes that begin.h knows. */
static bool is_bare_opclass(const char *name)
{
    static const char *const names[] = {
        "text_pattern_ops", "varchar_pattern_ops", "bpchar_pattern_ops",
        "jsonb_path_ops",   "gin_trgm_ops",        "gist_trgm_ops",
        "inet_ops"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* x or schema.x; *text moves behind it. */
static const char *collation(struct arena *arena, const char **text)
{
    const char *name = sql_token_name(arena, sql_token_next(text)), *rest = *text;

    if (!sql_token_is(sql_token_next(&rest), "."))
        return name;
    name = arena_printf(arena, "%s.%s", name, sql_token_name(arena, sql_token_next(&rest)));
    *text = rest;
    return name;
}

/* What follows the column or expression: COLLATE x, an operator class, DESC, NULLS LAST. */
static const char *modifiers(struct arena *arena, const char *p)
{
    const char *words = "", *opclass = NULL, *order = "", *operator= NULL;
    struct sql_token token;

    while (token = sql_token_next(&p), token.kind != SQL_END) {
        if (sql_token_word(token, "collate")) {
            words = arena_printf(arena, " %s", word_string(arena, "COLLATE", collation(arena, &p)));
        } else if (sql_token_word(token, "desc")) {
            order = " DESC";
        } else if (sql_token_word(token, "nulls")) {
            token = sql_token_next(&p);
            order = arena_printf(arena, "%s NULLS_%s", order,
                                 sql_token_word(token, "first") ? "FIRST" : "LAST");
        } else if (sql_token_word(token, "with")) {
            operator= word_sql(arena, "WITH", sql_tidy(arena, p));
            break;
        } else if (!sql_token_word(token, "asc")) {
            opclass = arena_printf(arena, "%s%.*s", opclass ? opclass : "", (int)token.n, token.p);
        }
    }
    if (opclass)
        opclass = is_bare_opclass(opclass) ? arena_printf(arena, " %s", opclass)
                                           : arena_printf(arena, " OPCLASS(%s)", opclass);
    return arena_printf(arena, "%s%s%s%s%s", words, opclass ? opclass : "", order,
                        operator? " " : "", operator? operator: "");
}

static const char *element_words(struct models *m, const struct object *o, const char *element)
{
    const char *column = sql_element_column(m->arena, element), *subject, *rest = element;

    if (column) {
        sql_token_next(&rest);
        subject = models_member(m, o, column);
    } else {
        rest = expression_end(element);
        subject = expression_word(m->arena, element, (size_t)(rest - element));
    }
    return arena_printf(m->arena, "%s%s", subject, modifiers(m->arena, rest));
}

/* The statistics target of the n-th element, counted from 1; NULL: none. */
static const char *target(struct arena *arena, const struct strings *statistics, size_t n)
{
    const char *key = arena_printf(arena, "%zu=", n);

    for (size_t i = 0; i < statistics->n; i++)
        if (strncmp(statistics->items[i], key, strlen(key)) == 0)
            return statistics->items[i] + strlen(key);
    return NULL;
}

static const char *elements(struct models *m, const struct object *o, const struct strings *list,
                            const struct strings *statistics)
{
    const char *text = "";

    for (size_t i = 0; i < list->n; i++) {
        const char *n = target(m->arena, statistics, i + 1);

        text = arena_printf(m->arena, "%s%s%s%s%s%s", text, i ? ", " : "",
                            element_words(m, o, list->items[i]), n ? " STATISTICS(" : "",
                            n ? n : "", n ? ")" : "");
    }
    return arena_printf(m->arena, "(%s)", text);
}

static void add_include(struct models *m, const struct object *o, const struct strings *include,
                        struct strings *arguments)
{
    const char *text = "";

    for (size_t i = 0; i < include->n; i++)
        text = arena_printf(m->arena, "%s%s%s", text, i ? ", " : "",
                            models_member(m, o, include->items[i]));
    if (include->n)
        strings_add(m->arena, arguments, arena_printf(m->arena, "INCLUDE(%s)", text));
}

static void put_index(struct models *m, struct mg_buf *out, const struct object *table,
                      const struct index *index)
{
    struct arena *arena = m->arena;
    struct strings arguments = {0};

    strings_add(arena, &arguments, models_name(m, table));
    strings_add(arena, &arguments, elements(m, &index->o, &index->elements, &index->statistics));
    if (index->method)
        strings_add(arena, &arguments, word_name(arena, "USING", index->method));
    add_include(m, &index->o, &index->include, &arguments);
    if (index->nulls_not_distinct)
        strings_add(arena, &arguments, "NULLS_NOT_DISTINCT");
    if (index->where)
        strings_add(arena, &arguments, word_sql(arena, "WHERE", index->where));
    if (index->only)
        strings_add(arena, &arguments, "ONLY");
    if (index->attached)
        strings_add(arena, &arguments, "ATTACHED");
    if (index->with.n)
        strings_add(arena, &arguments, word_with(arena, &index->with));
    if (index->tablespace)
        strings_add(arena, &arguments, word_name(arena, "TABLESPACE", index->tablespace));
    add_name_and_comment(m, &index->o, name_index(arena, table->name, &index->elements),
                         &arguments);
    put_call(out, index->unique ? "UNIQUE_INDEX" : "INDEX", &arguments);
    mg_buf_add(out, ";\n");
}

void put_indexes(struct models *m, struct mg_buf *out, const struct object *table)
{
    struct objects indexes = schema_children(m->schema, &kind_index, table->schema, table->name);

    for (size_t i = 0; i < indexes.n; i++)
        put_index(m, out, table, (const struct index *)indexes.items[i]);
}

/* --- Exclusion constraints and statistics --------------------------------------------------- */

static void put_exclusion(struct models *m, struct mg_buf *out, const struct object *table,
                          const struct exclusion *x)
{
    static const struct strings none;
    struct arena *arena = m->arena;
    struct strings arguments = {0};
    const char *usual = name_exclusion(arena, table->name, &x->elements, &x->include);

    strings_add(arena, &arguments, models_name(m, table));
    strings_add(arena, &arguments, elements(m, &x->o, &x->elements, &none));
    if (x->method)
        strings_add(arena, &arguments, word_name(arena, "USING", x->method));
    add_include(m, &x->o, &x->include, &arguments);
    if (x->where)
        strings_add(arena, &arguments, word_sql(arena, "WHERE", x->where));
    if (x->initially_deferred || x->deferrable)
        strings_add(arena, &arguments, x->initially_deferred ? "INITIALLY_DEFERRED" : "DEFERRABLE");
    if (x->with.n)
        strings_add(arena, &arguments, word_with(arena, &x->with));
    add_index_attributes(m, x->tablespace, x->index_comment, &arguments);
    add_name_and_comment(m, &x->o, usual ? usual : "", &arguments);
    put_call(out, "EXCLUDE_ON", &arguments);
    mg_buf_add(out, ";\n");
}

void put_exclusions(struct models *m, struct mg_buf *out, const struct object *table)
{
    struct objects all = schema_children(m->schema, &kind_exclusion, table->schema, table->name);

    for (size_t i = 0; i < all.n; i++)
        put_exclusion(m, out, table, (const struct exclusion *)all.items[i]);
}

static void put_one_statistics(struct models *m, struct mg_buf *out, const struct object *table,
                               const struct statistics *s)
{
    static const struct strings none;
    struct arena *arena = m->arena;
    struct strings arguments = {0}, columns = {0};
    const char *text = "";

    strings_add(arena, &arguments, models_name(m, table));
    strings_add(arena, &arguments, elements(m, &s->o, &s->elements, &none));
    for (size_t i = 0; i < s->kinds.n; i++)
        text = arena_printf(arena, "%s%s%s", text, i ? ", " : "", s->kinds.items[i]);
    if (s->kinds.n)
        strings_add(arena, &arguments, arena_printf(arena, "KINDS(%s)", text));
    if (s->target)
        strings_add(arena, &arguments, arena_printf(arena, "TARGET(%s)", s->target));
    for (size_t i = 0; i < s->elements.n; i++) {
        const char *column = sql_element_column(arena, s->elements.items[i]);

        strings_add(arena, &columns, column ? column : "expr");
    }
    add_name_and_comment(
        m, &s->o, name_make(arena, table->name, name_columns(arena, &columns), "stat"), &arguments);
    put_call(out, "STATISTICS_ON", &arguments);
    mg_buf_add(out, ";\n");
}

void put_statistics(struct models *m, struct mg_buf *out, const struct object *table)
{
    struct objects all = schema_children(m->schema, &kind_statistics, table->schema, table->name);

    for (size_t i = 0; i < all.n; i++)
        put_one_statistics(m, out, table, (const struct statistics *)all.items[i]);
}
