#include "journal.h"

#include <stdlib.h>
#include <string.h>

#include "../record/calls.h"
#include "../server/session.h"
#include "../sql/sql.h"

static const char *const kind_names[] = {[MG_PART_TRANSACTION] = "transaction",
                                         [MG_PART_APART] = "apart",
                                         [MG_PART_BATCHES] = "batches",
                                         [MG_PART_KEYS] = "keys"};
static const char *const state_names[] = {
    [MG_PART_PENDING] = "pending", [MG_PART_RUNNING] = "running", [MG_PART_DONE] = "done"};

/* --- Writing ------------------------------------------------------------------------------ */

static void write_run(struct mg_script *script, const struct migration *m)
{
    const mg_migration *self = m->entry->migration;
    struct mg_buf *sql = mg_script_step(script, MG_STEP_SQL);
    mg_buf_printf(sql,
                  "INSERT INTO modelgen.run (number, revision, direction, checksum)\n"
                  "    VALUES (%d, ",
                  self->number);
    mg_buf_literal(sql, self->revision);
    mg_buf_printf(sql, ", '%s', ", m->direction == MG_UPGRADE ? "upgrade" : "downgrade");
    mg_buf_literal(sql, m->entry->sha256);
    mg_buf_addc(sql, ')');
}

static enum mg_part_kind part_of(enum mg_step_kind kind)
{
    return kind == MG_STEP_APART     ? MG_PART_APART
           : kind == MG_STEP_BATCHES ? MG_PART_BATCHES
           : kind == MG_STEP_KEYS    ? MG_PART_KEYS
                                     : MG_PART_TRANSACTION;
}

static void add_value(struct mg_buf *sql, const char *value)
{
    mg_buf_add(sql, ", ");
    if (value && *value)
        mg_buf_literal(sql, value);
    else
        mg_buf_add(sql, "NULL");
}

void mg_journal_write_step(const struct migration *m, const struct mg_recorded *recorded,
                           long long run, int step, int part, struct mg_buf *sql)
{
    struct mg_buf name = MG_BUF_INIT;
    mg_call_name(m, recorded->call, &name);
    mg_buf_add(sql, "INSERT INTO modelgen.step (run, step, part, kind, line, operation, statement,"
                    " probe, call)\n    VALUES (");
    if (run)
        mg_buf_printf(sql, "%lld", run);
    else
        mg_buf_add(sql, "pg_catalog.currval('modelgen.run_id_seq')");
    mg_buf_printf(sql, ", %d, %d, '%s', %d", step, part, kind_names[part_of(recorded->kind)],
                  recorded->line);
    add_value(sql, recorded->operation->name);
    add_value(sql, recorded->text);
    add_value(sql, recorded->probe);
    add_value(sql, mg_buf_text(&name));
    mg_buf_addc(sql, ')');
    sql->failed |= mg_buf_failed(&name);
    mg_buf_free(&name);
}

const struct mg_recorded *mg_journal_next(const struct migration *m, struct mg_journal_walk *walk)
{
    while (walk->next < m->n) {
        const struct mg_recorded *recorded = &m->steps[walk->next++];
        if (recorded->kind == MG_STEP_COMMIT)
            walk->open = false;
        if (recorded->kind == MG_STEP_COMMIT || recorded->kind == MG_STEP_NOTICE)
            continue;
        walk->part += !walk->open || recorded->kind != MG_STEP_SQL;
        walk->open = recorded->kind == MG_STEP_SQL;
        walk->step++;
        return recorded;
    }
    return NULL;
}

void mg_journal_write(struct mg_script *script, const struct migration *m)
{
    struct mg_journal_walk walk = {0};
    write_run(script, m);
    for (const struct mg_recorded *recorded; (recorded = mg_journal_next(m, &walk));)
        mg_journal_write_step(m, recorded, 0, walk.step, walk.part,
                              mg_script_step(script, MG_STEP_SQL));
}

/* --- Reading ------------------------------------------------------------------------------ */

static int index_of(const char *const *names, int n, const char *name)
{
    for (int i = 0; i < n; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return 0;
}

static const char *text_at(const PGresult *result, int row, int column)
{
    return PQgetisnull(result, row, column) ? NULL : PQgetvalue(result, row, column);
}

bool mg_journal_read(PGconn *conn, long long run, struct mg_journal *journal,
                     struct mg_error *error)
{
    struct mg_buf sql = MG_BUF_INIT;
    *journal = (struct mg_journal){.run = run};
    mg_buf_printf(&sql,
                  "SELECT step, part, kind, state, statement, probe, line, operation, block, rows,"
                  " pg_catalog.to_jsonb(s) ->> 'call'" /* which earlier formats lack */
                  " FROM modelgen.step s WHERE run = %lld ORDER BY step",
                  run);
    if (mg_buf_failed(&sql))
        return mg_fail_memory(error);
    PGresult *r = journal->result = mg_query(conn, mg_buf_text(&sql), error);
    mg_buf_free(&sql);
    if (!r)
        return false;
    journal->n = (size_t)PQntuples(r);
    journal->steps = calloc(journal->n + 1, sizeof *journal->steps);
    if (!journal->steps)
        return mg_fail_memory(error);
    for (int i = 0; i < PQntuples(r); i++)
        journal->steps[i] = (struct mg_journal_step){
            .step = atoi(PQgetvalue(r, i, 0)),
            .part = atoi(PQgetvalue(r, i, 1)),
            .kind = (enum mg_part_kind)index_of(kind_names, 4, PQgetvalue(r, i, 2)),
            .state = (enum mg_part_state)index_of(state_names, 3, PQgetvalue(r, i, 3)),
            .statement = PQgetvalue(r, i, 4),
            .probe = text_at(r, i, 5),
            .line = atoi(PQgetvalue(r, i, 6)),
            .operation = PQgetvalue(r, i, 7),
            .block = atoll(PQgetvalue(r, i, 8)),
            .rows = atoll(PQgetvalue(r, i, 9)),
            .call = text_at(r, i, 10)};
    return true;
}

void mg_journal_free(struct mg_journal *journal)
{
    free(journal->steps);
    PQclear(journal->result);
    *journal = (struct mg_journal){0};
}

static const struct mg_operation *operation_named(const char *name)
{
    for (size_t i = 0; mg_operations[i]; i++)
        if (strcmp(mg_operations[i]->name, name) == 0)
            return mg_operations[i];
    return &mg_op_execute;
}

struct mg_recorded mg_journal_recorded(const struct mg_journal_step *step)
{
    static const enum mg_step_kind kinds[] = {[MG_PART_TRANSACTION] = MG_STEP_SQL,
                                              [MG_PART_APART] = MG_STEP_APART,
                                              [MG_PART_BATCHES] = MG_STEP_BATCHES,
                                              [MG_PART_KEYS] = MG_STEP_KEYS};
    return (struct mg_recorded){.kind = kinds[step->kind],
                                .text = (char *)step->statement,
                                .line = step->line,
                                .operation = operation_named(step->operation)};
}

/* --- Who is at it ------------------------------------------------------------------------- */

void mg_journal_take_over(long long run, struct mg_buf *sql)
{
    mg_buf_printf(
        sql,
        "UPDATE modelgen.run SET epoch = epoch + 1, backend = pg_catalog.pg_backend_pid(),"
        " backend_start = (SELECT backend_start FROM pg_catalog.pg_stat_activity"
        " WHERE pid = pg_catalog.pg_backend_pid())"
        " WHERE id = %lld AND finished_at IS NULL RETURNING epoch",
        run);
}

void mg_journal_guard(const struct mg_claim *claim, struct mg_buf *sql)
{
    mg_buf_printf(sql,
                  "DO $$\nBEGIN\n    PERFORM FROM modelgen.run WHERE id = %lld AND epoch = %d"
                  " FOR SHARE;\n    IF NOT FOUND THEN\n"
                  "        RAISE EXCEPTION 'another runner has taken the migration over';\n"
                  "    END IF;\nEND\n$$",
                  claim->run, claim->epoch);
}

void mg_journal_orphans(long long run, bool pooled, struct mg_buf *sql)
{
    mg_buf_printf(sql,
                  "SELECT a.pid, a.state NOT LIKE 'idle%%', pg_catalog.left(a.query, 60)"
                  " FROM modelgen.run r JOIN pg_catalog.pg_stat_activity a ON"
                  " (%s AND a.pid = r.backend AND a.backend_start = r.backend_start) OR"
                  " (a.state = 'active' AND a.datname = pg_catalog.current_database() AND EXISTS"
                  " (SELECT FROM modelgen.step s WHERE s.run = r.id AND s.state = 'running' AND"
                  " s.kind = 'apart' AND"
                  " pg_catalog.left(s.statement, 200) = pg_catalog.left(a.query, 200)))"
                  " WHERE r.id = %lld AND a.pid <> pg_catalog.pg_backend_pid()",
                  pooled ? "false" : "true", run);
}

/* --- States ------------------------------------------------------------------------------- */

static void mark(const struct mg_claim *claim, int part, const char *what, struct mg_buf *sql)
{
    mg_buf_printf(sql,
                  "UPDATE modelgen.step SET %s WHERE run = %lld AND part = %d AND EXISTS (SELECT"
                  " FROM modelgen.run WHERE id = %lld AND epoch = %d) RETURNING step",
                  what, claim->run, part, claim->run, claim->epoch);
}

void mg_journal_mark_running(const struct mg_claim *claim, int part, struct mg_buf *sql)
{
    mark(claim, part,
         "state = 'running', started_at = coalesce(started_at, pg_catalog.clock_timestamp())", sql);
}

void mg_journal_mark_pending(const struct mg_claim *claim, int part, struct mg_buf *sql)
{
    mark(claim, part, "state = 'pending'", sql);
}

void mg_journal_mark_done(const struct mg_claim *claim, int part, const struct mg_part_cost *cost,
                          struct mg_buf *sql)
{
    struct mg_buf what = MG_BUF_INIT;
    mg_buf_printf(&what, "state = 'done', started_at = coalesce(started_at, pg_catalog.now()),"
                         " finished_at = pg_catalog.clock_timestamp()");
    if (cost->waits.tries > 0)
        mg_buf_printf(&what,
                      ", lock_tries = lock_tries + (step = %d)::integer * %d,"
                      " lock_wait_ms = lock_wait_ms + (step = %d)::integer * %.3f",
                      cost->waited, cost->waits.tries, cost->waited, cost->waits.ms);
    if (cost->ms >= 0)
        mg_buf_printf(&what, ", duration_ms = coalesce(duration_ms, 0) + %.3f", cost->ms);
    if (!mg_buf_failed(&what))
        mark(claim, part, mg_buf_text(&what), sql);
    sql->failed |= mg_buf_failed(&what);
    mg_buf_free(&what);
}

void mg_journal_finish(long long run, struct mg_buf *sql)
{
    mg_buf_printf(sql, "UPDATE modelgen.run SET finished_at = clock_timestamp() WHERE id = %lld",
                  run);
}

void mg_journal_forget(long long run, struct mg_buf *sql)
{
    mg_buf_printf(sql,
                  "UPDATE modelgen.run SET epoch = epoch + 1, finished_at = clock_timestamp(),"
                  " abandoned = true WHERE id = %lld AND finished_at IS NULL AND NOT EXISTS"
                  " (SELECT FROM modelgen.step WHERE run = id AND state <> 'pending' AND NOT"
                  " starts_with(statement, '" MG_ONLY_LOOKS "')) RETURNING id",
                  run);
}

/* Whoever waits for a lock says so in pg_stat_activity; only those are worth the question for whom.
 */
#define WAITERS                                                                        \
    "(SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE wait_event_type = 'Lock'" \
    " AND datname = pg_catalog.current_database()"                                     \
    " AND pg_catalog.pg_backend_pid() = ANY (pg_catalog.pg_blocking_pids(pid)))"

void mg_journal_batch(long long run, const struct mg_journal_step *step, long long next, double ms,
                      struct mg_buf *sql)
{
    mg_buf_printf(sql,
                  "WITH batch AS (%s RETURNING 1)\nUPDATE modelgen.step SET block = %lld,%s"
                  " rows = coalesce(rows, 0) + (SELECT count(*) FROM batch),"
                  " duration_ms = coalesce(duration_ms, 0) + %.3f"
                  " WHERE run = %lld AND step = %d RETURNING rows, " WAITERS,
                  step->statement, next, step->kind == MG_PART_KEYS ? " place = $2::text[]," : "",
                  ms, run, step->step);
}

void mg_journal_place(long long run, const struct mg_journal_step *step, struct mg_buf *sql)
{
    mg_buf_printf(sql,
                  "SELECT place, last_place, coalesce(block, 0), coalesce(rows, 0)"
                  " FROM modelgen.step WHERE run = %lld AND step = %d",
                  run, step->step);
}

void mg_journal_mark_last(const struct mg_claim *claim, int part, struct mg_buf *sql)
{
    mark(claim, part, "last_place = $1::text[]", sql);
}
