/* CREATE FUNCTION as a person would write it, for files beside the models. */
#include <string.h>

#include "kinds/routine.h"
#include "model/sql.h"
#include "runtime/base/buf.h"
#include "runtime/sql/sql.h"

static void put_setting(struct arena *arena, struct mg_buf *out, const char *setting)
{
    const char *equals = strchr(setting, '=');
    const char *name = arena_strndup(arena, setting, (size_t)(equals - setting));

    mg_buf_printf(out, "SET %s TO ", name);
    mg_sql_setting(out, setting);
    mg_buf_addc(out, '\n');
}

static void put_attributes(struct arena *arena, struct mg_buf *out, const struct function *f)
{
    const char *words = "";
    const struct {
        bool said;
        const char *word;
    } flags[] = {
        {f->window, "WINDOW"},
        {f->immutable, "IMMUTABLE"},
        {f->stable, "STABLE"},
        {f->strict, "STRICT"},
        {f->security_definer, "SECURITY DEFINER"},
        {f->leakproof, "LEAKPROOF"},
    };

    for (size_t i = 0; i < f->transform.n; i++)
        mg_buf_printf(out, "%sFOR TYPE %s%s", i ? ", " : "TRANSFORM ", f->transform.items[i],
                      i + 1 == f->transform.n ? "\n" : "");
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (flags[i].said)
            words = arena_printf(arena, "%s%s%s", words, *words ? " " : "", flags[i].word);
    if (f->parallel)
        words = arena_printf(arena, "%s%sPARALLEL %s", words, *words ? " " : "", f->parallel);
    if (f->cost)
        words = arena_printf(arena, "%s%sCOST %s", words, *words ? " " : "", f->cost);
    if (f->rows)
        words = arena_printf(arena, "%s%sROWS %s", words, *words ? " " : "", f->rows);
    if (f->support)
        words = arena_printf(arena, "%s%sSUPPORT %s", words, *words ? " " : "", f->support);
    if (*words)
        mg_buf_printf(out, "%s\n", words);
    for (size_t i = 0; i < f->set.n; i++)
        put_setting(arena, out, f->set.items[i]);
}

static void put_body(struct mg_buf *out, const struct function *f)
{
    if (f->atomic) {
        mg_buf_add(out, f->atomic);
    } else if (f->library) {
        mg_buf_add(out, "AS ");
        mg_buf_literal(out, f->library);
        if (f->symbol) {
            mg_buf_add(out, ", ");
            mg_buf_literal(out, f->symbol);
        }
    } else {
        mg_buf_add(out, "AS ");
        mg_sql_dollar_quoted(out, f->body ? f->body : "");
    }
}

const char *routine_text(struct arena *arena, const struct function *f)
{
    struct mg_buf out = MG_BUF_INIT;
    const char *returns = routine_returns(arena, f), *text;
    const char *name = routine_name(arena, f->o.name);

    mg_buf_printf(&out, "CREATE OR REPLACE %s %s(%s)\n",
                  f->o.kind == &kind_procedure ? "PROCEDURE" : "FUNCTION",
                  compose_sql_name(arena, f->o.schema, name),
                  routine_arguments(arena, &f->arguments));
    if (returns && f->o.kind != &kind_procedure)
        mg_buf_printf(&out, "RETURNS %s\n", returns);
    mg_buf_printf(&out, "LANGUAGE %s\n", sql_ident(arena, f->language ? f->language : "sql"));
    put_attributes(arena, &out, f);
    put_body(&out, f);
    if (f->o.comment) {
        mg_buf_printf(&out, ";\n\nCOMMENT ON %s ",
                      f->o.kind == &kind_procedure ? "PROCEDURE" : "FUNCTION");
        mg_buf_printf(&out, "%s%s IS ", compose_sql_name(arena, f->o.schema, name),
                      routine_arguments_of(f->o.name));
        mg_buf_literal(&out, f->o.comment);
    }
    if (mg_buf_failed(&out))
        out_of_memory();
    text = arena_text(arena, &out);
    mg_buf_free(&out);
    return text;
}
