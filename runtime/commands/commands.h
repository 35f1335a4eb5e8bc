/*
 * The runner's commands: they read their options, call the runner and print. A command is one file,
 * which ends with its `const struct mg_command mg_command_<name>`, and one line in commands.def.
 *
 * A command that fails leaves its error in mg_migrate.error; main() prints it and knows the exit
 * status.
 */
#ifndef MODELGEN_RUNTIME_COMMANDS_H
#define MODELGEN_RUNTIME_COMMANDS_H

#include "../base/options.h"
#include "../record/chain.h"
#include "../run/runner.h"
#include "../stash/stash.h"

/* What is shown of a step that takes its time. */
struct mg_bar {
    struct mg_progress progress;
    const struct mg_registered *entry; /* the step that it is about */
    enum mg_direction direction;
    size_t step;
    double drawn, told; /* when: mg_now_ms() */
    bool shown;         /* it stands on the terminal */
};

/* What every command gets: the options that all have, and the project's history. */
struct mg_migrate {
    const char *database;   /* or NULL: libpq's environment and service files */
    const char *tenant;     /* the schema of a tenant in it, or NULL */
    const char *target;     /* what the one of several that this is about is called, or NULL */
    struct mg_spare *spare; /* or NULL */
    const char *color;
    bool json, quiet, verbose;
    int progress; /* where there is no terminal: a line of progress after so many seconds; 0: none
                   */

    const struct mg_chain *chain;
    struct mg_error error;
    bool configured; /* something says which database it is */
    bool color_out, color_err;
    bool line_open; /* a migration's line on the terminal waits for its end */
    size_t applied;
    struct mg_bar bar;
};

#define COMMAND(name) extern const struct mg_command mg_command_##name;
#include "commands.def"
#undef COMMAND

/* Which databases, or tenants of one, a command is for. */
struct mg_fleet {
    const char *databases, *query;
    struct mg_texts schemas; /* patterns */
    int jobs;
    bool canary;
};

/* The rows of a command whose struct of values has a member `fleet`. */
#define MG_FLEET_OPTIONS(struct_)                                                              \
    {"databases",    0,                                                                        \
     MG_OPTION_TEXT, offsetof(struct_, fleet.databases),                                       \
     "FILE",         "for each database in FILE: a URL or a name a line, # begins a comment"}, \
        {"databases-query",                                                                    \
         0,                                                                                    \
         MG_OPTION_TEXT,                                                                       \
         offsetof(struct_, fleet.query),                                                       \
         "SQL",                                                                                \
         "for each database that this query of --database gives, by URL or name"},             \
        {"schemas",                                                                            \
         0,                                                                                    \
         MG_OPTION_LIST,                                                                       \
         offsetof(struct_, fleet.schemas),                                                     \
         "PATTERN",                                                                            \
         "for each tenant: a schema called like PATTERN (tenant_*), first in the\n"            \
         "search path, with a history of its own; more than once for more patterns"},          \
        {"jobs",        'j',                                                                   \
         MG_OPTION_INT, offsetof(struct_, fleet.jobs),                                         \
         "N",           "so many of them at a time (default 1)"},                              \
    {                                                                                          \
        "canary", 0, MG_OPTION_FLAG, offsetof(struct_, fleet.canary), NULL,                    \
            "the first one alone, and the others only if it did not fail"                      \
    }

/* True if it is for several, and this is not about one of them. */
bool mg_fleet_is_meant(const struct mg_migrate *migrate, const struct mg_fleet *fleet);

/* Runs the command for each, with the same values and arguments. Returns the exit status. */
int mg_fleet_run(struct mg_migrate *migrate, const struct mg_fleet *fleet,
                 const struct mg_command *command, bool writes, const void *values,
                 const struct mg_texts *arguments);

/* The options of upgrade and downgrade, and what the two have in common. */
struct mg_travel {
    struct mg_fleet fleet;
    bool sql, dry_run;
    int wait;
    struct mg_lock_patience locks;
    bool no_stash, no_rewrite, plan;
    struct mg_pace pace;
    struct mg_texts allow;
};
extern const struct mg_option mg_travel_options[];
extern const struct mg_travel mg_travel_defaults;
int mg_travel(struct mg_migrate *migrate, const struct mg_travel *travel,
              enum mg_direction direction, const struct mg_texts *arguments);

/* What --allow and the environment consent to: enum mg_consent. */
bool mg_find_allowed(struct mg_migrate *migrate, const struct mg_texts *words, unsigned *allowed);

/* A runner for this database, whose events are printed. Not open yet. */
struct mg_runner mg_new_runner(struct mg_migrate *migrate);

/* What the run would do, and to whom. */
void mg_print_plan(struct mg_migrate *migrate, struct mg_runner *runner,
                   const struct mg_goal *goal);

/* --- Printing ------------------------------------------------------------------------------- */

/* A result, to stdout. Frees the text. */
void mg_print(struct mg_migrate *migrate, struct mg_buf *text);

/* Words for people, to stderr; not with --quiet. */
void mg_remark(const struct mg_migrate *migrate, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

void mg_print_error(struct mg_migrate *migrate);

/* The listener of a run. */
void mg_print_event(void *migrate, const struct mg_event *event);

/* Takes in how far a step is, and shows it; whether --json should tell it; what it tells. */
void mg_bar_advance(struct mg_migrate *migrate, const struct mg_event *event);
bool mg_bar_is_news(struct mg_migrate *migrate, const struct mg_event *event);
void mg_bar_json(const struct mg_migrate *migrate, const struct mg_event *event,
                 struct mg_buf *out);

/* Takes the bar from the terminal, before anything else is written there. */
void mg_bar_clear(struct mg_migrate *migrate);

/* A place as JSON: {"number":10,...}, or null for base. */
void mg_json_place(const struct mg_chain *chain, size_t place, struct mg_buf *out);

/* The members of one migration, without braces: "number":10,"revision":"...","name":"..." */
void mg_json_migration(int number, const char *revision, const char *name, struct mg_buf *out);

/* A migration that is half done: as JSON, or null; as a line for people, without its end. */
void mg_json_open(const struct mg_open_run *open, struct mg_buf *out);
void mg_line_of_open(const struct mg_open_run *open, struct mg_buf *out);

/* What is set aside. */
void mg_json_held(const struct mg_held *held, struct mg_buf *out);

/* ,"name":"value" */
void mg_json_member(const char *name, const char *value, struct mg_buf *out);

/* "010 9f2c1a7be204 add_notifications" */
void mg_line_of(int number, const char *revision, const char *name, struct mg_buf *out);

#endif
