#include "sql.h"

#include <string.h>

/* The first c outside of double quotes, or the end. */
static const char *find_unquoted(const char *p, char c)
{
    bool quoted = false;

    for (; *p && (quoted || *p != c); p++)
        quoted ^= *p == '"';
    return p;
}

const char *mg_sql_last_part(const char *qualified)
{
    for (;;) {
        const char *dot = find_unquoted(qualified, '.');

        if (!*dot)
            return qualified;
        qualified = dot + 1;
    }
}

/* Some bytes of a qualified name, quoted where needed. */
static void add_name(struct mg_buf *b, const char *name, size_t n)
{
    struct mg_buf copy = MG_BUF_INIT;

    mg_buf_addn(&copy, name, n);
    if (mg_buf_failed(&copy))
        b->failed = true;
    else
        mg_buf_name(b, mg_buf_text(&copy));
    mg_buf_free(&copy);
}

/* The schema in a qualified name; nothing if there is none. */
static void add_schema(struct mg_buf *b, const char *qualified)
{
    const char *last = mg_sql_last_part(qualified);

    if (last > qualified)
        add_name(b, qualified, (size_t)(last - 1 - qualified));
}

void mg_sql_name_beside(struct mg_buf *b, const char *qualified, const char *name)
{
    size_t n = b->n;

    if (mg_sql_last_part(name) == name)
        add_schema(b, qualified);
    mg_buf_add(b, b->n > n ? "." : "");
    mg_buf_name(b, name);
}

void mg_sql_ident_beside(struct mg_buf *b, const char *qualified, const char *ident)
{
    size_t n = b->n;

    add_schema(b, qualified);
    mg_buf_add(b, b->n > n ? "." : "");
    mg_buf_ident(b, ident);
}

void mg_sql_plain_name(struct mg_buf *b, const char *part)
{
    if (*part != '"') {
        mg_buf_add(b, part);
        return;
    }
    for (const char *p = part + 1; *p && !(p[0] == '"' && p[1] != '"'); p++) {
        p += *p == '"';
        mg_buf_addc(b, *p);
    }
}

void mg_sql_function(struct mg_buf *b, const char *signature)
{
    const char *arguments = find_unquoted(signature, '(');

    add_name(b, signature, (size_t)(arguments - signature));
    mg_buf_add(b, *arguments ? arguments : "()");
}

/* --- Names of what has more than a name --------------------------------------------------- */

const char *mg_sql_access_method(const char *name)
{
    const char *found = NULL;

    for (const char *p = name; (p = strstr(p, " USING ")); p++)
        found = p;
    return found ? found : name + strlen(name);
}

static bool is_routine(const char *what)
{
    return strcmp(what, "FUNCTION") == 0 || strcmp(what, "PROCEDURE") == 0 ||
           strcmp(what, "AGGREGATE") == 0;
}

/* Where the name ends and what belongs to it begins: the arguments, or the access method. */
static const char *name_end(const char *what, const char *name)
{
    if (is_routine(what) || strcmp(what, "OPERATOR") == 0)
        return find_unquoted(name, '(');
    if (strcmp(what, "OPERATOR CLASS") == 0 || strcmp(what, "OPERATOR FAMILY") == 0)
        return mg_sql_access_method(name);
    return name + strlen(name);
}

/* What follows the name: `(integer)`, ` USING btree`. */
static void add_rest(struct mg_buf *b, const char *what, const char *rest)
{
    if (is_routine(what) && !*rest)
        mg_buf_add(b, "()");
    else
        mg_buf_printf(b, "%s%s", strcmp(what, "OPERATOR") == 0 ? " " : "", rest);
}

void mg_sql_object_name(struct mg_buf *b, const char *what, const char *name)
{
    const char *end = name_end(what, name);

    if (strcmp(what, "CAST") == 0) {
        mg_buf_printf(b, "(%s)", name);
        return;
    }
    if (strcmp(what, "OPERATOR") == 0) {
        struct mg_buf copy = MG_BUF_INIT; /* its own name is never quoted */

        mg_buf_addn(&copy, name, (size_t)(end - name));
        if (mg_buf_failed(&copy))
            b->failed = true;
        else
            mg_sql_operator(b, mg_buf_text(&copy));
        mg_buf_free(&copy);
    } else {
        add_name(b, name, (size_t)(end - name));
    }
    add_rest(b, what, end);
}

void mg_sql_operator(struct mg_buf *b, const char *name)
{
    if (!name) {
        b->failed = true;
        return;
    }
    const char *last = mg_sql_last_part(name);

    if (last > name) {
        add_schema(b, name);
        mg_buf_addc(b, '.');
    }
    mg_buf_add(b, last);
}

void mg_sql_names(struct mg_buf *b, mg_list names)
{
    for (size_t i = 0; names && names[i]; i++) {
        mg_buf_add(b, i ? ", " : "");
        mg_buf_ident(b, names[i]);
    }
}

void mg_sql_list(struct mg_buf *b, mg_list sql)
{
    for (size_t i = 0; sql && sql[i]; i++) {
        mg_buf_add(b, i ? ", " : "");
        mg_buf_add(b, sql[i]);
    }
}

void mg_sql_with(struct mg_buf *b, mg_list with)
{
    if (!with || !with[0])
        return;
    mg_buf_add(b, " WITH (");
    mg_sql_list(b, with);
    mg_buf_addc(b, ')');
}

void mg_sql_parenthesized(struct mg_buf *b, const char *expression)
{
    mg_buf_addc(b, '(');
    mg_buf_add(b, expression);
    mg_buf_add(b, strstr(expression, "--") ? "\n)" : ")"); /* not into a comment */
}

/* True if the text followed by the delimiter holds it there for the first time. */
static bool ends_where_it_should(const char *text, const char *delimiter)
{
    struct mg_buf whole = MG_BUF_INIT;
    bool first;

    mg_buf_add(&whole, text);
    mg_buf_add(&whole, delimiter);
    first = mg_buf_failed(&whole) || /* whoever writes the text next notices */
            strstr(mg_buf_text(&whole), delimiter) == mg_buf_text(&whole) + strlen(text);
    mg_buf_free(&whole);
    return first;
}

void mg_sql_dollar_quoted(struct mg_buf *b, const char *text)
{
    char delimiter[40] = "$$";

    for (unsigned i = 0; text && !ends_where_it_should(text, delimiter); i++) {
        struct mg_buf tag = MG_BUF_INIT;

        mg_buf_printf(&tag, i ? "$body%u$" : "$body$", i);
        if (mg_buf_failed(&tag))
            b->failed = true;
        else
            memcpy(delimiter, tag.p, tag.n + 1);
        mg_buf_free(&tag);
        if (b->failed)
            return;
    }
    mg_buf_add(b, delimiter);
    mg_buf_add(b, text);
    mg_buf_add(b, delimiter);
}

/* --- Dropping and renaming ---------------------------------------------------------------- */

struct mg_buf *mg_sql_of_single(struct mg_script *script, const char *verb, const char *what,
                                const char *name)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_printf(b, "%s %s ", verb, what);
    mg_buf_ident(b, name);
    return b;
}

struct mg_buf *mg_sql_of_part(struct mg_script *script, const char *verb, const char *what,
                              const char *name, const char *table)
{
    struct mg_buf *b = mg_sql_of_single(script, verb, what, name);

    mg_buf_add(b, " ON ");
    mg_buf_name(b, table);
    return b;
}

void mg_sql_drop(struct mg_script *script, const char *what, const char *name)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_printf(b, "DROP %s ", what);
    mg_sql_object_name(b, what, name);
}

/* `billing.touch(integer)` in its parts, quoted where needed. */
struct parts {
    struct mg_buf schema, name; /* no schema: the default one */
    const char *rest;           /* "(integer)", " USING btree" or "" */
};

static bool split(const char *what, const char *name, struct parts *parts)
{
    struct mg_buf whole = MG_BUF_INIT;

    *parts = (struct parts){.rest = name_end(what, name)};
    mg_buf_addn(&whole, name, (size_t)(parts->rest - name));
    if (!mg_buf_failed(&whole)) {
        const char *last = mg_sql_last_part(mg_buf_text(&whole));

        add_schema(&parts->schema, mg_buf_text(&whole));
        if (strcmp(what, "OPERATOR") == 0)
            mg_buf_add(&parts->name, last);
        else
            mg_buf_name(&parts->name, last);
    }
    parts->schema.failed |= mg_buf_failed(&whole);
    mg_buf_free(&whole);
    return !mg_buf_failed(&parts->schema) && !mg_buf_failed(&parts->name);
}

/* ALTER TABLE billing.invoices */
static void add_alter(struct mg_buf *b, const char *what, const struct mg_buf *schema,
                      const struct parts *parts)
{
    mg_buf_printf(b, "ALTER %s %s%s%s", what, mg_buf_text(schema), schema->n ? "." : "",
                  mg_buf_text(&parts->name));
    add_rest(b, what, parts->rest);
}

/* Where no schema is named, it is the default one, whose name only the server knows. */
static void set_schema(struct mg_buf *b, const char *statement, const char *schema)
{
    struct mg_buf block = MG_BUF_INIT;

    if (*schema) {
        mg_buf_printf(b, "%s%s", statement, schema);
        return;
    }
    mg_buf_add(&block, "BEGIN EXECUTE ");
    mg_buf_literal(&block, statement);
    mg_buf_add(&block, " || quote_ident(current_schema()); END");
    mg_buf_add(b, "DO ");
    if (mg_buf_failed(&block))
        b->failed = true;
    else
        mg_sql_dollar_quoted(b, mg_buf_text(&block));
    mg_buf_free(&block);
}

void mg_sql_set_schema(struct mg_buf *b, const struct mg_buf *statement, const char *schema)
{
    struct mg_buf text = MG_BUF_INIT, ident = MG_BUF_INIT;

    mg_buf_printf(&text, "%s SET SCHEMA ", mg_buf_text(statement));
    if (schema)
        mg_buf_ident(&ident, schema);
    if (mg_buf_failed(&text) || mg_buf_failed(&ident))
        b->failed = true;
    else
        set_schema(b, mg_buf_text(&text), mg_buf_text(&ident));
    mg_buf_free(&text);
    mg_buf_free(&ident);
}

static void move_and_rename(struct mg_script *script, const char *what, const struct parts *from,
                            const struct parts *to)
{
    if (strcmp(mg_buf_text(&from->schema), mg_buf_text(&to->schema)) != 0) {
        struct mg_buf statement = MG_BUF_INIT;
        struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

        add_alter(&statement, what, &from->schema, from);
        mg_buf_add(&statement, " SET SCHEMA ");
        if (mg_buf_failed(&statement))
            b->failed = true;
        else
            set_schema(b, mg_buf_text(&statement), mg_buf_text(&to->schema));
        mg_buf_free(&statement);
    }
    if (strcmp(mg_buf_text(&from->name), mg_buf_text(&to->name)) != 0) {
        struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

        add_alter(b, what, &to->schema, from);
        mg_buf_printf(b, " RENAME TO %s", mg_buf_text(&to->name));
    }
}

void mg_sql_rename(struct mg_script *script, const char *what, const mg_rename_args *args)
{
    struct parts from, to;
    bool ok = split(what, args->name, &from);

    if (split(what, args->to, &to) && ok)
        move_and_rename(script, what, &from, &to);
    else
        script->failed = true;
    mg_buf_free(&from.schema);
    mg_buf_free(&from.name);
    mg_buf_free(&to.schema);
    mg_buf_free(&to.name);
}
