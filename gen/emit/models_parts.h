/* What the files that write models share. */
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

/* --- What is in no table, and what tables need: models.c ------------------------------------ */

bool is_item(const struct kind *kind);
bool is_said(struct models *m, const struct object *o); /* by something else */
size_t count_items(struct models *m, const struct kind *kind);
struct object_list models_tables_needed(struct models *m, const struct object *table);

/* --- Headers: models_files.c --------------------------------------------------------------- */

void models_take_headers(struct models *m); /* before anything is named */
struct model_files models_divide(struct models *m);

/* --- Names of C: models_names.c ----------------------------------------------------------- */

void models_name_all(struct models *m);
const char *models_name(const struct models *m, const struct object *o);
const char *models_member(const struct models *m, const struct object *part, const char *column);

/* Enumerators, and the label that each has by itself. */
void models_name_labels(struct models *m, const struct enum_type *e, struct strings *names,
                        struct strings *usual);

bool is_c_name(const char *text);

/* --- Words: models_words.c ---------------------------------------------------------------- */

/* SQL as the argument of a word: bare if C and SQL read the same in it, else a string. */
const char *word_sql(struct arena *arena, const char *word, const char *sql);
/* NAME(x), NAME("x y"); always in quotes if the word takes a text. */
const char *word_name(struct arena *arena, const char *word, const char *name);
const char *word_string(struct arena *arena, const char *word, const char *text);
const char *word_with(struct arena *arena, const struct strings *with);
/* host = "films.example", port = "5432": what stands in the parentheses. */
const char *settings_text(struct arena *arena, const struct strings *settings);

/* A word with its arguments, broken into lines where it is too long. */
void put_call(struct mg_buf *out, const char *word, const struct strings *arguments);

/* True if the text survives in a doc comment; else it takes COMMENT("..."). */
bool is_doc_text(const char *text);
void put_doc(struct mg_buf *out, const char *indent, const char *text);

/* --- Types: models_type.c ----------------------------------------------------------------- */

/* The enum, domain or composite type that a type is, or is an array of; NULL: it is none. */
const struct object *models_type(struct models *m, const char *type);

/* Domains and composite types, in the order in which they are made of each other. */
bool has_types(const struct models *m);
void put_types(struct models *m, struct mg_buf *out);

/* --- Members: models_column.c ------------------------------------------------------------- */

struct member {
    const char *type, *name; /* "char", "email" */
    bool pointer;
    struct strings words;
    const char *comment;
};

/* The C type of a column, with the words that say what C does not. */
void set_type(struct models *m, const struct column *c, struct member *member);
const char *word_collation(struct arena *arena, const char *collation);
void put_attributes(struct models *m, struct mg_buf *out, const struct object *composite);

/* --- Tables: models_table.c, models_column.c, models_index.c ------------------------------ */

/* WORD(tag, SCHEMA(x), NAME("y"), ...) with the doc comment above it. */
void put_head(struct models *m, struct mg_buf *out, const char *word, const struct object *o);
void put_enum(struct models *m, struct mg_buf *out, const struct enum_type *e);
void put_head(struct models *m, struct mg_buf *out, const char *word, const struct object *o);
void put_table(struct models *m, struct mg_buf *out, const struct object *table);
void put_columns(struct models *m, struct mg_buf *out, const struct object *table);
void put_view_columns(struct models *m, struct mg_buf *out, const struct object *view);
void put_indexes(struct models *m, struct mg_buf *out, const struct object *table);
void add_check_options(struct models *m, const struct check *check, struct strings *words);
void put_exclusions(struct models *m, struct mg_buf *out, const struct object *table);
void put_statistics(struct models *m, struct mg_buf *out, const struct object *table);
void put_distribution(struct models *m, struct mg_buf *out, const struct object *table);
void add_index_attributes(struct models *m, const char *tablespace, const char *index_comment,
                          struct strings *words);
void put_foreign_key(struct models *m, struct mg_buf *out, const struct foreign_key *key);

/* --- Views: models_view.c ----------------------------------------------------------------- */

bool is_view(const struct kind *kind);
void models_find_members(struct models *m); /* before anything is named */
const struct object *models_view_member(const struct models *m, const struct object *part,
                                        const char *column);
void put_view(struct models *m, struct mg_buf *out, const struct object *view);

/* --- Functions: models_function.c --------------------------------------------------------- */

void models_find_on_updates(struct models *m);
void put_routine(struct models *m, struct mg_buf *out, const struct object *o);

/* --- Parents and attributes: models_lineage.c --------------------------------------------- */

/* PARTITION(...) below its parent says all of it. */
bool is_short_partition(struct models *m, const struct object *table);
const struct object *models_parent(struct models *m, const struct inheritance *link);
/* The table below whose struct it stands, or that it is itself. */
const struct object *models_standing(struct models *m, const struct object *table);
void add_table_options(struct models *m, const struct object *table, struct strings *words);
void put_partitions(struct models *m, struct mg_buf *out, const struct object *table);

/* Words of a column, where it has not the same from its parents. */
bool is_implied_not_null(struct models *m, const struct column *c);
void add_column_values(struct models *m, const struct column *c, struct strings *words);
void add_column_attributes(struct models *m, const struct column *c, struct strings *words);

/* --- What its fields say how to write: models_item.c -------------------------------------- */

void put_item(struct models *m, struct mg_buf *out, const struct object *o);
void put_items_of(struct models *m, struct mg_buf *out, const struct object *table);

/* The fields that stand without a word; those that a word says. */
void add_item_positions(struct models *m, const struct object *o, struct strings *arguments);
void add_item_options(struct models *m, const struct object *o, struct strings *arguments);

/* The comment: a doc comment right away, or else COMMENT("..."). */
void add_comment(struct models *m, struct mg_buf *out, const struct object *o,
                 struct strings *arguments);

/* SQL as an argument: "sql", or FILE("sql/x.sql") and a file of that name. */
const char *models_body(struct models *m, const struct object *o, const char *text);
const char *models_body_file(struct models *m, const struct object *o, const char *text);

/* The table, view, ... that a part belongs to. */
const struct object *models_relation(const struct models *m, const struct object *part);

/* A constraint that its column can say; else it stands below the struct. */
bool is_late(const struct models *m, const struct foreign_key *key);
const char *check_column(const struct models *m, const struct check *check);
bool is_plain_primary_key(const struct models *m, const struct primary_key *key);
bool is_plain_unique(const struct models *m, const struct unique *key);
void add_references_options(struct models *m, const struct foreign_key *key, struct strings *words);
void add_name_and_comment(struct models *m, const struct object *o, const char *usual,
                          struct strings *words);
const char *usual_check_name(const struct models *m, const struct check *check);
const struct object *referenced_table(const struct models *m, const struct foreign_key *key);

#endif
