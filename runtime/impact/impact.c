#include "impact.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "impact_rules.h"
#include "pattern.h"

#include "../base/grow.h"

static const struct mg_rule *find_rule(const struct mg_rule *rules, struct mg_match *m, size_t from)
{
    for (; rules->pattern; rules++) {
        m->names = m->other = m->part = (struct mg_span){0, 0};
        m->less = false;
        if (mg_match_at(m, rules->pattern, from) >= 0)
            return rules;
    }
    return NULL;
}

/* --- What is found ------------------------------------------------------------------------ */

static struct mg_touch *add(struct mg_impact *impact)
{
    struct mg_touch *items = mg_grow(impact->items, impact->n, &impact->capacity, sizeof *items);
    if (!items)
        return NULL;
    impact->items = items;
    struct mg_touch *touch = &impact->items[impact->n++];
    *touch = (struct mg_touch){0};
    return touch;
}

/* The text from one token to before another; NULL where there is none. */
static char *text_of(const struct mg_match *m, struct mg_span span)
{
    if (span.end <= span.from)
        return NULL;
    const struct mg_token *last = &m->tokens[span.end - 1];
    return strndup(m->tokens[span.from].p, (size_t)(last->p + last->n - m->tokens[span.from].p));
}

/* The last part of a name as the catalog has it. */
static char *plain_name(const struct mg_match *m, struct mg_span span)
{
    if (span.end <= span.from)
        return NULL;
    const struct mg_token *token = &m->tokens[span.end - 1];
    bool quoted = token->kind == MG_TOKEN_NAME;
    char *name = strndup(token->p + quoted, token->n - 2 * quoted), *to = name;
    for (const char *p = name; p && *p; p++) {
        *to++ = quoted ? *p : (char)tolower((unsigned char)*p);
        p += quoted && p[0] == '"' && p[1] == '"';
    }
    if (name)
        *to = '\0';
    return name;
}

static bool add_touch(struct mg_impact *impact, const struct mg_match *m, struct mg_span name,
                      const struct mg_touch *like)
{
    struct mg_touch *touch = add(impact);
    if (!touch)
        return false;
    *touch = *like;
    touch->name = text_of(m, name);
    touch->part = touch->text = touch->collation = NULL;
    return touch->name != NULL;
}

/* 'users': the name that a string holds, in its place. */
static bool unquote(char *text)
{
    char *to = text;
    for (const char *p = text + 1; p[0] && p[1]; p++) {
        *to++ = *p;
        p += p[0] == '\'' && p[1] == '\'';
    }
    *to = '\0';
    return true;
}

/* A touch for each name of a list. */
static bool add_names(struct mg_impact *impact, const struct mg_match *m,
                      const struct mg_rule *rule)
{
    struct mg_touch like = {
        .on = rule->on, .below = rule->below, .effects = rule->effects, .question = rule->question};
    bool good = true;
    if (m->quoted)
        return add_touch(impact, m, m->names, &like) && unquote(impact->items[impact->n - 1].name);
    for (size_t i = m->names.from; good && i < m->names.end;) {
        size_t from = i + mg_match_is(m, i, "only");
        long name_end = mg_match_name(m, from), next = mg_match_item(m, i);
        if (name_end < 0 || next < 0)
            break;
        if (m->less)
            name_end -= 2;
        like.below = from > i ? MG_LOCK_NONE : rule->below;
        good = add_touch(impact, m, (struct mg_span){from, (size_t)name_end}, &like);
        i = (size_t)next + 1;
    }
    return good;
}

static bool add_other(struct mg_impact *impact, const struct mg_match *m,
                      const struct mg_rule *rule, bool alone)
{
    struct mg_touch like = {.on = rule->other,
                            .effects = rule->other_effects,
                            .question = alone ? rule->question : MG_ASK_NOTHING};
    return m->other.end == m->other.from || add_touch(impact, m, m->other, &like);
}

/* Whatever else the words from..end name: REFERENCES x, INHERITS (x, y). */
static bool add_clauses(struct mg_impact *impact, struct mg_match *m, size_t from)
{
    for (const struct mg_rule *rule = mg_clause_rules; rule->pattern; rule++) {
        for (size_t i = from; i < m->end; i++) {
            m->names = m->other = (struct mg_span){0, 0};
            if (mg_match_at(m, rule->pattern, i) < 0)
                continue;
            if (!add_names(impact, m, rule) || !add_other(impact, m, rule, false))
                return false;
        }
    }
    return true;
}

/* --- Actions of ALTER TABLE --------------------------------------------------------------- */

/* What ends the type of a column, or an expression. */
static bool ends_type(const struct mg_token *token)
{
    static const char words[] =
        "COLLATE|NOT|NULL|DEFAULT|CHECK|GENERATED|REFERENCES|UNIQUE|PRIMARY|"
        "CONSTRAINT|STORAGE|COMPRESSION|OPTIONS|USING";
    return mg_match_word(token, words, sizeof words - 1);
}

/* From i to before the next word that ends a type, in the same parentheses. */
static struct mg_span span_to_clause(const struct mg_match *m, size_t i)
{
    struct mg_span span = {i, i};
    int depth = i < m->end ? m->tokens[i].depth : 0;
    while (span.end < m->end &&
           (m->tokens[span.end].depth > depth || !ends_type(&m->tokens[span.end])))
        span.end++;
    return span;
}

static bool has(struct mg_match *m, size_t from, const char *pattern)
{
    return mg_match_at(m, pattern, from) >= 0;
}

/* ADD [COLUMN] [IF NOT EXISTS] name type ...: what of it is more than an entry in the catalog. */
static bool read_column(struct mg_match *m, size_t from, struct mg_impact *impact, size_t about)
{
    static const struct {
        const char *pattern;
        unsigned effects;
    } clauses[] = {
        {"... GENERATED ALWAYS|BY [DEFAULT] AS IDENTITY",
         MG_EFFECT_REWRITES | MG_EFFECT_BUILDS | MG_EFFECT_SCANS},
        {"... GENERATED ALWAYS AS ( ... ) STORED",
         MG_EFFECT_REWRITES | MG_EFFECT_BUILDS | MG_EFFECT_SCANS},
        {"... CHECK (", MG_EFFECT_SCANS},
        {"... UNIQUE|PRIMARY", MG_EFFECT_BUILDS | MG_EFFECT_SCANS},
    };
    static const char serials[] = "SERIAL|BIGSERIAL|SMALLSERIAL|SERIAL4|SERIAL8|SERIAL2";
    long name = mg_match_at(m, "ADD [COLUMN] [IF NOT EXISTS] #", from);
    if (name < 0 || (size_t)name >= m->end)
        return true;
    struct mg_span type = span_to_clause(m, (size_t)name);
    unsigned effects = 0;
    for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++)
        if (has(m, type.end, clauses[i].pattern))
            effects |= clauses[i].effects;
    if (mg_match_word(&m->tokens[type.from], serials, sizeof serials - 1))
        effects |= MG_EFFECT_REWRITES | MG_EFFECT_BUILDS | MG_EFFECT_SCANS;
    long fallback = mg_match_at(m, "... DEFAULT", type.end);
    bool looks_up = fallback >= 0 && has(m, type.end, "... REFERENCES");
    if (looks_up)
        effects |= MG_EFFECT_SCANS;

    struct mg_touch *touch = &impact->items[about];
    touch->effects |= effects;
    touch->part = text_of(m, type);
    struct mg_span value =
        fallback >= 0 ? span_to_clause(m, (size_t)fallback) : (struct mg_span){0};
    touch->text = text_of(m, value);
    bool good =
        touch->part && (touch->text || value.end <= value.from) && add_clauses(impact, m, type.end);
    for (size_t i = about + 1; good && looks_up && i < impact->n; i++)
        impact->items[i].effects |= MG_EFFECT_SCANS;
    return good;
}

/* Whether two texts are the same, which are freed. False if one is not there for lack of memory. */
static bool compare(char *a, char *b, bool *same)
{
    bool good = a && b;
    *same = good && strcmp(a, b) == 0;
    free(a);
    free(b);
    return good;
}

/* USING c and USING c::type are what is done without USING. False if memory ran out. */
static bool read_using(const struct mg_match *m, struct mg_span column, size_t using,
                       struct mg_span type, bool *plain)
{
    size_t i = using + 1;
    *plain = using >= m->end;
    if (*plain || !mg_match_is_name(m, i))
        return true;
    if (!compare(plain_name(m, column), plain_name(m, (struct mg_span){i, i + 1}), plain))
        return false;
    i++;
    if (!*plain || i >= m->end)
        return true;
    *plain = mg_match_is(m, i, ":") && mg_match_is(m, i + 1, ":") && i + 2 < m->end;
    return !*plain || compare(text_of(m, (struct mg_span){i + 2, m->end}), text_of(m, type), plain);
}

/* ALTER c TYPE type [COLLATE x] [USING y]. */
static bool read_type(struct mg_match *m, size_t from, struct mg_touch *touch)
{
    struct mg_span column = m->part;
    long at = mg_match_at(m, "ALTER [COLUMN] # [SET DATA] TYPE", from);
    struct mg_span type = span_to_clause(m, (size_t)at);
    size_t i = type.end;
    if (mg_match_is(m, i, "collate")) {
        long end = mg_match_name(m, i + 1);
        if (end > 0) {
            touch->collation = text_of(m, (struct mg_span){i + 1, (size_t)end});
            i = (size_t)end;
            if (!touch->collation)
                return false;
        }
    }
    touch->text = text_of(m, type);
    return touch->text && read_using(m, column, i, type, &touch->plain);
}

static bool read_action(struct mg_match *m, size_t from, struct mg_span table, bool only,
                        struct mg_impact *impact)
{
    const struct mg_rule *rule = find_rule(mg_action_rules, m, from);
    struct mg_touch like = {.on = rule->on,
                            .below = only ? MG_LOCK_NONE : rule->below,
                            .effects = rule->effects,
                            .question = rule->question};
    size_t about = impact->n;
    if (!add_touch(impact, m, table, &like) || !add_other(impact, m, rule, false))
        return false;
    struct mg_span part = rule->question == MG_ASK_ATTACH ? m->other : m->part;
    if (rule->question == MG_ASK_ADD_COLUMN)
        return read_column(m, from, impact, about);
    if (rule->question == MG_ASK_ATTACH)
        impact->items[about].part = text_of(m, part);
    else if (part.end > part.from)
        impact->items[about].part = plain_name(m, part);
    if (part.end > part.from && !impact->items[about].part)
        return false;
    return rule->question != MG_ASK_TYPE || read_type(m, from, &impact->items[about]);
}

/* Where it begins is a name's end; actions are between commas. */
static bool read_actions(struct mg_match *m, size_t from, struct mg_impact *impact)
{
    struct mg_span table = m->names;
    bool only = table.from > 0 && mg_match_is(m, table.from - 1, "only"), good = true;
    size_t end = m->end;
    from += mg_match_is(m, from, "*");
    while (good && from < end) {
        size_t to = from;
        m->end = end;
        while (to < end && !(m->tokens[to].depth == 0 && mg_match_is(m, to, ",")))
            to++;
        m->end = to;
        good = read_action(m, from, table, only, impact);
        from = to + 1;
    }
    m->end = end;
    return good;
}

/* --- Statements --------------------------------------------------------------------------- */

/* Blocks that set something aside say which table they are about: t CONSTANT regclass := 'x'. */
static bool read_block(const char *statement, struct mg_impact *impact)
{
    static const char mark[] = "t CONSTANT regclass := '";
    const char *name = strstr(statement, mark);
    const char *end = name ? strchr(name + sizeof mark - 1, '\'') : NULL;
    if (!end)
        return true;
    struct mg_touch *touch = add(impact);
    if (!touch)
        return false;
    touch->on = MG_LOCK_ACCESS_EXCLUSIVE;
    touch->name = strndup(name + sizeof mark - 1, (size_t)(end - name) - (sizeof mark - 1));
    return touch->name != NULL;
}

static bool read_statement(struct mg_match *m, struct mg_impact *impact)
{
    static const char alter[] = "ALTER [FOREIGN] TABLE [IF EXISTS] [ONLY] @";
    long actions = mg_match_at(m, alter, 0);
    if (actions >= 0)
        return read_actions(m, (size_t)actions, impact);
    const struct mg_rule *rule = find_rule(mg_statement_rules, m, 0);
    if (rule &&
        (!add_names(impact, m, rule) || !add_other(impact, m, rule, m->names.end == m->names.from)))
        return false;
    return !has(m, 0, "CREATE [GLOBAL] [LOCAL] [TEMP] [TEMPORARY] [UNLOGGED] [FOREIGN] TABLE") ||
           add_clauses(impact, m, 0);
}

bool mg_impact_read(const char *statement, struct mg_impact *impact)
{
    struct mg_tokens tokens;
    *impact = (struct mg_impact){0};
    if (!mg_tokens_read(statement, &tokens))
        return false;
    struct mg_match m = {.tokens = tokens.items, .end = tokens.n};
    bool good = tokens.n && mg_token_is(&tokens.items[0], "do") ? read_block(statement, impact)
                                                                : read_statement(&m, impact);
    free(tokens.items);
    return good;
}

bool mg_impact_move(struct mg_impact *impact, struct mg_impact *from, size_t i)
{
    struct mg_touch *touch = add(impact);
    if (!touch)
        return false;
    *touch = from->items[i];
    from->items[i] = (struct mg_touch){0};
    return true;
}

void mg_impact_free(struct mg_impact *impact)
{
    for (size_t i = 0; i < impact->n; i++) {
        free(impact->items[i].name);
        free(impact->items[i].part);
        free(impact->items[i].text);
        free(impact->items[i].collation);
    }
    free(impact->items);
    *impact = (struct mg_impact){0};
}

/* --- Names of locks ----------------------------------------------------------------------- */

static const struct {
    const char *name, *words;
} modes[] = {
    [MG_LOCK_NONE] = {"none", ""},
    [MG_LOCK_ACCESS_SHARE] = {"AccessShare", "ACCESS SHARE"},
    [MG_LOCK_ROW_SHARE] = {"RowShare", "ROW SHARE"},
    [MG_LOCK_ROW_EXCLUSIVE] = {"RowExclusive", "ROW EXCLUSIVE"},
    [MG_LOCK_SHARE_UPDATE_EXCLUSIVE] = {"ShareUpdateExclusive", "SHARE UPDATE EXCLUSIVE"},
    [MG_LOCK_SHARE] = {"Share", "SHARE"},
    [MG_LOCK_SHARE_ROW_EXCLUSIVE] = {"ShareRowExclusive", "SHARE ROW EXCLUSIVE"},
    [MG_LOCK_EXCLUSIVE] = {"Exclusive", "EXCLUSIVE"},
    [MG_LOCK_ACCESS_EXCLUSIVE] = {"AccessExclusive", "ACCESS EXCLUSIVE"},
};

const char *mg_lock_name(enum mg_lock_mode mode)
{
    return modes[mode].name;
}

const char *mg_lock_words(enum mg_lock_mode mode)
{
    return modes[mode].words;
}
