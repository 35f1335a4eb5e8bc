/* Values that are held (stash_values.h), as the way back finds them. */
#ifndef MODELGEN_RUNTIME_STASH_HELD_H
#define MODELGEN_RUNTIME_STASH_HELD_H

#include "../site/site.h"

/* Columns of what mg_held_find returns; names of columns are those of now, within the migration. */
enum {
    MG_HELD_ID,
    MG_HELD_KIND,     /* values, lost */
    MG_HELD_WHERE,    /* where they are, as SQL; empty if that is gone */
    MG_HELD_TABLE,    /* as SQL, before the migration; NULL if it is gone */
    MG_HELD_NAME,     /* table.column, as it was called when they were replaced */
    MG_HELD_COLUMN,   /* as SQL; NULL if it is gone */
    MG_HELD_TYPE,     /* of the column, without its modifier */
    MG_HELD_IS_ENUM,  /* t: of an enum, or of what may be made of one */
    MG_HELD_KEY,      /* id, "number": the key; NULL if it is not what it was */
    MG_HELD_KEY_SAME, /* _key1 = id AND _key4 = "number" */
    MG_HELD_KEYS,     /* how many */
    MG_HELD_IS_QUIET, /* t: an UPDATE may leave triggers alone */
    MG_HELD_REFERS,   /* t: the column is in a foreign key, on either side */
};

/*
 * What this migration, on its other way, kept or lost: of one column, as it is called now, or of
 * all (table NULL); the last first. NULL where nothing can be. PQclear'ed by the caller.
 */
PGresult *mg_held_find(struct mg_site *site, const char *table, const char *column);

/* Whether the migration has brought them back already (site->brought). */
bool mg_held_has_come_back(const struct mg_site *site, const char *id);

/* Steps that let go of them, if they are none only_if_empty. held: MG_HELD_WHERE */
void mg_held_let_go(struct mg_script *script, const char *held, bool only_if_empty);

/* The name that the column had before the migration: an expression. */
void mg_held_add_before(struct mg_site *site, const char *table, const char *column,
                        struct mg_buf *sql);

#endif
