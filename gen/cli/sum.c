#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "cli/project.h"

/* The line of a file in a text of sums; NULL if it has none. */
static const char *line_of(struct arena *arena, const char *sums, const char *file)
{
    size_t n = strlen(file);

    for (const char *line = sums; *line; line += strcspn(line, "\n"), line += *line == '\n') {
        size_t length = strcspn(line, "\n");

        for (size_t i = 0; i + n <= length; i++)
            if (strncmp(line + i, file, n) == 0)
                return arena_strndup(arena, line, length);
    }
    return NULL;
}

/* The first line that differs is the file that changed: every later line follows from it. */
static void print_changes(struct cli *cli, const struct history *history, const char *before,
                          const char *after)
{
    bool after_change = false;

    for (size_t i = 0; i < history->n; i++) {
        const char *old = line_of(cli->arena, before, history->items[i].file);
        const char *new = line_of(cli->arena, after, history->items[i].file);

        if (old && new &&strcmp(old, new) == 0)
            continue;
        printf("%s: %s\n", history->items[i].file,
               !old           ? "new"
               : after_change ? "follows one that changed"
                              : "changed");
        after_change = true;
    }
}

static int sum(void *common, const void *values, const struct mg_texts *arguments)
{
    struct cli *cli = common;
    struct project project;
    struct file_set *set = file_set_new(cli->arena);

    (void)values;
    (void)arguments;
    if (!project_open(cli, &project))
        return STATUS_FAILED;
    project.history = history_load(cli->arena, project.migrations, false, cli->diags);
    if (diags_errors(cli->diags))
        return STATUS_FAILED;

    const char *before =
        file_exists(project.sums) ? file_read(cli->arena, project.sums, NULL, cli->diags) : "";
    const char *after = history_sums(cli->arena, &project.history, NULL);

    if (!before)
        return STATUS_FAILED;
    if (strcmp(before, after) == 0) {
        puts("every sum holds");
        return STATUS_DONE;
    }
    file_set_add(set, project.sums, after, strlen(after));
    if (!file_set_write(set, cli->diags))
        return STATUS_FAILED;
    print_changes(cli, &project.history, before, after);
    return STATUS_DONE;
}

const struct mg_command command_sum = {
    .name = "sum",
    .summary = "take edited migrations as they are: write migrations.sum anew",
    .details = "For a migration that was edited before it was merged or applied anywhere. One that "
               "databases have already\n"
               "is never edited: the runner refuses it.",
    .run = sum,
};
