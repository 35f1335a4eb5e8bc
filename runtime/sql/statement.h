/*
 * SQL text, statement by statement, as psql would split it: quotes, dollar quotes, nested comments,
 * parentheses and the bodies of SQL functions (BEGIN ATOMIC ... END) are left whole.
 * (standard_conforming_strings is on.)
 */
#ifndef MODELGEN_RUNTIME_STATEMENT_H
#define MODELGEN_RUNTIME_STATEMENT_H

#include <stdbool.h>
#include <stddef.h>

enum mg_statement_kind {
    MG_STATEMENT_PLAIN,
    MG_STATEMENT_TRANSACTION, /* begins or ends a transaction, which is the runner's to do */
    MG_STATEMENT_APART,       /* no transaction may hold it: VACUUM, ... CONCURRENTLY */
    MG_STATEMENT_STREAM,      /* COPY from or to the client */
};

struct mg_statement {
    const char *text; /* without white space around it and without its semicolon */
    size_t n;
    enum mg_statement_kind kind;
};

/* Takes the next statement from *text, which moves on. False when there is none left. */
bool mg_statement_next(const char **text, struct mg_statement *statement);

/* Past white space and comments. */
const char *mg_statement_skip_blank(const char *text);

#endif
