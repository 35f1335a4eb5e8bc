#include "model/kind.h"

#include <string.h>

const struct kind *const kinds[] = {
#define KIND(name) &kind_##name,
#include "kinds/kinds.def"
#undef KIND
};

const size_t kind_count = sizeof kinds / sizeof *kinds;

int kind_order(const struct kind *kind)
{
    for (size_t i = 0; i < kind_count; i++)
        if (kinds[i] == kind)
            return (int)i;
    BUG("kind \"%s\" is not in kinds.def", kind->name);
}

const struct kind *kind_by_name(const char *name)
{
    for (size_t i = 0; i < kind_count; i++)
        if (strcmp(kinds[i]->name, name) == 0)
            return kinds[i];
    return NULL;
}

void make_op(struct making *making, const struct mg_operation *operation, const void *args)
{
    void *copy = arena_alloc(making->arena, operation->size);

    memcpy(copy, args, operation->size);
    *vec_push(making->arena, making->ops) = (struct op){operation, copy};
}
