/*
 * What an expression mentions: columns that are not there, columns where there can be none, and
 * functions whose value changes where it must not. A scan over tokens, not a parser: a word counts
 * as a column only where nothing else can stand.
 */
#include <string.h>

#include "model/sql_token.h"
#include "read/reading.h"
#include "runtime/base/nearest.h"

/* Words that mean something in expressions without being reserved. */
static bool is_syntax(struct sql_token token)
{
    static const char *const words[] = {
        "absent",     "array",     "at",      "by",        "century",   "current", "day",
        "decade",     "document",  "content", "dow",       "doy",       "epoch",   "escape",
        "exclude",    "filter",    "first",   "following", "hour",      "indent",  "isodow",
        "isoyear",    "json",      "keys",    "last",      "lead",      "local",   "matched",
        "minute",     "month",     "nfc",     "nfd",       "nfkc",      "nfkd",    "normalized",
        "nulls",      "object",    "of",      "over",      "partition", "passing", "path",
        "preceding",  "precision", "quarter", "range",     "ref",       "respect", "row",
        "rows",       "scalar",    "second",  "strip",     "ties",      "time",    "unbounded",
        "uncond",     "unicode",   "unique",  "unknown",   "value",     "varying", "week",
        "whitespace", "within",    "without", "year",      "yes",       "zone",
    };

    if (token.kind != SQL_WORD || sql_token_reserved(token))
        return token.kind == SQL_WORD;
    if (sql_token_before_operand(token))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sql_token_word(token, words[i]))
            return true;
    return sql_token_word(token, "is") || sql_token_word(token, "isnull") ||
           sql_token_word(token, "notnull") || sql_token_word(token, "overlaps") ||
           sql_token_word(token, "collate") || sql_token_word(token, "between");
}

struct scan {
    const char *text;
    struct sql_token before, token, after;
    bool in_type;  /* behind :: or AS: words are a type's name */
    bool in_field; /* extract(word */
    int depth;
};

static bool is_word(struct sql_token token)
{
    return token.kind == SQL_WORD || token.kind == SQL_QUOTED;
}

/* Moves on by one token; false at the end. */
static bool next(struct scan *s)
{
    if (s->token.p) {
        s->in_field = sql_token_is(s->token, "(") && sql_token_word(s->before, "extract");
        s->before = s->token;
        s->token = s->after;
    } else {
        s->token = sql_token_next(&s->text);
    }
    if (s->token.kind == SQL_END)
        return false;
    s->after = sql_token_next(&s->text);
    s->depth += sql_token_is(s->token, "(") - sql_token_is(s->token, ")");
    if (sql_token_is(s->before, "::") || sql_token_word(s->before, "as") ||
        sql_token_word(s->before, "collate"))
        s->in_type = true;
    else if (!is_word(s->token) && !sql_token_is(s->token, "."))
        s->in_type = false;
    return true;
}

/* A name that can only be a column's. */
static bool is_column(const struct scan *s, enum use use)
{
    if (!is_word(s->token) || s->in_type || s->in_field)
        return false;
    if (sql_token_is(s->after, "(") || sql_token_is(s->after, ".") ||
        sql_token_is(s->before, ".") || s->after.kind == SQL_STRING ||
        sql_token_is(s->after, "=>") || sql_token_is(s->after, ":="))
        return false;
    /* timestamp with time zone '...', bit varying '...' */
    if (sql_token_word(s->after, "with") || sql_token_word(s->after, "without") ||
        sql_token_word(s->after, "varying") || sql_token_word(s->after, "precision"))
        return false;
    /* lower(email) text_pattern_ops DESC */
    if (use == USE_ELEMENT && s->depth == 0 && s->before.p)
        return false;
    return s->token.kind == SQL_QUOTED || !sql_token_reserved(s->token);
}

static const struct member *column_named(const struct table_decl *t, struct sql_token token)
{
    for (size_t i = 0; i < t->members.n; i++) {
        const struct column *c = t->members.items[i].column;

        if (c && sql_token_names(token, c->o.name))
            return &t->members.items[i];
    }
    return NULL;
}

/* --- What is reported --------------------------------------------------------------------- */

struct mention {
    struct reading *r;
    const struct table_decl *table;
    const struct member *member;
    const struct word *word;
    struct slice s;
    const char *start;
    enum use use;
    bool any; /* something was found that depends on the table, or is a mistake */
};

static struct loc loc_of_token(const struct mention *m, struct sql_token token)
{
    return loc_in_sql(m->r, m->word, m->s, (size_t)(token.p - m->start));
}

static const char *token_text(const struct mention *m, struct sql_token token)
{
    return sql_token_name(m->r->arena, token);
}

/* An enumerator where SQL wants its label; a string in double quotes; a misspelt column. */
static void hint_at_name(const struct mention *m, struct sql_token token)
{
    const char *raw = arena_strndup(m->r->arena, token.p, token.n), *name = token_text(m, token);
    struct mg_nearest nearest = MG_NEAREST(name);

    for (size_t i = 0; i < m->r->enums.n; i++) {
        const struct enum_decl *e = m->r->enums.items[i];

        for (size_t k = 0; k < e->enumerators.n; k++)
            if (strcmp(e->enumerators.items[k].name, raw) == 0) {
                diag_hint(m->r->diags,
                          "SQL knows no enumerators: write its label in single quotes.");
                return;
            }
    }
    for (size_t i = 0; i < m->table->members.n; i++) {
        const struct member *member = &m->table->members.items[i];

        if (!member->column)
            continue;
        if (strcmp(member->name, name) == 0 || strcmp(member->name, raw) == 0) {
            diag_hint(m->r->diags, "The column of this member is called %s in SQL.",
                      sql_ident(m->r->arena, member->column->o.name));
            return;
        }
        mg_nearest_offer(&nearest, member->column->o.name);
    }
    if (nearest.best && m->use != USE_DEFAULT)
        diag_hint(m->r->diags, "Did you mean %s?", sql_ident(m->r->arena, nearest.best));
    else
        diag_hint(m->r->diags, "A string is written in single quotes: '%s'.", name);
}

static bool is_broken_member(const struct mention *m, struct sql_token token)
{
    for (size_t i = 0; i < m->table->members.n; i++)
        if (!m->table->members.items[i].column &&
            !words_find(&m->table->members.items[i].words, WORD_IGNORE) &&
            sql_token_names(token, m->table->members.items[i].name))
            return true; /* reported already */
    return false;
}

static void check_column(const struct mention *m, struct sql_token token)
{
    static const char *const places[] = {
        [USE_CONDITION] = "a check", [USE_PREDICATE] = "an index",
        [USE_DEFAULT] = "a default", [USE_GENERATED] = "a generated column",
        [USE_ELEMENT] = "an index",  [USE_ON_UPDATE] = "a value on update",
    };
    const struct member *member = column_named(m->table, token);
    struct diags *diags = m->r->diags;

    if (m->use == USE_DEFAULT || m->use == USE_ON_UPDATE) {
        diag_error(diags, MG121, loc_of_token(m, token), "%s cannot mention %s \"%s\"",
                   places[m->use], member ? "column" : "the name", token_text(m, token));
        if (m->use == USE_ON_UPDATE)
            diag_hint(diags, "Write NEW.%s for its value in the new row.",
                      sql_ident(m->r->arena, token_text(m, token)));
        else if (member)
            diag_hint(diags, "GENERATED(...) can; so can a trigger.");
        else
            hint_at_name(m, token);
    } else if (!member) {
        if (!m->table->table || /* a view's struct may have a part of its columns */
            is_broken_member(m, token) || (token.kind == SQL_WORD && is_syntax(token)) ||
            sql_token_names(token, m->table->relation->name) || sql_token_names(token, "tableoid"))
            return;
        diag_error(diags, MG120, loc_of_token(m, token),
                   "%s mentions \"%s\", which is no column of \"%s\"", places[m->use],
                   token_text(m, token), m->table->relation->name);
        hint_at_name(m, token);
    } else if (m->use == USE_GENERATED && words_find(&member->words, WORD_GENERATED)) {
        diag_error(diags, MG121, loc_of_token(m, token),
                   member == m->member
                       ? "a generated column mentions itself"
                       : "a generated column mentions \"%s\", which is generated, too",
                   token_text(m, token));
    }
}

/* Functions that everyone knows and whose value changes by itself. */
static bool is_volatile(struct sql_token token, struct sql_token after)
{
    static const char *const functions[] = {"now",
                                            "random",
                                            "clock_timestamp",
                                            "statement_timestamp",
                                            "transaction_timestamp",
                                            "nextval",
                                            "gen_random_uuid",
                                            "timeofday",
                                            "uuid_generate_v4",
                                            "currval"};
    static const char *const words[] = {"current_date", "current_time",   "current_timestamp",
                                        "localtime",    "localtimestamp", "current_user",
                                        "session_user"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sql_token_word(token, words[i]))
            return true;
    for (size_t i = 0; sql_token_is(after, "(") && i < sizeof functions / sizeof *functions; i++)
        if (sql_token_word(token, functions[i]))
            return true;
    return false;
}

static void check_token(struct mention *m, const struct scan *s)
{
    struct diags *diags = m->r->diags;

    if (!is_word(s->token) && s->token.kind != SQL_OPERATOR)
        return;
    if (sql_token_word(s->token, "select") && m->use != USE_ON_UPDATE) {
        m->any = true;
        diag_error(diags, MG119, loc_of_token(m, s->token), "%s cannot hold a query",
                   word_kinds[m->word->id].name);
        return;
    }
    if (sql_token_is(s->token, "==")) {
        m->any = true;
        diag_error(diags, MG119, loc_of_token(m, s->token), "SQL has no operator ==");
        diag_hint(diags, "Equality is written =.");
        return;
    }
    if ((m->use == USE_GENERATED || m->use == USE_PREDICATE || m->use == USE_ELEMENT) &&
        is_volatile(s->token, s->after)) {
        diag_error(diags, MG121, loc_of_token(m, s->token),
                   "%s needs a value that never changes by itself; \"%.*s\" does",
                   m->use == USE_GENERATED ? "a generated column" : "an index", (int)s->token.n,
                   s->token.p);
        return;
    }
    if (!is_column(s, m->use))
        return;
    m->any = true;
    if ((m->use == USE_DEFAULT || m->use == USE_ON_UPDATE) && !column_named(m->table, s->token) &&
        (m->use == USE_ON_UPDATE || is_syntax(s->token)))
        return;
    check_column(m, s->token);
}

void check_mentions(struct reading *r, const struct table_decl *table, const struct member *member,
                    const struct word *word, struct slice s, enum use use)
{
    struct mention m = {.r = r, .table = table, .member = member, .word = word, .use = use};
    struct scan scan;

    m.s = slice_trim(s);
    m.start = sql_text(r, m.s);
    if (use == USE_DEFAULT && map_get(r->plain, m.start))
        return;
    scan = (struct scan){.text = m.start};
    while (next(&scan))
        check_token(&m, &scan);
    if (use == USE_DEFAULT && !m.any)
        map_put(r->plain, m.start, (void *)m.start);
}
