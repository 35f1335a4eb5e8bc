#include "model/sql_columns.h"

#include <string.h>

#include "base/diag.h"
#include "model/sql_tree.h"
#include "model/types.h"
#include "runtime/base/buf.h"

enum { DEEPEST = 16 };

/* The queries of WITH that can be seen from where we are. */
struct scope {
    const struct scope *outer;
    const struct sql_node *ctes;
    int depth;
};

static const struct sql_query *read_query(struct arena *a, const struct sql_node *select,
                                          const struct scope *outer);

static bool is(const struct sql_node *node, const char *key)
{
    return node && node->key && strcmp(node->key, key) == 0;
}

/* The node in a list's item, {"FuncCall": {...}}: its key says what it is. */
static const struct sql_node *inner(const struct sql_node *node)
{
    return node && node->kind == SQL_NODE_OBJECT ? node->first : NULL;
}

static const char *last_name(struct arena *a, const struct sql_node *list)
{
    struct strings names = sql_node_names(a, list);

    return names.n ? names.items[names.n - 1] : NULL;
}

/* --- Expressions -------------------------------------------------------------------------- */

/* The tree without its places. False if it holds a query. */
static bool add_text(struct mg_buf *b, const struct sql_node *node)
{
    bool closed = true;

    if (node->key && strstr(node->key, "ocation"))
        return true;
    if (is(node, "SelectStmt"))
        return false;
    mg_buf_printf(b, "%s{%s", node->key ? node->key : "", node->text ? node->text : "");
    for (const struct sql_node *m = node->first; m && closed; m = m->next)
        closed = add_text(b, m);
    mg_buf_addc(b, '}');
    return closed;
}

static const char *text_of(struct arena *a, const struct sql_node *node)
{
    struct mg_buf b = MG_BUF_INIT;
    const char *text = add_text(&b, node) ? arena_text(a, &b) : NULL;

    if (mg_buf_failed(&b))
        out_of_memory();
    mg_buf_free(&b);
    return text;
}

static void add_reference(struct arena *a, struct sql_output *o, const char *source,
                          const char *name)
{
    struct sql_reference *more;

    if (o->nreferences == o->space) {
        o->space = o->space ? 2 * o->space : 4;
        more = arena_alloc(a, o->space * sizeof *more);
        if (o->nreferences)
            memcpy(more, o->references, o->nreferences * sizeof *more);
        o->references = more;
    }
    o->references[o->nreferences++] = (struct sql_reference){source, name};
}

static void add_references(struct arena *a, struct sql_output *o, const struct sql_node *node)
{
    if (is(node, "ColumnRef")) {
        struct strings names = sql_node_names(a, sql_node_member(node, "fields"));

        if (names.n)
            add_reference(a, o, names.n > 1 ? names.items[names.n - 2] : NULL,
                          names.items[names.n - 1]);
    }
    for (const struct sql_node *m = node->first; m; m = m->next)
        add_references(a, o, m);
}

/* "varchar(20)", "integer[]"; NULL if it is none that can be said so simply. */
static const char *type_name(struct arena *a, const struct sql_node *type)
{
    struct strings names = sql_node_names(a, sql_node_member(type, "names"));
    const struct sql_node *modifiers = sql_node_member(type, "typmods");
    const char *text = "", *open = "(";

    for (size_t i = names.n == 2 && strcmp(names.items[0], "pg_catalog") == 0; i < names.n; i++)
        text = arena_printf(a, "%s%s%s", text, *text ? "." : "", names.items[i]);
    for (const struct sql_node *m = modifiers ? modifiers->first : NULL; m; m = m->next) {
        const struct sql_node *value = sql_node_member(inner(m), "ival");
        const char *n = sql_node_text(value, "ival");

        if (!is(inner(m), "A_Const"))
            return NULL;
        text = arena_printf(a, "%s%s%s", text, open, n ? n : "0");
        open = ",";
    }
    if (modifiers)
        text = arena_printf(a, "%s)", text);
    if (sql_node_member(type, "arrayBounds"))
        text = arena_printf(a, "%s[]", text);
    return *text ? type_canonical(a, text) : NULL;
}

static const char *type_of(struct arena *a, const struct sql_node *value)
{
    if (is(value, "TypeCast"))
        return type_name(a, sql_node_member(value, "typeName"));
    if (is(value, "A_Const"))
        return sql_node_member(value, "ival")      ? "integer"
               : sql_node_member(value, "sval")    ? "text"
               : sql_node_member(value, "boolval") ? "boolean"
                                                   : NULL;
    if (is(value, "FuncCall") &&
        strcmp(last_name(a, sql_node_member(value, "funcname")), "count") == 0)
        return "bigint";
    return NULL;
}

/* FigureColname in src/backend/parser/parse_target.c, as far as models need it. */
static const char *usual_name(struct arena *a, const struct sql_node *value)
{
    static const char *const names[][2] = {
        {"CaseExpr", "case"},     {"CoalesceExpr", "coalesce"}, {"A_ArrayExpr", "array"},
        {"RowExpr", "row"},       {"A_Const", "?column?"},      {"A_Expr", "?column?"},
        {"BoolExpr", "?column?"}, {"NullTest", "?column?"},     {"BooleanTest", "?column?"},
    };
    const char *name;

    if (is(value, "ColumnRef"))
        return last_name(a, sql_node_member(value, "fields"));
    if (is(value, "FuncCall"))
        return last_name(a, sql_node_member(value, "funcname"));
    if (is(value, "CollateClause"))
        return usual_name(a, inner(sql_node_member(value, "arg")));
    if (is(value, "TypeCast")) {
        name = usual_name(a, inner(sql_node_member(value, "arg")));
        return name && strcmp(name, "?column?") != 0
                   ? name
                   : last_name(a, sql_node_member(sql_node_member(value, "typeName"), "names"));
    }
    if (is(value, "CaseExpr") && sql_node_member(value, "defresult"))
        return NULL; /* the name of its ELSE comes first */
    if (is(value, "A_Expr") && strcmp(sql_node_text(value, "kind"), "AEXPR_NULLIF") == 0)
        return "nullif";
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is(value, names[i][0]))
            return names[i][1];
    return NULL;
}

static bool is_star(const struct sql_node *value)
{
    const struct sql_node *fields =
        is(value, "ColumnRef") ? sql_node_member(value, "fields") : NULL;

    for (const struct sql_node *f = fields ? fields->first : NULL; f; f = f->next)
        if (sql_node_member(f, "A_Star"))
            return true;
    return false;
}

static void add_output(struct arena *a, struct sql_query *q, const struct sql_node *target)
{
    struct sql_output *o = vec_push(a, &q->outputs);
    const struct sql_node *value = inner(sql_node_member(target, "val"));
    const char *name = sql_node_text(target, "name");

    *o = (struct sql_output){0};
    if (is_star(value)) {
        o->star = true;
        add_reference(a, o, last_name(a, sql_node_member(value, "fields")), NULL);
        return;
    }
    if (!value)
        return;
    o->name = name ? name : usual_name(a, value);
    o->text = text_of(a, value);
    o->type = type_of(a, value);
    o->plain = is(value, "ColumnRef");
    if (o->text)
        add_references(a, o, value);
}

/* --- Sources ------------------------------------------------------------------------------ */

static const struct sql_node *find_cte(const struct scope *scope, const char *name,
                                       const struct scope **where)
{
    for (; scope; scope = scope->outer)
        for (const struct sql_node *c = scope->ctes ? scope->ctes->first : NULL; c; c = c->next) {
            const struct sql_node *cte = sql_node_member(c, "CommonTableExpr");

            if (strcmp(sql_node_text(cte, "ctename"), name) == 0) {
                *where = scope;
                return cte;
            }
        }
    return NULL;
}

static void add_relation(struct arena *a, struct sql_query *q, const struct sql_node *range,
                         const struct scope *scope)
{
    const struct sql_node *alias = sql_node_member(range, "alias"), *cte = NULL;
    const char *name = sql_node_text(range, "relname");
    struct sql_source source = {sql_node_text(alias, "aliasname"),
                                sql_node_text(range, "schemaname"), name, NULL};

    if (!source.called)
        source.called = name;
    if (!source.schema)
        cte = find_cte(scope, name, &scope);
    if (cte || sql_node_member(alias, "colnames"))
        source.name = NULL;
    if (cte && !sql_node_member(alias, "colnames") && !sql_node_member(cte, "aliascolnames") &&
        scope->depth < DEEPEST)
        source.query =
            read_query(a, sql_node_member(sql_node_member(cte, "ctequery"), "SelectStmt"), scope);
    *vec_push(a, &q->sources) = source;
}

static void add_source(struct arena *a, struct sql_query *q, const struct sql_node *node,
                       const struct scope *scope)
{
    const struct sql_node *range = inner(node), *alias = sql_node_member(range, "alias");
    struct sql_source source = {sql_node_text(alias, "aliasname"), NULL, NULL, NULL};

    if (is(range, "RangeVar")) {
        add_relation(a, q, range, scope);
        return;
    }
    if (is(range, "JoinExpr") && !alias) {
        add_source(a, q, sql_node_member(range, "larg"), scope);
        add_source(a, q, sql_node_member(range, "rarg"), scope);
        q->merges |= sql_node_member(range, "usingClause") || sql_node_member(range, "isNatural");
        return;
    }
    if (is(range, "RangeSubselect") && !sql_node_member(alias, "colnames"))
        source.query =
            read_query(a, sql_node_member(sql_node_member(range, "subquery"), "SelectStmt"), scope);
    *vec_push(a, &q->sources) = source;
}

static const struct sql_query *read_query(struct arena *a, const struct sql_node *select,
                                          const struct scope *outer)
{
    struct sql_query *q = arena_new_of(a, struct sql_query);
    const struct sql_node *with = sql_node_member(select, "withClause");
    struct scope scope = {outer, sql_node_member(with, "ctes"), outer ? outer->depth + 1 : 0};
    const struct sql_node *targets = sql_node_member(select, "targetList");
    const struct sql_node *sources = sql_node_member(select, "fromClause");

    if (!select || scope.depth > DEEPEST || sql_node_member(select, "valuesLists"))
        return NULL;
    if (sql_node_member(select, "larg")) {
        q->left = read_query(a, sql_node_member(select, "larg"), &scope);
        q->right = read_query(a, sql_node_member(select, "rarg"), &scope);
        return q->left && q->right ? q : NULL;
    }
    for (const struct sql_node *t = targets ? targets->first : NULL; t; t = t->next)
        add_output(a, q, sql_node_member(t, "ResTarget"));
    for (const struct sql_node *s = sources ? sources->first : NULL; s; s = s->next)
        add_source(a, q, s, &scope);
    return q;
}

const struct sql_query *sql_query(struct arena *a, const char *text)
{
    const struct sql_node *tree = sql_tree(a, text), *statements = sql_node_member(tree, "stmts");
    const struct sql_node *first = statements ? statements->first : NULL;

    return read_query(a, sql_node_member(sql_node_member(first, "stmt"), "SelectStmt"), NULL);
}
