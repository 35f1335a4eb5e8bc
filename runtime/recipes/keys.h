/*
 * The key by which the rows of a table are gone through: its primary key, or else a unique index
 * whose columns are all NOT NULL. A row keeps its key when it is updated, so that each is met once.
 */
#ifndef MODELGEN_RUNTIME_KEYS_H
#define MODELGEN_RUNTIME_KEYS_H

#include "../site/family.h"

/* The keys of those members of a family that hold rows (kind r). */
struct mg_keys {
    PGresult *result;
};

/*
 * False if one of them has none, or the SET list changes it, or memory ran out: then none counts.
 * Only what the catalog says before the migration and still holds when it comes to be carried out
 * is a key. Freed by mg_keys_free, whatever comes back.
 */
bool mg_keys_read(struct mg_site *site, const struct mg_family *family, const char *assignments,
                  struct mg_keys *keys);
void mg_keys_free(struct mg_keys *keys);

/*
 * A place in a key is one text[]: each of its columns as the type writes it, so that whoever
 * carries it about or keeps it need not know of types.
 *
 * This appends the UPDATE of the rows whose keys come after place $1 (NULL: from the first on), up
 * to place $2, and its probe: with $3 > 0 the place of the $3th key after $1 and up to $2, behind
 * $3 itself (no row: there are not so many); with $3 = 0 about how many rows the table has, and its
 * last place (no row: it is empty). Of member i of the family alone, which the SET list and the
 * condition call `table`.
 */
void mg_keys_update(const struct mg_keys *keys, const struct mg_family *family, size_t i,
                    struct mg_script *script, const char *table, const char *assignments,
                    const char *condition);

#endif
