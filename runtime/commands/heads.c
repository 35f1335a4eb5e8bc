#include "commands.h"

static int run(void *common, const void *values, const struct mg_texts *arguments)
{
    (void)values, (void)arguments;
    struct mg_migrate *migrate = common;
    const struct mg_chain *chain = migrate->chain;
    struct mg_buf out = MG_BUF_INIT;
    if (migrate->json) {
        mg_buf_add(&out, "{\"heads\":[");
        if (chain->n)
            mg_json_place(chain, chain->n, &out);
        mg_buf_add(&out, "]}\n");
    } else if (chain->n) {
        const mg_migration *m = chain->at[chain->n - 1]->migration;
        mg_line_of(m->number, m->revision, m->name, &out);
        mg_buf_add(&out, " (head)\n");
    } else {
        mg_remark(migrate, "there are no migrations");
    }
    mg_print(migrate, &out);
    return 0;
}

const struct mg_command mg_command_heads = {
    .name = "heads",
    .summary = "the newest migration of this runner",
    .details = "It needs no database.",
    .run = run,
};
