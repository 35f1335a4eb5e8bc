#include "cli/newer.h"

#include <string.h>

#include "emit/emit.h"
#include "plan/newer.h"
#include "runtime/base/buf.h"

bool newer_check_models(struct cli *cli, const struct project *project)
{
    struct loc said;
    int floor = schema_floor(project->after, &said);
    struct newers newers = {0};

    if (floor)
        newers = newer_words(cli->arena, project->after, floor);
    for (size_t i = 0; i < newers.n; i++) {
        const struct newer *newer = &newers.items[i];

        diag_error(cli->diags, MG313, newer->object->loc,
                   "%s: %s needs PostgreSQL %d, and the models are to run on %d",
                   object_label(cli->arena, newer->object), newer->word, newer->since, floor);
        diag_note(cli->diags, said, "as is said here");
    }
    return newers.n == 0;
}

/* `alter_column(m, "t", "v", GENERATED("a + 1"))` */
static const char *call(struct arena *arena, const struct op *op)
{
    struct mg_buf text = MG_BUF_INIT;
    const char *p;

    emit_op(&text, op);
    if (mg_buf_failed(&text))
        out_of_memory();
    p = mg_buf_text(&text);
    p += strspn(p, " ");
    p = arena_strndup(arena, p, strcspn(p, ";\n"));
    mg_buf_free(&text);
    return p;
}

bool newer_check_plan(struct cli *cli, const struct project *project, const struct plan *plan)
{
    struct loc said;
    int floor = schema_floor(project->after, &said);
    struct newer newer;
    const struct op *op = floor ? newer_op(plan, floor, &newer) : NULL;

    if (!op)
        return true;
    diag_error(cli->diags, MG313, said,
               "the change takes %s, which needs PostgreSQL %d, and the models are to run on %d",
               call(cli->arena, op), newer.since, floor);
    diag_hint(cli->diags,
              "Make it in two revisions: one that drops what is changed, and one that "
              "makes it anew; or run on PostgreSQL %d.",
              newer.since);
    return false;
}
