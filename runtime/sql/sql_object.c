/* What operations are about that are for objects of any kind: comments, owners, grants. */
#include "sql.h"

#include <string.h>

/* --- SQL ---------------------------------------------------------------------------------- */

/* How SQL names objects whose names are not schema.name. */
enum spelling { SINGLE, SIGNATURE };

static const struct {
    const char *object;
    enum spelling spelling;
} spellings[] = {
    {"SCHEMA", SINGLE},
    {"EXTENSION", SINGLE},
    {"LANGUAGE", SINGLE},
    {"EVENT TRIGGER", SINGLE},
    {"FOREIGN DATA WRAPPER", SINGLE},
    {"SERVER", SINGLE},
    {"FOREIGN SERVER", SINGLE},
    {"PUBLICATION", SINGLE},
    {"FUNCTION", SIGNATURE},
    {"PROCEDURE", SIGNATURE},
    {"ROUTINE", SIGNATURE},
    {"AGGREGATE", SIGNATURE},
};

static void add_object_name(struct mg_buf *b, const char *object, const char *name)
{
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        if (strcmp(spellings[i].object, object) != 0)
            continue;
        if (spellings[i].spelling == SINGLE)
            mg_buf_ident(b, name);
        else
            mg_sql_function(b, name);
        return;
    }
    mg_sql_object_name(b, object, name);
}

void mg_sql_object(struct mg_buf *b, const char *object, const char *table, const char *name)
{
    bool in_domain = strcmp(object, "DOMAIN CONSTRAINT") == 0;

    mg_buf_printf(b, "%s ", in_domain ? "CONSTRAINT" : object);
    if (strcmp(object, "COLUMN") == 0) {
        mg_buf_name(b, table);
        mg_buf_addc(b, '.');
        mg_buf_ident(b, name);
    } else if (table) {
        mg_buf_ident(b, name);
        mg_buf_add(b, in_domain ? " ON DOMAIN " : " ON ");
        mg_buf_name(b, table);
    } else {
        add_object_name(b, object, name);
    }
}

void mg_sql_role(struct mg_buf *b, const char *role)
{
    if (strcmp(role, "public") == 0)
        mg_buf_add(b, "PUBLIC");
    else if (strcmp(role, "current_user") == 0)
        mg_buf_add(b, "CURRENT_USER");
    else
        mg_buf_ident(b, role);
}

void mg_sql_roles(struct mg_buf *b, mg_list roles)
{
    for (size_t i = 0; roles[i]; i++) {
        mg_buf_add(b, i ? ", " : "");
        mg_sql_role(b, roles[i]);
    }
}

/* --- Words -------------------------------------------------------------------------------- */

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

const struct mg_word mg_words_on[] = {
    ON("ON_SCHEMA", "SCHEMA", name_words),
    ON("ON_EXTENSION", "EXTENSION", name_words),
    ON("ON_TYPE", "TYPE", name_words),
    ON("ON_DOMAIN", "DOMAIN", name_words),
    ON("ON_DOMAIN_CONSTRAINT", "DOMAIN CONSTRAINT", part_words),
    ON("ON_COLLATION", "COLLATION", name_words),
    ON("ON_SEQUENCE", "SEQUENCE", name_words),
    ON("ON_TABLE", "TABLE", name_words),
    ON("ON_FOREIGN_TABLE", "FOREIGN TABLE", name_words),
    ON("ON_VIEW", "VIEW", name_words),
    ON("ON_MATERIALIZED_VIEW", "MATERIALIZED VIEW", name_words),
    ON("ON_COLUMN", "COLUMN", part_words),
    ON("ON_CONSTRAINT", "CONSTRAINT", part_words),
    ON("ON_INDEX", "INDEX", name_words),
    ON("ON_STATISTICS", "STATISTICS", name_words),
    ON("ON_FUNCTION", "FUNCTION", name_words),
    ON("ON_PROCEDURE", "PROCEDURE", name_words),
    ON("ON_AGGREGATE", "AGGREGATE", name_words),
    ON("ON_OPERATOR", "OPERATOR", name_words),
    ON("ON_OPERATOR_CLASS", "OPERATOR CLASS", name_words),
    ON("ON_OPERATOR_FAMILY", "OPERATOR FAMILY", name_words),
    ON("ON_CAST", "CAST", name_words),
    ON("ON_CONVERSION", "CONVERSION", name_words),
    ON("ON_TEXT_SEARCH_CONFIGURATION", "TEXT SEARCH CONFIGURATION", name_words),
    ON("ON_TEXT_SEARCH_DICTIONARY", "TEXT SEARCH DICTIONARY", name_words),
    ON("ON_TEXT_SEARCH_PARSER", "TEXT SEARCH PARSER", name_words),
    ON("ON_TEXT_SEARCH_TEMPLATE", "TEXT SEARCH TEMPLATE", name_words),
    ON("ON_TRIGGER", "TRIGGER", part_words),
    ON("ON_RULE", "RULE", part_words),
    ON("ON_POLICY", "POLICY", part_words),
    ON("ON_EVENT_TRIGGER", "EVENT TRIGGER", name_words),
    ON("ON_FOREIGN_DATA_WRAPPER", "FOREIGN DATA WRAPPER", name_words),
    ON("ON_SERVER", "SERVER", name_words),
    ON("ON_LANGUAGE", "LANGUAGE", name_words),
    ON("ON_PUBLICATION", "PUBLICATION", name_words),
    MG_WORDS_END,
};
// clang-format on
