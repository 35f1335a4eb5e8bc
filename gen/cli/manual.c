#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

/* Text as roff takes it: no backslash, no leading dot or quote, no hyphens that break. */
static void add_text(struct mg_buf *out, const char *text)
{
    bool line_starts = true;

    for (; *text; text++) {
        if (line_starts && (*text == '.' || *text == '\''))
            mg_buf_add(out, "\\&");
        if (*text == '\\')
            mg_buf_add(out, "\\e");
        else if (*text == '-')
            mg_buf_add(out, "\\-");
        else
            mg_buf_addc(out, *text);
        line_starts = *text == '\n';
    }
}

static void add_options(struct mg_buf *out, const struct mg_option *options)
{
    for (const struct mg_option *o = options; o && o->name; o++) {
        mg_buf_add(out, ".TP\n");
        if (o->letter)
            mg_buf_printf(out, "\\fB\\-%c\\fR, ", o->letter);
        mg_buf_add(out, "\\fB\\-\\-");
        add_text(out, o->name);
        mg_buf_add(out, "\\fR");
        if (o->argument) {
            mg_buf_add(out, " \\fI");
            add_text(out, o->argument);
            mg_buf_add(out, "\\fR");
        }
        mg_buf_addc(out, '\n');
        add_text(out, o->help);
        mg_buf_addc(out, '\n');
    }
}

static void add_command(struct mg_buf *out, const struct mg_command *command)
{
    mg_buf_printf(out, ".SS \"%s", command->name);
    if (command->usage) {
        mg_buf_addc(out, ' ');
        add_text(out, command->usage);
    }
    mg_buf_add(out, "\"\n");
    add_text(out, command->summary);
    mg_buf_add(out, ".\n");
    if (command->details) {
        mg_buf_add(out, ".PP\n");
        add_text(out, command->details);
        mg_buf_addc(out, '\n');
    }
    add_options(out, command->options);
}

static int manual(void *common, const void *values, const struct mg_texts *arguments)
{
    struct cli *cli = common;
    const struct mg_program *program = cli->program;
    struct mg_buf out = MG_BUF_INIT;

    (void)values;
    (void)arguments;
    mg_buf_printf(&out, ".TH MODELGEN 1 \"\" \"modelgen %s\" \"User Commands\"\n",
                  program->version);
    mg_buf_add(&out, ".SH NAME\nmodelgen \\- ");
    add_text(&out, program->summary);
    mg_buf_add(&out, "\n.SH SYNOPSIS\n\\fBmodelgen\\fR \\fICOMMAND\\fR [\\fIARGUMENT\\fR]... "
                     "[\\fIOPTION\\fR]...\n.SH COMMANDS\n");
    for (const struct mg_command *const *c = program->commands; *c; c++)
        add_command(&out, *c);
    mg_buf_add(&out, ".SH OPTIONS\nOf every command:\n");
    add_options(&out, program->options);
    mg_buf_add(&out, ".SH NOTES\n");
    add_text(&out, program->notes);
    mg_buf_addc(&out, '\n');
    fputs(mg_buf_text(&out), stdout);
    mg_buf_free(&out);
    return STATUS_DONE;
}

const struct mg_command command_manual = {
    .name = "manual",
    .summary = "print the manual page, for man -l -",
    .run = manual,
};
