/*
 * COMMENT ON, or its removal. ShareUpdateExclusive on a table, less on anything else: nobody waits.
 * Loses the comment that was there.
 */
#include "sql.h"

static void comment_sql(const void *args, struct mg_script *script)
{
    mg_sql_comment(script, args);
}

static const char *comment_about(const void *args)
{
    const mg_comment_args *a = args;

    return a->table ? a->table : a->name;
}

// clang-format off
static const struct mg_word name_words[] = {
    MG_WORD_POSITION(mg_comment_args, name),
    MG_WORDS_END,
};

static const struct mg_word part_words[] = {
    MG_WORD_POSITION(mg_comment_args, table),
    MG_WORD_POSITION(mg_comment_args, name),
    MG_WORDS_END,
};

#undef ON
#define ON(word_, object_, words_)                                                              \
    { .word = word_, .spelling = MG_VALUE, MG_AT(mg_comment_args, object), .value = object_,    \
      .words = words_ }

static const struct mg_word words[] = {
    ON("ON_SCHEMA", "SCHEMA", name_words),
    ON("ON_TYPE", "TYPE", name_words),
    ON("ON_TABLE", "TABLE", name_words),
    ON("ON_COLUMN", "COLUMN", part_words),
    ON("ON_CONSTRAINT", "CONSTRAINT", part_words),
    ON("ON_INDEX", "INDEX", name_words),
    ON("ON_FUNCTION", "FUNCTION", name_words),
    ON("ON_TRIGGER", "TRIGGER", part_words),
    ON("ON_VIEW", "VIEW", name_words),
    ON("ON_MATERIALIZED_VIEW", "MATERIALIZED VIEW", name_words),
    ON("ON_RULE", "RULE", part_words),
    MG_WORD("NO_COMMENT", MG_POSITION, mg_comment_args, text),
    MG_WORDS_END,
};
// clang-format on

const struct mg_operation mg_op_comment = {
    .name = "comment",
    .size = sizeof(mg_comment_args),
    .words = words,
    .sql = comment_sql,
    .about = comment_about,
};
