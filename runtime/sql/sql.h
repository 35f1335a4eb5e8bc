/*
 * What the operations share: pieces of SQL, and tables of words for argument structs that several
 * of them have. Everything that is a name goes through mg_buf_ident or one of the functions here;
 * types, expressions and index elements are SQL already.
 */
#ifndef MODELGEN_RUNTIME_OPERATIONS_SQL_H
#define MODELGEN_RUNTIME_OPERATIONS_SQL_H

#include <stdbool.h>

#include "operation.h"

/* --- Names -------------------------------------------------------------------------------- */

/* The last part of a qualified name, as it is written: `invoices` of `billing.invoices`. */
const char *mg_sql_last_part(const char *qualified);

/* A name without a schema of its own, in the schema of another one. */
void mg_sql_name_beside(struct mg_buf *b, const char *qualified, const char *name);

/* The same with a name as the catalog has it: it may have dots in it. */
void mg_sql_ident_beside(struct mg_buf *b, const char *qualified, const char *ident);

/* A part of a name as the catalog has it: without quotes. */
void mg_sql_plain_name(struct mg_buf *b, const char *part);

/* `billing.touch(integer)`: the name quoted where needed, the argument list as it is. */
void mg_sql_function(struct mg_buf *b, const char *signature);

/*
 * The name of an object as statements about it take it: FUNCTION `touch(integer)`, OPERATOR
 * `=== (text, text)`, OPERATOR CLASS `even_ops USING btree`, CAST `(text AS integer)`.
 */
void mg_sql_object_name(struct mg_buf *b, const char *object, const char *name);

/* ` USING btree` at the end of the name of an operator class; the end if it is not there. */
const char *mg_sql_access_method(const char *name);

/* `billing.===`: only the schema may need quotes. */
void mg_sql_operator(struct mg_buf *b, const char *name);

/* "a", "b": names; with sql, text that is SQL already. */
void mg_sql_names(struct mg_buf *b, mg_list names);
void mg_sql_list(struct mg_buf *b, mg_list sql);

/* --- Pieces ------------------------------------------------------------------------------- */

/* ` WITH (fillfactor=70)`, nothing for an empty list. */
void mg_sql_with(struct mg_buf *b, mg_list with);

/* An expression in parentheses. */
void mg_sql_parenthesized(struct mg_buf *b, const char *expression);

/* The value of "search_path=billing, public" as SET takes it. */
void mg_sql_setting(struct mg_buf *b, const char *setting);

/*
 * Where a trigger stands in the list of what fires: "ENABLE ALWAYS" for always. NULL: there is no
 * such state. origin is what a new one has.
 */
const char *mg_sql_enabled(const char *state);

/* How a step begins that only looks whether what comes after it can be done. */
#define MG_ONLY_LOOKS "DO /* looks */"

/* Text between dollar quotes that do not occur in it. */
void mg_sql_dollar_quoted(struct mg_buf *b, const char *text);

/* `email varchar(50) NOT NULL DEFAULT ''`: as in CREATE TABLE and ADD COLUMN. */
void mg_sql_column(struct mg_buf *b, const char *table, const mg_column *c);

/* ` DEFAULT x`, in parentheses where the grammar wants them. */
void mg_sql_default(struct mg_buf *b, const char *expression);

/* `BY DEFAULT AS IDENTITY (START WITH 10)`: what follows GENERATED. */
void mg_sql_identity(struct mg_buf *b, const char *table, const mg_column *c);

/* Options of a sequence, each after the prefix: " SET " or " ". */
void mg_sql_sequence_options(struct mg_buf *b, const mg_sequence_args *a, const char *prefix);
mg_sequence_args mg_sql_sequence_of(const mg_column *c);

/* CREATE SEQUENCE name ... */
void mg_sql_create_sequence(struct mg_buf *b, const char *name, const mg_sequence_args *a);

/* Whether the column is a serial one; "serial" if that type says all of it, else NULL. */
bool mg_sql_is_serial(const mg_column *c);
const char *mg_sql_serial_type(const mg_column *c);

/* The name of its sequence, and its default. The suffix is NULL, or "old" of one set aside. */
void mg_sql_serial_name(struct mg_buf *b, const char *table, const mg_column *c,
                        const char *suffix);
void mg_sql_serial_default(struct mg_buf *b, const char *table, const mg_column *c);

/* `CONSTRAINT x UNIQUE (a, b)`: as in CREATE TABLE and ADD. */
void mg_sql_constraint(struct mg_buf *b, const mg_constraint *c);

/*
 * `TABLE billing.invoices`, `TRIGGER touch ON users`, `FUNCTION touch(integer)`: what COMMENT ON,
 * ALTER ... OWNER TO and GRANT ON are about. table: what it is part of; NULL: nothing.
 */
void mg_sql_object(struct mg_buf *b, const char *object, const char *table, const char *name);

/* A role: PUBLIC and CURRENT_USER are no names. */
void mg_sql_role(struct mg_buf *b, const char *role);
void mg_sql_roles(struct mg_buf *b, mg_list roles); /* commas between them */

/* What a definition says, in the order in which it is written. */
enum mg_definition_how { MG_DEFINE_SQL, MG_DEFINE_NAME, MG_DEFINE_LITERAL, MG_DEFINE_TRUE, MG_DEFINE_FALSE };
struct mg_definition {
    const char *name; /* NULL ends the list */
    size_t offset;
    enum mg_definition_how how;
};
#define MG_DEFINE(name_, how_, struct_, member)                                                 \
    { .name = name_, .offset = offsetof(struct_, member), .how = MG_DEFINE_##how_ }

/* ` (subtype = float8, collation = "C")`: what is said of these; nothing if none is. */
void mg_sql_definition(struct mg_buf *b, const void *args, const struct mg_definition *definition);

/* --- Steps -------------------------------------------------------------------------------- */

/* Actions that say how a column's values are kept: SET STORAGE, SET STATISTICS, ... */
void mg_sql_column_attributes(struct mg_script *actions, const mg_column *c);

/* The same for those lines of a table that are columns, as one ALTER TABLE. */
void mg_sql_item_attributes(struct mg_script *script, const char *table, const mg_item *items);

/* ` OPTIONS (host 'films.example')` of options to be set by name=value, ADDed and DROPped. */
void mg_sql_fdw_options(struct mg_buf *b, mg_list options);
void mg_sql_fdw_changes(struct mg_buf *b, mg_list set, mg_list add, mg_list drop);

/* CREATE INDEX by itself, without its comment. The name loses its schema. */
enum mg_index_how { MG_INDEX_PLAIN, MG_INDEX_CONCURRENTLY, MG_INDEX_ONLY };
void mg_sql_create_index(struct mg_buf *b, const mg_index_args *a, enum mg_index_how how);

/* ALTER TABLE with these actions (the steps of a script, which is freed); none: nothing. */
void mg_sql_alter_table(struct mg_script *script, const char *table, struct mg_script *actions);
void mg_sql_alter(struct mg_script *script, const char *what, const char *table,
                  struct mg_script *actions); /* what: "TABLE ONLY", "FOREIGN TABLE" */
struct mg_buf *mg_sql_action(struct mg_script *actions);

/* A new identity goes on behind the values that the table holds. */
void mg_sql_continue_identity(struct mg_script *script, const char *table, const mg_column *c);

/* CREATE TABLE, or CREATE FOREIGN TABLE, with its lines and all that follows from them. */
void mg_sql_create_table(struct mg_script *script, const char *what, const mg_table_args *args);
/*
 * The sequence of a serial column is made, owned by the column, and dropped; or it takes over the
 * next value of another one of its name, which was set aside under a name of its own.
 */
void mg_sql_serial_create(struct mg_script *script, const char *table, const mg_column *c);
void mg_sql_serial_own(struct mg_script *script, const char *table, const mg_column *c);
void mg_sql_serial_set_aside(struct mg_script *script, const char *table, const mg_column *c);
void mg_sql_serial_take_over(struct mg_script *script, const char *table, const mg_column *c);
void mg_sql_serial_drop(struct mg_script *script, const char *table, const mg_column *c,
                        const char *suffix);

/* The statistics targets of an index, "2=500": ALTER INDEX ALTER COLUMN 2 SET STATISTICS 500. */
void mg_sql_index_statistics(struct mg_script *script, const char *name, mg_list statistics);

/* COMMENT ON; text NULL removes it. */
void mg_sql_comment(struct mg_script *script, const mg_comment_args *args);

/* The comments that the lines of a table carry. */
void mg_sql_item_comments(struct mg_script *script, const char *table, const mg_item *items);

/* The statement ends in SET SCHEMA and this one; NULL: the default schema. */
void mg_sql_set_schema(struct mg_buf *b, const struct mg_buf *statement, const char *schema);

/*
 * <verb> <what> name, of what is in no schema: the name is taken as it is, dots and all. The same ON
 * its table, of what belongs to one. To be gone on with.
 */
struct mg_buf *mg_sql_of_single(struct mg_script *script, const char *verb, const char *what,
                                const char *name);
struct mg_buf *mg_sql_of_part(struct mg_script *script, const char *verb, const char *what,
                              const char *name, const char *table);

/* DROP <what> name. */
void mg_sql_drop(struct mg_script *script, const char *what, const char *name);

/* ALTER <what> name RENAME TO ..., SET SCHEMA ... */
void mg_sql_rename(struct mg_script *script, const char *what, const mg_rename_args *args);

/* CREATE and ALTER of what: FUNCTION or PROCEDURE. */
void mg_sql_create_routine(struct mg_script *script, const char *what, const mg_function_args *a);
void mg_sql_alter_routine(struct mg_script *script, const char *what, const mg_function_args *a);
/*
 * The probe (script.h) of a statement that builds an index CONCURRENTLY, or drops it: an index that
 * is not valid is what an interrupted one leaves.
 */
void mg_sql_probe_index(struct mg_buf *probe, const char *index, bool builds);

/* --- Words -------------------------------------------------------------------------------- */

extern const struct mg_word mg_words_name[], mg_words_rename[], mg_words_part[],
    mg_words_rename_part[], mg_words_table[], mg_words_text[], mg_words_items[], mg_words_check[],
    mg_words_routine[];

/*
 * ON_TABLE("users"), ON_TRIGGER("users", "touch"), ...: the first members of an argument struct are
 * object, table and name, as in mg_comment_args.
 */
extern const struct mg_word mg_words_on[];
#define MG_WORDS_ON { .spelling = MG_WORDS, .offset = 0, .words = mg_words_on }

#define MG_AT(struct_, member) .offset = offsetof(struct_, member)
#define MG_WORD(word_, spelling_, struct_, member)                                             \
    { .word = word_, .spelling = spelling_, MG_AT(struct_, member) }
/* One that servers before that version lack. */
#define MG_WORD_SINCE(since_, word_, spelling_, struct_, member)                               \
    { .word = word_, .spelling = spelling_, MG_AT(struct_, member), .since = since_ }
#define MG_WORD_POSITION(struct_, member) MG_WORD(NULL, MG_POSITION, struct_, member)
/* A type: those that came later. */
#define MG_WORD_TYPE(word_, spelling_, struct_, member)                                         \
    { .word = word_, .spelling = spelling_, MG_AT(struct_, member), .since = 14,                \
      .newer = "int4multirange int8multirange nummultirange tsmultirange tstzmultirange datemultirange" }

/* What COLUMN and alter_column both say of the column's sequence. */
#define MG_WORDS_SEQUENCE(struct_)                                                              \
    MG_WORD("SEQUENCE", MG_TEXT, struct_, sequence),                                     \
    MG_WORD("SEQUENCE_TYPE", MG_TEXT, struct_, sequence_type),                           \
    MG_WORD("SEQUENCE_OWNER", MG_TEXT, struct_, sequence_owner),                         \
    MG_WORDS_COUNTING(struct_)

/* How a sequence counts. */
#define MG_WORDS_COUNTING(struct_)                                                              \
    MG_WORD("START", MG_BARE, struct_, start),                                           \
    MG_WORD("INCREMENT", MG_BARE, struct_, increment),                                   \
    MG_WORD("MINVALUE", MG_BARE, struct_, minvalue),                                     \
    MG_WORD("MAXVALUE", MG_BARE, struct_, maxvalue),                                     \
    MG_WORD("CACHE", MG_BARE, struct_, cache),                                           \
    MG_WORD("CYCLE", MG_FLAG, struct_, cycle)

/* What COLUMN and alter_column both say of how its values are kept. */
#define MG_WORDS_ATTRIBUTES(struct_)                                                            \
    MG_WORD("STORAGE", MG_BARE, struct_, storage),                                       \
    MG_WORD_SINCE(14, "COMPRESSION", MG_BARE, struct_, compression),                               \
    MG_WORD("STATISTICS", MG_BARE, struct_, statistics),                                 \
    MG_WORD("WITH", MG_LIST, struct_, with)

/*
 * An operation that is the same for many kinds of objects: write(script, what, args), where args is
 * the mg_<words>_args that mg_words_<words> describes.
 */
#define MG_OPERATION_OF(operation, write, what, of_words)               \
    static void operation##_sql(const void *args, struct mg_script *script) \
    {                                                                   \
        write(script, what, args);                                      \
    }                                                                   \
    const struct mg_operation mg_op_##operation = {                     \
        .name = #operation,                                             \
        .size = sizeof(mg_##of_words##_args),                           \
        .words = mg_words_##of_words,                                   \
        .sql = operation##_sql,                                         \
    };

#endif
