#include "read/reading.h"

void read_floor(struct reading *r, const struct word *word)
{
    struct loc loc = loc_of_word(r, word), before;
    long long floor;

    if (!argument_number(r, word, word->arguments, 13, 99, &floor))
        return;
    if (schema_floor(r->schema, &before)) {
        diag_error(r->diags, MG110, loc, "POSTGRESQL is said twice");
        diag_note(r->diags, before, "the first one is here");
        return;
    }
    schema_set_floor(r->schema, (int)floor, loc);
}
