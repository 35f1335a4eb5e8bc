#include "by_key.h"

#include <stdio.h>
#include <stdlib.h>

#define LOCALLY(settings) \
    "SELECT pg_catalog.set_config(name, value, true) FROM (VALUES " settings ") s (name, value)"

/* What is compiled anew, or planned for any value, would cost each batch more than it does. */
#define BY_INDEX "('enable_seqscan', 'off'), ('jit', 'off'), ('plan_cache_mode', 'auto')"

const char mg_by_key_settings[] = LOCALLY(BY_INDEX);

/*
 * Looking goes through the index in its order, and no further than to the end of the batch. Places
 * are written so that they can be read whatever the settings are then. The batch itself works out
 * new values: it has the session's own settings of that sort, and is another transaction.
 */
static const char looking[] =
    LOCALLY(BY_INDEX ", ('enable_bitmapscan', 'off'), ('enable_sort', 'off'), ('DateStyle', 'ISO'),"
                     " ('IntervalStyle', 'iso_8601'), ('extra_float_digits', '3'),"
                     " ('bytea_output', 'hex')");

static PGresult *look(struct mg_parts *r, const struct mg_journal_step *step,
                      const struct mg_by_key *key, long long keys, double timeout)
{
    struct mg_runner *runner = r->runner;
    char limit[32], most[80];
    const char *const values[] = {key->place, key->last, limit};
    snprintf(limit, sizeof limit, "%lld", keys);
    snprintf(most, sizeof most, "SELECT pg_catalog.set_config('statement_timeout', '%.0fms', true)",
             timeout);
    const struct mg_bound all[] = {{.text = "BEGIN READ ONLY"},
                                   {.text = runner->settings},
                                   {.text = looking},
                                   {.text = most},
                                   {.text = step->probe, .values = values, .n = 3}};
    PGresult *result = NULL;
    size_t n =
        mg_send_bound(runner->conn, all, 5, &result, &runner->interrupt, NULL, runner->error);
    if (n == 5)
        return result;
    PQclear(result);
    return NULL;
}

bool mg_by_key_leave(struct mg_parts *r)
{
    static const char *const end[] = {"COMMIT"};
    return mg_send(r->runner->conn, end, 1, &r->runner->interrupt, NULL, r->runner->error) == 1;
}

/* NULL where there is no row or nothing in it. */
static const char *text(const PGresult *result, int column)
{
    return *mg_first(result, column) ? mg_first(result, column) : NULL;
}

static bool mark_last(struct mg_parts *r, const struct mg_journal_step *step, const char *last)
{
    struct mg_buf sql = MG_BUF_INIT;
    mg_journal_mark_last(&r->claim, step->part, &sql);
    PGresult *result = mg_ask(r->runner->conn, mg_buf_failed(&sql) ? NULL : mg_buf_text(&sql),
                              &last, 1, &r->runner->interrupt, r->runner->error);
    mg_buf_free(&sql);
    return mg_parts_marked(r, result);
}

bool mg_by_key_begin(struct mg_parts *r, const struct mg_journal_step *step, struct mg_by_key *key,
                     long long *keys, long long *rows, long long *total)
{
    struct mg_runner *runner = r->runner;
    struct mg_buf sql = MG_BUF_INIT;
    PGresult *known, *found = look(r, step, key, 0, 0);
    if (!found)
        return false;
    mg_journal_place(r->journal.run, step, &sql);
    bool good = mg_by_key_leave(r);
    known = good ? mg_ask(runner->conn, mg_buf_failed(&sql) ? NULL : mg_buf_text(&sql), NULL, 0,
                          &runner->interrupt, runner->error)
                 : NULL;
    mg_buf_free(&sql);
    const char *last = text(known, 1);
    good = known && (last || !text(found, 1) || mark_last(r, step, text(found, 1)));
    if (good) {
        *total = atoll(mg_first(found, 0));
        *keys = atoll(mg_first(known, 2));
        *rows = atoll(mg_first(known, 3));
        *key = (struct mg_by_key){.origin = last ? known : found,
                                  .place = last ? text(known, 0) : NULL,
                                  .last = last ? last : text(found, 1)};
    }
    PQclear(good && last ? NULL : known);
    PQclear(good && !last ? NULL : found);
    return good;
}

bool mg_by_key_look(struct mg_parts *r, const struct mg_journal_step *step, struct mg_by_key *key,
                    long long keys, double timeout)
{
    key->keys = 0;
    if (!key->last)
        return true;
    PGresult *result = look(r, step, key, keys, timeout);
    if (!result)
        return false;
    PQclear(key->next);
    key->next = result;
    key->keys = keys;
    key->end = text(result, 1) ? text(result, 1) : key->last;
    return true;
}

void mg_by_key_on(struct mg_by_key *key)
{
    PQclear(key->at);
    key->at = key->next;
    key->place = key->end;
    key->next = NULL;
    key->end = NULL;
}

void mg_by_key_free(struct mg_by_key *key)
{
    PQclear(key->origin);
    PQclear(key->at);
    PQclear(key->next);
    *key = (struct mg_by_key){0};
}
