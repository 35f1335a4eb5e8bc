#include <signal.h>
#include <stdio.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "cli/cli.h"
#include "cli/report.h"
#include "cli/runner.h"
#include "runtime/commands/commands.h"

#ifndef MODELGEN_VERSION
#define MODELGEN_VERSION "development"
#endif

/* The runner's commands (upgrade, ...) are there too, with its own tables: Alembic's habits keep
 * working. */
static const struct mg_command *const commands[] = {
#define COMMAND(name) &command_##name,
#include "cli/commands.def"
#undef COMMAND
#define COMMAND(name) &mg_command_##name,
#include "runtime/commands/commands.def"
#undef COMMAND
    NULL};

// clang-format off
static const struct mg_option common_options[] = {
    {"schema-dir", 0, MG_OPTION_TEXT, offsetof(struct cli, schema_dir), "DIR", "where models, migrations and snapshot are (schema)"},
    {"build-dir", 0, MG_OPTION_TEXT, offsetof(struct cli, build_dir), "DIR", "what is built and the private server (build)"},
    {"database", 'd', MG_OPTION_TEXT, offsetof(struct cli, database), "URL", "the database, over DATABASE_URL and libpq's environment"},
    {"json", 0, MG_OPTION_FLAG, offsetof(struct cli, json), NULL, "results as JSON"},
    {"quiet", 'q', MG_OPTION_FLAG, offsetof(struct cli, quiet), NULL, "say nothing but results and errors"},
    {"verbose", 'v', MG_OPTION_FLAG, offsetof(struct cli, verbose), NULL, "say more"},
    {"color", 0, MG_OPTION_CHOICE, offsetof(struct cli, color), "auto|always|never", "colour of diagnostics (auto)"},
    MG_OPTIONS_END,
};
// clang-format on

static const struct mg_program program = {
    .name = "modelgen",
    .version = MODELGEN_VERSION,
    .summary =
        "Schema migrations for C programs on PostgreSQL: structs in, numbered migrations out.",
    .commands = commands,
    .options = common_options,
    .notes = "Exit status: 0 done, 1 findings or differences, 2 usage, 3 failed.\n"
             "Run it in the root of a project; `modelgen init` makes one.",
};

static bool takes_compiler_flags(const struct mg_command *command)
{
    return command->usage && strstr(command->usage, "COMPILER FLAGS");
}

static int run_command(struct cli *cli, const struct mg_invocation *invocation)
{
    const struct mg_command *command = invocation->command;

    if (cli->flags.n && !takes_compiler_flags(command))
        return usage(cli,
                     arena_printf(cli->arena, "%s takes no compiler flags after --", command->name),
                     NULL);
    if (!site_find(cli))
        return STATUS_FAILED;
    return runner_has(command) ? runner_run(cli, command)
                               : command->run(cli, invocation->values, &invocation->arguments);
}

/* What comes after -- is for the compiler of the models. */
static int split_flags(struct cli *cli, int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--") == 0) {
            for (int k = i + 1; k < argc; k++)
                strings_add(cli->arena, &cli->flags, argv[k]);
            return i;
        }
    return argc;
}

static int run(struct cli *cli, int argc, char **argv)
{
    struct mg_invocation invocation;
    int status = STATUS_USAGE;

    cli->argv = argv;
    switch (mg_program_parse(&program, split_flags(cli, argc, argv), argv, cli, &invocation)) {
    case MG_PARSED_SHOW:
        fputs(mg_buf_text(&invocation.text), stdout);
        status = STATUS_DONE;
        break;
    case MG_PARSED_USAGE:
        usage(cli, arena_strdup(cli->arena, mg_buf_text(&invocation.text)),
              invocation.hint.n ? arena_strdup(cli->arena, mg_buf_text(&invocation.hint)) : NULL);
        break;
    case MG_PARSED_RUN:
        status = run_command(cli, &invocation);
        break;
    }
    mg_invocation_free(&invocation);
    return status;
}

/*
 * A run takes a hundred megabytes from libclang and the arena, and gives them back at its end:
 * fewer and larger pieces of the heap, kept until then, save a fifth of the time (make bench).
 */
static void prepare_heap(void)
{
#ifdef __GLIBC__
    mallopt(M_TOP_PAD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
}

int main(int argc, char **argv)
{
    prepare_heap();

    struct arena *arena = arena_new();
    struct cli cli = {.schema_dir = "schema",
                      .build_dir = "build",
                      .color = "auto",
                      .program = &program,
                      .arena = arena,
                      .diags = diags_new(arena)};
    int status;

    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error like a full disk */
    status = run(&cli, argc, argv);

    if (cli.json && diags_errors(cli.diags) + diags_warnings(cli.diags) > 0)
        report_json(cli.diags, stdout);
    if (fflush(stdout) != 0 || ferror(stdout))
        status = fail(&cli, MG202, "standard output cannot be written", NULL);
    diags_print(cli.diags, stderr, use_color(&cli, 2));
    arena_free(arena);
    return status;
}
