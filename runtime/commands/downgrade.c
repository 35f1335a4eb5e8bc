#include "commands.h"

static int run(void *migrate, const void *values, const struct mg_texts *arguments)
{
    return mg_travel(migrate, values, MG_DOWNGRADE, arguments);
}

const struct mg_command mg_command_downgrade = {
    .name = "downgrade",
    .usage = "-N | base | REV | A:B",
    .summary = "take migrations back: the last N, all, or those after REV",
    .options = mg_travel_options,
    .size = sizeof(struct mg_travel),
    .defaults = &mg_travel_defaults,
    .min = 1,
    .max = 1,
    .run = run,
};
