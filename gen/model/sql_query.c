/* Mentions in queries, from PostgreSQL's parse tree of them. */
#include <stdlib.h>
#include <string.h>

#include "model/sql_mentions.h"
#include "model/sql_token.h"
#include "model/sql_tree.h"

struct walk {
    struct arena *arena;
    const char *text; /* what was given; */
    size_t offset;    /* where it starts in what was parsed */
    struct strings ctes;
    struct mentions found;
};

/* --- Places ------------------------------------------------------------------------------- */

/* The bytes of `parts` names joined by dots at a place; 0 if that is not what stands there. */
static size_t length_at(const char *text, size_t at, size_t parts)
{
    const char *start, *p = text + at;
    struct sql_token token = sql_token_next(&p);

    start = token.p;
    while (parts-- > 0 && (token.kind == SQL_WORD || token.kind == SQL_QUOTED)) {
        const char *end = token.p + token.n;

        if (parts == 0)
            return (size_t)(end - start);
        token = sql_token_next(&p);
        if (!sql_token_is(token, "."))
            return 0;
        token = sql_token_next(&p);
    }
    return 0;
}

static size_t location_of(const struct sql_node *node)
{
    const char *location = sql_node_text(node, "location");

    return location ? strtoul(location, NULL, 10) : 0;
}

static void set_place(struct walk *w, struct mention *m, const struct sql_node *node)
{
    size_t at = location_of(node);

    if (at < w->offset || at - w->offset >= strlen(w->text))
        return;
    m->at = at - w->offset;
    m->length = length_at(w->text, m->at, m->schema ? 2 : 1);
}

static struct mention *add(struct walk *w, enum mentioned what, const struct strings *names,
                           const struct sql_node *placed)
{
    struct mention *m;

    if (names->n == 0)
        return NULL;
    m = vec_push(w->arena, &w->found);
    *m = (struct mention){
        .what = what,
        .schema = names->n > 1 ? names->items[names->n - 2] : NULL,
        .name = names->items[names->n - 1],
        .arguments = -1,
    };
    set_place(w, m, placed);
    return m;
}

static void add_column(struct walk *w, const char *name)
{
    *vec_push(w->arena, &w->found) = (struct mention){.what = MENTIONED_COLUMN, .name = name};
}

/* --- Nodes -------------------------------------------------------------------------------- */

static void add_relation(struct walk *w, const struct sql_node *node)
{
    const struct sql_node *alias = sql_node_member(node, "alias");
    struct strings names = {0};
    struct mention *m;

    if (location_of(node) < w->offset) /* of the wrapper */
        return;
    if (sql_node_text(node, "schemaname"))
        strings_add(w->arena, &names, sql_node_text(node, "schemaname"));
    strings_add(w->arena, &names, sql_node_text(node, "relname"));
    m = add(w, MENTIONED_RELATION, &names, node);
    m->alias = sql_node_text(alias, "aliasname");
    if (sql_node_member(alias, "colnames")) /* "t AS x (a, b)": by their places */
        *vec_push(w->arena, &w->found) =
            (struct mention){.what = MENTIONED_COLUMN, .schema = m->alias};
}

static void add_fields(struct walk *w, const struct sql_node *node)
{
    const struct sql_node *fields = sql_node_member(node, "fields");
    struct strings names = sql_node_names(w->arena, fields);
    bool star = false;

    for (const struct sql_node *f = fields->first; f; f = f->next)
        star |= sql_node_member(f, "A_Star") != NULL;
    if (!star) {
        add(w, MENTIONED_COLUMN, &names, node);
        return;
    }
    *vec_push(w->arena, &w->found) = (struct mention){
        .what = MENTIONED_COLUMN, .schema = names.n ? names.items[names.n - 1] : NULL};
}

/* The constant that names a relation, type or routine: 'x'::regclass, nextval('x'). */
static void add_constant(struct walk *w, const struct sql_node *value, enum mentioned what)
{
    const struct sql_node *constant = sql_node_member(value, "A_Const");
    const char *text = sql_node_text(sql_node_member(constant, "sval"), "sval");
    struct mention m;

    if (!text)
        return;
    m = mention_of_name(w->arena, what, text);
    m.at = location_of(constant) - w->offset + 1;
    m.length = 0;
    if (m.at < strlen(w->text) && w->text[m.at - 1] == '\'' &&
        strncmp(w->text + m.at, text, strlen(text)) == 0)
        m.length = strlen(text);
    *vec_push(w->arena, &w->found) = m;
}

static void add_call(struct walk *w, const struct sql_node *node)
{
    struct strings names = sql_node_names(w->arena, sql_node_member(node, "funcname"));
    const struct sql_node *args = sql_node_member(node, "args");
    struct mention *m = add(w, MENTIONED_ROUTINE, &names, node);
    const char *last = names.n ? names.items[names.n - 1] : "";

    if (!m)
        return;
    m->arguments = 0;
    for (const struct sql_node *arg = args ? args->first : NULL; arg; arg = arg->next)
        m->arguments++;
    if (args && (strcmp(last, "nextval") == 0 || strcmp(last, "currval") == 0 ||
                 strcmp(last, "setval") == 0))
        add_constant(w, args->first, MENTIONED_RELATION);
}

static void add_cast(struct walk *w, const struct sql_node *node)
{
    struct strings names =
        sql_node_names(w->arena, sql_node_member(sql_node_member(node, "typeName"), "names"));
    const char *type = names.n ? names.items[names.n - 1] : "";
    const struct sql_node *value = sql_node_member(node, "arg");

    if (strcmp(type, "regclass") == 0)
        add_constant(w, value, MENTIONED_RELATION);
    else if (strcmp(type, "regtype") == 0)
        add_constant(w, value, MENTIONED_TYPE);
    else if (strncmp(type, "regproc", 7) == 0)
        add_constant(w, value, MENTIONED_ROUTINE);
}

/* Columns that INSERT and UPDATE write; INSERT without a list writes them all. */
static void add_targets(struct walk *w, const struct sql_node *list)
{
    if (!list) {
        add_column(w, NULL);
        return;
    }
    for (const struct sql_node *item = list->first; item; item = item->next) {
        const char *name = sql_node_text(sql_node_member(item, "ResTarget"), "name");

        if (name)
            add_column(w, name);
    }
}

static void add_node(struct walk *w, const struct sql_node *node)
{
    const char *key = node->key ? node->key : "";
    struct strings names;

    if (sql_node_text(node, "relname"))
        add_relation(w, node);
    if (sql_node_member(node, "funcname") && strcmp(key, "CreateFunctionStmt") != 0)
        add_call(w, node);
    if (sql_node_member(node, "fields"))
        add_fields(w, node);
    if (sql_node_member(node, "names")) {
        names = sql_node_names(w->arena, sql_node_member(node, "names"));
        add(w, MENTIONED_TYPE, &names, node);
    }
    if (sql_node_member(node, "collname")) {
        names = sql_node_names(w->arena, sql_node_member(node, "collname"));
        add(w, MENTIONED_COLLATION, &names, NULL);
    }
    if (sql_node_text(node, "ctename"))
        strings_add(w->arena, &w->ctes, sql_node_text(node, "ctename"));
    if (sql_node_member(node, "isNatural"))
        add_column(w, NULL);
    if (sql_node_member(node, "groupClause"))
        w->found.groups = true;
    if (strcmp(key, "A_Expr") == 0) {
        names = sql_node_names(w->arena, sql_node_member(node, "name"));
        add(w, MENTIONED_OPERATOR, &names, NULL);
    } else if (strcmp(key, "TypeCast") == 0) {
        add_cast(w, node);
    } else if (strcmp(key, "InsertStmt") == 0) {
        add_targets(w, sql_node_member(node, "cols"));
    } else if (strcmp(key, "UpdateStmt") == 0 || strcmp(key, "onConflictClause") == 0) {
        add_targets(w, sql_node_member(node, "targetList"));
    } else if (strcmp(key, "IndexElem") == 0 && sql_node_text(node, "name")) {
        add_column(w, sql_node_text(node, "name"));
    }
}

static void walk(struct walk *w, const struct sql_node *node)
{
    if (node->kind == SQL_NODE_OBJECT)
        add_node(w, node);
    if (node->kind == SQL_NODE_LIST && node->key && strcmp(node->key, "usingClause") == 0) {
        struct strings names = sql_node_names(w->arena, node);

        for (size_t i = 0; i < names.n; i++)
            add_column(w, names.items[i]);
    }
    for (const struct sql_node *m = node->first; m; m = m->next)
        walk(w, m);
}

/* --- The whole ---------------------------------------------------------------------------- */

static bool is_cte(const struct walk *w, const struct mention *m)
{
    return m->what == MENTIONED_RELATION && !m->schema && strings_find(&w->ctes, m->name) >= 0;
}

static void drop_ctes(struct walk *w)
{
    size_t kept = 0;

    for (size_t i = 0; i < w->found.n; i++)
        if (!is_cte(w, &w->found.items[i]))
            w->found.items[kept++] = w->found.items[i];
    w->found.n = kept;
}

/* What a text may be a piece of, so that it parses. */
struct mentions mentions_of_query(struct arena *a, const char *text)
{
    static const struct {
        const char *before, *after;
    } wrappers[] = {
        {"", ""},
        {"SELECT (", "\n)"},
        {"CREATE FUNCTION f() RETURNS void LANGUAGE sql ", ""},
        {"CREATE RULE r AS ON INSERT TO t DO ", ""},
    };

    for (size_t i = 0; i < sizeof wrappers / sizeof *wrappers; i++) {
        struct walk w = {a, text, strlen(wrappers[i].before), {0}, {0}};
        const struct sql_node *tree = sql_tree(
            a, i ? arena_printf(a, "%s%s%s", wrappers[i].before, text, wrappers[i].after) : text);

        if (!tree)
            continue;
        walk(&w, tree);
        drop_ctes(&w);
        return w.found;
    }
    return mentions_of_body(a, text);
}
