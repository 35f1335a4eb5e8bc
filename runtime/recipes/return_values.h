/* What the way there kept of the rows (stash_values.h), and no change of type brings back. */
#ifndef MODELGEN_RUNTIME_RETURN_VALUES_H
#define MODELGEN_RUNTIME_RETURN_VALUES_H

#include "../site/site.h"

/*
 * Behind all that the migration does: brings back the values of columns whose type it did not
 * change, or not so that the rows were written anew; and says what was not kept.
 */
void mg_values_return(struct mg_site *site, struct mg_script *script, bool whole);

#endif
