/* Words with their arguments, and doc comments. */
#include <ctype.h>
#include <string.h>

#include "emit/layout.h"
#include "emit/models_parts.h"

/* --- Arguments ---------------------------------------------------------------------------- */

/*
 * C takes bare SQL apart into its own tokens and puts them together again with single spaces. That
 * changes nothing while quotes are simple and nothing looks like a comment or a directive.
 */
static bool is_bare(const char *sql)
{
    int depth = 0;
    bool quoted = false;

    for (const char *p = sql; *p; p++) {
        if (*p == '\'') {
            if (p[1] == '\'')
                return false;
            quoted = !quoted;
            continue;
        }
        if (!isprint((unsigned char)*p) || strchr("\"\\`$@#", *p))
            return false;
        if (quoted) {
            if (*p == ' ' && p[1] == ' ')
                continue; /* inside of a character constant all is kept */
            continue;
        }
        depth += (*p == '(' || *p == '[') - (*p == ')' || *p == ']');
        if (depth < 0 || strncmp(p, "--", 2) == 0 || strncmp(p, "/*", 2) == 0 ||
            strncmp(p, "//", 2) == 0 || strncmp(p, "??", 2) == 0 || strchr("{}", *p))
            return false;
    }
    return depth == 0 && !quoted;
}

const char *string_argument(struct arena *arena, const char *text)
{
    struct mg_buf b = MG_BUF_INIT;
    const char *result;

    mg_buf_c_string(&b, text);
    if (mg_buf_failed(&b))
        out_of_memory();
    result = arena_text(arena, &b);
    mg_buf_free(&b);
    return result;
}

const char *sql_argument(struct arena *arena, const char *sql)
{
    return is_bare(sql) ? sql : string_argument(arena, sql);
}

const char *name_argument(struct arena *arena, const char *name)
{
    return is_c_name(name) ? name : string_argument(arena, name);
}

const char *with_argument(struct arena *arena, const struct strings *with)
{
    const char *text = "";

    for (size_t i = 0; i < with->n; i++)
        text = arena_printf(arena, "%s%s%s", text, i ? ", " : "", with->items[i]);
    return string_argument(arena, text);
}

const char *settings_argument(struct arena *arena, const struct strings *settings)
{
    const char *text = "";

    for (size_t i = 0; i < settings->n; i++) {
        const char *setting = settings->items[i], *equals = strchr(setting, '=');
        const char *name = arena_strndup(arena, setting, (size_t)(equals - setting));

        text = arena_printf(arena, "%s%s%s = %s", text, i ? ", " : "", name_argument(arena, name),
                            string_argument(arena, equals + 1));
    }
    return text;
}

/* --- Words -------------------------------------------------------------------------------- */

static const char *word_of(struct arena *arena, const char *word, const char *argument)
{
    return arena_printf(arena, "%s(%s)", word, argument);
}

const char *word_string(struct arena *arena, const char *word, const char *text)
{
    return word_of(arena, word, string_argument(arena, text));
}

const char *word_sql(struct arena *arena, const char *word, const char *sql)
{
    return word_of(arena, word, sql_argument(arena, sql));
}

const char *word_name(struct arena *arena, const char *word, const char *name)
{
    return word_of(arena, word, name_argument(arena, name));
}

const char *word_with(struct arena *arena, const struct strings *with)
{
    return word_of(arena, "WITH", with_argument(arena, with));
}

const char *word_collation(struct arena *arena, const char *qualified)
{
    const char *schema, *name;

    if (!qualified)
        return word_string(arena, "COLLATE", "default");
    qualified_parts(arena, qualified, &schema, &name);
    if (!*schema)
        return word_string(arena, "COLLATE", name);
    if (is_c_name(schema) && is_c_name(name))
        return arena_printf(arena, "COLLATE(%s.%s)", schema, name);
    return arena_printf(arena, "COLLATE(%s, %s)", string_argument(arena, schema),
                        string_argument(arena, name));
}

/* --- Layout ------------------------------------------------------------------------------- */

static size_t width(const char *text)
{
    size_t n = 0;

    for (; *text; text++)
        n += (*text & 0xc0) != 0x80;
    return n;
}

void put_call(struct mg_buf *out, const char *word, const struct strings *arguments)
{
    size_t column = strlen(word) + 1;

    mg_buf_printf(out, "%s(", word);
    for (size_t i = 0; i < arguments->n; i++) {
        size_t n = width(arguments->items[i]);

        if (i > 0 && column + n + 4 > LINE_WIDTH) {
            mg_buf_add(out, ",\n    ");
            column = 4;
        } else if (i > 0) {
            mg_buf_add(out, ", ");
            column += 2;
        }
        mg_buf_add(out, arguments->items[i]);
        column += n;
    }
    mg_buf_addc(out, ')');
}

/* --- Comments ----------------------------------------------------------------------------- */

bool is_doc_text(const char *text)
{
    bool start = true;

    for (const char *p = text; *p; p++) {
        bool end = p[1] == '\n' || !p[1];

        if ((unsigned char)*p < 0x20 && *p != '\n')
            return false;
        if (start && strchr(" \n*/<!", *p) && (*p != '\n' || p == text))
            return false;
        if ((end && strchr(" \\", *p)) || strncmp(p, "*/", 2) == 0 || strncmp(p, "??", 2) == 0 ||
            (*p == '\n' && !p[1]) || *p == 0x7f)
            return false;
        start = *p == '\n';
    }
    return *text;
}

void put_doc(struct mg_buf *out, const char *indent, const char *text)
{
    if (!strchr(text, '\n')) {
        mg_buf_printf(out, "%s/** %s */\n", indent, text);
        return;
    }
    mg_buf_printf(out, "%s/**\n", indent);
    while (*text) {
        size_t n = strcspn(text, "\n");

        mg_buf_printf(out, "%s *%s%.*s\n", indent, n ? " " : "", (int)n, text);
        text += n + (text[n] == '\n');
    }
    mg_buf_printf(out, "%s */\n", indent);
}
