#include "session.h"

#include <ctype.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PATIENCE_S = 30 };

/* --- What may be shown ---------------------------------------------------------------------- */

/* The value after "password=", up to where it ends in a URL or in a connection string. */
static const char *after_value(const char *p)
{
    if (*p != '\'')
        return p + strcspn(p, "& \t\n\"");
    for (p++; *p && *p != '\''; p++)
        if (*p == '\\' && p[1])
            p++;
    return *p ? p + 1 : p;
}

/* In `user:password@host`, where the password begins: a word with a ":" before its last "@". */
static const char *password_in_word(const char *word, const char *end, const char **at)
{
    const char *start = strstr(word, "//");
    start = start && start < end ? start + 2 : word;
    const char *colon = memchr(start, ':', (size_t)(end - start));
    *at = NULL;
    for (const char *p = start; p < end; p++)
        if (*p == '@')
            *at = p;
    return colon && *at && colon < *at ? colon + 1 : NULL;
}

void mg_redact(const char *text, struct mg_buf *out)
{
    static const char key[] = "password=";
    for (const char *p = text; *p;) {
        const char *end = p + strcspn(p, " \t\n"), *at = NULL;
        const char *named = strstr(p, key);
        if (named && named < end)
            end = named;
        const char *password = password_in_word(p, end, &at);
        if (password) {
            mg_buf_addn(out, p, (size_t)(password - p));
            mg_buf_add(out, "***");
            p = at;
            continue;
        }
        mg_buf_addn(out, p, (size_t)(end - p));
        p = end;
        if (end == named) {
            mg_buf_printf(out, "%s***", key);
            p = after_value(named + strlen(key));
        } else if (*p) {
            mg_buf_addc(out, *p++);
        }
    }
}

char *mg_conceal(char *url)
{
    struct mg_buf shown = MG_BUF_INIT;
    char *copy = strdup(url);
    size_t n = strlen(url);
    mg_redact(url, &shown);
    if (copy && !mg_buf_failed(&shown) && strcmp(url, mg_buf_text(&shown)) != 0) {
        memset(url, ' ', n);
        memcpy(url, shown.p, shown.n < n ? shown.n : n);
    }
    mg_buf_free(&shown);
    return copy;
}

void mg_describe(PGconn *conn, struct mg_buf *out)
{
    const char *database = PQdb(conn), *host = PQhost(conn), *port = PQport(conn);
    mg_buf_printf(out, "database \"%s\" at %s", database ? database : "", host ? host : "");
    if (host && *host != '/')
        mg_buf_printf(out, ":%s", port ? port : "");
    mg_buf_printf(out, " as \"%s\"", PQuser(conn) ? PQuser(conn) : "");
}

/* --- Connecting ----------------------------------------------------------------------------- */

static int option_number(PGconn *conn, const char *name, int otherwise)
{
    int number = otherwise;
    PQconninfoOption *options = PQconninfo(conn);
    for (const PQconninfoOption *o = options; o && o->keyword; o++)
        if (strcmp(o->keyword, name) == 0 && o->val && *o->val)
            number = atoi(o->val);
    PQconninfoFree(options);
    return number > 0 ? number : otherwise;
}

static long now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* False when time is up. It need not have succeeded. */
static bool finish_connecting(PGconn *conn)
{
    long end = now_ms() + 1000L * option_number(conn, "connect_timeout", PATIENCE_S);
    PostgresPollingStatusType want = PGRES_POLLING_WRITING;
    while (want != PGRES_POLLING_OK && want != PGRES_POLLING_FAILED) {
        struct pollfd fd = {.fd = PQsocket(conn),
                            .events = want == PGRES_POLLING_READING ? POLLIN : POLLOUT};
        long left = end - now_ms();
        if (fd.fd < 0)
            return true;
        if (left <= 0)
            return false;
        if (poll(&fd, 1, (int)left) < 0 && errno != EINTR)
            return false;
        want = PQconnectPoll(conn);
    }
    return true;
}

/*
 * libpq gives no SQLSTATE for a refused connection, but says it: "FATAL:  28P01: ...", in whatever
 * language the server speaks. Points to the two blanks before it; NULL if there is none.
 */
static char *find_sqlstate(char *message)
{
    static const char state[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    for (char *p = message; (p = strstr(p, ":  ")); p++)
        if (strspn(p + 3, state) == 5 && strncmp(p + 8, ": ", 2) == 0)
            return p + 1;
    return NULL;
}

/* One line of a message, without the SQLSTATE in it and without password. */
static void tidy(const char *line, size_t n, struct mg_buf *out)
{
    struct mg_buf plain = MG_BUF_INIT;
    for (; n && isspace((unsigned char)*line); n--)
        line++;
    mg_buf_addn(&plain, line, n);
    char *state = plain.n ? find_sqlstate(plain.p) : NULL;
    char *fatal = state ? strstr(plain.p, "FATAL:  ") : NULL;
    if (state)
        memmove(fatal && fatal < state ? fatal : state, state + 9, strlen(state + 9) + 1);
    if (plain.n && !mg_buf_failed(&plain))
        mg_redact(plain.p, out);
    mg_buf_free(&plain);
}

/* What was tried twice, with TLS and without, is said once. */
static void add_detail(const char *line, size_t n, const struct mg_buf *what, struct mg_buf *detail)
{
    struct mg_buf text = MG_BUF_INIT;
    tidy(line, n, &text);
    if (mg_buf_failed(&text) || mg_buf_failed(what) ||
        strcmp(mg_buf_text(&text), mg_buf_text(what)) != 0) {
        mg_buf_add(detail, detail->n ? "\n" : "");
        mg_buf_add(detail, mg_buf_text(&text));
    }
    mg_buf_free(&text);
}

/* The message: its first line is what happened, the others are details. */
static void split(const char *message, struct mg_buf *what, struct mg_buf *detail)
{
    for (const char *line = message; *line; line += *line == '\n') {
        size_t n = strcspn(line, "\n");
        if (!what->n) {
            tidy(line, n, what);
        } else if (n && strncmp(line, "LOCATION:", 9) != 0) {
            add_detail(line, n, what, detail);
        }
        line += n;
    }
}

/* What a refusal means, by the beginning of its SQLSTATE, and what to do about it. */
static const struct refusal {
    const char *state;
    enum mg_code code;
    const char *hint;
} refusals[] = {
    {"28P01", MG_E512, "Is it the right password? It comes from the URL, PGPASSWORD or ~/.pgpass."},
    {"28000", MG_E512,
     "Who connects is said by the URL, or by PGUSER. The role has to be there, may log in, and a "
     "line "
     "of the server's pg_hba.conf lets it in from here."},
    {"28", MG_E512, "Put the password into the URL, PGPASSWORD or ~/.pgpass."},
    {"42501", MG_E516, "GRANT CONNECT ON DATABASE ... TO ... lets the role in."},
    {"53300", MG_E511,
     "All connections are taken: of the server, the database or the role (ALTER ROLE ... "
     "CONNECTION LIMIT). A run needs up to three; --wait SECONDS tries again for so long."},
    {"57P03", MG_E511,
     "The server is starting, stopping or recovering: --wait SECONDS tries again for so long."},
    {"", MG_E511, "--database URL, DATABASE_URL or PGHOST say where the server is."},
};

/* The same for what libpq finds by itself, which has no SQLSTATE: by its words. */
static const char *hint_by_words(const char *message)
{
    static const char *const hints[][2] = {
        {"certificate",
         "sslmode, sslrootcert, sslcert and sslkey, in the URL or as PGSSLMODE, ..., say "
         "how the two prove who they are."},
        {"SSL", "sslmode, in the URL or as PGSSLMODE, says whether TLS is used."},
        {"service", "PGSERVICEFILE or ~/.pg_service.conf say what a service is."},
    };
    for (size_t i = 0; message && i < sizeof hints / sizeof *hints; i++)
        if (strstr(message, hints[i][0]))
            return hints[i][1];
    return NULL;
}

static void refused(PGconn *conn, bool in_time, struct mg_error *error)
{
    char *message = PQerrorMessage(conn);
    struct mg_buf what = MG_BUF_INIT;
    const char *found = find_sqlstate(message);
    const struct refusal *r = refusals;
    if (found)
        memcpy(error->sqlstate, found + 2, 5);
    if (in_time)
        split(message, &what, &error->detail);
    else
        mg_buf_printf(&what, "no answer from %s", PQhost(conn) ? PQhost(conn) : "the server");
    mg_buf_add(&what, what.n ? "" : "no connection, and nobody says why");
    while (strncmp(error->sqlstate, r->state, strlen(r->state)) != 0)
        r++;
    if (PQconnectionNeedsPassword(conn)) {
        mg_fail(error, MG_E512, "%s", mg_buf_text(&what));
        mg_error_hint(error, "Put the password into the URL, PGPASSWORD or ~/.pgpass.");
    } else if (strcmp(error->sqlstate, "3D000") == 0) {
        mg_fail(error, MG_E513, "%s", mg_buf_text(&what));
        mg_error_hint(error, "Create it first: createdb %s", PQdb(conn));
    } else {
        const char *other = *r->state ? NULL : hint_by_words(mg_buf_text(&what));
        mg_fail(error, r->code, "%s", mg_buf_text(&what));
        mg_error_hint(error, "%s", other ? other : r->hint);
    }
    mg_buf_free(&what);
}

/* "mysql://...", "postgres:/...": libpq would take it for settings, or for a database's name. */
static bool has_other_scheme(const char *url)
{
    size_t n = strspn(url, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
    return n && strncmp(url + n, ":/", 2) == 0 && strncmp(url, "postgres://", 11) != 0 &&
           strncmp(url, "postgresql://", 13) != 0;
}

/* libpq quotes what it does not understand, password and all. */
static bool is_url(const char *url, struct mg_error *error)
{
    if (has_other_scheme(url)) {
        mg_fail(error, MG_E514, "the database URL does not begin with postgresql://");
        mg_error_hint(error, "It looks like postgresql://USER@HOST:PORT/DATABASE.");
        return false;
    }
    char *message = NULL;
    PQconninfoOption *options = PQconninfoParse(url, &message);
    bool good = options || !message;
    if (!good) {
        struct mg_buf text = MG_BUF_INIT;
        tidy(message, strcspn(message, "\n"), &text);
        mg_fail(error, MG_E514, "the database URL is not understood: %s", mg_buf_text(&text));
        mg_error_hint(error, "It looks like postgresql://USER@HOST:PORT/DATABASE.");
        mg_buf_free(&text);
    }
    PQfreemem(message);
    PQconninfoFree(options);
    return good;
}

PGconn *mg_connect(const char *url, struct mg_error *error)
{
    bool address = url && (strchr(url, '=') || strstr(url, ":/"));
    if (address && !is_url(url, error))
        return NULL;
    /* A network that went silent is noticed within a minute; what the URL says of it counts. */
    const char *const names[] = {
        "keepalives_idle", "keepalives_interval",       "keepalives_count", "tcp_user_timeout",
        "dbname",          "fallback_application_name", "client_encoding",  NULL};
    const char *const values[] = {"30", "10", "3", "60000", url, "modelgen migrate", "UTF8", NULL};
    PGconn *conn = PQconnectStartParams(names, values, 1);
    if (!conn) {
        mg_fail_memory(error);
        return NULL;
    }
    PQsetErrorVerbosity(conn, PQERRORS_VERBOSE);
    bool in_time = PQstatus(conn) == CONNECTION_BAD || finish_connecting(conn);
    if (in_time && PQstatus(conn) == CONNECTION_OK)
        return conn;
    refused(conn, in_time, error);
    PQfinish(conn);
    return NULL;
}
