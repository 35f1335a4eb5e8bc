#include <string.h>

#include "kinds/column.h"
#include "kinds/sequence.h"
#include "model/answers.h"
#include "model/names.h"
#include "model/sql.h"
#include "model/types.h"

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

/* A cast that the model declares. */
static enum cast declared_cast(struct making *making, const char *from, const char *to)
{
    const char *name = arena_printf(making->arena, "%s AS %s", from, to);
    const struct cast_object *cast =
        (const struct cast_object *)schema_find(making->after, &kind_cast, "", "", name);

    if (!cast)
        return CAST_NONE;
    return cast->implicit || cast->assignment ? CAST_ASSIGNMENT : CAST_EXPLICIT;
}

/* Values of domains are those of what they are made of. */
static enum cast cast_between(struct making *making, const struct column *before,
                              const struct column *after, bool rebuilt)
{
    struct arena *arena = making->arena;
    const char *from = type_without_domains(arena, making->before, before->type);
    const char *to = type_without_domains(arena, making->after, after->type);
    const struct object *was = type_object(arena, making->before, from);
    const struct object *is = type_object(arena, making->after, to);
    bool enums = was && is && was->kind == &kind_enum_type && is->kind == &kind_enum_type;
    enum cast declared = declared_cast(making, from, to);

    if (enums && type_is_array(from) != type_is_array(to))
        return CAST_NONE;
    if (enums || (rebuilt && was && is))
        return CAST_BY_TEXT;
    return declared != CAST_NONE ? declared
                                 : type_cast(arena, from, was && was->kind == &kind_enum_type, to,
                                             is && is->kind == &kind_enum_type);
}

static struct retype retype_using(struct making *making, const struct column *before,
                                  const struct column *after, bool rebuilt)
{
    struct arena *arena = making->arena;
    const struct enum_type *from = enum_of_type(
        arena, making->before, type_without_domains(arena, making->before, before->type));
    const struct enum_type *to =
        enum_of_type(arena, making->after, type_without_domains(arena, making->after, after->type));
    const char *column = sql_ident(arena, after->o.name);
    struct retype retype = {0};

    retype.using_ = answer_find(&making->answers->using_, compose_answer(arena, &after->o));
    if (retype.using_)
        return retype;

    switch (cast_between(making, before, after, rebuilt)) {
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
    diag_hint(making->diags, "Say how old values become new ones: --using %s='EXPRESSION'",
              answer_word(making->arena, what));
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

/* The sequence of a serial column counts otherwise. */
static void alter_serial(struct making *making, const struct sequence *old,
                         const struct sequence *new)
{
    static const mg_sequence_args nothing;
    mg_sequence_args args;

    memset(&args, 0, sizeof args);
    sequence_change(making, old, new, &args);
    if (memcmp(&args, &nothing, sizeof args) == 0)
        return;
    args.name = compose_name(making->arena, &new->o);
    make_op(making, &mg_op_alter_sequence, &args);
}

/* False if no ALTER does it: an identity has to be made anew. */
static bool alter_sequence(struct making *making, const struct column *before,
                           const struct column *after, mg_column *c)
{
    struct sequence old = column_sequence_object(making->arena, before);
    struct sequence new = column_sequence_object(making->arena, after);
    mg_sequence_args args = {0};

    if (column_is_serial(after)) {
        alter_serial(making, &old, &new);
        return true;
    }
    sequence_change(making, &old, &new, &args);
    if (args.restart)
        return false;
    c->start = args.start;
    c->increment = args.increment;
    c->minvalue = args.minvalue;
    c->maxvalue = args.maxvalue;
    c->cache = args.cache;
    c->cycle = args.cycle;
    c->no_cycle = args.no_cycle;
    return true;
}

/* What ends: the operation finds a serial column's sequence by its name alone. */
static void end_sequence(const struct column *before, mg_column *c)
{
    c->no_identity = !column_is_serial(before);
    c->no_serial = column_is_serial(before);
    if (c->no_serial)
        c->sequence = before->sequence;
}

/* A sequence made by ALTER COLUMN is of the type said there, or else of type bigint. */
static void begin_sequence(struct making *making, const struct column *after, bool retyped,
                           mg_column *c)
{
    c->identity = after->identity;
    column_sequence_options(after, c);
    if (column_is_serial(after))
        c->sequence_owner = column_sequence_role(making, after);
    if (column_is_serial(after) && !retyped && !c->sequence_type &&
        strcmp(after->type, "bigint") != 0)
        c->sequence_type = after->type;
}

static void alter_identity(struct making *making, const struct column *before,
                           const struct column *after, bool retyped, mg_column *c)
{
    if (before->identity && !after->identity) {
        end_sequence(before, c);
        return;
    }
    if (!after->identity)
        return;
    if (before->identity && column_is_serial(before) != column_is_serial(after)) {
        end_sequence(before, c);
    } else if (before->identity && alter_sequence(making, before, after, c)) {
        if (strcmp(before->identity, after->identity) != 0)
            c->set_generated = after->identity;
        return;
    } else if (before->identity) {
        mg_column end = {.name = after->o.name};

        end_sequence(before, &end);
        MAKE(making, alter_column, mg_alter_column_args, compose_table(making->arena, &after->o),
             end);
    }
    begin_sequence(making, after, retyped, c);
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

/* ALTER makes NOT NULL of the usual name, and gives it another one. */
static void alter_null_name(struct making *making, const struct column *before,
                            const struct column *after, unsigned long long differences,
                            mg_column *c)
{
    const char *usual = name_not_null(making->arena, after->o.table, after->o.name);

    if (after->not_null && (after->not_null_name || before->not_null) &&
        (differences & COLUMN_BIT(NOT_NULL_NAME) || (after->not_null_name && !before->not_null)))
        c->not_null_name = after->not_null_name ? after->not_null_name : usual;
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

/* An identity and a serial column do not share one. */
static bool has_same_sequence(const struct column *before, const struct column *after)
{
    return before->identity && after->identity &&
           column_is_serial(before) == column_is_serial(after);
}

void column_alter_alone(struct making *making, const struct column *before,
                        const struct column *after, unsigned long long differences)
{
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
        /* The type is another one of the same name. */
        bool rebuilt = differences & COLUMN_BIT(TYPE) && strcmp(before->type, after->type) == 0;
        struct retype retype = retype_using(making, before, after, rebuilt);

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
    alter_null_name(making, before, after, differences, &c);
    if (retyped && before->identity && after->identity &&
        gets_narrower(making->arena, before, after)) {
        alter_identity(making, before, after, retyped, &first);
        make_alter(making, after, &first);
    } else {
        alter_identity(making, before, after, retyped, &c);
    }
    column_attributes(making, before, after, differences, &c);
    make_alter(making, after, &c);
    column_sequence_comment(making, has_same_sequence(before, after) ? before : NULL, after);
}
