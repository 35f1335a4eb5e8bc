/*
 * Diagnostics, as a compiler gives them: place, message, source line, caret, notes, a hint, a
 * stable code. They are collected, so that one run shows every mistake; a command that finds an
 * error among them writes nothing.
 *
 * Message grammar: one lower-case line without a full stop that says what is, names in double
 * quotes; a hint is a sentence that says what to do.
 */
#ifndef MODELGEN_BASE_DIAG_H
#define MODELGEN_BASE_DIAG_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"

/* A place in a file. line 0: the file as a whole; no file: no place. */
struct loc {
    const char *file;
    unsigned line, column; /* from 1; columns count bytes, as compilers do */
};

enum code {
#define CODE(number, name, explanation) MG##number,
#include "base/codes.def"
#undef CODE
};

struct code_entry {
    enum code code;
    const char *id;          /* "MG104" */
    const char *name;        /* "unknown_type" */
    const char *explanation; /* whole sentences; for modelgen explain */
};

extern const struct code_entry code_entries[];
extern const size_t code_entry_count;

struct diags;

struct diags *diags_new(struct arena *arena);
int diags_errors(const struct diags *diags);
int diags_warnings(const struct diags *diags);

void diag_error(struct diags *diags, enum code code, struct loc loc, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void diag_warning(struct diags *diags, enum code code, struct loc loc, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Belong to the diagnostic reported last. */
void diag_note(struct diags *diags, struct loc loc, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void diag_hint(struct diags *diags, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Text that stands by itself below the diagnostic: a compiler's words, a statement with its caret.
 */
void diag_detail(struct diags *diags, const char *text);

/* Prints all of them in the order of their places (those without one as they came). */
void diags_print(struct diags *diags, FILE *to, bool color);

/* The candidate nearest to word, for "did you mean"; NULL if none is near. */
const char *nearest(const char *word, const char *const *candidates, size_t n);

/* A mistake in modelgen itself: says so, with the place in its source, and aborts. */
#define BUG(...) bug(__FILE__, __LINE__, __VA_ARGS__)
_Noreturn void bug(const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
