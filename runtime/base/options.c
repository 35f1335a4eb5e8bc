#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "nearest.h"

enum { LONGEST = 160, FIRST_LONG = 256 };

/* The options that a word may mean: the command's own, the program's, and two that all have. */
struct row {
    const struct mg_option *option;
    void *values;
};

struct parser {
    const struct mg_program *program;
    struct mg_invocation *to;
    struct row rows[LONGEST];
    struct option longs[LONGEST + 1]; /* as getopt_long wants them: row i is FIRST_LONG + i */
    char letters[3 * LONGEST + 4];
    size_t n;
    struct mg_implied implied;
    bool failed;
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

static void store(struct parser *p, const struct row *row, const char *value)
{
    const struct mg_option *option = row->option;
    void *to = (char *)row->values + option->offset;
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

/* --- The tables, as getopt_long reads them ------------------------------------------------- */

static void add_rows(struct parser *p, const struct mg_option *options, void *values)
{
    for (const struct mg_option *o = options; o && o->name && p->n < LONGEST; o++) {
        int takes = o->type == MG_OPTION_FLAG ? no_argument : required_argument;
        p->rows[p->n] = (struct row){o, values};
        p->longs[p->n] = (struct option){o->name, takes, NULL, FIRST_LONG + (int)p->n};
        p->n++;
        if (o->letter)
            memcpy(p->letters + strlen(p->letters), (char[]){o->letter, takes ? ':' : '\0', '\0'},
                   3);
    }
}

/* mode: '+' stops at the first argument, '-' hands each argument over as option 1. */
static void fill_rows(struct parser *p, char mode, void *common)
{
    p->n = 0;
    snprintf(p->letters, sizeof p->letters, "%c:", mode);
    if (p->to->command)
        add_rows(p, p->to->command->options, p->to->values);
    add_rows(p, p->program->options, common);
    add_rows(p, mg_implied_options, &p->implied);
    p->longs[p->n] = (struct option){0};
}

static const struct row *find_row(const struct parser *p, int found)
{
    for (size_t i = 0; i < p->n; i++)
        if (found == FIRST_LONG + (int)i || found == p->rows[i].option->letter)
            return &p->rows[i];
    return NULL;
}

/* What is wrong with a long option that getopt_long refuses; `word` without its dashes. */
static void refuse_long(struct parser *p, const char *word)
{
    struct mg_nearest nearest = MG_NEAREST(word);
    int n = (int)strcspn(word, "="), beginnings = 0;
    for (size_t i = 0; i < p->n; i++) {
        const char *name = p->rows[i].option->name;
        mg_nearest_offer(&nearest, name);
        beginnings += strncmp(name, word, (size_t)n) == 0;
    }
    if (beginnings > 1) {
        wrong(p, "--%.*s is the beginning of more than one option", n, word);
    } else if (beginnings == 1) {
        wrong(p, "--%.*s takes no value", n, word);
    } else {
        wrong(p, "unknown option --%.*s", n, word);
        if (nearest.best)
            mg_buf_printf(&p->to->hint, "Did you mean --%s?", nearest.best);
    }
}

static void take_option(struct parser *p, int found, const char *word)
{
    const struct row *row = find_row(p, found == ':' || found == '?' ? optopt : found);
    if (found == ':' && row)
        wrong(p, "--%s needs a value (%s)", row->option->name, row->option->argument);
    else if (found == '?' && strncmp(word, "--", 2) == 0)
        refuse_long(p, word + 2);
    else if (found == '?')
        wrong(p, "unknown option -%c", optopt);
    else
        store(p, row, optarg);
}

/* --- The command line --------------------------------------------------------------------- */

/* "-1" is a revision, not an option. */
static bool is_number(const char *word)
{
    return word && word[0] == '-' && word[1] && !word[1 + strspn(word + 1, "0123456789")];
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
    if (!p->to->values)
        wrong(p, "out of memory");
    else if (command->defaults)
        memcpy(p->to->values, command->defaults, command->size);
}

static void add_argument(struct parser *p, const char *word)
{
    if (!append(&p->to->arguments, word))
        wrong(p, "out of memory");
}

/* The program's own options, up to the command. */
static void parse_program(struct parser *p, int argc, char **argv, void *common)
{
    int found;
    fill_rows(p, '+', common);
    optind = 0; /* glibc: start anew */
    while (!p->failed && (found = getopt_long(argc, argv, p->letters, p->longs, NULL)) != -1)
        take_option(p, found, argv[optind - 1]);
    if (p->failed || optind >= argc)
        return;
    if (strcmp(argv[optind], "help") == 0) {
        p->implied.help = true;
        optind++;
    }
    if (optind < argc && argv[optind][0] != '-')
        start_command(p, argv[optind++]);
}

/*
 * What follows the command, words[0]: options and arguments in any order. getopt_long would take -1
 * for an option, so it is shown without its dash; argv still has it.
 */
static void parse_command(struct parser *p, int argc, char *const *argv, char **words, void *common)
{
    int found;
    for (int i = 1; i < argc; i++)
        words[i] += is_number(words[i]);
    fill_rows(p, '-', common);
    optind = 0;
    while (!p->failed && (found = getopt_long(argc, words, p->letters, p->longs, NULL)) != -1) {
        if (optarg == words[optind - 1])
            optarg = argv[optind - 1];
        if (found == 1)
            add_argument(p, optarg);
        else
            take_option(p, found, words[optind - 1]);
    }
    while (!p->failed && optind < argc)
        add_argument(p, argv[optind++]);
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
    struct parser p = {.program = program, .to = invocation};
    char **words = calloc((size_t)argc + 1, sizeof *words); /* getopt_long may reorder it */
    if (!words) {
        wrong(&p, "out of memory");
        return MG_PARSED_USAGE;
    }
    memcpy(words, argv, (size_t)argc * sizeof *words);
    opterr = 0;
    parse_program(&p, argc, words, common);
    int command = optind - 1;
    if (!p.failed && invocation->command)
        parse_command(&p, argc - command, argv + command, words + command, common);
    free(words);
    if (p.failed)
        return MG_PARSED_USAGE;
    if (p.implied.help) {
        mg_program_help(program, invocation->command, &invocation->text);
        return MG_PARSED_SHOW;
    }
    if (p.implied.version) {
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
