/*
 * What every command has: the options that all of them take, one arena, one list of diagnostics,
 * and where modelgen's own files are. A command returns its exit status; main prints the
 * diagnostics.
 */
#ifndef MODELGEN_CLI_CLI_H
#define MODELGEN_CLI_CLI_H

#include "base/arena.h"
#include "base/diag.h"
#include "runtime/base/options.h"

enum { STATUS_DONE, STATUS_FINDINGS, STATUS_USAGE, STATUS_FAILED };

/* Where modelgen's own files are: beside its sources, or installed. */
struct site {
    const char *modelgen;        /* this program */
    const char *model_include;   /* has modelgen/begin.h */
    const char *runtime_include; /* has modelgen/migration.h */
    const char *makefile;        /* modelgen.mk */
    const char *library;         /* libmigrate.a */
};

struct cli {
    /* Options of every command. */
    const char *schema_dir, *build_dir, *database, *color;
    bool json, quiet, verbose;

    const struct mg_program *program;
    struct arena *arena;
    struct diags *diags;
    struct site site;
    struct strings flags; /* what was given after --: for the compiler of the models */
    char *const *argv;    /* the whole command line */
};

/* modelgen's own commands: gen/cli/commands.def. */
#define COMMAND(name) extern const struct mg_command command_##name;
#include "cli/commands.def"
#undef COMMAND

/* An error without a place, and its way out (NULL: none). Returns STATUS_FAILED, or STATUS_USAGE
 * for usage(). */
int fail(struct cli *cli, enum code code, const char *message, const char *hint);
int usage(struct cli *cli, const char *message, const char *hint);

/* STATUS_FAILED if there were errors, else the status. */
int finish(const struct cli *cli, int status);

/* Lines for people, on stderr: say unless --quiet, tell only with --verbose. */
void say(const struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));
void tell(const struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* "1 migration", "2 migrations". */
const char *count_of(const struct cli *cli, size_t n, const char *thing);

/* Whether to colour what goes to this stream (1 or 2). */
bool use_color(const struct cli *cli, int fd);

/* False and an error if modelgen's own files cannot be found. */
bool site_find(struct cli *cli);

#endif
