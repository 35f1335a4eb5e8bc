#include "emit/spell.h"

#include <string.h>

/* Names and types wider than this do not push those of the other columns to the right. */
enum { WIDEST_CELL = 32 };

static const void *member(const void *args, size_t offset)
{
    return (const char *)args + offset;
}

static const char *text_at(const void *args, size_t offset)
{
    return *(const char *const *)member(args, offset);
}

static mg_list list_at(const void *args, size_t offset)
{
    return *(const mg_list *)member(args, offset);
}

static bool flag_at(const void *args, size_t offset)
{
    return *(const unsigned char *)member(args, offset);
}

static void add_word(struct arena *arena, struct piece *call, const struct mg_word *w,
                     const void *args);

static void add_words(struct arena *arena, struct piece *call, const struct mg_word *words,
                      const void *args)
{
    for (const struct mg_word *w = words; w->spelling != MG_END; w++)
        if (!w->condition || flag_at(args, w->condition) != w->unless)
            add_word(arena, call, w, args);
}

static void add_strings(struct arena *arena, struct piece *call, const char *const *items, size_t n)
{
    for (size_t i = 0; i < n && items[i]; i++)
        piece_add(arena, call, piece_string(arena, items[i]));
}

/* --- Lines of a table --------------------------------------------------------------------- */

static bool fits_line(const struct mg_word *w, const void *item)
{
    const void *line = *(const void *const *)member(item, w->offset);

    return line && (!w->value || strcmp(text_at(line, w->second), w->value) == 0);
}

/* The cells that a line begins with stand below those of the other lines of its kind. */
static void align(struct piece **lines, const struct mg_word **words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t cell = 0; words[i]->words[cell].spelling == MG_POSITION; cell++) {
            size_t widest = 0;

            for (size_t j = 0; j < n; j++) {
                size_t width = words[j] == words[i] ? piece_width(lines[j]->parts.items[cell]) : 0;

                widest = width > widest && width <= WIDEST_CELL ? width : widest;
            }
            lines[i]->parts.items[cell]->fill = widest + 2;
        }
    }
}

static void add_items(struct arena *arena, struct piece *call, const struct mg_word *words,
                      const mg_item *items)
{
    VEC(struct piece *) lines = {0};
    VEC(const struct mg_word *) used = {0};

    for (; items->column || items->constraint || items->options; items++) {
        const struct mg_word *w = words;

        while (w->spelling != MG_END && !fits_line(w, items))
            w++;
        if (w->spelling == MG_END)
            BUG("a line of a table that no word spells");
        *vec_push(arena, &used) = w;
        *vec_push(arena, &lines) = piece_call(arena, w->word);
        add_words(arena, lines.items[lines.n - 1], w->words,
                  *(const void *const *)member(items, w->offset));
    }
    align(lines.items, used.items, lines.n);
    for (size_t i = 0; i < lines.n; i++) {
        lines.items[i]->own_line = lines.n > 1;
        piece_add(arena, call, lines.items[i]);
    }
    if (lines.n == 0)
        piece_add(arena, call, piece_text(arena, "NO_COLUMNS"));
}

/* The lines stand among the arguments, or in the parentheses of a word of their own. */
static void add_item_list(struct arena *arena, struct piece *call, const struct mg_word *w,
                          const mg_item *items)
{
    if (!w->word) {
        add_items(arena, call, w->words, items);
    } else if (items) {
        struct piece *piece = piece_call(arena, w->word);

        add_items(arena, piece, w->words, items);
        piece_add(arena, call, piece);
    }
}

/* --- Words -------------------------------------------------------------------------------- */

static void add_call(struct arena *arena, struct piece *call, const struct mg_word *w,
                     const char *text, mg_list list)
{
    struct piece *piece = piece_call(arena, w->word);

    if (text)
        piece_add(arena, piece, piece_string(arena, text));
    if (list)
        add_strings(arena, piece, list, (size_t)-1);
    if (piece->parts.n)
        piece_add(arena, call, piece);
}

static void add_position(struct arena *arena, struct piece *call, const struct mg_word *w,
                         const char *text)
{
    if (!text && !w->word)
        BUG("%s without its argument", call->text);
    piece_add(arena, call, text ? piece_string(arena, text) : piece_text(arena, w->word));
}

static void add_value(struct arena *arena, struct piece *call, const struct mg_word *w,
                      const void *args)
{
    const char *text = text_at(args, w->offset);

    if (!text || strcmp(text, w->value) != 0)
        return;
    if (w->words) {
        struct piece *piece = piece_call(arena, w->word);

        add_words(arena, piece, w->words, args);
        piece_add(arena, call, piece);
    } else {
        piece_add(arena, call, piece_text(arena, w->word));
    }
}

static void add_word(struct arena *arena, struct piece *call, const struct mg_word *w,
                     const void *args)
{
    switch (w->spelling) {
    case MG_POSITION:
        add_position(arena, call, w, text_at(args, w->offset));
        break;
    case MG_POSITIONS:
        add_strings(arena, call, list_at(args, w->offset), (size_t)-1);
        break;
    case MG_COLUMNS:
        add_strings(arena, call, member(args, w->offset), 32);
        break;
    case MG_TEXT:
        add_call(arena, call, w, text_at(args, w->offset), NULL);
        break;
    case MG_BARE:
        if (text_at(args, w->offset))
            piece_add(arena, call,
                      piece_text(arena,
                                 arena_printf(arena, "%s(%s)", w->word, text_at(args, w->offset))));
        break;
    case MG_LIST:
        add_call(arena, call, w, NULL, list_at(args, w->offset));
        break;
    case MG_TEXT_LIST:
        if (text_at(args, w->offset))
            add_call(arena, call, w, text_at(args, w->offset), list_at(args, w->second));
        break;
    case MG_TEXTS:
        if (text_at(args, w->offset))
            add_call(arena, call, w, text_at(args, w->offset),
                     (const char *const[]){text_at(args, w->second), NULL});
        break;
    case MG_FLAG:
        if (flag_at(args, w->offset))
            piece_add(arena, call, piece_text(arena, w->word));
        break;
    case MG_VALUE:
        add_value(arena, call, w, args);
        break;
    case MG_ITEMS:
        add_item_list(arena, call, w, *(const mg_item *const *)member(args, w->offset));
        break;
    case MG_WORDS:
        add_words(arena, call, w->words, member(args, w->offset));
        break;
    case MG_LINE:
    case MG_END:
        BUG("word \"%s\" is out of its place", w->word ? w->word : "");
    }
}

struct piece *spell_op(struct arena *arena, const struct op *op)
{
    struct piece *call = piece_call(arena, op->operation->name);

    piece_add(arena, call, piece_text(arena, "m"));
    add_words(arena, call, op->operation->words, op->args);
    return call;
}
