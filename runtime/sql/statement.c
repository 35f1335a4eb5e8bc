#include "statement.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* The words that a statement begins with: enough to tell what it does to a transaction. */
struct words {
    const char *at[4];
    size_t length[4];
    size_t n;
};

struct scan {
    const char *p;
    struct words words;
    int parentheses, blocks; /* blocks: BEGIN ... END in the body of an SQL function */
    bool to_client;          /* STDIN or STDOUT was seen */
    bool concurrently;
};

static bool starts_word(char c)
{
    return isalpha((unsigned char)c) || c == '_' || (c & 0x80);
}

static bool continues_word(char c)
{
    return starts_word(c) || isdigit((unsigned char)c) || c == '$';
}

static bool same_word(const char *word, size_t n, const char *name)
{
    return strlen(name) == n && strncasecmp(word, name, n) == 0;
}

static bool word_is(const struct words *words, size_t i, const char *name)
{
    return i < words->n && same_word(words->at[i], words->length[i], name);
}

/* --- What is left whole --------------------------------------------------------------------- */

static const char *after_comment(const char *p)
{
    int depth = 0;
    do {
        if (p[0] == '/' && p[1] == '*') {
            depth++;
            p += 2;
        } else if (p[0] == '*' && p[1] == '/') {
            depth--;
            p += 2;
        } else if (*p) {
            p++;
        }
    } while (depth > 0 && *p);
    return p;
}

static const char *after_quote(const char *p, bool backslashes)
{
    char quote = *p++;
    while (*p) {
        if (backslashes && *p == '\\' && p[1]) {
            p += 2;
        } else if (*p++ == quote) {
            if (*p != quote)
                break;
            p++;
        }
    }
    return p;
}

/* p at a "$": after the closing tag, or one on if it opens nothing. */
static const char *after_dollar(const char *p)
{
    const char *tag = p + 1;
    if (starts_word(*tag))
        while (continues_word(*tag) && *tag != '$')
            tag++;
    if (*tag != '$')
        return p + 1;
    size_t n = (size_t)(tag + 1 - p);
    for (const char *end = tag + 1; (end = strchr(end, '$')); end++)
        if (strncmp(end, p, n) == 0)
            return end + n;
    return tag + strlen(tag);
}

static bool is_blank(const char *p)
{
    return isspace((unsigned char)*p) || (p[0] == '-' && p[1] == '-') ||
           (p[0] == '/' && p[1] == '*');
}

static const char *after_blank(const char *p)
{
    if (p[0] == '-' && p[1] == '-')
        return p + strcspn(p, "\n");
    return *p == '/' ? after_comment(p) : p + 1;
}

const char *mg_statement_skip_blank(const char *text)
{
    while (*text && is_blank(text))
        text = after_blank(text);
    return text;
}

/* --- Words ---------------------------------------------------------------------------------- */

/* psql's own rule: within CREATE FUNCTION or PROCEDURE, BEGIN and CASE open, END closes. */
static void count_blocks(struct scan *s, const char *word, size_t n)
{
    bool routine = word_is(&s->words, 0, "create") &&
                   (word_is(&s->words, 1, "function") || word_is(&s->words, 1, "procedure") ||
                    (word_is(&s->words, 1, "or") && word_is(&s->words, 2, "replace") &&
                     (word_is(&s->words, 3, "function") || word_is(&s->words, 3, "procedure"))));
    if (!routine || s->parentheses)
        return;
    if (same_word(word, n, "begin") || (s->blocks && same_word(word, n, "case")))
        s->blocks++;
    else if (s->blocks && same_word(word, n, "end"))
        s->blocks--;
}

static void scan_word(struct scan *s)
{
    const char *word = s->p;
    while (continues_word(*s->p))
        s->p++;
    size_t n = (size_t)(s->p - word);
    if (n == 1 && *s->p == '\'' && (*word == 'e' || *word == 'E')) {
        s->p = after_quote(s->p, true);
        return;
    }
    if (s->words.n < 4) {
        s->words.at[s->words.n] = word;
        s->words.length[s->words.n++] = n;
    }
    if (same_word(word, n, "stdin") || same_word(word, n, "stdout"))
        s->to_client = true;
    if (same_word(word, n, "concurrently"))
        s->concurrently = true;
    count_blocks(s, word, n);
}

/* Moves to the end of the statement: its semicolon, or the end of the text. */
static void scan_statement(struct scan *s)
{
    while (*s->p) {
        char c = *s->p;
        if (is_blank(s->p))
            s->p = after_blank(s->p);
        else if (c == ';' && s->parentheses <= 0 && s->blocks == 0)
            return;
        else if (c == '\'' || c == '"')
            s->p = after_quote(s->p, false);
        else if (c == '$')
            s->p = after_dollar(s->p);
        else if (starts_word(c))
            scan_word(s);
        else if (isdigit((unsigned char)c)) /* 1e5, and 10$ opens no dollar quote */
            while (continues_word(*s->p))
                s->p++;
        else {
            s->parentheses += (c == '(') - (c == ')');
            s->p++;
        }
    }
}

/* PreventInTransactionBlock in src/backend: what the server refuses within a transaction. */
static bool is_apart(const struct scan *s)
{
    static const char *const made[] = {"database", "tablespace", "subscription"};
    const struct words *w = &s->words;
    bool makes = word_is(w, 0, "create") || word_is(w, 0, "drop");
    if (s->concurrently && !word_is(w, 0, "refresh") &&
        (makes || word_is(w, 0, "alter") || word_is(w, 0, "reindex")))
        return true;
    for (size_t i = 0; makes && i < sizeof made / sizeof *made; i++)
        if (word_is(w, 1, made[i]))
            return true;
    return word_is(w, 0, "vacuum") || (word_is(w, 0, "alter") && word_is(w, 1, "system"));
}

static enum mg_statement_kind kind_of(const struct scan *s)
{
    const struct words *w = &s->words;
    if (word_is(w, 0, "copy") && s->to_client)
        return MG_STATEMENT_STREAM;
    if (word_is(w, 0, "begin") || word_is(w, 0, "commit") || word_is(w, 0, "end") ||
        word_is(w, 0, "abort") || (word_is(w, 0, "start") && word_is(w, 1, "transaction")) ||
        (word_is(w, 0, "prepare") && word_is(w, 1, "transaction")))
        return MG_STATEMENT_TRANSACTION;
    if (word_is(w, 0, "rollback")) {
        bool noise = word_is(w, 1, "work") || word_is(w, 1, "transaction");
        return word_is(w, noise ? 2 : 1, "to") ? MG_STATEMENT_PLAIN : MG_STATEMENT_TRANSACTION;
    }
    if (is_apart(s))
        return MG_STATEMENT_APART;
    return MG_STATEMENT_PLAIN;
}

bool mg_statement_next(const char **text, struct mg_statement *statement)
{
    const char *p = *text;
    while (*p && (is_blank(p) || *p == ';'))
        p = is_blank(p) ? after_blank(p) : p + 1;
    if (!*p) {
        *text = p;
        return false;
    }
    struct scan s = {.p = p};
    scan_statement(&s);
    *statement = (struct mg_statement){.text = p, .kind = kind_of(&s)};
    const char *end = s.p;
    while (end > p && isspace((unsigned char)end[-1]))
        end--;
    statement->n = (size_t)(end - p);
    *text = *s.p ? s.p + 1 : s.p;
    return true;
}
