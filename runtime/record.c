#include "record.h"

#include <stdlib.h>
#include <string.h>

#include "statement.h"

static void place(struct migration *m, int line, const struct mg_operation *operation)
{
    m->error->file = m->entry->file;
    m->error->line = line;
    m->error->operation = operation->name;
}

static bool append(struct migration *m, const struct mg_recorded *step)
{
    if (m->n == m->capacity) {
        size_t capacity = m->capacity ? m->capacity * 2 : 8;
        struct mg_recorded *steps = realloc(m->steps, capacity * sizeof *steps);
        if (!steps)
            return false;
        m->steps = steps;
        m->capacity = capacity;
    }
    m->steps[m->n++] = *step;
    return true;
}

static void keep(struct migration *m, const struct mg_recorded *origin, const char *text, size_t n)
{
    struct mg_recorded step = *origin;
    step.text = strndup(text, n);
    if (!step.text || !append(m, &step)) {
        free(step.text);
        mg_fail_memory(m->error);
    }
}

static void refuse(struct migration *m, const struct mg_statement *statement)
{
    bool stream = statement->kind == MG_STATEMENT_STREAM;
    int shown = (int)strcspn(statement->text, "\n;");
    if ((size_t)shown > statement->n)
        shown = (int)statement->n;
    mg_fail(m->error, MG_E545,
            stream ? "COPY cannot stream to or from a migration"
                   : "a migration cannot begin or end a transaction");
    mg_buf_addn(&m->error->statement, statement->text, (size_t)shown);
    mg_error_hint(m->error, stream ? "Use INSERT, or COPY from a file or program of the server."
                                   : "Each migration is one transaction, which the runner begins "
                                     "and commits; use savepoints within it.");
}

/* One step of an operation: it may hold several statements (execute does). */
static void keep_step(struct migration *m, const struct mg_recorded *origin, const char *text)
{
    if (origin->kind == MG_STEP_NOTICE) {
        keep(m, origin, text, strlen(text));
        return;
    }
    struct mg_statement statement;
    while (m->error->code == MG_OK && mg_statement_next(&text, &statement)) {
        if (statement.kind == MG_STATEMENT_PLAIN)
            keep(m, origin, statement.text, statement.n);
        else
            refuse(m, &statement);
    }
}

void mg_run(migration *m, int line, const mg_operation *operation, const void *args)
{
    if (m->error->code != MG_OK)
        return;
    struct mg_script script = {0};
    operation->sql(args, &script);
    if (!mg_script_ok(&script))
        mg_fail_memory(m->error);
    for (size_t i = 0; i < script.n && m->error->code == MG_OK; i++) {
        const char *text = mg_buf_text(&script.steps[i].text);
        if (script.steps[i].kind == MG_STEP_REFUSAL)
            mg_fail(m->error, MG_E542, "%s", text);
        else
            keep_step(m,
                      &(struct mg_recorded){
                          .kind = script.steps[i].kind, .line = line, .operation = operation},
                      text);
    }
    if (m->error->code != MG_OK)
        place(m, line, operation);
    mg_script_free(&script);
}

bool mg_record(struct migration *m, const struct mg_registered *entry, enum mg_direction direction,
               struct mg_error *error)
{
    *m = (struct migration){.entry = entry, .direction = direction, .error = error};
    if (direction == MG_UPGRADE)
        entry->migration->up(m);
    else
        entry->migration->down(m);
    return error->code == MG_OK;
}

void mg_record_free(struct migration *m)
{
    for (size_t i = 0; i < m->n; i++)
        free(m->steps[i].text);
    free(m->steps);
    m->steps = NULL;
    m->n = m->capacity = 0;
}
