/*
 * Which databases, or tenants of one, a command is for, where it is for more than one.
 */
#ifndef MODELGEN_RUNTIME_TARGETS_H
#define MODELGEN_RUNTIME_TARGETS_H

#include "../base/error.h"
#include "../base/options.h"

struct mg_target {
    char *url;    /* NULL: where everything else says */
    char *tenant; /* its schema; NULL: the database as a whole */
    char *name;   /* as it is called in what is printed: never with a password */
};

struct mg_targets {
    struct mg_target *at;
    size_t n, capacity;
};

/*
 * The lines of a file ("-": standard input): a URL, a connection string, or the name of a database
 * beside that of `url`. What comes after a # at the beginning or behind white space is a comment.
 */
bool mg_targets_of_file(struct mg_targets *targets, const char *path, const char *url,
                        struct mg_error *error);

/* The rows of a query on the database at `url`; the first column says what a line of a file does.
 */
bool mg_targets_of_query(struct mg_targets *targets, const char *sql, const char *url,
                         struct mg_error *error);

/* The schemas of the database at `url` whose names fit one of the patterns, in their order. */
bool mg_targets_of_schemas(struct mg_targets *targets, const struct mg_texts *patterns,
                           const char *url, struct mg_error *error);

void mg_targets_free(struct mg_targets *targets);

#endif
