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

/* What follows the column or expression: COLLATE x, an operator class, DESC, NULLS LAST. */
static const char *modifiers(struct arena *arena, const char *p)
{
    const char *words = "", *opclass = NULL, *order = "";
    struct sql_token token;

    while (token = sql_token_next(&p), token.kind != SQL_END) {
        if (sql_token_word(token, "collate")) {
            token = sql_token_next(&p);
            words = arena_printf(arena, " %s",
                                 word_string(arena, "COLLATE", sql_token_name(arena, token)));
        } else if (sql_token_word(token, "desc")) {
            order = " DESC";
        } else if (sql_token_word(token, "nulls")) {
            token = sql_token_next(&p);
            order = arena_printf(arena, "%s NULLS_%s", order,
                                 sql_token_word(token, "first") ? "FIRST" : "LAST");
        } else if (!sql_token_word(token, "asc")) {
            opclass = arena_printf(arena, "%s%.*s", opclass ? opclass : "", (int)token.n, token.p);
        }
    }
    if (opclass)
        opclass = is_bare_opclass(opclass) ? arena_printf(arena, " %s", opclass)
                                           : arena_printf(arena, " OPCLASS(%s)", opclass);
    return arena_printf(arena, "%s%s%s", words, opclass ? opclass : "", order);
}

static const char *element_words(struct models *m, const struct index *index, const char *element)
{
    const char *column = sql_element_column(m->arena, element), *subject, *rest = element;

    if (column) {
        sql_token_next(&rest);
        subject = models_member(m, &index->o, column);
    } else {
        rest = expression_end(element);
        subject = expression_word(m->arena, element, (size_t)(rest - element));
    }
    return arena_printf(m->arena, "%s%s", subject, modifiers(m->arena, rest));
}

static const char *elements(struct models *m, const struct index *index)
{
    const char *text = "";

    for (size_t i = 0; i < index->elements.n; i++)
        text = arena_printf(m->arena, "%s%s%s", text, i ? ", " : "",
                            element_words(m, index, index->elements.items[i]));
    return arena_printf(m->arena, "(%s)", text);
}

static void put_index(struct models *m, struct mg_buf *out, const struct object *table,
                      const struct index *index)
{
    struct arena *arena = m->arena;
    struct strings arguments = {0};

    strings_add(arena, &arguments, models_name(m, table));
    strings_add(arena, &arguments, elements(m, index));
    if (index->method)
        strings_add(arena, &arguments, word_name(arena, "USING", index->method));
    if (index->include.n) {
        const char *text = "";

        for (size_t i = 0; i < index->include.n; i++)
            text = arena_printf(arena, "%s%s%s", text, i ? ", " : "",
                                models_member(m, &index->o, index->include.items[i]));
        strings_add(arena, &arguments, arena_printf(arena, "INCLUDE(%s)", text));
    }
    if (index->nulls_not_distinct)
        strings_add(arena, &arguments, "NULLS_NOT_DISTINCT");
    if (index->where)
        strings_add(arena, &arguments, word_sql(arena, "WHERE", index->where));
    if (index->attached)
        strings_add(arena, &arguments, "ATTACHED");
    if (index->with.n)
        strings_add(arena, &arguments, word_with(arena, &index->with));
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
