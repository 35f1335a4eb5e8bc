#include <stdlib.h>
#include <string.h>

#include "kinds/column.h"
#include "model/answers.h"
#include "model/sql.h"
#include "model/types.h"

/* --- What a change of type loses ---------------------------------------------------------- */

/* The number in the modifiers, counted from 0; -1 if there is none: 2 is number 1 of (10,2). */
static long modifier(const char *type, int which)
{
    const char *p = strchr(type, '(');

    for (; p && which > 0; which--)
        p = strchr(p + 1, ',');
    return p ? strtol(p + 1, NULL, 10) : -1;
}

static bool is_one_of(const char *type, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(type, *names) == 0)
            return true;
    return false;
}

/* Digits after the point that a number of this type keeps. */
static long scale(const char *base, const char *type)
{
    if (strcmp(base, "numeric") != 0)
        return type_is_integer(base) ? 0 : 1000;
    if (modifier(type, 0) < 0)
        return 1000;

    long digits = modifier(type, 1);

    return digits < 0 ? 0 : digits;
}

/* Digits of seconds that a time of this type keeps. */
static long precision(const char *type)
{
    long digits = modifier(type, 0);

    return digits < 0 ? 6 : digits;
}

static const char *number_loss(const char *from, const char *from_base, const char *to,
                               const char *to_base)
{
    static const char *const floats[] = {"real", "double precision", NULL};
    bool exact = !is_one_of(from_base, floats);

    if (scale(to_base, to) < scale(from_base, from))
        return "are rounded";
    if (strcmp(to_base, "real") == 0 && strcmp(from_base, "real") != 0 &&
        strcmp(from_base, "smallint") != 0)
        return "keep no more than 6 digits";
    if (strcmp(to_base, "double precision") == 0 && exact && strcmp(from_base, "smallint") != 0 &&
        strcmp(from_base, "integer") != 0)
        return "keep no more than 15 digits";
    return NULL;
}

static const char *time_loss(const char *from, const char *from_base, const char *to,
                             const char *to_base)
{
    static const char *const instants[] = {"timestamp", "timestamptz", NULL};
    static const char *const times[] = {"time", "timetz", NULL};

    if (is_one_of(from_base, instants) && strcmp(to_base, "date") == 0)
        return "lose their time of day";
    if (is_one_of(from_base, instants) && is_one_of(to_base, times))
        return "lose their date";
    if (strcmp(from_base, "timetz") == 0 && strcmp(to_base, "time") == 0)
        return "lose their time zone";
    if (strcmp(from_base, "date") != 0 && precision(to) < precision(from))
        return "lose fractions of seconds";
    return NULL;
}

const char *column_type_loss(struct arena *arena, const struct column *before,
                             const struct column *after)
{
    static const char *const numbers[] = {"smallint", "integer", "bigint",           "numeric",
                                          "real",     "money",   "double precision", NULL};
    static const char *const times[] = {"timestamp", "timestamptz", "time", "timetz",
                                        "date",      "interval",    NULL};
    static const char *const cut[] = {"varchar", "char", "bit", "varbit", NULL};
    const char *from = type_base(arena, before->type), *to = type_base(arena, after->type);
    const char *what = NULL;

    if (is_one_of(from, numbers) && is_one_of(to, numbers))
        what = number_loss(before->type, from, after->type, to);
    else if (is_one_of(from, times) && is_one_of(to, times))
        what = time_loss(before->type, from, after->type, to);
    else if (strcmp(from, "json") == 0 && strcmp(to, "jsonb") == 0)
        what = "lose white space, the order of keys and keys said twice";
    else if (is_one_of(to, cut) && modifier(after->type, 0) >= 0 &&
             type_cast(arena, before->type, false, after->type, false) == CAST_EXPLICIT)
        what = "are cut to the new length";
    if (!what)
        return NULL;
    return arena_printf(arena, "the values of %s %s", object_label(arena, &before->o), what);
}

/* --- USING -------------------------------------------------------------------------------- */

/* Where rows that hold the label go: --map user_state.banned=gone. */
static const char *mapped_label(struct making *making, const struct enum_type *from,
                                const struct enum_type *to, const char *label)
{
    const char *what =
        arena_printf(making->arena, "%s.%s", compose_answer(making->arena, &from->o), label);
    const char *value = answer_find(&making->answers->map, what);

    if (value && strings_find(&to->labels, label) < 0 && strings_find(&to->labels, value) >= 0)
        return value;
    return NULL;
}

/* The old value as text, labels that are taken away replaced by those that --map names. */
static const char *mapped_text(struct making *making, const char *column, bool array,
                               const struct enum_type *from, const struct enum_type *to)
{
    struct arena *arena = making->arena;
    const char *text = arena_printf(arena, "%s::text%s", column, array ? "[]" : ""), *cases = "";

    for (size_t i = 0; from && to && i < from->labels.n; i++) {
        const char *label = from->labels.items[i], *value = mapped_label(making, from, to, label);

        if (!value)
            continue;
        label = compose_literal(arena, label);
        value = compose_literal(arena, value);
        if (array)
            text = arena_printf(arena, "array_replace(%s, %s, %s)", text, label, value);
        else
            cases = arena_printf(arena, "%s WHEN %s THEN %s", cases, label, value);
    }
    if (*cases)
        text = arena_printf(arena, "(CASE %s%s ELSE %s END)", text, cases, text);
    return text;
}

struct retype {
    const char *using_;
    bool impossible;
};

static struct retype retype_using(struct making *making, const struct column *before,
                                  const struct column *after)
{
    struct arena *arena = making->arena;
    const struct enum_type *from = enum_of_type(arena, making->before, before->type);
    const struct enum_type *to = enum_of_type(arena, making->after, after->type);
    const char *column = sql_ident(arena, after->o.name);
    struct retype retype = {0};

    retype.using_ = answer_find(&making->answers->using_, compose_answer(arena, &after->o));
    if (retype.using_)
        return retype;

    enum cast cast =
        from && to ? CAST_BY_TEXT : type_cast(arena, before->type, from, after->type, to);

    if (from && to && type_is_array(before->type) != type_is_array(after->type))
        cast = CAST_NONE;
    switch (cast) {
    case CAST_ASSIGNMENT:
        break;
    case CAST_EXPLICIT:
        retype.using_ = arena_printf(arena, "%s::%s", column, after->type);
        break;
    case CAST_BY_TEXT:
        retype.using_ = arena_printf(
            arena, "%s::%s",
            mapped_text(making, column, type_is_array(before->type) && type_is_array(after->type),
                        from, to),
            after->type);
        break;
    case CAST_NONE:
        retype.impossible = true;
        break;
    }
    return retype;
}

static void no_way(struct making *making, const struct column *before, const struct column *after)
{
    const char *what = compose_answer(making->arena, &after->o);

    if (making->downgrade) {
        MAKE(making, irreversible, mg_text_args,
             arena_printf(making->arena, "no cast leads from %s back to %s in %s", before->type,
                          after->type, object_label(making->arena, &after->o)));
        return;
    }
    diag_error(making->diags, MG302, after->o.loc,
               "column \"%s\" changes from %s to %s, between which there is no cast", what,
               before->type, after->type);
    diag_hint(making->diags, "Say how old values become new ones: --using %s='EXPRESSION'", what);
}

/* --- ALTER COLUMN ------------------------------------------------------------------------- */

static void alter_default(const struct column *before, const struct column *after, bool retyped,
                          mg_column *c)
{
    bool had = before->default_ != NULL;

    if (after->default_ && (retyped || !had || strcmp(before->default_, after->default_) != 0))
        c->default_ = after->default_;
    else if (had && !after->default_)
        c->no_default = 1;
}

static void alter_identity(struct making *making, const struct column *before,
                           const struct column *after, mg_column *c)
{
    mg_column options = {0};

    if (before->identity && !after->identity) {
        c->no_identity = 1;
        return;
    }
    if (!after->identity)
        return;
    if (before->identity && column_alter_sequence(making, before, after, &options)) {
        c->start = options.start;
        c->increment = options.increment;
        c->minvalue = options.minvalue;
        c->maxvalue = options.maxvalue;
        c->cache = options.cache;
        c->cycle = options.cycle;
        c->no_cycle = options.no_cycle;
        if (strcmp(before->identity, after->identity) != 0)
            c->set_generated = after->identity;
        return;
    }
    if (before->identity)
        MAKE(making, alter_column, mg_alter_column_args, compose_table(making->arena, &after->o),
             {.name = after->o.name, .no_identity = 1});
    c->identity = after->identity;
    column_sequence_options(after, c);
}

static void alter_null(struct making *making, const struct column *before,
                       const struct column *after, mg_column *c)
{
    if (after->not_null == before->not_null)
        return;
    c->not_null = after->not_null;
    c->nullable = !after->not_null;
    if (after->not_null)
        c->fill = answer_find(&making->answers->fill, compose_answer(making->arena, &after->o));
}

/* An identity whose type gets narrower must count within the narrower one before. */
static bool gets_narrower(struct arena *arena, const struct column *before,
                          const struct column *after)
{
    static const char *const sizes[] = {"smallint", "integer", "bigint"};
    int from = 0, to = 0;

    for (int i = 0; i < 3; i++) {
        if (strcmp(type_base(arena, before->type), sizes[i]) == 0)
            from = i;
        if (strcmp(type_base(arena, after->type), sizes[i]) == 0)
            to = i;
    }
    return to < from;
}

static void make_alter(struct making *making, const struct column *after, const mg_column *c)
{
    static const mg_column nothing;
    mg_alter_column_args args = {compose_table(making->arena, &after->o), *c};

    if (memcmp(c, &nothing, sizeof nothing) == 0)
        return;
    args.column.name = after->o.name;
    make_op(making, &mg_op_alter_column, &args);
}

void column_alter(struct making *making, const struct object *before_, const struct object *after_,
                  unsigned long long differences)
{
    const struct column *before = (const struct column *)before_;
    const struct column *after = (const struct column *)after_;
    bool retyped = differences & COLUMN_RETYPED;
    mg_column c, first;

    memset(&c, 0, sizeof c);
    memset(&first, 0, sizeof first);
    if (before->generated && !after->generated) {
        first.no_expression = 1;
        make_alter(making, after, &first);
        memset(&first, 0, sizeof first);
    }
    if (retyped) {
        struct retype retype = retype_using(making, before, after);

        if (retype.impossible) {
            no_way(making, before, after);
            return;
        }
        c.type = after->type;
        c.collation = after->collation;
        c.using_ = retype.using_;
    }
    alter_default(before, after, retyped || differences & COLUMN_BIT(DEFAULT), &c);
    alter_null(making, before, after, &c);
    if (retyped && before->identity && after->identity &&
        gets_narrower(making->arena, before, after)) {
        alter_identity(making, before, after, &first);
        make_alter(making, after, &first);
    } else {
        alter_identity(making, before, after, &c);
    }
    make_alter(making, after, &c);
}
