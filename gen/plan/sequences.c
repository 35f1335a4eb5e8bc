/*
 * Sequences in expressions: they are named by string constants, nextval('billing.numbers'), which
 * PostgreSQL keeps as references: they follow a rename.
 */
#include <string.h>

#include "kinds/compose.h"
#include "model/sql_token.h"
#include "plan/renaming.h"
#include "runtime/buf.h"

/* "Odd Name" or billing.numbers, as the value of a constant: in its parts. */
static bool parse_name(struct arena *arena, const char *value, const char **schema,
                       const char **name)
{
    struct sql_token token = sql_token_next(&value);

    *schema = "";
    for (int parts = 0; parts < 2; parts++) {
        if (token.kind != SQL_WORD && token.kind != SQL_QUOTED)
            return false;
        *name = sql_token_name(arena, token);
        token = sql_token_next(&value);
        if (token.kind == SQL_END)
            return true;
        if (!sql_token_is(token, "."))
            return false;
        *schema = *name;
        token = sql_token_next(&value);
    }
    return false;
}

static bool may_name_sequence(const char *text)
{
    return strstr(text, "nextval") || strstr(text, "currval") || strstr(text, "setval") ||
           strstr(text, "regclass");
}

/* The sequence that a constant names; NULL: none. */
static const struct object *find_sequence(struct arena *arena, const struct schema *s,
                                          struct sql_token token)
{
    const char *schema, *name;

    if (token.kind != SQL_STRING ||
        !parse_name(arena, sql_token_string(arena, token), &schema, &name))
        return NULL;
    return schema_find(s, &kind_sequence, schema, "", name);
}

/* How a constant spells the sequence afterwards; NULL: as before. */
static const char *renamed_constant(const struct applying *a, struct sql_token token)
{
    const struct object *o = find_sequence(a->arena, a->before, token);
    const struct rename *r;
    const char *schema;

    if (!o)
        return NULL;
    r = rename_of(a, o);
    schema = r ? r->to->schema : renamed_schema(a, o->schema);
    if (!r && strcmp(schema, o->schema) == 0)
        return NULL;
    return compose_literal(a->arena, compose_sql_name(a->arena, schema, r ? r->to->name : o->name));
}

const char *renamed_sequences(const struct applying *a, const char *text)
{
    struct mg_buf b = MG_BUF_INIT;
    const char *rest = text, *p = text;

    if (!may_name_sequence(text))
        return text;
    for (;;) {
        struct sql_token token = sql_token_next(&p);
        const char *constant = renamed_constant(a, token);

        if (token.kind == SQL_END)
            break;
        if (!constant)
            continue;
        mg_buf_addn(&b, rest, (size_t)(token.p - rest));
        mg_buf_add(&b, constant);
        rest = token.p + token.n;
    }
    mg_buf_add(&b, rest);
    if (mg_buf_failed(&b))
        BUG("out of memory");
    text = arena_strdup(a->arena, mg_buf_text(&b));
    mg_buf_free(&b);
    return text;
}
