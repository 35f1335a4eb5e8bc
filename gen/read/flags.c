/* What the compiler is told: the user's flags, or those of compile_commands.json, and ours. */
#include <clang-c/CXCompilationDatabase.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "read/reading.h"

/* Flags that a model may depend on. Others are for compiling, and gcc's would be errors in clang.
 */
static const struct flag {
    const char *name;
    bool joined, separate; /* -Ix, -I x */
    bool path;
} flags_kept[] = {
    {"-I", true, true, true},
    {"-isystem", true, true, true},
    {"-iquote", true, true, true},
    {"-idirafter", true, true, true},
    {"-include", false, true, true},
    {"-imacros", false, true, true},
    {"-isysroot", true, true, true},
    {"--sysroot", false, true, true},
    {"--sysroot=", true, false, true},
    {"-D", true, true, false},
    {"-U", true, true, false},
    {"-std=", true, false, false},
    {"-nostdinc", false, false, false},
    {"-fshort-enums", false, false, false},
    {"-funsigned-char", false, false, false},
    {"-m32", false, false, false},
    {"-pthread", false, false, false},
};

static void add_once(struct reading *r, struct strings *flags, const char *flag)
{
    if (strings_find(flags, flag) < 0)
        strings_add(r->arena, flags, flag);
}

/* Names that older libclangs do not know are said in the older way. */
static const char *newer_standard(struct reading *r, const char *flag)
{
    static const char *const newer[][2] = {{"-std=c23", "c2x"},
                                           {"-std=gnu23", "gnu2x"},
                                           {"-std=iso9899:2024", "c2x"},
                                           {"-std=c2y", "c2x"},
                                           {"-std=gnu2y", "gnu2x"}};

    for (size_t i = 0; i < sizeof newer / sizeof *newer; i++)
        if (strcmp(flag, newer[i][0]) == 0)
            return arena_printf(r->arena, "-std=%s", newer[i][1]);
    return flag;
}

static void add_flag(struct reading *r, struct strings *flags, const struct flag *kept,
                     const char *value, const char *directory)
{
    if (kept->path && *value != '/')
        value = file_join(r->arena, directory, value);
    if (strcmp(kept->name, "-std=") == 0 && strstr(value, "++"))
        return; /* models are read as C */
    value = arena_printf(r->arena, "%s%s%s", kept->name,
                         kept->joined || !kept->separate ? "" : "\n", value);
    add_once(r, flags, newer_standard(r, value));
}

/* The arguments of one command that are kept. -include x is one entry, with a line break in it. */
static void keep_flags(struct reading *r, CXCompileCommand command, struct strings *flags)
{
    CXString directory = clang_CompileCommand_getDirectory(command);
    unsigned n = clang_CompileCommand_getNumArgs(command);

    for (unsigned i = 1; i < n; i++) {
        CXString string = clang_CompileCommand_getArg(command, i);
        const char *text = clang_getCString(string);

        for (size_t k = 0; k < sizeof flags_kept / sizeof *flags_kept; k++) {
            const struct flag *kept = &flags_kept[k];
            size_t length = strlen(kept->name);

            if (strncmp(text, kept->name, length) != 0)
                continue;
            if (text[length] && kept->joined) {
                add_flag(r, flags, kept, arena_strdup(r->arena, text + length),
                         clang_getCString(directory));
                break;
            }
            if (!text[length] && !kept->separate) {
                add_once(r, flags, arena_strdup(r->arena, text));
                break;
            }
            if (!text[length] && i + 1 < n) {
                CXString next = clang_CompileCommand_getArg(command, ++i);

                add_flag(r, flags, kept, arena_strdup(r->arena, clang_getCString(next)),
                         clang_getCString(directory));
                clang_disposeString(next);
                break;
            }
        }
        clang_disposeString(string);
    }
    clang_disposeString(directory);
}

static const char *absolute(struct reading *r, const char *path)
{
    char *real = realpath(path, NULL);
    const char *copy = arena_strdup(r->arena, real ? real : path);

    free(real);
    return copy;
}

/* One header of each directory stands for the others: they are compiled alike. */
static bool read_database(struct reading *r, struct strings *flags)
{
    CXCompilationDatabase_Error error;
    CXCompilationDatabase database =
        clang_CompilationDatabase_fromDirectory(r->options->compile_commands_dir, &error);
    struct strings directories = {0};

    if (error != CXCompilationDatabase_NoError) {
        const char *path =
            file_join(r->arena, r->options->compile_commands_dir, "compile_commands.json");

        diag_error(r->diags, MG103, (struct loc){path, 0, 0}, "libclang cannot read this file");
        diag_hint(r->diags, "Write it anew, remove it, or give the flags after --.");
        return false;
    }
    for (size_t i = 0; i < r->options->headers.n; i++) {
        const char *header = r->options->headers.items[i];
        const char *directory = file_directory(r->arena, header);

        if (strings_find(&directories, directory) >= 0)
            continue;
        strings_add(r->arena, &directories, directory);

        CXCompileCommands commands =
            clang_CompilationDatabase_getCompileCommands(database, absolute(r, header));

        if (clang_CompileCommands_getSize(commands) > 0)
            keep_flags(r, clang_CompileCommands_getCommand(commands, 0), flags);
        clang_CompileCommands_dispose(commands);
    }
    clang_CompilationDatabase_dispose(database);
    return true;
}

/* Splits the entries that hold a flag and its value. */
static void split_flags(struct reading *r, const struct strings *from, struct strings *to)
{
    for (size_t i = 0; i < from->n; i++) {
        const char *value = strchr(from->items[i], '\n');

        if (value) {
            strings_add(r->arena, to,
                        arena_strndup(r->arena, from->items[i], (size_t)(value - from->items[i])));
            strings_add(r->arena, to, value + 1);
        } else {
            strings_add(r->arena, to, from->items[i]);
        }
    }
}

bool read_flags(struct reading *r, struct strings *flags)
{
    const struct read_options *options = r->options;
    struct strings kept = {0};

    strings_add(r->arena, flags, "-xc");
    strings_add(r->arena, flags, "-DMODELGEN_PARSE");
    strings_add(r->arena, flags, arena_printf(r->arena, "-I%s", options->include_dir));
    if (options->flags.n) {
        for (size_t i = 0; i < options->flags.n; i++)
            strings_add(r->arena, &kept, newer_standard(r, options->flags.items[i]));
        split_flags(r, &kept, flags);
    } else if (options->compile_commands_dir) {
        if (!read_database(r, &kept))
            return false;
        split_flags(r, &kept, flags);
    }
    /* A struct after a misspelt TABLE(x) would pass as an old function and be overlooked. */
    strings_add(r->arena, flags, "-Wno-everything");
    strings_add(r->arena, flags, "-Werror=implicit-int");
    strings_add(r->arena, flags, "-ferror-limit=100");
    return true;
}
