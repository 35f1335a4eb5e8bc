#include <glob.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "read/reading.h"
#include "runtime/base/buf.h"

static const char main_file[] = "modelgen-models.c";
static const char unclosed[] = "modelgen: unclosed ";
static const char flags_hint[] =
    "Flags for reading models are those of clang: -I, -D, -include, -std=...";

/* A file that does not exist: it includes all headers, and notices one that lacks end.h. */
static const char *main_text(struct reading *r)
{
    struct mg_buf b = MG_BUF_INIT;

    for (size_t i = 0; i < r->options->headers.n; i++)
        mg_buf_printf(&b, "#include \"%s\"\n#ifdef MG_IN_MODEL_\n#error \"%s%zu\"\n#endif\n",
                      r->options->headers.items[i], unclosed, i);

    const char *text = arena_text(r->arena, &b);

    mg_buf_free(&b);
    return text;
}

/* --- Clang's errors ----------------------------------------------------------------------- */

static void report_unclosed(struct reading *r, const char *number)
{
    size_t i = strtoul(number, NULL, 10);

    diag_error(r->diags, MG134, (struct loc){r->options->headers.items[i], 0, 0},
               "this header, or one that it includes, does not end its model");
    diag_hint(r->diags, "#include <modelgen/end.h> after the last table.");
}

/* Our own headers, and the file that is pretended to include the models. */
static bool is_ours(struct reading *r, struct loc loc)
{
    const char *directory = r->options->include_dir;
    size_t n = strlen(directory);

    return loc.file &&
           (strcmp(loc.file, main_file) == 0 ||
            (strncmp(loc.file, directory, n) == 0 && strncmp(loc.file + n, "/modelgen/", 10) == 0));
}

static struct loc loc_of_diagnostic(struct reading *r, CXDiagnostic diagnostic)
{
    struct loc loc = loc_of_location(r, clang_getDiagnosticLocation(diagnostic));
    CXDiagnosticSet notes = clang_getChildDiagnostics(diagnostic);

    /* What is wrong in our headers is wrong where they are included. */
    for (unsigned i = 0; i < clang_getNumDiagnosticsInSet(notes) && is_ours(r, loc); i++) {
        CXDiagnostic note = clang_getDiagnosticInSet(notes, i);

        loc = loc_of_location(r, clang_getDiagnosticLocation(note));
        clang_disposeDiagnostic(note);
    }
    clang_disposeDiagnosticSet(notes);
    return loc;
}

static void report_notes(struct reading *r, CXDiagnostic diagnostic)
{
    CXDiagnosticSet notes = clang_getChildDiagnostics(diagnostic);

    for (unsigned i = 0; i < clang_getNumDiagnosticsInSet(notes); i++) {
        CXDiagnostic note = clang_getDiagnosticInSet(notes, i);
        CXString text = clang_getDiagnosticSpelling(note);
        const char *spelling = clang_getCString(text);
        struct loc loc = loc_of_location(r, clang_getDiagnosticLocation(note));

        if (!is_ours(r, loc) && strncmp(spelling, "expanded from macro", 19) != 0 &&
            strncmp(spelling, "in file included from", 21) != 0)
            diag_note(r->diags, loc, "%s", spelling);
        clang_disposeString(text);
        clang_disposeDiagnostic(note);
    }
    clang_disposeDiagnosticSet(notes);
}

/* One of clang's errors; not what follows in the main file from one before. */
static void report_error(struct reading *r, CXDiagnostic diagnostic)
{
    CXString text = clang_getDiagnosticSpelling(diagnostic);
    const char *spelling = clang_getCString(text), *number = strstr(spelling, unclosed);
    struct loc loc = loc_of_diagnostic(r, diagnostic);

    if (number) {
        if (!r->clang_failed) /* one is enough */
            report_unclosed(r, number + sizeof unclosed - 1);
    } else if (!loc.file) {
        diag_error(r->diags, MG103, loc, "%s", spelling);
        diag_hint(r->diags, "%s", flags_hint);
    } else if (!is_ours(r, loc) || !r->clang_failed) {
        diag_error(r->diags, MG101, loc, "%s", spelling);
        report_notes(r, diagnostic);
        read_hint(r, loc, spelling);
    }
    r->clang_failed = true;
    clang_disposeString(text);
}

/* Errors at their own places come first: those in the main file follow from them. */
static bool report_errors(struct reading *r)
{
    for (int ours = 0; ours < 2; ours++)
        for (unsigned i = 0; i < clang_getNumDiagnostics(r->tu); i++) {
            CXDiagnostic diagnostic = clang_getDiagnostic(r->tu, i);

            if (clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error &&
                is_ours(r, loc_of_diagnostic(r, diagnostic)) == ours)
                report_error(r, diagnostic);
            clang_disposeDiagnostic(diagnostic);
        }
    return r->clang_failed;
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
    diag_hint(r->diags, "%s", flags_hint);
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
    return !report_errors(r);
}
