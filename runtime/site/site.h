/*
 * What operations find where they are to be carried out: the tables of the database as they were
 * before the migration, and what the migration itself has made of them so far. Read while a
 * migration is recorded, a query for each table that is asked about.
 */
#ifndef MODELGEN_RUNTIME_SITE_H
#define MODELGEN_RUNTIME_SITE_H

#include <libpq-fe.h>

#include "../sql/operation.h" /* before what else brings words */

#include "../base/error.h"
#include "../modelgen/migrate.h"
#include "late.h"

enum mg_direction { MG_UPGRADE, MG_DOWNGRADE };

/* Whether downgrades have set anything aside. */
enum mg_held_down { MG_HELD_UNKNOWN, MG_HELD_NOTHING, MG_HELD_SOMETHING };

struct mg_place; /* a table, by its name in the migration */

struct mg_site {
    PGconn *conn;
    struct mg_error *error;
    const struct mg_registered *entry; /* the migration that is recorded */
    enum mg_direction direction;
    bool stash;                      /* what is held comes back */
    enum mg_held_down *held_down;    /* asked once, for a whole run upwards; NULL: each time */
    bool keeps;                      /* what holds rows is set aside instead of dropped */
    bool stashes;                    /* the migration did so */
    size_t values_kept, values_lost; /* columns whose values it replaces: stash_values.h */
    bool saves;      /* what is recorded now loses nothing: it sets aside, keeps, or brings back */
    bool live;       /* what the migration does is done at once: conn is within its transaction */
    bool no_rewrite; /* a type is changed without one, where that is possible */
    struct mg_buf hindered; /* why it is not, where it was wanted: a line each */
    struct mg_place **places;
    size_t n, capacity;
    struct mg_late late; /* what is put off */
    int line;            /* of the operation that is recorded */
    size_t call;         /* which one it is, from 1 */
    const struct mg_operation *operation;
    struct mg_buf freed;   /* names of indexes and constraints that are dropped: "x"\n"y"\n */
    struct mg_buf chosen;  /* those that recipes chose for new ones, with their schemas */
    struct mg_buf did;     /* what was recorded: "operation table"\n */
    struct mg_buf renamed; /* columns, as rows of VALUES: , (table, 'was', 'now') */
    struct mg_buf brought; /* the ids of values that came back with a change of type: " 1  2 " */
};

/* What is known of a table. */
struct mg_table {
    bool created;     /* by this migration */
    bool restored;    /* by this migration: it came back with all that it had */
    bool exists;      /* before it */
    bool empty;       /* it holds no row */
    bool partitioned; /* its rows are in other tables */
    bool single;      /* no other table inherits from it, or is a partition of it */
    bool distributed; /* Citus keeps its rows, elsewhere (shards.h) */
    bool copied;      /* and all of them on each node */
    double bytes;     /* with its indexes */
};

/* A query for the oids of the tables that were looked at, a row each. */
void mg_site_oids(const struct mg_site *site, struct mg_buf *sql);

/* The table of that name, as operations take it. The answer lives as long as the site. */
const struct mg_table *mg_site_table(struct mg_site *site, const char *name);

/* True if what was brought back has this already: an index, a trigger, a domain's constraint, ...
 */
bool mg_site_has(struct mg_site *site, const struct mg_operation *operation, const void *args);

/* Notes that the migration brings it back, a table mostly: what is made of it is there already. */
void mg_site_restores(struct mg_site *site, const char *name, bool partitioned);

/*
 * What a table is called in the database, as SQL: text is what the migration's statements call it.
 * False if it makes the table itself.
 */
bool mg_site_before(struct mg_site *site, const char *text, struct mg_buf *name);

/* The other way round: what the migration's statements call a table of the database. */
void mg_site_now(const struct mg_site *site, const char *text, struct mg_buf *name);

/*
 * Whether the migration has recorded the operation about that table. One that is created as a
 * partition or child of another one is attached to that; inheritance is about the parent.
 */
bool mg_site_did(const struct mg_site *site, const struct mg_operation *operation,
                 const char *name);

/* True if that is a table that was looked at, and single; text as in mg_site_before. */
bool mg_site_is_single(const struct mg_site *site, const char *text);

/* True if others may be at work on it: it was there before, and holds rows. */
bool mg_site_in_use(struct mg_site *site, const char *name);

/*
 * Whether the migration has made something of it that the catalog does not know yet. Other columns
 * of it, and what is dropped, do not count.
 */
bool mg_site_is_changed(struct mg_site *site, const char *name);

/* Whether the migration dropped or renamed an index or a constraint of that name. */
bool mg_site_is_freed(const struct mg_site *site, const char *name);

/* Takes note of a name that a recipe chose; true if one did before. */
void mg_site_choose(struct mg_site *site, const char *name);
bool mg_site_is_chosen(const struct mg_site *site, const char *name);

/* Whether the text is all there: otherwise memory ran out, which is an error from now on. */
bool mg_site_wrote(const struct mg_site *site, const struct mg_buf *text);

/*
 * The rows of a query, PQclear'ed by the caller. NULL if it fails: what it asks about is not there
 * or not shown to us, which is no error of the migration, or (site->error) the server or memory is
 * short of something.
 */
PGresult *mg_site_query(struct mg_site *site, const char *sql);
PGresult *mg_site_ask(struct mg_site *site, const char *sql, const char *const *parameters, int n);

/*
 * Whether the server is of that major version or a later one. A connection that is lost has none:
 * that is an error from now on.
 */
bool mg_site_since(const struct mg_site *site, int major);

/* What a question failed of, if it did: by the same rule. Takes the error over. */
void mg_site_fail(struct mg_site *site, struct mg_error *error);

/*
 * Takes note of an operation that was recorded: what it creates or renames. True if it is about
 * nothing but what the migration created itself.
 */
bool mg_site_note(struct mg_site *site, const struct mg_operation *operation, const void *args);

/* The part of it that mg_site_did and mg_site_is_freed look at. */
void mg_site_write_down(struct mg_site *site, const struct mg_operation *operation,
                        const void *args);

void mg_site_free(struct mg_site *site);

#endif
