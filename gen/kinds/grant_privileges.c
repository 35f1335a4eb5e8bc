#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "kinds/grant.h"
#include "model/sql.h"

/* --- One privilege ------------------------------------------------------------------------ */

/* The order in which they are told, whatever they are of. */
static const char *const order[] = {
    "ALL",        "SELECT",  "INSERT",   "UPDATE", "DELETE", "TRUNCATE",
    "REFERENCES", "TRIGGER", "MAINTAIN", "USAGE",  "CREATE", "EXECUTE",
};

static size_t word_length(const char *privilege)
{
    return strcspn(privilege, " (");
}

static bool is_word(const char *privilege, const char *word, size_t n)
{
    return word_length(privilege) == n && strncmp(privilege, word, n) == 0;
}

static bool is_among(const char *words, const char *privilege)
{
    for (const char *p = words; *p; p += strspn(p, ", ")) {
        size_t n = strcspn(p, ", ");

        if (is_word(privilege, p, n))
            return true;
        p += n;
    }
    return false;
}

static int place(const char *privilege)
{
    int i = 0, n = sizeof order / sizeof *order;

    while (i < n && !is_word(privilege, order[i], strlen(order[i])))
        i++;
    return strchr(privilege, '(') ? i + n : i; /* those of columns come last */
}

static int compare(const void *left, const void *right)
{
    const char *a = *(const char *const *)left, *b = *(const char *const *)right;
    int c = place(a) - place(b);

    return c ? c : strcmp(a, b);
}

/* "insert(b,a)" -> "INSERT (b, a)" */
static const char *spelled(struct arena *arena, const char *text)
{
    size_t n = word_length(text);
    char *word = arena_strndup(arena, text, n);
    const char *columns = strchr(text + n, '(');

    for (char *p = word; *p; p++)
        *p = (char)toupper((unsigned char)*p);
    return columns ? arena_printf(arena, "%s %s", word, sql_tidy(arena, columns)) : word;
}

/* --- Lists -------------------------------------------------------------------------------- */

const char *privileges_said(struct arena *arena, struct strings *privileges, const char *allowed,
                            bool columns)
{
    struct strings list = {0};
    const char *wrong = NULL;

    for (size_t i = 0; i < privileges->n; i++) {
        const char *one = spelled(arena, privileges->items[i]);
        bool of_columns = strchr(one, '(') != NULL;

        if (!is_among(allowed, one) && !is_among("ALL", one))
            wrong = arena_printf(arena, "%.*s is no privilege here, which are %s and ALL",
                                 (int)word_length(one), one, allowed);
        else if (of_columns && (!columns || !is_among("ALL SELECT INSERT UPDATE REFERENCES", one)))
            wrong =
                arena_printf(arena, "%.*s is no privilege of columns", (int)word_length(one), one);
        if (strings_find(&list, one) < 0)
            strings_add(arena, &list, one);
    }
    if (list.n > 1)
        qsort(list.items, list.n, sizeof *list.items, compare);
    *privileges = list;
    return wrong;
}

/* Of a whole table: what is revoked so is revoked of its columns, too. */
static bool takes_along(const char *revoked, const char *privilege)
{
    return !strchr(revoked, '(') &&
           (strcmp(revoked, "ALL") == 0 || is_word(privilege, revoked, strlen(revoked)));
}

static void add_gone(struct arena *arena, const struct strings *old, const struct strings *now,
                     const struct strings *other, struct strings *gone)
{
    bool all = strings_find(now, "ALL") >= 0 || strings_find(other, "ALL") >= 0;

    for (size_t i = 0; i < old->n; i++)
        if (strings_find(now, old->items[i]) < 0 && strings_find(other, old->items[i]) < 0 &&
            !(all && !strchr(old->items[i], '(')))
            strings_add(arena, gone, old->items[i]);
}

static void add_new(struct arena *arena, const struct strings *now, const struct strings *old,
                    const struct strings *other, const struct strings *revoked,
                    struct strings *added)
{
    for (size_t i = 0; i < now->n; i++) {
        bool there = strings_find(old, now->items[i]) >= 0 ||
                     (other && strings_find(other, now->items[i]) >= 0);

        for (size_t k = 0; k < revoked->n; k++)
            if (takes_along(revoked->items[k], now->items[i]))
                there = false;
        if (!there)
            strings_add(arena, added, now->items[i]);
    }
}

struct privilege_changes privilege_changes(struct arena *arena, const struct grant *before,
                                           const struct grant *after)
{
    struct privilege_changes c = {0};
    const struct strings *old = &before->privileges, *new = &after->privileges;
    const struct strings *old_option = &before->with_grant_option;
    const struct strings *new_option = &after->with_grant_option;

    add_gone(arena, old, new, new_option, &c.revoke);
    add_gone(arena, old_option, new_option, new, &c.revoke);
    for (size_t i = 0; i < old_option->n; i++)
        if (strings_find(new_option, old_option->items[i]) < 0 &&
            strings_find(&c.revoke, old_option->items[i]) < 0)
            strings_add(arena, &c.revoke_option, old_option->items[i]);
    add_new(arena, new, old, old_option, &c.revoke, &c.grant);
    add_new(arena, new_option, old_option, NULL, &c.revoke, &c.grant_option);
    return c;
}
