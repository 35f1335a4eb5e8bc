#include "cli/ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "plan/plan.h"

/* All that one name may have become. */
struct group {
    const struct question *questions[32];
    size_t n;
};

/* The questions about one name stand together; this is the first of them. */
static struct group group_of(const struct questions *questions, size_t first)
{
    const char *from = questions->items[first].from_name;
    struct group group = {.n = 0};

    for (size_t i = first; i < questions->n && strcmp(questions->items[i].from_name, from) == 0 &&
                           group.n < sizeof group.questions / sizeof *group.questions;
         i++)
        group.questions[group.n++] = &questions->items[i];
    return group;
}

/* A number from 1 to n; 0 when the terminal gives up. */
static size_t read_choice(size_t n)
{
    char *line = NULL;
    size_t space = 0, choice = 0;

    for (;;) {
        fprintf(stderr, "[1-%zu] ", n);
        fflush(stderr);
        if (getline(&line, &space, stdin) < 0)
            break;

        char *end;
        unsigned long number = strtoul(line, &end, 10);

        end += strspn(end, " \t\r\n");
        if (end != line && *end == '\0' && number >= 1 && number <= n) {
            choice = number;
            break;
        }
    }
    free(line);
    return choice;
}

/* False when the terminal gives up. */
static bool ask_one(struct arena *arena, const struct group *group, struct answers *answers)
{
    const struct question *first = group->questions[0];

    fprintf(stderr, "%s \"%s\" is gone. What became of it?\n", first->what, first->from_name);
    for (size_t i = 0; i < group->n; i++)
        fprintf(stderr, "  %zu  renamed to \"%s\"\n", i + 1, group->questions[i]->to_name);
    fprintf(stderr, "  %zu  dropped, with all that it holds\n", group->n + 1);

    size_t choice = read_choice(group->n + 1);

    if (choice == 0)
        fputc('\n', stderr);
    else if (choice > group->n)
        strings_add(arena, &answers->drops, first->from_name);
    else
        *vec_push(arena, &answers->renames) =
            (struct answer){first->from_name, group->questions[choice - 1]->to_name};
    return choice != 0;
}

void ask(struct cli *cli, const struct project *project, struct answers *answers)
{
    struct questions open;

    if (!isatty(0) || !isatty(2))
        return;
    /* What was renamed may settle others, or bring new ones up; what was dropped does neither. */
    while ((open = plan_questions(cli->arena, project->before, project->after, answers)).n) {
        size_t renames = answers->renames.n;

        for (size_t i = 0; i < open.n && answers->renames.n == renames; i++) {
            struct group group = group_of(&open, i);

            if (i > 0 && strcmp(open.items[i - 1].from_name, open.items[i].from_name) == 0)
                continue;
            if (!ask_one(cli->arena, &group, answers))
                return;
        }
    }
}
