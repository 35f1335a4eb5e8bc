#include "record.h"

#include <stdlib.h>
#include <string.h>

#include "../base/grow.h"
#include "../expect/expect.h"
#include "../impact/consent.h"
#include "../recipes/return_values.h"
#include "../site/site.h"
#include "../sql/condition.h"
#include "../sql/newer.h"
#include "../sql/probe.h"
#include "../sql/statement.h"
#include "../stash/stash.h"
#include "calls.h"
#include "copy.h"
#include "live.h"
#include "losses.h"

void mg_record_place(struct migration *m, int line, const char *operation)
{
    if (m->error->line)
        return;
    m->error->file = m->entry->file;
    m->error->line = line;
    m->error->operation = operation;
}

static bool append(struct migration *m, const struct mg_recorded *step)
{
    struct mg_recorded *steps = mg_grow(m->steps, m->n, &m->capacity, sizeof *steps);
    if (!steps)
        return false;
    m->steps = steps;
    m->steps[m->n++] = *step;
    return true;
}

static void keep(struct migration *m, const struct mg_recorded *origin, const char *text, size_t n,
                 const char *probe)
{
    struct mg_recorded step = *origin;
    step.text = strndup(text, n);
    step.probe = probe && *probe ? strdup(probe) : NULL;
    if (!step.text || (probe && *probe && !step.probe) || !append(m, &step)) {
        free(step.text);
        free(step.probe);
        mg_fail_memory(m->error);
    }
}

/*
 * only_if: with a site the answer is there at once, and what is not to be done is not recorded at
 * all. For a script each statement looks at the answer by itself.
 */
static void keep_condition(struct migration *m, const struct mg_recorded *origin, const char *text)
{
    struct mg_recorded step = *origin;
    struct mg_buf sql = MG_BUF_INIT;
    PGresult *answer = NULL;
    mg_condition_ask(text, &sql);
    if (m->site && !mg_buf_failed(&sql))
        answer = mg_site_query(m->site, mg_buf_text(&sql));
    m->skips = answer && strcmp(mg_first(answer, 0), "yes") != 0;
    m->conditional =
        !answer; /* where it could not be asked it will fail, with PostgreSQL's words */
    step.kind = MG_STEP_SQL;
    if (mg_buf_failed(&sql))
        mg_fail_memory(m->error);
    else if (!answer)
        keep(m, &step, mg_buf_text(&sql), sql.n, NULL);
    PQclear(answer);
    mg_buf_free(&sql);
}

static void keep_statement(struct migration *m, const struct mg_recorded *origin,
                           const struct mg_statement *statement)
{
    struct mg_buf sql = MG_BUF_INIT, probe = MG_BUF_INIT;
    if (!m->conditional) {
        if (statement->kind == MG_STATEMENT_APART)
            mg_probe_write(statement->text, statement->n, &probe);
        if (mg_buf_failed(&probe))
            mg_fail_memory(m->error);
        else
            keep(m, origin, statement->text, statement->n, mg_buf_text(&probe));
        mg_buf_free(&probe);
        return;
    }
    mg_condition_wrap(statement->text, statement->n, &sql);
    if (mg_buf_failed(&sql))
        mg_fail_memory(m->error);
    else
        keep(m, origin, mg_buf_text(&sql), sql.n, NULL);
    mg_buf_free(&sql);
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

void mg_record_single(struct migration *m, int line, const struct mg_operation *operation,
                      const char *sql)
{
    struct mg_statement statement;
    if (m->error->code != MG_OK || !mg_statement_next(&sql, &statement) ||
        (statement.kind != MG_STATEMENT_TRANSACTION && statement.kind != MG_STATEMENT_STREAM))
        return;
    refuse(m, &statement);
    mg_record_place(m, line, operation->name);
    mg_record_end(m);
}

/* One step of an operation: it may hold several statements (execute does). */
static void keep_step(struct migration *m, struct mg_recorded *origin, const struct mg_step *step)
{
    const char *text = mg_buf_text(&step->text);
    if (origin->kind == MG_STEP_CONDITION) {
        keep_condition(m, origin, text);
        return;
    }
    if (origin->kind != MG_STEP_SQL) {
        keep(m, origin, text, strlen(text), mg_buf_text(&step->probe));
        return;
    }
    struct mg_statement statement;
    while (m->error->code == MG_OK && mg_statement_next(&text, &statement)) {
        origin->kind = statement.kind == MG_STATEMENT_APART ? MG_STEP_APART : MG_STEP_SQL;
        if (statement.kind == MG_STATEMENT_PLAIN || statement.kind == MG_STATEMENT_APART)
            keep_statement(m, origin, &statement);
        else
            refuse(m, &statement);
    }
}

/* The steps of one sort that were put off. */
static void keep_late_sort(struct migration *m, bool after, enum mg_step_kind kind)
{
    struct mg_late *late = &m->site->late;
    for (size_t i = 0; i < late->n && m->error->code == MG_OK; i++) {
        struct mg_late_step *l = &late->steps[i];
        struct mg_recorded origin = {.line = l->line, .call = l->call, .operation = l->operation};
        if (l->spent || (l->kind == MG_LATE_AFTER) != after || l->step.kind != kind)
            continue;
        l->spent = true;
        if (after) {
            origin.kind = MG_STEP_COMMIT;
            keep(m, &origin, "", 0, NULL);
        }
        origin.kind = kind;
        keep_step(m, &origin, &l->step);
    }
}

static void keep_late(struct migration *m)
{
    if (!m->site || mg_late_is_empty(m->site))
        return;
    bool more = mg_late_has(m->site, MG_LATE_AFTER);
    keep_late_sort(m, false, MG_STEP_SQL);
    keep_late_sort(m, true, MG_STEP_SQL);
    if (more)
        keep(m, &(struct mg_recorded){.kind = MG_STEP_COMMIT, .operation = &mg_op_add_constraint},
             "", 0, NULL);
    keep_late_sort(m, false, MG_STEP_APART);
}

/*
 * The operation's own recipe for a database in use. With a server that listens one transaction is
 * all there is, and what takes several is done plainly.
 */
static bool is_done_online(struct migration *m, const struct mg_operation *operation,
                           const void *args, struct mg_script *script)
{
    bool done = operation->online && (!m->whole || operation->restores) &&
                operation->online(args, m->site, script);
    if (!done || !m->whole || !mg_script_has_parts(script))
        return done;
    mg_script_free(script);
    mg_late_free(&m->site->late);
    return false;
}

/* The operation's own recipe for a database in use, or else its plain statements. */
static void compose(struct migration *m, const struct mg_operation *operation, const void *args,
                    struct mg_script *script)
{
    if (m->live && !mg_live_flush(m, NULL)) /* it may look at what was done so far */
        return;
    if (m->site && mg_site_has(m->site, operation, args))
        return;
    bool done = m->site && (is_done_online(m, operation, args, script) ||
                            mg_stash_other(m->site, script, operation, args));
    if (!done && operation->online)
        keep_late(m);
    if (!done)
        operation->sql(args, script);
    if (m->site && !mg_site_note(m->site, operation, args))
        m->meets_others = true;
    if (!mg_script_ok(script))
        mg_fail_memory(m->error);
}

/* FOR_GOOD: the migration has moved what is dropped, which is no loss. */
static bool is_moved(const struct mg_operation *operation, const void *args)
{
    return (operation == &mg_op_drop_column && ((const mg_drop_column_args *)args)->for_good) ||
           (operation == &mg_op_drop_table && ((const mg_drop_table_args *)args)->for_good);
}

/* Values are sent beside the statement, which takes a server; a script has them in it. */
static bool is_bound(const struct migration *m, const struct mg_operation *operation,
                     const void *args)
{
    return operation == &mg_op_execute && !m->printed && ((const mg_execute_args *)args)->n > 0;
}

static bool server_has(struct migration *m, const struct mg_operation *operation, const void *args)
{
    struct mg_newer newer = mg_newer_word(operation, args, m->server);
    if (!newer.word)
        return true;
    mg_fail(m->error, MG_E571, "%s needs PostgreSQL %d, and this server is %d.%d", newer.word,
            newer.since, m->server / 10000, m->server % 10000);
    mg_error_hint(m->error, "Upgrade the server, or take the word out of the models and out of "
                            "migrations that are applied nowhere yet.");
    return false;
}

/* The losses are known for what they are when the operation is that they are about. */
static void end_operation(struct migration *m, size_t recorded,
                          const struct mg_operation *operation)
{
    size_t first = mg_losses_find(m, recorded);
    if (m->error->code != MG_OK || operation == &mg_op_loss)
        return;
    if (m->site && m->site->saves)
        mg_losses_take_back(m, first, recorded);
    if (m->live)
        mg_live_steps(m, first);
}

void mg_run(migration *m, int line, const mg_operation *operation, const void *args)
{
    if (m->error->code != MG_OK)
        return;
    m->ran++;
    if ((m->skips && operation != &mg_op_only_if) || mg_call_is_left_out(m, operation))
        return;
    if (m->expect) {
        m->expect->call = m->ran;
        mg_expect_note(m->expect, m->entry, line, operation, args);
        return;
    }
    if (is_bound(m, operation, args)) {
        const mg_execute_args *a = args;
        mg_live_bound(m, line, operation, a->text, a->values, a->n);
        return;
    }
    mg_copy_flush(m);
    size_t recorded = m->n;
    if (m->server && !server_has(m, operation, args)) {
        mg_record_place(m, line, operation->name);
        return;
    }
    if (operation == &mg_op_allow)
        mg_consent_read(((const mg_text_args *)args)->text, &m->allowed);
    struct mg_script script = {0};
    if (m->site) {
        m->site->line = line;
        m->site->operation = operation;
        m->site->call = m->live ? 0 : mg_call_note(m, operation, args);
        m->site->saves = false;
        if (!mg_late_passes(operation))
            keep_late(m);
    }
    compose(m, operation, args, &script);
    for (size_t i = 0; i < script.n && m->error->code == MG_OK; i++) {
        struct mg_recorded origin = {.kind = script.steps[i].kind,
                                     .line = line,
                                     .call = m->site ? m->site->call : 0,
                                     .operation = operation,
                                     .moved = is_moved(operation, args)};
        if (origin.kind == MG_STEP_REFUSAL)
            mg_fail(m->error, MG_E542, "%s", mg_buf_text(&script.steps[i].text));
        else
            keep_step(m, &origin, &script.steps[i]);
    }
    end_operation(m, recorded, operation);
    if (m->error->code != MG_OK)
        mg_record_place(m, line, operation->name);
    mg_script_free(&script);
}

void mg_record_step(struct migration *m, enum mg_step_kind kind, int line,
                    const struct mg_operation *operation, const char *text)
{
    struct mg_recorded step = {.kind = kind, .line = line, .operation = operation};
    keep(m, &step, text, strlen(text), NULL);
}

void mg_record_end(struct migration *m)
{
    longjmp(m->escape, 1);
}

/* What the way there kept of the rows, behind all else. */
static void bring_back(struct migration *m)
{
    struct mg_script script = {0};
    size_t recorded = m->n;
    if (!m->site || m->error->code != MG_OK || (m->asks && !m->live))
        return;
    mg_values_return(m->site, &script, m->whole);
    if (!mg_script_ok(&script))
        mg_fail_memory(m->error);
    for (size_t i = 0; i < script.n && m->error->code == MG_OK; i++) {
        struct mg_recorded origin = {
            .kind = script.steps[i].kind, .line = m->site->line, .operation = &mg_op_alter_column};
        keep_step(m, &origin, &script.steps[i]);
    }
    if (m->error->code == MG_OK && m->live)
        mg_live_steps(m, recorded);
    mg_script_free(&script);
}

/* What goes before the function's own operations, none of which is left out. */
static void go_first(struct migration *m, const struct mg_recording *how)
{
    for (size_t i = 0; how && i < how->n_first; i++, m->ran = 0)
        mg_run(m, 0, &mg_op_execute, &(mg_execute_args){.text = how->first[i]});
    m->without = how ? how->without : NULL;
}

bool mg_record(struct migration *m, const struct mg_registered *entry, enum mg_direction direction,
               const struct mg_recording *how, struct mg_error *error)
{
    *m = (struct migration){.entry = entry, .direction = direction, .error = error};
    if (how) {
        m->site = how->site;
        m->live = how->live;
        m->printed = how->printed;
        m->expect = how->expect;
        m->whole = how->whole || how->live;
        m->server = how->conn ? PQserverVersion(how->conn) : 0;
    }
    go_first(m, how);
    if (setjmp(m->escape) == 0)
        (direction == MG_UPGRADE ? entry->migration->up : entry->migration->down)(m);
    keep_late(m);
    mg_losses_end(m);
    bring_back(m);
    mg_live_leave(m);
    return m->error->code == MG_OK;
}

bool mg_record_has_parts(const struct migration *m)
{
    for (size_t i = 0; i < m->n; i++)
        if (mg_step_is_part(m->steps[i].kind))
            return true;
    return false;
}

void mg_record_free(struct migration *m)
{
    for (size_t i = 0; i < m->n; i++) {
        free(m->steps[i].text);
        free(m->steps[i].probe);
    }
    free(m->steps);
    free(m->calls);
    m->steps = NULL;
    m->calls = NULL;
    m->n = m->capacity = m->n_calls = m->calls_capacity = 0;
}
