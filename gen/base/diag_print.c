#include "base/diag_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"

#define BOLD  "\033[1m"
#define RED   "\033[1;31m"
#define BLUE  "\033[1;34m"
#define GREEN "\033[1;32m"
#define PLAIN "\033[0m"

struct printer {
    FILE *to;
    bool color;
    struct diags *diags;
};

static const char *paint(const struct printer *p, const char *sequence)
{
    return p->color ? sequence : "";
}

static const char *source_bytes(struct diags *diags, const char *path)
{
    for (size_t i = 0; i < diags->sources.n; i++)
        if (strcmp(diags->sources.items[i].path, path) == 0)
            return diags->sources.items[i].bytes;

    struct source *source = vec_push(diags->arena, &diags->sources);

    *source = (struct source){path, NULL};
    if (file_exists(path)) {
        struct diags *quiet = diags_new(diags->arena);

        source->bytes = file_read(diags->arena, path, NULL, quiet);
    }
    return source->bytes;
}

static const char *line_start(const char *bytes, unsigned line)
{
    for (; bytes && line > 1; line--) {
        bytes = strchr(bytes, '\n');
        if (bytes)
            bytes++;
    }
    return bytes;
}

/* The line with a caret under the column. Tabs before it stay tabs, so that they line up. */
static void print_snippet(const struct printer *p, struct loc loc)
{
    if (!loc.file || !loc.line || !loc.column)
        return;

    const char *line = line_start(source_bytes(p->diags, loc.file), loc.line);

    if (!line || !*line)
        return;

    size_t n = strcspn(line, "\r\n");

    fprintf(p->to, "    %.*s\n    ", (int)n, line);
    for (unsigned i = 0; i + 1 < loc.column && i < n; i++) {
        unsigned char c = (unsigned char)line[i];

        if (c == '\t')
            fputc('\t', p->to);
        else if ((c & 0xC0) != 0x80) /* one column for each UTF-8 character */
            fputc(' ', p->to);
    }
    fprintf(p->to, "%s^%s\n", paint(p, GREEN), paint(p, PLAIN));
}

static void print_place(const struct printer *p, struct loc loc)
{
    fputs(paint(p, BOLD), p->to);
    if (!loc.file)
        fputs("modelgen: ", p->to);
    else if (!loc.line)
        fprintf(p->to, "%s: ", loc.file);
    else if (!loc.column)
        fprintf(p->to, "%s:%u: ", loc.file, loc.line);
    else
        fprintf(p->to, "%s:%u:%u: ", loc.file, loc.line, loc.column);
    fputs(paint(p, PLAIN), p->to);
}

static void print_indented(FILE *to, const char *text)
{
    while (*text) {
        size_t n = strcspn(text, "\n");

        fprintf(to, "    %.*s\n", (int)n, text);
        text += n + (text[n] == '\n');
    }
}

static const char *code_id(enum code code)
{
    for (size_t i = 0; i < code_entry_count; i++)
        if (code_entries[i].code == code)
            return code_entries[i].id;
    BUG("a diagnostic without a code");
}

static void print_one(const struct printer *p, const struct diag *d)
{
    print_place(p, d->loc);
    fprintf(p->to, "%s%s:%s %s [%s]\n", paint(p, d->error ? RED : BLUE),
            d->error ? "error" : "warning", paint(p, PLAIN), d->text, code_id(d->code));
    print_snippet(p, d->loc);
    if (d->detail)
        print_indented(p->to, d->detail);
    for (size_t i = 0; i < d->notes.n; i++) {
        print_place(p, d->notes.items[i].loc);
        fprintf(p->to, "note: %s\n", d->notes.items[i].text);
    }
    if (d->hint)
        fprintf(p->to, "hint: %s\n", d->hint);
}

struct place {
    const struct diag *diag;
    size_t came;
};

/* Those with a place by file, line and column; ties, and those without, as they came. */
static int by_place(const void *x, const void *y)
{
    const struct place *a = x, *b = y;
    const struct loc *p = &a->diag->loc, *q = &b->diag->loc;
    int order = 0;

    if (p->file && q->file)
        order = strcmp(p->file, q->file);
    else
        order = !!p->file - !!q->file;
    if (order == 0 && p->line != q->line)
        order = p->line < q->line ? -1 : 1;
    if (order == 0 && p->column != q->column)
        order = p->column < q->column ? -1 : 1;
    if (order == 0)
        order = a->came < b->came ? -1 : a->came > b->came;
    return order;
}

void diags_print(struct diags *diags, FILE *to, bool color)
{
    struct printer p = {to, color, diags};
    struct place *places = arena_alloc(diags->arena, (diags->items.n + 1) * sizeof *places);

    for (size_t i = 0; i < diags->items.n; i++)
        places[i] = (struct place){&diags->items.items[i], i};
    qsort(places, diags->items.n, sizeof *places, by_place);
    for (size_t i = 0; i < diags->items.n; i++)
        print_one(&p, places[i].diag);
}
