#include "live.h"

#include <stdlib.h>
#include <string.h>

#include "../expect/expect.h"
#include "../impact/consent.h"
#include "../base/clock.h"
#include "copy.h"
#include "rows.h"

enum { MOST_KEPT = 256, MOST_BYTES = 1 << 20 };

/* A statement and its values, which are one piece of memory behind it. */
struct mg_kept_statement {
    char *text, **values;
    int n, line;
    const struct mg_operation *operation;
};

/* --- What is kept back -------------------------------------------------------------------- */

static void let_go(struct mg_live *live)
{
    for (size_t i = 0; i < live->n; i++) {
        struct mg_kept_statement *s = &live->kept[i];
        for (int j = 0; j < s->n; j++)
            free(s->values[j]);
        free(s->values);
        free(s->text);
    }
    live->n = live->bytes = 0;
}

static bool copy_values(struct mg_kept_statement *s, const char *const *values, int n,
                        size_t *bytes)
{
    s->values = calloc((size_t)n + 1, sizeof *s->values);
    if (!s->values)
        return false;
    for (s->n = 0; s->n < n; s->n++) {
        const char *value = values[s->n];
        s->values[s->n] = value ? strdup(value) : NULL;
        if (value && !s->values[s->n])
            return false;
        *bytes += value ? strlen(value) : 0;
    }
    return true;
}

static bool keep(struct mg_live *live, int line, const struct mg_operation *operation,
                 const char *text, const char *const *values, int n)
{
    if (!live->kept)
        live->kept = calloc(MOST_KEPT, sizeof *live->kept);
    if (!live->kept)
        return false;
    struct mg_kept_statement *s = &live->kept[live->n++];
    *s = (struct mg_kept_statement){.text = strdup(text), .line = line, .operation = operation};
    live->bytes += strlen(text);
    return s->text && copy_values(s, values, n, &live->bytes);
}

bool mg_live_flush(struct migration *m, PGresult **last)
{
    struct mg_live *live = m->live;
    struct mg_bound bound[MOST_KEPT];
    if (last)
        *last = NULL;
    if (!live || live->n == 0 || m->error->code != MG_OK)
        return m->error->code == MG_OK;
    for (size_t i = 0; i < live->n; i++)
        bound[i] = (struct mg_bound){.text = live->kept[i].text,
                                     .values = (const char *const *)live->kept[i].values,
                                     .n = live->kept[i].n};
    if (mg_interrupt_came(live->interrupt))
        return mg_fail(m->error, MG_E546, "interrupted");
    struct mg_meter meter = {0};
    mg_meter_make(&meter, 0, live->n);
    meter.entry = live->n;
    double begun = mg_now_ms();
    size_t done =
        mg_send_bound(live->conn, bound, live->n, last, live->interrupt, &meter, m->error);
    double share = (mg_now_ms() - begun) / (double)live->n;
    for (size_t i = 0; meter.at && i < done; i++)
        mg_tally_add(live->tally, live->kept[i].line, live->kept[i].operation, live->kept[i].text,
                     share, meter.at[i].rows);
    mg_meter_free(&meter);
    if (done < live->n)
        mg_record_place(m, live->kept[done].line, live->kept[done].operation->name);
    let_go(live);
    return m->error->code == MG_OK;
}

void mg_live_send(struct migration *m, int line, const struct mg_operation *operation,
                  const char *text, const char *const *values, int n)
{
    struct mg_live *live = m->live;
    if (m->error->code == MG_OK && !keep(live, line, operation, text, values, n))
        mg_fail_memory(m->error);
    if (live->n == MOST_KEPT || live->bytes > MOST_BYTES)
        mg_live_flush(m, NULL);
}

/* --- Statements --------------------------------------------------------------------------- */

static bool is_consented(struct migration *m, size_t first)
{
    struct mg_live *live = m->live;
    struct mg_buf said = MG_BUF_INIT;
    if (live->trial)
        return true;
    bool allowed = mg_consent_check_from(m->site, m, first, live->allowed, &said, m->error);
    if (!allowed && m->error->code == MG_E561)
        mg_buf_add(&m->error->detail,
                   "The migration asks for rows, so it is one transaction. In a migration of its "
                   "own this keeps nobody waiting, where PostgreSQL can.");
    if (allowed && said.n && !mg_buf_failed(&said))
        live->listener.tell(live->listener.context, &(struct mg_event){.kind = MG_EVENT_NOTICE,
                                                                       .entry = m->entry,
                                                                       .direction = m->direction,
                                                                       .text = mg_buf_text(&said),
                                                                       .severity = "WARNING"});
    mg_buf_free(&said);
    return allowed;
}

void mg_live_steps(struct migration *m, size_t first)
{
    if (!is_consented(m, first))
        return;
    for (size_t i = first; i < m->n && m->error->code == MG_OK; i++) {
        const struct mg_recorded *step = &m->steps[i];
        if (step->kind == MG_STEP_NOTICE) {
            m->live->listener.tell(m->live->listener.context,
                                   &(struct mg_event){.kind = MG_EVENT_LOSS,
                                                      .entry = m->entry,
                                                      .direction = m->direction,
                                                      .text = step->text});
        } else if (step->kind == MG_STEP_SQL) {
            mg_live_send(m, step->line, step->operation, step->text, NULL, 0);
        } else {
            mg_fail(m->error, MG_E545, "a migration that asks for rows is one transaction");
            mg_error_hint(m->error, "Put this statement, which no transaction holds, into a "
                                    "migration of its own.");
        }
    }
}

void mg_live_need(struct migration *m, int line, const struct mg_operation *operation,
                  const char *sql)
{
    if (m->error->code == MG_OK && m->live)
        return;
    if (m->expect)
        mg_expect_forget(m->expect);
    else if (m->error->code == MG_OK && m->printed) {
        mg_fail(m->error, MG_E553, "what the migration does depends on rows");
        mg_excerpt(sql, 0, &m->error->statement);
        mg_record_place(m, line, operation->name);
        mg_error_hint(m->error,
                      "There is no script of it: `migrate upgrade` runs it, and with --dry-run "
                      "rolls it back. --sql A:B prints the migrations before it and behind it.");
    } else if (m->error->code == MG_OK) {
        m->asks = true;
        mg_record_step(m, MG_STEP_QUESTION, line, operation, sql);
    }
    mg_record_end(m);
}

void mg_live_bound(struct migration *m, int line, const struct mg_operation *operation,
                   const char *sql, const char *const *values, int n)
{
    mg_live_need(m, line, operation, sql);
    mg_record_single(m, line, operation, sql);
    mg_copy_flush(m);
    mg_live_send(m, line, operation, sql, values, n);
    mg_live_forget(m);
}

/* --- Texts, and the end ------------------------------------------------------------------- */

struct mg_kept {
    struct mg_kept *next;
    char *text;
};

const char *mg_live_keep(struct migration *m, char *text, bool briefly)
{
    struct mg_kept *kept = text ? malloc(sizeof *kept) : NULL;
    struct mg_kept **list = briefly ? &m->kept_briefly : &m->kept;
    if (!kept) {
        free(text);
        mg_fail_memory(m->error);
        mg_record_end(m);
    }
    *kept = (struct mg_kept){.next = *list, .text = text};
    *list = kept;
    return text;
}

static void forget(struct mg_kept **list)
{
    for (struct mg_kept *kept = *list; kept; kept = *list) {
        *list = kept->next;
        free(kept->text);
        free(kept);
    }
}

void mg_live_forget(struct migration *m)
{
    forget(&m->kept_briefly);
}

void mg_live_leave(struct migration *m)
{
    mg_rows_leave(m);
    mg_copy_leave(m);
    forget(&m->kept_briefly);
    forget(&m->kept);
    if (!m->live)
        return;
    mg_live_flush(m, NULL);
    let_go(m->live);
    free(m->live->kept);
    m->live->kept = NULL;
}
