#include "waited.h"

#include <stdlib.h>
#include <string.h>

#include "../server/session.h"

enum { MOST_NAMED = 3 };

/* The locks that each is in conflict with (mvcc, Table-Level Lock Modes). */
static const char *const conflicts[] = {
    [MG_LOCK_NONE] = "{}",
    [MG_LOCK_ACCESS_SHARE] = "{AccessExclusiveLock}",
    [MG_LOCK_ROW_SHARE] = "{ExclusiveLock,AccessExclusiveLock}",
    [MG_LOCK_ROW_EXCLUSIVE] = "{ShareLock,ShareRowExclusiveLock,ExclusiveLock,AccessExclusiveLock}",
    [MG_LOCK_SHARE_UPDATE_EXCLUSIVE] =
        "{ShareUpdateExclusiveLock,ShareLock,ShareRowExclusiveLock,ExclusiveLock,"
        "AccessExclusiveLock}",
    [MG_LOCK_SHARE] = "{RowExclusiveLock,ShareUpdateExclusiveLock,ShareRowExclusiveLock,"
                      "ExclusiveLock,AccessExclusiveLock}",
    [MG_LOCK_SHARE_ROW_EXCLUSIVE] = "{RowExclusiveLock,ShareUpdateExclusiveLock,ShareLock,"
                                    "ShareRowExclusiveLock,ExclusiveLock,AccessExclusiveLock}",
    [MG_LOCK_EXCLUSIVE] = "{RowShareLock,RowExclusiveLock,ShareUpdateExclusiveLock,ShareLock,"
                          "ShareRowExclusiveLock,ExclusiveLock,AccessExclusiveLock}",
    [MG_LOCK_ACCESS_EXCLUSIVE] =
        "{AccessShareLock,RowShareLock,RowExclusiveLock,ShareUpdateExclusiveLock,ShareLock,"
        "ShareRowExclusiveLock,ExclusiveLock,AccessExclusiveLock}",
};

/* --- Asking --------------------------------------------------------------------------------- */

#define TIME(column) \
    "coalesce(to_char(" column " AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS \"UTC\"'), '')"

#define OF_SESSION                                                                           \
    "a.pid::text, coalesce(a.usename, a.backend_type, ''), coalesce(a.application_name, '')" \
    ", coalesce(a.state, ''), " TIME("a.xact_start") ", coalesce(a.query, '')"

/* Who holds these locks on a table; those of a prepared transaction are nobody's. */
#define HOLDERS(young)                                                                            \
    "SELECT DISTINCT " OF_SESSION ", l.relation::regclass::text, replace(l.mode, 'Lock', ''),"    \
    " a.xact_start FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a USING (pid)"     \
    " WHERE " HELD " AND l.pid <> pg_catalog.pg_backend_pid()" young                              \
    " UNION ALL SELECT '', x.owner::text, '', 'prepared', " TIME(                                 \
        "x.prepared") ", x.gid,"                                                                  \
                      " l.relation::regclass::text, replace(l.mode, 'Lock', ''), x.prepared"      \
                      " FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_locks own USING "           \
                      "(virtualtransaction)"                                                      \
                      " JOIN pg_catalog.pg_prepared_xacts x ON own.transactionid = x.transaction" \
                      " WHERE " HELD " AND l.pid IS NULL AND own.pid IS NULL"                     \
                      " ORDER BY 9, 1"
#define HELD                                                                          \
    "l.locktype = 'relation' AND l.granted AND l.relation = $1::oid AND l.database =" \
    " (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())"    \
    " AND l.mode = ANY ($2::text[])"

static const char holders[] = HOLDERS("");
static const char writers[] = HOLDERS(" AND a.xact_start < now() - interval '20 ms'");

/* 0: a prepared transaction, of which no more is known here. */
static const char blockers[] =
    "SELECT DISTINCT " OF_SESSION ", '', '', a.xact_start FROM"
    " pg_catalog.unnest(pg_catalog.pg_blocking_pids($1::integer)) b(pid)"
    " JOIN pg_catalog.pg_stat_activity a USING (pid) ORDER BY a.xact_start, 1";

static bool keep(struct mg_waiteds *to, const PGresult *r, int row)
{
    struct mg_waited *more = realloc(to->items, (to->n + 1) * sizeof *more);
    if (!more)
        return false;
    to->items = more;
    struct mg_waited *w = &to->items[to->n++];
    char **const fields[] = {&w->pid,   &w->user,  &w->application, &w->state,
                             &w->since, &w->query, &w->table,       &w->lock};
    bool good = true;
    for (int i = 0; i < 8; i++) {
        *fields[i] = strdup(PQgetvalue(r, row, i));
        good = good && *fields[i];
    }
    return good;
}

static bool ask(PGconn *conn, const char *sql, const char *const *parameters, int n,
                struct mg_interrupt *interrupt, struct mg_waiteds *to, struct mg_error *error)
{
    PGresult *r = mg_ask(conn, sql, parameters, n, interrupt, error);
    bool good = r != NULL;
    for (int row = 0; good && row < PQntuples(r); row++)
        good = keep(to, r, row) || mg_fail_memory(error);
    PQclear(r);
    return good;
}

bool mg_waited_add(PGconn *conn, const char *oid, enum mg_lock_mode lock,
                   struct mg_interrupt *interrupt, struct mg_waiteds *to, struct mg_error *error)
{
    const char *const parameters[] = {oid, conflicts[lock]};
    return ask(conn, holders, parameters, 2, interrupt, to, error);
}

bool mg_waited_add_writers(PGconn *conn, const char *oid, struct mg_interrupt *interrupt,
                           struct mg_waiteds *to, struct mg_error *error)
{
    const char *const parameters[] = {oid, conflicts[MG_LOCK_EXCLUSIVE]};
    return ask(conn, writers, parameters, 2, interrupt, to, error);
}

bool mg_waited_add_blockers(PGconn *conn, const char *pid, struct mg_interrupt *interrupt,
                            struct mg_waiteds *to, struct mg_error *error)
{
    return ask(conn, blockers, &pid, 1, interrupt, to, error);
}

void mg_waited_free(struct mg_waiteds *waited)
{
    for (size_t i = 0; i < waited->n; i++) {
        struct mg_waited *w = &waited->items[i];
        char *const fields[] = {w->pid,   w->user,  w->application, w->state,
                                w->since, w->query, w->table,       w->lock};
        for (size_t j = 0; j < sizeof fields / sizeof *fields; j++)
            free(fields[j]);
    }
    free(waited->items);
    *waited = (struct mg_waiteds){0};
}

/* --- Saying --------------------------------------------------------------------------------- */

void mg_waited_name(const struct mg_waited *w, struct mg_buf *out)
{
    if (*w->pid)
        mg_buf_printf(out, "process %s", w->pid);
    else
        mg_buf_printf(out, "the prepared transaction '%s'", w->query);
}

void mg_waited_text(const struct mg_waited *w, struct mg_buf *out)
{
    mg_waited_name(w, out);
    mg_buf_printf(out, " (user %s%s%s%s%s%s%s)", w->user, *w->application ? ", " : "",
                  w->application, *w->state ? ", " : "", w->state, *w->since ? " since " : "",
                  w->since);
    if (*w->lock)
        mg_buf_printf(out, ", which holds %s on %s", w->lock, w->table);
    if (*w->pid && *w->query) {
        mg_buf_add(out, ": ");
        mg_first_line(w->query, 80, out);
    }
}

void mg_waited_lines(const struct mg_waiteds *waited, struct mg_buf *out)
{
    size_t named = 0;
    for (size_t i = 0; i < waited->n; i++) {
        bool known = false;
        for (size_t j = 0; j < i; j++)
            known |= strcmp(waited->items[j].pid, waited->items[i].pid) == 0;
        if (known)
            continue;
        if (named++ == MOST_NAMED) {
            mg_buf_add(out, "\nand others");
            return;
        }
        mg_buf_add(out, named > 1 ? "\nand " : "");
        mg_waited_text(&waited->items[i], out);
    }
}

void mg_waited_json(const struct mg_waited *w, struct mg_buf *out)
{
    const struct {
        const char *name, *value;
    } members[] = {{"user", w->user},   {"application", w->application},
                   {"state", w->state}, {"since", w->since},
                   {"table", w->table}, {"lock", w->lock},
                   {"query", w->query}};
    mg_buf_printf(out, "{\"pid\":%s", *w->pid ? w->pid : "null");
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        mg_buf_printf(out, ",\"%s\":", members[i].name);
        mg_buf_json_string(out, members[i].value);
    }
    mg_buf_addc(out, '}');
}
