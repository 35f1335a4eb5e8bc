#include "model/answers.h"

#include <string.h>

bool answer_parse(struct arena *arena, struct answer_list *list, const char *text, char separator)
{
    const char *middle = strchr(text, separator);

    if (!middle || middle == text || !middle[1])
        return false;
    *vec_push(arena, list) = (struct answer){
        .what = arena_strndup(arena, text, (size_t)(middle - text)),
        .value = arena_strdup(arena, middle + 1),
    };
    return true;
}

const char *answer_word(struct arena *arena, const char *text)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.:";
    char *word, *p;

    if (!text[strspn(text, plain)])
        return text;
    p = word = arena_alloc(arena, 4 * strlen(text) + 3);
    *p++ = '\'';
    for (; *text; text++) {
        if (*text == '\'') /* ends the quotes, is there by itself, begins them again */
            *p++ = '\'', *p++ = '\\', *p++ = '\'';
        *p++ = *text;
    }
    *p++ = '\'';
    *p = '\0';
    return word;
}

const char *answer_find(const struct answer_list *list, const char *what)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->items[i].what, what) == 0)
            return list->items[i].value;
    return NULL;
}
