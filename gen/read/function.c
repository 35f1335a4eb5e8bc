/*
 * FUNCTION("add(a integer, b integer DEFAULT 1)", RETURNS(integer), ...), PROCEDURE, AGGREGATE;
 * and FUNCTION_FILE("sql/add.sql"), a file of whole CREATE FUNCTION statements.
 */
#include <string.h>
#include <strings.h>

#include "kinds/routine.h"
#include "model/sql.h"
#include "read/reading.h"

/* --- Signatures --------------------------------------------------------------------------- */

static void report_not_sql(struct reading *r, const struct word *word, struct slice s,
                           const struct routine_error *error)
{
    diag_error(r->diags, MG140, loc_in_sql(r, word, s, error->position), "%s: %s",
               word_kinds[word->id].name, error->message);
}

/* The name of an option's or item's text in double quotes. False and a diagnostic. */
static bool read_signature(struct reading *r, const struct word *word, struct slice s,
                           struct object *o, const char **schema)
{
    struct routine_error error;
    const char *name, *text;
    struct arguments *args = o->kind == &kind_aggregate ? &((struct aggregate *)o)->arguments
                                                        : &((struct function *)o)->arguments;
    bool good;

    text = sql_text(r, s);
    good = o->kind == &kind_aggregate ? aggregate_parse(r->arena, text, schema, &name, args, &error)
                                      : routine_parse(r->arena, text, schema, &name, args, &error);
    if (!good) {
        report_not_sql(r, word, s, &error);
        diag_hint(r->diags, "It is written %s(\"name(argument type, ...)\", ...).",
                  word_kinds[word->id].name);
        return false;
    }
    if (!check_name(r, o->kind->title, name, loc_of_argument(r, word, s)))
        return false;
    o->name = routine_plain_name(r->arena, name);
    return true;
}

/* --- Options ------------------------------------------------------------------------------ */

/* Those that are more than a field. */
static bool is_own(enum word_id id)
{
    return id == WORD_RETURNS || id == WORD_ATOMIC || id == WORD_RETURN || id == WORD_SET ||
           id == WORD_LIBRARY || id == WORD_SYMBOL || id == WORD_VOLATILE;
}

static void read_returns(struct reading *r, const struct word *option, struct function *f)
{
    struct routine_error error;
    struct slice s = slice_trim(option->arguments);

    if (f->o.kind == &kind_procedure)
        diag_error(r->diags, MG109, loc_of_word(r, option), "a procedure returns nothing");
    else if (!routine_parse_returns(r->arena, sql_text(r, s), f, &error))
        report_not_sql(r, option, s, &error);
}

static void read_settings(struct reading *r, const struct word *option, struct function *f)
{
    struct slices items = split_arguments(r, option->arguments);

    for (size_t i = 0; i < items.n; i++) {
        const char *setting = routine_setting(r->arena, sql_text(r, items.items[i]));

        if (setting) {
            strings_add(r->arena, &f->set, setting);
            continue;
        }
        diag_error(r->diags, MG140, loc_of_argument(r, option, items.items[i]),
                   "SET takes parameters with their values");
        diag_hint(r->diags, "They are written SET(\"search_path = billing, public\").");
    }
}

/* ATOMIC("INSERT ...; SELECT ...;"), RETURN(a + b): the parser knows them from a whole function. */
static void read_atomic(struct reading *r, const struct word *option, struct function *f)
{
    struct slice s = slice_trim(option->arguments);
    bool block = option->id == WORD_ATOMIC, plain = !block && !is_c_string(s);
    const char *text, *whole, *error;
    size_t position = 0, before;

    text = plain ? slice_text(r, s) : read_body(r, option, s, SQL_ANYTHING);

    if (!text)
        return;
    f->atomic = block ? arena_printf(r->arena, "BEGIN ATOMIC\n%s%s\nEND", text,
                                     text[strlen(text) - 1] == ';' ? "" : ";")
                      : arena_printf(r->arena, "RETURN %s", text);
    before = strlen("CREATE FUNCTION f() RETURNS int LANGUAGE sql ") +
             strlen(block ? "BEGIN ATOMIC\n" : "RETURN ");
    whole = arena_printf(r->arena, "CREATE FUNCTION f() RETURNS int LANGUAGE sql %s", f->atomic);
    error = sql_error(r->arena, SQL_STATEMENTS, whole, &position);
    if (!error)
        return;
    position = position > before ? position - before : 0;
    if (position > strlen(text))
        position = strlen(text);
    diag_error(r->diags, MG119, loc_in_body(r, option, option->arguments, text, position),
               "%s is not SQL: %s", word_kinds[option->id].name, error);
}

static void read_own_options(struct reading *r, const struct words *options, struct function *f)
{
    for (size_t i = 0; i < options->n; i++) {
        const struct word *option = &options->items[i];

        if (option->id == WORD_RETURNS)
            read_returns(r, option, f);
        else if (option->id == WORD_SET)
            read_settings(r, option, f);
        else if (option->id == WORD_ATOMIC || option->id == WORD_RETURN)
            read_atomic(r, option, f);
        else if (option->id == WORD_LIBRARY)
            f->library = argument_string(r, option);
        else if (option->id == WORD_SYMBOL)
            f->symbol = argument_string(r, option);
    }
}

/* --- Bodies ------------------------------------------------------------------------------- */

static size_t line_start(const char *text, unsigned line)
{
    const char *p = text;

    while (line-- > 1 && strchr(p, '\n'))
        p = strchr(p, '\n') + 1;
    p += strspn(p, " \t");
    return (size_t)(p - text);
}

/* True if the last revision has the same function, whose body was looked at then. */
static bool is_known(struct reading *r, const struct function *f)
{
    const struct object *o =
        r->options->known ? schema_find(r->options->known, f->o.kind, f->o.schema, "", f->o.name)
                          : NULL;
    const struct function *known = (const struct function *)o;

    return known && known->body && strcmp(known->body, f->body) == 0;
}

/* What does not parse in the body of a language that we know; NULL: nothing. */
static const char *body_error(struct reading *r, const struct function *f, size_t *position)
{
    const char *language = f->language ? f->language : "sql", *error = NULL;
    unsigned line;

    if (!f->body || is_known(r, f))
        return NULL;
    if (strcmp(language, "sql") == 0)
        return sql_error(r->arena, SQL_STATEMENTS, f->body, position);
    if (strcmp(language, "plpgsql") == 0) {
        error = sql_plpgsql_error(r->arena, routine_text(r->arena, f), &line);
        *position = line_start(f->body, line + (*f->body == '\n')); /* which is not counted */
    }
    return error;
}

static void check_body(struct reading *r, const struct word *word, const struct words *options,
                       const struct function *f)
{
    const struct word *body = words_find(options, WORD_BODY);
    size_t position = 0;
    const char *error = body_error(r, f, &position);

    if (error)
        diag_error(r->diags, MG119,
                   body ? loc_in_body(r, body, body->arguments, f->body, position)
                        : loc_of_word(r, word),
                   "the body of %s does not parse: %s", object_label(r->arena, &f->o), error);
}

static void check_function(struct reading *r, const struct word *word, const struct words *options,
                           const struct function *f)
{
    static const enum word_id ways[] = {WORD_BODY, WORD_ATOMIC, WORD_RETURN, WORD_LIBRARY};
    bool outputs = false;
    int bodies = 0;

    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        bodies += words_find(options, ways[i]) != NULL;

    for (size_t i = 0; i < f->arguments.types.n; i++)
        outputs |= !argument_is_input(&f->arguments, i) ||
                   strcmp(argument_mode(&f->arguments, i), "INOUT") == 0;
    if (bodies != 1) {
        diag_error(r->diags, MG140, loc_of_word(r, word),
                   bodies ? "%s has several bodies" : "%s has no body",
                   object_label(r->arena, &f->o));
        diag_hint(r->diags, "A function has one of BODY, ATOMIC, RETURN and LIBRARY.");
    } else if (!f->language && words_find(options, WORD_BODY)) {
        diag_error(r->diags, MG140, loc_of_word(r, word), "%s has no LANGUAGE",
                   object_label(r->arena, &f->o));
    }
    if (f->o.kind == &kind_function && !f->returns && !outputs) {
        diag_error(r->diags, MG140, loc_of_word(r, word), "%s returns nothing",
                   object_label(r->arena, &f->o));
        diag_hint(r->diags, "RETURNS(void) says that it does.");
    }
    if (f->immutable && f->stable)
        diag_error(r->diags, MG111, loc_of_word(r, word), "STABLE contradicts IMMUTABLE");
}

/* --- Items -------------------------------------------------------------------------------- */

static void read_function_options(struct reading *r, const struct word *word,
                                  const struct words *options, struct function *f)
{
    struct words others = {0};

    for (size_t i = 0; i < options->n; i++)
        if (!is_own(options->items[i].id))
            words_add(r, &others, &options->items[i]);
    read_item_options(r, &f->o, &others);
    read_own_options(r, options, f);
    if (f->language && strcasecmp(f->language, "c") == 0 && !f->library)
        f->library = f->body, f->body = NULL;
    if (f->library && !f->language)
        f->language = "c";
    check_function(r, word, options, f);
    routine_settle(r->arena, f);
}

void read_routine(struct reading *r, const struct word *word)
{
    struct object *o = object_new(r->arena, kind_of_word(word->id));
    struct slices arguments = split_arguments(r, word->arguments);
    struct words options = read_options_of(r, word, &arguments, 1, IN_ITEM);
    bool function = o->kind != &kind_aggregate;
    const char *schema = NULL;

    if (arguments.n == 0 || !read_signature(r, word, arguments.items[0], o, &schema)) {
        if (arguments.n == 0)
            diag_error(r->diags, MG112, loc_of_word(r, word), "%s needs a name",
                       word_kinds[word->id].name);
        return;
    }
    o->comment = comment_above(r, word);
    o->schema = schema ? use_schema(r, word, schema) : read_schema_option(r, &options);
    if (function)
        read_function_options(r, word, &options, (struct function *)o);
    else
        read_item_options(r, o, &options);
    o->name = o->kind->key(r->arena, o);
    if (function)
        check_body(r, word, &options, (struct function *)o);
    declare(r, o, word, NULL);
}

/* --- Files -------------------------------------------------------------------------------- */

struct function_file {
    struct reading *r;
    const struct word *word;
    const char *path, *text, *schema, *owner, *comment;
    size_t functions;
    struct function *last;
};

static void add_from_file(struct function_file *file, struct function *f, size_t at, size_t body)
{
    struct reading *r = file->r;
    size_t position = 0;
    const char *error;

    f->o.loc = loc_in_file(file->path, file->text, at);
    f->o.schema = *f->o.schema ? use_schema(r, file->word, f->o.schema) : file->schema;
    f->o.owner = file->owner;
    r->errors = diags_errors(r->diags);
    error = body_error(r, f, &position);
    if (error)
        diag_error(r->diags, MG119, loc_in_file(file->path, file->text, body + position),
                   "the body of %s does not parse: %s", object_label(r->arena, &f->o), error);
    declare(r, &f->o, file->word, NULL);
    file->functions++;
    file->last = f;
}

static void add_comment(struct function_file *file, const struct function *name, size_t at)
{
    struct reading *r = file->r;
    const char *schema = *name->o.schema ? name->o.schema : file->schema;
    struct object *o =
        (struct object *)schema_find(r->schema, name->o.kind, schema, "", name->o.name);

    if (o)
        o->comment = name->o.comment;
    else
        diag_error(r->diags, MG140, loc_in_file(file->path, file->text, at),
                   "a comment on %s, which is not in this file", object_label(r->arena, &name->o));
}

static void read_statements(struct function_file *file)
{
    struct reading *r = file->r;
    const char *text = file->text;
    struct routine_error error;
    bool only_comment;
    size_t at, body;

    for (;;) {
        struct function *f =
            routine_statement(r->arena, file->text, &text, &only_comment, &at, &body, &error);

        if (!f)
            break;
        if (only_comment)
            add_comment(file, f, at);
        else
            add_from_file(file, f, at, body);
    }
    if (error.message)
        diag_error(r->diags, MG140, loc_in_file(file->path, file->text, error.position), "%s",
                   error.message);
    else if (!file->functions)
        diag_error(r->diags, MG140, loc_of_word(r, file->word), "%s holds no function", file->path);
}

void read_function_file(struct reading *r, const struct word *word)
{
    struct slices arguments = split_arguments(r, word->arguments);
    struct words options = read_options_of(r, word, &arguments, 1, IN_ITEM);
    const struct word *owner = words_find(&options, WORD_OWNER);
    struct function_file file = {.r = r, .word = word};
    struct word name = *word;
    const char *error;
    size_t position = 0;

    if (arguments.n == 0) {
        diag_error(r->diags, MG112, loc_of_word(r, word), "FUNCTION_FILE needs the name of a file");
        return;
    }
    name.arguments = arguments.items[0];
    name.in = word;
    name.at = arguments.items[0].p;
    file.text = read_sql_file(r, &name, &file.path);
    if (!file.text)
        return;
    file.schema = read_schema_option(r, &options);
    file.owner = owner ? argument_name(r, owner, "role") : NULL;
    error = sql_error(r->arena, SQL_STATEMENTS, file.text, &position);
    if (error) {
        diag_error(r->diags, MG119, loc_in_file(file.path, file.text, position),
                   "%s is not SQL: %s", file.path, error);
        return;
    }
    read_statements(&file);
    if (file.functions == 1 && !file.last->o.comment)
        file.last->o.comment = comment_above(r, word);
}
