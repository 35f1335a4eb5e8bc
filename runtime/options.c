#include "options.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "nearest.h"

/* The options that a word may mean: the command's own, then the program's. */
struct set {
    const struct mg_option *options;
    void *values;
};

struct parser {
    const struct mg_program *program;
    struct mg_invocation *to;
    struct set sets[2];
    int argc, at; /* argv[at] is read next */
    char *const *argv;
    bool help, version, failed;
};

static void wrong(struct parser *p, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void wrong(struct parser *p, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    mg_buf_clear(&p->to->text);
    mg_buf_vprintf(&p->to->text, format, args);
    va_end(args);
    p->failed = true;
}

static bool append(struct mg_texts *texts, const char *text)
{
    const char **items = realloc(texts->items, (texts->n + 2) * sizeof *items);
    if (!items)
        return false;
    items[texts->n++] = text;
    items[texts->n] = NULL;
    texts->items = items;
    return true;
}

/* --- Values ------------------------------------------------------------------------------- */

static bool is_choice(const char *choices, const char *value)
{
    size_t n = strlen(value);
    for (const char *c = choices; *c; c += *c == '|') {
        size_t length = strcspn(c, "|");
        if (length == n && strncmp(c, value, n) == 0)
            return true;
        c += length;
    }
    return false;
}

static void store_int(struct parser *p, const struct mg_option *option, int *to, const char *value)
{
    char *end = NULL;
    errno = 0;
    long number = strtol(value, &end, 10);
    if (errno || end == value || *end || number < 0 || number > INT_MAX)
        wrong(p, "--%s takes a number, not \"%s\"", option->name, value);
    else
        *to = (int)number;
}

static void store(struct parser *p, const struct mg_option *option, void *values, const char *value)
{
    void *to = (char *)values + option->offset;
    switch (option->type) {
    case MG_OPTION_NONE:
        break;
    case MG_OPTION_FLAG:
        *(bool *)to = true;
        break;
    case MG_OPTION_CHOICE:
        if (!is_choice(option->argument, value)) {
            wrong(p, "--%s does not know \"%s\"", option->name, value);
            mg_buf_printf(&p->to->hint, "It takes %s.", option->argument);
            break;
        }
        *(const char **)to = value;
        break;
    case MG_OPTION_TEXT:
        *(const char **)to = value;
        break;
    case MG_OPTION_INT:
        store_int(p, option, to, value);
        break;
    case MG_OPTION_LIST:
        if (!append(to, value))
            wrong(p, "out of memory");
        break;
    }
}

/* The value of an option: what is glued to it, or else the next word. */
static void take(struct parser *p, const struct mg_option *option, void *values, const char *glued)
{
    if (!glued && p->at >= p->argc)
        wrong(p, "--%s needs a value (%s)", option->name, option->argument);
    else
        store(p, option, values, glued ? glued : p->argv[p->at++]);
}

/* --- Names -------------------------------------------------------------------------------- */

static void suggest(struct parser *p, const char *name)
{
    struct mg_nearest nearest = MG_NEAREST(name);
    for (size_t s = 0; s < 2; s++)
        for (const struct mg_option *o = p->sets[s].options; o && o->name; o++)
            mg_nearest_offer(&nearest, o->name);
    mg_nearest_offer(&nearest, "help");
    mg_nearest_offer(&nearest, "version");
    if (nearest.best)
        mg_buf_printf(&p->to->hint, "Did you mean --%s?", nearest.best);
}

struct match {
    const struct mg_option *option;
    void *values;
    int n; /* how many begin like this */
    bool help, version;
};

/* A long name, or the beginning of exactly one. */
static struct match match_long(const struct parser *p, const char *name, size_t n)
{
    struct match m = {0};
    for (size_t s = 0; s < 2; s++)
        for (const struct mg_option *o = p->sets[s].options; o && o->name; o++) {
            if (strncmp(o->name, name, n) != 0)
                continue;
            m.option = o;
            m.values = p->sets[s].values;
            m.n++;
            if (strlen(o->name) == n)
                return (struct match){.option = o, .values = m.values, .n = 1};
        }
    m.help = n > 0 && strncmp("help", name, n) == 0;
    m.version = n > 0 && strncmp("version", name, n) == 0;
    if ((m.help && n == 4) || (m.version && n == 7))
        m.n = 0;
    m.n += m.help + m.version;
    return m;
}

static void parse_long(struct parser *p, const char *word)
{
    const char *equals = strchr(word, '=');
    size_t n = equals ? (size_t)(equals - word) : strlen(word);
    struct match m = match_long(p, word, n);
    if (m.n == 0) {
        wrong(p, "unknown option --%.*s", (int)n, word);
        if (!equals)
            suggest(p, word);
    } else if (m.n > 1) {
        wrong(p, "--%.*s is the beginning of more than one option", (int)n, word);
    } else if (equals && (m.help || m.version || m.option->type == MG_OPTION_FLAG)) {
        wrong(p, "--%.*s takes no value", (int)n, word);
    } else if (m.help || m.version) {
        p->help = p->help || m.help;
        p->version = p->version || m.version;
    } else if (m.option->type == MG_OPTION_FLAG) {
        store(p, m.option, m.values, NULL);
    } else {
        take(p, m.option, m.values, equals ? equals + 1 : NULL);
    }
}

/* One word of letters: -q, -qv, -w10, -w 10. */
static void parse_letters(struct parser *p, const char *letters)
{
    for (; *letters && !p->failed; letters++) {
        struct match m = {0};
        for (size_t s = 0; s < 2 && !m.option; s++)
            for (const struct mg_option *o = p->sets[s].options; o && o->name; o++)
                if (o->letter == *letters) {
                    m.option = o;
                    m.values = p->sets[s].values;
                    break;
                }
        if (!m.option && *letters == 'h') {
            p->help = true;
        } else if (!m.option) {
            wrong(p, "unknown option -%c", *letters);
            suggest(p, letters);
        } else if (m.option->type == MG_OPTION_FLAG) {
            store(p, m.option, m.values, NULL);
        } else {
            take(p, m.option, m.values, letters[1] ? letters + 1 : NULL);
            return;
        }
    }
}

/* --- The command line --------------------------------------------------------------------- */

static bool is_option(const char *word)
{
    return word[0] == '-' && word[1] != '\0' && strspn(word + 1, "0123456789") != strlen(word + 1);
}

static const struct mg_command *find_command(struct parser *p, const char *name)
{
    struct mg_nearest nearest = MG_NEAREST(name);
    for (const struct mg_command *const *c = p->program->commands; *c; c++) {
        if (strcmp((*c)->name, name) == 0)
            return *c;
        mg_nearest_offer(&nearest, (*c)->name);
    }
    wrong(p, "unknown command \"%s\"", name);
    if (nearest.best)
        mg_buf_printf(&p->to->hint, "Did you mean \"%s\"?", nearest.best);
    else
        mg_buf_printf(&p->to->hint, "`%s --help` lists the commands.", p->program->name);
    return NULL;
}

static void start_command(struct parser *p, const char *name)
{
    const struct mg_command *command = find_command(p, name);
    if (!command)
        return;
    p->to->command = command;
    p->to->values = calloc(1, command->size ? command->size : 1);
    if (!p->to->values) {
        wrong(p, "out of memory");
        return;
    }
    if (command->defaults)
        memcpy(p->to->values, command->defaults, command->size);
    p->sets[0] = (struct set){command->options, p->to->values};
}

static void parse_argument(struct parser *p, const char *word)
{
    if (p->to->command) {
        if (!append(&p->to->arguments, word))
            wrong(p, "out of memory");
    } else if (strcmp(word, "help") == 0) {
        p->help = true;
        if (p->at < p->argc && !is_option(p->argv[p->at]))
            start_command(p, p->argv[p->at++]);
    } else {
        start_command(p, word);
    }
}

static void check_arguments(struct parser *p)
{
    const struct mg_command *command = p->to->command;
    int n = (int)p->to->arguments.n;
    if (!command) {
        wrong(p, "no command given");
        mg_buf_printf(&p->to->hint, "`%s --help` lists the commands.", p->program->name);
    } else if (n < command->min || (command->max >= 0 && n > command->max)) {
        if (n < command->min)
            wrong(p, "%s needs an argument", command->name);
        else
            wrong(p, "\"%s\" is one argument too many for %s", p->to->arguments.items[command->max],
                  command->name);
        mg_buf_printf(&p->to->hint, "Usage: %s %s%s%s", p->program->name, command->name,
                      command->usage ? " " : "", command->usage ? command->usage : "");
    }
}

enum mg_parsed mg_program_parse(const struct mg_program *program, int argc, char *const *argv,
                                void *common, struct mg_invocation *invocation)
{
    *invocation = (struct mg_invocation){.common = program->options, .common_values = common};
    struct parser p = {.program = program,
                       .to = invocation,
                       .sets = {{NULL, NULL}, {program->options, common}},
                       .argc = argc,
                       .at = 1,
                       .argv = argv};
    bool only_arguments = false;
    while (p.at < argc && !p.failed) {
        const char *word = argv[p.at++];
        if (only_arguments || !is_option(word))
            parse_argument(&p, word);
        else if (strcmp(word, "--") == 0)
            only_arguments = true;
        else if (word[1] == '-')
            parse_long(&p, word + 2);
        else
            parse_letters(&p, word + 1);
    }
    if (p.failed)
        return MG_PARSED_USAGE;
    if (p.help) {
        mg_program_help(program, invocation->command, &invocation->text);
        return MG_PARSED_SHOW;
    }
    if (p.version) {
        mg_buf_printf(&invocation->text, "%s %s\n", program->name, program->version);
        return MG_PARSED_SHOW;
    }
    check_arguments(&p);
    return p.failed ? MG_PARSED_USAGE : MG_PARSED_RUN;
}

static void free_lists(const struct mg_option *options, void *values)
{
    for (const struct mg_option *o = options; values && o && o->name; o++)
        if (o->type == MG_OPTION_LIST) {
            struct mg_texts *texts = (void *)((char *)values + o->offset);
            free(texts->items);
            *texts = (struct mg_texts){0};
        }
}

void mg_invocation_free(struct mg_invocation *invocation)
{
    if (invocation->command)
        free_lists(invocation->command->options, invocation->values);
    free_lists(invocation->common, invocation->common_values);
    free(invocation->values);
    free(invocation->arguments.items);
    mg_buf_free(&invocation->text);
    mg_buf_free(&invocation->hint);
    *invocation = (struct mg_invocation){0};
}

/* --- Help --------------------------------------------------------------------------------- */

static void help_row(struct mg_buf *out, const char *left, size_t width, const char *text)
{
    mg_buf_printf(out, "  %s", left);
    for (const char *line = text; line;) {
        const char *end = strchr(line, '\n');
        mg_buf_pad(out, ' ', line == text ? width - strlen(left) + 2 : width + 4);
        mg_buf_addn(out, line, end ? (size_t)(end - line) : strlen(line));
        mg_buf_addc(out, '\n');
        line = end ? end + 1 : NULL;
    }
}

static void option_left(struct mg_buf *out, const struct mg_option *option)
{
    mg_buf_clear(out);
    if (option->letter)
        mg_buf_printf(out, "-%c, ", option->letter);
    else
        mg_buf_add(out, "    ");
    mg_buf_printf(out, "--%s", option->name);
    if (option->argument)
        mg_buf_printf(out, " %s", option->argument);
}

static size_t option_width(const struct mg_option *options, size_t width)
{
    struct mg_buf left = MG_BUF_INIT;
    for (const struct mg_option *o = options; o && o->name; o++) {
        option_left(&left, o);
        width = left.n > width ? left.n : width;
    }
    mg_buf_free(&left);
    return width;
}

static void help_options(struct mg_buf *out, const struct mg_option *options, size_t width)
{
    struct mg_buf left = MG_BUF_INIT;
    for (const struct mg_option *o = options; o && o->name; o++) {
        option_left(&left, o);
        if (!mg_buf_failed(&left))
            help_row(out, left.p, width, o->help);
    }
    mg_buf_free(&left);
}

static void help_commands(const struct mg_program *program, struct mg_buf *out)
{
    size_t width = 0;
    for (const struct mg_command *const *c = program->commands; *c; c++)
        width = strlen((*c)->name) > width ? strlen((*c)->name) : width;
    mg_buf_add(out, "\nCommands:\n");
    for (const struct mg_command *const *c = program->commands; *c; c++)
        help_row(out, (*c)->name, width, (*c)->summary);
}

void mg_program_help(const struct mg_program *program, const struct mg_command *command,
                     struct mg_buf *out)
{
    static const struct mg_option implied[] = {
        {"help", 'h', MG_OPTION_FLAG, 0, NULL, "show this help"},
        {"version", 0, MG_OPTION_FLAG, 0, NULL, "show the version"},
        MG_OPTIONS_END,
    };
    const char *usage = command ? command->usage : "[ARGUMENT]...";
    mg_buf_printf(out, "Usage: %s %s%s%s [OPTION]...\n\n%s\n", program->name,
                  command ? command->name : "COMMAND", usage ? " " : "", usage ? usage : "",
                  command ? command->summary : program->summary);
    if (command && command->details)
        mg_buf_printf(out, "\n%s\n", command->details);
    if (!command)
        help_commands(program, out);
    size_t width = option_width(implied, option_width(program->options, 0));
    if (command && command->options && command->options->name) {
        width = option_width(command->options, width);
        mg_buf_add(out, "\nOptions:\n");
        help_options(out, command->options, width);
    }
    mg_buf_add(out, command ? "\nOptions of every command:\n" : "\nOptions:\n");
    help_options(out, program->options, width);
    help_options(out, implied, width);
    if (!command && program->notes)
        mg_buf_printf(out, "\n%s\n", program->notes);
}
