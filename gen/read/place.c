#include <string.h>

#include "read/reading.h"

static const struct source *source_of(struct reading *r, CXFile file)
{
    /* Places come file by file. */
    if (r->last_source < r->sources.n && r->sources.items[r->last_source].file == file)
        return &r->sources.items[r->last_source];
    for (size_t i = 0; i < r->sources.n; i++)
        if (r->sources.items[i].file == file) {
            r->last_source = i;
            return &r->sources.items[i];
        }

    struct source *source = vec_push(r->arena, &r->sources);
    CXString name = clang_getFileName(file);
    const char *path = clang_getCString(name);

    /* Names start from where the main file is pretended to be. */
    if (path && strncmp(path, "./", 2) == 0)
        path += 2;
    r->last_source = r->sources.n - 1;
    *source = (struct source){.file = file, .name = arena_strdup(r->arena, path ? path : "")};
    source->bytes = clang_getFileContents(r->tu, file, &source->size);
    clang_disposeString(name);
    return source;
}

/* clang_getFileLocation: what comes from a macro is where the macro is used, in all versions. */
static struct loc resolve(struct reading *r, CXSourceLocation location,
                          const struct source **source, unsigned *offset)
{
    struct loc loc = {0};
    CXFile file;

    clang_getFileLocation(location, &file, &loc.line, &loc.column, offset);
    *source = file ? source_of(r, file) : NULL;
    loc.file = *source ? (*source)->name : NULL;
    return loc;
}

struct loc loc_of_location(struct reading *r, CXSourceLocation location)
{
    const struct source *source;
    unsigned offset;

    return resolve(r, location, &source, &offset);
}

struct loc loc_of_cursor(struct reading *r, CXCursor cursor)
{
    return loc_of_location(r, clang_getCursorLocation(cursor));
}

struct loc loc_of_word(struct reading *r, const struct word *word)
{
    return word->in ? loc_in_word(r, word->in, word->at) : loc_of_cursor(r, word->cursor);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

/* Behind white space, comments and line continuations. */
static const char *skip_space(const char *p, const char *end)
{
    while (p < end) {
        const char *stop = NULL;

        if (is_space(*p)) {
            p++;
        } else if (end - p > 1 && p[0] == '\\' && (p[1] == '\n' || p[1] == '\r')) {
            p += 2;
        } else if (end - p > 1 && p[0] == '/' && p[1] == '/') {
            stop = memchr(p, '\n', (size_t)(end - p));
            p = stop ? stop : end;
        } else if (end - p > 1 && p[0] == '/' && p[1] == '*') {
            for (stop = p + 2; stop + 1 < end && !(stop[0] == '*' && stop[1] == '/');)
                stop++;
            p = stop + 2 < end ? stop + 2 : end;
        } else {
            return p;
        }
    }
    return p;
}

/* The place of p, which lies behind from; loc is the place of from. */
static struct loc advance(struct loc loc, const char *from, const char *p)
{
    for (; from < p; from++) {
        loc.column++;
        if (*from == '\n') {
            loc.line++;
            loc.column = 1;
        }
    }
    return loc;
}

/*
 * The arguments are the source text with its white space and comments reduced: both are walked
 * through together. Where they differ the word comes from a macro, or a macro was expanded in it;
 * then the last place that they have in common must do.
 */
struct loc loc_in_word(struct reading *r, const struct word *word, const char *at)
{
    const struct word_kind *kind = &word_kinds[word->id];
    const struct source *source;
    unsigned offset;
    struct loc loc = resolve(r, clang_getCursorLocation(word->cursor), &source, &offset);

    if (!source || !source->bytes || offset + kind->length >= source->size ||
        memcmp(source->bytes + offset, kind->name, kind->length) != 0)
        return loc;

    const char *start = source->bytes + offset, *end = source->bytes + source->size;
    const char *p = skip_space(start + kind->length, end), *text = word->arguments.p;
    char quote = 0;

    if (p == end || *p != '(')
        return loc;
    p = skip_space(p + 1, end);
    for (;;) {
        while (!quote && text < at && is_space(*text))
            text++;
        while (quote && end - p > 1 && p[0] == '\\' && p[1] == '\n')
            p += 2;
        if (!quote)
            p = skip_space(p, end);
        if (text >= at || p >= end || *p != *text)
            break;
        if (quote && *text == '\\' && text + 1 < at && p + 1 < end)
            text++, p++;
        else if (*text == '"' || *text == '\'')
            quote = quote == *text ? 0 : quote ? quote : *text;
        text++, p++;
    }
    return advance(loc, start, p);
}

/* True if a comment stands between p and what ends the declaration before it. */
static bool comment_before(const char *start, const char *p)
{
    while (p > start && p[-1] != '\n') {
        if (*--p == '/')
            return true;
        if (*p == ';' || *p == '{')
            return false;
    }
    /* The lines above: whatever ends in ; or { and holds no slash is no comment. */
    while (p > start) {
        const char *end = p;

        while (end > start && is_space(end[-1]))
            end--;
        for (p = end; p > start && p[-1] != '\n';)
            if (*--p == '/')
                return true;
        if (end > p && (end[-1] == ';' || end[-1] == '{'))
            return false;
    }
    return false;
}

struct loc loc_of_name(struct reading *r, CXCursor member, bool *may_have_comment,
                       bool *may_be_bit_field)
{
    const struct source *source;
    unsigned offset;
    struct loc loc = resolve(r, clang_getCursorLocation(member), &source, &offset);

    *may_have_comment = *may_be_bit_field = true;
    if (!source || !source->bytes || offset >= source->size)
        return loc;

    const char *p = source->bytes + offset, *end = memchr(p, '\n', source->size - offset);

    if (!end)
        end = source->bytes + source->size;
    *may_be_bit_field = memchr(p, ':', (size_t)(end - p)) || !memchr(p, ';', (size_t)(end - p));
    *may_have_comment = memchr(p, '/', (size_t)(end - p)) || comment_before(source->bytes, p) ||
                        !memchr(p, ';', (size_t)(end - p));
    return loc;
}

/* A block comment that ends at p, if it is a doc comment. */
static struct slice block_above(const char *start, const char *p)
{
    const char *open = p - 4;

    if (p - start < 5 || p[-1] != '/' || p[-2] != '*')
        return (struct slice){0};
    while (open > start && !(open[0] == '/' && open[1] == '*'))
        open--;
    if (open[0] != '/' || open[1] != '*' || (open[2] != '*' && open[2] != '!') || open[3] == '<')
        return (struct slice){0};
    return (struct slice){open, (size_t)(p - open)};
}

/* The lines of /// that end at p. */
static struct slice lines_above(const char *start, const char *p)
{
    const char *first = NULL, *end = p;

    while (p > start) {
        const char *line = p;

        while (line > start && line[-1] != '\n')
            line--;
        while (line < p && (*line == ' ' || *line == '\t'))
            line++;
        if (p - line < 3 || strncmp(line, "///", 3) != 0 || line[3] == '<')
            break;
        first = p = line;
        while (p > start && (p[-1] == ' ' || p[-1] == '\t'))
            p--;
        if (p > start && p[-1] == '\n')
            p--;
    }
    return first ? (struct slice){first, (size_t)(end - first)} : (struct slice){0};
}

const char *comment_above(struct reading *r, const struct word *word)
{
    const struct source *source;
    unsigned offset;

    resolve(r, clang_getCursorLocation(word->cursor), &source, &offset);
    if (!source || !source->bytes)
        return NULL;

    const char *start = source->bytes, *p = start + offset;

    while (p > start && is_space(p[-1]))
        p--;

    struct slice comment = block_above(start, p);

    if (!comment.n)
        comment = lines_above(start, p);
    return comment.n ? comment_text(r, slice_text(r, comment)) : NULL;
}
