#include "commands.h"

#include <string.h>

struct history {
    bool log;
};

static const struct mg_option options[] = {
    {"log", 'l', MG_OPTION_FLAG, offsetof(struct history, log), NULL,
     "every run instead: when, what, by whom, how long, how it ended"},
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

/* As one JSON text, or as lines for people: the server puts both together. */
static const char log_json[] =
    "SELECT replace(json_build_object('log', coalesce(json_agg(h ORDER BY id DESC), '[]'))::text,"
    " E'\\n', '')"
    " FROM modelgen.history h";
static const char log_text[] =
    "SELECT format('%s  %s %s %s%s  %s ms  %s%s',"
    " to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS \"UTC\"'), rpad(direction, 9),"
    " to_char(number, 'FM9999000'), name,"
    " coalesce(' of ' || nullif(to_jsonb(h) ->> 'tenant', ''), ''), round(duration_ms), who,"
    " CASE WHEN outcome = 'failed' THEN '  failed: ' || coalesce(error, '') ELSE '' END)"
    " FROM modelgen.history h ORDER BY id DESC";

static void print_log(struct mg_migrate *migrate, struct mg_runner *runner, struct mg_buf *out)
{
    if (!runner->ledger.exists) {
        mg_buf_add(out, migrate->json ? "{\"log\":[]}\n" : "");
        return;
    }
    PGresult *result = mg_query(runner->conn, migrate->json ? log_json : log_text, &migrate->error);
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
    (void)arguments;
    struct mg_migrate *migrate = common;
    const struct history *history = values;
    struct mg_runner runner = mg_new_runner(migrate);
    struct mg_buf out = MG_BUF_INIT;
    bool known = mg_runner_open(&runner);
    if (known && history->log)
        print_log(migrate, &runner, &out);
    else if (!history->log)
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
    .run = run,
};
