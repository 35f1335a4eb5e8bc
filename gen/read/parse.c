#include <ctype.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "model/types.h"
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

/* TWICE = 1 LABEL("two"): compilers do not see the word, clang wants it before the value. */
static bool hint_at_enumerator(struct reading *r, const char *line, unsigned column)
{
    static const char *const words[] = {"LABEL", "IGNORE", "RENAMED_FROM"};
    bool is_word = false;

    if (column > strlen(line))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        is_word |= strncmp(line + column - 1, words[i], strlen(words[i])) == 0;
    for (const char *p = line + column - 1; is_word && p > line && !strchr(",{", p[-1]); p--)
        if (p[-1] == '=') {
            diag_hint(r->diags,
                      "The words of an enumerator stand before its value: ONE LABEL(\"x\") = 1.");
            return true;
        }
    return false;
}

/* What makes a line fail to compile is often a word that is misspelt, or no word yet. */
static bool hint_at_word(struct reading *r, const char *file, const char *text, bool starts_line)
{
    unsigned in_file = AT_FILE | AT_STRUCT | AT_ENUM;
    enum word_id id = word_find(text, strlen(text));
    const char *near =
        id == WORD_NONE ? word_nearest(text, starts_line ? in_file : ~in_file) : NULL;

    if (near)
        diag_hint(r->diags, "Is %s meant to be %s?", text, near);
    else if (id != WORD_NONE && !strstr(file, "modelgen/begin.h"))
        diag_hint(r->diags,
                  "%s is a word of the model language: #include <modelgen/begin.h> first.", text);
    else
        return false;
    return true;
}

static void hint_at_words(struct reading *r, struct loc loc)
{
    const char *file = NULL, *line = source_line(r, loc, &file), *p = line;

    if (!p || hint_at_enumerator(r, p, loc.column))
        return;
    while (*p) {
        size_t n = 0;

        while (isalnum((unsigned char)p[n]) || p[n] == '_')
            n++;
        if (n > 3 && isupper((unsigned char)p[0]) && isupper((unsigned char)p[1]) &&
            hint_at_word(r, file, arena_strndup(r->arena, p, n), p == line))
            return;
        p += n ? n : 1;
    }
}

/* unknown type name 'pg_timestamtz' */
static void hint_at_type(struct reading *r, const char *name)
{
    const char *near = type_nearest(r->arena, arena_strndup(r->arena, name, strcspn(name, "'")));

    if (near && !strchr(near, ' '))
        diag_hint(r->diags, "Did you mean pg_%s?", near);
}

/* Messages of clang's whose cause is known. */
static bool hint_at_message(struct reading *r, const char *message)
{
    static const struct {
        const char *start, *hint;
    } known[] = {
        {"redefinition of", "A header that is included twice begins with #pragma once."},
        {"unterminated function-like macro",
         "A quote or a parenthesis is left open. SQL that C cannot read can be given as a text: "
         "CHECK(\"...\")."},
        {"embedding a #include directive within macro", NULL},
        {"'stddef.h' file not found",
         "The headers of a compiler are missing: install gcc, or libclang-common-dev."},
    };
    static const char type[] = "unknown type name 'pg_";

    if (strncmp(message, type, sizeof type - 1) == 0) {
        hint_at_type(r, message + sizeof type - 1);
        return true;
    }
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strncmp(message, known[i].start, strlen(known[i].start)) == 0) {
            if (known[i].hint)
                diag_hint(r->diags, "%s", known[i].hint);
            return true;
        }
    return false;
}

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
        if (!hint_at_message(r, spelling))
            hint_at_words(r, loc);
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
