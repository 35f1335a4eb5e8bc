/* The sequence that feeds a column: that of an identity or of a serial column. */
#include <string.h>

#include "kinds/column.h"
#include "kinds/sequence.h"

void column_sequence_options(const struct column *column, mg_column *c)
{
    c->sequence = column->sequence;
    c->sequence_type = column->sequence_type;
    c->start = column->start;
    c->increment = column->increment;
    c->minvalue = column->minvalue;
    c->maxvalue = column->maxvalue;
    c->cache = column->cache;
    c->cycle = column->cycle;
}

struct sequence column_sequence_object(struct arena *arena, const struct column *c)
{
    return (struct sequence){
        .o = {.kind = &kind_sequence,
              .schema = c->o.schema,
              .table = "",
              .name = column_sequence(arena, c)},
        .type = c->sequence_type ? c->sequence_type : c->type,
        .start = c->start,
        .increment = c->increment,
        .minvalue = c->minvalue,
        .maxvalue = c->maxvalue,
        .cache = c->cache,
        .cycle = c->cycle,
    };
}

/* Of a new sequence, or where it differs from what it was. */
void column_sequence_comment(struct making *making, const struct column *before,
                             const struct column *after)
{
    const char *was = before && before->identity ? before->sequence_comment : NULL;
    const char *is = after->sequence_comment;

    if (after->identity && (was && is ? strcmp(was, is) != 0 : was != is))
        MAKE(making, comment, mg_comment_args, .object = "SEQUENCE",
             .name = qualified_name(making->arena, after->o.schema,
                                    column_sequence(making->arena, after)),
             .text = is);
}

const char *column_sequence_role(struct making *making, const struct column *c)
{
    const struct object *table = schema_relation(making->after, c->o.schema, c->o.table);

    return table ? table->owner : NULL;
}

bool column_is_serial(const struct column *c)
{
    return c->identity && strcmp(c->identity, "SERIAL") == 0;
}
