/* A schema to the headers that say it: what its files do, in their order. */
#include "emit/models.h"

#include "emit/models_parts.h"

struct model_files emit_models(struct arena *arena, const struct schema *schema,
                               enum models_division division)
{
    struct models m = {.arena = arena,
                       .schema = schema,
                       .division = division,
                       .names = map_of_addresses(arena),
                       .taken = map_of_texts(arena),
                       .ranks = map_of_addresses(arena),
                       .types = map_of_texts(arena),
                       .hosts = map_of_addresses(arena),
                       .headers_of = map_of_texts(arena),
                       .taken_files = map_of_texts(arena),
                       .said_schemas = map_of_texts(arena),
                       .on_updates = map_of_addresses(arena)};

    models_find_said_schemas(&m);
    models_find_on_updates(&m);
    models_take_headers(&m);
    models_find_members(&m);
    models_name_all(&m);
    models_order_tables(&m);
    return models_divide(&m);
}
