#include "copy.h"

#include <stdlib.h>
#include <string.h>

#include "../base/clock.h"
#include "live.h"

enum { GATHERED = 1 << 20 };

struct mg_copy {
    struct mg_copy *next;
    struct migration *m;
    struct mg_buf sql, rows;
    int columns; /* 0: nobody said which; the first row has as many */
    int line;
    long long gathered, sent; /* rows */
};

static const struct mg_operation copy_into_ = {.name = "copy_into"};
static const struct mg_operation copy_data_ = {.name = "copy_data"};

/* --- On its way --------------------------------------------------------------------------- */

struct progress {
    struct migration *m;
    const struct mg_operation *operation;
    size_t total;
    double begun, told; /* when: mg_now_ms() */
};

static void tell(void *context, size_t sent)
{
    enum { EVERY_MS = 100 };
    struct progress *p = context;
    const struct mg_listener *listener = &p->m->live->listener;
    double now = mg_now_ms();
    if (now < p->told + EVERY_MS && sent < p->total)
        return;
    p->told = now;
    listener->tell(listener->context, &(struct mg_event){.kind = MG_EVENT_ADVANCE,
                                                         .entry = p->m->entry,
                                                         .direction = p->m->direction,
                                                         .operation = p->operation->name,
                                                         .milliseconds = now - p->begun,
                                                         .figures = {.phase = "copying rows",
                                                                     .unit = MG_UNIT_BYTES,
                                                                     .done = (double)sent,
                                                                     .total = (double)p->total}});
}

/* Whether a line of it ends the data for psql. */
static bool has_end(const char *data, size_t n)
{
    for (size_t i = 0; i + 1 < n; i++) {
        bool begins = i == 0 || data[i - 1] == '\n';
        bool ends = i + 2 == n || data[i + 2] == '\n' || data[i + 2] == '\r';
        if (begins && ends && data[i] == '\\' && data[i + 1] == '.')
            return true;
    }
    return false;
}

static void print(struct migration *m, int line, const struct mg_operation *operation,
                  const char *sql, const char *data, size_t n)
{
    struct mg_buf text = MG_BUF_INIT;
    if (m->conditional || has_end(data, n)) {
        mg_fail(m->error, MG_E555,
                m->conditional ? "what is copied cannot depend on only_if in a script"
                               : "a line of the data is \\., which ends it for psql");
        mg_error_hint(m->error, "`migrate upgrade` does it.");
        mg_record_place(m, line, operation->name);
        return;
    }
    mg_buf_printf(&text, "%s;\n", sql);
    mg_buf_addn(&text, data, n);
    mg_buf_add(&text, n && data[n - 1] != '\n' ? "\n\\.\n" : "\\.\n");
    if (mg_buf_failed(&text))
        mg_fail_memory(m->error);
    else
        mg_record_step(m, MG_STEP_COPY, line, operation, mg_buf_text(&text));
    mg_buf_free(&text);
}

static void copy_in(struct progress *progress, int line, const char *sql, const char *data)
{
    struct migration *m = progress->m;
    double begun = mg_now_ms();
    long long rows;
    if (mg_copy_in(m->live->conn, sql, data, progress->total, &rows,
                   progress->operation == &copy_data_ ? tell : NULL, progress, m->live->interrupt,
                   m->error))
        mg_tally_add(m->live->tally, line, progress->operation, sql, mg_now_ms() - begun, rows);
    else
        mg_record_place(m, line, progress->operation->name);
}

static void put(struct migration *m, int line, const struct mg_operation *operation,
                const struct mg_buf *sql, const char *data, size_t n)
{
    struct progress progress = {.m = m, .operation = operation, .total = n, .begun = mg_now_ms()};
    if (m->error->code == MG_OK && mg_buf_failed(sql))
        mg_fail_memory(m->error);
    if (m->error->code != MG_OK)
        return;
    if (m->printed)
        print(m, line, operation, mg_buf_text(sql), data, n);
    else if (mg_live_flush(m, NULL))
        copy_in(&progress, line, mg_buf_text(sql), data);
}

static void add_columns(struct mg_buf *sql, const char *table, const char *const *columns, int n)
{
    mg_buf_add(sql, "COPY ");
    mg_buf_name(sql, table);
    for (int i = 0; i < n; i++) {
        mg_buf_add(sql, i ? ", " : " (");
        mg_buf_ident(sql, columns[i]);
    }
    mg_buf_add(sql, n ? ") FROM stdin" : " FROM stdin");
}

/* A script is recorded as it comes; else it takes a server. */
static void need(struct migration *m, int line, const struct mg_operation *operation,
                 const char *table)
{
    struct mg_buf sql = MG_BUF_INIT;
    if ((m->printed || m->expect) && m->error->code == MG_OK)
        return;
    if (m->error->code == MG_OK && !m->live) {
        add_columns(&sql, table, NULL, 0);
        const char *text = mg_buf_failed(&sql) ? NULL : mg_buf_take(&sql);
        mg_buf_free(&sql);
        mg_live_need(m, line, operation, mg_live_keep(m, (char *)text, false));
    }
    mg_live_need(m, line, operation, table);
}

/* --- Rows of C code ----------------------------------------------------------------------- */

mg_copy *mg_copy_open(migration *m, int line, const char *const *names, int n)
{
    if (!m->skips || m->error->code != MG_OK)
        need(m, line, &copy_into_, names[0]);
    mg_copy_flush(m);
    struct mg_copy *copy = calloc(1, sizeof *copy);
    if (!copy) {
        mg_fail_memory(m->error);
        mg_record_end(m);
    }
    *copy = (struct mg_copy){.next = m->copies, .m = m, .columns = n - 1, .line = line};
    add_columns(&copy->sql, names[0], names + 1, n - 1);
    m->copies = copy;
    return copy;
}

/* The text format (sql-copy): tabs, ends of lines and backslashes in a value are escaped. */
static void add_value(struct mg_buf *rows, const char *value)
{
    static const char special[] = "\\\n\r\t", letters[] = "\\nrt";
    if (!value) {
        mg_buf_add(rows, "\\N");
        return;
    }
    for (;;) {
        size_t plain = strcspn(value, special);
        mg_buf_addn(rows, value, plain);
        value += plain;
        if (!*value)
            return;
        mg_buf_addc(rows, '\\');
        mg_buf_addc(rows, letters[strchr(special, *value++) - special]);
    }
}

static void send(struct mg_copy *copy)
{
    struct migration *m = copy->m;
    if (!copy->gathered || m->error->code != MG_OK)
        return;
    if (mg_buf_failed(&copy->rows))
        mg_fail_memory(m->error);
    else
        put(m, copy->line, &copy_into_, &copy->sql, mg_buf_text(&copy->rows), copy->rows.n);
    if (m->error->code != MG_OK && copy->sent)
        mg_buf_printf(&m->error->detail, "%s%lld rows had gone before these.",
                      m->error->detail.n ? "\n" : "", copy->sent);
    copy->sent += copy->gathered;
    copy->gathered = 0;
    mg_buf_clear(&copy->rows);
}

void mg_copy_row(mg_copy *to, int line, const char *const *values, int n)
{
    struct migration *m = to->m;
    if (m->error->code != MG_OK)
        mg_record_end(m);
    if (m->skips || m->expect)
        return;
    to->columns = to->columns ? to->columns : n;
    if (n != to->columns) {
        mg_fail(m->error, MG_E555, "the row has %d values, and there are %d columns", n,
                to->columns);
        mg_record_place(m, line, "copy_row");
        mg_record_end(m);
    }
    for (int i = 0; i < n; i++) {
        mg_buf_add(&to->rows, i ? "\t" : "");
        add_value(&to->rows, values[i]);
    }
    mg_buf_addc(&to->rows, '\n');
    to->line = line;
    to->gathered++;
    mg_live_forget(m);
    if (to->rows.n > GATHERED && !m->printed)
        send(to);
}

void mg_copy_flush(struct migration *m)
{
    for (struct mg_copy *copy = m->copies; copy; copy = copy->next)
        send(copy);
}

void mg_copy_leave(struct migration *m)
{
    mg_copy_flush(m);
    while (m->copies) {
        struct mg_copy *copy = m->copies;
        m->copies = copy->next;
        mg_buf_free(&copy->sql);
        mg_buf_free(&copy->rows);
        free(copy);
    }
}

/* --- Data that is there already ----------------------------------------------------------- */

static void add_options(struct mg_buf *sql, const mg_copy_args *a)
{
    const struct {
        const char *name, *value;
    } options[] = {{"FORMAT", a->format},       {"HEADER", a->header ? "true" : NULL},
                   {"DELIMITER", a->delimiter}, {"NULL", a->null},
                   {"QUOTE", a->quote},         {"ESCAPE", a->escape}};
    const char *before = " WITH (";
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        if (!options[i].value)
            continue;
        mg_buf_printf(sql, "%s%s ", before, options[i].name);
        mg_buf_literal(sql, options[i].value);
        before = ", ";
    }
    mg_buf_add(sql, *before == ',' ? ")" : "");
}

void mg_copy_data(migration *m, int line, const mg_copy_args *args)
{
    struct mg_buf sql = MG_BUF_INIT;
    int n = 0;
    if (m->error->code != MG_OK || m->skips || m->expect)
        return;
    need(m, line, &copy_data_, args->table);
    mg_copy_flush(m);
    while (args->columns && args->columns[n])
        n++;
    add_columns(&sql, args->table, args->columns, n);
    add_options(&sql, args);
    put(m, line, &copy_data_, &sql, args->data,
        args->end ? (size_t)(args->end - args->data) : strlen(args->data));
    mg_buf_free(&sql);
}
