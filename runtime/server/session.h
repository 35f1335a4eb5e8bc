/*
 * A connection: made, asked and listened to. Whatever the server or libpq complains of becomes a
 * struct mg_error; no password gets into one.
 */
#ifndef MODELGEN_RUNTIME_SESSION_H
#define MODELGEN_RUNTIME_SESSION_H

#include <libpq-fe.h>

#include "../base/error.h"
#include "interrupt.h"

struct mg_meter; /* meter.h */

/*
 * Connects to url, or (NULL) to where libpq's environment and service files say. Text goes to and
 * fro in UTF-8. NULL and an error if that fails.
 */
PGconn *mg_connect(const char *url, struct mg_error *error);

/* The result of one statement, PQclear'ed by the caller; NULL and an error if it failed. */
PGresult *mg_query(PGconn *conn, const char *sql, struct mg_error *error);

/* The same where the result does not matter. */
bool mg_command(PGconn *conn, const char *sql, struct mg_error *error);

/*
 * Sends n statements in one go, each on its own in the protocol, and reads what comes back: one
 * round trip. Returns how many succeeded; the first that does not is the last one carried out, and
 * described in *error with its text. An interrupt cancels it. meter: what is measured; or NULL.
 */
size_t mg_send(PGconn *conn, const char *const *statements, size_t n,
               struct mg_interrupt *interrupt, struct mg_meter *meter, struct mg_error *error);

/* Statements with the text parameters of each. */
struct mg_bound {
    const char *text;
    const char *const *values; /* NULL among them: NULL */
    int n;
};

/* The same with parameters. *last, if it is not NULL: the result of the last one if all succeed. */
size_t mg_send_bound(PGconn *conn, const struct mg_bound *statements, size_t n, PGresult **last,
                     struct mg_interrupt *interrupt, struct mg_meter *meter,
                     struct mg_error *error);

/*
 * The answer to a question about tables. Who asks how large one is waits for whoever has it to
 * himself (pg_relation_size locks it): no longer than 200 ms, unless a transaction has said how
 * long. 55P03 then.
 */
PGresult *mg_ask_briefly(PGconn *conn, const char *sql, const char *const *parameters, int n,
                         struct mg_error *error);

/*
 * COPY ... FROM stdin, with its data. tell (may be NULL) hears how many bytes have gone. False and
 * an error if it fails; an interrupt cancels it. *rows: how many there were.
 */
bool mg_copy_in(PGconn *conn, const char *sql, const char *data, size_t n, long long *rows,
                void (*tell)(void *context, size_t sent), void *context,
                struct mg_interrupt *interrupt, struct mg_error *error);

/* A value of the first row; "" if there is none: a server may give other answers than hoped for. */
const char *mg_first(const PGresult *result, int column);

/* What the server, or libpq, has to say of a result that is not what was hoped for. */
void mg_complain(PGconn *conn, const PGresult *result, const char *statement,
                 struct mg_error *error);

/*
 * The result of one statement with text parameters; an interrupt cancels it. PQclear'ed by the
 * caller; NULL and an error if it failed.
 */
PGresult *mg_ask(PGconn *conn, const char *sql, const char *const *parameters, int n,
                 struct mg_interrupt *interrupt, struct mg_error *error);

/* True if the error says that the connection is gone; another attempt may find the server again. */
bool mg_is_lost(const struct mg_error *error);

/* True if there is a server that takes no connection yet, or no more of them. */
bool mg_is_not_ready(const struct mg_error *error);

/* True if others were in the way: a lock was not to be had in time, or two waited for each other.
 */
bool mg_is_in_the_way(const struct mg_error *error);

/* Whether a pooler is in between, so that another backend may answer each transaction. */
bool mg_is_pooled(PGconn *conn, bool *pooled, struct mg_error *error);

/* False and an error where nothing may be written: on a standby, or for this user or database. It
 * costs no message; a server before PostgreSQL 14 says it only when something is written. */
bool mg_is_writable(PGconn *conn, struct mg_error *error);

/* Whom it talks to: `database "app" at db.example.org:5432 as "ann"`. */
void mg_describe(PGconn *conn, struct mg_buf *out);

/* A connection string as it may be shown: without its password. */
void mg_redact(const char *url, struct mg_buf *out);

/*
 * A copy, freed by the caller, of a connection string on the command line, which everybody on the
 * machine can read: there it is without its password from now on. NULL, and as it was, if memory
 * ran out.
 */
char *mg_conceal(char *url);

/*
 * A few lines of a statement. position: the character (not byte) that the server points to, from 1,
 * which gets a caret below it; 0 if it points nowhere.
 */
void mg_excerpt(const char *statement, size_t position, struct mg_buf *out);

/* Its first line, and no more than `most` bytes of it. */
void mg_first_line(const char *statement, size_t most, struct mg_buf *out);

#endif
