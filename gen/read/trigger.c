/* ON_UPDATE(expression): a function that sets the column, and a trigger that calls it. */
#include <string.h>

#include "model/names.h"
#include "model/sql.h"
#include "read/reading.h"

/* A function's name stands before its parentheses: what would confuse the two becomes "_". */
static const char *plain(struct reading *r, const char *name)
{
    char *copy = arena_strdup(r->arena, name);

    for (char *p = copy; *p; p++)
        if (strchr(".\"()", *p))
            *p = '_';
    return copy;
}

static const struct function *add_function(struct reading *r, const struct column *c,
                                           const char *name, const char *expression,
                                           const struct word *word, const struct member *member)
{
    struct function *f = (struct function *)object_new(r->arena, &kind_function);
    const struct object *same;

    f->o.schema = c->o.schema;
    f->o.name = arena_printf(r->arena, "%s()", name);
    f->returns = "trigger";
    f->language = "plpgsql";
    f->body = arena_printf(r->arena, "BEGIN NEW.%s = %s; RETURN NEW; END",
                           sql_ident(r->arena, c->o.name), expression);
    same = schema_find(r->schema, &kind_function, f->o.schema, "", f->o.name);
    if (same && strcmp(((const struct function *)same)->body, f->body) == 0)
        return (const struct function *)same; /* many tables share it */
    declare(r, &f->o, word, member);
    return f;
}

void read_on_update(struct reading *r, struct table_decl *t, struct member *member,
                    const struct word *word)
{
    const struct column *c = member->column;
    const char *expression = sql_in_word(r, word, word->arguments, USE_ON_UPDATE);
    struct trigger *trigger = (struct trigger *)object_new(r->arena, &kind_trigger);
    const char *set = arena_printf(r->arena, "set_%s", c->o.name), *name;
    const struct function *f;

    if (!expression)
        return;
    check_mentions(r, t, member, word, word->arguments, USE_ON_UPDATE);
    if (strcmp(expression, "now()") == 0 && strcmp(plain(r, set), set) == 0)
        name = name_make(r->arena, set, NULL, NULL);
    else
        name = name_make(r->arena, plain(r, t->table->o.name), plain(r, set), NULL);
    f = add_function(r, c, name, expression, word, member);
    trigger->o.schema = c->o.schema;
    trigger->o.table = c->o.table;
    trigger->o.name = name_make(r->arena, t->table->o.name, set, NULL);
    trigger->before = "UPDATE";
    trigger->for_each_row = true;
    trigger->execute = qualified_name(r->arena, f->o.schema, f->o.name);
    declare(r, &trigger->o, word, member)->table = t;
}
