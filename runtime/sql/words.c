/* How the argument structs that several operations have, and the lines of a table, are written. */
#include "sql.h"

// clang-format off
const struct mg_word mg_words_name[] = {
    MG_WORD_POSITION(mg_name_args, name),
    MG_WORDS_END,
};

const struct mg_word mg_words_rename[] = {
    MG_WORD_POSITION(mg_rename_args, name),
    MG_WORD_POSITION(mg_rename_args, to),
    MG_WORDS_END,
};

const struct mg_word mg_words_part[] = {
    MG_WORD_POSITION(mg_part_args, table),
    MG_WORD_POSITION(mg_part_args, name),
    MG_WORDS_END,
};

const struct mg_word mg_words_rename_part[] = {
    MG_WORD_POSITION(mg_rename_part_args, table),
    MG_WORD_POSITION(mg_rename_part_args, name),
    MG_WORD_POSITION(mg_rename_part_args, to),
    MG_WORDS_END,
};

const struct mg_word mg_words_text[] = {
    MG_WORD_POSITION(mg_text_args, text),
    MG_WORDS_END,
};

const struct mg_word mg_words_table[] = {
    MG_WORD_POSITION(mg_table_args, name),
    { .spelling = MG_ITEMS, MG_AT(mg_table_args, items), .words = mg_words_items },
    MG_WORDS_END,
};

static const struct mg_word column_words[] = {
    MG_WORD_POSITION(mg_column, name),
    MG_WORD_TYPE(NULL, MG_POSITION, mg_column, type),
    MG_WORD("NOT_NULL", MG_FLAG, mg_column, not_null),
    MG_WORD("NOT_NULL_NAME", MG_TEXT, mg_column, not_null_name),
    { .word = "IDENTITY", .spelling = MG_VALUE, MG_AT(mg_column, identity), .value = "BY DEFAULT" },
    { .word = "IDENTITY_ALWAYS", .spelling = MG_VALUE, MG_AT(mg_column, identity), .value = "ALWAYS" },
    { .word = "SERIAL", .spelling = MG_VALUE, MG_AT(mg_column, identity), .value = "SERIAL" },
    MG_WORDS_SEQUENCE(mg_column),
    MG_WORD("DEFAULT", MG_TEXT, mg_column, default_),
    MG_WORD("GENERATED", MG_TEXT, mg_column, generated),
    MG_WORD_SINCE(18, "VIRTUAL", MG_FLAG, mg_column, virtual_),
    MG_WORD("COLLATE", MG_TEXT, mg_column, collation),
    MG_WORDS_ATTRIBUTES(mg_column),
    MG_WORD("FDW_OPTIONS", MG_LIST, mg_column, fdw),
    MG_WORD("FILL", MG_TEXT, mg_column, fill),
    MG_WORD("COMMENT", MG_TEXT, mg_column, comment),
    MG_WORDS_END,
};

static const struct mg_word constraint_words[] = {
    MG_WORD(NULL, MG_COLUMNS, mg_constraint, column0),
    MG_WORD_SINCE(18, "WITHOUT_OVERLAPS", MG_FLAG, mg_constraint, without_overlaps),
    MG_WORD("METHOD", MG_TEXT, mg_constraint, method),
    { .word = "REFERENCES", .spelling = MG_TEXT_LIST, MG_AT(mg_constraint, references),
      .second = offsetof(mg_constraint, referenced) },
    MG_WORD_SINCE(18, "PERIOD", MG_FLAG, mg_constraint, period),
    MG_WORD("MATCH", MG_BARE, mg_constraint, match),
    MG_WORD("ON_DELETE", MG_BARE, mg_constraint, on_delete),
    MG_WORD_SINCE(15, "SET_COLUMNS", MG_LIST, mg_constraint, set_columns),
    MG_WORD("ON_UPDATE", MG_BARE, mg_constraint, on_update),
    MG_WORD_SINCE(15, "NULLS_NOT_DISTINCT", MG_FLAG, mg_constraint, nulls_not_distinct),
    MG_WORD("INCLUDE", MG_LIST, mg_constraint, include),
    MG_WORD("WITH", MG_LIST, mg_constraint, with),
    MG_WORD("NO_INHERIT", MG_FLAG, mg_constraint, no_inherit),
    MG_WORD("WHERE", MG_TEXT, mg_constraint, where),
    MG_WORD("TABLESPACE", MG_TEXT, mg_constraint, tablespace),
    MG_WORD("NOT_VALID", MG_FLAG, mg_constraint, not_valid),
    MG_WORD_SINCE(18, "NOT_ENFORCED", MG_FLAG, mg_constraint, not_enforced),
    { .word = "DEFERRABLE", .spelling = MG_FLAG, MG_AT(mg_constraint, deferrable),
      .condition = offsetof(mg_constraint, initially_deferred), .unless = true },
    MG_WORD("INITIALLY_DEFERRED", MG_FLAG, mg_constraint, initially_deferred),
    MG_WORD("NAME", MG_TEXT, mg_constraint, name),
    MG_WORD("COMMENT", MG_TEXT, mg_constraint, comment),
    MG_WORD("ONLY", MG_FLAG, mg_constraint, only),
    MG_WORD("INDEX_COMMENT", MG_TEXT, mg_constraint, index_comment),
    MG_WORDS_END,
};

static const struct mg_word option_words[] = {
    MG_WORD("INHERITS", MG_LIST, mg_options, inherits),
    { .word = "PARTITION_OF", .spelling = MG_TEXTS, MG_AT(mg_options, partition_of),
      .second = offsetof(mg_options, bound) },
    MG_WORD("PARTITION_BY", MG_TEXT, mg_options, partition_by),
    MG_WORD("OF_TYPE", MG_TEXT, mg_options, of_type),
    MG_WORD("UNLOGGED", MG_FLAG, mg_options, unlogged),
    MG_WORD("SERVER", MG_TEXT, mg_options, server),
    MG_WORD("FDW_OPTIONS", MG_LIST, mg_options, fdw),
    MG_WORD("ACCESS_METHOD", MG_TEXT, mg_options, access_method),
    MG_WORD("TABLESPACE", MG_TEXT, mg_options, tablespace),
    MG_WORD("REPLICA_IDENTITY", MG_BARE, mg_options, replica_identity),
    MG_WORD("WITH", MG_LIST, mg_options, with),
    MG_WORD("COMMENT", MG_TEXT, mg_options, comment),
    MG_WORDS_END,
};

#define CONSTRAINT_LINE(word_, type_)                                                           \
    { .word = word_, .spelling = MG_LINE, MG_AT(mg_item, constraint),                           \
      .second = offsetof(mg_constraint, type), .value = type_, .words = constraint_words }

const struct mg_word mg_words_items[] = {
    { .word = "COLUMN", .spelling = MG_LINE, MG_AT(mg_item, column), .words = column_words },
    CONSTRAINT_LINE("PRIMARY_KEY", "PRIMARY KEY"),
    CONSTRAINT_LINE("UNIQUE", "UNIQUE"),
    CONSTRAINT_LINE("FOREIGN_KEY", "FOREIGN KEY"),
    CONSTRAINT_LINE("CHECK", "CHECK"),
    CONSTRAINT_LINE("EXCLUDE", "EXCLUDE"),
    { .word = "OPTIONS", .spelling = MG_LINE, MG_AT(mg_item, options), .words = option_words },
    MG_WORDS_END,
};

/* What a domain has. */
const struct mg_word mg_words_check[] = {
    CONSTRAINT_LINE("CHECK", "CHECK"),
    MG_WORDS_END,
};
// clang-format on
