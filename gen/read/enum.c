/* ENUM(name, options) { VALUES }: the enum types. */
#include <ctype.h>
#include <string.h>

#include "model/names.h"
#include "model/sql.h"
#include "read/reading.h"

/* What the names of all enumerators start with, up to an underscore: USER_ of USER_GONE. */
static size_t common_prefix(const struct enum_decl *e)
{
    const char *first = e->enumerators.items[0].name;
    size_t n = strlen(first);

    for (size_t i = 1; i < e->enumerators.n; i++)
        for (size_t k = 0; k < n; k++)
            if (e->enumerators.items[i].name[k] != first[k])
                n = k;
    for (;;) {
        bool leaves_all = n > 0 && first[n - 1] == '_';

        for (size_t i = 0; leaves_all && i < e->enumerators.n; i++)
            leaves_all = e->enumerators.items[i].name[n] != '\0';
        if (leaves_all || n == 0)
            return n;
        n--;
    }
}

static const char *usual_label(struct reading *r, const char *name)
{
    char *label = arena_strdup(r->arena, name);

    for (char *p = label; *p; p++)
        *p = (char)tolower((unsigned char)*p);
    return label;
}

static struct loc loc_of_label(struct reading *r, const struct enumerator *e)
{
    const struct word *word = words_find(&e->words, WORD_LABEL);

    return word ? loc_of_argument(r, word, slice_trim(word->arguments))
                : loc_of_cursor(r, e->cursor);
}

static void add_label(struct reading *r, struct enum_decl *e, const struct enumerator *value,
                      size_t prefix)
{
    const struct word *word = words_find(&value->words, WORD_LABEL);
    const struct word *renamed = words_find(&value->words, WORD_RENAMED_FROM);
    const char *label = word ? text_of_argument(r, word) : usual_label(r, value->name + prefix);
    const char *from = renamed ? text_of_argument(r, renamed) : NULL;

    if (!label)
        return;
    if (strlen(label) > NAME_MAX_BYTES) {
        diag_error(r->diags, MG126, loc_of_label(r, value),
                   "the label has %zu bytes; PostgreSQL allows %d", strlen(label), NAME_MAX_BYTES);
        return;
    }
    if (strings_find(&e->type->labels, label) >= 0) {
        diag_error(r->diags, MG126, loc_of_label(r, value), "%s has the label \"%s\" already",
                   object_label(r->arena, &e->type->o), label);
        return;
    }
    if (from && strcmp(from, label) == 0) {
        diag_error(r->diags, MG130, loc_of_word(r, renamed),
                   "the label \"%s\" is renamed from itself", label);
        from = NULL;
    }
    strings_add(r->arena, &e->type->labels, label);
    strings_add(r->arena, &e->type->labels_renamed_from, from);
}

/* Two enumerators of one value are the same thing to C, and different ones to PostgreSQL. */
static void check_values(struct reading *r, const struct enum_decl *e)
{
    for (size_t i = 1; i < e->enumerators.n; i++)
        for (size_t k = 0; k < i; k++) {
            const struct enumerator *a = &e->enumerators.items[k], *b = &e->enumerators.items[i];

            if (a->value != b->value || words_find(&a->words, WORD_IGNORE) ||
                words_find(&b->words, WORD_IGNORE))
                continue;
            diag_warning(r->diags, MG126, loc_of_cursor(r, b->cursor),
                         "%s has the same value as %s, but a label of its own", b->name, a->name);
            diag_hint(r->diags, "IGNORE keeps an enumerator out of the type.");
            break;
        }
}

static void read_labels(struct reading *r, struct enum_decl *e)
{
    size_t prefix = common_prefix(e);
    bool any_renamed = false;

    for (size_t i = 0; i < e->enumerators.n; i++) {
        const struct enumerator *value = &e->enumerators.items[i];

        for (size_t k = 0; k < value->words.n; k++) {
            const struct word *word = &value->words.items[k];

            if (word_kinds[word->id].places & AT_ENUMERATOR)
                continue;
            diag_error(r->diags, MG109, loc_of_word(r, word), "%s on a value of an enum",
                       word_kinds[word->id].name);
        }
        check_repeated(r, &value->words);
        if (!words_find(&value->words, WORD_IGNORE))
            add_label(r, e, value, prefix);
    }
    for (size_t i = 0; i < e->type->labels_renamed_from.n; i++)
        any_renamed |= e->type->labels_renamed_from.items[i] != NULL;
    if (!any_renamed)
        e->type->labels_renamed_from = (struct strings){0};
    if (e->type->labels.n == 0)
        diag_error(r->diags, MG125, e->type->o.loc, "%s has no labels",
                   object_label(r->arena, &e->type->o));
    check_values(r, e);
}

static void read_enum(struct reading *r, struct enum_decl *e)
{
    struct slices arguments = split_arguments(r, e->word->arguments);
    struct words options = read_options_of(r, e->word, &arguments, 1, IN_ENUM);
    struct object *o = object_new(r->arena, &kind_enum_type);

    e->type = (struct enum_type *)o;
    o->loc = loc_of_word(r, e->word);
    o->schema = read_schema_option(r, &options);
    o->name = option_name(r, &options, "enum", e->tag);
    o->comment = e->comment;
    check_name(r, "enum", o->name, o->loc);
    read_common_options(r, &options, o);
    read_labels(r, e);
    r->errors = diags_errors(r->diags);
    declare(r, o, e->word, NULL);
    map_put(r->enums_by_tag, e->tag, e);
    map_put(r->enums_by_type, model_type_name(r, o), e);
    note_type(r, o);
}

void read_enums(struct reading *r)
{
    for (size_t i = 0; i < r->enums.n; i++)
        read_enum(r, r->enums.items[i]);
}
