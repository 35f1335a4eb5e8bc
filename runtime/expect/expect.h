/*
 * What the migrations say of the database, and whether it is so. The functions of the migrations
 * that are applied are run with nobody listening, and what they make is noted, with its place; then
 * those that are to be done, for what they take for granted. One query compares that with the
 * catalog: somebody may have changed the database by hand.
 *
 * What the migrations do not say for certain is not looked at: what SQL of their own changes or
 * mentions, what comes after only_if, what depends on rows.
 */
#ifndef MODELGEN_RUNTIME_EXPECT_H
#define MODELGEN_RUNTIME_EXPECT_H

#include "../sql/operation.h" /* before what else brings words */

#include "../record/record.h"
#include "../server/session.h"

enum mg_thing_kind {
    MG_THING_RELATION, /* a table, view, sequence, index, ... */
    MG_THING_TYPE,
    MG_THING_SCHEMA,
    MG_THING_FUNCTION, /* or a procedure, an aggregate: its name without arguments */
    MG_THING_COLLATION,
    MG_THING_CAST,
    MG_THING_OPERATOR, /* this and the next two with what comes behind their names */
    MG_THING_OPERATOR_FAMILY,
    MG_THING_OPERATOR_CLASS,
    MG_THING_CONVERSION,
    MG_THING_CONFIGURATION, /* of text search, like the next three */
    MG_THING_DICTIONARY,
    MG_THING_PARSER,
    MG_THING_TEMPLATE,
    MG_THING_STATISTICS,
    MG_THING_WRAPPER,
    MG_THING_SERVER,
    MG_THING_EVENT_TRIGGER,
    MG_THING_EXTENSION,
    MG_THING_PUBLICATION,
    MG_THING_MAPPING, /* this is part of a server: a role */
    MG_THING_COLUMN,  /* this and what follows is part of a table */
    MG_THING_CONSTRAINT,
    MG_THING_TRIGGER,
    MG_THING_POLICY,
    MG_THING_RULE,
    MG_THING_PARTITION, /* a table that is a partition or a child of it */
    MG_THING_PUBLISHED, /* a publication that it is in */
    MG_THING_KINDS,
};

struct mg_thing {
    enum mg_thing_kind kind;
    const char *noun; /* "table", "index": what operations call it */
    char *table;      /* that it is part of, or that an index is on; or NULL */
    char *name;
    char *detail; /* a column's type; a constraint's kind; an index's columns: "a, b"; what a
                     function, an operator, ... is called with; or NULL */
    char *form;   /* how the server makes it once more (forms.h); NULL: not known for certain */
    char null;    /* a column's: 'f' is NOT NULL, 't' may be null; '\0': not known */
    bool unique;
    bool ours; /* what is to be done has made or changed it */
    bool gone;
    bool inherits;    /* a table that also gets columns and constraints from others */
    const char *file; /* of the migration that made it so, */
    int line;         /* and where */
    size_t era;       /* how many names had been changed when the form was made */
    size_t next[2];   /* index.h */
};

/* What of a thing an operation replaces or takes away, beside relying on it. */
enum mg_look {
    MG_LOOK_FORM = 1,
    MG_LOOK_NULL = 2,
    MG_LOOK_OWNER = 4, /* who runs it has to be the owner, or a member of that role */
};

/* What an operation takes for granted. */
struct mg_reliance {
    struct mg_thing thing; /* as the migrations say that it is; file NULL: it should not be there */
    const struct mg_registered *entry;
    int line;
    size_t call; /* which one of its direction's, from 1 */
    const char *operation;
    unsigned looks; /* enum mg_look */
    bool waived;    /* by allow(m, "drift") */
};

struct mg_expect {
    struct mg_thing *things;
    size_t n, capacity;
    size_t *index[2], slots; /* index.h */
    struct mg_reliance *claims;
    size_t n_claims, claims_capacity;
    struct mg_renamed {
        char *table, *name; /* of a part of a table: that, too */
    } * renamed;            /* names that are, or mean, something else since */
    size_t n_renamed, renamed_capacity;
    struct mg_buf sql; /* of the migrations' own, which may change what it mentions */
    size_t call;       /* of the operation that is noted now */
    bool pending;      /* what is noted now is to be done */
    bool blind;        /* something was done that nobody can know */
    bool perhaps;      /* only_if: what comes now may not be done */
    bool roles;        /* SQL of the migrations' own may change who carries it out */
    bool waived;
    bool failed; /* memory ran out */
};

/* Notes what an operation does, or takes for granted. */
void mg_expect_note(struct mg_expect *expect, const struct mg_registered *entry, int line,
                    const struct mg_operation *operation, const void *args);

/* What was done so far is what there is; what is noted from here on is to be done. */
void mg_expect_begin(struct mg_expect *expect);

/* What is there is not known any more. */
void mg_expect_forget(struct mg_expect *expect);

/* What is the matter, and thus what helps. */
enum mg_difference_kind {
    MG_DIFFERS_MISSING,
    MG_DIFFERS_HIDDEN, /* ... and the search path does not lead to where it is */
    MG_DIFFERS_THERE,  /* it should not be */
    MG_DIFFERS_OTHER,  /* another type, other columns */
    MG_DIFFERS_NULL,
    MG_DIFFERS_FORM,
    MG_DIFFERS_OWNER, /* it belongs to somebody else */
};

struct mg_difference {
    enum mg_difference_kind kind;
    char *text; /* what is, and what the migrations say: one line */
    const struct mg_reliance *claim;
};

struct mg_differences {
    struct mg_expect expect;
    struct mg_difference *items;
    size_t n;
};

/* Compares the claims with the catalog. Freed by mg_differences_free, whatever comes back. */
bool mg_expect_compare(PGconn *conn, struct mg_differences *found, struct mg_error *error);
void mg_differences_free(struct mg_differences *found);

#endif
