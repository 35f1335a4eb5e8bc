/*
 * DISTRIBUTED(table, column, options) and REFERENCE_TABLE(table), and what Citus refuses of such
 * tables, so far as models say it. Sources are named as in gen/kinds/distribution.c.
 */
#include "kinds/distribution.h"

#include <string.h>

#include "kinds/column.h"
#include "kinds/compose.h"
#include "kinds/lineage.h"
#include "model/sql.h"
#include "model/types.h"
#include "read/reading.h"

/* --- Reading ------------------------------------------------------------------------------ */

static struct distribution *begin(struct reading *r, const struct word *word,
                                  const struct slices *args, struct table_decl **t)
{
    struct distribution *d = (struct distribution *)object_new(r->arena, &kind_distribution);

    *t = args->n > 0 ? find_table(r, word, args->items[0]) : NULL;
    if (args->n == 0)
        diag_error(r->diags, MG112, loc_of_word(r, word), "%s takes a table",
                   word_kinds[word->id].name);
    if (!*t)
        return NULL;
    d->o.schema = (*t)->relation->schema;
    d->o.table = (*t)->relation->name;
    d->o.name = DISTRIBUTION_NAME;
    return d;
}

/* "Cannot use colocate_with with a table and shard_count at the same time" (api_udf). */
static void check_options(struct reading *r, const struct words *options)
{
    const struct word *with = words_find(options, WORD_COLOCATE_WITH);
    const struct word *alone = words_find(options, WORD_NOT_COLOCATED);
    const struct word *count = words_find(options, WORD_SHARD_COUNT);

    if (with && alone)
        diag_error(r->diags, MG156, loc_of_word(r, alone),
                   "NOT_COLOCATED contradicts COLOCATE_WITH");
    else if (with && count) {
        diag_error(r->diags, MG156, loc_of_word(r, count),
                   "a table has as many shards as the one that it is put with");
        diag_hint(r->diags, "Say SHARD_COUNT of the other table.");
    }
}

void read_distributed(struct reading *r, const struct word *word)
{
    struct slices args = split_arguments(r, word->arguments);
    struct words options = read_options_of(r, word, &args, 2, IN_DISTRIBUTED);
    const struct word *option;
    struct table_decl *t, *with;
    struct distribution *d = begin(r, word, &args, &t);
    const struct member *member;
    long long n;

    if (!d)
        return;
    if (args.n < 2) {
        diag_error(r->diags, MG112, loc_of_word(r, word), "DISTRIBUTED takes a table and a column");
        return;
    }
    member = find_member(r, word, args.items[1], t);
    if (!member)
        return;
    strings_add(r->arena, &d->columns, member->column->o.name);
    option = words_find(&options, WORD_COLOCATE_WITH);
    with = option ? find_table(r, option, option->arguments) : NULL;
    if (with)
        d->colocate_with = qualified_name(r->arena, with->relation->schema, with->relation->name);
    d->not_colocated = words_find(&options, WORD_NOT_COLOCATED) != NULL;
    option = words_find(&options, WORD_SHARD_COUNT);
    /* citus.shard_count, src/backend/distributed/shared_library_init.c */
    if (option && argument_number(r, option, option->arguments, 1, 64000, &n))
        d->shard_count = arena_printf(r->arena, "%lld", n);
    check_options(r, &options);
    declare(r, &d->o, word, NULL)->table = t;
}

void read_reference_table(struct reading *r, const struct word *word)
{
    struct slices args = split_arguments(r, word->arguments);
    struct table_decl *t;
    struct distribution *d = begin(r, word, &args, &t);

    if (!d)
        return;
    if (args.n > 1)
        diag_error(r->diags, MG112, loc_of_word(r, word),
                   "REFERENCE_TABLE takes nothing but a table");
    d->reference = true;
    declare(r, &d->o, word, NULL)->table = t;
}

/* --- The table ---------------------------------------------------------------------------- */

static const struct column *distribution_column(const struct reading *r,
                                                const struct distribution *d)
{
    return (const struct column *)schema_find(r->schema, &kind_column, d->o.schema, d->o.table,
                                              d->columns.items[0]);
}

static bool refuse(struct reading *r, const struct declared *d, const char *why, const char *hint)
{
    diag_error(r->diags, MG153, loc_of_word(r, d->word), "Citus cannot distribute %s: %s",
               object_label(r->arena, d->table->relation), why);
    if (hint)
        diag_hint(r->diags, "%s", hint);
    return true;
}

/*
 * EnsureRelationCanBeDistributed in src/backend/distributed/commands/create_distributed_table.c;
 * partitions are distributed with their parent (develop/reference_ddl).
 */
static bool check_table(struct reading *r, const struct declared *d)
{
    const struct table_decl *t = d->table;

    if (t->table->server)
        return refuse(r, d, "it is a foreign table", NULL);
    if (is_partition(t))
        return refuse(r, d, "it is a partition",
                      "Its parent is distributed, and it with that one.");
    if (t->parents.n || lineage_children(r->arena, r->schema, t->relation).n > 0)
        if (!t->table->partition_by)
            return refuse(r, d, "it has parents or children", NULL);
    return false;
}

/* "Distribution column must not use GENERATED ALWAYS AS (...) STORED"; types without a hash. */
static void check_column(struct reading *r, const struct declared *d)
{
    static const char *const without[] = {"json",   "xml",      "point",   "line",
                                          "lseg",   "box",      "path",    "polygon",
                                          "circle", "tsvector", "tsquery", "money"};
    const struct column *c = distribution_column(r, (const struct distribution *)d->object);
    const char *type = c ? plain_type(r, c->type) : NULL;

    if (!c)
        return;
    if (c->generated)
        refuse(r, d, arena_printf(r->arena, "its column \"%s\" is generated", c->o.name), NULL);
    for (size_t i = 0; i < sizeof without / sizeof *without; i++)
        if (strcmp(type, without[i]) == 0)
            refuse(r, d,
                   arena_printf(r->arena, "values of type %s, as of \"%s\", have no hash", c->type,
                                c->o.name),
                   NULL);
}

/* #6808: "Identity columns can only be used with the bigint data type on distributed tables". */
static void check_identities(struct reading *r, const struct declared *d)
{
    struct objects columns =
        schema_children(r->schema, &kind_column, d->object->schema, d->object->table);

    for (size_t i = 0; i < columns.n; i++) {
        const struct column *c = (const struct column *)columns.items[i];

        if (c->identity && !column_is_serial(c) && strcmp(c->type, "bigint") != 0)
            refuse(r, d,
                   arena_printf(r->arena, "its column \"%s\" is an identity of type %s", c->o.name,
                                c->type),
                   "Identities of such tables are of type bigint.");
    }
}

/*
 * ErrorOutForTriggerIfNotSupported in src/backend/distributed/commands/trigger.c: on distributed
 * tables only with citus.enable_unsafe_triggers, on reference tables not at all.
 */
static void check_triggers(struct reading *r, const struct declared *d)
{
    struct objects triggers =
        schema_children(r->schema, &kind_trigger, d->object->schema, d->object->table);

    for (size_t i = 0; i < triggers.n; i++)
        refuse(r, d, arena_printf(r->arena, "it has the trigger \"%s\"", triggers.items[i]->name),
               "ON_UPDATE(...) is a trigger, too.");
}

/* --- Keys --------------------------------------------------------------------------------- */

static bool has_column(struct reading *r, const struct object *key, const char *column)
{
    if (key->kind == &kind_primary_key)
        return strings_find(&((const struct primary_key *)key)->columns, column) >= 0;
    if (key->kind == &kind_unique)
        return strings_find(&((const struct unique *)key)->columns, column) >= 0;

    const struct strings *elements = key->kind == &kind_index
                                         ? &((const struct index *)key)->elements
                                         : &((const struct exclusion *)key)->elements;

    for (size_t i = 0; i < elements->n; i++) {
        const char *element = elements->items[i];
        const char *name = sql_element_column(r->arena, element);
        size_t n = strlen(element);

        /* Of an exclusion constraint only = keeps others of its value in the shard. */
        if (name && strcmp(name, column) == 0 &&
            (key->kind == &kind_index || (n > 2 && strcmp(element + n - 2, " =") == 0)))
            return true;
    }
    return false;
}

static bool is_unique(const struct object *o)
{
    return o->kind == &kind_primary_key || o->kind == &kind_unique || o->kind == &kind_exclusion ||
           (o->kind == &kind_index && ((const struct index *)o)->unique);
}

/*
 * "Primary keys and uniqueness constraints must include the distribution column"
 * (develop/reference_ddl); ErrorIfUnsupportedConstraint in commands/create_distributed_table.c.
 */
static void check_key(struct reading *r, const struct declared *d)
{
    const struct distribution *of = distribution_of(r->schema, d->object->schema, d->object->table);

    if (!of || of->reference || has_column(r, d->object, of->columns.items[0]))
        return;
    diag_error(r->diags, MG154, loc_of_word(r, d->word),
               "%s does not contain \"%s\", by which its table is distributed",
               object_label(r->arena, d->object), of->columns.items[0]);
    diag_note(r->diags, of->o.loc, "%s is distributed here",
              object_label(r->arena, d->table->relation));
    diag_hint(r->diags, "Add the column to it, or make the table a REFERENCE_TABLE.");
}

/* --- Colocation --------------------------------------------------------------------------- */

static const char *type_of(const struct reading *r, const struct distribution *d)
{
    const struct column *c = distribution_column(r, d);

    return c ? c->type : "";
}

/*
 * CheckAlterDistributedTableConversionParameters in commands/alter_table.c: "cannot colocate with
 * ... because it is not a distributed table", "... data type of its distribution column is
 * different".
 */
static void check_colocation(struct reading *r, const struct declared *d)
{
    const struct distribution *own = (const struct distribution *)d->object;
    const struct distribution *with = distribution_colocated(r->arena, r->schema, own);

    if (!own->colocate_with)
        return;
    if (with == own) {
        diag_error(r->diags, MG156, loc_of_word(r, d->word), "a table cannot be put with itself");
        diag_hint(r->diags, "NOT_COLOCATED begins a colocation group of its own.");
    } else if (!with || with->reference) {
        diag_error(r->diags, MG156, loc_of_word(r, d->word),
                   "table \"%s\", with which this one is to be put, is not distributed",
                   own->colocate_with);
        diag_hint(r->diags, "Distribute it: DISTRIBUTED(%s, COLUMN).", own->colocate_with);
    } else if (strcmp(type_of(r, own), type_of(r, with)) != 0) {
        diag_error(r->diags, MG156, loc_of_word(r, d->word),
                   "column \"%s\" of type %s cannot be colocated with \"%s.%s\" of type %s",
                   own->columns.items[0], type_of(r, own), own->colocate_with,
                   with->columns.items[0], type_of(r, with));
        diag_note(r->diags, with->o.loc, "the other table is distributed here");
    }
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* As models say, or as Citus does by itself: columns of one type, and as many shards. */
static bool are_colocated(struct reading *r, const struct distribution *a,
                          const struct distribution *b)
{
    a = distribution_leader(r->arena, r->schema, a);
    b = distribution_leader(r->arena, r->schema, b);
    return a == b ||
           (!a->not_colocated && !b->not_colocated && same_text(a->shard_count, b->shard_count) &&
            strcmp(type_of(r, a), type_of(r, b)) == 0);
}

/* --- Foreign keys ------------------------------------------------------------------------- */

static void refuse_key(struct reading *r, const struct declared *d, const char *why,
                       const char *hint)
{
    diag_error(r->diags, MG155, loc_of_word(r, d->word), "Citus has no such foreign key: %s", why);
    diag_hint(r->diags, "%s", hint);
}

/* Whether it has the distribution columns of both tables at one place. */
static bool joins_distributions(const struct foreign_key *key, const struct distribution *from,
                                const struct distribution *to)
{
    ptrdiff_t place = strings_find(&key->columns, from->columns.items[0]);

    return place >= 0 && place == strings_find(&key->ref_columns, to->columns.items[0]);
}

static bool changes_column(const struct foreign_key *key, const char *column)
{
    bool deletes = key->on_delete && strncmp(key->on_delete, "SET", 3) == 0 &&
                   (key->set_columns.n == 0 || strings_find(&key->set_columns, column) >= 0);
    bool updates = key->on_update && (strncmp(key->on_update, "SET", 3) == 0 ||
                                      strcmp(key->on_update, "CASCADE") == 0);

    return strings_find(&key->columns, column) >= 0 && (deletes || updates);
}

/*
 * ErrorIfUnsupportedForeignConstraintExists in src/backend/distributed/commands/
 * foreign_constraint.c. Keys of local tables to reference tables, and the other way round, are
 * known since Citus 10.
 */
static void check_foreign_key(struct reading *r, const struct declared *d)
{
    const struct foreign_key *key = (const struct foreign_key *)d->object;
    const struct object *other = d->ref_table->relation;
    const struct distribution *from = distribution_of(r->schema, key->o.schema, key->o.table);
    const struct distribution *to = distribution_of(r->schema, other->schema, other->name);
    bool spread = from && !from->reference;

    if (spread && !to)
        refuse_key(r, d, "it leads from a distributed table to one that is not",
                   "Make the other one a REFERENCE_TABLE, or distribute it with this one.");
    else if (!spread && to && !to->reference)
        refuse_key(r, d,
                   from ? "it leads from a reference table to a distributed one"
                        : "it leads from a local table to a distributed one",
                   "Distribute this table, too: DISTRIBUTED(..., COLOCATE_WITH(...)).");
    else if (spread && !to->reference && !are_colocated(r, from, to))
        refuse_key(r, d, "its tables are not colocated",
                   "Say COLOCATE_WITH(...) of the one that refers to the other.");
    else if (spread && !to->reference && !joins_distributions(key, from, to))
        refuse_key(r, d, "it has not the distribution columns of both tables at one place",
                   "Write FOREIGN_KEY(...) over several columns, these among them.");
    else if (spread && changes_column(key, from->columns.items[0]))
        refuse_key(r, d, "it would change the column by which its table is distributed",
                   "Use ON_DELETE_CASCADE, ON_DELETE_RESTRICT or no action, and none ON UPDATE.");
}

/* --- All of them -------------------------------------------------------------------------- */

static void check_distribution(struct reading *r, const struct declared *d)
{
    const struct distribution *own = (const struct distribution *)d->object;

    if (check_table(r, d))
        return;
    if (!own->reference) {
        check_column(r, d);
        check_colocation(r, d);
    }
    check_identities(r, d);
    check_triggers(r, d);
}

void check_distributed(struct reading *r)
{
    if (schema_of_kind(r->schema, &kind_distribution).n == 0)
        return;
    for (size_t i = 0; i < r->declared.n; i++) {
        const struct declared *d = r->declared.items[i];

        if (d->object->kind == &kind_distribution)
            check_distribution(r, d);
        else if (is_unique(d->object))
            check_key(r, d);
        else if (d->object->kind == &kind_foreign_key)
            check_foreign_key(r, d);
    }
}
