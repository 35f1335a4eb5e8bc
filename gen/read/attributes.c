/* STORAGE, COMPRESSION, STATISTICS, WITH, OPTIONS and VIRTUAL: how the values of a column are kept.
 */
#include <string.h>

#include "kinds/column.h"
#include "read/reading.h"

/* One of several words, in any case; NULL and a diagnostic if it is none of them. */
static const char *choice(struct reading *r, const struct word *word, const char *const *all)
{
    const char *text = argument_name(r, word, "choice"), *known = "";

    for (size_t i = 0; text && all[i]; i++) {
        if (strcasecmp(all[i], text) == 0)
            return all[i];
        known = arena_printf(r->arena, "%s%s%s", known, i ? ", " : "", all[i]);
    }
    if (text) {
        diag_error(r->diags, MG112, loc_of_word(r, word), "%s cannot be %s",
                   word_kinds[word->id].name, text);
        diag_hint(r->diags, "It is one of %s.", known);
    }
    return NULL;
}

static void read_storage(struct reading *r, struct column *c, const struct member *member)
{
    static const char *const storages[] = {"plain", "external", "extended", "main", NULL};
    static const char *const methods[] = {"pglz", "lz4", "default", NULL};
    const struct word *word = words_find(&member->words, WORD_STORAGE);
    const struct word *compression = words_find(&member->words, WORD_COMPRESSION);
    const char *usual, *text;

    if (!word && !compression)
        return;
    usual = column_usual_storage(r->arena, c->type);
    text = word ? choice(r, word, storages) : NULL;
    if (text && strcmp(usual, "plain") == 0 && strcmp(text, "plain") != 0) {
        diag_error(r->diags, MG109, loc_of_word(r, word), "values of type %s are stored plain",
                   c->type);
        text = NULL;
    }
    c->storage = text && strcmp(text, usual) != 0 ? text : NULL;
    text = compression ? choice(r, compression, methods) : NULL;
    if (text && strcmp(usual, "plain") == 0)
        diag_error(r->diags, MG109, loc_of_word(r, compression),
                   "values of type %s are not compressed", c->type);
    c->compression = text && strcmp(text, "default") != 0 ? text : NULL;
}

void read_attributes(struct reading *r, struct column *c, const struct member *member, bool foreign)
{
    const struct word *word = words_find(&member->words, WORD_STATISTICS);
    long long n;

    read_storage(r, c, member);
    if (word && argument_number(r, word, word->arguments, 0, 10000, &n))
        c->statistics = arena_printf(r->arena, "%lld", n);
    word = words_find(&member->words, WORD_WITH);
    if (word)
        argument_with(r, word, &c->with);
    word = words_find(&member->words, WORD_OPTIONS);
    if (word && !foreign) {
        diag_error(r->diags, MG109, loc_of_word(r, word),
                   "OPTIONS on a column of a table that is "
                   "not foreign");
        diag_hint(r->diags, "WITH(n_distinct = -0.5) is for any table.");
    } else if (word) {
        argument_settings(r, word, &c->options);
    }
    word = words_find(&member->words, WORD_VIRTUAL);
    if (word && !words_find(&member->words, WORD_GENERATED))
        diag_error(r->diags, MG109, loc_of_word(r, word), "VIRTUAL without GENERATED");
    c->virtual_ = word != NULL;
}
