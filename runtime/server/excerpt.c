#include "session.h"

#include <string.h>

enum { BEFORE = 2, LINES = 6, WIDTH = 96 };

static bool begins_character(char c)
{
    return (c & 0xC0) != 0x80;
}

static const char *line_end(const char *p)
{
    return p + strcspn(p, "\n");
}

/* At most WIDTH characters of a line, and "..." where something was left out. */
static void add_line(const char *from, const char *end, struct mg_buf *out)
{
    const char *p = from;
    for (size_t n = 0; p < end; p++)
        if (begins_character(*p) && n++ == WIDTH)
            break;
    mg_buf_addn(out, from, (size_t)(p - from));
    mg_buf_add(out, p < end ? "...\n" : "\n");
}

/* The line with the caret; a long one from shortly before the place. */
static void add_marked_line(const char *line, const char *place, struct mg_buf *out)
{
    const char *from = line;
    size_t before = 0;
    for (const char *p = line; p < place; p++)
        before += begins_character(*p);
    if (before > WIDTH - 20) {
        for (from = place, before = 0; from > line && before < WIDTH / 2; before++)
            do
                from--;
            while (!begins_character(*from));
        mg_buf_add(out, "...");
    }
    add_line(from, line_end(line), out);
    if (from > line) {
        mg_buf_pad(out, ' ', 3);
    }
    for (const char *p = from; p < place; p++)
        if (begins_character(*p))
            mg_buf_addc(out, *p == '\t' ? '\t' : ' ');
    mg_buf_addc(out, '^');
}

static void add_beginning(const char *statement, struct mg_buf *out)
{
    const char *p = statement;
    for (int lines = 0; *p && lines < LINES; lines++) {
        const char *end = line_end(p);
        add_line(p, end, out);
        p = *end ? end + 1 : end;
    }
    if (*p)
        mg_buf_add(out, "...");
}

void mg_excerpt(const char *statement, size_t position, struct mg_buf *out)
{
    const char *place = statement;
    for (size_t n = 1; *place && n < position; n++)
        do
            place++;
        while (!begins_character(*place));
    if (position == 0) {
        add_beginning(statement, out);
        return;
    }
    const char *line = place;
    while (line > statement && line[-1] != '\n')
        line--;
    const char *first = line;
    for (int lines = 0; first > statement && lines < BEFORE; lines++)
        do
            first--;
        while (first > statement && first[-1] != '\n');
    if (first > statement)
        mg_buf_add(out, "...\n");
    for (const char *p = first; p < line; p = line_end(p) + 1)
        add_line(p, line_end(p), out);
    add_marked_line(line, place, out);
}

void mg_first_line(const char *statement, size_t most, struct mg_buf *out)
{
    statement += strspn(statement, " \t\r\n");
    size_t n = strcspn(statement, "\n");
    bool whole = !statement[n] && n <= most;
    for (n = n < most ? n : most; !whole && n && !begins_character(statement[n]);)
        n--;
    mg_buf_addn(out, statement, n);
    mg_buf_add(out, whole ? "" : " ...");
}
