/*
 * A kind of schema object. Each is one file in gen/kinds/ and one line in kinds/kinds.def, which
 * lists them in the order in which a schema is built.
 *
 * Reading, comparing, storing, renaming and ordering are driven by the fields; the functions say
 * only what is particular: how an object is made, dropped and changed, as operations.
 */
#ifndef MODELGEN_MODEL_KIND_H
#define MODELGEN_MODEL_KIND_H

#include <assert.h>

#include "model/object.h"
#include "model/schema.h"
#include "runtime/sql/operation.h"

/* An operation with its arguments: what plans are made of. */
struct op {
    const struct mg_operation *operation;
    const void *args;
};

struct ops {
    struct op *items;
    size_t n, space;
};

/* How a column that stays changes, of itself or for what it needs. */
struct touch {
    unsigned long long differences;
    bool anew; /* dropped and made again */
};

/* What kinds compose operations with. */
struct making {
    struct arena *arena;
    const struct schema *before, *after; /* the whole schemas (before: with renames applied) */
    struct ops *ops;                     /* where operations go */
    struct diags *diags;
    const struct answers *answers; /* --using, --fill, --map: model/answers.h */
    /* The parts that create_table takes in: NULL-ended, set while a table is made. */
    const struct object *const *parts;
    struct map *touched;         /* columns of both that change -> struct touch */
    struct strings shared_names; /* borne by several: PostgreSQL's choice is not certain */
    bool downgrade;              /* this is the way back */
};

/* Appends an operation; args is copied into the arena. */
void make_op(struct making *making, const struct mg_operation *operation, const void *args);
#define MAKE(making, operation_, args_, ...)           \
    (assert(sizeof(args_) == mg_op_##operation_.size), \
     make_op(making, &mg_op_##operation_, &(const args_){__VA_ARGS__}))

struct object_list {
    const struct object **items;
    size_t n, space;
};

/* How a change of an object is carried out. */
enum way {
    WAY_ALTER,   /* in place, by the kind's alter */
    WAY_REPLACE, /* dropped and made anew; its dependents with it */
};

/* With whom a kind shares its names, and so what a name in a text may lead to. */
enum name_space {
    NAMES_OWN,          /* with nobody (relations: see is_relation) */
    NAMES_OF_TYPES,     /* enums, domains, composite types, ranges; and the rows of relations */
    NAMES_OF_ROUTINES,  /* functions, procedures, aggregates: the name is the signature */
    NAMES_OF_OPERATORS, /* the name is the signature: "===(integer, integer)" */
    NAMES_OF_COLLATIONS,
};

struct kind {
    const char *name;  /* "foreign_key": its key in the snapshot */
    const char *title; /* "foreign key": in messages */
    /*
     * The word of models that declares one, if the fields' forms say all there is to it:
     * WORD(name, ...), or WORD(table, name, ...) of what is in a table (gen/read/item.c reads it,
     * gen/emit/models_item.c writes it). NULL: the kind has code of its own in both rooms.
     */
    const char *word;
    size_t size;
    const struct field *fields;
    size_t nfields;
    bool in_table;    /* its objects are parts of a table, view, ... and go away with it */
    bool holds_parts; /* it is such a table, view, ...: schema_relation finds it */
    bool ordered;     /* its objects have an order of their own among their siblings: position */
    /* What an object holds is none of the model's, so nobody knows who needs it: it goes last. */
    bool holds_unknown;
    bool nameless;    /* words say no name, PostgreSQL gives none: key makes one */
    bool is_relation; /* its names share one namespace with tables and indexes */
    enum name_space names;
    bool lasting;    /* it holds rows or numbers: it is never made anew only for what it needs */
    bool goes_along; /* PostgreSQL drops it with what it is about, as a grant */
    bool unsettles;  /* what needs it does not outlive its change in place: it is made anew */

    /*
     * Brings what words or the catalog say into the one form that snapshots have. Returns what is
     * wrong with it, a sentence without its end, for a diagnostic; NULL: nothing.
     */
    const char *(*said)(struct arena *arena, struct object *o);

    /*
     * The fields, as bits in the order of the table, that create does not say: alter does, once all
     * that they refer to is there. So what refers to each other can be made.
     */
    unsigned long long late;

    /*
     * create says nothing of comments where comment_inline is set and the comment is part of the
     * operation; elsewhere the plan adds a comment operation with comment_object ("INDEX").
     */
    bool comment_inline;
    const char *comment_object;                        /* NULL: it has no comments */
    const char *(*comment_on)(const struct object *o); /* ... where that depends; or NULL */

    void (*create)(struct making *making, const struct object *after);
    /* The line of create_table, add_column or add_constraint; NULL: there is none. */
    struct mg_item (*item)(struct making *making, const struct object *after);
    void (*drop)(struct making *making, const struct object *before);
    /* Differences as in object_differences. NULL: always WAY_REPLACE. */
    enum way (*way)(const struct object *before, const struct object *after,
                    unsigned long long differences);
    /* The same for a kind that has to look at other objects; in place of way. */
    enum way (*way_among)(const struct making *making, const struct object *before,
                          const struct object *after, unsigned long long differences);
    void (*alter)(struct making *making, const struct object *before, const struct object *after,
                  unsigned long long differences);
    /*
     * From before's key to after's; they differ in nothing else that matters here. NULL: nothing
     * can rename one.
     */
    void (*rename)(struct making *making, const struct object *before, const struct object *after);
    /* The name that its fields amount to: a signature follows the types in it. NULL: it is free. */
    const char *(*key)(struct arena *arena, const struct object *o);
    /* What is gone for good when before becomes after (NULL: dropped); NULL: nothing. */
    const char *(*loss)(struct arena *arena, const struct object *before,
                        const struct object *after);
    /* What it needs beyond what the roles of its fields say; adds to needs. */
    void (*needs)(struct arena *arena, const struct schema *s, const struct object *o,
                  struct object_list *needs);
    /* What it is made after and dropped before, though that can change while it is there. */
    void (*follows)(struct arena *arena, const struct schema *s, const struct object *o,
                    struct object_list *follows);
    /*
     * The query that gives all its objects in a database, a row each: class, oid and sub as
     * pg_depend has them; schema, table, name, position, comment and the kind's fields, called as
     * they are; left_out, why an object cannot be said, and lost, what of it cannot.
     */
    const char *catalog;
    const char *catalog_of; /* a relation that only some databases have; NULL: all can be asked */
    /* Brings what the query gave into the form that models have. NULL: it has it already. */
    void (*pulled)(struct arena *arena, struct object *o);
};

#define KIND(name) extern const struct kind kind_##name;
#include "kinds/kinds.def"
#undef KIND

/* All kinds in the order of kinds.def, and how many there are. */
extern const struct kind *const kinds[];
extern const size_t kind_count;

/* For the said of kinds: a word of SQL in capitals (NULL stays NULL), a list in order of names. */
const char *kind_keyword(struct arena *arena, const char *word);
void kind_sort(struct strings *list);

int kind_order(const struct kind *kind);           /* its place in kinds.def */
const struct kind *kind_by_name(const char *name); /* NULL if there is none */
bool kind_has_owner(const struct kind *kind);      /* ALTER ... OWNER TO is for its objects */

#endif
