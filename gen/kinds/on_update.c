#include "kinds/on_update.h"

#include <string.h>

#include "model/names.h"
#include "model/sql.h"

/* A function's name stands before its parentheses: what would confuse the two becomes "_". */
static const char *plain(struct arena *arena, const char *name)
{
    char *copy = arena_strdup(arena, name);

    for (char *p = copy; *p; p++)
        if (strchr(".\"()", *p))
            *p = '_';
    return copy;
}

/* One function serves every column of a name that is set to now(); any other is its table's own. */
static const char *function_name(struct arena *arena, const struct column *c,
                                 const char *expression)
{
    const char *set = arena_printf(arena, "set_%s", c->o.name);

    if (strcmp(expression, "now()") == 0 && strcmp(plain(arena, set), set) == 0)
        return name_make(arena, set, NULL, NULL);
    return name_make(arena, plain(arena, c->o.table), plain(arena, set), NULL);
}

struct function *on_update_function(struct arena *arena, const struct column *c,
                                    const char *expression)
{
    struct function *f = (struct function *)object_new(arena, &kind_function);

    f->o.schema = c->o.schema;
    f->o.name = arena_printf(arena, "%s()", function_name(arena, c, expression));
    f->returns = "trigger";
    f->language = "plpgsql";
    f->body = arena_printf(arena, "BEGIN NEW.%s = %s; RETURN NEW; END", sql_ident(arena, c->o.name),
                           expression);
    return f;
}

static const char *trigger_name(struct arena *arena, const struct column *c)
{
    return name_make(arena, c->o.table, arena_printf(arena, "set_%s", c->o.name), NULL);
}

struct trigger *on_update_trigger(struct arena *arena, const struct column *c,
                                  const struct function *f)
{
    struct trigger *t = (struct trigger *)object_new(arena, &kind_trigger);

    t->o.schema = c->o.schema;
    t->o.table = c->o.table;
    t->o.name = trigger_name(arena, c);
    t->before = "UPDATE";
    t->for_each_row = true;
    t->execute = qualified_name(arena, f->o.schema, f->o.name);
    return t;
}

static const char *expression_of(struct arena *arena, const struct column *c, const char *body)
{
    const char *before = arena_printf(arena, "BEGIN NEW.%s = ", sql_ident(arena, c->o.name));
    static const char after[] = "; RETURN NEW; END";
    size_t n = strlen(body), start = strlen(before), end = sizeof after - 1;
    const char *text;

    if (n <= start + end || strncmp(body, before, start) != 0 || strcmp(body + n - end, after) != 0)
        return NULL;
    text = arena_strndup(arena, body + start, n - start - end);
    return strcmp(sql_tidy(arena, text), text) == 0 ? text : NULL;
}

/* True if the function is what ON_UPDATE on the column would make. */
static bool is_function(struct arena *arena, const struct column *c, const struct function *f,
                        struct on_update *found)
{
    const char *expression = f->body ? expression_of(arena, c, f->body) : NULL;
    const struct function *made;

    if (!expression)
        return false;
    made = on_update_function(arena, c, expression);
    if (strcmp(f->o.name, made->o.name) != 0 || object_differences(&f->o, &made->o))
        return false;
    found->expression = expression;
    found->function = f;
    return true;
}

bool on_update_find(struct arena *arena, const struct schema *s, const struct column *c,
                    struct on_update *found)
{
    const struct object *t =
        schema_find(s, &kind_trigger, c->o.schema, c->o.table, trigger_name(arena, c));
    struct objects functions = schema_of_kind(s, &kind_function);

    for (size_t i = 0; t && i < functions.n; i++) {
        const struct function *f = (const struct function *)functions.items[i];

        if (strcmp(f->o.schema, c->o.schema) == 0 && is_function(arena, c, f, found) &&
            !object_differences(t, &on_update_trigger(arena, c, f)->o)) {
            found->trigger = (const struct trigger *)t;
            return true;
        }
    }
    return false;
}
