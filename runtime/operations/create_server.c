/*
 * What leads to rows elsewhere: FOREIGN DATA WRAPPER (the code), SERVER (the place), USER MAPPING
 * (who a role is there). CREATE blocks nobody and asks nobody elsewhere; ALTER takes effect with
 * the next connection. Wrappers are a superuser's to make.
 *
 * What ALTER does not mention stays: options that are set by hand, a password above all, do not
 * belong in migrations. They are lost with what has them; the way back does not know them.
 */
#include "../sql/sql.h"

static void add_word(struct mg_buf *b, const char *word, const char *value)
{
    if (!value)
        return;
    mg_buf_printf(b, " %s ", word);
    mg_buf_literal(b, value);
}

static void add_function(struct mg_buf *b, const char *word, const char *name, bool none)
{
    if (none)
        mg_buf_printf(b, " NO %s", word);
    if (!name)
        return;
    mg_buf_printf(b, " %s ", word);
    mg_buf_name(b, name);
}

static void add_comment(struct mg_script *script, const char *object, const mg_foreign_args *a)
{
    if (a->comment)
        mg_sql_comment(script, &(const mg_comment_args){object, NULL, a->name, a->comment});
}

/* --- Wrappers ----------------------------------------------------------------------------- */

static void add_functions(struct mg_buf *b, const mg_foreign_args *a)
{
    mg_buf_name(b, a->name);
    add_function(b, "HANDLER", a->handler, a->no_handler);
    add_function(b, "VALIDATOR", a->validator, a->no_validator);
}

static void create_foreign_data_wrapper_sql(const void *args, struct mg_script *script)
{
    const mg_foreign_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "CREATE FOREIGN DATA WRAPPER ");
    add_functions(b, a);
    mg_sql_fdw_options(b, a->fdw);
    add_comment(script, "FOREIGN DATA WRAPPER", a);
}

static void alter_foreign_data_wrapper_sql(const void *args, struct mg_script *script)
{
    const mg_foreign_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER FOREIGN DATA WRAPPER ");
    add_functions(b, a);
    mg_sql_fdw_changes(b, a->fdw, a->fdw_add, a->fdw_drop);
}

/* --- Servers ------------------------------------------------------------------------------ */

static void create_server_sql(const void *args, struct mg_script *script)
{
    const mg_foreign_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "CREATE SERVER ");
    mg_buf_name(b, a->name);
    add_word(b, "TYPE", a->type);
    add_word(b, "VERSION", a->version);
    mg_buf_add(b, " FOREIGN DATA WRAPPER ");
    mg_buf_name(b, a->wrapper);
    mg_sql_fdw_options(b, a->fdw);
    add_comment(script, "SERVER", a);
}

static void alter_server_sql(const void *args, struct mg_script *script)
{
    const mg_foreign_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER SERVER ");
    mg_buf_name(b, a->name);
    add_word(b, "VERSION", a->version);
    mg_buf_add(b, a->no_version ? " VERSION NULL" : "");
    mg_sql_fdw_changes(b, a->fdw, a->fdw_add, a->fdw_drop);
}

/* --- User mappings ------------------------------------------------------------------------ */

static struct mg_buf *mapping(struct mg_script *script, const char *verb, const mg_foreign_args *a)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_printf(b, "%s USER MAPPING FOR ", verb);
    mg_sql_role(b, a->role);
    mg_buf_add(b, " SERVER ");
    mg_buf_name(b, a->name);
    return b;
}

static void create_user_mapping_sql(const void *args, struct mg_script *script)
{
    const mg_foreign_args *a = args;

    mg_sql_fdw_options(mapping(script, "CREATE", a), a->fdw);
}

static void alter_user_mapping_sql(const void *args, struct mg_script *script)
{
    const mg_foreign_args *a = args;

    mg_sql_fdw_changes(mapping(script, "ALTER", a), a->fdw, a->fdw_add, a->fdw_drop);
}

static void drop_user_mapping_sql(const void *args, struct mg_script *script)
{
    const mg_part_args *a = args;

    mapping(script, "DROP", &(const mg_foreign_args){.name = a->table, .role = a->name});
}

/* --- Words -------------------------------------------------------------------------------- */

// clang-format off
#define WORDS_FDW                                                                           \
    MG_WORD("DROP_FDW_OPTIONS", MG_LIST, mg_foreign_args, fdw_drop),                        \
    MG_WORD("FDW_OPTIONS", MG_LIST, mg_foreign_args, fdw),                                  \
    MG_WORD("ADD_FDW_OPTIONS", MG_LIST, mg_foreign_args, fdw_add)

static const struct mg_word wrapper_words[] = {
    MG_WORD_POSITION(mg_foreign_args, name),
    MG_WORD("HANDLER", MG_TEXT, mg_foreign_args, handler),
    MG_WORD("NO_HANDLER", MG_FLAG, mg_foreign_args, no_handler),
    MG_WORD("VALIDATOR", MG_TEXT, mg_foreign_args, validator),
    MG_WORD("NO_VALIDATOR", MG_FLAG, mg_foreign_args, no_validator),
    WORDS_FDW,
    MG_WORD("COMMENT", MG_TEXT, mg_foreign_args, comment),
    MG_WORDS_END,
};

static const struct mg_word create_server_words[] = {
    MG_WORD_POSITION(mg_foreign_args, name),
    MG_WORD_POSITION(mg_foreign_args, wrapper),
    MG_WORD("TYPE", MG_TEXT, mg_foreign_args, type),
    MG_WORD("VERSION", MG_TEXT, mg_foreign_args, version),
    WORDS_FDW,
    MG_WORD("COMMENT", MG_TEXT, mg_foreign_args, comment),
    MG_WORDS_END,
};

static const struct mg_word alter_server_words[] = {
    MG_WORD_POSITION(mg_foreign_args, name),
    MG_WORD("VERSION", MG_TEXT, mg_foreign_args, version),
    MG_WORD("NO_VERSION", MG_FLAG, mg_foreign_args, no_version),
    WORDS_FDW,
    MG_WORDS_END,
};

static const struct mg_word mapping_words[] = {
    MG_WORD_POSITION(mg_foreign_args, name),
    MG_WORD_POSITION(mg_foreign_args, role),
    WORDS_FDW,
    MG_WORDS_END,
};
// clang-format on

#define FOREIGN(operation, words_)                  \
    const struct mg_operation mg_op_##operation = { \
        .name = #operation,                         \
        .size = sizeof(mg_foreign_args),            \
        .words = words_,                            \
        .sql = operation##_sql,                     \
    };

FOREIGN(create_foreign_data_wrapper, wrapper_words)
FOREIGN(alter_foreign_data_wrapper, wrapper_words)
FOREIGN(create_server, create_server_words)
FOREIGN(alter_server, alter_server_words)
FOREIGN(create_user_mapping, mapping_words)
FOREIGN(alter_user_mapping, mapping_words)

const struct mg_operation mg_op_drop_user_mapping = {
    .name = "drop_user_mapping",
    .size = sizeof(mg_part_args),
    .words = mg_words_part,
    .sql = drop_user_mapping_sql,
};
