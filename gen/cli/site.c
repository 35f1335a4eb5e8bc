#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/cli.h"

/* --- What commands say -------------------------------------------------------------------- */

int fail(struct cli *cli, enum code code, const char *message, const char *hint)
{
    diag_error(cli->diags, code, (struct loc){0}, "%s", message);
    if (hint)
        diag_hint(cli->diags, "%s", hint);
    return STATUS_FAILED;
}

int usage(struct cli *cli, const char *message, const char *hint)
{
    fail(cli, MG901, message, hint);
    return STATUS_USAGE;
}

int finish(const struct cli *cli, int status)
{
    return diags_errors(cli->diags) ? STATUS_FAILED : status;
}

void say(const struct cli *cli, const char *format, ...)
{
    va_list args;

    if (cli->quiet)
        return;
    fflush(stdout); /* both may go to one place: in the order in which they were said */
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
}

void tell(const struct cli *cli, const char *format, ...)
{
    va_list args;

    if (!cli->verbose)
        return;
    fflush(stdout);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
}

const char *count_of(const struct cli *cli, size_t n, const char *thing)
{
    return arena_printf(cli->arena, "%zu %s%s", n, thing, n == 1 ? "" : "s");
}

bool use_color(const struct cli *cli, int fd)
{
    const char *term = getenv("TERM"), *no_color = getenv("NO_COLOR");

    if (strcmp(cli->color, "auto") != 0)
        return strcmp(cli->color, "always") == 0;
    return isatty(fd) && term && strcmp(term, "dumb") != 0 && !(no_color && *no_color);
}

/* --- Where modelgen's files are ----------------------------------------------------------- */

static bool is_installed(struct arena *arena, const char *prefix, struct site *site)
{
    site->model_include = file_join(arena, prefix, "include");
    site->runtime_include = site->model_include;
    site->makefile = file_join(arena, prefix, "share/modelgen/modelgen.mk");
    site->library = file_join(arena, prefix, "lib/libmigrate.a");
    return file_exists(site->makefile) &&
           file_exists(file_join(arena, site->model_include, "modelgen/begin.h"));
}

static bool is_source(struct arena *arena, const char *root, const char *build, struct site *site)
{
    site->model_include = file_join(arena, root, "schema");
    site->runtime_include = file_join(arena, root, "runtime");
    site->makefile = file_join(arena, root, "runtime/modelgen.mk");
    site->library = file_join(arena, build, "libmigrate.a");
    return file_exists(site->makefile) &&
           file_exists(file_join(arena, site->model_include, "modelgen/begin.h"));
}

/* As the kernel knows it: readable even where the way to it is not. */
static const char *own_path(struct arena *arena)
{
    char path[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path);

    return n > 0 && n < PATH_MAX ? arena_strndup(arena, path, (size_t)n) : "modelgen";
}

bool site_find(struct cli *cli)
{
    struct arena *arena = cli->arena;
    const char *self = own_path(arena), *build = file_directory(arena, self);
    char *source = realpath(file_join(arena, build, "source"), NULL); /* of a build elsewhere */
    const char *root = source ? arena_strdup(arena, source) : build;
    bool found = is_installed(arena, file_directory(arena, build), &cli->site);

    cli->site.modelgen = self;
    free(source);
    /* In the sources the build is some levels below the root: build/, build/asan/. */
    for (int i = 0; i < 4 && !found; i++) {
        found = is_source(arena, root, build, &cli->site);
        root = file_directory(arena, root);
    }
    if (!found)
        fail(cli, MG902,
             arena_printf(arena, "modelgen's own files are not where %s is installed", build),
             "Install modelgen with `make install`, and run it from there.");
    return found;
}
