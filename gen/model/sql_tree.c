#include "model/sql_tree.h"

#include <pg_query.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* --- JSON that needs no checking ---------------------------------------------------------- */

struct reader {
    struct arena *arena;
    const char *p;
};

static void skip(struct reader *r)
{
    while (*r->p == ' ' || *r->p == '\n' || *r->p == ',' || *r->p == ':')
        r->p++;
}

/* An escape behind its backslash. libpg_query writes \u for single bytes only. */
static char unescape(struct reader *r)
{
    static const char from[] = "nrtbf", to[] = "\n\r\t\b\f";
    char c = *r->p++, digits[5] = "";
    const char *known = c ? strchr(from, c) : NULL;

    if (c == 'u') {
        memcpy(digits, r->p, strnlen(r->p, 4));
        r->p += strlen(digits);
        return (char)strtol(digits, NULL, 16);
    }
    return known ? to[known - from] : c;
}

static const char *read_text(struct reader *r)
{
    size_t n = 0;
    const char *end = ++r->p;
    char *text, *to;

    for (; *end && *end != '"'; end++, n++)
        end += *end == '\\' && end[1];
    to = text = arena_alloc(r->arena, (size_t)(end - r->p) + 1);
    while (*r->p && *r->p != '"') {
        char c = *r->p++;

        *to++ = c == '\\' ? unescape(r) : c;
    }
    r->p += *r->p == '"';
    return text;
}

static struct sql_node *read_node(struct reader *r);

static void read_members(struct reader *r, struct sql_node *node, char close)
{
    struct sql_node **end = &node->first;

    r->p++;
    for (skip(r); *r->p && *r->p != close; skip(r)) {
        const char *key = close == '}' && *r->p == '"' ? read_text(r) : NULL;

        skip(r);
        *end = read_node(r);
        (*end)->key = key;
        end = &(*end)->next;
    }
    r->p += *r->p == close;
}

static struct sql_node *read_node(struct reader *r)
{
    struct sql_node *node = arena_new_of(r->arena, struct sql_node);

    if (*r->p == '{' || *r->p == '[') {
        bool object = *r->p == '{';

        node->kind = object ? SQL_NODE_OBJECT : SQL_NODE_LIST;
        read_members(r, node, object ? '}' : ']');
    } else if (*r->p == '"') {
        node->kind = SQL_NODE_TEXT;
        node->text = read_text(r);
    } else {
        size_t n = strcspn(r->p, ",]} \n");

        node->kind = SQL_NODE_OTHER;
        node->text = arena_strndup(r->arena, r->p, n);
        r->p += n;
    }
    return node;
}

const struct sql_node *sql_tree(struct arena *a, const char *text)
{
    PgQueryParseResult result = pg_query_parse(text);
    struct reader r = {a, result.parse_tree};
    const struct sql_node *tree = result.error ? NULL : read_node(&r);

    pg_query_free_parse_result(result);
    return tree;
}

/* --- Looking ------------------------------------------------------------------------------ */

const struct sql_node *sql_node_member(const struct sql_node *node, const char *key)
{
    if (!node || node->kind != SQL_NODE_OBJECT)
        return NULL;
    for (const struct sql_node *m = node->first; m; m = m->next)
        if (strcmp(m->key, key) == 0)
            return m;
    return NULL;
}

const char *sql_node_text(const struct sql_node *node, const char *key)
{
    const struct sql_node *m = sql_node_member(node, key);

    return m ? m->text : NULL;
}

struct strings sql_node_names(struct arena *a, const struct sql_node *list)
{
    struct strings names = {0};

    if (!list || list->kind != SQL_NODE_LIST)
        return names;
    for (const struct sql_node *item = list->first; item; item = item->next) {
        const struct sql_node *string = sql_node_member(item, "String");
        const char *text = sql_node_text(string, "sval");

        if (!text)
            text = sql_node_text(string, "str"); /* before 15 */
        if (text)
            strings_add(a, &names, text);
    }
    return names;
}
