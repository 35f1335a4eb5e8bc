/* Arguments and signatures; CREATE FUNCTION as text. */
#include "kinds/routine.h"

#include <stdlib.h>
#include <string.h>

#include "model/sql.h"
#include "model/sql_token.h"
#include "model/types.h"
#include "runtime/base/buf.h"
#include "runtime/sql/sql.h"

/* --- Names -------------------------------------------------------------------------------- */

const char *routine_plain_name(struct arena *arena, const char *name)
{
    struct mg_buf b = MG_BUF_INIT;
    const char *text;

    if (*name && !strpbrk(name, ".\"()"))
        return name;
    mg_buf_addc(&b, '"');
    for (; *name; name++) {
        if (*name == '"')
            mg_buf_addc(&b, '"');
        mg_buf_addc(&b, *name);
    }
    mg_buf_addc(&b, '"');
    if (mg_buf_failed(&b))
        out_of_memory();
    text = arena_text(arena, &b);
    mg_buf_free(&b);
    return text;
}

const char *routine_arguments_of(const char *signature)
{
    bool quoted = false;

    for (; *signature && (quoted || *signature != '('); signature++)
        quoted ^= *signature == '"';
    return signature;
}

const char *routine_name(struct arena *arena, const char *signature)
{
    size_t n = (size_t)(routine_arguments_of(signature) - signature);
    char *name = arena_strndup(arena, signature, n), *to = name;

    if (*signature != '"' || n < 2)
        return name;
    for (const char *p = signature + 1; p < signature + n - 1; p++) {
        *to++ = *p;
        p += p[0] == '"' && p[1] == '"';
    }
    *to = '\0';
    return name;
}

/* --- Arguments ---------------------------------------------------------------------------- */

const char *argument_mode(const struct arguments *args, size_t i)
{
    return i < args->modes.n && *args->modes.items[i] ? args->modes.items[i] : "IN";
}

bool argument_is_input(const struct arguments *args, size_t i)
{
    const char *mode = argument_mode(args, i);

    return strcmp(mode, "OUT") != 0 && strcmp(mode, "TABLE") != 0;
}

const char *argument_name_of(const struct arguments *args, size_t i)
{
    return i < args->names.n ? args->names.items[i] : "";
}

const char *argument_default(const struct arguments *args, size_t i)
{
    size_t inputs = 0, before = 0;

    for (size_t k = 0; k < args->types.n; k++) {
        before += k < i && argument_is_input(args, k);
        inputs += argument_is_input(args, k);
    }
    if (!argument_is_input(args, i) || before + args->defaults.n < inputs)
        return NULL;
    return args->defaults.items[before + args->defaults.n - inputs];
}

const char *routine_signature(struct arena *arena, const char *name, const struct arguments *args)
{
    const char *text = arena_printf(arena, "%s(", name), *comma = "";

    for (size_t i = 0; i < args->types.n; i++)
        if (argument_is_input(args, i)) {
            text = arena_printf(arena, "%s%s%s", text, comma, args->types.items[i]);
            comma = ", ";
        }
    return arena_printf(arena, "%s)", text);
}

/* `OUT name type DEFAULT x` */
static const char *argument_text(struct arena *arena, const struct arguments *args, size_t i,
                                 bool plain)
{
    const char *mode = argument_mode(args, i), *name = argument_name_of(args, i);
    const char *default_ = plain ? NULL : argument_default(args, i);
    bool in = strcmp(mode, "IN") == 0 || strcmp(mode, "TABLE") == 0;

    if (plain && strcmp(mode, "VARIADIC") != 0)
        in = true;
    return arena_printf(arena, "%s%s%s%s%s%s%s", in ? "" : mode, in ? "" : " ",
                        *name && !plain ? sql_ident(arena, name) : "", *name && !plain ? " " : "",
                        args->types.items[i], default_ ? " DEFAULT " : "",
                        default_ ? default_ : "");
}

static const char *aggregate_list(struct arena *arena, const struct arguments *args, bool plain)
{
    size_t direct = args->direct ? strtoul(args->direct, NULL, 10) : (size_t)-1;
    size_t n = args->types.n;
    const char *text = "";

    for (size_t i = 0; i < n; i++)
        text = arena_printf(arena, "%s%s%s", text,
                            i == direct ? (i ? " ORDER BY " : "ORDER BY ")
                            : i         ? ", "
                                        : "",
                            argument_text(arena, args, i, plain));
    if (direct == n && n > 0) /* the last one stands for both: VARIADIC "any" */
        text =
            arena_printf(arena, "%s ORDER BY %s", text, argument_text(arena, args, n - 1, plain));
    return n ? text : "*";
}

const char *aggregate_signature(struct arena *arena, const char *name, const struct arguments *args)
{
    return arena_printf(arena, "%s(%s)", name, aggregate_list(arena, args, true));
}

const char *routine_arguments(struct arena *arena, const struct arguments *args)
{
    const char *text = "";

    for (size_t i = 0; i < args->types.n; i++)
        if (strcmp(argument_mode(args, i), "TABLE") != 0)
            text = arena_printf(arena, "%s%s%s", text, i ? ", " : "",
                                argument_text(arena, args, i, false));
    return text;
}

const char *aggregate_arguments(struct arena *arena, const struct arguments *args)
{
    return aggregate_list(arena, args, false);
}

const char *routine_returns(struct arena *arena, const struct function *f)
{
    const struct arguments *args = &f->arguments;
    const char *columns = "", *type = f->returns;
    size_t outputs = 0, last = 0;

    for (size_t i = 0; i < args->types.n; i++) {
        const char *mode = argument_mode(args, i);

        if (strcmp(mode, "TABLE") == 0)
            columns = arena_printf(arena, "%s%s%s", columns, *columns ? ", " : "",
                                   argument_text(arena, args, i, false));
        else if (strcmp(mode, "OUT") == 0 || strcmp(mode, "INOUT") == 0)
            outputs++, last = i;
    }
    if (*columns)
        return arena_printf(arena, "TABLE(%s)", columns);
    if (!type && f->returns_set && outputs)
        type = outputs == 1 ? args->types.items[last] : "record";
    return type && f->returns_set ? arena_printf(arena, "SETOF %s", type) : type;
}

const char *routine_declaration(struct arena *arena, const struct object *o, const char *arguments)
{
    size_t n = (size_t)(routine_arguments_of(o->name) - o->name);

    return arena_printf(arena, "%s%s%.*s(%s)",
                        *o->schema ? qualified_name(arena, "", o->schema) : "",
                        *o->schema ? "." : "", (int)n, o->name, arguments);
}

const char *function_key(struct arena *arena, const struct object *o)
{
    const struct function *f = (const struct function *)o;
    size_t n = (size_t)(routine_arguments_of(o->name) - o->name);

    return routine_signature(arena, arena_strndup(arena, o->name, n), &f->arguments);
}

const char *aggregate_key(struct arena *arena, const struct object *o)
{
    const struct aggregate *a = (const struct aggregate *)o;
    size_t n = (size_t)(routine_arguments_of(o->name) - o->name);

    return aggregate_signature(arena, arena_strndup(arena, o->name, n), &a->arguments);
}

bool arguments_keep_names(const struct arguments *before, const struct arguments *after)
{
    size_t k = 0;

    for (size_t i = 0; i < before->types.n; i++) {
        const char *name = argument_name_of(before, i);

        if (!argument_is_input(before, i))
            continue;
        while (k < after->types.n && !argument_is_input(after, k))
            k++;
        if (k >= after->types.n || (*name && strcmp(name, argument_name_of(after, k)) != 0))
            return false;
        k++;
    }
    return true;
}

static const char *lower(struct arena *arena, const char *text, size_t n)
{
    char *copy = arena_strndup(arena, text, n);

    for (char *p = copy; *p; p++)
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p - 'A' + 'a');
    return copy;
}

/* --- From the catalog --------------------------------------------------------------------- */

void arguments_pulled(struct arena *arena, struct arguments *args)
{
    static const struct {
        const char *letter, *mode;
    } modes[] = {{"i", "IN"}, {"o", "OUT"}, {"b", "INOUT"}, {"v", "VARIADIC"}, {"t", "TABLE"}};
    bool named = false;

    for (size_t i = 0; i < args->types.n; i++)
        args->types.items[i] = type_plain(arena, args->types.items[i]);
    for (size_t i = 0; i < args->modes.n; i++)
        for (size_t k = 0; k < sizeof modes / sizeof *modes; k++)
            if (strcmp(args->modes.items[i], modes[k].letter) == 0)
                args->modes.items[i] = modes[k].mode;
    for (size_t i = 0; i < args->names.n; i++)
        named |= *args->names.items[i] != '\0';
    if (!named)
        args->names = (struct strings){0};
}

const char *routine_stored_setting(struct arena *arena, const char *stored)
{
    size_t n = strcspn(stored, "=");

    return arena_printf(arena, "%s%s", lower(arena, stored, n), stored + n);
}

/* --- Settings ----------------------------------------------------------------------------- */

/* Of these the value is a list of names, each quoted where needed. */
static bool is_list(const char *name)
{
    static const char *const lists[] = {
        "search_path",
        "temp_tablespaces",
        "session_preload_libraries",
        "local_preload_libraries",
        "shared_preload_libraries",
        "unix_socket_directories",
    };

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (strcmp(lists[i], name) == 0)
            return true;
    return false;
}

/* One value: a string, a word, a number. NULL: it is none of these. */
static const char *setting_value(struct arena *arena, const char **p, bool list)
{
    struct sql_token token = sql_token_next(p);
    const char *value = NULL;

    if (token.kind == SQL_STRING)
        value = sql_token_string(arena, token);
    else if (token.kind == SQL_QUOTED)
        value = sql_token_name(arena, token);
    else if (token.kind == SQL_WORD || token.kind == SQL_NUMBER)
        return lower(arena, token.p, token.n);
    else if (sql_token_is(token, "-"))
        value = setting_value(arena, p, false)
                    ? arena_strndup(arena, token.p, (size_t)(*p - token.p))
                    : NULL;
    if (!value || !list)
        return value;
    return *value ? sql_ident(arena, value) : "\"\"";
}

const char *routine_setting(struct arena *arena, const char *text)
{
    const char *p = text, *name = "", *values = "";
    struct sql_token token = sql_token_next(&p);

    if (sql_token_word(token, "time")) { /* TIME ZONE value */
        token = sql_token_next(&p);
        if (!sql_token_word(token, "zone"))
            return NULL;
        name = "timezone";
    } else {
        for (;; token = sql_token_next(&p)) {
            if (token.kind != SQL_WORD && token.kind != SQL_QUOTED)
                return NULL;
            name = arena_printf(arena, "%s%s", name, lower(arena, token.p, token.n));
            token = sql_token_next(&p);
            if (!sql_token_is(token, "."))
                break;
            name = arena_printf(arena, "%s.", name);
        }
        if (!sql_token_is(token, "=") && !sql_token_word(token, "to"))
            return NULL;
    }
    for (;;) {
        const char *value = setting_value(arena, &p, is_list(name));

        if (!value)
            return NULL;
        values = arena_printf(arena, "%s%s%s", values, *values ? ", " : "", value);
        token = sql_token_next(&p);
        if (token.kind == SQL_END)
            break;
        if (!sql_token_is(token, ","))
            return NULL;
    }
    return arena_printf(arena, "%s=%s", name, values);
}

const char *routine_setting_text(struct arena *arena, const char *setting)
{
    const char *again = routine_setting(arena, setting), *equals = strchr(setting, '=');
    struct mg_buf b = MG_BUF_INIT;
    const char *text;

    if (again && strcmp(again, setting) == 0)
        return setting;
    mg_buf_printf(&b, "%.*s = ", (int)(equals - setting), setting);
    mg_sql_setting(&b, setting);
    if (mg_buf_failed(&b))
        out_of_memory();
    text = arena_text(arena, &b);
    mg_buf_free(&b);
    return text;
}

/* --- What goes without saying ------------------------------------------------------------- */

static bool is_number(const char *text, double n)
{
    char *end;

    return text && strtod(text, &end) == n && !*end;
}

void routine_settle(struct arena *arena, struct function *f)
{
    bool fast;

    if (f->language)
        f->language = lower(arena, f->language, strlen(f->language));
    fast = f->language && (strcmp(f->language, "c") == 0 || strcmp(f->language, "internal") == 0);
    if (is_number(f->cost, fast ? 1 : 100))
        f->cost = NULL;
    if (is_number(f->rows, 1000))
        f->rows = NULL;
    if (f->parallel && strcmp(f->parallel, "unsafe") == 0)
        f->parallel = NULL;
    if (f->atomic)
        f->language = NULL;
    if (f->body && !*f->body)
        f->body = NULL;
    if (f->symbol && strcmp(f->symbol, routine_name(arena, f->o.name)) == 0)
        f->symbol = NULL;
}
