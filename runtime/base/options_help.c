/* What a program says of its commands and options. */
#include <string.h>

#include "options.h"

const struct mg_option mg_implied_options[] = {
    {"help", 'h', MG_OPTION_FLAG, offsetof(struct mg_implied, help), NULL, "show this help"},
    {"version", 0, MG_OPTION_FLAG, offsetof(struct mg_implied, version), NULL, "show the version"},
    MG_OPTIONS_END,
};

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

static size_t option_width(struct mg_buf *out, const struct mg_option *options, size_t width)
{
    struct mg_buf left = MG_BUF_INIT;
    for (const struct mg_option *o = options; o && o->name; o++) {
        option_left(&left, o);
        width = left.n > width ? left.n : width;
        out->failed |= mg_buf_failed(&left);
    }
    mg_buf_free(&left);
    return width;
}

static void help_options(struct mg_buf *out, const struct mg_option *options, size_t width)
{
    struct mg_buf left = MG_BUF_INIT;
    for (const struct mg_option *o = options; o && o->name; o++) {
        option_left(&left, o);
        out->failed |= mg_buf_failed(&left);
        if (!out->failed)
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
    const char *usage = command ? command->usage : "[ARGUMENT]...";
    mg_buf_printf(out, "Usage: %s %s%s%s [OPTION]...\n\n%s\n", program->name,
                  command ? command->name : "COMMAND", usage ? " " : "", usage ? usage : "",
                  command ? command->summary : program->summary);
    if (command && command->details)
        mg_buf_printf(out, "\n%s\n", command->details);
    if (!command)
        help_commands(program, out);
    size_t width = option_width(out, mg_implied_options, option_width(out, program->options, 0));
    if (command && command->options && command->options->name) {
        width = option_width(out, command->options, width);
        mg_buf_add(out, "\nOptions:\n");
        help_options(out, command->options, width);
    }
    mg_buf_add(out, command ? "\nOptions of every command:\n" : "\nOptions:\n");
    help_options(out, program->options, width);
    help_options(out, mg_implied_options, width);
    if (!command && program->notes)
        mg_buf_printf(out, "\n%s\n", program->notes);
}
