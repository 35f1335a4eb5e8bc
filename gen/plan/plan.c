#include "plan/plan.h"

#include <string.h>

#include "kinds/compose.h"
#include "plan/planning.h"

static const struct answers no_answers;

/* --- Renames ------------------------------------------------------------------------------ */

static void append(struct arena *arena, struct renames *all, const struct renames *some)
{
    for (size_t i = 0; i < some->objects.n; i++)
        *vec_push(arena, &all->objects) = some->objects.items[i];
    for (size_t i = 0; i < some->labels.n; i++)
        *vec_push(arena, &all->labels) = some->labels.items[i];
    for (size_t i = 0; i < some->sequences.n; i++)
        *vec_push(arena, &all->sequences) = some->sequences.items[i];
}

static void apply(struct planning *p, struct renames *renames)
{
    p->before = renames_apply(p->arena, p->before, p->after, renames, p->originals);
    p->scopes[0] = NULL;
    p->types[0] = NULL;
    append(p->arena, &p->renames, renames);
}

static void apply_found(struct planning *p, struct renames *renames)
{
    if (renames->objects.n == 0)
        return;
    apply(p, renames);
    changes_find(p);
}

/*
 * How the schemas differ once renames are carried out: those that were said; then of what only has
 * another name, once everything that it mentions has its new one.
 */
static void compare(struct planning *p, const struct renames *said)
{
    struct renames first = {0}, wholes = {0}, parts = {0};

    append(p->arena, &first, said);
    apply(p, &first);
    changes_find(p);
    renames_of_wholes(p, &wholes);
    apply_found(p, &wholes);
    renames_of_parts(p, &parts);
    apply_found(p, &parts);
}

static void begin(struct planning *p, struct arena *arena, const struct schema *before,
                  const struct schema *after, const struct answers *answers, struct diags *diags)
{
    *p = (struct planning){
        .arena = arena,
        .before = before,
        .after = after,
        .answers = answers ? answers : &no_answers,
        .diags = diags,
        .originals = map_of_addresses(arena),
    };
}

/* --- Names that constraints get by themselves --------------------------------------------- */

/*
 * PostgreSQL gives a constraint without a name one that no other constraint or relation of its
 * schema has, so its choice is only certain where nobody else bears that name.
 */
static void find_shared(struct planning *p, const struct schema *s, struct map *seen)
{
    for (size_t k = 0; k < kind_count; k++) {
        struct objects all = {NULL, 0};

        if (kinds[k]->is_relation ||
            (kinds[k]->comment_object && strstr(kinds[k]->comment_object, "CONSTRAINT")))
            all = schema_of_kind(s, kinds[k]);
        for (size_t i = 0; i < all.n; i++) {
            const struct object *o = all.items[i];
            const char *key = arena_printf(p->arena, "%s\1%s", o->schema, o->name);
            const struct object *other = map_get(seen, key);

            if (!other)
                map_put(seen, key, (void *)o);
            else if (other->kind != o->kind || strcmp(other->table, o->table) != 0)
                strings_add(p->arena, &p->making.shared_names, o->name);
        }
    }
}

static void find_shared_names(struct planning *p)
{
    struct map *seen = NULL;

    for (size_t i = 0; i < p->nodes.n; i++) {
        const struct node *node = p->nodes.items[i];

        if (node->kind != NODE_CREATE || !node->object->kind->item ||
            node->object->kind == &kind_column)
            continue;
        if (!seen)
            seen = map_of_texts(p->arena);
        if (node->into && node->into->change->action == ACTION_REBUILD) /* the old one has it */
            strings_add(p->arena, &p->making.shared_names, node->object->name);
    }
    if (!seen)
        return;
    find_shared(p, p->before, seen);
    find_shared(p, p->after, seen);
}

/* Columns that stay in name and are altered or made anew: their children's go along. */
static struct map *find_touched(struct planning *p)
{
    struct map *touched = map_of_addresses(p->arena);

    for (size_t i = 0; i < p->changes.n; i++) {
        const struct change *change = p->changes.items[i];
        struct touch *touch;

        if (!change->before || !change->after || change->before->kind != &kind_column ||
            (change->action != ACTION_REPLACE && !(change->differences & DIFFERS_FIELDS)))
            continue;
        touch = arena_new_of(p->arena, struct touch);
        *touch = (struct touch){change->differences, change->action == ACTION_REPLACE};
        map_put(touched, change->before, touch);
        map_put(touched, change->after, touch);
    }
    return touched;
}

/* --- One direction ------------------------------------------------------------------------ */

static void make_direction(struct planning *p, struct ops *ops)
{
    changes_of_enums(p);
    do
        changes_propagate(p);
    while (changes_of_attached(p));
    changes_check_distributed(p);
    changes_of_typed(p);
    nodes_make(p);
    nodes_fold(p);
    nodes_connect(p);
    nodes_sort(p);

    p->making = (struct making){
        .arena = p->arena,
        .before = p->before,
        .after = p->after,
        .ops = ops,
        .diags = p->diags,
        .answers = p->answers,
        .downgrade = p->downgrade,
        .touched = find_touched(p),
    };
    find_shared_names(p);
    rename_ops(p);
    rename_parts(p);
    node_ops(p);
}

/* The answers for the way back call things as they were called before. */
static void call_back(struct planning *up, struct answer_list *list)
{
    size_t n = list->n;

    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < up->changes.n; j++) {
            const struct change *c = up->changes.items[j];

            if (!c->before || !c->after ||
                strcmp(compose_answer(up->arena, c->after), list->items[i].what) != 0)
                continue;
            *vec_push(up->arena, list) = (struct answer){
                compose_answer(up->arena, planning_original(up, c->before)), list->items[i].value};
        }
}

static const struct answers *answers_back(struct planning *up)
{
    struct answers *back = (struct answers *)answers_reverse(up->arena, up->answers);

    call_back(up, &back->using_);
    call_back(up, &back->fill);
    return back;
}

/* --- Both --------------------------------------------------------------------------------- */

/* One report for all that something may have become. */
static void report_questions(struct arena *arena, struct diags *diags,
                             const struct questions *questions)
{
    for (size_t i = 0; i < questions->n; i++) {
        const struct question *q = &questions->items[i];
        bool again = i > 0 && strcmp(q->from_name, q[-1].from_name) == 0;

        if (again)
            continue;
        diag_error(diags, MG303, q->to->loc,
                   "%s \"%s\" is gone and \"%s\" is new: renamed, or not?", q->what, q->from_name,
                   q->to_name);
        diag_hint(diags, "Answer with --rename %s, or with --drop %s to lose what it holds.",
                  answer_word(arena, arena_printf(arena, "%s:%s", q->from_name, q->to_name)),
                  answer_word(arena, q->from_name));
        for (size_t j = i + 1; j < questions->n && j < i + 5; j++)
            if (strcmp(questions->items[j].from_name, q->from_name) == 0)
                diag_note(diags, questions->items[j].to->loc, "\"%s\" is new too",
                          questions->items[j].to_name);
    }
}

static void take_apart(struct arena *arena, const struct schema **before,
                       const struct schema **after)
{
    const struct schema *first = serials_apart(arena, *before, *after);

    *after = serials_apart(arena, *after, *before);
    *before = first;
}

struct questions plan_questions(struct arena *arena, const struct schema *before,
                                const struct schema *after, const struct answers *answers)
{
    struct planning p;
    struct renames said = {0};

    take_apart(arena, &before, &after);
    begin(&p, arena, before, after, answers, NULL);
    renames_resolve(arena, before, after, p.answers, NULL, &said);
    compare(&p, &said);
    return questions_find(&p);
}

static void collect_losses(struct arena *arena, struct plan *plan)
{
    for (size_t i = 0; i < plan->upgrade.n; i++)
        if (plan->upgrade.items[i].operation == &mg_op_loss)
            strings_add(arena, &plan->losses,
                        ((const mg_text_args *)plan->upgrade.items[i].args)->text);
}

/*
 * How a plan is made.
 *
 * 1. Renames (renames.c) are what models and answers say, never guessed. They are carried out on a
 *    copy of `before` (renaming.c), wherever a name is mentioned, as PostgreSQL will do it in the
 *    database: what follows a rename by itself is no difference then. Constraints, indexes,
 * triggers and functions that now differ in nothing but their names are renamed unasked
 *    (renames_found.c). Something that has a name which a rename takes is renamed out of its way
 *    first; it will be dropped, or else `after` would have two of that name.
 *
 * 2. Look-alikes (questions.c): a column that is gone beside a new one of its type may have been
 *    renamed. Without an answer there is no plan.
 *
 * 3. Changes (changes.c): objects of both schemas are matched by key and compared by their fields.
 *    A kind says whether it alters such a difference in place or has to replace the object. Then
 * the changes spread (propagate.c), until nothing is added: PostgreSQL lets nothing be dropped, and
 *    no column be retyped, while something needs it, so that is replaced, too. Who needs what
 * follows from the roles of fields and what their texts mention (needs.c, scope.c;
 * gen/model/sql_*.c). What holds rows is never replaced: a type of columns is built anew beside the
 * old one, a default lets go of a function and takes it up again, anything else is refused.
 *
 * 4. Nodes (fold.c): one for each thing to drop, alter or create. The parts of a new table are
 * taken in by its create_table, those of a dropped one go along, except foreign keys that close a
 * circle of tables. What a kind says late (late.c) is a node of its own.
 *
 * 5. Order (order.c, sort.c): with D needing X before and after,
 *        drop D or alter D  before  drop X          drop D  before  alter X
 *        create X or alter X  before  create D or alter D
 *        drop  before  create of the same object, or of another one of that name
 *    and for a type that is built anew the other way round: create, alter the columns, drop. One
 *    stable topological sort over that; ties are broken by table (in the order of foreign keys),
 *    kind, position and name, never by address. Of circles, what only bodies of functions mention
 *    gives way first, then parts are taken out of their tables (unfold.c); what remains is reported
 *    with its members.
 *
 * 6. Operations: all renames (rename_ops.c), then each node's (node_ops.c), composed by the kinds,
 *    with what is lost said before the operation that loses it.
 *
 * The way back is the same on swapped schemas, with renames and answers turned round. It asks
 * nothing: where values are gone, columns come back with neutral ones and that is said as a loss;
 * where a type has no way back, the downgrade refuses with the reason.
 */
const struct plan *plan_make(struct arena *arena, const struct schema *before,
                             const struct schema *after, const struct answers *answers,
                             struct diags *diags)
{
    struct plan *plan = arena_new_of(arena, struct plan);
    struct planning up, down;
    struct renames said = {0}, back;
    int errors = diags_errors(diags);

    take_apart(arena, &before, &after);
    begin(&up, arena, before, after, answers, diags);
    renames_resolve(arena, before, after, up.answers, diags, &said);

    compare(&up, &said);

    struct questions questions = questions_find(&up);

    report_questions(arena, diags, &questions);
    if (questions.n)
        return plan; /* what else could be said would only be true of one answer */
    make_direction(&up, &plan->upgrade);
    if (diags_errors(diags) > errors)
        return plan;

    begin(&down, arena, after, before, answers_back(&up), diags);
    down.downgrade = true;
    back = renames_reverse(arena, &said);
    if (up.before != before || up.renames.objects.n || up.renames.labels.n)
        compare(&down, &back);
    else
        changes_reverse(&down, &up); /* what was found once needs no second look */
    make_direction(&down, &plan->downgrade);
    answers_check(&up, &down);
    changes_describe(&up, &plan->changes);
    collect_losses(arena, plan);
    return plan;
}
