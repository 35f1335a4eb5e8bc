/*
 * Text search configurations, dictionaries, parsers and templates. All of them block nobody and
 * lose nothing but what was said; values of type tsvector that were made before stay as they are.
 *
 * A configuration says with "word, hword: english_stem, simple" which dictionaries see tokens of
 * these types. Of a configuration its mappings can be changed, of a dictionary its settings
 * ("stopwords" alone takes one away); parsers and templates only be made anew.
 */
#include "../sql/sql.h"

#include <string.h>

static struct mg_buf *begin(struct mg_script *script, const char *verb, const char *what,
                            const char *name)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_printf(b, "%s TEXT SEARCH %s ", verb, what);
    mg_buf_name(b, name);
    return b;
}

static void add_comment(struct mg_script *script, const char *object, const mg_text_search_args *a)
{
    if (a->comment)
        mg_sql_comment(script, &(const mg_comment_args){object, NULL, a->name, a->comment});
}

/* --- Configurations ----------------------------------------------------------------------- */

static void change_mappings(struct mg_script *script, const mg_text_search_args *a)
{
    for (size_t i = 0; a->drop_mappings && a->drop_mappings[i]; i++)
        mg_buf_printf(begin(script, "ALTER", "CONFIGURATION", a->name), " DROP MAPPING FOR %s",
                      a->drop_mappings[i]);
    for (size_t i = 0; a->mappings && a->mappings[i]; i++) {
        const char *colon = strchr(a->mappings[i], ':');

        if (colon)
            mg_buf_printf(begin(script, "ALTER", "CONFIGURATION", a->name),
                          " ADD MAPPING FOR %.*s WITH%s", (int)(colon - a->mappings[i]),
                          a->mappings[i], colon + 1);
        else
            mg_buf_printf(mg_script_step(script, MG_STEP_REFUSAL),
                          "the mapping \"%s\" says no dictionary", a->mappings[i]);
    }
}

static void create_text_search_configuration_sql(const void *args, struct mg_script *script)
{
    const mg_text_search_args *a = args;
    struct mg_buf *b = begin(script, "CREATE", "CONFIGURATION", a->name);

    mg_buf_add(b, " (parser = ");
    mg_buf_name(b, a->parser ? a->parser : "default");
    mg_buf_addc(b, ')');
    change_mappings(script, a);
    add_comment(script, "TEXT SEARCH CONFIGURATION", a);
}

static void alter_text_search_configuration_sql(const void *args, struct mg_script *script)
{
    change_mappings(script, args);
}

/* --- Dictionaries ------------------------------------------------------------------------- */

static void create_text_search_dictionary_sql(const void *args, struct mg_script *script)
{
    const mg_text_search_args *a = args;
    struct mg_buf *b = begin(script, "CREATE", "DICTIONARY", a->name);

    mg_buf_add(b, " (template = ");
    mg_buf_name(b, a->template_);
    mg_buf_add(b, a->options ? ", " : "");
    mg_sql_list(b, a->options);
    mg_buf_addc(b, ')');
    add_comment(script, "TEXT SEARCH DICTIONARY", a);
}

static void alter_text_search_dictionary_sql(const void *args, struct mg_script *script)
{
    const mg_text_search_args *a = args;
    struct mg_buf *b = begin(script, "ALTER", "DICTIONARY", a->name);

    mg_buf_add(b, " (");
    mg_sql_list(b, a->options);
    mg_buf_addc(b, ')');
}

/* --- Parsers and templates ---------------------------------------------------------------- */

static const struct mg_definition functions[] = {
    MG_DEFINE("start", NAME, mg_text_search_args, start),
    MG_DEFINE("gettoken", NAME, mg_text_search_args, gettoken),
    MG_DEFINE("end", NAME, mg_text_search_args, end),
    MG_DEFINE("headline", NAME, mg_text_search_args, headline),
    MG_DEFINE("lextypes", NAME, mg_text_search_args, lextypes),
    MG_DEFINE("init", NAME, mg_text_search_args, init),
    MG_DEFINE("lexize", NAME, mg_text_search_args, lexize),
    {0},
};

static void create_text_search_parser_sql(const void *args, struct mg_script *script)
{
    const mg_text_search_args *a = args;

    mg_sql_definition(begin(script, "CREATE", "PARSER", a->name), a, functions);
    add_comment(script, "TEXT SEARCH PARSER", a);
}

static void create_text_search_template_sql(const void *args, struct mg_script *script)
{
    const mg_text_search_args *a = args;

    mg_sql_definition(begin(script, "CREATE", "TEMPLATE", a->name), a, functions);
    add_comment(script, "TEXT SEARCH TEMPLATE", a);
}

/* --- Words -------------------------------------------------------------------------------- */

static const struct mg_word configuration_words[] = {
    MG_WORD_POSITION(mg_text_search_args, name),
    MG_WORD("PARSER", MG_TEXT, mg_text_search_args, parser),
    MG_WORD("DROP_MAPPINGS", MG_LIST, mg_text_search_args, drop_mappings),
    MG_WORD("MAPPINGS", MG_LIST, mg_text_search_args, mappings),
    MG_WORD("COMMENT", MG_TEXT, mg_text_search_args, comment),
    MG_WORDS_END,
};

static const struct mg_word dictionary_words[] = {
    MG_WORD_POSITION(mg_text_search_args, name),
    MG_WORD("TEMPLATE", MG_TEXT, mg_text_search_args, template_),
    MG_WORD("SETTINGS", MG_LIST, mg_text_search_args, options),
    MG_WORD("COMMENT", MG_TEXT, mg_text_search_args, comment),
    MG_WORDS_END,
};

static const struct mg_word function_words[] = {
    MG_WORD_POSITION(mg_text_search_args, name),
    MG_WORD("START_FUNCTION", MG_TEXT, mg_text_search_args, start),
    MG_WORD("GETTOKEN", MG_TEXT, mg_text_search_args, gettoken),
    MG_WORD("END_FUNCTION", MG_TEXT, mg_text_search_args, end),
    MG_WORD("HEADLINE", MG_TEXT, mg_text_search_args, headline),
    MG_WORD("LEXTYPES", MG_TEXT, mg_text_search_args, lextypes),
    MG_WORD("INIT", MG_TEXT, mg_text_search_args, init),
    MG_WORD("LEXIZE", MG_TEXT, mg_text_search_args, lexize),
    MG_WORD("COMMENT", MG_TEXT, mg_text_search_args, comment),
    MG_WORDS_END,
};

#define OPERATION(name_, words_)                \
    const struct mg_operation mg_op_##name_ = { \
        .name = #name_,                         \
        .size = sizeof(mg_text_search_args),    \
        .words = words_,                        \
        .sql = name_##_sql,                     \
    };

// clang-format off
OPERATION(create_text_search_configuration, configuration_words)
OPERATION(alter_text_search_configuration, configuration_words)
OPERATION(create_text_search_dictionary, dictionary_words)
OPERATION(alter_text_search_dictionary, dictionary_words)
OPERATION(create_text_search_parser, function_words)
OPERATION(create_text_search_template, function_words)
// clang-format on
