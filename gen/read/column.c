/* Members into columns: the words that say what the column itself is. */
#include <string.h>

#include "model/names.h"
#include "model/types.h"
#include "read/reading.h"
#include "runtime/base/nearest.h"

static const struct word *word_of(const struct member *member, enum word_id id)
{
    return words_find(&member->words, id);
}

static void report_pair(struct reading *r, const struct word *word, const struct word *other,
                        const char *why)
{
    diag_error(r->diags, MG111, loc_of_word(r, word), "%s and %s on one column: %s",
               word_kinds[other->id].name, word_kinds[word->id].name, why);
}

/* Words that cannot be together, and why. */
static void check_conflicts(struct reading *r, const struct member *member)
{
    static const struct {
        enum word_id a, b;
        const char *why;
    } conflicts[] = {
        {WORD_IDENTITY, WORD_DEFAULT, "an identity takes its values from a sequence"},
        {WORD_IDENTITY_ALWAYS, WORD_DEFAULT, "an identity takes its values from a sequence"},
        {WORD_SERIAL, WORD_DEFAULT, "its default is the next value of its sequence"},
        {WORD_SERIAL, WORD_GENERATED, "a column has one source of values"},
        {WORD_SERIAL, WORD_ARRAY, "a serial column is one number"},
        {WORD_IDENTITY, WORD_GENERATED, "a column has one source of values"},
        {WORD_IDENTITY_ALWAYS, WORD_GENERATED, "a column has one source of values"},
        {WORD_GENERATED, WORD_DEFAULT, "a generated column takes its values from its expression"},
        {WORD_GENERATED, WORD_ON_UPDATE, "a generated column takes its values from its expression"},
        {WORD_IDENTITY_ALWAYS, WORD_ON_UPDATE,
         "an identity that is always generated is not updated"},
        {WORD_NOT_NULL, WORD_NULLABLE, "it is one or the other"},
        {WORD_DEFAULT, WORD_NO_DEFAULT, "it has one or not"},
        {WORD_IDENTITY, WORD_ARRAY, "an identity is one number"},
        {WORD_IDENTITY_ALWAYS, WORD_ARRAY, "an identity is one number"},
    };

    for (size_t i = 0; i < sizeof conflicts / sizeof *conflicts; i++) {
        const struct word *a = word_of(member, conflicts[i].a),
                          *b = word_of(member, conflicts[i].b);

        if (a && b)
            report_pair(r, b, a, conflicts[i].why);
    }
}

/* Every word may stand on a member; says which do not belong there. False if it is no column. */
static bool check_words(struct reading *r, const struct member *member)
{
    const struct word *ignore = word_of(member, WORD_IGNORE);

    for (size_t i = 0; i < member->words.n; i++) {
        const struct word *word = &member->words.items[i];

        if (!(word_kinds[word->id].places & AT_MEMBER))
            diag_error(r->diags, MG109, loc_of_word(r, word), "%s on a member of a table",
                       word_kinds[word->id].name);
        else if (ignore && word != ignore)
            diag_error(r->diags, MG111, loc_of_word(r, word),
                       "%s on a member that is ignored, and so is no column",
                       word_kinds[word->id].name);
    }
    if (member->words.n > 1) {
        check_repeated(r, &member->words);
        check_conflicts(r, member);
    }
    return !ignore;
}

static bool check_column_name(struct reading *r, const char *name, struct loc loc)
{
    static const char *const system[] = {"ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"};

    for (size_t i = 0; i < sizeof system / sizeof *system; i++)
        if (strcmp(name, system[i]) == 0) {
            diag_error(r->diags, MG108, loc, "every table has a system column \"%s\"", name);
            diag_hint(r->diags, "Give the column another name, with NAME(...) if the member is to "
                                "keep it.");
            return false;
        }
    return check_name(r, "column", name, loc);
}

/* --- Identities --------------------------------------------------------------------------- */

static bool read_sequence_number(struct reading *r, const struct member *member, enum word_id id,
                                 long long low, long long high, long long usual, long long *n)
{
    const struct word *word = word_of(member, id);

    *n = usual;
    if (!word || argument_number(r, word, word->arguments, low, high, n))
        return word != NULL;
    *n = usual;
    return false;
}

static const char *unless_usual(struct reading *r, long long n, long long usual)
{
    return n == usual ? NULL : arena_printf(r->arena, "%lld", n);
}

/* NULL if it is the column's. */
static const char *sequence_type(struct reading *r, const struct column *c,
                                 const struct member *member)
{
    const struct word *word = word_of(member, WORD_SEQUENCE_TYPE);
    const char *type = word ? text_of_argument(r, word) : NULL;

    if (!type)
        return NULL;
    type = type_canonical(r->arena, type);
    if (!c->identity || strcmp(c->identity, "SERIAL") != 0)
        diag_error(r->diags, MG109, loc_of_word(r, word),
                   "SEQUENCE_TYPE on an identity, whose sequence has the type of its column");
    else if (!type || !type_is_integer(type))
        diag_error(r->diags, MG123, loc_of_word(r, word),
                   "a sequence is of type smallint, integer or bigint");
    else
        return strcmp(type, c->type) == 0 ? NULL : type;
    return NULL;
}

static void read_sequence(struct reading *r, struct column *c, const struct member *member)
{
    const char *type = c->sequence_type = sequence_type(r, c, member);
    bool small = strcmp(type ? type : c->type, "smallint") == 0;
    bool big = strcmp(type ? type : c->type, "bigint") == 0;
    long long high = small ? 32767 : big ? 9223372036854775807 : 2147483647, low = -high - 1;
    long long start, increment, minimum, maximum, cache;
    const struct word *word;

    read_sequence_number(r, member, WORD_INCREMENT, low, high, 1, &increment);
    if (increment == 0)
        diag_error(r->diags, MG132, loc_of_word(r, word_of(member, WORD_INCREMENT)),
                   "a sequence that does not move");

    long long usual_minimum = increment < 0 ? low : 1, usual_maximum = increment < 0 ? -1 : high;

    read_sequence_number(r, member, WORD_MINVALUE, low, high, usual_minimum, &minimum);
    read_sequence_number(r, member, WORD_MAXVALUE, low, high, usual_maximum, &maximum);
    read_sequence_number(r, member, WORD_CACHE, 1, 9223372036854775807, 1, &cache);

    long long usual_start = increment < 0 ? maximum : minimum;

    read_sequence_number(r, member, WORD_START, low, high, usual_start, &start);
    word = word_of(member, WORD_MAXVALUE) ? word_of(member, WORD_MAXVALUE)
                                          : word_of(member, WORD_MINVALUE);
    if (word && minimum >= maximum)
        diag_error(r->diags, MG132, loc_of_word(r, word),
                   "the smallest value, %lld, is not less than the largest, %lld", minimum,
                   maximum);
    else if (word_of(member, WORD_START) && (start < minimum || start > maximum))
        diag_error(r->diags, MG132, loc_of_word(r, word_of(member, WORD_START)),
                   "the sequence starts at %lld, outside of %lld to %lld", start, minimum, maximum);
    c->increment = unless_usual(r, increment, 1);
    c->minvalue = unless_usual(r, minimum, usual_minimum);
    c->maxvalue = unless_usual(r, maximum, usual_maximum);
    c->start = unless_usual(r, start, usual_start);
    c->cache = unless_usual(r, cache, 1);
    c->cycle = word_of(member, WORD_CYCLE) != NULL;
    word = word_of(member, WORD_SEQUENCE_COMMENT);
    if (word)
        c->sequence_comment = argument_string(r, word);
}

static void read_identity(struct reading *r, const struct table_decl *t, struct column *c,
                          const struct member *member)
{
    const struct word *always = word_of(member, WORD_IDENTITY_ALWAYS);
    const struct word *serial = word_of(member, WORD_SERIAL);
    const struct word *word = always ? always : serial ? serial : word_of(member, WORD_IDENTITY);
    const struct word *name = word_of(member, WORD_SEQUENCE_NAME);

    if (!word) {
        for (size_t i = 0; i < member->words.n; i++) {
            enum word_id id = member->words.items[i].id;

            if (id < WORD_START || id > WORD_SEQUENCE_TYPE)
                continue;
            diag_error(r->diags, MG109, loc_of_word(r, &member->words.items[i]),
                       "%s on a column that is neither identity nor serial", word_kinds[id].name);
            diag_hint(r->diags, "Add IDENTITY, IDENTITY_ALWAYS or SERIAL.");
        }
        return;
    }
    if (!type_is_integer(c->type)) {
        diag_error(r->diags, MG123, loc_of_word(r, word), "%s of type %s",
                   serial ? "a serial column" : "an identity", c->type);
        diag_hint(r->diags, "Identities are int16_t, int32_t or int64_t. For a uuid say "
                            "DEFAULT(gen_random_uuid()).");
        return;
    }
    c->identity = always ? "ALWAYS" : serial ? "SERIAL" : "BY DEFAULT";
    c->not_null = true;
    if (name) {
        c->sequence = argument_name(r, name, "sequence");
        if (c->sequence && strcmp(c->sequence, name_sequence(r->arena, c->o.table, c->o.name)) == 0)
            c->sequence = NULL;
    }
    read_sequence(r, c, member);
    if (!t->twin)
        take_sequence_name(r, c, name ? name : word);
}

/* --- Columns ------------------------------------------------------------------------------ */

static void read_values(struct reading *r, struct column *c, const struct member *member)
{
    const struct word *word = word_of(member, WORD_DEFAULT);

    if (word)
        c->default_ = default_value(r, c, word);
    word = word_of(member, WORD_GENERATED);
    if (word)
        c->generated = sql_in_word(r, word, word->arguments, USE_GENERATED);
    word = word_of(member, WORD_COLLATE);
    if (word)
        c->collation = collation_of_word(r, word, c->type);
}

static bool can_be_column(struct reading *r, const struct member *member)
{
    if (!member->bit_field)
        return true;
    diag_error(r->diags, MG127, member->loc, "bit-field \"%s\" is no column", member->name);
    diag_hint(r->diags, "Use bool or int16_t, or say IGNORE.");
    return false;
}

static void read_not_null_name(struct reading *r, struct column *c, const struct word *word)
{
    const char *name = word ? text_of_argument(r, word) : NULL;

    c->not_null |= word != NULL;
    if (name && strcmp(name, name_not_null(r->arena, c->o.table, c->o.name)) != 0)
        c->not_null_name = name;
}

static struct column *read_column(struct reading *r, struct table_decl *t, struct member *member,
                                  int position)
{
    const struct word *name = word_of(member, WORD_NAME);
    struct object *o = object_new(r->arena, &kind_column);
    struct column *c = (struct column *)o;

    o->schema = t->relation->schema;
    o->table = t->relation->name;
    o->name = name ? text_of_argument(r, name) : NULL;
    if (!o->name)
        o->name = member->name;
    o->position = position;
    o->comment = member->comment;
    o->loc = member->loc;
    c->type = member_type(r, member);
    if (!check_column_name(r, o->name, name ? loc_of_word(r, name) : o->loc) || !c->type)
        return NULL;
    t->unordered |= !type_has_order(plain_type(r, c->type));
    c->not_null = word_of(member, WORD_NOT_NULL) || word_of(member, WORD_PRIMARY_KEY);
    read_not_null_name(r, c, word_of(member, WORD_NOT_NULL_NAME));
    if (member->words.n) {
        read_identity(r, t, c, member);
        read_values(r, c, member);
        read_attributes(r, c, member, t->table->server != NULL);
        read_common_options(r, &member->words, o);
    }
    inherit_column(r, t, member, c);
    r->errors = diags_errors(r->diags);
    if (!t->twin)
        declare(r, o, NULL, member)->table = t;
    return c;
}

static void read_columns(struct reading *r, struct table_decl *t)
{
    int position = 0;
    bool any_wrong = false;

    for (size_t i = 0; i < t->members.n; i++) {
        struct member *member = &t->members.items[i];

        if (!check_words(r, member))
            continue;
        if (can_be_column(r, member))
            member->column = read_column(r, t, member, ++position);
        any_wrong |= !member->column;
    }
    if (position > 1600)
        diag_error(r->diags, MG135, t->relation->loc,
                   "table \"%s\" has %d columns; PostgreSQL allows 1600", t->relation->name,
                   position);
    if (position == 0 && !any_wrong && !t->parents.n) {
        diag_warning(r->diags, MG128, t->relation->loc, "table \"%s\" has no columns",
                     t->relation->name);
    }
}

void read_columns_in_order(struct reading *r, struct table_decl *t)
{
    if (t->columns != COLUMNS_UNREAD)
        return;
    t->columns = COLUMNS_OPEN;
    for (size_t i = 0; i < t->parents.n; i++)
        if (t->parents.items[i].table)
            read_columns_in_order(r, t->parents.items[i].table);
    read_columns(r, t);
    if (t->parents.n)
        inherit_missing(r, t);
    if (t->partition_by)
        check_mentions(r, t, NULL, t->partition_by, t->partition_by->arguments, USE_ELEMENT);
    t->columns = COLUMNS_READ;
}
