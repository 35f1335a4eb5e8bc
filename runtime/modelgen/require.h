/*
 * The program's handshake with its database: is it at a revision that this build can work with?
 *
 *     #include <libpq-fe.h>
 *     #include <modelgen/require.h>
 *     #include "modelgen_head.h" // made by modelgen.mk: MODELGEN_HEAD, the newest migration
 *
 *     char why[256];
 *     if (modelgen_require(conn, MODELGEN_HEAD, why, sizeof why) != MODELGEN_READY) {
 *         fprintf(stderr, "%s\n", why);
 *         return 1;
 *     }
 *
 * One query, within a transaction too, that reads two small tables and takes no lock that anybody waits for. It never
 * migrates. Link with -lmigrate -lpq (pkg-config modelgen).
 */
#ifndef MODELGEN_REQUIRE_H
#define MODELGEN_REQUIRE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct pg_conn; /* PGconn of libpq */

enum modelgen_state {
    MODELGEN_READY,  /* the database is at the revision */
    MODELGEN_AHEAD,  /* it has the revision, and newer ones: the program is the older one */
    MODELGEN_BEHIND, /* it has not got the revision: it has to be migrated first */
    MODELGEN_FAILED, /* that cannot be found out: no connection, no permission */
};

/*
 * How the database behind the connection stands to a revision (the hash of a migration, as
 * MODELGEN_HEAD has it; number is not needed). A migration that is half done counts as not done.
 * Where the state is not MODELGEN_READY, why (of size bytes; may be NULL) gets a line without a
 * newline that says which side is behind; else "". No memory is kept, conn is left as it was; within
 * a transaction that failed before, the answer is MODELGEN_FAILED.
 */
enum modelgen_state modelgen_require(struct pg_conn *conn, const char *revision, char *why,
                                     size_t size);

#ifdef __cplusplus
}
#endif

#endif
