#include "index.h"

#include <stdlib.h>
#include <string.h>

#include "things.h"

static const char *plain(const char *name)
{
    return *name == 'p' && strncmp(name, "public.", 7) == 0 ? name + 7 : name;
}

bool mg_is_same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(plain(a), plain(b)) == 0);
}

/* --- Slots ---------------------------------------------------------------------------------- */

/* FNV-1a. */
static size_t mix(size_t hash, const char *text)
{
    for (const char *c = text ? plain(text) : ""; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 0x100000001b3;
    return (hash ^ '.') * 0x100000001b3;
}

static size_t *slot_of(const struct mg_expect *expect, int by, const char *table, const char *name)
{
    size_t hash = mix(mix(0xcbf29ce484222325, table), name);
    return &expect->index[by][(hash ^ hash >> 32) % expect->slots];
}

static size_t *slot_of_thing(const struct mg_expect *expect, int by, const struct mg_thing *thing)
{
    const char *of = by == MG_BY_TABLE || mg_thing_is_part(thing->kind) ? thing->table : NULL;
    return slot_of(expect, by, of, by == MG_BY_TABLE ? NULL : thing->name);
}

static int last_chain(const struct mg_thing *thing)
{
    return thing->table ? MG_BY_TABLE : MG_BY_NAME;
}

void mg_index_enter(struct mg_expect *expect, struct mg_thing *thing)
{
    for (int by = MG_BY_NAME; expect->slots && by <= last_chain(thing); by++) {
        size_t *slot = slot_of_thing(expect, by, thing);
        thing->next[by] = *slot;
        *slot = (size_t)(thing - expect->things) + 1;
    }
}

void mg_index_leave(struct mg_expect *expect, const struct mg_thing *thing)
{
    size_t self = (size_t)(thing - expect->things) + 1;
    for (int by = MG_BY_NAME; expect->slots && by <= last_chain(thing); by++) {
        size_t *at = slot_of_thing(expect, by, thing);
        while (*at && *at != self)
            at = &expect->things[*at - 1].next[by];
        if (*at)
            *at = thing->next[by];
    }
}

/* --- All of them ---------------------------------------------------------------------------- */

void mg_index_free(struct mg_expect *expect)
{
    for (int by = MG_BY_NAME; by <= MG_BY_TABLE; by++) {
        free(expect->index[by]);
        expect->index[by] = NULL;
    }
    expect->slots = 0;
}

void mg_index_rebuild(struct mg_expect *expect)
{
    enum { FEWEST = 64 };
    mg_index_free(expect);
    expect->slots = expect->n * 2 > FEWEST ? expect->n * 2 : FEWEST;
    expect->index[MG_BY_NAME] = calloc(expect->slots, sizeof(size_t));
    expect->index[MG_BY_TABLE] = calloc(expect->slots, sizeof(size_t));
    if (!expect->index[MG_BY_NAME] || !expect->index[MG_BY_TABLE]) {
        mg_index_free(expect);
        expect->failed = true;
    }
    for (size_t i = 0; i < expect->n; i++)
        mg_index_enter(expect, &expect->things[i]);
}

void mg_index_add(struct mg_expect *expect)
{
    if (expect->n > expect->slots)
        mg_index_rebuild(expect);
    else
        mg_index_enter(expect, &expect->things[expect->n - 1]);
}

/* --- From one to the next ------------------------------------------------------------------- */

struct mg_walk mg_walk_names(const struct mg_expect *expect, const char *table, const char *name)
{
    return (struct mg_walk){MG_BY_NAME,
                            expect->slots ? *slot_of(expect, MG_BY_NAME, table, name) : 0};
}

struct mg_walk mg_walk_parts(const struct mg_expect *expect, const char *table)
{
    return (struct mg_walk){MG_BY_TABLE,
                            expect->slots ? *slot_of(expect, MG_BY_TABLE, table, NULL) : 0};
}

struct mg_thing *mg_walk_on(const struct mg_expect *expect, struct mg_walk *walk)
{
    struct mg_thing *thing = walk->next ? &expect->things[walk->next - 1] : NULL;
    walk->next = thing ? thing->next[walk->by] : 0;
    return thing;
}
