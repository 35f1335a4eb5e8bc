/*
 * What a schema is made of: objects. Tables, columns, constraints, indexes, enums, functions and
 * triggers are all objects: a struct that starts with `struct object`, described by its kind.
 *
 * A kind says with a table of fields what there is to know about its objects. Equality, JSON,
 * renames, dependencies and "what changed" are written once, over these tables (field.c); a member
 * that is not in its table does not exist for anyone. Fields say what they refer to (their role),
 * so that a renamed column is renamed wherever it is mentioned and everything that needs it is
 * known.
 *
 * An object is built by one stage (read, snapshot, database) and const for every later one.
 */
#ifndef MODELGEN_MODEL_OBJECT_H
#define MODELGEN_MODEL_OBJECT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"

struct kind;

/*
 * What every object has. schema is "" for the default schema (the first of search_path, where the
 * runner works); it is "" for schemas themselves. table is "" for what is not part of a table.
 * The key (kind, schema, table, name) is unique in a model.
 */
struct object {
    const struct kind *kind;
    const char *schema, *table, *name;
    const char *comment;      /* NULL: none */
    const char *owner;        /* a role; NULL: whoever runs the migration */
    const char *renamed_from; /* its former name, as RENAMED_FROM says; never stored or compared */
    int position;             /* among its siblings: the order of columns. Stored as order only */
    struct loc loc;           /* where it is declared */
};

enum field_type { FIELD_TEXT, FIELD_BOOL, FIELD_LIST }; /* const char *, bool, struct strings */

/* What a field's text refers to. */
enum field_role {
    ROLE_NONE,
    ROLE_COLUMNS,    /* names of columns of the object's own table */
    ROLE_EXPRESSION, /* SQL that may mention columns of the object's own table, types, functions */
    ROLE_TYPE,       /* a type: "bigint", "user_state[]" */
    ROLE_REF_SCHEMA, /* the three together: another table and its columns */
    ROLE_REF_TABLE,
    ROLE_REF_COLUMNS,
    ROLE_FUNCTION, /* a function with its arguments: "set_updated_at()" */
    ROLE_VALUE,    /* SQL that mentions no columns, only types and functions: a default */
    ROLE_SCHEMA,   /* a schema by its name; one that the model has not is there already */
    ROLE_RELATION, /* a table, view, sequence, ...: "billing.invoices", as qualified_name has it */
    ROLE_OBJECT,   /* any other object by its name, of a kind that is built before this one: a
                      collation, a server, a text search dictionary, an operator class */
    ROLE_QUERY,    /* SQL that may mention anything: relations, their columns, types, functions */
    ROLE_BODY,     /* a function's: what it mentions is needed to run it, not to make it */
};

/* How the words of models say a field: what stands in the parentheses of its word. */
enum field_form {
    FORM_NONE,     /* no word of its own says it; the kind has code in gen/read and gen/emit */
    FORM_FLAG,     /* WORD */
    FORM_NAME,     /* WORD(identifier), WORD("any name") */
    FORM_SQL,      /* WORD(sql), bare where C and SQL read the same, or WORD("sql") */
    FORM_TEXT,     /* WORD("text") */
    FORM_WORDS,    /* WORD(words), WORD(words (a, b)), WORD("words") */
    FORM_NUMBER,   /* WORD(10) */
    FORM_BODY,     /* WORD("sql"), or FILE("x.sql") in place of "sql" */
    FORM_QUERY,    /* the same of one query, tidied */
    FORM_COMMANDS, /* the same of what a rule does; or NOTHING */
    FORM_EVENTS,   /* WORD(INSERT OR UPDATE OF a, b): what a trigger waits for */
    FORM_CALL,     /* WORD(f('x')): a function, with its arguments if it has any */
    FORM_CHOICE,   /* WORD(one), of those that choices lists */
    FORM_COLUMN,   /* WORD(table, column): the three of a reference; of ROLE_REF_TABLE */
    FORM_OPTIONS,  /* WORD(fillfactor = 70, ...): a list of name=value, in the order of names */
    FORM_SETTINGS, /* WORD(host = "any text", ...): the same; names as they are written */
};

struct field {
    const char *name; /* its key in the snapshot */
    enum field_type type;
    enum field_role role;
    size_t offset;
    enum field_form form;
    const char *word;    /* NULL with a form: it stands behind the object's name, without a word */
    const char *choices; /* "local cascaded" */
    bool needed;         /* without its word there is no object */
};

/* A field that a word says, or that stands behind the name (word NULL). */
#define SAID(struct_, member, role, form_, word_)                                             \
    {                                                                                         \
#member, FIELD_TYPE_(((struct_ *)0)->member), role, offsetof(struct_, member), form_, \
            word_                                                                             \
    }
/* WORD(choice): one of several words, which are all that the field can be. */
#define SAID_NEEDED(struct_, member, role, form_, word_)                                      \
    {                                                                                         \
#member, FIELD_TYPE_(((struct_ *)0)->member), role, offsetof(struct_, member), form_, \
            word_, .needed = true                                                             \
    }
#define SAID_CHOICE(struct_, member, word_, choices_)                                       \
    {                                                                                       \
#member, FIELD_TYPE_(((struct_ *)0)->member), ROLE_NONE, offsetof(struct_, member), \
            FORM_CHOICE, word_, choices_                                                    \
    }
#define SAID_AS(struct_, member, key, role, form_, word_)                                       \
    {                                                                                           \
        key, FIELD_TYPE_(((struct_ *)0)->member), role, offsetof(struct_, member), form_, word_ \
    }
#define FIELD(struct_, member, role)                                                  \
    {                                                                                 \
#member, FIELD_TYPE_(((struct_ *)0)->member), role, offsetof(struct_, member) \
    }
#define FIELD_AS(struct_, member, key, role)                                      \
    {                                                                             \
        key, FIELD_TYPE_(((struct_ *)0)->member), role, offsetof(struct_, member) \
    }
#define FIELD_TYPE_(member) \
    _Generic((member), const char * : FIELD_TEXT, bool : FIELD_BOOL, struct strings : FIELD_LIST)

const char *field_text(const struct object *o, const struct field *f);
bool field_bool(const struct object *o, const struct field *f);
const struct strings *field_list(const struct object *o, const struct field *f);
bool field_is_set(const struct object *o, const struct field *f); /* not NULL, false or empty */
bool field_equal(const struct object *a, const struct object *b, const struct field *f);

/* The kind's field of that name; NULL if there is none. */
const struct field *kind_field(const struct kind *kind, const char *name);

/*
 * The fields in which two objects of one kind differ, as bits in the order of the kind's table;
 * DIFFERS_COMMENT and DIFFERS_OWNER if these differ. Names, tables and schemas are not compared.
 */
#define DIFFERS_COMMENT (1ull << 63)
#define DIFFERS_OWNER   (1ull << 62)
#define DIFFERS_FIELDS  (~(DIFFERS_COMMENT | DIFFERS_OWNER))
unsigned long long object_differences(const struct object *before, const struct object *after);

struct object *object_new(struct arena *arena, const struct kind *kind);
struct object *object_copy(struct arena *arena, const struct object *o); /* lists are shared */

/* `table "users"`, `column "users.email"`, `index "billing.idx_x"`: for messages. */
const char *object_label(struct arena *arena, const struct object *o);

/* schema.name as operations take it: quoted only where a part holds a dot or a quote. */
const char *qualified_name(struct arena *arena, const char *schema, const char *name);

/* Its parts again; *schema is "" where there is none. */
void qualified_parts(struct arena *arena, const char *qualified, const char **schema,
                     const char **name);

#endif
