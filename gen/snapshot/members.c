#include "snapshot/members.h"

#include <string.h>

/* --- Plain objects ------------------------------------------------------------------------ */

enum { MAX_TEXTS = 256 };

/*
 * Nearly every object is plain: keys and texts of ASCII without escapes, true, false, lists of
 * texts. These need nothing but their ends found, and stay where they are, ended by a zero in place
 * of the quote. Only that changes the bytes, and only once the whole object has turned out plain.
 */
struct plain {
    struct arena *arena;
    char *at;
    const char *end;
    char *ends[MAX_TEXTS];
    size_t n;
};

static bool accept(struct plain *p, char c)
{
    while (p->at < p->end && (*p->at == ' ' || *p->at == '\n'))
        p->at++;
    if (p->at == p->end || *p->at != c)
        return false;
    p->at++;
    return true;
}

static bool accept_word(struct plain *p, const char *word)
{
    size_t n = strlen(word);

    if ((size_t)(p->end - p->at) < n || memcmp(p->at, word, n) != 0)
        return false;
    p->at += n;
    return true;
}

/* The text after its opening quote; NULL if it is not plain. */
static const char *rest_of_text(struct plain *p)
{
    const char *text = p->at;
    char *c = p->at;

    while (c < p->end && *c >= ' ' && *c < 0x7f && *c != '"' && *c != '\\')
        c++;
    if (c == p->end || *c != '"' || p->n == MAX_TEXTS)
        return NULL;
    p->ends[p->n++] = c;
    p->at = c + 1;
    return text;
}

static bool rest_of_list(struct plain *p, struct strings *list)
{
    if (accept(p, ']'))
        return true;
    do {
        const char *text = accept(p, '"') ? rest_of_text(p) : NULL;

        if (!text)
            return false;
        strings_add(p->arena, list, text);
    } while (accept(p, ','));
    return accept(p, ']');
}

static bool plain_value(struct plain *p, struct member *m)
{
    if (accept(p, '"')) {
        m->type = MEMBER_TEXT;
        m->text = rest_of_text(p);
        return m->text;
    }
    if (accept(p, '[')) {
        m->type = MEMBER_LIST;
        return rest_of_list(p, &m->list);
    }
    m->type = MEMBER_BOOL;
    m->on = accept_word(p, "true");
    return m->on || accept_word(p, "false");
}

/* Texts still end in their quotes, so one that is the start of another differs from it. */
static bool is_repeated(const struct members *members, const char *key, size_t n)
{
    for (size_t i = 0; i < members->n; i++)
        if (memcmp(members->items[i].key, key, n + 1) == 0)
            return true;
    return false;
}

static bool plain_object(struct plain *p, struct members *members)
{
    if (!accept(p, '{'))
        return false;
    if (accept(p, '}'))
        return true;
    do {
        struct member m = {.key = accept(p, '"') ? rest_of_text(p) : NULL};

        if (!m.key || is_repeated(members, m.key, (size_t)(p->ends[p->n - 1] - m.key)) ||
            !accept(p, ':') || !plain_value(p, &m))
            return false;
        *vec_push(p->arena, members) = m;
    } while (accept(p, ','));
    return accept(p, '}');
}

/* --- Any object --------------------------------------------------------------------------- */

static struct member any_member(struct arena *arena, const char *key, const json_t *value)
{
    struct member m = {.key = arena_strdup(arena, key), .type = MEMBER_OTHER};

    if (json_is_string(value)) {
        m.type = MEMBER_TEXT;
        m.text = arena_strdup(arena, json_string_value(value));
    } else if (json_is_boolean(value)) {
        m.type = MEMBER_BOOL;
        m.on = json_is_true(value);
    } else if (json_is_array(value)) {
        m.type = MEMBER_LIST;
        for (size_t i = 0; i < json_array_size(value); i++) {
            const char *text = json_string_value(json_array_get(value, i));

            if (!text)
                m.type = MEMBER_OTHER;
            else
                strings_add(arena, &m.list, arena_strdup(arena, text));
        }
    }
    return m;
}

static char *any_object(struct arena *arena, char *at, const char *end, struct members *members,
                        json_error_t *error)
{
    json_t *json =
        json_loadb(at, (size_t)(end - at), JSON_DISABLE_EOF_CHECK | JSON_REJECT_DUPLICATES, error);

    if (!json)
        return NULL;
    for (void *i = json_object_iter(json); i; i = json_object_iter_next(json, i))
        *vec_push(arena, members) =
            any_member(arena, json_object_iter_key(i), json_object_iter_value(i));
    json_decref(json);
    return at + error->position; /* what Jansson has consumed */
}

char *members_read(struct arena *arena, char *at, const char *end, struct members *members,
                   json_error_t *error)
{
    struct plain p;

    p.arena = arena;
    p.at = at;
    p.end = end;
    p.n = 0;
    members->n = 0;
    if (!plain_object(&p, members)) {
        members->n = 0;
        return any_object(arena, at, end, members, error);
    }
    for (size_t i = 0; i < p.n; i++)
        *p.ends[i] = '\0';
    return p.at;
}
