#include "commands.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct mg_command *const commands[] = {
#define COMMAND(name) &mg_command_##name,
#include "commands.def"
#undef COMMAND
    NULL,
};

static const struct mg_option options[] = {
    {"database", 'd', MG_OPTION_TEXT, offsetof(struct mg_migrate, database), "URL",
     "postgresql://USER@HOST:PORT/DATABASE, or any connection string of libpq;\n"
     "without it DATABASE_URL, then libpq's PGHOST, PGSERVICE, ..."},
    {"json", 0, MG_OPTION_FLAG, offsetof(struct mg_migrate, json), NULL,
     "results as JSON; one event a line while migrations run"},
    {"quiet", 'q', MG_OPTION_FLAG, offsetof(struct mg_migrate, quiet), NULL,
     "print nothing but results that were asked for, and errors"},
    {"verbose", 'v', MG_OPTION_FLAG, offsetof(struct mg_migrate, verbose), NULL,
     "also print the server's notices"},
    {"progress", 0, MG_OPTION_INT, offsetof(struct mg_migrate, progress), "SECONDS",
     "where there is no terminal for a bar: a line on work that takes longer, first\n"
     "after so many seconds (default 10; 0: none)"},
    {"color", 0, MG_OPTION_CHOICE, offsetof(struct mg_migrate, color), "auto|always|never",
     "colour in what is printed (default auto: on a terminal)"},
    MG_OPTIONS_END,
};

static const struct mg_program program = {
    .name = "migrate",
    .version = MODELGEN_VERSION,
    .summary = "brings a PostgreSQL database to any revision of this project's schema",
    .commands = commands,
    .options = options,
    .notes =
        "A revision REV is a number (10, 010), a name, the first four or more digits of its hash,\n"
        "head or base; +N and -N count from where the database is.\n"
        "\n"
        "Exit status: 0 done, 1 migrations are pending or half done (status), 2 usage, 3 failed.",
};

static bool set(const char *variable)
{
    const char *value = getenv(variable);
    return value && *value;
}

/* What was given by --database, in *own; false if memory ran out. */
static bool conceal_database(struct mg_migrate *migrate, char **own)
{
    *own = migrate->database ? mg_conceal((char *)(size_t)migrate->database) : NULL;
    if (migrate->database && !*own)
        return mg_fail_memory(&migrate->error);
    migrate->database = *own;
    return true;
}

/* --database, DATABASE_URL, or anything that libpq goes by. */
static void choose_database(struct mg_migrate *migrate)
{
    if (migrate->database && !*migrate->database)
        migrate->database = NULL;
    if (!migrate->database && set("DATABASE_URL"))
        migrate->database = getenv("DATABASE_URL");
    migrate->configured = migrate->database || set("PGHOST") || set("PGHOSTADDR") ||
                          set("PGPORT") || set("PGDATABASE") || set("PGSERVICE");
}

static bool colored(const struct mg_migrate *migrate, int fd)
{
    if (strcmp(migrate->color, "auto") != 0)
        return strcmp(migrate->color, "always") == 0;
    const char *terminal = getenv("TERM");
    return isatty(fd) && !set("NO_COLOR") && terminal && strcmp(terminal, "dumb") != 0;
}

/* A closed standard stream would be the number of the next connection, and be written to. */
static void fill_standard_streams(void)
{
    for (int fd = 0; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDWR) < 0)
            return;
}

/* Whoever asks for JSON gets it, wherever in what cannot be understood. */
static bool wants_json(char **argv)
{
    while (*argv && strcmp(*argv, "--json") != 0)
        argv++;
    return *argv != NULL;
}

static int usage(struct mg_migrate *migrate, const struct mg_invocation *invocation)
{
    const char *what = mg_buf_text(&invocation->text), *hint = mg_buf_text(&invocation->hint);
    if (migrate->json) {
        mg_fail(&migrate->error, MG_E500, "%s", what ? what : "out of memory");
        if (hint && *hint)
            mg_error_hint(&migrate->error, "%s", hint);
        return 2;
    }
    fprintf(stderr, "migrate: %s\n", what ? what : "out of memory");
    if (hint && *hint)
        fprintf(stderr, "%s\n", hint);
    return 2;
}

static int show(struct mg_migrate *migrate, struct mg_invocation *invocation)
{
    mg_print(migrate, &invocation->text);
    return 0;
}

static int run(struct mg_migrate *migrate, const struct mg_invocation *invocation,
               const struct mg_registry *registry)
{
    struct mg_chain chain;
    int status = 0;
    char *own;
    if (!conceal_database(migrate, &own))
        return 3;
    choose_database(migrate);
    migrate->chain = &chain;
    if (mg_chain_make(&chain, registry, &migrate->error))
        status = invocation->command->run(migrate, invocation->values, &invocation->arguments);
    mg_chain_free(&chain);
    migrate->database = NULL;
    free(own);
    return status;
}

int mg_migrate_main(int argc, char **argv, const struct mg_registry *registry)
{
    struct mg_migrate migrate = {.color = "auto", .progress = 10};
    struct mg_invocation invocation;
    int status = 3;
    fill_standard_streams();
    enum mg_parsed parsed = mg_program_parse(&program, argc, argv, &migrate, &invocation);
    migrate.color_out = colored(&migrate, STDOUT_FILENO);
    migrate.color_err = colored(&migrate, STDERR_FILENO);
    if (parsed == MG_PARSED_USAGE) {
        migrate.json = wants_json(argv);
        status = usage(&migrate, &invocation);
    } else if (parsed == MG_PARSED_SHOW)
        status = show(&migrate, &invocation);
    else
        status = run(&migrate, &invocation, registry);
    if (migrate.error.code != MG_OK) {
        status = mg_error_status(&migrate.error);
        mg_print_error(&migrate);
    }
    mg_error_free(&migrate.error);
    mg_invocation_free(&invocation);
    return status;
}
