#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "runtime/base/error.h"

/* A code of modelgen or of the runner. */
struct entry {
    const char *id, *name, *explanation;
};

enum { WIDTH = 80 };

static void add_wrapped(struct mg_buf *out, const char *text)
{
    for (size_t column = 0; *text; text += *text == ' ') {
        size_t n = strcspn(text, " ");

        if (column > 0)
            mg_buf_addc(out, column + 1 + n > WIDTH ? '\n' : ' ');
        column = column == 0 || column + 1 + n > WIDTH ? n : column + 1 + n;
        mg_buf_addn(out, text, n);
        text += n;
    }
    mg_buf_addc(out, '\n');
}

static void print(const struct cli *cli, const struct entry *entry)
{
    struct mg_buf out = MG_BUF_INIT;

    if (cli->json) {
        mg_buf_add(&out, "{\"code\":");
        mg_buf_json_string(&out, entry->id);
        mg_buf_add(&out, ",\"name\":");
        mg_buf_json_string(&out, entry->name);
        mg_buf_add(&out, ",\"explanation\":");
        mg_buf_json_string(&out, entry->explanation);
        mg_buf_add(&out, "}\n");
    } else {
        mg_buf_printf(&out, "%s %s\n\n", entry->id, entry->name);
        add_wrapped(&out, entry->explanation);
    }
    fputs(mg_buf_text(&out), stdout);
    mg_buf_free(&out);
}

static void list(const char *id, const char *name)
{
    printf("%s  %s\n", id, name);
}

/* MG104, mg104, 104 or unknown_type. */
static bool means(const char *text, const char *id, const char *name)
{
    if (strcmp(text, name) == 0)
        return true;
    if (tolower((unsigned char)text[0]) == 'm' && tolower((unsigned char)text[1]) == 'g')
        text += 2;
    return strcmp(text, id + 2) == 0;
}

static int explain(void *common, const void *values, const struct mg_texts *arguments)
{
    struct cli *cli = common;
    const char *text = arguments->n ? arguments->items[0] : NULL;

    (void)values;
    for (size_t i = 0; i < code_entry_count; i++) {
        const struct code_entry *e = &code_entries[i];

        if (!text) {
            list(e->id, e->name);
        } else if (means(text, e->id, e->name)) {
            print(cli, &(struct entry){e->id, e->name, e->explanation});
            return STATUS_DONE;
        }
    }
    for (const struct mg_code_entry *e = mg_code_entries; e->code != MG_OK; e++)
        if (!text) {
            list(e->id, e->name);
        } else if (means(text, e->id, e->name)) {
            print(cli, &(struct entry){e->id, e->name, e->explanation});
            return STATUS_DONE;
        }
    if (!text)
        return STATUS_DONE;
    return usage(cli, arena_printf(cli->arena, "there is no code \"%s\"", text),
                 "`modelgen explain` lists them all.");
}

const struct mg_command command_explain = {
    .name = "explain",
    .usage = "[CODE]",
    .summary = "what a diagnostic means and what to do about it",
    .max = 1,
    .run = explain,
};
