#include "drift.h"

#include "../impact/consent.h"

/* --- What is claimed ------------------------------------------------------------------------ */

static bool replay(const struct mg_registered *entry, enum mg_direction direction,
                   struct mg_expect *expect, struct mg_error *error)
{
    struct migration m;
    struct mg_error ignored = {0};
    expect->perhaps = expect->waived = false;
    mg_record(&m, entry, direction, &(struct mg_recording){.expect = expect}, &ignored);
    mg_record_free(&m);
    mg_error_free(&ignored); /* a refusal comes when the migration is to be done */
    return !expect->failed || mg_fail_memory(error);
}

static bool gather(struct mg_runner *runner, const struct mg_goal *goal, struct mg_expect *expect)
{
    const struct mg_registered **at = runner->chain->at;
    bool good = true;
    for (size_t i = 0; good && i < runner->at; i++)
        good = replay(at[i], MG_UPGRADE, expect, runner->error);
    mg_expect_begin(expect);
    if (goal->direction == MG_UPGRADE)
        for (size_t i = runner->at; good && i < goal->place; i++)
            good = replay(at[i], MG_UPGRADE, expect, runner->error);
    else
        for (size_t i = runner->at; good && i-- > goal->place;)
            good = replay(at[i], MG_DOWNGRADE, expect, runner->error);
    return good;
}

bool mg_drift_find(struct mg_runner *runner, const struct mg_goal *goal,
                   struct mg_differences *found)
{
    *found = (struct mg_differences){0};
    if (runner->ledger.open.id) /* half way between two places */
        return true;
    return gather(runner, goal, &found->expect) &&
           (found->expect.n_claims == 0 || mg_expect_compare(runner->conn, found, runner->error));
}

bool mg_drift_find_back(struct mg_runner *runner, const struct mg_registered *entry,
                        enum mg_direction direction, struct mg_differences *found)
{
    const struct mg_registered **at = runner->chain->at;
    bool up = direction == MG_UPGRADE, good = true;
    *found = (struct mg_differences){0};
    for (size_t i = 0; good && i < runner->chain->n && at[i] != entry; i++)
        good = replay(at[i], MG_UPGRADE, &found->expect, runner->error);
    good = good && replay(entry, MG_UPGRADE, &found->expect, runner->error);
    if (good && up)
        good = replay(entry, MG_DOWNGRADE, &found->expect, runner->error);
    mg_expect_begin(&found->expect);
    good = good && replay(entry, direction, &found->expect, runner->error);
    return good &&
           (found->expect.n_claims == 0 || mg_expect_compare(runner->conn, found, runner->error));
}

/* --- Before a run ------------------------------------------------------------------------- */

/* What helps, by what is the matter with it. */
#define BY_HAND "Somebody changed the database by hand"
#define PUT_RIGHT                                                                                 \
    "Put it right, or make a migration of it (`modelgen drift --fix`); --allow drift goes on as " \
    "it is."
static const struct help {
    enum mg_code code;
    const char *hint;
} helps[] = {
    [MG_DIFFERS_MISSING] = {MG_E572, BY_HAND ", or it is another one. " PUT_RIGHT},
    [MG_DIFFERS_HIDDEN] = {MG_E572,
                           "What is named without its schema is looked for along search_path. Look "
                           "at that of the role and of the database (ALTER ROLE ... SET search_path"
                           " = ...), or say it in the URL: ?options=-csearch_path%3DSCHEMA."},
    [MG_DIFFERS_THERE] = {MG_E572, BY_HAND ". If it is all that the migration makes, `migrate "
                                           "stamp` says that it is done; otherwise rename or drop "
                                           "it. --allow drift goes on as it is."},
    [MG_DIFFERS_OTHER] = {MG_E572, BY_HAND ". " PUT_RIGHT},
    [MG_DIFFERS_NULL] = {MG_E572, BY_HAND ". " PUT_RIGHT},
    [MG_DIFFERS_FORM] = {MG_E572, BY_HAND ". " PUT_RIGHT},
    [MG_DIFFERS_OWNER] = {MG_E516,
                          "Only its owner can change it. Run this as that role, let a superuser "
                          "GRANT that role to this one, or let the owner ALTER ... OWNER TO."},
};

static void refuse(struct mg_runner *runner, const struct mg_differences *found, size_t first)
{
    struct mg_error *error = runner->error;
    const struct mg_reliance *claim = found->items[first].claim;
    const struct help *help = &helps[found->items[first].kind];
    mg_fail(error, help->code, "%s", found->items[first].text);
    error->file = claim->entry->file;
    error->line = claim->line;
    error->operation = claim->operation;
    for (size_t i = 0; i < found->n; i++) {
        const struct mg_reliance *other = found->items[i].claim;
        if (i != first)
            mg_buf_printf(&error->detail, "%s%s:%d: %s: %s", error->detail.n ? "\n" : "",
                          other->entry->file, other->line, other->operation, found->items[i].text);
    }
    mg_error_hint(error, "%s", help->hint);
    mg_buf_add(&error->outcome, "Nothing was done.");
}

bool mg_drift_check(struct mg_runner *runner, const struct mg_goal *goal)
{
    struct mg_differences found;
    bool good = mg_drift_find(runner, goal, &found), refused = false;
    for (size_t i = 0; good && i < found.n; i++) {
        const struct mg_reliance *claim = found.items[i].claim;
        bool drifted = helps[found.items[i].kind].code == MG_E572;
        if (drifted && (goal->allowed & MG_CONSENT_DRIFT || claim->waived))
            runner->listener.tell(runner->listener.context,
                                  &(struct mg_event){.kind = MG_EVENT_NOTICE,
                                                     .entry = claim->entry,
                                                     .direction = goal->direction,
                                                     .text = found.items[i].text,
                                                     .severity = "WARNING"});
        else if (!refused) {
            refuse(runner, &found, i);
            refused = true;
        }
    }
    mg_differences_free(&found);
    return good && !refused;
}
