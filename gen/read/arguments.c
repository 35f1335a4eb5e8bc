#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "model/names.h"
#include "read/reading.h"

/* --- Options ------------------------------------------------------------------------------ */

/* The word that an argument consists of: NAME or NAME(...). False if it does not look like one. */
static bool parse_option(struct slice s, struct slice *name, struct slice *arguments)
{
    size_t n = 0;

    while (n < s.n && (isalnum((unsigned char)s.p[n]) || s.p[n] == '_'))
        n++;
    *name = (struct slice){s.p, n};
    *arguments = (struct slice){0};
    if (n == 0 || isdigit((unsigned char)s.p[0]))
        return false;

    struct slice rest = slice_trim((struct slice){s.p + n, s.n - n});

    if (rest.n == 0)
        return true;
    if (rest.p[0] != '(' || rest.p[rest.n - 1] != ')')
        return false;
    *arguments = (struct slice){rest.p + 1, rest.n - 2};
    return true;
}

static void report_unknown(struct reading *r, const struct word *word, struct slice s,
                           struct slice name, unsigned place)
{
    const char *text = slice_text(r, name.n ? name : s), *of = word_kinds[word->id].name;
    const char *near = word_nearest(text, place);
    struct loc loc = loc_in_word(r, word, s.p);

    if (strcmp(text, "__attribute__") == 0) {
        diag_error(r->diags, MG109, loc, "an option of %s comes out of a macro", of);
        diag_hint(r->diags, "A macro of your own can hold whole words; it cannot pass options on.");
        return;
    }
    if (word_find(text, strlen(text)) != WORD_NONE)
        diag_error(r->diags, MG109, loc, "%s is no option of %s", text, of);
    else
        diag_error(r->diags, MG109, loc,
                   *text == '"' ? "%s has no option %s" : "%s has no option \"%s\"", of, text);
    if (near && strcmp(near, text) != 0)
        diag_hint(r->diags, "Did you mean %s?", near);
}

bool read_option(struct reading *r, const struct word *word, struct slice s, unsigned place,
                 struct word *option)
{
    const char *of = word_kinds[word->id].name;
    struct slice name, arguments;
    bool looks = parse_option(s, &name, &arguments);
    enum word_id id = looks ? word_find(name.p, name.n) : WORD_NONE;

    if (s.n == 0) {
        diag_error(r->diags, MG112, loc_in_word(r, word, s.p), "%s has an empty argument", of);
        return false;
    }
    if (id == WORD_NONE || !(word_kinds[id].places & place)) {
        report_unknown(r, word, s, name, place);
        return false;
    }
    *option = (struct word){.id = id, .arguments = arguments, .in = word, .at = s.p};
    if (word_kinds[id].has_arguments == (arguments.p != NULL))
        return true;
    diag_error(r->diags, MG112, loc_in_word(r, word, s.p),
               word_kinds[id].has_arguments ? "%s needs something in parentheses"
                                            : "%s takes no arguments",
               word_kinds[id].name);
    return false;
}

struct words read_options_of(struct reading *r, const struct word *word,
                             const struct slices *arguments, size_t first, unsigned place)
{
    struct words words = {0};
    struct word option;

    for (size_t i = first; i < arguments->n; i++)
        if (read_option(r, word, arguments->items[i], place, &option))
            words_add(r, &words, &option);
    check_repeated(r, &words);
    return words;
}

size_t options_start(const struct slices *arguments, unsigned place)
{
    size_t i = arguments->n;
    struct slice name, rest;

    while (i > 1 && parse_option(arguments->items[i - 1], &name, &rest)) {
        enum word_id id = word_find(name.p, name.n);

        if (id == WORD_NONE || !(word_kinds[id].places & place))
            break;
        i--;
    }
    return i;
}

/* Words that exclude each other belong to one group, named by its first. */
static enum word_id group_of(enum word_id id)
{
    if (id >= WORD_ON_DELETE_CASCADE && id <= WORD_ON_DELETE_NO_ACTION)
        return WORD_ON_DELETE_CASCADE;
    if (id >= WORD_ON_UPDATE_CASCADE && id <= WORD_ON_UPDATE_NO_ACTION)
        return WORD_ON_UPDATE_CASCADE;
    if (word_is_type(id))
        return WORD_TYPE;
    if (id == WORD_IDENTITY_ALWAYS || id == WORD_SERIAL)
        return WORD_IDENTITY;
    if (id == WORD_DESC)
        return WORD_ASC;
    if (id == WORD_NULLS_LAST)
        return WORD_NULLS_FIRST;
    return id;
}

void check_repeated(struct reading *r, const struct words *words)
{
    for (size_t i = 1; i < words->n; i++) {
        const struct word *word = &words->items[i];

        if (word->id == WORD_CHECK || word->id == WORD_REFERENCES || word->id == WORD_ARRAY)
            continue;
        for (size_t k = 0; k < i; k++) {
            const struct word *other = &words->items[k];

            if (group_of(other->id) != group_of(word->id))
                continue;
            if (other->id == word->id)
                diag_error(r->diags, MG110, loc_of_word(r, word), "%s is said twice",
                           word_kinds[word->id].name);
            else
                diag_error(r->diags, MG111, loc_of_word(r, word), "%s contradicts %s",
                           word_kinds[word->id].name, word_kinds[other->id].name);
            break;
        }
    }
}

/* --- Single arguments --------------------------------------------------------------------- */

static const struct word *root(const struct word *word)
{
    return word->in ? word->in : word;
}

struct loc loc_of_argument(struct reading *r, const struct word *word, struct slice s)
{
    return loc_in_word(r, root(word), s.p);
}

static bool is_identifier(struct slice s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if (!isalpha(c) && c != '_' && c < 0x80 && (i == 0 || (!isdigit(c) && c != '$')))
            return false;
    }
    return s.n > 0;
}

const char *text_of_argument(struct reading *r, const struct word *word)
{
    struct slice s = slice_trim(word->arguments);

    if (is_identifier(s))
        return slice_text(r, s);
    if (is_c_string(s))
        return c_string_value(r, s, 0, NULL);
    diag_error(r->diags, MG112, loc_of_argument(r, word, s), "%s takes one name",
               word_kinds[word->id].name);
    diag_hint(r->diags, "A name is an identifier, or anything in double quotes.");
    return NULL;
}

const char *argument_string(struct reading *r, const struct word *word)
{
    struct slice s = slice_trim(word->arguments);

    if (is_c_string(s))
        return c_string_value(r, s, 0, NULL);
    diag_error(r->diags, MG112, loc_of_argument(r, word, s), "%s takes a text in double quotes",
               word_kinds[word->id].name);
    return NULL;
}

bool check_name(struct reading *r, const char *what, const char *name, struct loc loc)
{
    size_t n = strlen(name);

    if (n == 0)
        diag_error(r->diags, MG108, loc, "the name of the %s is empty", what);
    else if (n > NAME_MAX_BYTES)
        diag_error(r->diags, MG107, loc, "the name of the %s has %zu bytes; PostgreSQL keeps %d",
                   what, n, NAME_MAX_BYTES);
    else
        return true;
    return false;
}

const char *argument_name(struct reading *r, const struct word *word, const char *what)
{
    const char *name = text_of_argument(r, word);

    if (name && check_name(r, what, name, loc_of_argument(r, word, slice_trim(word->arguments))))
        return name;
    return NULL;
}

bool argument_number(struct reading *r, const struct word *word, struct slice s, long long low,
                     long long high, long long *n)
{
    s = slice_trim(s);
    if (!evaluate(r, s, n)) {
        diag_error(r->diags, MG112, loc_of_argument(r, word, s), "\"%s\" is not a number",
                   slice_text(r, s));
        diag_hint(r->diags, "%s takes numbers, macros and enumerators, and + - * / with them.",
                  word_kinds[word->id].name);
        return false;
    }
    if (*n >= low && *n <= high)
        return true;
    diag_error(r->diags, MG112, loc_of_argument(r, word, s),
               "%lld is out of range: %s takes %lld to %lld", *n, word_kinds[word->id].name, low,
               high);
    return false;
}

/* --- WITH --------------------------------------------------------------------------------- */

/* name=value without the spaces; a name alone is true. NULL if it is neither. */
static const char *parameter(struct reading *r, struct slice s)
{
    const char *equals = memchr(s.p, '=', s.n);
    size_t n = equals ? (size_t)(equals - s.p) : s.n;
    struct slice name = slice_trim((struct slice){s.p, n});
    struct slice value = {"true", 4};
    char *lower = arena_strndup(r->arena, name.p, name.n);

    if (equals)
        value = slice_trim((struct slice){equals + 1, s.n - n - 1});
    for (char *p = lower; *p; p++) {
        if (!isalnum((unsigned char)*p) && *p != '_' && *p != '.')
            return NULL;
        *p = (char)tolower((unsigned char)*p);
    }
    if (!*lower || !value.n || isdigit((unsigned char)*lower))
        return NULL;
    return arena_printf(r->arena, "%s=%.*s", lower, (int)value.n, value.p);
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void argument_with(struct reading *r, const struct word *word, struct strings *with)
{
    struct slices parts = split_arguments(r, word->arguments);

    for (size_t i = 0; i < parts.n; i++) {
        struct slice s = parts.items[i];
        const char *text = is_c_string(s) ? c_string_value(r, s, 0, NULL) : slice_text(r, s);
        struct slices pieces = split_arguments(r, (struct slice){text, strlen(text)});

        for (size_t k = 0; k < pieces.n; k++) {
            const char *p = parameter(r, pieces.items[k]);

            if (p) {
                strings_add(r->arena, with, p);
                continue;
            }
            diag_error(r->diags, MG133, loc_of_argument(r, word, s),
                       "\"%s\" is not a storage parameter", slice_text(r, pieces.items[k]));
            diag_hint(r->diags, "They are written WITH(fillfactor = 70).");
        }
    }
    if (with->n > 1) /* their order means nothing */
        qsort(with->items, with->n, sizeof *with->items, compare_texts);
}

/* --- OPTIONS ------------------------------------------------------------------------------ */

/* 'text' of SQL, "text" of C, or what is written bare. */
static const char *setting_value(struct reading *r, struct slice s)
{
    const char *text;
    char *to, *value;

    if (is_c_string(s))
        return c_string_value(r, s, 0, NULL);
    text = slice_text(r, s);
    if (s.n < 2 || text[0] != '\'' || text[s.n - 1] != '\'')
        return text;
    value = to = arena_alloc(r->arena, s.n);
    for (const char *p = text + 1; p < text + s.n - 1; p++) {
        p += p[0] == '\'' && p[1] == '\'';
        *to++ = *p;
    }
    return value;
}

/* name=value; NULL if it is nothing like that. */
static const char *setting(struct reading *r, struct slice s)
{
    const char *equals = NULL, *name;
    struct slice key, value;
    bool quoted = false;

    for (size_t i = 0; i < s.n && !equals; i++) {
        quoted ^= s.p[i] == '"';
        if (s.p[i] == '=' && !quoted)
            equals = s.p + i;
    }
    if (!equals)
        return NULL;
    key = slice_trim((struct slice){s.p, (size_t)(equals - s.p)});
    value = slice_trim((struct slice){equals + 1, s.n - (size_t)(equals - s.p) - 1});
    if (!value.n || (!is_identifier(key) && !is_c_string(key)))
        return NULL;
    name = is_c_string(key) ? c_string_value(r, key, 0, NULL) : slice_text(r, key);
    return *name && !strchr(name, '=')
               ? arena_printf(r->arena, "%s=%s", name, setting_value(r, value))
               : NULL;
}

/* As the catalog's query has it (kinds/catalog.h). */
static bool is_secret(const char *setting)
{
    static const char *const secrets[] = {"passw",      "passcode",   "passphrase", "secret",
                                          "token",      "credential", "apikey",     "api_key",
                                          "privatekey", "private_key"};
    size_t n = strcspn(setting, "=");

    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        for (size_t at = 0; at + strlen(secrets[i]) <= n; at++)
            if (strncasecmp(setting + at, secrets[i], strlen(secrets[i])) == 0)
                return true;
    return false;
}

void argument_settings(struct reading *r, const struct word *word, struct strings *settings)
{
    struct slices parts = split_arguments(r, word->arguments);

    for (size_t i = 0; i < parts.n; i++) {
        const char *text = setting(r, parts.items[i]);

        /* Its line is not shown. Not "password_required=false". */
        if (text && is_secret(text) && !strstr(text, "password_required")) {
            struct loc loc = loc_of_word(r, root(word));

            diag_error(r->diags, MG152, (struct loc){0},
                       "%s:%u: \"%.*s\" is a secret, and nothing for a model", loc.file, loc.line,
                       (int)strcspn(text, "="), text);
            diag_hint(r->diags, "Set it in the database, where migrations leave it alone, or have "
                                "a password file.");
            continue;
        }
        if (text) {
            strings_add(r->arena, settings, text);
            continue;
        }
        diag_error(r->diags, MG112, loc_of_argument(r, word, parts.items[i]),
                   "%s takes name = \"value\"", word_kinds[word->id].name);
    }
    if (settings->n > 1) /* their order means nothing */
        qsort(settings->items, settings->n, sizeof *settings->items, compare_texts);
}
