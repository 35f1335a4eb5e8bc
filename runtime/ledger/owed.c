#include "owed.h"

#include <string.h>

#include "../record/tally.h"
#include "../sql/script.h"
#include "ledger.h"

/* As much of a statement as tells it from others. */
enum { EXCERPT = 100 };

static void add_figures(const struct mg_measure *measure, bool waits, struct mg_buf *sql)
{
    mg_buf_printf(sql, measure->ms < 0 ? ", NULL::numeric" : ", %.3f", measure->ms);
    if (waits)
        mg_buf_printf(sql, ", %d, %.3f", measure->waits.tries, measure->waits.ms);
    mg_buf_printf(sql, measure->rows < 0 ? ", NULL::bigint)" : ", %lld)", measure->rows);
}

/* The beginning of the first line; never half a character. */
static void add_excerpt(const char *statement, struct mg_buf *sql)
{
    struct mg_buf text = MG_BUF_INIT;
    size_t n = strcspn(statement, "\n"), most = n < EXCERPT ? n : EXCERPT;
    while (most < n && most > 0 && ((unsigned char)statement[most] & 0xc0) == 0x80)
        most--;
    mg_buf_addn(&text, statement, most);
    mg_buf_add(&text, statement[most] ? "..." : "");
    mg_buf_literal(sql, mg_buf_failed(&text) ? "" : mg_buf_text(&text));
    mg_buf_free(&text);
}

/* A row of modelgen.history_step, up to the statement's beginning. */
static void begin_row(struct mg_buf *rows, long long history, size_t step, int line,
                      const struct mg_operation *operation, const char *statement)
{
    mg_buf_printf(rows, "%s(%lld, %zu, %d, ", rows->n ? ", " : "", history, step, line);
    mg_buf_literal(rows, operation->name);
    mg_buf_add(rows, ", ");
    add_excerpt(statement, rows);
}

void mg_owe_history(struct mg_owed *owed, const struct migration *m, const struct mg_meter *meter)
{
    for (size_t i = 0, at = 0; i < m->n && at < meter->n; i++) {
        const struct mg_recorded *step = &m->steps[i];
        if (step->kind != MG_STEP_SQL)
            continue;
        begin_row(&owed->rows, meter->history, at + 1, step->line, step->operation, step->text);
        add_figures(&meter->at[at++], true, &owed->rows);
    }
}

void mg_owe_tally(struct mg_owed *owed, const struct mg_tally *tally, long long history)
{
    for (size_t i = 0; i < tally->n; i++) {
        const struct mg_tally_step *step = &tally->steps[i];
        begin_row(&owed->rows, history, i + 1, step->line, step->operation, step->statement);
        add_figures(&step->measure, true, &owed->rows);
    }
}

void mg_owe_steps(struct mg_owed *owed, long long run, int first, const struct mg_meter *meter)
{
    struct mg_buf *sql = &owed->steps;
    mg_buf_clear(sql);
    if (meter->n == 0)
        return;
    mg_buf_add(sql, "UPDATE modelgen.step t SET duration_ms = s.ms, rows = s.rows FROM (VALUES ");
    for (size_t i = 0; i < meter->n; i++) {
        mg_buf_printf(sql, "%s(%d", i ? ", " : "", first + (int)i);
        add_figures(&meter->at[i], false, sql);
    }
    mg_buf_printf(sql, ") s (step, ms, rows) WHERE t.run = %lld AND t.step = s.step", run);
}

/* --- Telling it --------------------------------------------------------------------------- */

void mg_owed_send(struct mg_owed *owed, bool now, struct mg_script *script)
{
    enum { MANY = 16384, LONG_MS = 1000 };
    struct mg_buf *rows = &owed->rows, *steps = &owed->steps;
    now |= rows->n >= MANY || mg_now_ms() - owed->since > LONG_MS;
    owed->sent_rows = now && rows->n && !mg_buf_failed(rows);
    owed->sent_steps = steps->n && !mg_buf_failed(steps);
    /* The commit that they went with may have been one whose answer was lost. */
    if (owed->sent_rows)
        mg_buf_printf(mg_script_step(script, MG_STEP_SQL),
                      "INSERT INTO modelgen.history_step VALUES %s ON CONFLICT DO NOTHING",
                      mg_buf_text(rows));
    if (owed->sent_steps)
        mg_buf_add(mg_script_step(script, MG_STEP_SQL), mg_buf_text(steps));
}

void mg_owed_paid(struct mg_owed *owed)
{
    if (owed->sent_rows) {
        mg_buf_clear(&owed->rows);
        owed->since = mg_now_ms();
    }
    if (owed->sent_steps)
        mg_buf_clear(&owed->steps);
    owed->sent_rows = owed->sent_steps = false;
}

void mg_owed_free(struct mg_owed *owed)
{
    mg_buf_free(&owed->rows);
    mg_buf_free(&owed->steps);
    *owed = (struct mg_owed){0};
}
