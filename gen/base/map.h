/* Side tables: what is known about an object, or about a name. */
#ifndef MODELGEN_BASE_MAP_H
#define MODELGEN_BASE_MAP_H

#include <stddef.h>

#include "base/arena.h"

/* Keys are addresses, or texts where made with map_of_texts; texts must outlive the map. */
struct map;

struct map *map_of_addresses(struct arena *arena);
struct map *map_of_texts(struct arena *arena);

void *map_get(const struct map *map, const void *key); /* NULL: nothing */
void map_put(struct map *map, const void *key, void *value);

#endif
