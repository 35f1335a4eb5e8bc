#include "commands.h"

#include <string.h>

struct history {
    struct mg_fleet fleet;
    bool log, steps;
};

static const struct mg_option options[] = {
    {"log", 'l', MG_OPTION_FLAG, offsetof(struct history, log), NULL,
     "every run instead: when, what, by whom, how long, how it ended"},
    {"steps", 's', MG_OPTION_FLAG, offsetof(struct history, steps), NULL,
     "the same with the steps of each: how long, how long for locks, how many rows"},
    MG_FLEET_OPTIONS(struct history),
    MG_OPTIONS_END,
};

/* --- The migrations, newest first ---------------------------------------------------------------
 */

/* When a migration was applied; NULL if it is pending, or nobody knows. */
static const char *applied_at(const struct mg_ledger *ledger, const struct mg_registered *entry,
                              size_t i)
{
    bool same = i < ledger->n && strcmp(ledger->rows[i].revision, entry->migration->revision) == 0;
    return same ? ledger->rows[i].at : NULL;
}

static void chain_json(const struct mg_chain *chain, const struct mg_ledger *ledger, bool known,
                       struct mg_buf *out)
{
    mg_buf_printf(out, "{\"connected\":%s,\"history\":[", known ? "true" : "false");
    for (size_t i = chain->n; i-- > 0;) {
        const mg_migration *m = chain->at[i]->migration;
        const char *at = applied_at(ledger, chain->at[i], i);
        mg_buf_addc(out, '{');
        mg_json_migration(m->number, m->revision, m->name, out);
        mg_buf_add(out, ",\"file\":");
        mg_buf_json_string(out, chain->at[i]->file);
        mg_buf_add(out, ",\"applied_at\":");
        if (at)
            mg_buf_json_string(out, at);
        else
            mg_buf_add(out, "null");
        mg_buf_add(out, i ? "}," : "}");
    }
    mg_buf_add(out, "]}\n");
}

static size_t widest(const struct mg_chain *chain)
{
    size_t width = 0;
    for (size_t i = 0; i < chain->n; i++)
        if (strlen(chain->at[i]->migration->name) > width)
            width = strlen(chain->at[i]->migration->name);
    return width;
}

static void chain_text(const struct mg_chain *chain, const struct mg_ledger *ledger, bool known,
                       struct mg_buf *out)
{
    size_t width = widest(chain);
    for (size_t i = chain->n; i-- > 0;) {
        const mg_migration *m = chain->at[i]->migration;
        const char *at = applied_at(ledger, chain->at[i], i);
        mg_line_of(m->number, m->revision, m->name, out);
        if (known) {
            mg_buf_pad(out, ' ', width - strlen(m->name) + 2);
            mg_buf_printf(out, at ? "applied %s" : "pending", at);
        }
        mg_buf_addc(out, '\n');
    }
}

/* --- The runs, newest first ---------------------------------------------------------------------
 */

/*
 * As one JSON text, or as lines for people: the server puts both together. Columns that a ledger of
 * an earlier format lacks are asked for by way of JSON.
 */
#define SECONDS(ms)                                                                \
    "CASE WHEN " ms " < 10000 THEN round(" ms ", (" ms " < 10)::integer) || ' ms'" \
    " ELSE round(" ms " / 1000, 1) || ' s' END"
// clang-format off
#define RUN_LINE                                                                                   \
    "format('%s  %s %s %s%s  %s%s  %s%s  %s %s%s'," \
    " to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS \"UTC\"'), rpad(direction, 9)," \
    " to_char(number, 'FM9999000'), name," \
    " coalesce(' of ' || nullif(to_jsonb(h) ->> 'tenant', ''), ''), " SECONDS("h.duration_ms") "," \
    " CASE WHEN (to_jsonb(h) ->> 'lock_wait_ms')::numeric >= 1" \
    " THEN ' (locks ' || " SECONDS("(to_jsonb(h) ->> 'lock_wait_ms')::numeric") " || ')' ELSE '' END," \
    " who, coalesce('@' || (to_jsonb(h) ->> 'host'), '@' || host(client), ''), application, runner," \
    " CASE WHEN outcome = 'failed' THEN '  failed: ' || coalesce(error, '') ELSE '' END)"
// clang-format on

static const char log_json[] =
    "SELECT replace(json_build_object('log', coalesce(json_agg(h ORDER BY id DESC), '[]'))::text,"
    " E'\\n', '')"
    " FROM modelgen.history h";
static const char log_text[] = "SELECT " RUN_LINE " FROM modelgen.history h ORDER BY id DESC";

/* The steps of a run, of either sort; in the order that they were taken in. */
#define STEPS                                                                               \
    "(SELECT step, line, operation, statement, duration_ms, lock_tries, lock_wait_ms, rows" \
    " FROM modelgen.history_step s WHERE s.history = h.id UNION ALL"                        \
    " SELECT step, line, operation, statement, duration_ms, lock_tries, lock_wait_ms, rows" \
    " FROM modelgen.step s WHERE s.run = h.run)"
static const char steps_json[] =
    "SELECT replace(json_build_object('log', coalesce(json_agg(to_jsonb(h) || jsonb_build_object("
    "'steps', (SELECT coalesce(jsonb_agg(s ORDER BY step), '[]') FROM " STEPS " s)) ORDER BY id"
    " DESC), '[]'))::text, E'\\n', '') FROM modelgen.history h";
// clang-format off
static const char steps_text[] =
    "SELECT CASE WHEN x.step = 0 THEN " RUN_LINE " ELSE format('%s  %s %s  %s  %s',"
    " lpad(x.step::text, 5), lpad(coalesce(" SECONDS("x.duration_ms") ", ''), 10),"
    " rpad(coalesce(CASE WHEN x.lock_wait_ms >= 1 THEN 'locks ' || " SECONDS("x.lock_wait_ms")
    " END, ''), 14), rpad(coalesce(x.rows || ' rows', ''), 14),"
    " x.operation || ': ' || left(split_part(x.statement, E'\\n', 1), 100)) END"
    " FROM modelgen.history h, LATERAL (SELECT 0 AS step, NULL::numeric AS duration_ms,"
    " NULL::numeric AS lock_wait_ms, NULL::bigint AS rows, '' AS operation, '' AS statement UNION"
    " ALL SELECT step, duration_ms, lock_wait_ms, rows, operation, statement FROM " STEPS " s) x"
    " ORDER BY h.id DESC, x.step";
// clang-format on

static const char *log_query(struct mg_migrate *migrate, const struct mg_runner *runner, bool steps)
{
    if (steps && runner->ledger.format >= 4)
        return migrate->json ? steps_json : steps_text;
    if (steps)
        mg_remark(migrate, "the ledger is of an earlier format, which does not keep steps: the next"
                           " upgrade changes that");
    return migrate->json ? log_json : log_text;
}

static void print_log(struct mg_migrate *migrate, struct mg_runner *runner, bool steps,
                      struct mg_buf *out)
{
    if (!runner->ledger.exists) {
        mg_buf_add(out, migrate->json ? "{\"log\":[]}\n" : "");
        return;
    }
    PGresult *result = mg_query(runner->conn, log_query(migrate, runner, steps), &migrate->error);
    for (int i = 0; result && i < PQntuples(result); i++)
        mg_buf_printf(out, "%s\n", PQgetvalue(result, i, 0));
    PQclear(result);
}

/* The list of migrations needs no database; with one it also says what is applied. */
static void print_chain(struct mg_migrate *migrate, struct mg_runner *runner, bool known,
                        struct mg_buf *out)
{
    if (!known && migrate->error.code == MG_E511) {
        mg_remark(migrate, "no database: what is applied is not known (%s)",
                  mg_buf_text(&migrate->error.message));
        mg_error_free(&migrate->error);
    }
    if (migrate->error.code != MG_OK)
        return;
    if (migrate->json)
        chain_json(migrate->chain, &runner->ledger, known, out);
    else
        chain_text(migrate->chain, &runner->ledger, known, out);
}

static int run(void *common, const void *values, const struct mg_texts *arguments)
{
    struct mg_migrate *migrate = common;
    const struct history *history = values;
    if (mg_fleet_is_meant(migrate, &history->fleet))
        return mg_fleet_run(migrate, &history->fleet, &mg_command_history, false, values,
                            arguments);
    struct mg_runner runner = mg_new_runner(migrate);
    struct mg_buf out = MG_BUF_INIT;
    bool known = mg_runner_open(&runner);
    bool log = history->log || history->steps;
    if (known && log)
        print_log(migrate, &runner, history->steps, &out);
    else if (!log)
        print_chain(migrate, &runner, known, &out);
    mg_print(migrate, &out);
    mg_runner_close(&runner);
    return 0;
}

const struct mg_command mg_command_history = {
    .name = "history",
    .summary = "all migrations, newest first, and when they were applied",
    .options = options,
    .size = sizeof(struct history),
    .defaults = &(const struct history){.fleet.jobs = 1},
    .run = run,
};
