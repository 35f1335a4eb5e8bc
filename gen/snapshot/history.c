#include "snapshot/history.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "snapshot/descriptor.h"
#include "snapshot/sums.h"

enum { NUMBER_DIGITS = 3, MAX_NUMBER_DIGITS = 8, MAX_MESSAGE = 80 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static struct loc in_file(const struct revision *r, unsigned line)
{
    return (struct loc){r->path, line, line ? 1 : 0};
}

/* --- Names -------------------------------------------------------------------------------- */

const char *history_file_name(struct arena *arena, int number, const char *name)
{
    return arena_printf(arena, "%0*d_%s.c", NUMBER_DIGITS, number, name);
}

/* NNN_name.c; three digits, or more without a zero in front. */
static bool parse_file_name(struct arena *arena, struct revision *r)
{
    size_t digits = strspn(r->file, "0123456789"), n = strlen(r->file);
    const char *name = r->file + digits + 1, *end = r->file + n - 2;

    if (digits < NUMBER_DIGITS || digits > MAX_NUMBER_DIGITS || r->file[digits] != '_' ||
        name >= end || (digits > NUMBER_DIGITS && *r->file == '0'))
        return false;
    for (const char *p = name; p < end; p++)
        if (!is_digit(*p) && !is_lower(*p) && *p != '_')
            return false;
    r->number = atoi(r->file);
    r->name = arena_strndup(arena, name, (size_t)(end - name));
    return r->number > 0;
}

const char *history_name(struct arena *arena, const char *message, struct diags *diags)
{
    const struct loc nowhere = {NULL, 0, 0};
    char *name = arena_alloc(arena, strlen(message) + 1), *to = name;
    const char *wrong = NULL;

    if (!*message)
        wrong = "the message is empty";
    else if (strlen(message) > MAX_MESSAGE)
        wrong = "the message is longer than 80 bytes";
    for (const char *p = message; *p && !wrong; p++) {
        char c = *p >= 'A' && *p <= 'Z' ? (char)(*p + 'a' - 'A') : *p;

        if ((unsigned char)c < 0x20 || c == 0x7f)
            wrong = "the message holds a control character";
        else if (is_digit(c) || is_lower(c))
            *to++ = c;
        else if (to > name && to[-1] != '_')
            *to++ = '_';
    }
    if (to > name && to[-1] == '_')
        to--;
    *to = 0;
    if (!wrong && !*name)
        wrong = "the message has no letter from a to z and no digit";
    if (!wrong)
        return name;
    diag_error(diags, MG219, nowhere, "%s", wrong);
    diag_hint(diags, "Say in a few words what changes: -m \"add notifications\".");
    return NULL;
}

/* --- One migration ------------------------------------------------------------------------ */

/* False when the file says too little to have a place in the chain. */
static bool read_descriptor(struct arena *arena, struct revision *r, struct diags *diags)
{
    struct descriptor d = descriptor_find(arena, r->bytes);
    const char *missing = !d.line        ? "MIGRATION(...)"
                          : d.number < 0 ? ".number in MIGRATION(...)"
                          : !d.revision  ? ".revision in MIGRATION(...)"
                          : !d.name      ? ".name in MIGRATION(...)"
                                         : NULL;

    if (missing) {
        diag_error(diags, MG213, in_file(r, d.line), "\"%s\" has no %s", r->file, missing);
        diag_hint(diags,
                  "It ends with MIGRATION(.number = %d, .revision = \"...\", .down_revision "
                  "= \"...\", .name = \"%s\");",
                  r->number, r->name);
        return false;
    }
    if (d.number != r->number)
        diag_error(diags, MG214, in_file(r, d.line),
                   "the number is %d here and %d in the file's name", d.number, r->number);
    if (strcmp(d.name, r->name) != 0)
        diag_error(diags, MG214, in_file(r, d.line),
                   "the name is \"%s\" here and \"%s\" in the file's name", d.name, r->name);
    r->revision = d.revision;
    r->down_revision = d.down_revision;
    return true;
}

static void load_one(struct arena *arena, struct history *history, const char *path,
                     struct diags *diags)
{
    struct revision r = {.path = path, .file = file_name(path)};

    if (!parse_file_name(arena, &r)) {
        diag_error(diags, MG210, in_file(&r, 0), "\"%s\" is not the name of a migration", r.file);
        diag_hint(diags, "Migrations are called NNN_name.c. Other sources belong elsewhere.");
        return;
    }
    r.bytes = file_read(arena, path, &r.size, diags);
    if (r.bytes && read_descriptor(arena, &r, diags))
        *vec_push(arena, history) = r;
}

/* --- The chain ---------------------------------------------------------------------------- */

static int compare_revisions(const void *left, const void *right)
{
    const struct revision *a = left, *b = right;

    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    return strcmp(a->file, b->file);
}

static bool same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static const struct revision *earlier_with(const struct history *history, size_t n,
                                           const char *revision, const char *down_revision)
{
    for (size_t i = 0; i < n; i++)
        if ((revision && same(history->items[i].revision, revision)) ||
            (down_revision && same(history->items[i].down_revision, down_revision)))
            return &history->items[i];
    return NULL;
}

static void check_link(const struct history *history, size_t i, struct diags *diags)
{
    const struct revision *r = &history->items[i], *before = i ? r - 1 : NULL;
    const struct revision *rival = earlier_with(history, i, NULL, r->down_revision);

    if (before ? same(r->down_revision, before->revision) : !r->down_revision)
        return;
    if (rival) {
        diag_error(diags, MG216, in_file(r, 0), "\"%s\" and \"%s\" both revise %s", rival->file,
                   r->file, r->down_revision);
        diag_hint(diags,
                  "Let the one that has not been merged yet follow the other: its number, its "
                  ".down_revision, its file's name; then run modelgen sum.");
    } else if (!r->down_revision) {
        diag_error(diags, MG215, in_file(r, 0), "\"%s\" revises nothing, and is not the first",
                   r->file);
    } else if (!before) {
        diag_error(diags, MG215, in_file(r, 0), "\"%s\" revises %s, which is not here", r->file,
                   r->down_revision);
    } else {
        diag_error(diags, MG215, in_file(r, 0),
                   "\"%s\" revises %s; the one before it, \"%s\", is %s", r->file, r->down_revision,
                   before->file, before->revision);
    }
}

static void check_chain(const struct history *history, struct diags *diags)
{
    for (size_t i = 0; i < history->n; i++) {
        const struct revision *r = &history->items[i], *before = i ? r - 1 : NULL;
        const struct revision *twin = earlier_with(history, i, r->revision, NULL);

        if (before && before->number == r->number) {
            diag_error(diags, MG211, in_file(r, 0), "\"%s\" and \"%s\" have one number",
                       before->file, r->file);
            diag_hint(diags,
                      "Let the one that has not been merged yet follow the other: its number, "
                      "its .down_revision, its file's name; then run modelgen sum.");
            continue;
        }
        if (before && r->number != before->number + 1)
            diag_error(diags, MG212, in_file(r, 0),
                       "\"%s\" comes after \"%s\": number %d is missing", r->file, before->file,
                       before->number + 1);
        if (twin)
            diag_error(diags, MG215, in_file(r, 0), "\"%s\" and \"%s\" are both revision %s",
                       twin->file, r->file, r->revision);
        check_link(history, i, diags);
    }
}

struct history history_load(struct arena *arena, const char *dir, bool check_sums,
                            struct diags *diags)
{
    struct strings paths = file_list(arena, dir, ".c");
    struct history history = {.dir = dir};
    int errors = diags_errors(diags);

    for (size_t i = 0; i < paths.n; i++)
        load_one(arena, &history, paths.items[i], diags);
    if (history.n)
        qsort(history.items, history.n, sizeof *history.items, compare_revisions);
    /* Without a file that could not be read the rest is no chain, which need not be said as well.
     */
    if (diags_errors(diags) == errors)
        check_chain(&history, diags);
    if (check_sums && diags_errors(diags) == errors)
        sums_check(arena, &history, diags);
    return history;
}
