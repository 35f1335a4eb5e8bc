/* What values lose when their column changes its type. */
#include <stdlib.h>
#include <string.h>

#include "kinds/column.h"
#include "model/types.h"

/* The number in the modifiers, counted from 0; -1 if there is none: 2 is number 1 of (10,2). */
static long modifier(const char *type, int which)
{
    const char *p = strchr(type, '(');

    for (; p && which > 0; which--)
        p = strchr(p + 1, ',');
    return p ? strtol(p + 1, NULL, 10) : -1;
}

static bool is_one_of(const char *type, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(type, *names) == 0)
            return true;
    return false;
}

/* Digits after the point that a number of this type keeps. */
static long scale(const char *base, const char *type)
{
    if (strcmp(base, "numeric") != 0)
        return type_is_integer(base) ? 0 : 1000;
    if (modifier(type, 0) < 0)
        return 1000;

    long digits = modifier(type, 1);

    return digits < 0 ? 0 : digits;
}

/* Digits of seconds that a time of this type keeps. */
static long precision(const char *type)
{
    long digits = modifier(type, 0);

    return digits < 0 ? 6 : digits;
}

static const char *number_loss(const char *from, const char *from_base, const char *to,
                               const char *to_base)
{
    static const char *const floats[] = {"real", "double precision", NULL};
    bool exact = !is_one_of(from_base, floats);

    if (scale(to_base, to) < scale(from_base, from))
        return "are rounded";
    if (strcmp(to_base, "real") == 0 && strcmp(from_base, "real") != 0 &&
        strcmp(from_base, "smallint") != 0)
        return "keep no more than 6 digits";
    if (strcmp(to_base, "double precision") == 0 && exact && strcmp(from_base, "smallint") != 0 &&
        strcmp(from_base, "integer") != 0)
        return "keep no more than 15 digits";
    return NULL;
}

static const char *time_loss(const char *from, const char *from_base, const char *to,
                             const char *to_base)
{
    static const char *const instants[] = {"timestamp", "timestamptz", NULL};
    static const char *const times[] = {"time", "timetz", NULL};

    if (is_one_of(from_base, instants) && strcmp(to_base, "date") == 0)
        return "lose their time of day";
    if (is_one_of(from_base, instants) && is_one_of(to_base, times))
        return "lose their date";
    if (strcmp(from_base, "timetz") == 0 && strcmp(to_base, "time") == 0)
        return "lose their time zone";
    if (strcmp(from_base, "date") != 0 && precision(to) < precision(from))
        return "lose fractions of seconds";
    return NULL;
}

const char *column_type_loss(struct arena *arena, const struct column *before,
                             const struct column *after)
{
    static const char *const numbers[] = {"smallint", "integer", "bigint",           "numeric",
                                          "real",     "money",   "double precision", NULL};
    static const char *const times[] = {"timestamp", "timestamptz", "time", "timetz",
                                        "date",      "interval",    NULL};
    static const char *const cut[] = {"varchar", "char", "bit", "varbit", NULL};
    const char *from = type_base(arena, before->type), *to = type_base(arena, after->type);
    const char *what = NULL;

    if (is_one_of(from, numbers) && is_one_of(to, numbers))
        what = number_loss(before->type, from, after->type, to);
    else if (is_one_of(from, times) && is_one_of(to, times))
        what = time_loss(before->type, from, after->type, to);
    else if (strcmp(from, "json") == 0 && strcmp(to, "jsonb") == 0)
        what = "lose white space, the order of keys and keys said twice";
    else if (is_one_of(to, cut) && modifier(after->type, 0) >= 0 &&
             type_cast(arena, before->type, false, after->type, false) == CAST_EXPLICIT)
        what = "are cut to the new length";
    if (!what)
        return NULL;
    return arena_printf(arena, "the values of %s %s", object_label(arena, &before->o), what);
}
