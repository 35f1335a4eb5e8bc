#include <ctype.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "read/reading.h"
#include "runtime/buf.h"

static const char main_file[] = "modelgen-models.c";
static const char unclosed[] = "modelgen: unclosed ";

/* A file that does not exist: it includes all headers, and notices one that lacks end.h. */
static const char *main_text(struct reading *r)
{
    struct mg_buf b = MG_BUF_INIT;

    for (size_t i = 0; i < r->options->headers.n; i++)
        mg_buf_printf(&b,
                      "#include \"%s\"\n#ifdef MG_IN_MODEL_\n#error \"%s%zu\"\n#endif\n",
                      r->options->headers.items[i], unclosed, i);

    const char *text = arena_strndup(r->arena, b.n ? mg_buf_text(&b) : "", b.n);

    mg_buf_free(&b);
    return text;
}

/* --- Clang's errors ----------------------------------------------------------------------- */

static const char *source_line(struct reading *r, struct loc loc, const char **file)
{
    for (size_t i = 0; i < r->sources.n; i++) {
        const struct source *source = &r->sources.items[i];
        const char *line = source->bytes;

        if (!line || !loc.file || strcmp(source->name, loc.file) != 0)
            continue;
        *file = line;
        for (unsigned n = 1; line && n < loc.line; n++) {
            line = strchr(line, '\n');
            line = line ? line + 1 : NULL;
        }
        return line ? arena_strndup(r->arena, line, strcspn(line, "\n")) : NULL;
    }
    return NULL;
}

/* What makes a line fail to compile is often a word that is misspelt, or no word yet. */
static void hint_at_words(struct reading *r, struct loc loc)
{
    const char *file = NULL, *p = source_line(r, loc, &file);

    while (p && *p) {
        size_t n = 0;

        while (isalnum((unsigned char)p[n]) || p[n] == '_')
            n++;
        if (n == 0) {
            p++;
            continue;
        }
        if (n > 3 && isupper((unsigned char)p[0]) && isupper((unsigned char)p[1])) {
            const char *word = arena_strndup(r->arena, p, n), *near = word_nearest(word, ~0u);

            if (word_find(p, n) == WORD_NONE && near) {
                diag_hint(r->diags, "Is %s meant to be %s?", word, near);
                return;
            }
            if (word_find(p, n) != WORD_NONE && !strstr(file, "modelgen/begin.h")) {
                diag_hint(r->diags,
                          "%s is a word of the model language: #include <modelgen/begin.h> first.",
                          word);
                return;
            }
        }
        p += n;
    }
}

static void report_unclosed(struct reading *r, const char *number)
{
    size_t i = strtoul(number, NULL, 10);

    diag_error(r->diags, MG134, (struct loc){r->options->headers.items[i], 0, 0},
               "this header, or one that it includes, does not end its model");
    diag_hint(r->diags, "#include <modelgen/end.h> after the last table.");
}

static void report_notes(struct reading *r, CXDiagnostic diagnostic)
{
    CXDiagnosticSet notes = clang_getChildDiagnostics(diagnostic);

    for (unsigned i = 0; i < clang_getNumDiagnosticsInSet(notes); i++) {
        CXDiagnostic note = clang_getDiagnosticInSet(notes, i);
        CXString text = clang_getDiagnosticSpelling(note);
        struct loc loc = loc_of_location(r, clang_getDiagnosticLocation(note));

        /* Places in our own macros help nobody. */
        if (strncmp(clang_getCString(text), "expanded from macro", 19) != 0)
            diag_note(r->diags, loc, "%s", clang_getCString(text));
        clang_disposeString(text);
        clang_disposeDiagnostic(note);
    }
    clang_disposeDiagnosticSet(notes);
}

static bool report_errors(struct reading *r, CXTranslationUnit tu)
{
    bool found = false;

    for (unsigned i = 0; i < clang_getNumDiagnostics(tu); i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(tu, i);

        if (clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error) {
            CXString text = clang_getDiagnosticSpelling(diagnostic);
            const char *spelling = clang_getCString(text);
            const char *number = strstr(spelling, unclosed);
            struct loc loc = loc_of_location(r, clang_getDiagnosticLocation(diagnostic));

            if (number && found)
                ; /* one unclosed header is enough */
            else if (number)
                report_unclosed(r, number + sizeof unclosed - 1);
            else {
                diag_error(r->diags, MG101, loc, "%s", spelling);
                report_notes(r, diagnostic);
                hint_at_words(r, loc);
            }
            found = true;
            clang_disposeString(text);
        }
        clang_disposeDiagnostic(diagnostic);
    }
    return found;
}

/* --- Parsing ------------------------------------------------------------------------------ */

static CXTranslationUnit parse(struct reading *r, const struct strings *flags, const char *text)
{
    struct CXUnsavedFile file = {main_file, text, strlen(text)};
    CXTranslationUnit tu = NULL;

    clang_parseTranslationUnit2(r->index, main_file, flags->items, (int)flags->n, &file, 1,
                                CXTranslationUnit_SkipFunctionBodies, &tu);
    return tu;
}

/*
 * libclang gives nothing at all, not even a message, for flags that it does not understand: each is
 * tried alone.
 */
static void report_flags(struct reading *r, const struct strings *flags)
{
    bool found = false;

    for (size_t i = 0; i < flags->n; i++) {
        struct strings one = {0};
        const char *flag = flags->items[i];

        strings_add(r->arena, &one, "-xc");
        strings_add(r->arena, &one, flag);
        if (*flag != '-') /* belongs to the one before it */
            continue;
        if (i + 1 < flags->n && flags->items[i + 1][0] != '-')
            strings_add(r->arena, &one, flags->items[i + 1]);

        CXTranslationUnit tu = parse(r, &one, "");

        if (tu) {
            clang_disposeTranslationUnit(tu);
            continue;
        }
        diag_error(r->diags, MG103, (struct loc){0}, "libclang does not understand the flag \"%s\"",
                   flag);
        found = true;
    }
    if (!found)
        diag_error(r->diags, MG103, (struct loc){0}, "libclang does not understand its flags");
    diag_hint(r->diags, "Flags for reading models are those of clang: -I, -D, -include, -std=...");
}

/*
 * libclang brings no headers of its own; where they are not found beside it (stddef.h, stdbool.h,
 * ...), those of any clang or gcc do.
 */
static const char *find_compiler_headers(struct reading *r)
{
    static const char *const patterns[] = {
        "/usr/lib/llvm-*/lib/clang/*/include/stddef.h",
        "/usr/lib/clang/*/include/stddef.h",
        "/usr/lib64/clang/*/include/stddef.h",
        "/usr/local/lib/clang/*/include/stddef.h",
        "/usr/lib/gcc/*/*/include/stddef.h",
        "/usr/lib64/gcc/*/*/include/stddef.h",
    };
    const char *found = NULL;

    for (size_t i = 0; i < sizeof patterns / sizeof *patterns && !found; i++) {
        glob_t paths;

        if (glob(patterns[i], 0, NULL, &paths) == 0 && paths.gl_pathc > 0)
            found = file_directory(r->arena, paths.gl_pathv[paths.gl_pathc - 1]);
        globfree(&paths);
    }
    return found;
}

static bool lacks_compiler_headers(CXTranslationUnit tu)
{
    static const char *const names[] = {"'stddef.h' file not found", "'stdbool.h' file not found",
                                        "'stdarg.h' file not found", "'float.h' file not found",
                                        "'limits.h' file not found", "'stdint.h' file not found"};
    bool lacks = false;

    for (unsigned i = 0; i < clang_getNumDiagnostics(tu); i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(tu, i);
        CXString text = clang_getDiagnosticSpelling(diagnostic);

        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            lacks |= strcmp(clang_getCString(text), names[k]) == 0;
        clang_disposeString(text);
        clang_disposeDiagnostic(diagnostic);
    }
    return lacks;
}

static bool headers_exist(struct reading *r)
{
    bool all = true;

    for (size_t i = 0; i < r->options->headers.n; i++) {
        const char *path = r->options->headers.items[i];

        if (file_exists(path) && !strpbrk(path, "\"\n"))
            continue;
        diag_error(r->diags, MG102, (struct loc){path, 0, 0},
                   file_exists(path) ? "this name cannot be included" : "there is no such header");
        all = false;
    }
    return all;
}

bool read_parse(struct reading *r)
{
    const char *text = main_text(r);
    struct strings flags = {0};

    if (!headers_exist(r) || !read_flags(r, &flags))
        return false;
    r->tu = parse(r, &flags, text);
    if (r->tu && lacks_compiler_headers(r->tu)) {
        const char *headers = find_compiler_headers(r);

        if (headers) {
            strings_add(r->arena, &flags, "-isystem");
            strings_add(r->arena, &flags, headers);
            clang_disposeTranslationUnit(r->tu);
            r->tu = parse(r, &flags, text);
        }
    }
    if (!r->tu) {
        report_flags(r, &flags);
        return false;
    }
    return !report_errors(r, r->tu);
}
