#include "base/diag_list.h"

#include <stdlib.h>
#include <string.h>

#include "runtime/base/nearest.h"

const struct code_entry code_entries[] = {
#define CODE(number, name, explanation) {MG##number, "MG" #number, name, explanation},
#include "base/codes.def"
#undef CODE
};
const size_t code_entry_count = sizeof code_entries / sizeof *code_entries;

struct diags *diags_new(struct arena *arena)
{
    struct diags *diags = arena_new_of(arena, struct diags);

    diags->arena = arena;
    return diags;
}

int diags_errors(const struct diags *diags)
{
    return diags->errors;
}

int diags_warnings(const struct diags *diags)
{
    return diags->warnings;
}

static const char *format_text(struct arena *arena, const char *format, va_list args)
{
    va_list again;
    int n;

    va_copy(again, args);
    n = vsnprintf(NULL, 0, format, again);
    va_end(again);

    char *text = arena_alloc(arena, (size_t)n + 1);

    vsnprintf(text, (size_t)n + 1, format, args);
    return text;
}

static void add(struct diags *diags, bool error, enum code code, struct loc loc, const char *format,
                va_list args)
{
    struct diag *d = vec_push(diags->arena, &diags->items);

    *d = (struct diag){.code = code, .error = error, .loc = loc};
    d->text = format_text(diags->arena, format, args);
    if (error)
        diags->errors++;
    else
        diags->warnings++;
}

void diag_error(struct diags *diags, enum code code, struct loc loc, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    add(diags, true, code, loc, format, args);
    va_end(args);
}

void diag_warning(struct diags *diags, enum code code, struct loc loc, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    add(diags, false, code, loc, format, args);
    va_end(args);
}

static struct diag *last(struct diags *diags)
{
    if (diags->items.n == 0)
        BUG("a note or hint before any diagnostic");
    return &diags->items.items[diags->items.n - 1];
}

void diag_note(struct diags *diags, struct loc loc, const char *format, ...)
{
    struct diag *d = last(diags);
    struct note *note = vec_push(diags->arena, &d->notes);
    va_list args;

    va_start(args, format);
    *note = (struct note){loc, format_text(diags->arena, format, args)};
    va_end(args);
}

void diag_hint(struct diags *diags, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    last(diags)->hint = format_text(diags->arena, format, args);
    va_end(args);
}

void diag_detail(struct diags *diags, const char *text)
{
    last(diags)->detail = arena_strdup(diags->arena, text);
}

const char *nearest(const char *word, const char *const *candidates, size_t n)
{
    struct mg_nearest near = MG_NEAREST(word);

    for (size_t i = 0; i < n; i++)
        mg_nearest_offer(&near, candidates[i]);
    return near.best;
}

_Noreturn void bug(const char *file, int line, const char *format, ...)
{
    va_list args;

    fprintf(stderr, "modelgen: a mistake in modelgen itself (%s:%d): ", file, line);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputs("\nPlease report it with the models that led to it. Nothing was written.\n", stderr);
    abort();
}
