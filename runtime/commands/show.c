#include "commands.h"

static void print_text(const struct mg_registered *entry, const struct mg_registered *before,
                       struct mg_buf *out)
{
    const mg_migration *m = entry->migration;
    mg_migration_name(m, out);
    mg_buf_printf(out, "\n  revision  %s\n  revises   ", m->revision);
    if (before)
        mg_line_of(before->migration->number, before->migration->revision, before->migration->name,
                   out);
    else
        mg_buf_add(out, "nothing: it is the first one");
    mg_buf_printf(out, "\n  file      %s\n  sha256    %s\n", entry->file, entry->sha256);
}

static void print_json(const struct mg_registered *entry, struct mg_buf *out)
{
    const mg_migration *m = entry->migration;
    mg_buf_addc(out, '{');
    mg_json_migration(m->number, m->revision, m->name, out);
    mg_buf_add(out, ",\"down_revision\":");
    if (m->down_revision)
        mg_buf_json_string(out, m->down_revision);
    else
        mg_buf_add(out, "null");
    mg_buf_add(out, ",\"file\":");
    mg_buf_json_string(out, entry->file);
    mg_buf_add(out, ",\"sha256\":");
    mg_buf_json_string(out, entry->sha256);
    mg_buf_add(out, "}\n");
}

static int run(void *common, const void *values, const struct mg_texts *arguments)
{
    (void)values;
    struct mg_migrate *migrate = common;
    const struct mg_chain *chain = migrate->chain;
    struct mg_buf out = MG_BUF_INIT;
    size_t place;
    if (!mg_chain_find(chain, arguments->items[0], 0, &place, &migrate->error))
        return 2;
    if (place == 0) {
        mg_fail(&migrate->error, MG_E501, "base is where no migration is applied: nothing to show");
        return 2;
    }
    if (migrate->json)
        print_json(chain->at[place - 1], &out);
    else
        print_text(chain->at[place - 1], place > 1 ? chain->at[place - 2] : NULL, &out);
    mg_print(migrate, &out);
    return 0;
}

const struct mg_command mg_command_show = {
    .name = "show",
    .usage = "REV",
    .summary = "one migration: its revision, what it revises, its file",
    .details = "It needs no database.",
    .min = 1,
    .max = 1,
    .run = run,
};
