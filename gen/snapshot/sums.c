#include "snapshot/sums.h"

#include <string.h>

#include "base/file.h"
#include "runtime/base/buf.h"
#include "snapshot/conflict.h"

#define SUMS_FILE "migrations.sum"

enum { SUM_DIGITS = 64 };

struct line {
    const char *file, *sum;
    unsigned number;
};

struct lines {
    struct line *items;
    size_t n, space;
};

/* The size keeps name and bytes apart. */
static const char *sum_of(struct arena *arena, const char *before, const struct revision *r)
{
    struct mg_buf b = MG_BUF_INIT;

    mg_buf_printf(&b, "%s\n%s\n%zu\n", before, r->file, r->size);
    mg_buf_addn(&b, r->bytes, r->size);
    if (mg_buf_failed(&b))
        out_of_memory();

    const char *sum = sha256_hex(arena, b.p, b.n);

    mg_buf_free(&b);
    return sum;
}

const char *history_sums(struct arena *arena, const struct history *history,
                         const struct revision *extra)
{
    struct mg_buf b = MG_BUF_INIT;
    const char *sum = "";

    for (size_t i = 0; i < history->n + (extra ? 1 : 0); i++) {
        const struct revision *r = i < history->n ? &history->items[i] : extra;

        sum = sum_of(arena, sum, r);
        mg_buf_printf(&b, "%s %s\n", r->file, sum);
    }
    if (mg_buf_failed(&b))
        out_of_memory();

    const char *text = arena_text(arena, &b);

    mg_buf_free(&b);
    return text;
}

static bool is_sum(const char *text, size_t n)
{
    return n == SUM_DIGITS && strspn(text, "0123456789abcdef") >= n;
}

static bool parse_lines(struct arena *arena, const char *path, const char *text,
                        struct lines *lines, struct diags *diags)
{
    for (unsigned number = 1; *text; number++) {
        size_t n = strcspn(text, "\r\n");
        const char *space = memchr(text, ' ', n);
        size_t name = space ? (size_t)(space - text) : 0;

        if (!name || !is_sum(space + 1, n - name - 1)) {
            diag_error(diags, MG218, (struct loc){path, number, 1},
                       "this line is not a migration and its sum");
            diag_hint(diags, "Take the file back from version control, or run modelgen sum if the "
                             "migrations are known to be right.");
            return false;
        }
        *vec_push(arena, lines) = (struct line){
            arena_strndup(arena, text, name),
            arena_strndup(arena, space + 1, SUM_DIGITS),
            number,
        };
        text += n;
        text += *text == '\r';
        text += *text == '\n';
    }
    return true;
}

/* Names in another order: something was added, taken away or renamed. */
static void report_names(const char *path, const struct line *line, const struct revision *r,
                         struct diags *diags)
{
    bool gone = line && (!r || strcmp(line->file, r->file) < 0);

    if (gone)
        diag_error(diags, MG217, (struct loc){path, line->number, 1},
                   "\"%s\" is in migrations.sum, but the file is not here", line->file);
    else
        diag_error(diags, MG217, (struct loc){r->path, 0, 0},
                   "\"%s\" is not in migrations.sum where it belongs", r->file);
    diag_hint(diags, "Take merged migrations back from version control. If the files are as they "
                     "should be, and none of these has been merged, run modelgen sum.");
}

static void report_edit(const struct revision *r, struct diags *diags)
{
    diag_error(diags, MG217, (struct loc){r->path, 0, 0},
               "\"%s\" is not what it was when migrations.sum was written", r->file);
    diag_hint(diags, "If it has not been merged yet, run modelgen sum. A merged migration is never "
                     "edited: take it back, and write another one.");
}

void sums_check(struct arena *arena, const struct history *history, struct diags *diags)
{
    const char *path = file_join(arena, history->dir, SUMS_FILE), *before = "";
    struct lines lines = {0};
    size_t n = 0;

    if (file_exists(path)) {
        const char *text = file_read(arena, path, &n, diags);

        if (!text || has_conflict(path, text, n, diags) ||
            !parse_lines(arena, path, text, &lines, diags))
            return;
    }
    /* Each line is checked against the one before as it stands: every edited file is named. */
    for (size_t i = 0; i < history->n || i < lines.n; i++) {
        const struct revision *r = i < history->n ? &history->items[i] : NULL;
        const struct line *line = i < lines.n ? &lines.items[i] : NULL;

        if (!r || !line || strcmp(r->file, line->file) != 0) {
            report_names(path, line, r, diags);
            return;
        }
        if (strcmp(sum_of(arena, before, r), line->sum) != 0)
            report_edit(r, diags);
        before = line->sum;
    }
}
