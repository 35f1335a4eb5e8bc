/*
 * What is not done unless somebody said that it may be: keeping others waiting for long, losing
 * data for good, letting others at more than before. Said by --allow, or by allow() in the
 * migration; asked where a table holds rows, and for what takes long only where it is not small.
 */
#ifndef MODELGEN_RUNTIME_CONSENT_H
#define MODELGEN_RUNTIME_CONSENT_H

#include "../record/record.h"
#include "impact.h"

enum mg_consent {
    MG_CONSENT_REWRITE = 1, /* a rewrite, or long work under a lock that others wait for */
    MG_CONSENT_LOSS = 2,
    MG_CONSENT_ACCESS = 4,
    MG_CONSENT_DRIFT = 8, /* the database is not what the migrations say (expect.h) */
    MG_CONSENT_ALL = 15,
};

/* A smaller table, with its indexes, is rewritten in a moment. */
enum { MG_BRIEF_BYTES = 1024 * 1024 };

/* How a step begins that takes note that values are not kept: what loss() says of them stands. */
#define MG_NOT_KEPT "DO /* lost */"

/* ... and one that makes ready what brings values back. */
#define MG_BROUGHT "DO /* back */"

/* Words with commas between them, added to *given. False if one of them is none. */
bool mg_consent_read(const char *words, unsigned *given);

/* "rewrite,loss" */
void mg_consent_print(unsigned consent, struct mg_buf *out);

/* What is needed for what a statement does to one table. */
unsigned mg_consent_of(const struct mg_affected *affected);

/* "public.users (325 MB, about 2000000 rows)" */
void mg_affected_print(const struct mg_affected *affected, struct mg_buf *out);

/*
 * What step i of the migration needs, and, in *affected (freed by mg_affected_free), the tables
 * that it is needed for. False with an error if the server or memory fails.
 */
bool mg_consent_of_step(struct mg_site *site, const struct migration *m, size_t i, unsigned *needed,
                        struct mg_affecteds *affected, struct mg_error *error);

/*
 * False with an error that names everything that needs a consent which is neither in given nor in
 * the migration. What is consented to and takes long is written to *said.
 */
bool mg_consent_check(struct mg_site *site, const struct migration *m, unsigned given,
                      struct mg_buf *said, struct mg_error *error);

/* The same of the steps from `first_step` on. */
bool mg_consent_check_from(struct mg_site *site, const struct migration *m, size_t first_step,
                           unsigned given, struct mg_buf *said, struct mg_error *error);

#endif
