#include "cli/answer.h"

static bool read_list(struct cli *cli, const struct mg_texts *texts, struct answer_list *list,
                      char separator, const char *option, const char *form)
{
    for (size_t i = 0; i < texts->n; i++)
        if (!answer_parse(cli->arena, list, texts->items[i], separator)) {
            usage(cli,
                  arena_printf(cli->arena, "--%s does not understand \"%s\"", option,
                               texts->items[i]),
                  arena_printf(cli->arena, "It takes %s.", form));
            return false;
        }
    return true;
}

bool answers_read(struct cli *cli, const struct answer_values *v, struct answers *a)
{
    *a = (struct answers){0};
    for (size_t i = 0; i < v->drop.n; i++)
        strings_add(cli->arena, &a->drops, v->drop.items[i]);
    return read_list(cli, &v->rename, &a->renames, ':', "rename", "OLD:NEW") &&
           read_list(cli, &v->using_, &a->using_, '=', "using", "TABLE.COLUMN=EXPRESSION") &&
           read_list(cli, &v->using_down, &a->using_down, '=', "using-down",
                     "TABLE.COLUMN=EXPRESSION") &&
           read_list(cli, &v->fill, &a->fill, '=', "fill", "TABLE.COLUMN=EXPRESSION") &&
           read_list(cli, &v->map, &a->map, '=', "map", "TYPE.OLD=NEW");
}
