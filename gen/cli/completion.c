#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

static void add_options(struct mg_buf *out, const struct mg_option *options)
{
    for (const struct mg_option *o = options; o && o->name; o++)
        mg_buf_printf(out, " --%s", o->name);
}

/* The words that a usage offers: `start | stop | url`. */
static void add_words(struct mg_buf *out, const char *usage)
{
    if (!usage || !strchr(usage, '|'))
        return;
    for (const char *p = usage; *p;) {
        size_t n = strspn(p, "abcdefghijklmnopqrstuvwxyz-");

        if (n > 1 && p[0] != '-')
            mg_buf_printf(out, " %.*s", (int)n, p);
        p += n ? n : 1;
    }
}

/* For each command its options and words, in one case; all of it from the tables. */
static void bash(const struct mg_program *program, struct mg_buf *out)
{
    mg_buf_printf(out, "# bash completion of %s\n_%s()\n{\n", program->name, program->name);
    mg_buf_add(
        out, "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} i "
             "command= words=\n"
             "    case $before in\n"
             "    --schema-dir | --build-dir | --dir) COMPREPLY=($(compgen -d -- \"$word\")); "
             "return ;;\n"
             "    --color) COMPREPLY=($(compgen -W 'auto always never' -- \"$word\")); return ;;\n"
             "    esac\n"
             "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
             "        case ${COMP_WORDS[i]} in\n"
             "        --schema-dir | --build-dir | --database | -d | --color) ((i++)) ;;\n"
             "        -*) ;;\n"
             "        *) command=${COMP_WORDS[i]}; break ;;\n"
             "        esac\n"
             "    done\n"
             "    case $command in\n"
             "    '') words='");
    for (const struct mg_command *const *c = program->commands; *c; c++)
        mg_buf_printf(out, "%s%s", c == program->commands ? "" : " ", (*c)->name);
    mg_buf_add(out, "' ;;\n");
    for (const struct mg_command *const *c = program->commands; *c; c++) {
        mg_buf_printf(out, "    %s) words='", (*c)->name);
        add_words(out, (*c)->usage);
        add_options(out, (*c)->options);
        mg_buf_add(out, "' ;;\n");
    }
    mg_buf_add(out, "    esac\n    words+='");
    add_options(out, program->options);
    mg_buf_printf(out,
                  " --help --version'\n"
                  "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
                  "}\ncomplete -o default -F _%s %s\n",
                  program->name, program->name);
}

static int completion(void *common, const void *values, const struct mg_texts *arguments)
{
    struct cli *cli = common;
    struct mg_buf out = MG_BUF_INIT;

    (void)values;
    if (arguments->n && strcmp(arguments->items[0], "bash") != 0)
        return usage(
            cli, arena_printf(cli->arena, "there is no completion for \"%s\"", arguments->items[0]),
            "There is one for bash.");
    bash(cli->program, &out);
    fputs(mg_buf_text(&out), stdout);
    mg_buf_free(&out);
    return STATUS_DONE;
}

const struct mg_command command_completion = {
    .name = "completion",
    .usage = "[bash]",
    .summary = "print the completion of this command line for a shell",
    .details = "In ~/.bashrc: eval \"$(modelgen completion bash)\"",
    .max = 1,
    .run = completion,
};
