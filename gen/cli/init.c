#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/cli.h"
#include "cli/revision.h"

/*
 * The files of a new project. Those with `program` belong to one that has no makefile yet, those
 * with `examples` to one that is to show all that there is.
 */
static const struct {
    const char *path;
    bool program, examples;
    const char *text;
} files[] = {
    {
        "schema/models/example.h",
        false,
        false,
#include "templates/project_example.h.inc"
    },
    {
        "schema/models/kinds.h", false, true,
        __extension__ /* it is longer than what every compiler has to take */
#include "templates/project_kinds.h.inc"
    },
    {
        "Makefile",
        true,
        false,
#include "templates/project.mk.inc"
    },
    {
        "src/main.c",
        true,
        false,
#include "templates/project_main.c.inc"
    },
    {
        ".gitignore",
        true,
        false,
#include "templates/project.gitignore.inc"
    },
    {
        "README.md",
        true,
        false,
#include "templates/project_readme.txt.inc"
    },
};

enum { FILES = sizeof files / sizeof *files };

struct values {
    bool examples;
};

static const struct mg_option options[] = {
    {"examples", 0, MG_OPTION_FLAG, offsetof(struct values, examples), NULL,
     "also a header with one of each thing that models can declare"},
    MG_OPTIONS_END,
};

/* --- What the holes hold ------------------------------------------------------------------ */

/* The directory's name as far as it can be a program's. */
static const char *project_name(struct arena *arena)
{
    char *path = realpath(".", NULL), *name = arena_strdup(arena, path ? file_name(path) : "");

    free(path);
    for (char *p = name; *p; p++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-", *p))
            *p = '_';
    return *name && *name != '-' && strcmp(name, "migrate") != 0 ? name : "app";
}

/* How a makefile calls this modelgen: by its name, if that is the one on PATH. */
static const char *modelgen_word(struct cli *cli)
{
    const char *path = getenv("PATH");

    for (const char *p = path ? path : ""; *p; p += strcspn(p, ":"), p += *p == ':') {
        char *found =
            realpath(arena_printf(cli->arena, "%.*s/modelgen", (int)strcspn(p, ":"), p), NULL);
        bool same = found && strcmp(found, cli->site.modelgen) == 0;
        bool other = found && !same && access(found, X_OK) == 0;

        free(found);
        if (same)
            return "modelgen";
        if (other)
            break;
    }
    return cli->site.modelgen;
}

static const char *fill(struct cli *cli, const char *text)
{
    const char *const holes[][2] = {{"@name@", project_name(cli->arena)},
                                    {"@modelgen@", modelgen_word(cli)}};
    struct mg_buf out = MG_BUF_INIT;
    const char *filled;

    while (*text) {
        bool found = false;

        for (size_t i = 0; i < 2 && !found; i++)
            if (strncmp(text, holes[i][0], strlen(holes[i][0])) == 0) {
                mg_buf_add(&out, holes[i][1]);
                text += strlen(holes[i][0]);
                found = true;
            }
        if (!found)
            mg_buf_addc(&out, *text++);
    }
    if (mg_buf_failed(&out))
        out_of_memory();
    filled = arena_text(cli->arena, &out);
    mg_buf_free(&out);
    return filled;
}

/* --- Writing ------------------------------------------------------------------------------ */

static bool exists(const char *path)
{
    struct stat st;

    return lstat(path, &st) == 0;
}

static bool make_directory(struct cli *cli, const char *path)
{
    struct stat st;

    if (*path == '\0' || (stat(path, &st) == 0 && S_ISDIR(st.st_mode)))
        return true;
    if (!make_directory(cli, file_directory(cli->arena, path)))
        return false;
    if (mkdir(path, 0777) == 0)
        return true;
    diag_error(cli->diags, MG202, (struct loc){path, 0, 0}, "cannot be made: %s", strerror(errno));
    return false;
}

/* Enters the project's directory. */
static bool enter(struct cli *cli, const char *dir)
{
    if (!make_directory(cli, dir))
        return false;
    if (chdir(dir) == 0)
        return true;
    diag_error(cli->diags, MG202, (struct loc){dir, 0, 0}, "cannot be entered: %s",
               strerror(errno));
    return false;
}

/* Writes those that are not there yet and tells which. */
static bool write_project(struct cli *cli, bool program, bool examples)
{
    struct file_set *set = file_set_new(cli->arena);
    struct strings written = {0};

    for (int i = 0; i < FILES; i++) {
        if ((files[i].program && !program) || (files[i].examples && !examples) ||
            exists(files[i].path))
            continue;

        const char *text = fill(cli, files[i].text);

        if (!make_directory(cli, file_directory(cli->arena, files[i].path)))
            return false;
        file_set_add(set, files[i].path, text, strlen(text));
        strings_add(cli->arena, &written, files[i].path);
    }
    if (!file_set_write(set, cli->diags))
        return false;
    for (size_t i = 0; i < written.n; i++)
        puts(written.items[i]);
    return true;
}

static void say_what_next(struct cli *cli, const char *dir, bool program)
{
    const char *word = modelgen_word(cli);

    if (!program)
        say(cli,
            "\nThere is a makefile already. `make migrate` comes with these lines in it:\n"
            "    MODELGEN_LIB := $(shell %s where library)\n"
            "    include $(shell %s where makefile)\n",
            word, word);
    else if (strcmp(dir, ".") != 0)
        say(cli, "\nNow: cd %s && make migrate\n", dir);
    else
        say(cli, "\nNow: make migrate\n");
}

static int init(void *common, const void *values, const struct mg_texts *arguments)
{
    struct cli *cli = common;
    const char *dir = arguments->n ? arguments->items[0] : ".";
    bool program;
    int status;

    if (strcmp(cli->schema_dir, "schema") != 0)
        return usage(cli, "init makes schema/ and takes no --schema-dir", NULL);
    if (*dir == '\0')
        return usage(cli, "the directory's name is empty", NULL);
    if (!enter(cli, dir))
        return STATUS_FAILED;
    if (exists("schema")) {
        diag_error(cli->diags, MG904, (struct loc){file_join(cli->arena, dir, "schema"), 0, 0},
                   "is there already");
        diag_hint(cli->diags, "A project has one schema; put models into schema/models and run "
                              "`modelgen revision`.");
        return STATUS_FAILED;
    }
    program = !exists("Makefile") && !exists("makefile") && !exists("GNUmakefile");
    if (!write_project(cli, program, ((const struct values *)values)->examples))
        return STATUS_FAILED;
    status = revision_make(cli, "initial schema");
    if (status == STATUS_DONE)
        say_what_next(cli, dir, program);
    return status;
}

const struct mg_command command_init = {
    .name = "init",
    .usage = "[DIR]",
    .summary = "make a project that builds, migrates and tests at once",
    .details = "Writes schema/ with an example and its first migration and, where there is no "
               "makefile, a Makefile, a\n"
               "program, README.md and .gitignore. Files that are there stay as they are.",
    .options = options,
    .size = sizeof(struct values),
    .max = 1,
    .run = init,
};
