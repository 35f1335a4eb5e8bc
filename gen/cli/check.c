#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "cli/change.h"

/* Past comments and strings, where a word means nothing. */
static const char *skip(const char *p)
{
    if (p[0] == '/' && p[1] == '*') {
        const char *end = strstr(p + 2, "*/");

        return end ? end + 2 : p + strlen(p);
    }
    if (p[0] == '/' && p[1] == '/')
        return p + strcspn(p, "\n");
    if (p[0] != '"' && p[0] != '\'')
        return p;

    char quote = *p++;

    while (*p && *p != quote)
        p += *p == '\\' && p[1] ? 2 : 1;
    return *p ? p + 1 : p;
}

/* True if the C text defines this function: its name, parentheses, a brace. */
static bool defines(const char *text, const char *name)
{
    size_t n = strlen(name);
    bool in_word = false;

    for (const char *p = text; *p;) {
        const char *after = skip(p);

        if (after != p) {
            p = after;
            in_word = false;
            continue;
        }
        if (!in_word && strncmp(p, name, n) == 0) {
            const char *q = p + n + strspn(p + n, " \t\n");

            if (*q == '(') {
                q += strcspn(q, ")");
                q += *q == ')';
                q += strspn(q, " \t\r\n");
                if (*q == '{')
                    return true;
            }
        }
        in_word = isalnum((unsigned char)*p) || *p == '_';
        p++;
    }
    return false;
}

static void check_functions(struct cli *cli, const struct history *history)
{
    static const char *const functions[] = {"upgrade", "downgrade"};

    for (size_t i = 0; i < history->n; i++)
        for (int f = 0; f < 2; f++)
            if (!defines(history->items[i].bytes, functions[f]))
                diag_error(cli->diags, MG223, (struct loc){history->items[i].path, 0, 0},
                           "defines no %s()", functions[f]);
}

static void check_models(struct cli *cli, struct project *project)
{
    struct answers answers = {0};
    const struct plan *plan;
    struct strings changes = {0};

    if (!project_read_models(cli, project))
        return;
    plan = plan_make(cli->arena, project->before, project->after, &answers, diags_new(cli->arena));
    if (plan && plan_is_empty(plan))
        return;
    if (plan)
        changes = plan->changes;
    diag_error(cli->diags, MG222, (struct loc){project->snapshot, 0, 0},
               "the models have changes that no migration makes");
    for (size_t i = 0; i < changes.n; i++)
        diag_note(cli->diags, (struct loc){0}, "%s", changes.items[i]);
    diag_hint(cli->diags, "Run `modelgen revision -m ...` and commit what it writes.");
}

static int check(void *common, const void *values, const struct mg_texts *arguments)
{
    struct cli *cli = common;
    struct project project;

    (void)values;
    (void)arguments;
    if (!project_open(cli, &project))
        return STATUS_FAILED;

    bool loaded = project_load(cli, &project);

    check_functions(cli, &project.history);
    if (loaded)
        check_models(cli, &project);
    if (diags_errors(cli->diags))
        return STATUS_FINDINGS;
    if (cli->json)
        puts("{\"diagnostics\":[]}");
    else if (!cli->quiet)
        printf("%s, one head; models, snapshot and sums agree\n",
               count_of(cli, project.history.n, "migration"));
    return STATUS_DONE;
}

const struct mg_command command_check = {
    .name = "check",
    .usage = "[-- COMPILER FLAGS]",
    .summary = "for CI: models, snapshot, sums and chain of migrations agree",
    .run = check,
};
