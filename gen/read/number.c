/* Integer constant expressions: numbers, enumerators, signs, + - * / % << >> and parentheses. */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "read/reading.h"

struct number {
    struct reading *r;
    const char *p; /* ended by a zero byte */
    bool wrong;
};

static long long take_sum(struct number *n);

static void skip(struct number *n)
{
    while (isspace((unsigned char)*n->p))
        n->p++;
}

static bool take(struct number *n, const char *operator_)
{
    skip(n);
    if (strncmp(n->p, operator_, strlen(operator_)) != 0)
        return false;
    n->p += strlen(operator_);
    return true;
}

static long long take_name(struct number *n)
{
    const char *start = n->p;
    long long value = 0;

    while (isalnum((unsigned char)*n->p) || *n->p == '_')
        n->p++;
    if (n->p == start ||
        !find_enumerator(n->r, arena_strndup(n->r->arena, start, (size_t)(n->p - start)), &value))
        n->wrong = true;
    return value;
}

static long long take_operand(struct number *n)
{
    long long value;
    char *end;

    if (take(n, "(")) {
        value = take_sum(n);
        n->wrong |= !take(n, ")");
        return value;
    }
    if (take(n, "-"))
        return -take_operand(n);
    if (take(n, "+"))
        return take_operand(n);
    skip(n);
    if (!isdigit((unsigned char)*n->p))
        return take_name(n);
    errno = 0;
    value = strtoll(n->p, &end, 0);
    n->wrong |= errno != 0;
    for (n->p = end; *n->p && strchr("uUlL", *n->p);)
        n->p++;
    return value;
}

static long long take_product(struct number *n)
{
    long long value = take_operand(n), other;

    for (;;) {
        char operator_ = take(n, "*") ? '*' : take(n, "/") ? '/' : take(n, "%") ? '%' : 0;

        if (!operator_ || n->wrong)
            return value;
        other = take_operand(n);
        if (operator_ == '*')
            n->wrong |= __builtin_mul_overflow(value, other, &value);
        else if (other == 0 || other == -1)
            n->wrong = true;
        else
            value = operator_ == '/' ? value / other : value % other;
    }
}

static long long take_sum(struct number *n)
{
    long long value = take_product(n);

    for (;;) {
        if (take(n, "+"))
            n->wrong |= __builtin_add_overflow(value, take_product(n), &value);
        else if (take(n, "-"))
            n->wrong |= __builtin_sub_overflow(value, take_product(n), &value);
        else if (take(n, "<<"))
            value = (long long)((unsigned long long)value << (take_product(n) & 63));
        else if (take(n, ">>"))
            value >>= take_product(n) & 63;
        else
            return value;
        if (n->wrong)
            return 0;
    }
}

bool evaluate(struct reading *r, struct slice s, long long *value)
{
    struct number n = {.r = r, .p = slice_text(r, s)};

    *value = take_sum(&n);
    skip(&n);
    return !n.wrong && !*n.p;
}
