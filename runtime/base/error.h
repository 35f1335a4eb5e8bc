/*
 * What went wrong: one error per run, kept by whoever called, told once at the top. The first one
 * stays; what is reported after it is a consequence and ignored.
 *
 * Message grammar as in modelgen: one lower-case line without a full stop that says what is, names
 * in double quotes; a hint is a sentence that says what to do.
 */
#ifndef MODELGEN_RUNTIME_ERROR_H
#define MODELGEN_RUNTIME_ERROR_H

#include <stdbool.h>

#include "buf.h"

enum mg_code {
    MG_OK = 0,
#define CODE(number, name, explanation) MG_E##number = number,
#include "codes.def"
#undef CODE
};

struct mg_code_entry {
    enum mg_code code;
    const char *id; /* "MG541" */
    const char *name;
    const char *explanation;
};

/* Ended by one whose code is MG_OK. */
extern const struct mg_code_entry mg_code_entries[];

struct mg_error {
    enum mg_code code;
    struct mg_buf message;
    char sqlstate[6];        /* of the server; "" if the error is not the server's */
    const char *file;        /* of the migration, or NULL */
    int line;                /* of the operation in it, or 0 */
    const char *operation;   /* its name, or NULL */
    struct mg_buf statement; /* an excerpt, with a caret below where it went wrong; or empty */
    struct mg_buf detail;    /* the server's, or empty */
    struct mg_buf hint;
    struct mg_buf outcome; /* what became of the database, or empty */
};

/* Always false, so that a function can `return mg_fail(...)`. */
bool mg_fail(struct mg_error *error, enum mg_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool mg_fail_memory(struct mg_error *error);

/* Adds a sentence to an error that has none yet of its kind. */
void mg_error_hint(struct mg_error *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* 0 without an error, 2 if what was asked for cannot be, 3 if it failed. */
int mg_error_status(const struct mg_error *error);

/* As a compiler would print it, whole, with a newline at the end. */
void mg_error_text(const struct mg_error *error, bool color, struct mg_buf *out);

/* The members that are there, as one JSON object. */
void mg_error_json(const struct mg_error *error, struct mg_buf *out);

void mg_error_free(struct mg_error *error);

#endif
