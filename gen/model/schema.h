/*
 * A whole schema: its objects in one canonical order, found by key.
 *
 * The order is: objects by kind as in kinds.def, then by schema, table, position (of columns) and
 * name; it depends on nothing else, least of all on the order in which headers were given.
 */
#ifndef MODELGEN_MODEL_SCHEMA_H
#define MODELGEN_MODEL_SCHEMA_H

#include "model/object.h"

struct schema;

struct schema *schema_new(struct arena *arena);

/* Adds o; returns the object that has its key already (o is then not added), else NULL. */
const struct object *schema_add(struct schema *s, struct object *o);

/* Ends building: sorts. Before it schema_at and schema_children must not be used. */
void schema_finish(struct schema *s);

size_t schema_count(const struct schema *s);
const struct object *schema_at(const struct schema *s, size_t i);

const struct object *schema_find(const struct schema *s, const struct kind *kind,
                                 const char *schema, const char *table, const char *name);

/* The table, view, ... of that name: what parts are of (kind->holds_parts). NULL: there is none. */
const struct object *schema_relation(const struct schema *s, const char *schema, const char *name);

/* The parts of a table of one kind, in order: its columns by position, its indexes by name. */
struct objects {
    const struct object *const *items;
    size_t n;
};
struct objects schema_children(const struct schema *s, const struct kind *kind, const char *schema,
                               const char *table);

/*
 * The oldest PostgreSQL that the schema is to be had on, 14, and where the models say so; 0: they
 * do not. Snapshots have it not.
 */
void schema_set_floor(struct schema *s, int floor, struct loc loc);
int schema_floor(const struct schema *s, struct loc *loc);

/* All objects of one kind, in order. */
struct objects schema_of_kind(const struct schema *s, const struct kind *kind);

#endif
