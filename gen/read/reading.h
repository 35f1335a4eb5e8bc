/*
 * What the parts of the reader share. A run goes through them in this order:
 *
 *     flags.c     what the compiler is told
 *     parse.c     libclang's translation unit, or clang's errors
 *     hint.c      what is probably meant where clang says that it is not C
 *     visit.c     its tree into declarations: structs, members, enums, with the words on them
 *     table.c     declarations into objects: enums (enum.c), tables and their columns (column.c),
 *                 then what mentions several of them (constraint.c, index.c), as find.c finds them
 *     validate.c  what can only be judged of a whole model
 *
 * Places are found only when something is said about them (place.c).
 */
#ifndef MODELGEN_READ_READING_H
#define MODELGEN_READ_READING_H

#include <clang-c/Index.h>

#include "base/map.h"
#include "kinds/kinds.h"
#include "model/sql.h"
#include "read/read.h"
#include "read/words.h"

/* A piece of a longer text. */
struct slice {
    const char *p;
    size_t n;
};

/* A word in a header, or an option within one. */
struct word {
    enum word_id id;
    struct slice arguments; /* what is between its parentheses; p NULL: there are none */
    const struct word *in;  /* the word that it is an option of; NULL: it stands by itself */
    const char *at;         /* then: where it starts in in->arguments */
    CXCursor cursor;        /* else: where it is */
};

struct words {
    struct word *items;
    size_t n, space;
    unsigned long long present; /* a bit for each word below 64: most questions end there */
};

/* A member of a struct. */
struct member {
    const char *name;
    CXType type;
    struct loc loc;
    const char *comment;
    bool bit_field;
    bool implied; /* no member: its column comes from a parent of the table */
    struct words words;
    struct column *column; /* NULL: none; it is ignored or wrong */
};

struct members {
    struct member *items;
    size_t n, space;
};

/* A table that another one has as its parent. */
struct parent_decl {
    const struct word *word; /* PARTITION(...), or INHERITS(...) or PARTITION_OF(...) in TABLE */
    struct slice name;
    const struct word *bound; /* FOR_VALUES(...), DEFAULT_PARTITION */
    struct table_decl *table; /* NULL: there is none */
    struct inheritance *link;
};

/* A struct that TABLE or VIEW declares. */
struct table_decl {
    const char *tag;
    CXCursor cursor;
    const char *comment;
    const struct word *word; /* TABLE(...), VIEW(...); NULL: an ordinary struct */
    struct members members;
    struct object *relation; /* the table or view; NULL: it is wrong */
    struct table *table;     /* NULL: it is no table */
    const struct word *partition_by, *cluster_on, *replica_identity; /* options of its word */
    VEC(struct parent_decl) parents;
    enum { COLUMNS_UNREAD, COLUMNS_OPEN, COLUMNS_READ } columns; /* while parents' come first */
    const struct word *primary_key;
    VEC(const struct object *) keys; /* the primary key, unique constraints and indexes */
    bool unordered;                  /* some column's type has no order */
    bool twin;                       /* another table has its name, which was reported */
    bool strays;                     /* words in an ordinary struct were reported */
};

struct enumerator {
    const char *name;
    CXCursor cursor;
    long long value;
    struct words words;
};

struct enum_decl {
    const char *tag;
    CXCursor cursor;
    const char *comment;
    const struct word *word;
    VEC(struct enumerator) enumerators;
    struct enum_type *type;
};

/* A typedef that DOMAIN declares. */
struct domain_decl {
    const char *name; /* of the typedef */
    CXCursor cursor;
    const char *comment;
    const struct word *word;
    struct member member; /* what is said of it is said as of a column */
    struct domain *domain;
};

/* An object with the word that declares it: what is wrong with it is said there. */
struct declared {
    struct object *object;
    const struct word *word;     /* NULL: a member */
    const struct member *member; /* that it stands on; NULL: none */
    const struct table_decl *table, *ref_table;
    struct slice columns, ref_columns; /* where they are in the word; p NULL: not there */
    struct words options;              /* of a foreign key */
};

/* A source file that something was said about. */
struct source {
    CXFile file;
    const char *name, *bytes;
    size_t size;
};

struct reading {
    struct arena *arena;
    struct diags *diags;
    const struct read_options *options;
    CXIndex index;
    CXTranslationUnit tu;
    bool clang_failed;
    struct schema *schema;

    VEC(struct table_decl *) tables;
    VEC(struct enum_decl *) enums;
    VEC(struct domain_decl *) domains;
    VEC(struct word) items; /* INDEX(...) and its like, below the structs */
    VEC(struct declared *) declared;
    struct declared left_out; /* the last one that is not among them */
    int errors;               /* how many there were before the word that is being read */
    VEC(struct source) sources;
    size_t last_source;
    struct map *tables_by_tag, *enums_by_tag;
    struct map *enums_by_type; /* by SQL type */
    struct map *domains_by_name;
    struct map *model_types; /* every type of the model, by SQL type */
    struct map *types;       /* memo: canonical by any spelling */
    struct map *c_types;     /* memo of ctype_of: by clang's type */
    struct map *tidied;      /* memo of sql_in_word: by text */
    struct map *plain;       /* texts that mention nothing, so that there is nothing to check */
    struct map *sql_is[SQL_ANYTHING]; /* memo of sql_check: by text, for each enum sql_is */
    struct map *relations;            /* names taken in a schema */
    struct map *type_names;
    struct map *constraints; /* names taken in a table */
    struct map *schemas;     /* that are declared by themselves: name -> object */
};

/* --- words.c ------------------------------------------------------------------------------ */

void words_add(struct reading *r, struct words *words, const struct word *word);

/* The word among them; NULL if it is not there. */
const struct word *words_find(const struct words *words, enum word_id id);

/* The kind of the objects that a word declares; NULL: it is none of a kind's. */
const struct kind *kind_of_word(enum word_id id);

/* --- parse.c, flags.c --------------------------------------------------------------------- */

/* What clang is told; the first is not the program's name. False if they cannot be found. */
bool read_flags(struct reading *r, struct strings *flags);

/* r->tu. False and diagnostics if the headers do not compile. */
bool read_parse(struct reading *r);

/* --- hint.c ------------------------------------------------------------------------------- */

/* Adds a hint to the error that was just reported: a message of clang's at loc. */
void read_hint(struct reading *r, struct loc loc, const char *message);

/* --- visit.c ------------------------------------------------------------------------------ */

void read_visit(struct reading *r);

/* The value of an enumerator anywhere in the translation unit; false if there is none. */
bool find_enumerator(struct reading *r, const char *name, long long *value);

/* Where a struct of that tag is; false if there is none. */
bool find_struct(struct reading *r, const char *tag, struct loc *loc);

/* --- place.c ------------------------------------------------------------------------------ */

struct loc loc_of_cursor(struct reading *r, CXCursor cursor);
struct loc loc_of_location(struct reading *r, CXSourceLocation location);
struct loc loc_of_word(struct reading *r, const struct word *word);

/*
 * The place of a member, and what a look at its line tells before clang is asked, which is dear
 * when there are thousands: whether there can be a doc comment on it, and whether it can be a
 * bit-field.
 */
struct loc loc_of_name(struct reading *r, CXCursor member, bool *may_have_comment,
                       bool *may_be_bit_field);

/* The place in the header of a byte of the word's arguments. */
struct loc loc_in_word(struct reading *r, const struct word *word, const char *at);

/* A doc comment right above a word that stands by itself; NULL: none. */
const char *comment_above(struct reading *r, const struct word *word);

/* --- text.c ------------------------------------------------------------------------------- */

struct slices {
    struct slice *items;
    size_t n, space;
};

struct slice slice_trim(struct slice s);
bool slice_is(struct slice s, const char *text);
const char *slice_text(struct reading *r, struct slice s);

/* The arguments of a word: split at commas outside of parentheses, brackets and quotes. */
struct slices split_arguments(struct reading *r, struct slice arguments);

/* True if the slice is one or more C string constants and nothing else. */
bool is_c_string(struct slice s);

/* Their value. With place, also the byte of the slice from which byte n of the value comes. */
const char *c_string_value(struct reading *r, struct slice s, size_t n, size_t *place);

/* The text of a doc comment without what makes it one. NULL if nothing remains. */
const char *comment_text(struct reading *r, const char *raw);

/* --- arguments.c -------------------------------------------------------------------------- */

/* The option that one argument of a word is. False and a diagnostic if it is none for this place.
 */
bool read_option(struct reading *r, const struct word *word, struct slice s, unsigned place,
                 struct word *option);

/* The options that a word's arguments are from the first-th on. */
struct words read_options_of(struct reading *r, const struct word *word,
                             const struct slices *arguments, size_t first, unsigned place);

/* Where options start at the end of arguments; the first argument is none. */
size_t options_start(const struct slices *arguments, unsigned place);

/* Reports words that are said twice or contradict each other. */
void check_repeated(struct reading *r, const struct words *words);

/* The place of a piece of a word's arguments. */
struct loc loc_of_argument(struct reading *r, const struct word *word, struct slice s);

/* What a word's only argument says. Mistakes are reported, and give NULL or false. */
const char *text_of_argument(struct reading *r, const struct word *word); /* x, "x y" */
const char *argument_name(struct reading *r, const struct word *word, const char *what);
const char *argument_string(struct reading *r, const struct word *word); /* "x y" */
bool argument_number(struct reading *r, const struct word *word, struct slice s, long long low,
                     long long high, long long *n);
void argument_with(struct reading *r, const struct word *word, struct strings *with);

void argument_settings(struct reading *r, const struct word *word, struct strings *settings);

/* Whether PostgreSQL would have the name; what: "column", for the message. */
bool check_name(struct reading *r, const char *what, const char *name, struct loc loc);

/* number.c: an integer constant expression. */
bool evaluate(struct reading *r, struct slice s, long long *value);

/* --- expression.c ------------------------------------------------------------------------- */

enum use {
    USE_CONDITION, /* CHECK */
    USE_PREDICATE, /* WHERE of an index */
    USE_DEFAULT,
    USE_GENERATED,
    USE_ELEMENT, /* of an index */
    USE_ON_UPDATE,
};

/* Texts of the snapshot are known to be SQL. */
void remember_known_sql(struct reading *r);

/* The SQL that an argument holds, plainly or as a C string, and the place of a byte of it. */
const char *sql_text(struct reading *r, struct slice s);
struct loc loc_in_sql(struct reading *r, const struct word *word, struct slice s, size_t position);

/* default.c: what DEFAULT(...) says; NULL: nothing, or a mistake that was reported. */
const char *default_value(struct reading *r, const struct column *c, const struct word *word);

/*
 * The SQL in a word, tidied; it may be written plainly or as a C string. NULL and a diagnostic if
 * it is none. Whether its columns exist is for check_mentions, when all columns are known.
 */
const char *sql_in_word(struct reading *r, const struct word *word, struct slice s, enum use use);

/* Reports what an expression mentions and must not: columns that are not there, ... */
void check_mentions(struct reading *r, const struct table_decl *table, const struct member *member,
                    const struct word *word, struct slice s, enum use use);

/* --- ctype.c ------------------------------------------------------------------------------ */

enum c_group {
    C_INTEGER = 1 << 0,
    C_FLOAT = 1 << 1,
    C_BOOL = 1 << 2,
    C_TEXT = 1 << 3,  /* char * */
    C_CHARS = 1 << 4, /* char[n] */
    C_ENUM = 1 << 5,
    C_PG = 1 << 6, /* pg_... */
    C_OTHER = 1 << 7,
};

/* What a C type can be. */
struct c_type {
    enum c_group group;
    const char *sql;              /* NULL: nothing by itself */
    const char *why, *hint;       /* then: what it is, and what to do */
    long long size;               /* of C_CHARS */
    const struct c_type *element; /* of a pointer or an array, for ARRAY */
};

const struct c_type *c_type_of(struct reading *r, CXType type);
const char *c_type_spelling(struct reading *r, CXType type);

/* The canonical SQL type of a member. NULL and a diagnostic if it has none. */
const char *member_type(struct reading *r, const struct member *member);

/* --- find.c ------------------------------------------------------------------------------- */

/*
 * The table that an argument names. NULL and a diagnostic if there is none; of the first also if it
 * is a view.
 */
struct table_decl *find_table(struct reading *r, const struct word *word, struct slice name);
struct table_decl *find_relation(struct reading *r, const struct word *word, struct slice name);

/* The member that an argument names. NULL and a diagnostic if it is no column. */
struct member *find_member(struct reading *r, const struct word *word, struct slice name,
                           const struct table_decl *table);

/* (a, b): the columns of C members. False and diagnostics if they are not all there. */
bool read_columns_list(struct reading *r, const struct word *word, struct slice s,
                       const struct table_decl *table, struct strings *columns);

bool is_partition(const struct table_decl *t);

/* --- model_types.c ------------------------------------------------------------------------ */

/* A type of the model as SQL names it. */
const char *model_type_name(struct reading *r, const struct object *o);

void note_type(struct reading *r, const struct object *o);

/* Types that RANGE(...) and its like declare, which are read last. */
void note_items(struct reading *r);

/* What a type is without domains. */
const char *plain_type(struct reading *r, const char *type);

/* --- Objects ------------------------------------------------------------------------------ */

/*
 * Adds the object to the schema and notes where it is declared; reports names that are taken. Not
 * if there were errors since r->errors was set: the object may be half of what was meant.
 */
struct declared *declare(struct reading *r, struct object *o, const struct word *word,
                         const struct member *member);

/* Notes the name of an identity's sequence; word: what declares it. */
void take_sequence_name(struct reading *r, struct column *c, const struct word *word);

/* Options that all objects with a name of their own have: NAME, RENAMED_FROM, COMMENT. */
const char *option_name(struct reading *r, const struct words *options, const char *what,
                        const char *usual);
void read_common_options(struct reading *r, const struct words *options, struct object *o);

/* The schema of that name, which becomes one of the model's; "" and a diagnostic if it cannot. */
const char *use_schema(struct reading *r, const struct word *word, const char *name);

/* The schema that an object is in: adds it to the model. "" without SCHEMA(...). */
const char *read_schema_option(struct reading *r, const struct words *options);

void read_enums(struct reading *r);
void read_relations(struct reading *r); /* tables and the like, without what is in them */
void read_members(struct reading *r);

/* domain.c */
void read_domains(struct reading *r);
void read_domain_bodies(struct reading *r); /* when all types are known by name */

/* composite.c */
void read_composite(struct reading *r, struct table_decl *t);
void read_composite_members(struct reading *r, struct table_decl *t);

/* --- type.c ------------------------------------------------------------------------------- */

bool type_has_collation(struct reading *r, const char *type);
const char *collation_of_word(struct reading *r, const struct word *word, const char *type);

/* The columns of a table, after its parents' own. */
void read_columns_in_order(struct reading *r, struct table_decl *t);

void read_view(struct reading *r, struct table_decl *t);
void read_view_columns(struct reading *r, struct table_decl *t);
void read_parts(struct reading *r); /* words of members that make other objects */
void read_items(struct reading *r); /* what stands below structs */
void read_include(struct reading *r, const struct word *word, const struct table_decl *t,
                  struct strings *include);
void read_index(struct reading *r, const struct word *word);
void read_exclusion(struct reading *r, const struct word *word);
void read_statistics(struct reading *r, const struct word *word);

/* --- floor.c ------------------------------------------------------------------------------ */

/* POSTGRESQL(14): the oldest that the models are to run on. */
void read_floor(struct reading *r, const struct word *word);

/* (a DESC, EXPR(lower(b)) WITH(=)): what indexes and their like are over. */
struct elements {
    struct strings items;      /* SQL */
    struct strings statistics; /* "2=500" */
    bool ordered;              /* some has an order of its own */
    bool excluding;            /* each has an operator */
};
bool read_elements(struct reading *r, const struct word *word, struct slice s,
                   const struct table_decl *t, struct elements *to);

/* TABLESPACE and INDEX_COMMENT of a constraint that is an index. */
void read_index_attributes(struct reading *r, const struct words *options, const char **tablespace,
                           const char **index_comment);

/* USING(gist); NULL for btree. False and a diagnostic if there is no such method. */
bool read_method_option(struct reading *r, const struct words *options, const char **method);

void read_on_update(struct reading *r, struct table_decl *table, struct member *member,
                    const struct word *word);

/* item.c: what the fields of kinds say of themselves. */
void read_item(struct reading *r, const struct word *word);

/* item_value.c: what an argument says, and a field set to what a word says. */
struct word word_without_parentheses(const struct word *word, struct slice s);
const char *read_item_value(struct reading *r, const struct word *word, struct slice s,
                            const struct field *f);
void read_item_field(struct reading *r, struct object *o, const struct field *f,
                     const struct word *word, struct slice s);
void read_item_options(struct reading *r, struct object *o, const struct words *options);
/* Reports what a kind finds wrong with what was said of an object; false if there is something. */
bool check_said(struct reading *r, struct object *o, const struct word *word);
size_t read_item_positions(struct reading *r, struct object *o, const struct word *word,
                           const struct slices *arguments, size_t i);

/* The path of a file that a word names, and its text without white space and ; at its end. */
const char *file_of_word(struct reading *r, const struct word *word, const char *name);
const char *read_sql_file(struct reading *r, const struct word *word, const char **path);

/* The place of a byte of a file; of a body's text, wherever it is. */
struct loc loc_in_file(const char *path, const char *text, size_t position);
struct loc loc_in_body(struct reading *r, const struct word *word, struct slice s, const char *text,
                       size_t position);

/* function.c: FUNCTION, PROCEDURE, AGGREGATE; FUNCTION_FILE. */
void read_routine(struct reading *r, const struct word *word);
void read_function_file(struct reading *r, const struct word *word);

/* trigger.c: what an item says of events, and what it executes. */
const char *read_events(struct reading *r, const struct word *word, struct slice s);
const char *read_call(struct reading *r, const struct word *word, struct slice s);
void check_trigger(struct reading *r, const struct word *word, const struct trigger *t);

/* The text of "sql" or FILE("x.sql"). NULL and a diagnostic at its place if it does not parse. */
const char *read_body(struct reading *r, const struct word *word, struct slice s, enum sql_is what);

/*
 * lineage.c. Parents of tables: what the word says of them (the rest of the options is returned),
 * which tables they are, and columns in an order in which parents' come first.
 */
struct words read_parent_options(struct reading *r, struct table_decl *t,
                                 const struct words *options);
void read_partition_arguments(struct reading *r, struct table_decl *t,
                              const struct slices *arguments);
void read_parents(struct reading *r);

/* What a column has from its parents, unless its member says otherwise. */
void inherit_column(struct reading *r, const struct table_decl *t, const struct member *member,
                    struct column *c);

/*
 * The columns that it has from its parents and no members for. Those of parents come first, but for
 * a partition whose struct has an order of its own.
 */
void inherit_missing(struct reading *r, struct table_decl *t);

/* What can only be said when all is read: NOT NULL of parents, keys that tables name. */
void read_lineage_end(struct reading *r);

/* bounds.c: reports partitions of one table that overlap, as far as can be known. */
void check_bounds(struct reading *r);

/* attributes.c: how a column's values are kept. */
void read_attributes(struct reading *r, struct column *c, const struct member *member,
                     bool foreign);

/* distribution.c: DISTRIBUTED, REFERENCE_TABLE; what Citus refuses of a whole model. */
void read_distributed(struct reading *r, const struct word *word);
void read_reference_table(struct reading *r, const struct word *word);
void check_distributed(struct reading *r);

/* validate.c */
void read_validate(struct reading *r);

#endif
