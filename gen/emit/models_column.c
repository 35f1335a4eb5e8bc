/* Members: a C type, a name, and the words that say the rest. */
#include <string.h>

#include "emit/layout.h"
#include "emit/models_parts.h"
#include "kinds/column.h"
#include "kinds/on_update.h"

/* --- Words -------------------------------------------------------------------------------- */

static void add_identity(struct models *m, const struct column *c, struct strings *words)
{
    const struct {
        const char *word, *value;
    } options[] = {{"START", c->start},
                   {"INCREMENT", c->increment},
                   {"MINVALUE", c->minvalue},
                   {"MAXVALUE", c->maxvalue},
                   {"CACHE", c->cache}};

    if (!c->identity)
        return;
    strings_add(m->arena, words,
                column_is_serial(c)                  ? "SERIAL"
                : strcmp(c->identity, "ALWAYS") == 0 ? "IDENTITY_ALWAYS"
                                                     : "IDENTITY");
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (options[i].value)
            strings_add(m->arena, words,
                        arena_printf(m->arena, "%s(%s)", options[i].word, options[i].value));
    if (c->cycle)
        strings_add(m->arena, words, "CYCLE");
    if (c->sequence)
        strings_add(m->arena, words, word_name(m->arena, "SEQUENCE_NAME", c->sequence));
    if (c->sequence_comment)
        strings_add(m->arena, words,
                    word_string(m->arena, "SEQUENCE_COMMENT", c->sequence_comment));
    if (c->sequence_type)
        strings_add(m->arena, words, word_name(m->arena, "SEQUENCE_TYPE", c->sequence_type));
}

static bool is_in_primary_key(const struct models *m, const struct column *c, bool *alone)
{
    struct objects keys = schema_children(m->schema, &kind_primary_key, c->o.schema, c->o.table);
    const struct primary_key *key = keys.n ? (const struct primary_key *)keys.items[0] : NULL;
    bool is_in = key && strings_find(&key->columns, c->o.name) >= 0;

    *alone = is_in && is_plain_primary_key(m, key);
    return is_in;
}

static void add_keys(struct models *m, const struct column *c, struct strings *words)
{
    struct objects uniques = schema_children(m->schema, &kind_unique, c->o.schema, c->o.table);
    bool alone, is_primary = is_in_primary_key(m, c, &alone);

    if (alone)
        strings_add(m->arena, words, "PRIMARY_KEY");
    add_identity(m, c, words);
    if (c->not_null && !is_primary && !c->identity && !is_implied_not_null(m, c))
        strings_add(m->arena, words, "NOT_NULL");
    if (c->not_null_name)
        strings_add(m->arena, words, word_name(m->arena, "NOT_NULL_NAME", c->not_null_name));
    for (size_t i = 0; i < uniques.n; i++) {
        const struct unique *u = (const struct unique *)uniques.items[i];

        if (is_plain_unique(m, u) && strcmp(u->columns.items[0], c->o.name) == 0)
            strings_add(m->arena, words, "UNIQUE");
    }
}

static void add_values(struct models *m, const struct column *c, struct strings *words)
{
    struct on_update on_update;

    add_column_values(m, c, words);
    if (on_update_find(m->arena, m->schema, c, &on_update))
        strings_add(m->arena, words, word_sql(m->arena, "ON_UPDATE", on_update.expression));
}

static const char *call(struct arena *arena, const char *word, const struct strings *arguments)
{
    const char *text = "";

    for (size_t i = 0; i < arguments->n; i++)
        text = arena_printf(arena, "%s%s%s", text, i ? ", " : "", arguments->items[i]);
    return arena_printf(arena, "%s(%s)", word, text);
}

static void add_checks(struct models *m, const struct column *c, struct strings *words)
{
    struct objects checks = schema_children(m->schema, &kind_check, c->o.schema, c->o.table);
    struct objects keys = schema_children(m->schema, &kind_foreign_key, c->o.schema, c->o.table);

    for (size_t i = 0; i < checks.n; i++) {
        const struct check *check = (const struct check *)checks.items[i];
        const char *column = check_column(m, check);
        struct strings arguments = {0};

        if (!column || strcmp(column, c->o.name) != 0)
            continue;
        strings_add(m->arena, &arguments, sql_argument(m->arena, check->expression));
        add_check_options(m, check, &arguments);
        strings_add(m->arena, words, call(m->arena, "CHECK", &arguments));
    }
    for (size_t i = 0; i < keys.n; i++) {
        const struct foreign_key *key = (const struct foreign_key *)keys.items[i];
        const struct object *table = referenced_table(m, key);
        struct strings arguments = {0};

        if (key->columns.n != 1 || is_late(m, key) || strcmp(key->columns.items[0], c->o.name) != 0)
            continue;
        bool self = strcmp(table->name, c->o.table) == 0 && strcmp(table->schema, c->o.schema) == 0;
        const struct object *column = schema_find(m->schema, &kind_column, table->schema,
                                                  table->name, key->ref_columns.items[0]);

        strings_add(m->arena, &arguments, self ? "self" : models_name(m, table));
        strings_add(m->arena, &arguments, models_name(m, column));
        add_references_options(m, key, &arguments);
        strings_add(m->arena, words, call(m->arena, "REFERENCES", &arguments));
    }
}

static struct member member_of(struct models *m, const struct column *c)
{
    struct member member = {.name = models_name(m, &c->o)};

    set_type(m, c, &member);
    add_keys(m, c, &member.words);
    add_values(m, c, &member.words);
    add_column_attributes(m, c, &member.words);
    add_checks(m, c, &member.words);
    if (strcmp(member.name, c->o.name) != 0)
        strings_add(m->arena, &member.words, word_string(m->arena, "NAME", c->o.name));
    if (c->o.comment && is_doc_text(c->o.comment))
        member.comment = c->o.comment;
    else if (c->o.comment)
        strings_add(m->arena, &member.words, word_string(m->arena, "COMMENT", c->o.comment));
    return member;
}

/* What a program reads a value of the type into: text where C has nothing for it. */
static void set_view_type(struct models *m, const struct column *c, struct member *member)
{
    set_type(m, c, member);
    if (member->words.n)
        *member = (struct member){.type = "char", .name = member->name, .pointer = true};
}

static void add_view_words(struct models *m, const struct view_column *c, struct strings *words)
{
    const struct {
        const char *word, *value;
    } kept[] = {
        {"STORAGE", c->storage}, {"COMPRESSION", c->compression}, {"STATISTICS", c->statistics}};

    if (c->default_)
        strings_add(m->arena, words, word_sql(m->arena, "DEFAULT", c->default_));
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (kept[i].value)
            strings_add(m->arena, words,
                        arena_printf(m->arena, "%s(%s)", kept[i].word, kept[i].value));
    if (c->with.n)
        strings_add(m->arena, words, word_with(m->arena, &c->with));
}

static struct member view_member_of(struct models *m, const struct column *c)
{
    const struct object *said =
        schema_find(m->schema, &kind_view_column, c->o.schema, c->o.table, c->o.name);
    struct member member = {.name = models_name(m, &c->o)};

    set_view_type(m, c, &member);
    if (said)
        add_view_words(m, (const struct view_column *)said, &member.words);
    if (strcmp(member.name, c->o.name) != 0)
        strings_add(m->arena, &member.words, word_string(m->arena, "NAME", c->o.name));
    if (said && said->comment && is_doc_text(said->comment))
        member.comment = said->comment;
    else if (said && said->comment)
        strings_add(m->arena, &member.words, word_string(m->arena, "COMMENT", said->comment));
    return member;
}

/* --- Layout ------------------------------------------------------------------------------- */

static void put_member(struct arena *arena, struct mg_buf *out, const struct member *member,
                       size_t types, size_t names)
{
    struct mg_buf line = MG_BUF_INIT;
    size_t start = 0;
    bool beside;

    mg_buf_printf(&line, "    %-*s%c%-*s", (int)types, member->type, member->pointer ? '*' : ' ',
                  member->words.n ? (int)names : 0, member->name);
    for (size_t i = 0; i < member->words.n; i++) {
        const char *word = member->words.items[i];

        if (i > 0 && line.n - start + strlen(word) + 2 > LINE_WIDTH) {
            mg_buf_addc(&line, '\n');
            start = line.n;
            mg_buf_pad(&line, ' ', 2 * INDENT);
            mg_buf_add(&line, word);
        } else {
            mg_buf_printf(&line, " %s", word);
        }
    }
    mg_buf_addc(&line, ';');
    beside = member->comment && !strchr(member->comment, '\n') && start == 0 &&
             line.n + strlen(member->comment) + 6 <= LINE_WIDTH;
    if (member->comment && !beside)
        put_doc(out, "    ", member->comment);
    if (mg_buf_failed(&line))
        out_of_memory();
    mg_buf_add(out, mg_buf_text(&line));
    if (beside)
        mg_buf_printf(out, " ///< %s", member->comment);
    mg_buf_addc(out, '\n');
    mg_buf_free(&line);
    (void)arena;
}

static void put_members(struct models *m, struct mg_buf *out, const struct member *members,
                        size_t n)
{
    size_t types = 0, names = 0;

    for (size_t i = 0; i < n; i++) {
        if (strlen(members[i].type) + members[i].pointer > types)
            types = strlen(members[i].type) + members[i].pointer;
        if (members[i].words.n && strlen(members[i].name) > names)
            names = strlen(members[i].name);
    }
    for (size_t i = 0; i < n; i++)
        put_member(m->arena, out, &members[i], types, names);
}

void put_columns(struct models *m, struct mg_buf *out, const struct object *table)
{
    struct objects columns = schema_children(m->schema, &kind_column, table->schema, table->name);
    struct member *members = arena_alloc(m->arena, (columns.n + 1) * sizeof *members);

    for (size_t i = 0; i < columns.n; i++)
        members[i] = member_of(m, (const struct column *)columns.items[i]);
    put_members(m, out, members, columns.n);
}

void put_view_columns(struct models *m, struct mg_buf *out, const struct object *view)
{
    const struct view_members *columns = map_get(m->members, view);
    struct member *members = arena_alloc(m->arena, (columns->n + 1) * sizeof *members);

    for (size_t i = 0; i < columns->n; i++)
        members[i] = view_member_of(m, columns->items[i]);
    put_members(m, out, members, columns->n);
}

void put_attributes(struct models *m, struct mg_buf *out, const struct object *composite)
{
    struct objects all =
        schema_children(m->schema, &kind_attribute, composite->schema, composite->name);
    struct member *members = arena_alloc(m->arena, (all.n + 1) * sizeof *members);

    for (size_t i = 0; i < all.n; i++) {
        const struct attribute *a = (const struct attribute *)all.items[i];
        struct column like = {.o = a->o, .type = a->type};
        struct member *member = &members[i];

        *member = (struct member){.name = models_name(m, &a->o)};
        set_type(m, &like, member);
        if (a->collation)
            strings_add(m->arena, &member->words, word_collation(m->arena, a->collation));
        if (strcmp(member->name, a->o.name) != 0)
            strings_add(m->arena, &member->words, word_string(m->arena, "NAME", a->o.name));
        if (a->o.comment && is_doc_text(a->o.comment))
            member->comment = a->o.comment;
        else if (a->o.comment)
            strings_add(m->arena, &member->words, word_string(m->arena, "COMMENT", a->o.comment));
    }
    put_members(m, out, members, all.n);
}
