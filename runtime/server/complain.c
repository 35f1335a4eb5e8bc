/* What the server and libpq complain of, as errors of this program. */
#include <stdlib.h>
#include <string.h>

#include "answers.h"

static const char *field(const PGresult *result, int which)
{
    const char *text = result ? PQresultErrorField(result, which) : NULL;
    return text ? text : "";
}

static void add_context(const PGresult *result, struct mg_buf *out)
{
    const char *detail = field(result, PG_DIAG_MESSAGE_DETAIL);
    const char *context = field(result, PG_DIAG_CONTEXT);
    mg_buf_add(out, detail);
    mg_buf_add(out, *detail && *context ? "\n" : "");
    mg_buf_add(out, context);
}

static const char no_words[] = "no answer that could be understood";

/* What the server says of its own accord: "on", "off"; false where it does not. */
static bool is_on(PGconn *conn, const char *setting)
{
    const char *value = PQparameterStatus(conn, setting);
    return value && strcmp(value, "on") == 0;
}

/* standby: "on", "off"; NULL: PostgreSQL 13 does not say it. */
static void hint_at_writable(const char *standby, struct mg_error *error)
{
    if (standby && strcmp(standby, "on") == 0)
        mg_error_hint(error, "Connect to its primary: a URL with several hosts finds it by "
                             "target_session_attrs=read-write.");
    else
        mg_error_hint(error,
                      "%sdefault_transaction_read_only is set for the server, the database "
                      "or the role; PGOPTIONS='-c default_transaction_read_only=off' goes "
                      "on all the same.",
                      standby ? "" : "If this is a standby, connect to its primary. Otherwise ");
}

/* PostgreSQL 13 says it when it is asked. False if it does not answer. */
static bool ask_standing(PGconn *conn, bool *standby, bool *read_only, struct mg_error *error)
{
    PGresult *result = mg_query(conn,
                                "SELECT pg_catalog.pg_is_in_recovery(), pg_catalog.current_setting("
                                "'default_transaction_read_only') = 'on'",
                                error);
    *standby = *mg_first(result, 0) == 't';
    *read_only = *mg_first(result, 1) == 't';
    PQclear(result);
    return result != NULL;
}

bool mg_is_writable(PGconn *conn, struct mg_error *error)
{
    bool standby = is_on(conn, "in_hot_standby");
    bool read_only = is_on(conn, "default_transaction_read_only");
    if (!PQparameterStatus(conn, "in_hot_standby") &&
        !ask_standing(conn, &standby, &read_only, error))
        return false;
    if (!standby && !read_only)
        return true;
    struct mg_buf where = MG_BUF_INIT;
    mg_describe(conn, &where);
    mg_fail(error, MG_E518, "%s %s", mg_buf_failed(&where) ? "the database" : mg_buf_text(&where),
            standby ? "is on a standby, where nothing can be written"
                    : "is read-only: default_transaction_read_only is on");
    mg_buf_free(&where);
    hint_at_writable(standby ? "on" : "off", error);
    return false;
}

/* SQLSTATEs that have a code of their own. */
static enum mg_code code_of(const char *state)
{
    return strcmp(state, "42501") == 0 ? MG_E516 : strcmp(state, "25006") == 0 ? MG_E518 : MG_E541;
}

/* Where somebody's limit on time may be what was in the way: each attempt would meet it again. */
static void hint_at_limits(const char *state, struct mg_error *error)
{
    static const char *const limits[][2] = {
        {"57014", "statement_timeout"},
        {"25P04", "transaction_timeout"},
        {"25P03", "idle_in_transaction_session_timeout"},
        {"57P05", "idle_session_timeout"},
    };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        if (strcmp(state, limits[i][0]) == 0)
            mg_error_hint(error,
                          "If it was %s, which is set for the server, the database or the role: "
                          "PGOPTIONS='-c %s=0' goes on without.",
                          limits[i][1], limits[i][1]);
}

/* Schemas are the database's. That of the ledger has words of its own. */
static void hint_at_schema(PGconn *conn, const PGresult *result, const char *statement,
                           struct mg_error *error)
{
    static const char create[] = "CREATE SCHEMA";
    bool within = strstr(field(result, PG_DIAG_CONTEXT), create);
    bool stash = within && strstr(statement, "modelgen_dropped_");
    if (stash || strncmp(statement, create, sizeof create - 1) == 0)
        mg_error_hint(error, "GRANT CREATE ON DATABASE \"%s\" TO the role that migrates.%s",
                      PQdb(conn),
                      stash ? " What is dropped is set aside in a schema of its own; --no-stash "
                              "drops it at once."
                            : "");
}

/* PgBouncer, where each statement may meet another session: it ends the connection, each time. */
static bool is_refused_by_pooler(const char *state, const char *message)
{
    return strcmp(state, "08P01") == 0 && strstr(message, "statement pooling mode");
}

/* What the server (or libpq, if it is gone) says of a statement. */
void mg_complain(PGconn *conn, const PGresult *result, const char *statement,
                 struct mg_error *error)
{
    if (error->code != MG_OK)
        return;
    const char *state = field(result, PG_DIAG_SQLSTATE);
    const char *message = field(result, PG_DIAG_MESSAGE_PRIMARY);
    const char *severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    bool lost = PQstatus(conn) == CONNECTION_BAD || strcmp(severity, "FATAL") == 0 ||
                strcmp(severity, "PANIC") == 0;
    bool refused = is_refused_by_pooler(state, message);
    enum mg_code code = refused ? MG_E517 : lost ? MG_E515 : code_of(state);
    if (*message) {
        mg_fail(error, code, "%s", message);
    } else {
        const char *words = PQerrorMessage(conn);
        int n = (int)strcspn(words, "\n");
        mg_fail(error, code, "%.*s", n ? n : (int)sizeof no_words - 1, n ? words : no_words);
    }
    strncpy(error->sqlstate, state, sizeof error->sqlstate - 1);
    if (!lost)
        mg_excerpt(statement, strtoul(field(result, PG_DIAG_STATEMENT_POSITION), NULL, 10),
                   &error->statement);
    add_context(result, &error->detail);
    if (*field(result, PG_DIAG_MESSAGE_HINT))
        mg_error_hint(error, "%s", field(result, PG_DIAG_MESSAGE_HINT));
    if (refused)
        mg_error_hint(error, "Connect to the server itself, or by a pool in session or transaction "
                             "mode.");
    if (error->code == MG_E516)
        hint_at_schema(conn, result, statement, error);
    if (error->code == MG_E518)
        hint_at_writable(PQparameterStatus(conn, "in_hot_standby"), error);
    hint_at_limits(state, error);
    if (strcmp(state, "3F000") == 0 && strstr(statement, "CREATE"))
        mg_error_hint(error, "Names without a schema are made in the first schema of the search "
                             "path that exists: look at the role's and the database's search_path, "
                             "and whether the role may use that schema.");
}

void mg_complain_unless(struct mg_interrupt *interrupt, PGconn *conn, const PGresult *result,
                        const char *statement, struct mg_error *error)
{
    if (error->code == MG_OK && interrupt && interrupt->came &&
        strcmp(field(result, PG_DIAG_SQLSTATE), "57014") == 0) {
        mg_fail(error, MG_E546, "interrupted");
        mg_excerpt(statement, 0, &error->statement);
    }
    if (interrupt && interrupt->came && PQstatus(conn) == CONNECTION_BAD)
        mg_fail(error, MG_E515,
                "interrupted, and the connection was given up: the server did not answer any more");
    mg_complain(conn, result, statement, error);
}

bool mg_is_lost(const struct mg_error *error)
{
    return error->code == MG_E515 || error->code == MG_E544 || error->code == MG_E511;
}

static bool is_one_of(const struct mg_error *error, const char *const *states)
{
    for (; *states; states++)
        if (strcmp(error->sqlstate, *states) == 0)
            return true;
    return false;
}

bool mg_is_not_ready(const struct mg_error *error)
{
    static const char *const states[] = {"57P03", "53300", NULL};
    return error->code == MG_E511 && is_one_of(error, states);
}

bool mg_is_in_the_way(const struct mg_error *error)
{
    static const char *const states[] = {"55P03", "40P01", "40001", NULL};
    return is_one_of(error, states);
}
