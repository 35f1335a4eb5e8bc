#include "ledger.h"

#include <string.h>

#include "../sql/sql.h"

/* Whose row it is: "", or the schema of a tenant (MG_TENANT). */
#define TENANT "tenant text NOT NULL DEFAULT " MG_TENANT

/* Columns that a ledger of an earlier format may lack. */
#define LOCK_TRIES "lock_tries integer NOT NULL DEFAULT 0"
#define LOCK_WAIT  "lock_wait_ms numeric(14,3) NOT NULL DEFAULT 0"
#define ABANDONED  "abandoned boolean NOT NULL DEFAULT false"
/* Of a column that is held: its table, whatever becomes of that one's name. */
#define OF_TABLE      "of_table regclass"
#define OF_COLUMN     "of_column smallint"
#define EPOCH         "epoch integer NOT NULL DEFAULT 0"
#define BACKEND       "backend integer"
#define BACKEND_START "backend_start timestamp with time zone"
#define HOST          "host text"
#define RUN           "run bigint"
#define DURATION      "duration_ms numeric(14,3)"
#define CALL          "call text" /* which operation a step is of (calls.h) */
/* Of batches by key: the last key that is done, and the last of all, each column as text. */
#define PLACE      "place text[]"
#define LAST_PLACE "last_place text[]"

// clang-format off
#define KEYS(add, line)                                                                         \
    add "PRIMARY KEY (tenant, revision)," line add "UNIQUE (tenant, number)," line              \
    add "FOREIGN KEY (tenant, down_revision) REFERENCES modelgen.applied (tenant, revision)"

/* values: of rows whose column changed its type; lost: there were some that are not kept. */
#define STASH_KINDS "kind IN ('column', 'table', 'object', 'values', 'lost')"

#define STEP_KINDS "kind IN ('transaction', 'apart', 'batches', 'keys')"

#define DIRECTIONS \
    "CHECK (direction IN ('upgrade', 'downgrade', 'stamp', 'unstamp', 'repair'))"

static const char *const create[] = {
    /* One that somebody made for the role takes no CREATE on the database; IF NOT EXISTS would. */
    "DO $$BEGIN IF pg_catalog.to_regnamespace('modelgen') IS NULL THEN"
    " CREATE SCHEMA modelgen; END IF; END$$",

    "CREATE TABLE IF NOT EXISTS modelgen.ledger (\n"
    "    format integer PRIMARY KEY\n"
    ")",

    "INSERT INTO modelgen.ledger SELECT 6 WHERE NOT EXISTS (SELECT FROM modelgen.ledger)",

    "CREATE TABLE IF NOT EXISTS modelgen.applied (\n"
    "    number integer NOT NULL,\n"
    "    revision text NOT NULL,\n"
    "    down_revision text,\n"
    "    name text NOT NULL,\n"
    "    checksum text NOT NULL,\n"
    "    applied_at timestamp with time zone NOT NULL DEFAULT now(),\n"
    "    " TENANT ",\n"
    "    " KEYS("", "\n    ") "\n"
    ")",

    "CREATE TABLE IF NOT EXISTS modelgen.history (\n"
    "    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n"
    "    number integer NOT NULL,\n"
    "    revision text NOT NULL,\n"
    "    name text NOT NULL,\n"
    "    direction text NOT NULL " DIRECTIONS ",\n"
    "    checksum text NOT NULL,\n"
    "    outcome text NOT NULL CHECK (outcome IN ('done', 'failed')),\n"
    "    error text,\n"
    "    at timestamp with time zone NOT NULL DEFAULT now(),\n"
    "    duration_ms numeric(14,3) NOT NULL\n"
    "        DEFAULT extract(epoch FROM clock_timestamp() - now()) * 1000,\n"
    "    who text NOT NULL DEFAULT session_user,\n"
    "    role text NOT NULL DEFAULT current_user,\n"
    "    client inet DEFAULT inet_client_addr(),\n"
    "    application text NOT NULL DEFAULT current_setting('application_name'),\n"
    "    runner text NOT NULL,\n"
    "    " LOCK_TRIES ",\n"
    "    " LOCK_WAIT ",\n"
    "    " TENANT ",\n"
    "    " HOST ",\n"
    "    " RUN "\n"
    ")",

    /* The steps of a migration that was one transaction; those of others are in modelgen.step. */
    "CREATE TABLE IF NOT EXISTS modelgen.history_step (\n"
    "    history bigint NOT NULL,\n"
    "    step integer NOT NULL,\n"
    "    line integer NOT NULL,\n"
    "    operation text NOT NULL,\n"
    "    statement text NOT NULL,\n"
    "    " DURATION ",\n"
    "    " LOCK_TRIES ",\n"
    "    " LOCK_WAIT ",\n"
    "    rows bigint,\n"
    "    PRIMARY KEY (history, step)\n"
    ")",

    "CREATE TABLE IF NOT EXISTS modelgen.run (\n"
    "    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n"
    "    number integer NOT NULL,\n"
    "    revision text NOT NULL,\n"
    "    direction text NOT NULL CHECK (direction IN ('upgrade', 'downgrade')),\n"
    "    checksum text NOT NULL,\n"
    "    started_at timestamp with time zone NOT NULL DEFAULT now(),\n"
    "    finished_at timestamp with time zone,\n"
    "    " ABANDONED ",\n"
    "    " EPOCH ",\n"
    "    " BACKEND ",\n"
    "    " BACKEND_START ",\n"
    "    " TENANT "\n"
    ")",

    "CREATE TABLE IF NOT EXISTS modelgen.step (\n"
    "    run bigint NOT NULL REFERENCES modelgen.run (id) ON DELETE CASCADE,\n"
    "    step integer NOT NULL,\n"
    "    part integer NOT NULL,\n"
    "    kind text NOT NULL CHECK (" STEP_KINDS "),\n"
    "    statement text NOT NULL,\n"
    "    probe text,\n"
    "    line integer NOT NULL,\n"
    "    operation text NOT NULL,\n"
    "    state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'running', 'done')),\n"
    "    started_at timestamp with time zone,\n"
    "    finished_at timestamp with time zone,\n"
    "    " LOCK_TRIES ",\n"
    "    " LOCK_WAIT ",\n"
    "    block bigint,\n"
    "    rows bigint,\n"
    "    " DURATION ",\n"
    "    " CALL ",\n"
    "    " PLACE ",\n"
    "    " LAST_PLACE ",\n"
    "    PRIMARY KEY (run, step)\n"
    ")",

    "CREATE TABLE IF NOT EXISTS modelgen.stash (\n"
    "    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n"
    "    kind text NOT NULL CHECK (" STASH_KINDS "),\n"
    "    relation text NOT NULL,\n"
    "    name text NOT NULL,\n"
    "    held text NOT NULL,\n"
    "    revision text NOT NULL,\n"
    "    checksum text NOT NULL,\n"
    "    at timestamp with time zone NOT NULL DEFAULT now(),\n"
    "    " OF_TABLE ",\n"
    "    " OF_COLUMN ",\n"
    "    " TENANT "\n"
    ")",

    /* A ledger of an earlier format. */
    "DO $$\nBEGIN\n    IF EXISTS (SELECT FROM modelgen.ledger WHERE format < 3) THEN\n"
    "        ALTER TABLE modelgen.applied ADD COLUMN " TENANT ",\n"
    "            DROP CONSTRAINT applied_down_revision_fkey, DROP CONSTRAINT applied_pkey,\n"
    "            DROP CONSTRAINT applied_number_key,\n"
    "            " KEYS("ADD ", "\n            ") ";\n"
    "        ALTER TABLE modelgen.history ADD COLUMN IF NOT EXISTS " LOCK_TRIES ",\n"
    "            ADD COLUMN IF NOT EXISTS " LOCK_WAIT ", ADD COLUMN " TENANT ",\n"
    "            DROP CONSTRAINT history_direction_check, ADD " DIRECTIONS ";\n"
    "        ALTER TABLE modelgen.run ADD COLUMN IF NOT EXISTS " ABANDONED ",\n"
    "            ADD COLUMN IF NOT EXISTS " EPOCH ", ADD COLUMN IF NOT EXISTS " BACKEND ",\n"
    "            ADD COLUMN IF NOT EXISTS " BACKEND_START ",\n"
    "            ADD COLUMN IF NOT EXISTS " TENANT ";\n"
    "        ALTER TABLE modelgen.step ADD COLUMN IF NOT EXISTS " LOCK_TRIES ",\n"
    "            ADD COLUMN IF NOT EXISTS " LOCK_WAIT ";\n"
    "        ALTER TABLE modelgen.stash ADD COLUMN IF NOT EXISTS " TENANT ";\n"
    "    END IF;\n"
    "    IF EXISTS (SELECT FROM modelgen.ledger WHERE format < 4) THEN\n"
    "        ALTER TABLE modelgen.history ADD COLUMN " HOST ", ADD COLUMN " RUN ";\n"
    "        ALTER TABLE modelgen.step ADD COLUMN IF NOT EXISTS " DURATION ";\n"
    "        ALTER TABLE modelgen.stash ADD COLUMN IF NOT EXISTS " OF_TABLE ";\n"
    "        UPDATE modelgen.stash SET of_table = to_regclass(relation) WHERE kind = 'column';\n"
    "        UPDATE modelgen.ledger SET format = 4;\n"
    "    END IF;\n"
    "    IF EXISTS (SELECT FROM modelgen.ledger WHERE format < 5) THEN\n"
    "        ALTER TABLE modelgen.stash ADD COLUMN IF NOT EXISTS " OF_COLUMN ",\n"
    "            DROP CONSTRAINT stash_kind_check, ADD CHECK (" STASH_KINDS ");\n"
    "        UPDATE modelgen.ledger SET format = 5;\n"
    "    END IF;\n"
    "    IF EXISTS (SELECT FROM modelgen.ledger WHERE format < 6) THEN\n"
    "        ALTER TABLE modelgen.step ADD COLUMN IF NOT EXISTS " CALL ",\n"
    "            ADD COLUMN IF NOT EXISTS " PLACE ",\n"
    "            ADD COLUMN IF NOT EXISTS " LAST_PLACE ",\n"
    "            DROP CONSTRAINT step_kind_check, ADD CHECK (" STEP_KINDS ");\n"
    "        UPDATE modelgen.ledger SET format = 6;\n"
    "    END IF;\nEND\n$$",

    /* Whoever lost the lock and does not know it begins nothing beside what is open. */
    "CREATE UNIQUE INDEX IF NOT EXISTS run_open ON modelgen.run (tenant) WHERE finished_at IS NULL",
};
// clang-format on

void mg_ledger_create(struct mg_script *script)
{
    for (size_t i = 0; i < sizeof create / sizeof *create; i++)
        mg_buf_add(mg_script_step(script, MG_STEP_SQL), create[i]);
}

static void add_value(struct mg_buf *sql, const char *before, const char *value)
{
    mg_buf_add(sql, before);
    if (value)
        mg_buf_literal(sql, value);
    else
        mg_buf_add(sql, "NULL");
}

static void insert(struct mg_script *script, const struct mg_registered *entry)
{
    const mg_migration *m = entry->migration;
    struct mg_buf *sql = mg_script_step(script, MG_STEP_SQL);
    mg_buf_printf(sql,
                  "INSERT INTO modelgen.applied (number, revision, down_revision, name, checksum)\n"
                  "    VALUES (%d",
                  m->number);
    add_value(sql, ", ", m->revision);
    add_value(sql, ", ", m->down_revision);
    add_value(sql, ", ", m->name);
    add_value(sql, ",\n            ", entry->sha256);
    mg_buf_add(sql, ")");
}

/* Deletes the row, or fails: a script may meet a database that is somewhere else. */
static void take_out(struct mg_script *script, const struct mg_registered *entry)
{
    struct mg_buf body = MG_BUF_INIT, message = MG_BUF_INIT;
    mg_buf_add(&message, "migration ");
    mg_migration_name(entry->migration, &message);
    mg_buf_add(&message, " is not applied here");
    mg_buf_add(&body, "\nBEGIN\n    DELETE FROM modelgen.applied WHERE revision = ");
    mg_buf_literal(&body, entry->migration->revision);
    mg_buf_add(&body,
               MG_OF_TENANT ";\n    IF NOT FOUND THEN\n        RAISE EXCEPTION USING MESSAGE = ");
    mg_buf_literal(&body, mg_buf_text(&message));
    mg_buf_add(&body, ";\n    END IF;\nEND\n");

    struct mg_buf *sql = mg_script_step(script, MG_STEP_SQL);
    mg_buf_add(sql, "DO ");
    mg_sql_dollar_quoted(sql, mg_buf_text(&body));
    if (mg_buf_failed(&message) || mg_buf_failed(&body))
        script->failed = true;
    mg_buf_free(&message);
    mg_buf_free(&body);
}

void mg_ledger_enter(struct mg_script *script, const struct mg_registered *entry,
                     enum mg_direction direction)
{
    if (direction == MG_UPGRADE)
        insert(script, entry);
    else
        take_out(script, entry);
}

/* A line of history, up to its last value; more: names of further columns, each after ", ". */
static struct mg_buf *history(struct mg_script *script, const struct mg_applied *row,
                              const char *direction, const char *outcome, const char *more,
                              const char *host)
{
    struct mg_buf *sql = mg_script_step(script, MG_STEP_SQL);
    mg_buf_printf(sql,
                  "INSERT INTO modelgen.history "
                  "(number, revision, name, direction, checksum, outcome, runner%s%s)\n"
                  "    VALUES (%d",
                  host && *host ? ", host" : "", more, row->number);
    add_value(sql, ", ", row->revision);
    add_value(sql, ", ", row->name);
    add_value(sql, ", ", direction);
    add_value(sql, ",\n            ", row->checksum);
    add_value(sql, ", ", outcome);
    add_value(sql, ", ", MODELGEN_VERSION);
    if (host && *host)
        add_value(sql, ", ", host);
    return sql;
}

static struct mg_applied row_of(const struct mg_registered *entry)
{
    return (struct mg_applied){.number = entry->migration->number,
                               .revision = entry->migration->revision,
                               .name = entry->migration->name,
                               .checksum = entry->sha256};
}

static const char *const directions[] = {[MG_UPGRADE] = "upgrade", [MG_DOWNGRADE] = "downgrade"};

void mg_ledger_log(struct mg_script *script, const struct mg_registered *entry,
                   enum mg_direction direction, const struct mg_waits *waits, const char *host)
{
    struct mg_applied row = row_of(entry);
    bool waited = waits && waits->tries > 0;
    struct mg_buf *sql = history(script, &row, directions[direction], "done",
                                 waited ? ", lock_tries, lock_wait_ms" : "", host);
    if (waited)
        mg_buf_printf(sql, ", %d, %.3f", waits->tries, waits->ms);
    mg_buf_add(sql, host ? ") RETURNING id" : ")");
}

void mg_ledger_log_run(struct mg_script *script, const struct mg_registered *entry,
                       enum mg_direction direction, long long run, const char *host)
{
    struct mg_applied row = row_of(entry);
    struct mg_buf *sql = history(script, &row, directions[direction], "done",
                                 ", run, duration_ms, lock_tries, lock_wait_ms", host);
    mg_buf_printf(
        sql,
        ", %lld,\n            (SELECT extract(epoch FROM clock_timestamp() - started_at) * 1000"
        " FROM modelgen.run WHERE id = %lld),\n            (SELECT sum(lock_tries) FROM"
        " modelgen.step WHERE run = %lld),\n            (SELECT sum(lock_wait_ms) FROM"
        " modelgen.step WHERE run = %lld))",
        run, run, run, run);
}

void mg_ledger_log_failure(struct mg_script *script, const struct mg_registered *entry,
                           enum mg_direction direction, const struct mg_error *error,
                           double milliseconds, const char *host)
{
    struct mg_applied row = row_of(entry);
    struct mg_buf *sql =
        history(script, &row, directions[direction], "failed", ", error, duration_ms", host);
    add_value(sql, ", ", mg_buf_text(&error->message));
    mg_buf_printf(sql, ", %.3f)", milliseconds);
}

/* --- stamp -------------------------------------------------------------------------------- */

static bool is_of(const struct mg_applied *row, const struct mg_registered *entry)
{
    return row->number == entry->migration->number &&
           strcmp(row->revision, entry->migration->revision) == 0;
}

/* A row of another source becomes one of this. */
static void correct(struct mg_script *script, const struct mg_applied *row,
                    const struct mg_registered *entry)
{
    if (strcmp(row->name, entry->migration->name) == 0 && strcmp(row->checksum, entry->sha256) == 0)
        return;
    struct mg_applied corrected = row_of(entry);
    struct mg_buf *sql = mg_script_step(script, MG_STEP_SQL);
    add_value(sql, "UPDATE modelgen.applied SET name = ", corrected.name);
    add_value(sql, ", checksum = ", corrected.checksum);
    add_value(sql, "\n    WHERE revision = ", corrected.revision);
    mg_buf_add(sql, MG_OF_TENANT);
    mg_buf_add(history(script, &corrected, "stamp", "done", "", NULL), ")");
}

void mg_ledger_stamp(struct mg_script *script, const struct mg_ledger *ledger,
                     const struct mg_chain *chain, size_t place)
{
    size_t same = 0;
    for (; same < place && same < ledger->n && is_of(&ledger->rows[same], chain->at[same]); same++)
        correct(script, &ledger->rows[same], chain->at[same]);
    for (size_t i = ledger->n; i > same; i--) {
        const struct mg_applied *row = &ledger->rows[i - 1];
        struct mg_buf *sql = mg_script_step(script, MG_STEP_SQL);
        mg_buf_add(sql, "DELETE FROM modelgen.applied WHERE revision = ");
        mg_buf_literal(sql, row->revision);
        mg_buf_add(sql, MG_OF_TENANT);
        mg_buf_add(history(script, row, "unstamp", "done", "", NULL), ")");
    }
    for (size_t i = same; i < place; i++) {
        struct mg_applied row = row_of(chain->at[i]);
        insert(script, chain->at[i]);
        mg_buf_add(history(script, &row, "stamp", "done", "", NULL), ")");
    }
}
