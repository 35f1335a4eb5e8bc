/* What CREATE FUNCTION and CREATE PROCEDURE have in common, and what ALTER changes of both. */
#include "sql.h"

#include <string.h>

/* Of these the value is a list of names, quoted already; SET takes no empty ones. */
static bool is_list(const char *setting)
{
    static const char *const lists[] = {
        "search_path=",
        "temp_tablespaces=",
        "session_preload_libraries=",
        "local_preload_libraries=",
        "shared_preload_libraries=",
        "unix_socket_directories=",
    };

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (strncmp(setting, lists[i], strlen(lists[i])) == 0)
            return true;
    return false;
}

void mg_sql_setting(struct mg_buf *b, const char *setting)
{
    const char *value = strchr(setting, '=');

    value = value ? value + 1 : "";
    if (!is_list(setting)) {
        mg_buf_literal(b, value);
        return;
    }
    for (bool quoted = false; *value; value++) {
        if (!quoted && value[0] == '"' && value[1] == '"') {
            mg_buf_add(b, "''");
            value++;
            continue;
        }
        quoted ^= *value == '"';
        mg_buf_addc(b, *value);
    }
}

static void add_settings(struct mg_buf *b, const mg_function_args *a)
{
    for (size_t i = 0; a->reset && a->reset[i]; i++)
        mg_buf_printf(b, " RESET %s", a->reset[i]);
    for (size_t i = 0; a->set && a->set[i]; i++) {
        mg_buf_printf(b, " SET %.*s TO ", (int)strcspn(a->set[i], "="), a->set[i]);
        mg_sql_setting(b, a->set[i]);
    }
}

static void add_attributes(struct mg_buf *b, const mg_function_args *a)
{
    if (a->volatility)
        mg_buf_printf(b, " %s", a->volatility);
    mg_buf_add(b, a->strict ? " STRICT" : a->called_on_null_input ? " CALLED ON NULL INPUT" : "");
    mg_buf_add(b, a->security_definer   ? " SECURITY DEFINER"
                  : a->security_invoker ? " SECURITY INVOKER"
                                        : "");
    mg_buf_add(b, a->leakproof ? " LEAKPROOF" : a->not_leakproof ? " NOT LEAKPROOF" : "");
    if (a->parallel)
        mg_buf_printf(b, " PARALLEL %s", a->parallel);
    if (a->cost)
        mg_buf_printf(b, " COST %s", a->cost);
    if (a->rows)
        mg_buf_printf(b, " ROWS %s", a->rows);
    if (a->support) {
        mg_buf_add(b, " SUPPORT ");
        mg_buf_name(b, a->support);
    }
    add_settings(b, a);
}

static void add_definition(struct mg_buf *b, const mg_function_args *a)
{
    if (a->atomic) {
        mg_buf_printf(b, " %s", a->atomic);
        return;
    }
    mg_buf_add(b, " AS ");
    if (!a->library) {
        mg_sql_dollar_quoted(b, a->body ? a->body : "");
        return;
    }
    mg_buf_literal(b, a->library);
    if (a->symbol) {
        mg_buf_add(b, ", ");
        mg_buf_literal(b, a->symbol);
    }
}

/* The declaration without its defaults: COMMENT ON takes none. */
static void add_signature(struct mg_buf *b, const char *declaration)
{
    int depth = 0;
    char quote = 0;
    bool left_out = false;

    for (const char *p = declaration; *p; p++) {
        if (quote)
            quote = *p == quote ? 0 : quote;
        else if (*p == '\'' || *p == '"')
            quote = *p;
        else
            depth += (*p == '(' || *p == '[') - (*p == ')' || *p == ']');
        if (!quote && depth == 1 && strncmp(p, " DEFAULT ", 9) == 0)
            left_out = true;
        if (!quote && ((depth == 1 && *p == ',') || (depth == 0 && *p == ')')))
            left_out = false;
        if (!left_out)
            mg_buf_addc(b, *p);
    }
}

static void comment(struct mg_script *script, const char *what, const mg_function_args *a)
{
    struct mg_buf name = MG_BUF_INIT;

    add_signature(&name, a->name);
    if (mg_buf_failed(&name))
        script->failed = true;
    else
        mg_sql_comment(script,
                       &(const mg_comment_args){what, NULL, mg_buf_text(&name), a->comment});
    mg_buf_free(&name);
}

void mg_sql_create_routine(struct mg_script *script, const char *what, const mg_function_args *a)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_printf(b, "CREATE %s%s ", a->or_replace ? "OR REPLACE " : "", what);
    mg_sql_function(b, a->name);
    if (a->returns)
        mg_buf_printf(b, " RETURNS %s", a->returns);
    mg_buf_add(b, " LANGUAGE ");
    mg_buf_ident(b, a->language ? a->language : "sql");
    for (size_t i = 0; a->transform && a->transform[i]; i++)
        mg_buf_printf(b, "%s FOR TYPE %s", i ? "," : " TRANSFORM", a->transform[i]);
    mg_buf_add(b, a->window ? " WINDOW" : "");
    add_attributes(b, a);
    add_definition(b, a);
    if (a->comment)
        comment(script, what, a);
}

void mg_sql_alter_routine(struct mg_script *script, const char *what, const mg_function_args *a)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_printf(b, "ALTER %s ", what);
    mg_sql_function(b, a->name);
    add_attributes(b, a);
}

// clang-format off
const struct mg_word mg_words_routine[] = {
    MG_WORD_POSITION(mg_function_args, name),
    MG_WORD("OR_REPLACE", MG_FLAG, mg_function_args, or_replace),
    MG_WORD("RETURNS", MG_TEXT, mg_function_args, returns),
    MG_WORD("LANGUAGE", MG_TEXT, mg_function_args, language),
    MG_WORD("TRANSFORM", MG_LIST, mg_function_args, transform),
    MG_WORD("WINDOW", MG_FLAG, mg_function_args, window),
    { .word = "IMMUTABLE", .spelling = MG_VALUE, MG_AT(mg_function_args, volatility), .value = "IMMUTABLE" },
    { .word = "STABLE", .spelling = MG_VALUE, MG_AT(mg_function_args, volatility), .value = "STABLE" },
    { .word = "VOLATILE", .spelling = MG_VALUE, MG_AT(mg_function_args, volatility), .value = "VOLATILE" },
    MG_WORD("STRICT", MG_FLAG, mg_function_args, strict),
    MG_WORD("CALLED_ON_NULL_INPUT", MG_FLAG, mg_function_args, called_on_null_input),
    MG_WORD("SECURITY_DEFINER", MG_FLAG, mg_function_args, security_definer),
    MG_WORD("SECURITY_INVOKER", MG_FLAG, mg_function_args, security_invoker),
    MG_WORD("LEAKPROOF", MG_FLAG, mg_function_args, leakproof),
    MG_WORD("NOT_LEAKPROOF", MG_FLAG, mg_function_args, not_leakproof),
    MG_WORD("PARALLEL", MG_BARE, mg_function_args, parallel),
    MG_WORD("COST", MG_BARE, mg_function_args, cost),
    MG_WORD("ROWS", MG_BARE, mg_function_args, rows),
    MG_WORD("SUPPORT", MG_TEXT, mg_function_args, support),
    MG_WORD("RESET", MG_LIST, mg_function_args, reset),
    MG_WORD("SET", MG_LIST, mg_function_args, set),
    MG_WORD("LIBRARY", MG_TEXT, mg_function_args, library),
    MG_WORD("SYMBOL", MG_TEXT, mg_function_args, symbol),
    MG_WORD_SINCE(14, "ATOMIC", MG_TEXT, mg_function_args, atomic),
    MG_WORD("BODY", MG_TEXT, mg_function_args, body),
    MG_WORD("COMMENT", MG_TEXT, mg_function_args, comment),
    MG_WORDS_END,
};
// clang-format on
