/* ON_UPDATE(expression): a function that sets the column, and a trigger that calls it. */
#include <string.h>

#include "kinds/on_update.h"
#include "read/reading.h"

/* Many tables may share one function. */
static const struct function *add_function(struct reading *r, struct function *f,
                                           const struct word *word, const struct member *member)
{
    const struct object *same = schema_find(r->schema, &kind_function, f->o.schema, "", f->o.name);

    if (same && strcmp(((const struct function *)same)->body, f->body) == 0)
        return (const struct function *)same;
    declare(r, &f->o, word, member);
    return f;
}

void read_on_update(struct reading *r, struct table_decl *t, struct member *member,
                    const struct word *word)
{
    const struct column *c = member->column;
    const char *expression = sql_in_word(r, word, word->arguments, USE_ON_UPDATE);
    const struct function *f;

    if (!expression)
        return;
    check_mentions(r, t, member, word, word->arguments, USE_ON_UPDATE);
    f = add_function(r, on_update_function(r->arena, c, expression), word, member);
    declare(r, &on_update_trigger(r->arena, c, f)->o, word, member)->table = t;
}
