#include "kinds/marks.h"

#include <string.h>

#include "kinds/compose.h"

static bool has_mark(const struct object *o, const char *mark)
{
    const struct field *f = kind_field(o->kind, mark);

    return f && field_bool(o, f);
}

const struct object *marks_find(const struct schema *s, const struct object *table,
                                const char *mark)
{
    for (size_t k = 0; k < kind_count; k++) {
        struct objects parts = {NULL, 0};

        if (kinds[k]->in_table && kind_field(kinds[k], mark))
            parts = schema_children(s, kinds[k], table->schema, table->name);
        for (size_t i = 0; i < parts.n; i++)
            if (has_mark(parts.items[i], mark))
                return parts.items[i];
    }
    return NULL;
}

void marks_make(struct making *making, const struct object *after)
{
    const char *table = compose_table(making->arena, after);

    if (has_mark(after, "replica_identity"))
        MAKE(making, alter_table, mg_alter_table_args, .name = table, .replica_index = after->name);
    if (has_mark(after, "clustered"))
        MAKE(making, alter_table, mg_alter_table_args, .name = table, .cluster_on = after->name);
}

/* Nothing takes the mark over, and the table stays. */
static bool is_bare(const struct making *making, const struct object *o, const char *mark)
{
    const struct object *table = schema_relation(making->after, o->schema, o->table);

    return table && !marks_find(making->after, table, mark) &&
           (strcmp(mark, "clustered") == 0 || table->kind != &kind_table ||
            !((const struct table *)table)->replica_identity);
}

/* Without its index the table would go on to have an identity, of nothing. */
void marks_drop(struct making *making, const struct object *before)
{
    if (has_mark(before, "replica_identity") && is_bare(making, before, "replica_identity"))
        MAKE(making, alter_table, mg_alter_table_args, .name = compose_table(making->arena, before),
             .replica_identity = "DEFAULT");
}

enum way marks_way(const struct object *before, const struct object *after,
                   unsigned long long differences)
{
    static const char *const marks[] = {"attached", "clustered", "replica_identity"};

    (void)after;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const struct field *f = kind_field(before->kind, marks[i]);

        if (f)
            differences &= ~(1ull << (f - before->kind->fields));
    }
    return differences ? WAY_REPLACE : WAY_ALTER;
}

void marks_alter(struct making *making, const struct object *before, const struct object *after,
                 unsigned long long differences)
{
    const char *table = compose_table(making->arena, after);
    struct object *news = object_copy(making->arena, after);
    static const char *const marks[] = {"clustered", "replica_identity"};

    (void)differences;
    for (size_t i = 0; i < 2; i++)
        if (has_mark(before, marks[i])) {
            const struct field *f = kind_field(news->kind, marks[i]);

            *(bool *)((char *)news + f->offset) = false; /* it is there already */
        }
    marks_make(making, news);
    if (has_mark(before, "clustered") && !has_mark(after, "clustered") &&
        is_bare(making, after, "clustered"))
        MAKE(making, alter_table, mg_alter_table_args, .name = table, .no_cluster = 1);
    if (has_mark(before, "replica_identity") && !has_mark(after, "replica_identity") &&
        is_bare(making, after, "replica_identity"))
        MAKE(making, alter_table, mg_alter_table_args, .name = table,
             .replica_identity = "DEFAULT");
}
