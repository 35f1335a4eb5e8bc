#include "newer.h"

#include <string.h>

static const void *member(const void *args, size_t offset)
{
    return (const char *)args + offset;
}

static const char *text_at(const void *args, size_t offset)
{
    return *(const char *const *)member(args, offset);
}

static bool list_says(mg_list list, const char *value)
{
    while (list && *list && value && strcmp(*list, value) != 0)
        list++;
    return list && *list;
}

/* Whether the word is written at all, or with that value (NULL: any). */
static bool is_said(const struct mg_word *w, const void *args)
{
    const void *at = member(args, w->offset);
    if (w->spelling == MG_FLAG)
        return *(const unsigned char *)at;
    if (w->spelling == MG_LIST || w->spelling == MG_POSITIONS)
        return list_says(*(const mg_list *)at, w->newer);
    const char *text = text_at(args, w->offset);
    return text && (!w->newer || strcmp(text, w->newer) == 0);
}

static struct mg_newer in_words(const struct mg_word *words, const void *args, int server);

/* The lines of a table: each by the words of its kind. */
static struct mg_newer in_items(const struct mg_word *lines, const mg_item *items, int server)
{
    struct mg_newer newer = {0};
    for (; items && (items->column || items->constraint || items->options); items++) {
        for (const struct mg_word *w = lines; w->spelling != MG_END && !newer.word; w++) {
            const void *line = *(const void *const *)member(items, w->offset);
            if (line && (!w->value || strcmp(text_at(line, w->second), w->value) == 0))
                newer = in_words(w->words, line, server);
        }
    }
    return newer;
}

static struct mg_newer in_words(const struct mg_word *words, const void *args, int server)
{
    struct mg_newer newer = {0};
    for (const struct mg_word *w = words; w->spelling != MG_END && !newer.word; w++) {
        if (w->since && server < w->since * 10000 && is_said(w, args))
            newer = (struct mg_newer){w->newer ? w->newer : w->word, w->since};
        else if (w->spelling == MG_ITEMS)
            newer = in_items(w->words, *(const mg_item *const *)member(args, w->offset), server);
        else if (w->spelling == MG_WORDS)
            newer = in_words(w->words, member(args, w->offset), server);
    }
    return newer;
}

struct mg_newer mg_newer_word(const struct mg_operation *operation, const void *args, int server)
{
    return in_words(operation->words, args, server);
}
