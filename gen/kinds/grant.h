/* What grants, revokes and default privileges have in common. */
#ifndef MODELGEN_KINDS_GRANT_H
#define MODELGEN_KINDS_GRANT_H

#include "kinds/compose.h"

/*
 * Brings privileges into their form: in capitals, each once, in one order, columns as "INSERT (a,
 * b)". allowed: those that there are, with commas between them; columns: whether they may have
 * some. Returns what is wrong; NULL: nothing.
 */
const char *privileges_said(struct arena *arena, struct strings *privileges, const char *allowed,
                            bool columns);

/* What has to be granted and revoked to get from one list to the other, in place. */
struct privilege_changes {
    struct strings revoke, revoke_option, grant, grant_option;
};
struct privilege_changes privilege_changes(struct arena *arena, const struct grant *before,
                                           const struct grant *after);

extern const char grant_catalog[], revoke_catalog[], grant_on_catalog[], revoke_on_catalog[];

#endif
