/* ON_UPDATE(expression): a function that sets the column, and a trigger that calls it. */
#include <string.h>

#include "kinds/on_update.h"
#include "model/sql_token.h"
#include "read/reading.h"

/* Many tables may share one function. */
static const struct function *add_function(struct reading *r, struct function *f,
                                           const struct word *word, const struct member *member)
{
    const struct object *same = schema_find(r->schema, &kind_function, f->o.schema, "", f->o.name);

    if (same && strcmp(((const struct function *)same)->body, f->body) == 0)
        return (const struct function *)same;
    declare(r, &f->o, word, member);
    return f;
}

void read_on_update(struct reading *r, struct table_decl *t, struct member *member,
                    const struct word *word)
{
    const struct column *c = member->column;
    const char *expression = sql_in_word(r, word, word->arguments, USE_ON_UPDATE);
    const struct function *f;

    if (!expression)
        return;
    check_mentions(r, t, member, word, word->arguments, USE_ON_UPDATE);
    f = add_function(r, on_update_function(r->arena, c, expression), word, member);
    declare(r, &on_update_trigger(r->arena, c, f)->o, word, member)->table = t;
}

/* --- TRIGGER ------------------------------------------------------------------------------ */

static const struct {
    const char *word, *event;
} events[] = {
    {"insert", "INSERT"}, {"update", "UPDATE"}, {"delete", "DELETE"}, {"truncate", "TRUNCATE"}};

static void report_events(struct reading *r, const struct word *word, struct slice s,
                          struct sql_token token, const char *text)
{
    diag_error(r->diags, MG119, loc_in_sql(r, word, s, (size_t)(token.p - text)),
               "%s takes INSERT, UPDATE, UPDATE OF columns, DELETE and TRUNCATE, with OR between "
               "them",
               word_kinds[word->id].name);
}

/* a, b: behind UPDATE OF. *next is what follows. */
static const char *take_columns(struct reading *r, const char **p, struct sql_token *next)
{
    const char *columns = "";

    do {
        struct sql_token column = sql_token_next(p);

        if (column.kind != SQL_WORD && column.kind != SQL_QUOTED) {
            *next = column;
            return NULL;
        }
        columns = arena_printf(r->arena, "%s%s%s", columns, *columns ? ", " : "",
                               sql_ident(r->arena, sql_token_name(r->arena, column)));
        *next = sql_token_next(p);
    } while (sql_token_is(*next, ","));
    return columns;
}

/* In one order, whatever the order in the text. */
const char *read_events(struct reading *r, const struct word *word, struct slice s)
{
    const char *text = sql_text(r, slice_trim(s)), *p = text, *result = "", *columns = "";
    bool said[4] = {0};

    for (;;) {
        struct sql_token token = sql_token_next(&p), next;
        size_t i = 0;

        while (i < 4 && !sql_token_word(token, events[i].word))
            i++;
        if (i == 4 || said[i]) {
            report_events(r, word, s, token, text);
            return NULL;
        }
        said[i] = true;
        next = sql_token_next(&p);
        if (i == 1 && sql_token_word(next, "of") && !(columns = take_columns(r, &p, &next))) {
            report_events(r, word, s, next, text);
            return NULL;
        }
        if (next.kind == SQL_END)
            break;
        if (!sql_token_word(next, "or")) {
            report_events(r, word, s, next, text);
            return NULL;
        }
    }
    for (size_t i = 0; i < 4; i++)
        if (said[i])
            result =
                arena_printf(r->arena, "%s%s%s%s%s", result, *result ? " OR " : "", events[i].event,
                             i == 1 && *columns ? " OF " : "", i == 1 ? columns : "");
    return result;
}

/* f, f(), billing.f('x'): with parentheses. */
const char *read_call(struct reading *r, const struct word *word, struct slice s)
{
    const char *text = sql_tidy(r->arena, sql_text(r, slice_trim(s))), *p = text;
    struct sql_token token = sql_token_next(&p), last = token;
    bool called = false;

    if (token.kind != SQL_WORD && token.kind != SQL_QUOTED) {
        diag_error(r->diags, MG119, loc_of_word(r, word), "%s takes a function",
                   word_kinds[word->id].name);
        return NULL;
    }
    for (; token.kind != SQL_END; token = sql_token_next(&p)) {
        called |= sql_token_is(token, "(");
        last = token;
    }
    if (called && !sql_token_is(last, ")")) {
        diag_error(r->diags, MG119, loc_of_word(r, word), "%s takes a function with its arguments",
                   word_kinds[word->id].name);
        return NULL;
    }
    return called ? text : arena_printf(r->arena, "%s()", text);
}

/* The columns that it waits for must be the table's; a view's are not all known. */
void check_trigger(struct reading *r, const struct word *word, const struct trigger *t)
{
    const char *p = t->before ? t->before : t->after ? t->after : t->instead_of;
    bool columns = false;
    struct sql_token token;

    if (!p || !schema_find(r->schema, &kind_table, t->o.schema, "", t->o.table))
        return;
    while ((token = sql_token_next(&p)).kind != SQL_END) {
        const char *name;

        if (sql_token_word(token, "of") || sql_token_word(token, "or"))
            columns = sql_token_word(token, "of");
        else if (columns && !sql_token_is(token, ",") && (name = sql_token_name(r->arena, token)) &&
                 !schema_find(r->schema, &kind_column, t->o.schema, t->o.table, name))
            diag_error(r->diags, MG120, loc_of_word(r, word),
                       "%s waits for column \"%s\", which "
                       "its table does not have",
                       object_label(r->arena, &t->o), name);
    }
}
