#include "base/map.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { FIRST_SLOTS = 64 };

struct slot {
    const void *key;
    void *value;
};

struct map {
    struct arena *arena;
    struct slot *slots;
    size_t n, space; /* space: a power of two */
    bool texts;
};

static struct map *map_new(struct arena *arena, bool texts)
{
    struct map *map = arena_new_of(arena, struct map);

    map->arena = arena;
    map->texts = texts;
    map->space = FIRST_SLOTS;
    map->slots = arena_alloc(arena, map->space * sizeof *map->slots);
    return map;
}

struct map *map_of_addresses(struct arena *arena)
{
    return map_new(arena, false);
}

struct map *map_of_texts(struct arena *arena)
{
    return map_new(arena, true);
}

static size_t hash_of(const struct map *map, const void *key)
{
    uint64_t hash = 1469598103934665603u;

    if (!map->texts)
        return (size_t)(((uint64_t)(uintptr_t)key >> 4) * 0x9e3779b97f4a7c15u >> 20);
    for (const unsigned char *p = key; *p; p++)
        hash = (hash ^ *p) * 1099511628211u;
    return (size_t)hash;
}

static struct slot *find(const struct map *map, const void *key)
{
    for (size_t i = hash_of(map, key);; i++) {
        struct slot *slot = &map->slots[i & (map->space - 1)];

        if (!slot->key || slot->key == key || (map->texts && strcmp(slot->key, key) == 0))
            return slot;
    }
}

void *map_get(const struct map *map, const void *key)
{
    return find(map, key)->value;
}

static void grow(struct map *map)
{
    struct slot *old = map->slots;
    size_t n = map->space;

    map->space = n * 4;
    map->slots = arena_alloc(map->arena, map->space * sizeof *map->slots);
    for (size_t i = 0; i < n; i++)
        if (old[i].key)
            *find(map, old[i].key) = old[i];
}

void map_put(struct map *map, const void *key, void *value)
{
    struct slot *slot = find(map, key);

    if (!slot->key && ++map->n * 2 > map->space) {
        grow(map);
        slot = find(map, key);
    }
    *slot = (struct slot){key, value};
}
