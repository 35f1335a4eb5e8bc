/* Elements of indexes, exclusion constraints and statistics: columns and expressions, and more. */
#include <ctype.h>
#include <string.h>

#include "model/sql.h"
#include "read/reading.h"

/* What may follow a column: a word, or the bare name of an operator class. */
struct element {
    const char *collation, *opclass, *operator, * statistics;
    bool descending, nulls_first, nulls_last;
};

/* The next word of an element with its parentheses; *rest is what follows. */
static struct slice next_part(struct slice *rest)
{
    struct slice s = slice_trim(*rest), part = s;
    size_t n = 0;
    int depth = 0;
    char quote = 0;

    while (n < s.n && (isalnum((unsigned char)s.p[n]) || s.p[n] == '_' || s.p[n] == '.'))
        n++;

    size_t after = n;

    while (after < s.n && isspace((unsigned char)s.p[after]))
        after++;
    if (after < s.n && s.p[after] == '(')
        for (n = after; n < s.n; n++) {
            char c = s.p[n];

            if (quote && c == '\\')
                n++;
            else if (c == '"' || c == '\'')
                quote = quote == c ? 0 : quote ? quote : c;
            else if (!quote)
                depth += (c == '(') - (c == ')');
            if (!quote && depth == 0 && c == ')') {
                n++;
                break;
            }
        }
    if (n == 0)
        n = s.n; /* no word: take all of it */
    if (n > s.n)
        n = s.n;
    part.n = n;
    *rest = (struct slice){s.p + n, s.n - n};
    return part;
}

static bool is_bare_name(struct slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!islower((unsigned char)s.p[i]) && !isdigit((unsigned char)s.p[i]) && s.p[i] != '_' &&
            s.p[i] != '.')
            return false;
    return s.n > 0;
}

/* A name with one dot carries its schema; more of them need quotes. */
static const char *collation(struct reading *r, const char *name)
{
    const char *dot = strchr(name, '.');

    if (!dot || strchr(dot + 1, '.') || !dot[1] || dot == name)
        return sql_ident(r->arena, name);
    return arena_printf(r->arena, "%s.%s",
                        sql_ident(r->arena, arena_strndup(r->arena, name, (size_t)(dot - name))),
                        sql_ident(r->arena, dot + 1));
}

static bool read_modifier(struct reading *r, const struct word *word, struct slice part,
                          struct element *e)
{
    struct word option;
    const char *name;
    long long target;

    if (is_bare_name(part) && !e->opclass) {
        e->opclass = slice_text(r, part);
        return true;
    }
    if (!read_option(r, word, part, IN_ELEMENT, &option))
        return false;
    switch ((int)option.id) {
    case WORD_COLLATE:
        name = argument_name(r, &option, "collation");
        e->collation = name ? collation(r, name) : NULL;
        return name != NULL;
    case WORD_WITH:
        e->operator= sql_tidy(r->arena, sql_text(r, slice_trim(option.arguments)));
        return true;
    case WORD_STATISTICS:
        if (argument_number(r, &option, option.arguments, 0, 10000, &target))
            e->statistics = arena_printf(r->arena, "%lld", target);
        return e->statistics != NULL;
    case WORD_OPCLASS:
        e->opclass = slice_text(r, slice_trim(option.arguments));
        return true;
    case WORD_DESC:
        e->descending = true;
        return true;
    case WORD_NULLS_FIRST:
        e->nulls_first = true;
        return true;
    case WORD_NULLS_LAST:
        e->nulls_last = true;
        return true;
    default: /* ASC */
        return true;
    }
}

/* The SQL of what comes first in an element: a column or EXPR(...). */
static const char *read_subject(struct reading *r, const struct word *word, struct slice part,
                                const struct table_decl *t)
{
    struct word option;
    const struct member *member;
    const char *sql;

    if (memchr(part.p, '(', part.n)) {
        if (strncmp(part.p, "EXPR", 4) != 0) {
            diag_error(r->diags, MG112, loc_of_argument(r, word, part),
                       "an expression in %s is written EXPR(...)", word_kinds[word->id].name);
            diag_hint(r->diags, "Write EXPR(%s).", slice_text(r, part));
            return NULL;
        }
        if (!read_option(r, word, part, IN_ELEMENT, &option))
            return NULL;
        sql = sql_in_word(r, &option, option.arguments, USE_ELEMENT);
        if (sql)
            check_mentions(r, t, NULL, &option, option.arguments, USE_ELEMENT);
        return sql;
    }
    member = find_member(r, word, part, t);
    return member ? sql_ident(r->arena, member->column->o.name) : NULL;
}

/* Each of an exclusion constraint has an operator, and no other has. */
static bool check_element(struct reading *r, const struct word *word, struct slice s,
                          const struct element *e, const struct elements *to)
{
    struct loc loc = loc_of_argument(r, word, s);
    const char *of = word_kinds[word->id].name;

    if (to->excluding == (e->operator!= NULL) && !(e->statistics && to->excluding))
        return true;
    if (e->statistics && to->excluding)
        diag_error(r->diags, MG109, loc, "STATISTICS is no option of an element of %s", of);
    else if (e->operator)
        diag_error(r->diags, MG109, loc, "an element of %s has no operator", of);
    else
        diag_error(r->diags, MG112, loc, "an element of %s needs its operator: WITH(=), WITH(&&)",
                   of);
    return false;
}

static const char *read_element(struct reading *r, const struct word *word, struct slice s,
                                const struct table_decl *t, struct elements *to)
{
    struct slice rest = s;
    const char *subject = read_subject(r, word, next_part(&rest), t);
    struct element e = {0};
    bool ok = subject != NULL;

    while (slice_trim(rest).n)
        ok = read_modifier(r, word, next_part(&rest), &e) && ok;
    if (!ok)
        return NULL;
    to->ordered |= e.descending || e.nulls_first || e.nulls_last;
    if (!check_element(r, word, s, &e, to))
        return NULL;
    if (e.statistics)
        strings_add(r->arena, &to->statistics,
                    arena_printf(r->arena, "%zu=%s", to->items.n + 1, e.statistics));

    bool nulls = e.descending ? e.nulls_last : e.nulls_first; /* else it is as usual */

    return arena_printf(r->arena, "%s%s%s%s%s%s%s%s%s", subject, e.collation ? " COLLATE " : "",
                        e.collation ? e.collation : "", e.opclass ? " " : "",
                        e.opclass ? e.opclass : "", e.descending ? " DESC" : "",
                        !nulls         ? ""
                        : e.descending ? " NULLS LAST"
                                       : " NULLS FIRST",
                        e.operator ? " WITH " : "", e.operator ? e.operator : "");
}

bool read_elements(struct reading *r, const struct word *word, struct slice s,
                   const struct table_decl *t, struct elements *to)
{
    bool all = true;
    struct slices elements;

    if (s.n < 2 || s.p[0] != '(' || s.p[s.n - 1] != ')') {
        diag_error(r->diags, MG112, loc_of_argument(r, word, s),
                   "the columns of %s stand in parentheses", word_kinds[word->id].name);
        diag_hint(r->diags, "Write (%s).", slice_text(r, s));
        return false;
    }
    elements = split_arguments(r, (struct slice){s.p + 1, s.n - 2});
    for (size_t i = 0; i < elements.n; i++) {
        const char *sql = read_element(r, word, elements.items[i], t, to);

        if (sql)
            strings_add(r->arena, &to->items, sql);
        all = all && sql;
    }
    if (elements.n > 0 && elements.n <= 32)
        return all;
    diag_error(r->diags, MG112, loc_of_argument(r, word, s),
               elements.n ? "PostgreSQL allows 32 columns here" : "there are no columns");
    return false;
}

void read_index_attributes(struct reading *r, const struct words *options, const char **tablespace,
                           const char **index_comment)
{
    const struct word *word = words_find(options, WORD_TABLESPACE);

    if (word)
        *tablespace = argument_name(r, word, "tablespace");
    word = words_find(options, WORD_INDEX_COMMENT);
    if (word)
        *index_comment = argument_string(r, word);
}
