#include "ledger.h"

#include <stdlib.h>
#include <string.h>

#include "../server/session.h"

/* --- Reading ------------------------------------------------------------------------------ */

static bool read_format(PGconn *conn, struct mg_ledger *ledger, struct mg_error *error)
{
    PGresult *result =
        mg_query(conn,
                 "SELECT FROM pg_catalog.pg_class WHERE relname = 'ledger' AND relnamespace = "
                 "(SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = 'modelgen')",
                 error);
    ledger->exists = PQntuples(result) > 0;
    PQclear(result);
    if (error->code != MG_OK || !ledger->exists)
        return error->code == MG_OK;

    result = mg_query(conn, "SELECT max(format) FROM modelgen.ledger", error);
    if (!result)
        return false;
    int format = ledger->format = atoi(mg_first(result, 0));
    PQclear(result);
    if (format <= MG_LEDGER_FORMAT)
        return true;
    mg_fail(error, MG_E531, "the ledger is of format %d, and this runner (%s) knows up to %d",
            format, MODELGEN_VERSION, MG_LEDGER_FORMAT);
    mg_error_hint(error, "Build the runner with the newer version of modelgen.");
    return false;
}

#define APPLIED_COLUMNS                                  \
    "number, revision, down_revision, name, checksum,"   \
    " pg_catalog.to_char(applied_at AT TIME ZONE 'UTC'," \
    " 'YYYY-MM-DD HH24:MI:SS \"UTC\"')"
#define APPLIED_ROWS "SELECT " APPLIED_COLUMNS " FROM modelgen.applied"

/* The ledger keeps the result; without a number in it nothing is applied. */
static bool take_rows(struct mg_ledger *ledger, PGresult *result, struct mg_error *error)
{
    int n = PQntuples(result);
    ledger->result = result;
    ledger->n = n > 0 && PQgetisnull(result, 0, 0) ? 0 : (size_t)n;
    ledger->rows = calloc(ledger->n + 1, sizeof *ledger->rows);
    if (!ledger->rows)
        return mg_fail_memory(error);
    for (int i = 0; i < (int)ledger->n; i++)
        ledger->rows[i] = (struct mg_applied){
            .number = atoi(PQgetvalue(result, i, 0)),
            .revision = PQgetvalue(result, i, 1),
            .down_revision = PQgetisnull(result, i, 2) ? NULL : PQgetvalue(result, i, 2),
            .name = PQgetvalue(result, i, 3),
            .checksum = PQgetvalue(result, i, 4),
            .at = PQgetvalue(result, i, 5)};
    return true;
}

static bool read_rows(PGconn *conn, struct mg_ledger *ledger, struct mg_error *error)
{
    PGresult *result =
        mg_query(conn,
                 ledger->format < 3 ? APPLIED_ROWS " ORDER BY number"
                                    : APPLIED_ROWS " WHERE true" MG_OF_TENANT " ORDER BY number",
                 error);
    if (!result)
        return false;
    return take_rows(ledger, result, error);
}

#define OPEN_RUN                                                                 \
    "SELECT id, revision, direction, checksum,"                                  \
    " to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS \"UTC\"'),"  \
    " (SELECT count(*) FROM modelgen.step WHERE run = id AND state = 'done'),"   \
    " (SELECT count(*) FROM modelgen.step WHERE run = id),"                      \
    " (SELECT coalesce(sum(block), 0) FROM modelgen.step WHERE run = id),"       \
    " (SELECT count(*) FROM modelgen.step WHERE run = id AND state = 'running')" \
    " FROM modelgen.run WHERE finished_at IS NULL"

static bool read_open_run(PGconn *conn, struct mg_ledger *ledger, struct mg_error *error)
{
    PGresult *result = mg_query(conn,
                                ledger->format < 3 ? OPEN_RUN " ORDER BY id LIMIT 1"
                                                   : OPEN_RUN MG_OF_TENANT " ORDER BY id LIMIT 1",
                                error);
    if (!result)
        return false;
    ledger->open_result = result;
    if (PQntuples(result) > 0)
        ledger->open = (struct mg_open_run){.id = atoll(PQgetvalue(result, 0, 0)),
                                            .revision = PQgetvalue(result, 0, 1),
                                            .direction = PQgetvalue(result, 0, 2),
                                            .checksum = PQgetvalue(result, 0, 3),
                                            .started = PQgetvalue(result, 0, 4),
                                            .done = atoi(PQgetvalue(result, 0, 5)),
                                            .steps = atoi(PQgetvalue(result, 0, 6)),
                                            .blocks = atoll(PQgetvalue(result, 0, 7)),
                                            .running = atoi(PQgetvalue(result, 0, 8))};
    return true;
}

void mg_ledger_hint(PGconn *conn, struct mg_error *error)
{
    const char *user = PQuser(conn) ? PQuser(conn) : "";
    const char *statement = mg_buf_text(&error->statement);
    if (error->code == MG_E516 && statement && strstr(statement, "CREATE SCHEMA"))
        mg_error_hint(error,
                      "The ledger is a schema of its own, \"modelgen\", which the first run makes: "
                      "GRANT CREATE ON DATABASE \"%s\" TO \"%s\", or CREATE SCHEMA modelgen "
                      "AUTHORIZATION \"%s\".",
                      PQdb(conn), user, user);
    else if (error->code == MG_E516)
        mg_error_hint(error,
                      "That is the ledger, which belongs to the role that migrates: run as that "
                      "role. To look, GRANT USAGE ON SCHEMA modelgen TO \"%s\" and GRANT SELECT ON "
                      "ALL TABLES IN SCHEMA modelgen TO \"%s\" are enough.",
                      user, user);
}

bool mg_ledger_read(PGconn *conn, struct mg_ledger *ledger, struct mg_error *error)
{
    *ledger = (struct mg_ledger){0};
    bool good = read_format(conn, ledger, error) &&
                (!ledger->exists || read_rows(conn, ledger, error)) &&
                (ledger->format < 2 || read_open_run(conn, ledger, error));
    if (!good)
        mg_ledger_hint(conn, error);
    return good;
}

/* --- Of one tenant after the other ---------------------------------------------------------- */

/*
 * Its plan is kept, as it is looked up with the same search path each time; the tenant's own is
 * set on the way, once.
 */
#define NEXT_TENANT                                                                            \
    "WITH here AS MATERIALIZED (SELECT pg_catalog.pg_backend_pid() AS pid,"                    \
    " (SELECT max(format) FROM modelgen.ledger) AS format,"                                    \
    " EXISTS (SELECT FROM modelgen.run WHERE finished_at IS NULL" MG_OF_TENANT ") AS open,"    \
    " EXISTS (SELECT FROM modelgen.stash WHERE " MG_FROM_DOWNGRADES MG_OF_TENANT ") AS holds," \
    " pg_catalog.set_config('search_path', pg_catalog.concat_ws(', ',"                         \
    " pg_catalog.quote_ident(" MG_TENANT "),"                                                  \
    " nullif(pg_catalog.current_setting('search_path'), '')), false))"                         \
    " SELECT " APPLIED_COLUMNS ", pid, format, open, holds"                                    \
    " FROM here LEFT JOIN modelgen.applied ON true" MG_OF_TENANT " ORDER BY number"

enum { PID = 6, FORMAT, OPEN, HOLDS };

static PGresult *ask_for_next(PGconn *conn, const char *tenant, bool prepared,
                              struct mg_error *error)
{
    struct mg_buf sql = MG_BUF_INIT;
    mg_buf_printf(&sql, "RESET search_path; %sSELECT pg_catalog.set_config('modelgen.tenant', ",
                  prepared ? "" : "PREPARE modelgen_next AS " NEXT_TENANT "; ");
    mg_buf_literal(&sql, tenant);
    mg_buf_add(&sql, ", false); EXECUTE modelgen_next");
    PGresult *result = mg_query(conn, mg_buf_failed(&sql) ? NULL : mg_buf_text(&sql), error);
    mg_buf_free(&sql);
    return result;
}

bool mg_ledger_read_next(PGconn *conn, const char *tenant, bool prepared, struct mg_ledger *ledger,
                         struct mg_error *error)
{
    *ledger = (struct mg_ledger){0};
    PGresult *result = ask_for_next(conn, tenant, prepared, error);
    if (!result)
        return false;
    if (PQnfields(result) <= HOLDS || atoi(mg_first(result, PID)) != PQbackendPID(conn) ||
        atoi(mg_first(result, FORMAT)) != MG_LEDGER_FORMAT) {
        PQclear(result);
        return false;
    }
    ledger->exists = true;
    ledger->format = MG_LEDGER_FORMAT;
    ledger->held_down = *mg_first(result, HOLDS) == 't' ? MG_HELD_SOMETHING : MG_HELD_NOTHING;
    bool open = *mg_first(result, OPEN) == 't';
    return take_rows(ledger, result, error) && (!open || read_open_run(conn, ledger, error));
}

void mg_ledger_free(struct mg_ledger *ledger)
{
    free(ledger->rows);
    PQclear(ledger->result);
    PQclear(ledger->open_result);
    *ledger = (struct mg_ledger){0};
}

/* --- Against the chain -------------------------------------------------------------------- */

static bool ahead(const struct mg_ledger *ledger, const struct mg_chain *chain,
                  struct mg_error *error)
{
    const struct mg_applied *newest = &ledger->rows[ledger->n - 1];
    struct mg_buf head = MG_BUF_INIT;
    mg_chain_name(chain, chain->n, &head);
    mg_fail(error, MG_E533,
            "the database is ahead of this runner: it is at %03d %s, the runner ends at %s",
            newest->number, newest->name, mg_buf_text(&head));
    mg_error_hint(error, "Run the newer runner, which has %03d %s (%s).", newest->number,
                  newest->name, newest->revision);
    mg_buf_free(&head);
    return false;
}

static bool beside(const struct mg_applied *row, const struct mg_registered *entry,
                   struct mg_error *error)
{
    if (row->number != entry->migration->number) {
        mg_fail(error, MG_E535, "the ledger has %03d %s where %03d %s should be", row->number,
                row->name, entry->migration->number, entry->migration->name);
        mg_error_hint(error,
                      "Something else changed modelgen.applied; modelgen.history tells what ran. "
                      "`migrate stamp REV` sets it right.");
        return false;
    }
    mg_fail(error, MG_E534,
            "the database is beside this runner: its %03d is %s (%s), applied %s, and the "
            "runner's is %s (%s)",
            row->number, row->name, row->revision, row->at, entry->migration->name,
            entry->migration->revision);
    mg_error_hint(error,
                  "It was upgraded from another branch. Downgrade it with that branch's runner, "
                  "or bring that branch's migrations in here.");
    return false;
}

bool mg_ledger_place(const struct mg_ledger *ledger, const struct mg_chain *chain, size_t *place,
                     struct mg_error *error)
{
    for (size_t i = 0; i < ledger->n && i < chain->n; i++)
        if (strcmp(ledger->rows[i].revision, chain->at[i]->migration->revision) != 0)
            return beside(&ledger->rows[i], chain->at[i], error);
    if (ledger->n > chain->n)
        return ahead(ledger, chain, error);
    *place = ledger->n;
    return true;
}

bool mg_ledger_is_open(const struct mg_ledger *ledger, const struct mg_registered *entry,
                       enum mg_direction direction)
{
    const struct mg_open_run *open = &ledger->open;
    return open->id && strcmp(open->revision, entry->migration->revision) == 0 &&
           (open->direction[0] == 'u') == (direction == MG_UPGRADE);
}

bool mg_ledger_unedited(const struct mg_ledger *ledger, const struct mg_chain *chain,
                        struct mg_error *error)
{
    size_t edited = 0, first = 0;
    for (size_t i = ledger->n; i-- > 0;)
        if (strcmp(ledger->rows[i].checksum, chain->at[i]->sha256) != 0) {
            first = i;
            edited++;
        }
    if (edited == 0)
        return true;
    const struct mg_applied *row = &ledger->rows[first];
    error->file = chain->at[first]->file;
    mg_fail(error, MG_E532, "%03d %s was changed after it was applied on %s", row->number,
            row->name, row->at);
    if (edited > 1)
        mg_buf_printf(&error->message, ", and so were %zu more", edited - 1);
    mg_error_hint(error,
                  "Restore the file and write the change as a migration of its own. If it makes no "
                  "difference to the database, `migrate stamp %03d` takes the file as it is now.",
                  ledger->rows[ledger->n - 1].number);
    return false;
}
