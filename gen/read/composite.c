/* COMPOSITE(name, options) { MEMBERS }: composite types, whose values are C structs, too. */
#include "read/reading.h"

void read_composite(struct reading *r, struct table_decl *t)
{
    struct slices arguments = split_arguments(r, t->word->arguments);
    struct words options = read_options_of(r, t->word, &arguments, 1, IN_ITEM);
    struct object *o = object_new(r->arena, &kind_composite_type);

    t->relation = o;
    o->loc = loc_of_word(r, t->word);
    o->schema = read_schema_option(r, &options);
    o->name = option_name(r, &options, "composite type", t->tag);
    o->comment = t->comment;
    check_name(r, "composite type", o->name, o->loc);
    read_item_options(r, o, &options);
    r->errors = diags_errors(r->diags); /* a type is one, whatever its options are */
    declare(r, o, t->word, NULL)->table = t;
    t->twin = diags_errors(r->diags) > r->errors;
    map_put(r->tables_by_tag, t->tag, t);
}

/* --- Attributes --------------------------------------------------------------------------- */

static bool fits(enum word_id id)
{
    return word_is_type(id) || id == WORD_ARRAY || id == WORD_COLLATE || id == WORD_NAME ||
           id == WORD_RENAMED_FROM || id == WORD_COMMENT || id == WORD_IGNORE;
}

static void check_words(struct reading *r, const struct member *member)
{
    for (size_t i = 0; i < member->words.n; i++) {
        const struct word *word = &member->words.items[i];

        if (fits(word->id))
            continue;
        diag_error(r->diags, MG109, loc_of_word(r, word), "%s on a member of a composite type",
                   word_kinds[word->id].name);
        diag_hint(r->diags, "An attribute has a type and nothing else. A domain can say more: "
                            "DOMAIN(...).");
    }
    check_repeated(r, &member->words);
}

static void read_attribute(struct reading *r, struct table_decl *t, struct member *member,
                           int position)
{
    const struct word *name = words_find(&member->words, WORD_NAME);
    const struct word *collate = words_find(&member->words, WORD_COLLATE);
    struct object *o = object_new(r->arena, &kind_attribute);
    struct attribute *a = (struct attribute *)o;

    o->schema = t->relation->schema;
    o->table = t->relation->name;
    o->name = name ? text_of_argument(r, name) : NULL;
    if (!o->name)
        o->name = member->name;
    o->position = position;
    o->comment = member->comment;
    o->loc = member->loc;
    a->type = member_type(r, member);
    if (!check_name(r, "attribute", o->name, name ? loc_of_word(r, name) : o->loc) || !a->type)
        return;
    if (collate)
        a->collation = collation_of_word(r, collate, a->type);
    read_common_options(r, &member->words, o);
    r->errors = diags_errors(r->diags);
    if (!t->twin)
        declare(r, o, NULL, member)->table = t;
}

void read_composite_members(struct reading *r, struct table_decl *t)
{
    int position = 0;

    for (size_t i = 0; i < t->members.n; i++) {
        check_words(r, &t->members.items[i]);
        if (!words_find(&t->members.items[i].words, WORD_IGNORE))
            read_attribute(r, t, &t->members.items[i], ++position);
    }
}
