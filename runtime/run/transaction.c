#include "transaction.h"

#include <stdlib.h>
#include <string.h>

#include "lock.h"

/* As pg_dump has it: what a body mentions may come later in this migration. */
static bool has_bodies(const struct migration *m)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->steps[i].operation->has_body)
            return true;
    return false;
}

static void open_script(struct mg_transaction *t, const struct mg_frame *frame)
{
    if (!frame->trial)
        mg_buf_add(mg_script_step(&t->opening, MG_STEP_SQL), "BEGIN");
    if (frame->takes_lock)
        mg_lock_within(frame->tenant, !frame->create_ledger,
                       mg_script_step(&t->opening, MG_STEP_SQL));
    if (frame->lazy)
        mg_buf_add(mg_script_step(&t->opening, MG_STEP_SQL), "SET LOCAL synchronous_commit = off");
    if (t->live || has_bodies(&t->migration))
        mg_buf_add(mg_script_step(&t->opening, MG_STEP_SQL), MG_UNCHECKED_BODIES);
    if (frame->settings)
        mg_buf_add(mg_script_step(&t->opening, MG_STEP_SQL), frame->settings);
    if (frame->create_ledger)
        mg_ledger_create(&t->opening);
    if (frame->owed)
        mg_owed_send(frame->owed, false, &t->opening);
    if (!mg_record_has_parts(&t->migration))
        mg_ledger_enter(&t->opening, t->migration.entry, t->migration.direction);
}

static void close_script(struct mg_transaction *t, const struct mg_frame *frame,
                         const struct mg_waits *waits)
{
    if (mg_record_has_parts(&t->migration)) /* a script: it is there when all of it is */
        mg_ledger_enter(&t->closing, t->migration.entry, t->migration.direction);
    mg_ledger_log(&t->closing, t->migration.entry, t->migration.direction, waits, frame->host);
    mg_buf_add(mg_script_step(&t->closing, MG_STEP_SQL), "COMMIT");
}

static void add_script(struct mg_transaction *t, const struct mg_script *script)
{
    for (size_t i = 0; i < script->n; i++)
        t->texts[t->n++] = mg_buf_text(&script->steps[i].text);
}

static bool is_statement(const struct mg_recorded *step)
{
    return step->kind == MG_STEP_SQL || step->kind == MG_STEP_COPY;
}

/* A statement that no transaction holds stands between two. */
static void add_step(struct mg_transaction *t, const struct mg_recorded *step)
{
    bool apart = step->kind == MG_STEP_APART;
    if (apart)
        t->texts[t->n++] = "COMMIT";
    if (apart || is_statement(step))
        t->texts[t->n++] = step->text;
    if (apart)
        t->texts[t->n++] = "BEGIN";
}

bool mg_transaction_make(struct mg_transaction *t, const struct mg_frame *frame,
                         struct mg_error *error)
{
    open_script(t, frame);
    if (!frame->trial) /* no line in the history: its sequence would not be rolled back */
        close_script(t, frame, NULL);
    t->texts = calloc(t->opening.n + t->locks.script.n + 3 * t->migration.n + t->closing.n,
                      sizeof(const char *));
    if (!t->texts || !mg_script_ok(&t->opening) || !mg_script_ok(&t->closing))
        return mg_fail_memory(error);
    add_script(t, &t->opening);
    add_script(t, &t->locks.script);
    t->first = t->n;
    for (size_t i = 0; i < t->migration.n; i++)
        add_step(t, &t->migration.steps[i]);
    add_script(t, &t->closing);
    return true;
}

bool mg_transaction_waited(struct mg_transaction *t, const struct mg_frame *frame,
                           const struct mg_waits *waits, struct mg_error *error)
{
    t->n -= t->closing.n;
    mg_script_free(&t->closing);
    close_script(t, frame, waits);
    if (!mg_script_ok(&t->closing))
        return mg_fail_memory(error);
    add_script(t, &t->closing);
    return true;
}

void mg_transaction_free(struct mg_transaction *t)
{
    free(t->texts);
    mg_tally_free(&t->tally);
    mg_script_free(&t->opening);
    mg_script_free(&t->closing);
    mg_locks_first_free(&t->locks);
    mg_record_free(&t->migration);
    *t = (struct mg_transaction){0};
}

bool mg_transaction_is_lock(const struct mg_transaction *t, size_t i)
{
    return i < t->first && i + t->locks.script.n >= t->first;
}

const struct mg_recorded *mg_transaction_origin(const struct mg_transaction *t, size_t i)
{
    if (mg_transaction_is_lock(t, i))
        return t->locks.step < t->migration.n ? &t->migration.steps[t->locks.step] : NULL;
    for (size_t step = 0, at = t->first; !t->live && step < t->migration.n; step++)
        if (is_statement(&t->migration.steps[step]) && at++ == i)
            return &t->migration.steps[step];
    return NULL;
}

/* --- As a script -------------------------------------------------------------------------- */

static void print_comment(const char *label, const char *text, struct mg_buf *out)
{
    mg_buf_printf(out, "-- %s", label);
    if (!text)
        mg_buf_add(out, text);
    for (const char *c = text; c && *c; c++) {
        mg_buf_addc(out, *c);
        if (*c == '\n')
            mg_buf_add(out, "-- ");
    }
    mg_buf_addc(out, '\n');
}

void mg_print_statement(const char *statement, struct mg_buf *out)
{
    const char *line = strrchr(statement, '\n');
    mg_buf_add(out, statement);
    mg_buf_add(out, strstr(line ? line : statement, "--") ? "\n;\n" : ";\n");
}

void mg_transaction_print(const struct mg_transaction *t, struct mg_buf *out)
{
    struct mg_buf name = MG_BUF_INIT;
    mg_migration_name(t->migration.entry->migration, &name);
    print_comment(t->migration.direction == MG_UPGRADE ? "" : "back from ", mg_buf_text(&name),
                  out);
    mg_buf_free(&name);
    for (size_t i = 0; i < t->migration.n; i++)
        if (t->migration.steps[i].kind == MG_STEP_NOTICE)
            print_comment("loss: ", t->migration.steps[i].text, out);
    for (size_t i = 0; i < t->n; i++) {
        const struct mg_recorded *origin = mg_transaction_origin(t, i);
        if (origin && origin->kind == MG_STEP_COPY)
            mg_buf_add(out, t->texts[i]);
        else
            mg_print_statement(t->texts[i], out);
    }
}
