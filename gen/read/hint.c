#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "model/types.h"
#include "read/reading.h"

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

/* PRIMARY_KEY stands behind a column, PRIMARY_KEY_ON apart. */
static bool is_also_apart(const char *word)
{
    char apart[40];
    int n = snprintf(apart, sizeof apart, "%s_ON", word);
    enum word_id id = n < (int)sizeof apart ? word_find(apart, (size_t)n) : WORD_NONE;

    return id != WORD_NONE && word_kinds[id].places & AT_FILE;
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
    else if (starts_line && is_also_apart(text))
        diag_hint(
            r->diags,
            "%s stands behind a column. Over several columns: %s_ON(table, (a, b)), in a line "
            "of its own.",
            text, text);
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

/* pg_timestamtz */
static bool hint_at_type(struct reading *r, const char *name)
{
    const char *near = type_nearest(r->arena, name);

    if (near && !strchr(near, ' '))
        diag_hint(r->diags, "Did you mean pg_%s?", near);
    return true;
}

/* As SQL has it: text. */
static bool hint_at_sql_type(struct reading *r, const char *name)
{
    static const char *const in_c[][2] = {
        {"text", "char *"},
        {"varchar", "char *name VARCHAR(n)"},
        {"char", "char *name CHAR(n)"},
        {"smallint", "int16_t"},
        {"integer", "int32_t"},
        {"bigint", "int64_t"},
        {"boolean", "bool"},
        {"real", "float"},
    };
    const char *near = type_nearest(r->arena, name), *base = type_base(r->arena, name);

    if (!near || strcmp(near, name) != 0)
        return false;
    for (size_t i = 0; i < sizeof in_c / sizeof *in_c; i++)
        if (strcmp(base, in_c[i][0]) == 0) {
            diag_hint(r->diags, "A column of PostgreSQL's %s is written %s here.", name,
                      in_c[i][1]);
            return true;
        }
    if (!strchr(base, ' '))
        diag_hint(r->diags, "PostgreSQL's %s is pg_%s here.", name, base);
    return true;
}

/* unknown type name 'text'. Of numeric(12, 2) clang does not say the name, but where it stands. */
static bool hint_at_unknown_type(struct reading *r, struct loc loc, const char *message)
{
    static const char unknown[] = "unknown type name '", other[] = "type name requires a specifier";
    const char *file, *at = NULL;

    if (strncmp(message, unknown, sizeof unknown - 1) == 0)
        at = message + sizeof unknown - 1;
    else if (strncmp(message, other, sizeof other - 1) == 0) {
        at = source_line(r, loc, &file);
        at = at && loc.column > 0 && loc.column <= strlen(at) ? at + loc.column - 1 : NULL;
    }
    if (!at)
        return false;
    size_t n = 0;
    while (isalnum((unsigned char)at[n]) || at[n] == '_')
        n++;
    const char *name = arena_strndup(r->arena, at, n);
    return strncmp(name, "pg_", 3) == 0 ? hint_at_type(r, name + 3) : hint_at_sql_type(r, name);
}

/* Messages of clang's whose cause is known. */
static bool hint_at_message(struct reading *r, struct loc loc, const char *message)
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

    if (hint_at_unknown_type(r, loc, message))
        return true;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strncmp(message, known[i].start, strlen(known[i].start)) == 0) {
            if (known[i].hint)
                diag_hint(r->diags, "%s", known[i].hint);
            return true;
        }
    return false;
}

void read_hint(struct reading *r, struct loc loc, const char *message)
{
    if (!hint_at_message(r, loc, message))
        hint_at_words(r, loc);
}
