#include "kinds/on_update.h"

#include <string.h>

#include "model/names.h"
#include "model/sql.h"

/* As read/trigger.c names them: what would confuse a name with its parentheses is "_". */
static const char *plain(struct arena *arena, const char *name)
{
    char *copy = arena_strdup(arena, name);

    for (char *p = copy; *p; p++)
        if (strchr(".\"()", *p))
            *p = '_';
    return copy;
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

static bool is_function(struct arena *arena, const struct column *c, const struct function *f,
                        struct on_update *found)
{
    const char *set = arena_printf(arena, "set_%s", c->o.name), *name;
    const char *expression = f->body ? expression_of(arena, c, f->body) : NULL;

    if (!expression || !f->language || strcmp(f->language, "plpgsql") != 0 || !f->returns ||
        strcmp(f->returns, "trigger") != 0 || f->o.comment)
        return false;
    if (strcmp(expression, "now()") == 0 && strcmp(plain(arena, set), set) == 0)
        name = name_make(arena, set, NULL, NULL);
    else
        name = name_make(arena, plain(arena, c->o.table), plain(arena, set), NULL);
    if (strcmp(f->o.name, arena_printf(arena, "%s()", name)) != 0)
        return false;
    found->expression = expression;
    found->function = f;
    return true;
}

bool on_update_find(struct arena *arena, const struct schema *s, const struct column *c,
                    struct on_update *found)
{
    const char *set = arena_printf(arena, "set_%s", c->o.name);
    const struct trigger *t = (const struct trigger *)schema_find(
        s, &kind_trigger, c->o.schema, c->o.table, name_make(arena, c->o.table, set, NULL));

    if (!t || !t->execute || !t->before || strcmp(t->before, "UPDATE") != 0 || !t->for_each_row ||
        t->after || t->instead_of || t->when || t->o.comment)
        return false;
    for (size_t i = 0, n = schema_of_kind(s, &kind_function).n; i < n; i++) {
        const struct object *f = schema_of_kind(s, &kind_function).items[i];

        if (strcmp(f->schema, c->o.schema) == 0 &&
            strcmp(qualified_name(arena, f->schema, f->name), t->execute) == 0 &&
            is_function(arena, c, (const struct function *)f, found)) {
            found->trigger = t;
            return true;
        }
    }
    return false;
}
