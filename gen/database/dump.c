#include <stdlib.h>
#include <string.h>

#include "database/database.h"
#include "database/process.h"
#include "runtime/base/buf.h"

/*
 * pg_dump heads each object with a comment, `-- Name: users; Type: TABLE; Schema: public; Owner:
 * -`. The objects are sorted by it: where one stands says only what depended on what.
 */
struct entry {
    const char *name;
    struct strings lines;
};

struct dump {
    VEC(struct entry) entries;
};

/* --- Reading ------------------------------------------------------------------------------ */

static int by_name(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    int order = strcmp(x->name, y->name);

    for (size_t i = 0; order == 0 && (i < x->lines.n || i < y->lines.n); i++)
        order = i >= x->lines.n   ? -1
                : i >= y->lines.n ? 1
                                  : strcmp(x->lines.items[i], y->lines.items[i]);
    return order;
}

static const char *entry_name(struct arena *arena, const char *line, size_t n)
{
    const char *text = arena_strndup(arena, line, n);
    const char *owner = strstr(text, "; Owner:");

    return owner ? arena_strndup(arena, text, (size_t)(owner - text)) : text;
}

/* Lines of the client and of this one run, and comments that are no headings. */
static bool is_noise(const char *line, size_t n)
{
    static const char *const starts[] = {"\\restrict ", "\\unrestrict ", "-- Dumped ",
                                         "-- PostgreSQL database dump", "SET default_table"};

    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (strncmp(line, starts[i], strlen(starts[i])) == 0)
            return true;
    return n == 0 || (n == 2 && line[0] == '-' && line[1] == '-');
}

const struct dump *dump_parse(struct arena *arena, const char *text)
{
    struct dump *dump = arena_new_of(arena, struct dump);
    struct entry *entry = vec_push(arena, &dump->entries);

    entry->name = "";
    for (const char *line = text; *line;) {
        size_t n = strcspn(line, "\n");

        if (strncmp(line, "-- Name: ", 9) == 0) {
            entry = vec_push(arena, &dump->entries);
            *entry = (struct entry){.name = entry_name(arena, line + 9, n - 9)};
        } else if (!is_noise(line, n)) {
            strings_add(arena, &entry->lines, arena_strndup(arena, line, n));
        }
        line += n + (line[n] == '\n');
    }
    qsort(dump->entries.items, dump->entries.n, sizeof *dump->entries.items, by_name);
    return dump;
}

/* --- Columns in any order ----------------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The lines between CREATE TABLE x ( and ), without commas and sorted. */
static struct strings sorted_columns(struct arena *arena, const struct entry *entry)
{
    struct strings sorted = {0};
    size_t first = 0;

    if (!strstr(entry->name, "; Type: TABLE;"))
        return entry->lines;
    for (size_t i = 0; i < entry->lines.n; i++) {
        const char *line = entry->lines.items[i];
        size_t n = strlen(line);
        bool inside = strncmp(line, "    ", 4) == 0;

        if (inside && n && line[n - 1] == ',')
            line = arena_strndup(arena, line, n - 1);
        if (!inside) {
            if (sorted.n > first)
                qsort(sorted.items + first, sorted.n - first, sizeof *sorted.items, by_text);
            first = sorted.n + 1;
        }
        strings_add(arena, &sorted, line);
    }
    return sorted;
}

/* --- Differences -------------------------------------------------------------------------- */

static void put_lines(struct mg_buf *out, char mark, const struct strings *lines, size_t from,
                      size_t to)
{
    for (size_t i = from; i < to; i++) {
        mg_buf_addc(out, mark);
        mg_buf_add(out, lines->items[i]);
        mg_buf_addc(out, '\n');
    }
}

/* What is common to a[i..] and b[k..]: the length of the longest one is at [i][k]. */
static unsigned *common_lengths(struct arena *arena, const struct strings *a,
                                const struct strings *b)
{
    size_t width = b->n + 1;
    unsigned *length = arena_alloc(arena, (a->n + 1) * width * sizeof *length);

    for (size_t i = a->n; i-- > 0;)
        for (size_t k = b->n; k-- > 0;) {
            unsigned down = length[(i + 1) * width + k], right = length[i * width + k + 1];

            length[i * width + k] = strcmp(a->items[i], b->items[k]) == 0
                                        ? length[(i + 1) * width + k + 1] + 1
                                        : (down > right ? down : right);
        }
    return length;
}

enum { CONTEXT = 2, TOO_LONG = 3000 };

/* A line diff; what is the same is shown only near what is not. */
static void put_difference(struct arena *arena, struct mg_buf *out, const struct strings *a,
                           const struct strings *b)
{
    if (a->n > TOO_LONG || b->n > TOO_LONG) {
        put_lines(out, '-', a, 0, a->n);
        put_lines(out, '+', b, 0, b->n);
        return;
    }

    const unsigned *length = common_lengths(arena, a, b);
    size_t width = b->n + 1, same = 0, i = 0, k = 0;
    bool any = false;

    while (i < a->n || k < b->n) {
        if (i < a->n && k < b->n && strcmp(a->items[i], b->items[k]) == 0) {
            if (any && same < CONTEXT)
                put_lines(out, ' ', a, i, i + 1);
            i++, k++, same++;
            continue;
        }
        /* The context before a change that was not shown as the one after the last. */
        size_t shown = any ? (same < CONTEXT ? same : CONTEXT) : 0;
        size_t before = same - shown < CONTEXT ? same - shown : CONTEXT;

        if (any && same > shown + before)
            mg_buf_add(out, " ...\n");
        put_lines(out, ' ', a, i - before, i);
        any = true;
        same = 0;
        if (k >= b->n || (i < a->n && length[(i + 1) * width + k] >= length[i * width + k + 1]))
            put_lines(out, '-', a, i, i + 1), i++;
        else
            put_lines(out, '+', b, k, k + 1), k++;
    }
}

static void put_entry(struct arena *arena, struct mg_buf *out, const struct entry *before,
                      const struct entry *after, bool any_order)
{
    struct strings none = {0};
    struct strings a = before ? before->lines : none, b = after ? after->lines : none;

    if (any_order && before && after) {
        a = sorted_columns(arena, before);
        b = sorted_columns(arena, after);
    }
    if (strings_equal(&a, &b))
        return;
    mg_buf_printf(out, "@@ %s @@\n", before ? before->name : after->name);
    put_difference(arena, out, &a, &b);
}

static const char *finished(struct arena *arena, struct mg_buf *out)
{
    const char *text;

    if (mg_buf_failed(out))
        out_of_memory();
    text = arena_text(arena, out);
    mg_buf_free(out);
    return text;
}

static struct strings lines_of(struct arena *arena, const char *text)
{
    struct strings lines = {0};

    while (*text) {
        size_t n = strcspn(text, "\n");

        strings_add(arena, &lines, arena_strndup(arena, text, n));
        text += n + (text[n] == '\n');
    }
    return lines;
}

const char *text_difference(struct arena *arena, const char *before, const char *after)
{
    struct strings a = lines_of(arena, before), b = lines_of(arena, after);
    struct mg_buf out = MG_BUF_INIT;

    if (!strings_equal(&a, &b))
        put_difference(arena, &out, &a, &b);
    return finished(arena, &out);
}

const char *dump_difference(struct arena *arena, const struct dump *before,
                            const struct dump *after, bool any_order)
{
    struct mg_buf out = MG_BUF_INIT;
    const char *text;
    size_t i = 0, k = 0;

    while (i < before->entries.n || k < after->entries.n) {
        const struct entry *a = i < before->entries.n ? &before->entries.items[i] : NULL;
        const struct entry *b = k < after->entries.n ? &after->entries.items[k] : NULL;
        int order = !a ? 1 : !b ? -1 : strcmp(a->name, b->name);

        put_entry(arena, &out, order <= 0 ? a : NULL, order >= 0 ? b : NULL, any_order);
        i += order <= 0;
        k += order >= 0;
    }
    text = finished(arena, &out);
    return *text ? text : NULL;
}

/* --- Of a database ------------------------------------------------------------------------ */

const char *dump_program(struct arena *arena, struct diags *diags)
{
    const char *pg_dump = process_find(arena, "pg_dump");

    if (!pg_dump) {
        diag_error(diags, MG606, (struct loc){0}, "pg_dump is not installed");
        diag_hint(diags, "On Debian and Ubuntu: apt install postgresql-client");
    }
    return pg_dump;
}

const struct dump *dump_take(struct arena *arena, const char *pg_dump, const char *url, bool citus,
                             struct diags *diags)
{
    const char *const argv[] = {
        pg_dump, "--schema-only", "--no-owner", "--exclude-schema=modelgen", "--dbname", url, NULL};
    const char *output, *distributions = "";

    if (!process_run(arena, NULL, argv, NULL, &output)) {
        diag_error(diags, MG605, (struct loc){0}, "pg_dump failed");
        diag_detail(diags, output);
        return NULL;
    }
    if (citus && !(distributions = database_distributions(arena, url, diags)))
        return NULL;
    return dump_parse(arena, arena_printf(arena, "%s%s", output, distributions));
}
