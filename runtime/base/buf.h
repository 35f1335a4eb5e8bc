/*
 * Growable text. The one thing that SQL, C and messages are written to, in the runner and in
 * modelgen alike.
 *
 * Writing returns nothing: when memory runs out the buffer remembers it (mg_buf_failed) and ignores
 * what follows, so that only the place that uses the text has to ask. A text that is NULL, as
 * mg_buf_text is then, makes the buffer fail that it is written to. Names and values enter SQL
 * through mg_buf_name and mg_buf_literal, never through a bare %s.
 */
#ifndef MODELGEN_RUNTIME_BUF_H
#define MODELGEN_RUNTIME_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct mg_buf {
    char *p; /* always ended by a zero byte once anything was written */
    size_t n, capacity;
    bool failed;
};

// clang-format off
#define MG_BUF_INIT { NULL, 0, 0, false }
// clang-format on

void mg_buf_add(struct mg_buf *b, const char *text);
void mg_buf_addn(struct mg_buf *b, const char *text, size_t n);
void mg_buf_addc(struct mg_buf *b, char c);
void mg_buf_pad(struct mg_buf *b, char c, size_t times);
void mg_buf_printf(struct mg_buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void mg_buf_vprintf(struct mg_buf *b, const char *format, va_list args);

/* One identifier, in double quotes where it is not a plain lower-case name or is a key word. */
void mg_buf_ident(struct mg_buf *b, const char *name);

/*
 * A name that may carry a schema, as migration files write it: `users`, `billing.invoices`,
 * `"odd.name"`. Each part is taken as it is written and quoted as mg_buf_ident does.
 */
void mg_buf_name(struct mg_buf *b, const char *qualified);

/* A string constant: '...' with quotes doubled, E'...' where it holds a backslash. */
void mg_buf_literal(struct mg_buf *b, const char *value);

/* A name as mg_buf_name writes it, as a literal: what regclass and its like read. */
void mg_buf_name_literal(struct mg_buf *b, const char *qualified);

/* A C string literal, which every C11 compiler reads back as the same bytes. */
void mg_buf_c_string(struct mg_buf *b, const char *value);

/* A JSON string literal. */
void mg_buf_json_string(struct mg_buf *b, const char *value);

/* The text, "" if nothing was written; NULL if memory ran out. Stays the buffer's. */
const char *mg_buf_text(const struct mg_buf *b);
bool mg_buf_failed(const struct mg_buf *b);

/* Hands the text over to the caller, who frees it; the buffer is empty afterwards. */
char *mg_buf_take(struct mg_buf *b);
void mg_buf_clear(struct mg_buf *b); /* empty, memory kept */
void mg_buf_free(struct mg_buf *b);

#endif
