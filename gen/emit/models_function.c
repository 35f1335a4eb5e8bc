/*
 * Functions and their like: FUNCTION("add(a integer)", ...) where that is short, else a file of
 * whole statements, which anybody can run: FUNCTION_FILE("sql/add.sql").
 */
#include <string.h>

#include "emit/layout.h"
#include "emit/models_parts.h"
#include "kinds/on_update.h"
#include "kinds/routine.h"
#include "model/sql.h"

enum { LONGEST = 3 * LINE_WIDTH }; /* of what is said in place */

static void add_settings(struct models *m, const struct function *f, struct strings *arguments)
{
    const char *list = "";

    for (size_t i = 0; i < f->set.n; i++)
        list = arena_printf(
            m->arena, "%s%s%s", list, i ? ", " : "",
            string_argument(m->arena, routine_setting_text(m->arena, f->set.items[i])));
    if (*list)
        strings_add(m->arena, arguments, arena_printf(m->arena, "SET(%s)", list));
}

static void add_body(struct models *m, const struct function *f, struct strings *arguments)
{
    static const char begin[] = "BEGIN ATOMIC", end[] = "END", ret[] = "RETURN ";
    size_t n;

    if (f->library)
        strings_add(m->arena, arguments, word_string(m->arena, "LIBRARY", f->library));
    if (f->symbol)
        strings_add(m->arena, arguments, word_string(m->arena, "SYMBOL", f->symbol));
    if (!f->atomic && !f->body && !f->library)
        strings_add(m->arena, arguments, "BODY(\"\")");
    if (!f->atomic)
        return;
    n = strlen(f->atomic);
    if (strncmp(f->atomic, ret, sizeof ret - 1) == 0)
        strings_add(m->arena, arguments, word_sql(m->arena, "RETURN", f->atomic + sizeof ret - 1));
    else
        strings_add(m->arena, arguments,
                    word_string(m->arena, "ATOMIC",
                                arena_strndup(m->arena, f->atomic + sizeof begin,
                                              n - sizeof begin - sizeof end)));
}

/* The name as SQL writes it, and these arguments. */
static const char *signature(struct models *m, const struct object *o, const char *arguments)
{
    const char *name = sql_ident(m->arena, routine_name(m->arena, o->name));

    return string_argument(m->arena, arena_printf(m->arena, "%s(%s)", name, arguments));
}

/* ATOMIC(...) gives the text back only in one of its forms. */
static bool is_sayable(const struct function *f)
{
    size_t n = f->atomic ? strlen(f->atomic) : 0;

    if (f->body && strpbrk(f->body, "\n\\"))
        return false;
    return !n || strncmp(f->atomic, "RETURN ", 7) == 0;
}

static void function_arguments(struct models *m, const struct object *o, struct strings *arguments)
{
    const struct function *f = (const struct function *)o;
    struct strings options = {0};
    const char *body = NULL;
    const char *returns = o->kind == &kind_procedure ? NULL : routine_returns(m->arena, f);

    strings_add(m->arena, arguments, signature(m, o, routine_arguments(m->arena, &f->arguments)));
    if (*o->schema)
        strings_add(m->arena, arguments, word_name(m->arena, "SCHEMA", o->schema));
    if (returns)
        strings_add(m->arena, arguments, word_sql(m->arena, "RETURNS", returns));
    add_item_options(m, o, &options);
    for (size_t i = 0; i < options.n; i++) { /* the body comes last */
        if (strncmp(options.items[i], "BODY(", 5) == 0)
            body = options.items[i];
        else
            strings_add(m->arena, arguments, options.items[i]);
    }
    add_settings(m, f, arguments);
    add_body(m, f, arguments);
    if (body)
        strings_add(m->arena, arguments, body);
    if (o->owner)
        strings_add(m->arena, arguments, word_name(m->arena, "OWNER", o->owner));
}

static bool is_short(const struct strings *arguments)
{
    size_t width = 0;

    for (size_t i = 0; i < arguments->n; i++) {
        if (strlen(arguments->items[i]) > LINE_WIDTH - 16)
            return false;
        width += strlen(arguments->items[i]) + 2;
    }
    return width <= LONGEST;
}

static void put_function(struct models *m, struct mg_buf *out, const struct object *o)
{
    const struct function *f = (const struct function *)o;
    struct strings arguments = {0};

    if (is_sayable(f))
        function_arguments(m, o, &arguments);
    if (arguments.n && is_short(&arguments)) {
        add_comment(m, out, o, &arguments);
        put_call(out, o->kind->word, &arguments);
    } else {
        const char *file =
            models_body_file(m, o, arena_printf(m->arena, "%s;", routine_text(m->arena, f)));

        arguments = (struct strings){0};
        strings_add(m->arena, &arguments,
                    arena_strndup(m->arena, file + strlen("FILE("), strlen(file) - 6));
        if (o->owner)
            strings_add(m->arena, &arguments, word_name(m->arena, "OWNER", o->owner));
        put_call(out, "FUNCTION_FILE", &arguments);
    }
    mg_buf_add(out, ";\n");
}

static void put_aggregate(struct models *m, struct mg_buf *out, const struct object *o)
{
    const struct aggregate *a = (const struct aggregate *)o;
    struct strings arguments = {0};

    strings_add(m->arena, &arguments,
                signature(m, o, aggregate_arguments(m->arena, &a->arguments)));
    if (*o->schema)
        strings_add(m->arena, &arguments, word_name(m->arena, "SCHEMA", o->schema));
    add_item_options(m, o, &arguments);
    if (o->owner)
        strings_add(m->arena, &arguments, word_name(m->arena, "OWNER", o->owner));
    add_comment(m, out, o, &arguments);
    put_call(out, o->kind->word, &arguments);
    mg_buf_add(out, ";\n");
}

void put_routine(struct models *m, struct mg_buf *out, const struct object *o)
{
    (o->kind == &kind_aggregate ? put_aggregate : put_function)(m, out, o);
}

void models_find_on_updates(struct models *m)
{
    struct objects columns = schema_of_kind(m->schema, &kind_column);
    struct on_update found;

    for (size_t i = 0; i < columns.n; i++)
        if (on_update_find(m->arena, m->schema, (const struct column *)columns.items[i], &found)) {
            map_put(m->on_updates, found.function, (void *)found.function);
            map_put(m->on_updates, found.trigger, (void *)found.trigger);
        }
}
