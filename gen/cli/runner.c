#include "cli/runner.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/database.h"
#include "database/process.h"
#include "runtime/commands/commands.h"

/* --- Building ----------------------------------------------------------------------------- */

/* The project's own makefile, if it knows modelgen's rules. */
static bool has_makefile(struct cli *cli)
{
    static const char *const names[] = {"GNUmakefile", "makefile", "Makefile"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *text =
            file_exists(names[i]) ? file_read(cli->arena, names[i], NULL, cli->diags) : NULL;

        if (text)
            return strstr(text, "modelgen.mk") || strstr(text, "where makefile");
    }
    return false;
}

/* The compiler's words without make's own about them. */
static const char *without_make(struct arena *arena, const char *output)
{
    struct mg_buf kept = MG_BUF_INIT;
    const char *text;

    for (const char *line = output; *line;) {
        size_t n = strcspn(line, "\n");

        n += line[n] == '\n';
        if (strncmp(line, "make: ***", 9) != 0 && strncmp(line, "make[", 5) != 0)
            mg_buf_addn(&kept, line, n);
        line += n;
    }
    text = kept.n ? arena_text(arena, &kept) : output;
    mg_buf_free(&kept);
    return text;
}

const char *runner_build(struct cli *cli)
{
    struct arena *arena = cli->arena;
    const char *argv[12] = {"make", "-s", "--no-print-directory"};
    const char *output;
    int n = 3;

    if (!has_makefile(cli)) {
        argv[n++] = "-f";
        argv[n++] = cli->site.makefile;
        argv[n++] = arena_printf(arena, "MODELGEN=%s", cli->site.modelgen);
        argv[n++] = arena_printf(arena, "MODELGEN_LIB=%s", cli->site.library);
    }
    argv[n++] = arena_printf(arena, "BUILD=%s", cli->build_dir);
    argv[n++] = arena_printf(arena, "MODELGEN_SCHEMA=%s", cli->schema_dir);
    argv[n++] = "runner";
    tell(cli, "modelgen: make runner\n");
    if (!process_run(arena, NULL, argv, NULL, &output)) {
        fail(cli, MG610, "the runner does not build", NULL);
        diag_detail(cli->diags, without_make(arena, output));
        return NULL;
    }
    tell(cli, "%s", output);
    return file_join(arena, cli->build_dir, "migrate");
}

/* --- Running ------------------------------------------------------------------------------ */

bool runner_has(const struct mg_command *command)
{
    static const struct mg_command *const commands[] = {
#define COMMAND(name) &mg_command_##name,
#include "runtime/commands/commands.def"
#undef COMMAND
    };

    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (commands[i] == command)
            return true;
    return false;
}

/* How many words an option takes that is ours alone (or an unambiguous beginning of it); 0: none.
 */
static int ours_alone(const char *word)
{
    static const char *const options[] = {"--schema-dir", "--build-dir"};
    size_t n = strcspn(word, "=");

    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (n > 2 && n <= strlen(options[i]) && strncmp(word, options[i], n) == 0)
            return word[n] ? 1 : 2;
    return 0;
}

/* Our command line as the runner's: its name first, what is ours alone left out. */
static const char *const *runner_words(struct cli *cli, const char *migrate, const char *command)
{
    struct strings words = {0};
    bool seen = false;

    strings_add(cli->arena, &words, migrate);
    strings_add(cli->arena, &words, command);
    for (char *const *word = cli->argv + 1; *word;) {
        int skip = ours_alone(*word);

        if (!seen && strcmp(*word, command) == 0) {
            seen = true;
            skip = 1;
        }
        if (skip == 0)
            strings_add(cli->arena, &words, *word++);
        for (; skip > 0 && *word; skip--)
            word++;
    }
    strings_add(cli->arena, &words, NULL);
    return words.items;
}

/* What needs no database: no server is started for it. */
static bool needs_no_database(const struct cli *cli, const struct mg_command *command)
{
    for (char *const *word = cli->argv + 1; *word; word++)
        if (strcmp(*word, "--sql") == 0)
            return true;
    return command == &mg_command_heads || command == &mg_command_show;
}

int runner_run(struct cli *cli, const struct mg_command *command)
{
    const char *migrate = runner_build(cli);

    if (!migrate)
        return STATUS_FAILED;
    if (!needs_no_database(cli, command) && !database_choose(cli))
        return STATUS_FAILED;

    const char *const *words = runner_words(cli, migrate, command->name);

    fflush(stdout);
    execv(migrate, (char *const *)(size_t)words);
    return fail(cli, MG610,
                arena_printf(cli->arena, "%s cannot be run: %s", migrate, strerror(errno)), NULL);
}
