/*
 * A change of type that PostgreSQL can only do by a rewrite, on a table in use, without one: a new
 * column beside the old one, a trigger that keeps it in step, the rows in batches, indexes and
 * constraints built for it, and then one short transaction in which it takes the place of the old
 * one. It ends up as the last column of its table, which is why somebody has to ask for it: ONLINE
 * in the migration, --no-rewrite for the whole run.
 */
#ifndef MODELGEN_RUNTIME_OPERATIONS_RETYPE_H
#define MODELGEN_RUNTIME_OPERATIONS_RETYPE_H

#include "online.h"
#include "../stash/stash_values.h"

struct mg_retype {
    struct mg_site *site;
    const struct mg_values *values;
    const mg_alter_column_args *args;
    const char *table, *column;
    struct mg_buf
        facts; /* a WITH clause: t, the column's rows of pg_class and pg_attribute, and hidden */
    struct mg_buf hidden;   /* the new column, until it takes the name of the old one */
    struct mg_buf function; /* of the trigger: qualified and quoted */
    struct mg_buf trigger;
    struct mg_buf not_null_was; /* the name of its NOT NULL, from PostgreSQL 18 on, or nothing */
    struct mg_buf value;        /* what the new column gets: an expression over the old row */
    bool not_null, replica;     /* replica: its UPDATEs may leave other triggers alone */
    bool fits;                  /* every value of the old type is one of the new one */
    size_t built;               /* how many indexes and constraints have names for the time being */
    struct mg_script swap;      /* what is done in the last transaction */
    struct mg_script extras;    /* ... and behind that: comments, privileges, ... */
};

/*
 * Appends the steps; values->args is what alter_column was given, of which all but the type, USING
 * and NOT NULL is left to the caller, to be put into *rest for the last transaction. False, and
 * nothing appended, if something stands in the way: *why says what.
 */
bool mg_retype(struct mg_site *site, struct mg_script *script, const struct mg_values *values,
               struct mg_script *rest, struct mg_buf *why);

/* Whether PostgreSQL would rewrite the table, or build its indexes anew. */
bool mg_retype_is_long(struct mg_site *site, const mg_alter_column_args *a);

/* --- Parts ---------------------------------------------------------------------------------- */

/* Fills in facts, hidden, ...; false, with *why, if something stands in the way. */
bool mg_retype_look(struct mg_retype *r, struct mg_buf *why);

/* Steps that build what the old column has, and, in r->swap, those that exchange them. */
void mg_retype_indexes(struct mg_retype *r, struct mg_script *script);
void mg_retype_constraints(struct mg_retype *r, struct mg_script *script);

/* In r->swap and r->extras: its sequence, default, privileges, comments, ... */
void mg_retype_belongings(struct mg_retype *r);

/* SQL with the column's name exchanged for the hidden one: expressions as pg_get_expr has them. */
void mg_retype_renamed(struct mg_buf *b, const struct mg_retype *r, const char *sql);

/* Rows of a query that begins with the facts; NULL is an error of the server. */
PGresult *mg_retype_query(struct mg_retype *r, const char *sql);

void mg_retype_free(struct mg_retype *r);

#endif
