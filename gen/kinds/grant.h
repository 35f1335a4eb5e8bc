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

/* Makes those changes of the roles of args with the object of args. */
void grant_changes(struct making *making, mg_grant_args args, const struct privilege_changes *c);

/* Whether a grant (or revoke) outside of tables is on the object, or on one of its name. */
bool grant_is_on(struct making *making, const struct object *grant, const struct object *o);

/*
 * Takes back what default privileges have just given to an object of making->after that was made
 * (a table with the sequences of its columns), and that its model does not say.
 */
void default_privileges_take_back(struct making *making, const struct object *made);

extern const char grant_catalog[], revoke_catalog[], grant_on_catalog[], revoke_on_catalog[];

#endif
