/*
 * The runner's commands: they read their options, call the runner and print. A command is one file,
 * which ends with its `const struct mg_command mg_command_<name>`, and one line in commands.def.
 *
 * A command that fails leaves its error in mg_migrate.error; main() prints it and knows the exit
 * status.
 */
#ifndef MODELGEN_RUNTIME_COMMANDS_H
#define MODELGEN_RUNTIME_COMMANDS_H

#include "../chain.h"
#include "../options.h"
#include "../runner.h"

/* What every command gets: the options that all have, and the project's history. */
struct mg_migrate {
    const char *database; /* or NULL: libpq's environment and service files */
    const char *tenant;   /* the schema of a tenant in it, or NULL */
    const char *target;   /* what the one of several that this is about is called, or NULL */
    struct mg_spare *spare; /* or NULL */
    const char *color;
    bool json, quiet, verbose;

    const struct mg_chain *chain;
    struct mg_error error;
    bool configured; /* something says which database it is */
    bool color_out, color_err;
    bool line_open; /* a migration's line on the terminal waits for its end */
    size_t applied;
};

#define COMMAND(name) extern const struct mg_command mg_command_##name;
#include "commands.def"
#undef COMMAND

/* The options of upgrade and downgrade, and what the two have in common. */
struct mg_travel {
    bool sql, dry_run;
    int wait;
    int lock_wait;
    bool no_stash;
};
extern const struct mg_option mg_travel_options[];
extern const struct mg_travel mg_travel_defaults;
int mg_travel(struct mg_migrate *migrate, const struct mg_travel *travel,
              enum mg_direction direction, const char *target);

/* A runner for this database, whose events are printed. Not open yet. */
struct mg_runner mg_new_runner(struct mg_migrate *migrate);

/* --- Printing ------------------------------------------------------------------------------- */

/* A result, to stdout. Frees the text. */
void mg_print(struct mg_migrate *migrate, struct mg_buf *text);

/* Words for people, to stderr; not with --quiet. */
void mg_remark(const struct mg_migrate *migrate, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

void mg_print_error(struct mg_migrate *migrate);

/* The listener of a run. */
void mg_print_event(void *migrate, const struct mg_event *event);

/* A place as JSON: {"number":10,...}, or null for base. */
void mg_json_place(const struct mg_chain *chain, size_t place, struct mg_buf *out);

/* The members of one migration, without braces: "number":10,"revision":"...","name":"..." */
void mg_json_migration(int number, const char *revision, const char *name, struct mg_buf *out);

/* "010 9f2c1a7be204 add_notifications" */
void mg_line_of(int number, const char *revision, const char *name, struct mg_buf *out);

#endif
