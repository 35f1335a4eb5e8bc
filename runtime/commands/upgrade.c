#include "commands.h"

static int run(void *migrate, const void *values, const struct mg_texts *arguments)
{
    return mg_travel(migrate, values, MG_UPGRADE, arguments);
}

const struct mg_command mg_command_upgrade = {
    .name = "upgrade",
    .usage = "[head | +N | REV | A:B]",
    .summary = "apply migrations: to head, the next N, or up to REV",
    .details =
        "Each migration is one transaction. The first statement that fails ends the run; what was\n"
        "applied before it stays, and the same command goes on from there.",
    .options = mg_travel_options,
    .size = sizeof(struct mg_travel),
    .defaults = &mg_travel_defaults,
    .max = 1,
    .run = run,
};
