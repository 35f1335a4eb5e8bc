#include "emit/layout.h"

#include <string.h>

#include "base/diag.h"

struct piece *piece_text(struct arena *arena, const char *text)
{
    struct piece *piece = arena_new_of(arena, struct piece);

    piece->type = PIECE_TEXT;
    piece->text = text;
    return piece;
}

struct piece *piece_string(struct arena *arena, const char *value)
{
    struct mg_buf literal = MG_BUF_INIT;
    struct piece *piece = arena_new_of(arena, struct piece);

    mg_buf_c_string(&literal, value);
    piece->type = PIECE_STRING;
    piece->text = arena_text(arena, &literal);
    piece->value = value;
    mg_buf_free(&literal);
    return piece;
}

struct piece *piece_call(struct arena *arena, const char *word)
{
    struct piece *piece = arena_new_of(arena, struct piece);

    piece->type = PIECE_CALL;
    piece->text = word;
    return piece;
}

void piece_add(struct arena *arena, struct piece *call, struct piece *part)
{
    *vec_push(arena, &call->parts) = part;
}

/* Characters, not bytes, of UTF-8. */
static size_t columns(const char *text)
{
    size_t n = 0;

    for (; *text; text++)
        n += ((unsigned char)*text & 0xC0) != 0x80;
    return n;
}

static size_t filled_width(const struct piece *part)
{
    size_t width = piece_width(part) + 2; /* comma and space */

    return width < part->fill ? part->fill : width;
}

size_t piece_width(const struct piece *piece)
{
    size_t width = columns(piece->text);

    if (piece->type != PIECE_CALL)
        return width;
    for (size_t i = 0; i < piece->parts.n; i++)
        width += i + 1 < piece->parts.n ? filled_width(piece->parts.items[i])
                                        : piece_width(piece->parts.items[i]);
    return width + 2;
}

/* True for what has a line end that is not its last character, or a part that begins a line. */
static bool has_lines(const struct piece *piece)
{
    const char *end = piece->type == PIECE_STRING ? strchr(piece->value, '\n') : NULL;

    if (end && end[1])
        return true;
    for (size_t i = 0; i < piece->parts.n; i++)
        if (piece->parts.items[i]->own_line || has_lines(piece->parts.items[i]))
            return true;
    return false;
}

/* --- Printing ----------------------------------------------------------------------------- */

struct printer {
    struct mg_buf *out;
    size_t line; /* where in out the line begins */
};

static size_t column(const struct printer *p)
{
    if (mg_buf_failed(p->out))
        out_of_memory();
    return columns(p->out->p + p->line);
}

static void new_line(struct printer *p, size_t indent)
{
    while (p->out->n && p->out->p[p->out->n - 1] == ' ')
        p->out->p[--p->out->n] = '\0';
    mg_buf_addc(p->out, '\n');
    p->line = p->out->n;
    mg_buf_pad(p->out, ' ', indent);
}

/* True if the piece can be written here with `after` more columns behind it. */
static bool fits(const struct printer *p, const struct piece *piece, size_t after)
{
    return !has_lines(piece) && column(p) + piece_width(piece) + after <= LINE_WIDTH;
}

/* Bytes of value that go on one line: up to a line end, else as many words as there is room for. */
static size_t string_part(const char *value, size_t room)
{
    size_t end = strcspn(value, "\n"), n = 0;

    end += value[end] == '\n';
    while (n < end) {
        size_t word = n + strcspn(value + n, " \n");
        struct mg_buf literal = MG_BUF_INIT, text = MG_BUF_INIT;

        word += strspn(value + word, " ");
        word += value[word] == '\n';
        mg_buf_addn(&text, value, word);
        mg_buf_c_string(&literal, mg_buf_text(&text));

        size_t width = columns(mg_buf_text(&literal));

        mg_buf_free(&literal);
        mg_buf_free(&text);
        if (n > 0 && width > room)
            break;
        n = word;
    }
    return n;
}

static void print_string(struct printer *p, const char *value, size_t after)
{
    size_t indent = column(p);
    size_t room = LINE_WIDTH > indent + after ? LINE_WIDTH - indent - after : 0;

    for (;;) {
        size_t n = string_part(value, room);
        struct mg_buf part = MG_BUF_INIT;

        mg_buf_addn(&part, value, n);
        mg_buf_c_string(p->out, mg_buf_text(&part));
        mg_buf_free(&part);
        value += n;
        if (!*value)
            break;
        new_line(p, indent);
    }
}

static void print(struct printer *p, const struct piece *piece, size_t after);

/* indent: where lines of the call begin; 0: behind its parenthesis. */
static void print_call(struct printer *p, const struct piece *call, size_t indent, size_t after)
{
    bool broken = false;

    mg_buf_printf(p->out, "%s(", call->text);
    if (!indent)
        indent = column(p);
    for (size_t i = 0; i < call->parts.n; i++) {
        const struct piece *part = call->parts.items[i];
        bool last = i + 1 == call->parts.n;
        size_t behind = last ? after + 1 : 1;

        /* What follows a part of several lines begins a line too: nothing hides behind it. */
        if (i > 0 && (part->own_line || broken || !fits(p, part, behind)))
            new_line(p, indent);
        broken = !fits(p, part, behind);

        size_t start = column(p);

        print(p, part, behind);
        if (last)
            break;
        mg_buf_add(p->out, ", ");
        if (!broken && column(p) < start + part->fill)
            mg_buf_pad(p->out, ' ', start + part->fill - column(p));
    }
    mg_buf_addc(p->out, ')');
}

static void print(struct printer *p, const struct piece *piece, size_t after)
{
    switch (piece->type) {
    case PIECE_TEXT:
        mg_buf_add(p->out, piece->text);
        break;
    case PIECE_STRING:
        if (fits(p, piece, after))
            mg_buf_add(p->out, piece->text);
        else
            print_string(p, piece->value, after);
        break;
    case PIECE_CALL:
        print_call(p, piece, 0, after);
        break;
    }
}

void piece_statement(struct mg_buf *out, const struct piece *call)
{
    struct printer p = {out, out->n};

    mg_buf_pad(out, ' ', INDENT);
    print_call(&p, call, 2 * INDENT, 1);
    mg_buf_add(out, ";\n");
}
