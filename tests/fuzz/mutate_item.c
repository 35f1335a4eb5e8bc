/* What may become of items: made, dropped, renamed, another choice, about something else. */
#include <string.h>

#include "item.h"
#include "mutate.h"

static struct fuzz_item *some_item(struct change *x)
{
    return x->after->nitems ? &x->after->items[below(x, x->after->nitems)] : NULL;
}

void add_item(struct change *x)
{
    for (int tries = 0; tries < 4; tries++)
        if (fuzz_add_item(x->f, x->after))
            return;
}

void drop_item(struct change *x)
{
    struct fuzz_item *item = some_item(x);

    if (!item || fuzz_item_is_type_of_column(x->after, item->id))
        return;
    int i = (int)(item - x->after->items);
    memmove(item, item + 1, (size_t)(x->after->nitems - i - 1) * sizeof *item);
    x->after->nitems--;
    fuzz_settle(x->after);
}

void rename_item(struct change *x)
{
    struct fuzz_item *item = some_item(x);

    if (!item || item->renamed_from || fuzz_kind_of(item)->no_rename ||
        !fuzz_item_of(x->before, item->id))
        return;
    item->renamed_from = item->name;
    item->name = fuzz_name(x->f, x->after, "o", &item->tag);
}

void change_item(struct change *x)
{
    struct fuzz_item *item = some_item(x);

    if (!item)
        return;
    int choice = below(x, CHOICES), ways = fuzz_ways(fuzz_kind_of(item), choice);
    if (ways)
        item->choices[choice] = below(x, ways);
}

void comment_item(struct change *x)
{
    struct fuzz_item *item = some_item(x);

    if (item && fuzz_kind_of(item)->comment_on)
        item->comment = item->comment ? NULL : fuzz_comment(x->f);
}

/* About other columns, or another item; types of columns stay what they are. */
void turn_item(struct change *x)
{
    struct fuzz_item *item = some_item(x);

    if (!item || fuzz_kind_of(item)->stage != LATE_STAGE)
        return;
    struct fuzz_item turned = *item;
    int table = item->table;
    if (fuzz_choose_subject(x->f, x->after, &turned) && turned.table == table &&
        turned.item < turned.id)
        *item = turned;
}
