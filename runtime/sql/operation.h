/*
 * The operations: one vocabulary for what can be done to a schema. A migration file calls them
 * (modelgen/migration.h), the runner turns them into SQL, modelgen composes and spells them.
 *
 * An operation is one file in operations/ and one line in operations/operations.def. Its arguments
 * are a plain struct of modelgen/migration.h; the words table says how each member is written in C,
 * so that spelling (gen/emit) needs nothing that is particular to an operation.
 *
 * To add one: the argument struct and the macro in modelgen/migration.h, a file in operations/ that
 * ends with its `const struct mg_operation mg_op_<name>`, its line in operations.def.
 */
#ifndef MODELGEN_RUNTIME_OPERATION_H
#define MODELGEN_RUNTIME_OPERATION_H

#include <stddef.h>

#ifndef MG_WITHOUT_WORDS
#define MG_WITHOUT_WORDS
#endif
#include "../modelgen/migration.h"
#include "script.h"

struct mg_site; /* site.h */

// clang-format off
/* How a member of an argument struct is written in C. */
enum mg_spelling {
    MG_END,       /* no member: ends a table of words */
    MG_POSITION,  /* "text", at its place; the word where the text is NULL */
    MG_POSITIONS, /* "a", "b": an mg_list, at its place */
    MG_COLUMNS,   /* "a", "b": column0 and the members after it, at its place */
    MG_TEXT,      /* WORD("text") */
    MG_BARE,      /* WORD(text) */
    MG_LIST,      /* WORD("a", "b"): an mg_list */
    MG_TEXT_LIST, /* WORD("text", "a", "b"): text at offset, mg_list at second */
    MG_TEXTS,     /* WORD("text", "other"): texts at offset and second */
    MG_FLAG,      /* WORD, if the unsigned char is not zero */
    MG_VALUE,     /* WORD, if the text equals value; WORD(words) if it has words */
    MG_ITEMS,     /* the lines of a table, each as the first of the words that fits it; NO_COLUMNS */
    MG_LINE,      /* of MG_ITEMS: WORD(words), if the pointer at offset is not NULL and, where there
                     is a value, the text at second of what it points to equals it */
    MG_WORDS,     /* the words of a struct that is a member */
};
// clang-format on

struct mg_word {
    const char *word;
    enum mg_spelling spelling;
    size_t offset;
    size_t second;               /* MG_TEXT_LIST: where the list is; MG_TEXTS, MG_LINE: the text */
    size_t condition;            /* if not 0: written only when this unsigned char is set */
    bool unless;                 /* ... or only when it is not set */
    const char *value;           /* MG_VALUE, MG_LINE */
    const struct mg_word *words; /* MG_VALUE, MG_ITEMS, MG_LINE, MG_WORDS */
    int since;                   /* the first PostgreSQL that has it; 0: 13 does */
    const char *newer;           /* ... and only these values of it: words; NULL: any */
};

struct mg_operation {
    const char *name;
    size_t size;                 /* of the argument struct */
    const struct mg_word *words; /* in the order in which they are written, MG_WORDS_END last */
    /* Appends what the operation amounts to. args is the operation's own struct. */
    void (*sql)(const void *args, struct mg_script *script);
    /* It has a body that may mention what is made later: nobody looks at it when it is made. */
    bool has_body;
    /*
     * The same on a database that is in use, where that takes more than the plain statements: locks
     * are brief, long work is done without them. False, and nothing appended: sql will do. NULL:
     * sql always does.
     */
    bool (*online)(const void *args, struct mg_site *site, struct mg_script *script);
    bool restores; /* ... or sets aside what holds rows, and brings it back */
    /* The table (or type, ...) it is about; NULL: its first argument says so. */
    const char *(*about)(const void *args);
};

/* What goes before operations with bodies. */
#define MG_UNCHECKED_BODIES "SET LOCAL check_function_bodies = off"

// clang-format off
#define MG_WORDS_END { 0 }
// clang-format on

/* Every operation, in the order of operations.def; ended by NULL. */
extern const struct mg_operation *const mg_operations[];

#define OPERATION(name) extern const struct mg_operation mg_op_##name;
#include "../operations/operations.def"
#undef OPERATION

#endif
