#include "model/names.h"

#include <string.h>

#include "base/diag.h"

#include "model/sql.h"
#include "model/sql_token.h"
#include "runtime/sql/names.h"

const char *name_make(struct arena *a, const char *name1, const char *name2, const char *label)
{
    struct mg_buf b = MG_BUF_INIT;
    const char *name;

    mg_name_make(&b, name1, name2, label);
    if (mg_buf_failed(&b))
        out_of_memory();
    name = arena_text(a, &b);
    mg_buf_free(&b);
    return name;
}

static const char *append(struct arena *a, const char *names, const char *name)
{
    return *names ? arena_printf(a, "%s_%s", names, name) : name;
}

/* PostgreSQL stops once the names are longer than an identifier; so do we. */
static const char *append_all(struct arena *a, const char *names, const struct strings *list)
{
    for (size_t i = 0; list && i < list->n && strlen(names) <= NAME_MAX_BYTES; i++)
        names = append(a, names, list->items[i]);
    return names;
}

const char *name_columns(struct arena *a, const struct strings *columns)
{
    return append_all(a, "", columns);
}

const char *name_primary_key(struct arena *a, const char *table)
{
    return name_make(a, table, NULL, "pkey");
}

const char *name_unique(struct arena *a, const char *table, const struct strings *columns,
                        const struct strings *include)
{
    return name_make(a, table, append_all(a, name_columns(a, columns), include), "key");
}

const char *name_exclusion(struct arena *a, const char *table, const struct strings *elements,
                           const struct strings *include)
{
    struct strings columns = {0};

    for (size_t i = 0; i < elements->n; i++) {
        const char *column = sql_element_column(a, elements->items[i]);

        if (!column)
            return NULL;
        strings_add(a, &columns, column);
    }
    return name_make(a, table, append_all(a, name_columns(a, &columns), include), "excl");
}

const char *name_foreign_key(struct arena *a, const char *table, const struct strings *columns)
{
    return name_make(a, table, name_columns(a, columns), "fkey");
}

const char *name_sequence(struct arena *a, const char *table, const char *column)
{
    return name_make(a, table, column, "seq");
}

const char *name_not_null(struct arena *a, const char *table, const char *column)
{
    return name_make(a, table, column, "not_null");
}

const char *name_check(struct arena *a, const char *table, const char *column)
{
    return name_make(a, table, column, "check");
}

const char *name_check_column(const struct strings *table_columns, const char *expression)
{
    const char *only = NULL;

    for (size_t i = 0; i < table_columns->n; i++) {
        if (!sql_mentions_as(expression, SQL_COLUMN, table_columns->items[i]))
            continue;
        if (only)
            return NULL;
        only = table_columns->items[i];
    }
    return only;
}

/* The expression that an index element starts with: (...) or f(...), without what follows it. */
static const char *element_expression(struct arena *a, const char *element)
{
    const char *end = element;
    int depth = 0;

    for (;;) {
        struct sql_token token = sql_token_next(&end);

        if (token.kind == SQL_END)
            return element;
        depth += sql_token_is(token, "(");
        if (sql_token_is(token, ")") && --depth <= 0)
            return arena_strndup(a, element, (size_t)(end - element));
    }
}

static const char *element_name(struct arena *a, const char *element)
{
    const char *column = sql_element_column(a, element);

    if (column)
        return column;

    struct strings names = sql_identifiers(a, element_expression(a, element));

    return names.n ? name_columns(a, &names) : "expr";
}

const char *name_index(struct arena *a, const char *table, const struct strings *elements)
{
    struct strings names = {0};

    for (size_t i = 0; i < elements->n; i++)
        strings_add(a, &names, element_name(a, elements->items[i]));

    static const char prefix[] = "idx_";
    const char *columns = name_columns(a, &names);
    size_t n1 = strlen(table), n2 = strlen(columns);

    mg_name_shorten(&n1, &n2, NAME_MAX_BYTES - (sizeof prefix - 1) - 1);
    return arena_printf(a, "%s%.*s_%.*s", prefix, (int)mg_name_clip(table, n1), table,
                        (int)mg_name_clip(columns, n2), columns);
}
