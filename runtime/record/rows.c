#include "rows.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../sql/token.h"
#include "copy.h"
#include "live.h"

enum { FIRST_ROWS = 100, MOST_ROWS = 10000, MEMORY = 1 << 20 };

struct mg_row {
    struct mg_row *next; /* the one that was opened before */
    struct migration *m;
    int line, used;        /* of the query; and of what is made of the row */
    PGresult *result;      /* some of the rows */
    int at;                /* the row that it is about; -1: before the first one */
    int asked;             /* how many rows at most were asked for */
    int cursor;            /* its number; 0: result is all there is */
    unsigned char **bytes; /* of each column, what bytes_of made of it */
};

static const struct mg_operation for_each_row_ = {.name = "for_each_row"};
static const struct mg_operation query_ = {.name = "query"};

/* --- Asking ------------------------------------------------------------------------------- */

/* Whether a cursor can give its rows: it changes none. */
static bool only_reads(const char *sql)
{
    static const char *const writes[] = {"insert", "update", "delete", "merge", NULL};
    struct mg_tokens tokens;
    bool reads = mg_tokens_read(sql, &tokens) && tokens.n > 0;
    size_t first = 0;
    while (reads && first + 1 < tokens.n && mg_token_is(&tokens.items[first], "("))
        first++;
    reads = reads && (mg_token_is(&tokens.items[first], "select") ||
                      mg_token_is(&tokens.items[first], "values") ||
                      mg_token_is(&tokens.items[first], "table") ||
                      mg_token_is(&tokens.items[first], "with"));
    bool with = reads && mg_token_is(&tokens.items[first], "with");
    for (size_t i = 0; with && reads && i < tokens.n; i++)
        for (const char *const *word = writes; *word; word++)
            reads = reads && !mg_token_is(&tokens.items[i], *word);
    free(tokens.items);
    return reads;
}

/* The answer to what was kept back last; ends the function if there is none. */
static PGresult *answer(struct migration *m, int line, const struct mg_operation *operation)
{
    PGresult *result;
    if (!mg_live_flush(m, &result))
        mg_record_end(m);
    if (PQresultStatus(result) == PGRES_TUPLES_OK)
        return result;
    PQclear(result);
    mg_fail(m->error, MG_E554, "the statement gives no rows");
    mg_error_hint(m->error, "execute() runs what gives none.");
    mg_record_place(m, line, operation->name);
    mg_record_end(m);
}

static void fetch(struct mg_row *row)
{
    char sql[64];
    snprintf(sql, sizeof sql, "FETCH FORWARD %d FROM modelgen_rows_%d", row->asked, row->cursor);
    mg_live_send(row->m, row->line, &for_each_row_, sql, NULL, 0);
    row->result = answer(row->m, row->line, &for_each_row_);
    row->at = -1;
}

static struct mg_row *add(struct migration *m, int line)
{
    struct mg_row *row = calloc(1, sizeof *row);
    if (!row) {
        mg_fail_memory(m->error);
        mg_record_end(m);
    }
    *row = (struct mg_row){
        .next = m->rows, .m = m, .line = line, .used = line, .at = -1, .asked = FIRST_ROWS};
    m->rows = row;
    return row;
}

mg_row *mg_rows_open(migration *m, int line, const char *const *values, int n)
{
    if (m->error->code == MG_OK && m->skips) /* only_if: what comes now is not to be done */
        return add(m, line);
    mg_live_need(m, line, &for_each_row_, values[0]);
    mg_record_single(m, line, &for_each_row_, values[0]);
    mg_copy_flush(m);

    struct mg_row *row = add(m, line);
    struct mg_buf sql = MG_BUF_INIT;
    if (only_reads(values[0])) {
        row->cursor = ++m->live->cursors;
        mg_buf_printf(&sql, "DECLARE modelgen_rows_%d NO SCROLL CURSOR FOR\n", row->cursor);
    }
    mg_buf_add(&sql, values[0]);
    if (mg_buf_failed(&sql))
        mg_fail_memory(m->error);
    else
        mg_live_send(m, line, &for_each_row_, mg_buf_text(&sql), values + 1, n - 1);
    mg_buf_free(&sql);
    mg_live_forget(m);
    if (row->cursor)
        fetch(row);
    else
        row->result = answer(m, line, &for_each_row_);
    return row;
}

/* --- From row to row ---------------------------------------------------------------------- */

static void close_cursor(struct mg_row *row)
{
    char sql[48];
    snprintf(sql, sizeof sql, "CLOSE modelgen_rows_%d", row->cursor);
    if (row->cursor && row->m->error->code == MG_OK)
        mg_live_send(row->m, row->line, &for_each_row_, sql, NULL, 0);
    row->cursor = 0;
}

static void forget_bytes(struct mg_row *row)
{
    for (int i = 0; row->bytes && i < PQnfields(row->result); i++)
        PQfreemem(row->bytes[i]);
    free(row->bytes);
    row->bytes = NULL;
}

static void forget_result(struct mg_row *row)
{
    forget_bytes(row);
    PQclear(row->result);
    row->result = NULL;
}

/* As many as a megabyte holds, going by those that were. */
static void fetch_more(struct mg_row *row)
{
    size_t size = PQresultMemorySize(row->result) / (size_t)PQntuples(row->result) + 1;
    size_t fit = MEMORY / size + 1;
    row->asked = fit < MOST_ROWS ? (int)fit : MOST_ROWS;
    forget_result(row);
    fetch(row);
}

int mg_rows_next(mg_row *row)
{
    struct migration *m = row->m;
    if (m->error->code != MG_OK)
        mg_record_end(m);
    if (!row->result)
        return 0;
    forget_bytes(row);
    if (row->at + 1 == PQntuples(row->result) && row->cursor && row->at + 1 == row->asked)
        fetch_more(row);
    if (++row->at < PQntuples(row->result))
        return 1;
    close_cursor(row);
    forget_result(row);
    return 0;
}

void mg_rows_close(mg_row **row)
{
    struct mg_row **at = &(*row)->m->rows;
    close_cursor(*row);
    while (*at && *at != *row)
        at = &(*at)->next;
    if (*at)
        *at = (*row)->next;
    forget_result(*row);
    free(*row);
    *row = NULL;
}

void mg_rows_leave(struct migration *m)
{
    while (m->rows) {
        struct mg_row *row = m->rows;
        mg_rows_close(&row);
    }
}

/* --- Values of a row ---------------------------------------------------------------------- */

mg_row *mg_row_at(mg_row *row, int line)
{
    row->used = line;
    return row;
}

static void not_there(struct mg_row *row, int column, const char *name)
{
    struct mg_error *error = row->m->error;
    struct mg_buf names = MG_BUF_INIT;
    int n = PQnfields(row->result);
    if (name)
        mg_fail(error, MG_E554, "the query gives no column \"%s\"", name);
    else
        mg_fail(error, MG_E554, "the query gives no column %d, counted from 0", column);
    for (int i = 0; i < n; i++)
        mg_buf_printf(&names, "%s%s", i ? ", " : "", PQfname(row->result, i));
    if (!mg_buf_failed(&names))
        mg_error_hint(error, "Its columns are: %s.", mg_buf_text(&names));
    mg_buf_free(&names);
    mg_record_place(row->m, row->used, for_each_row_.name);
    mg_record_end(row->m);
}

/* The number of a column; ends the function if there is none. */
static int find(struct mg_row *row, int column, const char *name)
{
    int n = PQnfields(row->result);
    if (name)
        for (column = 0; column < n && strcmp(PQfname(row->result, column), name) != 0;)
            column++;
    if (column < 0 || column >= n)
        not_there(row, column, name);
    return column;
}

static void unfit(struct mg_row *row, int column, const char *type)
{
    struct mg_error *error = row->m->error;
    const char *name = PQfname(row->result, column);
    if (PQgetisnull(row->result, row->at, column)) {
        mg_fail(error, MG_E554, "column \"%s\" is null where %s is needed", name, type);
        mg_error_hint(error, "is_null(row, \"%s\") tells, or coalesce() in the query.", name);
    } else {
        mg_fail(error, MG_E554, "column \"%s\" is \"%.60s\" where %s is needed", name,
                PQgetvalue(row->result, row->at, column), type);
    }
    mg_record_place(row->m, row->used, for_each_row_.name);
    mg_record_end(row->m);
}

int mg_row_is_null(mg_row *row, int column, const char *name)
{
    return PQgetisnull(row->result, row->at, find(row, column, name));
}

const char *mg_row_text(mg_row *row, int column, const char *name)
{
    column = find(row, column, name);
    return PQgetisnull(row->result, row->at, column) ? NULL
                                                     : PQgetvalue(row->result, row->at, column);
}

long long mg_row_integer(mg_row *row, int column, const char *name)
{
    column = find(row, column, name);
    char *end;
    const char *text = PQgetvalue(row->result, row->at, column);
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (errno || end == text || *end)
        unfit(row, column, "an integer");
    return value;
}

double mg_row_real(mg_row *row, int column, const char *name)
{
    column = find(row, column, name);
    char *end;
    const char *text = PQgetvalue(row->result, row->at, column);
    double value = strtod(text, &end);
    if (end == text || *end)
        unfit(row, column, "a number");
    return value;
}

int mg_row_boolean(mg_row *row, int column, const char *name)
{
    column = find(row, column, name);
    const char *text = PQgetvalue(row->result, row->at, column);
    if (strcmp(text, "t") != 0 && strcmp(text, "f") != 0)
        unfit(row, column, "a boolean");
    return *text == 't';
}

const unsigned char *mg_row_bytes(mg_row *row, int column, const char *name, unsigned long *n)
{
    size_t length = 0;
    column = find(row, column, name);
    *n = 0;
    if (PQgetisnull(row->result, row->at, column))
        return NULL;
    if (!row->bytes)
        row->bytes = calloc((size_t)PQnfields(row->result), sizeof *row->bytes);
    if (row->bytes) {
        PQfreemem(row->bytes[column]);
        row->bytes[column] = PQunescapeBytea(
            (const unsigned char *)PQgetvalue(row->result, row->at, column), &length);
    }
    if (!row->bytes || !row->bytes[column]) {
        mg_fail_memory(row->m->error);
        mg_record_end(row->m);
    }
    *n = length;
    return row->bytes[column];
}

/* --- A single value ----------------------------------------------------------------------- */

/* Its row, which is open until the caller closes it; at the first row, or past the last one. */
static struct mg_row *ask(migration *m, int line, const char *const *values, int n)
{
    mg_live_need(m, line, &query_, values[0]);
    mg_record_single(m, line, &query_, values[0]);
    mg_copy_flush(m);
    struct mg_row *row = add(m, line);
    mg_live_send(m, line, &query_, values[0], values + 1, n - 1);
    mg_live_forget(m);
    row->result = answer(m, line, &query_);
    row->at = 0;
    return row;
}

const char *mg_query_text(migration *m, int line, const char *const *values, int n)
{
    struct mg_row *row = ask(m, line, values, n);
    const char *text = PQntuples(row->result) ? mg_row_text(row, 0, NULL) : NULL;
    if (text)
        text = mg_live_keep(m, strdup(text), false);
    mg_rows_close(&row);
    return text;
}

long long mg_query_integer(migration *m, int line, const char *const *values, int n)
{
    struct mg_row *row = ask(m, line, values, n);
    if (PQntuples(row->result) == 0) {
        mg_fail(m->error, MG_E554, "the query gives no row");
        mg_record_place(m, line, query_.name);
        mg_record_end(m);
    }
    long long value = mg_row_integer(row, 0, NULL);
    mg_rows_close(&row);
    return value;
}

/* --- Values of statements ----------------------------------------------------------------- */

const char *mg_value_bytes(migration *m, const void *bytes, unsigned long n)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char *p = bytes;
    if (!bytes)
        return NULL;
    char *text = malloc(2 * n + 3), *to = text;
    if (text) {
        *to++ = '\\';
        *to++ = 'x';
        for (unsigned long i = 0; i < n; i++) {
            *to++ = digits[p[i] >> 4];
            *to++ = digits[p[i] & 15];
        }
        *to = '\0';
    }
    return mg_live_keep(m, text, true);
}
