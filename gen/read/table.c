/* TABLE(name, options) { MEMBERS } and its like: structs into the relations that they declare. */
#include <string.h>

#include "base/file.h"
#include "model/names.h"
#include "read/reading.h"
#include "runtime/base/nearest.h"

static void read_table(struct reading *r, struct table_decl *t)
{
    struct slices arguments = split_arguments(r, t->word->arguments);
    bool partition = t->word->id == WORD_PARTITION;
    struct words options = read_options_of(r, t->word, &arguments, partition ? 2 : 1, IN_TABLE);
    struct object *o = object_new(r->arena, &kind_table);

    t->table = (struct table *)o;
    t->relation = o;
    o->loc = loc_of_word(r, t->word);
    o->schema = read_schema_option(r, &options);
    o->name = option_name(r, &options, "table", t->tag);
    o->comment = t->comment;
    check_name(r, "table", o->name, o->loc);
    if (partition)
        read_partition_arguments(r, t, &arguments);
    options = read_parent_options(r, t, &options);
    read_item_options(r, o, &options);
    r->errors = diags_errors(r->diags); /* a table is one, whatever its options are */
    declare(r, o, t->word, NULL)->table = t;
    t->twin = diags_errors(r->diags) > r->errors;
    map_put(r->tables_by_tag, t->tag, t);
}

/* What a struct may be, and how it and its members are read. */
static const struct {
    enum word_id word;
    void (*read)(struct reading *r, struct table_decl *t);
    void (*read_members)(struct reading *r, struct table_decl *t);
} structs[] = {
    {WORD_TABLE, read_table, read_columns_in_order},
    {WORD_PARTITION, read_table, read_columns_in_order},
    {WORD_VIEW, read_view, read_view_columns},
    {WORD_MATERIALIZED_VIEW, read_view, read_view_columns},
    {WORD_COMPOSITE, read_composite, read_composite_members},
};

static size_t struct_of(const struct table_decl *t)
{
    for (size_t i = 0; i < sizeof structs / sizeof *structs; i++)
        if (structs[i].word == t->word->id)
            return i;
    BUG("no struct is declared by %s", word_kinds[t->word->id].name);
}

void read_relations(struct reading *r)
{
    for (size_t i = 0; i < r->tables.n; i++) {
        struct table_decl *t = r->tables.items[i];

        structs[struct_of(t)].read(r, t);
        if (t->relation)
            note_type(r, t->relation);
    }
    read_parents(r);
}

void read_members(struct reading *r)
{
    for (size_t i = 0; i < r->tables.n; i++)
        structs[struct_of(r->tables.items[i])].read_members(r, r->tables.items[i]);
}
