/*
 * What the files that write models share, from names and words to headers: what stands below uses
 * what stands above.
 */
#ifndef MODELGEN_EMIT_MODELS_PARTS_H
#define MODELGEN_EMIT_MODELS_PARTS_H

#include "base/map.h"
#include "emit/models.h"
#include "kinds/kinds.h"
#include "runtime/base/buf.h"

struct header; /* models_files.c */

struct models {
    struct arena *arena;
    const struct schema *schema;
    enum models_division division;
    struct map *names; /* table, enum or column -> its name in C */
    struct map *taken; /* names of structs and enums, and of enumerators */
    struct map
        *ranks; /* table -> its place, counted from 1: later ones may refer to earlier ones */
    struct map *hosts; /* enum -> stem of the header that it stands in */
    VEC(struct header *) headers;
    struct map *headers_of;               /* stem -> header */
    struct map *types;                    /* type -> its object; the models themselves: none */
    struct map *members;                  /* view -> struct view_members */
    VEC(const struct object *) tables;    /* in that order */
    VEC(const struct foreign_key *) late; /* lead to a table of a higher rank */
    struct model_files bodies;            /* sql/x.sql */
    struct map *taken_files;              /* their names */
    struct map *said_schemas;             /* those that something else in them says */
    struct map *on_updates;               /* functions and triggers that ON_UPDATE says */
};

/* The members of a view's struct, as columns that are in no schema. */
struct view_members {
    struct column **items;
    size_t n, space;
};

/* --- Names of C: models_names.c ----------------------------------------------------------- */

void models_name_all(struct models *m);
const char *models_name(const struct models *m, const struct object *o);
const char *models_member(const struct models *m, const struct object *part, const char *column);

/* Enumerators, and the label that each has by itself. */
void models_name_labels(struct models *m, const struct enum_type *e, struct strings *names,
                        struct strings *usual);

bool is_c_name(const char *text);
bool is_view(const struct kind *kind);
const struct object *models_view_member(const struct models *m, const struct object *part,
                                        const char *column);

/* The table, view, ... that a part belongs to. */
const struct object *models_relation(const struct models *m, const struct object *part);

/* --- Words: models_words.c ---------------------------------------------------------------- */

/* SQL as an argument: bare if C and SQL read the same in it, else a string. */
const char *sql_argument(struct arena *arena, const char *sql);
/* x, "x y" */
const char *name_argument(struct arena *arena, const char *name);
const char *string_argument(struct arena *arena, const char *text);
const char *with_argument(struct arena *arena, const struct strings *with);
/* host = "films.example", port = "5432" */
const char *settings_argument(struct arena *arena, const struct strings *settings);

/* The same in the parentheses of a word. */
const char *word_sql(struct arena *arena, const char *word, const char *sql);
const char *word_name(struct arena *arena, const char *word, const char *name);
const char *word_string(struct arena *arena, const char *word, const char *text);
const char *word_with(struct arena *arena, const struct strings *with);
const char *word_collation(struct arena *arena, const char *collation);

/* A word with its arguments, broken into lines where it is too long. */
void put_call(struct mg_buf *out, const char *word, const struct strings *arguments);

/* True if the text survives in a doc comment; else it takes COMMENT("..."). */
bool is_doc_text(const char *text);
void put_doc(struct mg_buf *out, const char *indent, const char *text);

/* --- What their fields say of objects: models_fields.c ------------------------------------ */

/* The fields that stand without a word; those that a word says. */
void add_item_positions(struct models *m, const struct object *o, struct strings *arguments);
void add_item_options(struct models *m, const struct object *o, struct strings *arguments);

/* The comment: a doc comment right away, or else COMMENT("..."). */
void add_comment(struct models *m, struct mg_buf *out, const struct object *o,
                 struct strings *arguments);

/* SQL as an argument: "sql", or FILE("sql/x.sql") and a file of that name. */
const char *models_body(struct models *m, const struct object *o, const char *text);
const char *models_body_file(struct models *m, const struct object *o, const char *text);

/* --- Functions, and whatever else stands by itself: models_function.c, models_item.c ------- */

void models_find_on_updates(struct models *m);
void put_routine(struct models *m, struct mg_buf *out, const struct object *o);

void models_find_said_schemas(struct models *m);
bool is_item(const struct kind *kind);
bool is_said(struct models *m, const struct object *o); /* by something else */
size_t count_items(struct models *m, const struct kind *kind);
void put_item(struct models *m, struct mg_buf *out, const struct object *o);
void put_items_of(struct models *m, struct mg_buf *out, const struct object *table);

/* --- Constraints: models_constraint.c ----------------------------------------------------- */

/* A constraint that its column can say; else it stands below the struct. */
bool is_late(const struct models *m, const struct foreign_key *key);
const char *check_column(const struct models *m, const struct check *check);
bool is_plain_primary_key(const struct models *m, const struct primary_key *key);
bool is_plain_unique(const struct models *m, const struct unique *key);
const char *usual_check_name(const struct models *m, const struct check *check);
const struct object *referenced_table(const struct models *m, const struct foreign_key *key);

/* Their options. */
const char *columns_text(struct models *m, const struct object *part,
                         const struct strings *columns);
void add_name_and_comment(struct models *m, const struct object *o, const char *usual,
                          struct strings *words);
void add_deferrable(struct models *m, bool deferrable, bool deferred, struct strings *words);
void add_validity(struct models *m, bool not_valid, bool not_enforced, struct strings *words);
void add_check_options(struct models *m, const struct check *check, struct strings *words);
void add_references_options(struct models *m, const struct foreign_key *key, struct strings *words);
void add_index_attributes(struct models *m, const char *tablespace, const char *index_comment,
                          struct strings *words);

/* --- Parents and attributes: models_lineage.c --------------------------------------------- */

/* PARTITION(...) below its parent says all of it. */
bool is_short_partition(struct models *m, const struct object *table);
const struct object *models_parent(struct models *m, const struct inheritance *link);
/* The table below whose struct it stands, or that it is itself. */
const struct object *models_standing(struct models *m, const struct object *table);
void add_table_options(struct models *m, const struct object *table, struct strings *words);

/* Words of a column, where it has not the same from its parents. */
bool is_implied_not_null(struct models *m, const struct column *c);
void add_column_values(struct models *m, const struct column *c, struct strings *words);
void add_column_attributes(struct models *m, const struct column *c, struct strings *words);

/* --- Members: models_type.c, models_column.c ---------------------------------------------- */

struct member {
    const char *type, *name; /* "char", "email" */
    bool pointer;
    struct strings words;
    const char *comment;
};

/* The enum, domain or composite type that a type is, or is an array of; NULL: it is none. */
const struct object *models_type(struct models *m, const char *type);

/* The C type of a column, with the words that say what C does not. */
void set_type(struct models *m, const struct column *c, struct member *member);

void put_columns(struct models *m, struct mg_buf *out, const struct object *table);
void put_view_columns(struct models *m, struct mg_buf *out, const struct object *view);
void put_attributes(struct models *m, struct mg_buf *out, const struct object *composite);

/* --- Below the struct: models_index.c, models_distribution.c ------------------------------- */

void put_indexes(struct models *m, struct mg_buf *out, const struct object *table);
void put_exclusions(struct models *m, struct mg_buf *out, const struct object *table);
void put_statistics(struct models *m, struct mg_buf *out, const struct object *table);
void put_distribution(struct models *m, struct mg_buf *out, const struct object *table);

/* --- Enums and tables: models_table.c ----------------------------------------------------- */

/* WORD(tag, SCHEMA(x), NAME("y"), ...) with the doc comment above it. */
void put_head(struct models *m, struct mg_buf *out, const char *word, const struct object *o);
void put_enum(struct models *m, struct mg_buf *out, const struct enum_type *e);
void put_table(struct models *m, struct mg_buf *out, const struct object *table);
void put_foreign_key(struct models *m, struct mg_buf *out, const struct foreign_key *key);

/* --- Views: models_view.c ----------------------------------------------------------------- */

void models_find_members(struct models *m); /* before anything is named */
void put_view(struct models *m, struct mg_buf *out, const struct object *view);

/* --- Domains and composite types, in the order in which they are made of each other:
 * models_domain.c */

bool has_types(const struct models *m);
void put_types(struct models *m, struct mg_buf *out);

/* --- The order of tables: models_order.c -------------------------------------------------- */

/* The tables that a table refers to, and those that it has its columns from. */
struct object_list models_tables_needed(struct models *m, const struct object *table);
void models_order_tables(struct models *m);

/* --- Headers: models_files.c --------------------------------------------------------------- */

void models_take_headers(struct models *m); /* before anything is named */
struct model_files models_divide(struct models *m);

#endif
