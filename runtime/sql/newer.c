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

/*
 * Whether the words, with spaces between them, have the value; of a type, whatever array it is.
 * "(" is any expression.
 */
static bool is_among(const char *words, const char *value)
{
    if (*words == '(')
        return strchr(value, '(');

    size_t length = strcspn(value, "[");

    while (*words) {
        size_t n = strcspn(words, " ");

        if (n == length && strncmp(words, value, n) == 0)
            return true;
        words += n + strspn(words + n, " ");
    }
    return false;
}

/* What is said that is newer: the word, if it is written at all, or a value of it; NULL: nothing.
 */
static const char *what_is_said(const struct mg_word *w, const void *args)
{
    const void *at = member(args, w->offset);
    mg_list list;

    if (w->spelling == MG_FLAG)
        return *(const unsigned char *)at ? w->word : NULL;
    if (w->spelling == MG_LIST || w->spelling == MG_POSITIONS || w->spelling == MG_TEXT_LIST) {
        list = *(const mg_list *)(w->spelling == MG_TEXT_LIST ? member(args, w->second) : at);
        if (!w->newer)
            return list && *list ? w->word : NULL;
        while (list && *list && !is_among(w->newer, *list))
            list++;
        return list ? *list : NULL;
    }
    const char *text = text_at(args, w->offset);
    if (!w->newer)
        return text ? w->word : NULL;
    return text && is_among(w->newer, text) ? text : NULL;
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
        if (w->since && server < w->since * 10000)
            newer = (struct mg_newer){what_is_said(w, args), w->since};
        if (newer.word)
            break;
        if (w->spelling == MG_ITEMS)
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
