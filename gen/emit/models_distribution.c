/* DISTRIBUTED and REFERENCE_TABLE. */
#include "emit/models_parts.h"
#include "kinds/distribution.h"

void put_distribution(struct models *m, struct mg_buf *out, const struct object *table)
{
    const struct distribution *d = distribution_of(m->schema, table->schema, table->name), *with;
    struct strings arguments = {0};

    if (!d)
        return;
    strings_add(m->arena, &arguments, models_name(m, table));
    if (!d->reference)
        strings_add(m->arena, &arguments, models_member(m, &d->o, d->columns.items[0]));
    with = distribution_colocated(m->arena, m->schema, d);
    if (with)
        strings_add(m->arena, &arguments,
                    arena_printf(m->arena, "COLOCATE_WITH(%s)",
                                 models_name(m, models_relation(m, &with->o))));
    if (d->not_colocated)
        strings_add(m->arena, &arguments, "NOT_COLOCATED");
    if (d->shard_count)
        strings_add(m->arena, &arguments,
                    arena_printf(m->arena, "SHARD_COUNT(%s)", d->shard_count));
    put_call(out, d->reference ? "REFERENCE_TABLE" : "DISTRIBUTED", &arguments);
    mg_buf_add(out, ";\n");
}
