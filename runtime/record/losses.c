#include "losses.h"

#include <stdlib.h>
#include <string.h>

size_t mg_losses_find(const struct migration *m, size_t recorded)
{
    while (recorded > 0 && m->steps[recorded - 1].kind == MG_STEP_NOTICE)
        recorded--;
    return recorded;
}

void mg_losses_take_back(struct migration *m, size_t first, size_t recorded)
{
    for (size_t i = first; i < recorded; i++)
        free(m->steps[i].text);
    memmove(m->steps + first, m->steps + recorded, (m->n - recorded) * sizeof *m->steps);
    m->n -= recorded - first;
}

void mg_losses_end(struct migration *m)
{
    if (!m->site || m->live || m->error->code != MG_OK || !m->site->values_kept ||
        m->site->values_lost)
        return;
    for (size_t i = 1; i < m->n; i++) {
        size_t first = mg_losses_find(m, i);
        if (m->steps[i].operation != &mg_op_rename_type || first == i)
            continue;
        mg_losses_take_back(m, first, i);
        i = first;
    }
}
