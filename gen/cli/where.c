#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

static int where(void *common, const void *values, const struct mg_texts *arguments)
{
    struct cli *cli = common;
    const struct site *site = &cli->site;
    const char *const places[][2] = {{"modelgen", site->modelgen},
                                     {"model-include", site->model_include},
                                     {"runtime-include", site->runtime_include},
                                     {"makefile", site->makefile},
                                     {"library", site->library}};
    const char *what = arguments->n ? arguments->items[0] : NULL;

    (void)values;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (!what)
            printf("%-16s %s\n", places[i][0], places[i][1]);
        else if (strcmp(what, places[i][0]) == 0)
            return puts(places[i][1]) < 0 ? STATUS_FAILED : STATUS_DONE;
    }
    if (!what)
        return STATUS_DONE;
    return usage(cli, arena_printf(cli->arena, "modelgen has no \"%s\"", what),
                 "`modelgen where` lists what it has.");
}

const struct mg_command command_where = {
    .name = "where",
    .usage = "[modelgen | model-include | runtime-include | makefile | library]",
    .summary = "where modelgen's own files are",
    .max = 1,
    .run = where,
};
