/* The types of a model by their SQL names, also those of words that are read only later. */
#include <string.h>

#include "kinds/compose.h"
#include "model/sql.h"
#include "model/types.h"
#include "read/reading.h"

const char *model_type_name(struct reading *r, const struct object *o)
{
    const char *name = sql_ident(r->arena, o->name);

    if (!*o->schema)
        return name;
    return arena_printf(r->arena, "%s.%s", sql_ident(r->arena, o->schema), name);
}

void note_type(struct reading *r, const struct object *o)
{
    map_put(r->model_types, model_type_name(r, o), (void *)o);
}

const char *plain_type(struct reading *r, const char *type)
{
    bool array = false;

    for (size_t n = 0; n < r->domains.n; n++) {
        const struct object *o = map_get(r->model_types, type_base(r->arena, type));
        const struct domain *d = (const struct domain *)o;

        if (!o || o->kind != &kind_domain || !d->type)
            break;
        array |= type_is_array(type);
        type = d->type;
    }
    return array && !type_is_array(type) ? arena_printf(r->arena, "%s[]", type) : type;
}

static void note_multirange(struct reading *r, struct range_type *range, const struct word *word)
{
    const char *name;

    if (word)
        range->multirange = sql_text(r, word->arguments);
    name = type_canonical(r->arena, range_multirange(r->arena, range));
    if (name)
        map_put(r->model_types, name, range);
}

static void note_item(struct reading *r, const struct word *word, const struct kind *kind)
{
    struct slices arguments = split_arguments(r, word->arguments);
    struct words options = read_options_of(r, word, &arguments, 1, IN_ITEM);
    const struct word *schema = words_find(&options, WORD_SCHEMA);
    struct object *o = object_new(r->arena, kind);

    if (!arguments.n)
        return;
    o->name = is_c_string(arguments.items[0]) ? c_string_value(r, arguments.items[0], 0, NULL)
                                              : slice_text(r, arguments.items[0]);
    o->name = option_name(r, &options, kind->title, o->name);
    if (schema && text_of_argument(r, schema))
        o->schema = text_of_argument(r, schema);
    note_type(r, o);
    if (kind == &kind_range_type)
        note_multirange(r, (struct range_type *)o, words_find(&options, WORD_MULTIRANGE));
}

/* The name alone; whatever is wrong is said when they are read. */
void note_items(struct reading *r)
{
    struct diags *loud = r->diags;

    r->diags = diags_new(r->arena);
    for (size_t i = 0; i < r->items.n; i++) {
        const struct kind *kind = kind_of_word(r->items.items[i].id);

        if (kind && kind->names == NAMES_OF_TYPES)
            note_item(r, &r->items.items[i], kind);
    }
    r->diags = loud;
}
