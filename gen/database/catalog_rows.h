/* What catalog.c (the whole), catalog_rows.c (queries to objects), catalog_others.c and
 * catalog_needs.c share. */
#ifndef MODELGEN_DATABASE_CATALOG_ROWS_H
#define MODELGEN_DATABASE_CATALOG_ROWS_H

#include "base/map.h"
#include "database/catalog.h"

/* An object of the database, or something of it that no kind is for (object NULL). */
struct found {
    struct object *object;
    const char *label;        /* `view "sales"` */
    const char *schema;       /* "" for the default schema */
    const char *node;         /* class/oid/sub: what pg_depend calls it */
    const char *why;          /* it is left out; NULL: it is not */
    bool hidden;              /* ... and nobody needs to be told */
    const char *default_node; /* of a column */
    const char *about;        /* the node that it says something of and goes away with; or NULL */
    struct strings lost;
};

struct finding {
    struct arena *arena;
    struct diags *diags;
    void *connection; /* PGconn */
    const char *default_schema;
    const char *usual_owner; /* the role that owns most; NULL if there is nothing */
    VEC(struct found *) found;
    struct map *nodes;   /* node -> found */
    struct map *members; /* nodes that belong to extensions */
};

/* A result: the rows of a query, all texts. */
struct rows {
    size_t n, columns;
    const char **names;
    const char **values; /* NULL: null */
};

/* False and a diagnostic. */
bool finding_query(struct finding *f, const char *sql, struct rows *rows);
const char *rows_value(const struct rows *rows, size_t row, const char *name);

/* The objects of every kind; what is of no kind. */
bool finding_objects(struct finding *f);
bool finding_others(struct finding *f);

/* The owners of what is left then, where they are not the usual one (NULL: who owns most). */
bool finding_owners(struct finding *f, const char *usual);

/* Leaves out what needs something that is left out. */
bool finding_needs(struct finding *f);

/* "" for the default schema; whether it is neither PostgreSQL's nor the ledger's. */
const char *schema_value(const struct finding *f, const char *schema);
bool schema_is_own(const char *schema);

void finding_add(struct finding *f, struct found *found);

/* An expression of the catalog as a model says it: tidied, without needless parentheses. */
const char *catalog_expression(struct arena *arena, const char *text);

const char *node_name(struct arena *arena, const char *class, const char *oid, const char *sub);

#endif
