#include "plan/group.h"

#include <string.h>

/* What the operation is about; a loss is about what the operation after it is about. */
static const char *about(const struct ops *ops, size_t i)
{
    const struct op *op;

    while (ops->items[i].operation == &mg_op_loss && i + 1 < ops->n)
        i++;
    op = &ops->items[i];
    return op->operation->about ? op->operation->about(op->args) : *(const char *const *)op->args;
}

bool paragraph_begins(struct paragraphs *p, const struct ops *ops, size_t i, bool tall)
{
    const char *now = about(ops, i);
    bool same = p->about && strcmp(p->about, now) == 0;
    bool begins = p->about && !same && (tall || p->tall);

    p->tall = same ? p->tall || tall : tall;
    p->about = now;
    return begins;
}
