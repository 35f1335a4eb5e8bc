/* Keys, checks and foreign keys: on a member, or below the struct. */
#include <string.h>

#include "model/names.h"
#include "read/reading.h"

static struct object *part_of(struct reading *r, const struct kind *kind,
                              const struct table_decl *t)
{
    struct object *o = object_new(r->arena, kind);

    o->schema = t->relation->schema;
    o->table = t->relation->name;
    return o;
}

static void set_deferrable(const struct words *options, bool *deferrable, bool *deferred)
{
    *deferred = words_find(options, WORD_INITIALLY_DEFERRED) != NULL;
    *deferrable = *deferred || words_find(options, WORD_DEFERRABLE);
}

static void read_lists(struct reading *r, const struct words *options, const struct table_decl *t,
                       struct strings *include, struct strings *with)
{
    const struct word *word = words_find(options, WORD_INCLUDE);

    if (word)
        read_include(r, word, t, include);
    word = words_find(options, WORD_WITH);
    if (word)
        argument_with(r, word, with);
}

/* --- Primary and unique keys -------------------------------------------------------------- */

static void add_primary_key(struct reading *r, struct table_decl *t, const struct word *word,
                            const struct strings *columns, const struct words *options,
                            const struct member *member)
{
    struct primary_key *key = (struct primary_key *)part_of(r, &kind_primary_key, t);

    if (t->primary_key) {
        diag_error(r->diags, MG124, loc_of_word(r, word), "table \"%s\" has two primary keys",
                   t->relation->name);
        diag_note(r->diags, loc_of_word(r, t->primary_key), "the other one is here");
        diag_hint(r->diags,
                  "A key of several columns is PRIMARY_KEY_ON(%s, (a, b)) below the struct.",
                  t->tag);
        return;
    }
    t->primary_key = word;
    key->columns = *columns;
    read_lists(r, options, t, &key->include, &key->with);
    read_index_attributes(r, options, &key->tablespace, &key->index_comment);
    key->without_overlaps = words_find(options, WORD_WITHOUT_OVERLAPS) != NULL;
    set_deferrable(options, &key->deferrable, &key->initially_deferred);
    key->only = words_find(options, WORD_ONLY) != NULL;
    key->attached = words_find(options, WORD_ATTACHED) != NULL;
    key->o.name =
        option_name(r, options, "primary key", name_primary_key(r->arena, t->relation->name));
    read_common_options(r, options, &key->o);
    declare(r, &key->o, word, member)->table = t;
    *vec_push(r->arena, &t->keys) = &key->o;
}

static void add_unique(struct reading *r, struct table_decl *t, const struct word *word,
                       const struct strings *columns, const struct words *options,
                       const struct member *member)
{
    struct unique *key = (struct unique *)part_of(r, &kind_unique, t);

    key->columns = *columns;
    read_lists(r, options, t, &key->include, &key->with);
    set_deferrable(options, &key->deferrable, &key->initially_deferred);
    read_index_attributes(r, options, &key->tablespace, &key->index_comment);
    key->without_overlaps = words_find(options, WORD_WITHOUT_OVERLAPS) != NULL;
    key->nulls_not_distinct = words_find(options, WORD_NULLS_NOT_DISTINCT) != NULL;
    key->only = words_find(options, WORD_ONLY) != NULL;
    key->attached = words_find(options, WORD_ATTACHED) != NULL;
    key->o.name = option_name(r, options, "constraint",
                              name_unique(r->arena, t->relation->name, columns, &key->include));
    read_common_options(r, options, &key->o);
    declare(r, &key->o, word, member)->table = t;
    *vec_push(r->arena, &t->keys) = &key->o;
}

static void read_key_on(struct reading *r, const struct word *word)
{
    struct slices args = split_arguments(r, word->arguments);
    bool primary = word->id == WORD_PRIMARY_KEY_ON;
    struct table_decl *t = args.n > 0 ? find_table(r, word, args.items[0]) : NULL;
    struct words options = read_options_of(r, word, &args, 2, primary ? IN_PRIMARY_KEY : IN_UNIQUE);
    struct strings columns = {0};

    if (!t)
        return;
    if (args.n < 2) {
        diag_error(r->diags, MG112, loc_of_word(r, word), "%s takes a table and its columns",
                   word_kinds[word->id].name);
        return;
    }
    if (!read_columns_list(r, word, args.items[1], t, &columns))
        return;
    if (!primary) {
        add_unique(r, t, word, &columns, &options, NULL);
        return;
    }
    add_primary_key(r, t, word, &columns, &options, NULL);
    for (size_t i = 0; i < t->members.n; i++) {
        struct column *c = t->members.items[i].column;

        if (c && strings_find(&columns, c->o.name) >= 0)
            c->not_null = true;
    }
}

/* --- Checks ------------------------------------------------------------------------------- */

/* The name that PostgreSQL would choose: with the column if the check mentions just one. */
static const char *usual_check_name(struct reading *r, const struct table_decl *t,
                                    const char *expression)
{
    struct strings mentioned = sql_identifiers(r->arena, expression), names = {0};

    for (size_t i = 0; i < t->members.n; i++) {
        const struct column *c = t->members.items[i].column;

        if (c && strings_find(&mentioned, c->o.name) >= 0)
            strings_add(r->arena, &names, c->o.name);
    }
    return name_check(r->arena, t->relation->name, name_check_column(&names, expression));
}

/* The expression is what is left of the arguments when the options at their end are taken off. */
static void add_check(struct reading *r, struct table_decl *t, const struct word *word,
                      const struct slices *args, size_t first, const struct member *member)
{
    size_t end = options_start(args, IN_CHECK);
    struct words options = {0};
    struct slice text = {word->arguments.p, 0};
    struct check *check = (struct check *)part_of(r, &kind_check, t);

    if (args->n > first) {
        end = end > first ? end : first + 1;
        options = read_options_of(r, word, args, end, IN_CHECK);
        text.p = args->items[first].p;
        text.n = (size_t)(args->items[end - 1].p + args->items[end - 1].n - text.p);
    }
    check->expression = sql_in_word(r, word, text, USE_CONDITION);
    if (!check->expression)
        return;
    check_mentions(r, t, member, word, text, USE_CONDITION);
    check->no_inherit = words_find(&options, WORD_NO_INHERIT) != NULL;
    check->not_enforced = words_find(&options, WORD_NOT_ENFORCED) != NULL;
    check->not_valid = !check->not_enforced && words_find(&options, WORD_NOT_VALID);
    check->o.name = option_name(r, &options, "check", usual_check_name(r, t, check->expression));
    read_common_options(r, &options, &check->o);
    declare(r, &check->o, word, member)->table = t;
}

static void read_check_on(struct reading *r, const struct word *word)
{
    struct slices args = split_arguments(r, word->arguments);
    struct table_decl *t = args.n > 0 ? find_table(r, word, args.items[0]) : NULL;

    if (t)
        add_check(r, t, word, &args, 1, NULL);
}

/* --- Foreign keys ------------------------------------------------------------------------- */

static const char *action_of(const struct words *options, enum word_id first)
{
    static const char *const actions[] = {"CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT", NULL};

    for (size_t i = 0; i < options->n; i++)
        if (options->items[i].id >= first && options->items[i].id < first + 5)
            return actions[options->items[i].id - first];
    return NULL;
}

static void read_set_columns(struct reading *r, const struct words *options,
                             const struct table_decl *t, struct foreign_key *key)
{
    const struct word *word = words_find(options, WORD_SET_COLUMNS);
    struct slices names = word ? split_arguments(r, word->arguments) : (struct slices){0};

    if (!word)
        return;
    if (!key->on_delete || strncmp(key->on_delete, "SET", 3) != 0) {
        diag_error(r->diags, MG111, loc_of_word(r, word),
                   "SET_COLUMNS without ON_DELETE_SET_NULL or ON_DELETE_SET_DEFAULT");
        return;
    }
    for (size_t i = 0; i < names.n; i++) {
        const struct member *member = find_member(r, word, names.items[i], t);

        if (!member)
            continue;
        if (strings_find(&key->columns, member->column->o.name) < 0)
            diag_error(r->diags, MG113, loc_of_argument(r, word, names.items[i]),
                       "column \"%s\" is not one of the foreign key's", member->column->o.name);
        else
            strings_add(r->arena, &key->set_columns, member->column->o.name);
    }
}

static void add_foreign_key(struct reading *r, struct declared *d, struct foreign_key *key,
                            const struct words *options)
{
    const struct table_decl *t = d->table;

    key->ref_schema = d->ref_table->relation->schema;
    key->ref_table = d->ref_table->relation->name;
    key->match = words_find(options, WORD_MATCH_FULL) ? "FULL" : NULL;
    key->on_delete = action_of(options, WORD_ON_DELETE_CASCADE);
    key->on_update = action_of(options, WORD_ON_UPDATE_CASCADE);
    key->period = words_find(options, WORD_PERIOD) != NULL;
    key->not_enforced = words_find(options, WORD_NOT_ENFORCED) != NULL;
    key->not_valid = !key->not_enforced && words_find(options, WORD_NOT_VALID);
    read_set_columns(r, options, t, key);
    set_deferrable(options, &key->deferrable, &key->initially_deferred);
    key->o.name = option_name(r, options, "foreign key",
                              name_foreign_key(r->arena, t->relation->name, &key->columns));
    read_common_options(r, options, &key->o);

    struct declared *added = declare(r, &key->o, d->word, d->member);

    d->object = added->object;
    d->options = *options;
    *added = *d;
}

static struct table_decl *referenced(struct reading *r, const struct word *word, struct slice name,
                                     struct table_decl *self)
{
    return slice_is(name, "self") ? self : find_table(r, word, name);
}

static void read_references(struct reading *r, struct table_decl *t, struct member *member,
                            const struct word *word)
{
    struct slices args = split_arguments(r, word->arguments);
    struct foreign_key *key = (struct foreign_key *)part_of(r, &kind_foreign_key, t);
    struct declared d = {.word = word, .member = member, .table = t};
    struct words options = read_options_of(r, word, &args, 2, IN_REFERENCES);
    const struct member *column;

    if (args.n < 2) {
        diag_error(r->diags, MG112, loc_of_word(r, word), "REFERENCES takes a table and a column");
        return;
    }
    d.ref_table = referenced(r, word, args.items[0], t);
    column = d.ref_table ? find_member(r, word, args.items[1], d.ref_table) : NULL;
    if (!column)
        return;
    d.ref_columns = args.items[1];
    strings_add(r->arena, &key->columns, member->column->o.name);
    strings_add(r->arena, &key->ref_columns, column->column->o.name);
    add_foreign_key(r, &d, key, &options);
}

static void read_foreign_key(struct reading *r, const struct word *word)
{
    struct slices args = split_arguments(r, word->arguments);
    struct table_decl *t = args.n > 0 ? find_table(r, word, args.items[0]) : NULL;
    struct words options = read_options_of(r, word, &args, 4, IN_REFERENCES);
    struct declared d = {.word = word, .table = t};

    if (!t)
        return;
    if (args.n < 4) {
        diag_error(r->diags, MG112, loc_of_word(r, word),
                   "FOREIGN_KEY takes a table, its columns, a table and its columns");
        return;
    }

    struct foreign_key *key = (struct foreign_key *)part_of(r, &kind_foreign_key, t);

    d.columns = args.items[1];
    d.ref_columns = args.items[3];
    d.ref_table = referenced(r, word, args.items[2], t);

    bool ok = read_columns_list(r, word, d.columns, t, &key->columns);

    if (!d.ref_table ||
        !read_columns_list(r, word, d.ref_columns, d.ref_table, &key->ref_columns) || !ok)
        return;
    if (key->columns.n != key->ref_columns.n)
        diag_error(r->diags, MG117, loc_of_argument(r, word, d.ref_columns),
                   "%zu column%s cannot refer to %zu", key->columns.n,
                   key->columns.n == 1 ? "" : "s", key->ref_columns.n);
    else
        add_foreign_key(r, &d, key, &options);
}

/* --- All of them -------------------------------------------------------------------------- */

static void read_word(struct reading *r, struct table_decl *t, struct member *member,
                      const struct word *word)
{
    struct strings own = {0};
    struct words none = {0};
    struct slices args;

    if (word->id != WORD_CHECK && word->id != WORD_REFERENCES &&
        words_find(&member->words, word->id) != word)
        return; /* said twice */
    r->errors = diags_errors(r->diags);
    switch ((int)word->id) {
    case WORD_PRIMARY_KEY:
        strings_add(r->arena, &own, member->column->o.name);
        add_primary_key(r, t, word, &own, &none, member);
        break;
    case WORD_UNIQUE:
        strings_add(r->arena, &own, member->column->o.name);
        add_unique(r, t, word, &own, &none, member);
        break;
    case WORD_CHECK:
        args = split_arguments(r, word->arguments);
        add_check(r, t, word, &args, 0, member);
        break;
    case WORD_REFERENCES:
        read_references(r, t, member, word);
        break;
    case WORD_DEFAULT:
        if (member->column->default_)
            check_mentions(r, t, member, word, word->arguments, USE_DEFAULT);
        break;
    case WORD_GENERATED:
        if (member->column->generated)
            check_mentions(r, t, member, word, word->arguments, USE_GENERATED);
        break;
    case WORD_ON_UPDATE:
        read_on_update(r, t, member, word);
        break;
    default:
        break;
    }
}

void read_parts(struct reading *r)
{
    for (size_t i = 0; i < r->tables.n; i++) {
        struct table_decl *t = r->tables.items[i];

        if (t->twin || !t->table)
            continue;
        for (size_t k = 0; k < t->members.n; k++) {
            struct member *member = &t->members.items[k];

            for (size_t w = 0; member->column && w < member->words.n; w++)
                read_word(r, t, member, &member->words.items[w]);
        }
    }
}

void read_items(struct reading *r)
{
    for (size_t i = 0; i < r->items.n; i++) {
        const struct word *word = &r->items.items[i];

        r->errors = diags_errors(r->diags);
        if (word->id == WORD_UNIQUE_ON || word->id == WORD_PRIMARY_KEY_ON)
            read_key_on(r, word);
        else if (word->id == WORD_CHECK_ON)
            read_check_on(r, word);
        else if (word->id == WORD_FOREIGN_KEY)
            read_foreign_key(r, word);
        else if (word->id == WORD_FUNCTION || word->id == WORD_PROCEDURE ||
                 word->id == WORD_AGGREGATE)
            read_routine(r, word);
        else if (word->id == WORD_FUNCTION_FILE)
            read_function_file(r, word);
        else if (word->id == WORD_DISTRIBUTED)
            read_distributed(r, word);
        else if (word->id == WORD_REFERENCE_TABLE)
            read_reference_table(r, word);
        else if (word->id == WORD_EXCLUDE_ON)
            read_exclusion(r, word);
        else if (word->id == WORD_STATISTICS_ON)
            read_statistics(r, word);
        else if (word->id == WORD_POSTGRESQL)
            read_floor(r, word);
        else if (kind_of_word(word->id))
            read_item(r, word);
        else
            read_index(r, word);
    }
}
