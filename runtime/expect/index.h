/*
 * Where things are found: by their name, and by the table that they are part of. Chains through the
 * things themselves; what is there and what is gone are in them alike, the newest first.
 */
#ifndef MODELGEN_RUNTIME_EXPECT_INDEX_H
#define MODELGEN_RUNTIME_EXPECT_INDEX_H

#include "expect.h"

/* Also if both are NULL; "public.users" is "users". */
bool mg_is_same_text(const char *a, const char *b);

/* The last one that was added is to be found. If memory runs out: expect->failed. */
void mg_index_add(struct mg_expect *expect);

/* Before a thing's table or name is changed, and after it. */
void mg_index_leave(struct mg_expect *expect, const struct mg_thing *thing);
void mg_index_enter(struct mg_expect *expect, struct mg_thing *thing);

/* All of them anew, wherever they are now. */
void mg_index_rebuild(struct mg_expect *expect);
void mg_index_free(struct mg_expect *expect);

/*
 * What may be called so, or may belong to that table, one after the other; after NULL the first;
 * NULL after the last. Who asks for names still has to look at table and kind; others may be among
 * them. What is returned may leave before the next one is asked for.
 */
enum mg_chain { MG_BY_NAME, MG_BY_TABLE };
struct mg_walk {
    enum mg_chain by;
    size_t next; /* 1 more than where it is; 0: none */
};
struct mg_walk mg_walk_names(const struct mg_expect *expect, const char *table, const char *name);
struct mg_walk mg_walk_parts(const struct mg_expect *expect, const char *table);
struct mg_thing *mg_walk_on(const struct mg_expect *expect, struct mg_walk *walk);

#endif
