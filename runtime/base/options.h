/*
 * Command lines, read by tables: a program is a list of commands, a command a list of options, and
 * an option a row that says where in the command's own struct its value goes. Parsing, --help,
 * usage errors and "did you mean" all come from the rows; nothing is printed here and nothing is
 * global.
 *
 *     struct upgrade_args { bool sql; int wait; };
 *     static const struct mg_option upgrade_options[] = {
 *         { "sql",  0,   MG_OPTION_FLAG, offsetof(struct upgrade_args, sql), NULL, "print, do not
 * run" }, { "wait", 'w', MG_OPTION_INT,  offsetof(struct upgrade_args, wait), "SECONDS", "..." },
 *         MG_OPTIONS_END,
 *     };
 *
 * getopt_long reads it (--name=value, --name value, -nvalue, -n value, -ab, --,
 * unambiguous beginnings of long names, options after arguments) and takes -1, which is a revision,
 * as an argument.
 */
#ifndef MODELGEN_RUNTIME_OPTIONS_H
#define MODELGEN_RUNTIME_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"

enum mg_option_type {
    MG_OPTION_NONE,
    MG_OPTION_FLAG,   /* bool: true when given */
    MG_OPTION_TEXT,   /* const char *: the last one given */
    MG_OPTION_CHOICE, /* const char *: one of the words of .argument, "auto|always|never" */
    MG_OPTION_INT,    /* int, from 0 up */
    MG_OPTION_LIST,   /* struct mg_texts: each one given */
};

struct mg_texts {
    const char **items; /* ended by NULL; NULL if there is none */
    size_t n;
};

struct mg_option {
    const char *name; /* without its dashes */
    char letter;      /* or 0 */
    enum mg_option_type type;
    size_t offset;        /* in the struct of values */
    const char *argument; /* what --help calls the value */
    const char *help;     /* one line; a newline continues it */
};

#define MG_OPTIONS_END                         \
    {                                          \
        NULL, 0, MG_OPTION_NONE, 0, NULL, NULL \
    }

struct mg_command {
    const char *name;
    const char *usage;   /* its arguments: "[head | +N | REV]", or NULL */
    const char *summary; /* one line, lower case, no full stop */
    const char *details; /* paragraphs for --help, or NULL */
    const struct mg_option *options;
    size_t size;          /* of its struct of values, which starts as zeros or as *defaults */
    const void *defaults; /* or NULL */
    int min, max;         /* how many arguments; max < 0: any number */
    /* Returns the exit status. common: the values of the program's own options. */
    int (*run)(void *common, const void *values, const struct mg_texts *arguments);
};

struct mg_program {
    const char *name, *version, *summary;
    const struct mg_command *const *commands; /* ended by NULL */
    const struct mg_option *options;          /* of every command, also before its name */
    const char *notes;                        /* the end of --help, or NULL */
};

enum mg_parsed {
    MG_PARSED_RUN,   /* command, values and arguments are there */
    MG_PARSED_SHOW,  /* --help or --version: print text on stdout, exit 0 */
    MG_PARSED_USAGE, /* print text on stderr, exit 2 */
};

struct mg_invocation {
    const struct mg_command *command; /* also with MG_PARSED_USAGE, once it is known */
    void *values;
    struct mg_texts arguments;
    struct mg_buf text; /* MG_PARSED_USAGE: what is wrong, one line, without full stop or newline */
    struct mg_buf hint; /* ... and a way out, or empty */
    const struct mg_option *common; /* for mg_invocation_free */
    void *common_values;
};

/*
 * Reads a command line into *invocation (all of it; freed by mg_invocation_free, whatever comes
 * back) and *common, the struct of the program's own options. Texts point into argv. Asked to, it
 * renders help: `--help`, `COMMAND --help`, `help`, `help COMMAND`.
 */
enum mg_parsed mg_program_parse(const struct mg_program *program, int argc, char *const *argv,
                                void *common, struct mg_invocation *invocation);
void mg_invocation_free(struct mg_invocation *invocation);

/* The options that every program has, beside its own. */
struct mg_implied {
    bool help, version;
};
extern const struct mg_option mg_implied_options[];

/* What --help prints, for the program (command NULL) or one command. */
void mg_program_help(const struct mg_program *program, const struct mg_command *command,
                     struct mg_buf *out);

#endif
