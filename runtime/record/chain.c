#include "chain.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "../base/nearest.h"

/* --- From registry to chain --------------------------------------------------------------- */

static int by_number(const void *a, const void *b)
{
    const struct mg_registered *x = *(const struct mg_registered *const *)a;
    const struct mg_registered *y = *(const struct mg_registered *const *)b;
    int numbers = (x->migration->number > y->migration->number) -
                  (x->migration->number < y->migration->number);
    return numbers ? numbers : strcmp(x->file, y->file);
}

static bool check_entry(const struct mg_registered *entry, struct mg_error *error)
{
    const mg_migration *m = entry->migration;
    const char *lacks = m->number < 1                   ? ".number"
                        : !m->revision || !*m->revision ? ".revision"
                        : !m->name || !*m->name         ? ".name"
                        : !m->up                        ? "upgrade"
                        : !m->down                      ? "downgrade"
                                                        : NULL;
    if (!lacks)
        return true;
    error->file = entry->file;
    return mg_fail(error, MG_E524, "its MIGRATION(...) lacks %s", lacks);
}

static const char *or_nothing(const char *revision)
{
    return revision ? revision : "nothing";
}

/* Why `entry` does not follow `before` (NULL: why it is not the first). */
static bool wrong_link(const struct mg_chain *chain, size_t i, struct mg_error *error)
{
    const struct mg_registered *entry = chain->at[i], *before = i ? chain->at[i - 1] : NULL;
    const mg_migration *m = entry->migration;
    error->file = entry->file;
    for (size_t j = 0; j < i; j++) {
        const mg_migration *other = chain->at[j]->migration;
        if (m->down_revision == other->down_revision ||
            (m->down_revision && other->down_revision &&
             strcmp(m->down_revision, other->down_revision) == 0)) {
            mg_fail(error, MG_E523, "it revises %s, and so does %s", or_nothing(m->down_revision),
                    chain->at[j]->file);
            mg_error_hint(error, "`modelgen rebase` puts one behind the other.");
            return false;
        }
    }
    if (before)
        mg_fail(error, MG_E522, "it revises %s, but the migration before it is %s (%s)",
                or_nothing(m->down_revision), before->migration->revision, before->file);
    else
        mg_fail(error, MG_E522, "it is the first one, but it revises %s", m->down_revision);
    mg_error_hint(error, "A migration file is missing, or was taken from another branch.");
    return false;
}

static bool check_link(const struct mg_chain *chain, size_t i, struct mg_error *error)
{
    const struct mg_registered *entry = chain->at[i], *before = i ? chain->at[i - 1] : NULL;
    const mg_migration *m = entry->migration;
    if (before && before->migration->number == m->number) {
        error->file = entry->file;
        mg_fail(error, MG_E521, "its number is %03d, and so is that of %s", m->number,
                before->file);
        mg_error_hint(error, "`modelgen rebase` gives the later one a new number.");
        return false;
    }
    if (before && before->migration->number + 1 != m->number) {
        error->file = entry->file;
        return mg_fail(error, MG_E522,
                       "its number is %03d, but the migration before it is %03d (%s)", m->number,
                       before->migration->number, before->file);
    }
    const char *expected = before ? before->migration->revision : NULL;
    if (!expected != !m->down_revision || (expected && strcmp(expected, m->down_revision) != 0))
        return wrong_link(chain, i, error);
    return true;
}

static int by_revision(const void *a, const void *b)
{
    const struct mg_registered *x = *(const struct mg_registered *const *)a;
    const struct mg_registered *y = *(const struct mg_registered *const *)b;
    return strcmp(x->migration->revision, y->migration->revision);
}

/* No revision twice. Sorts the chain by revision: before it gets its order. */
static bool check_revisions(const struct mg_chain *chain, struct mg_error *error)
{
    qsort(chain->at, chain->n, sizeof(const struct mg_registered *), by_revision);
    for (size_t i = 1; i < chain->n; i++)
        if (by_revision(&chain->at[i - 1], &chain->at[i]) == 0) {
            error->file = chain->at[i]->file;
            return mg_fail(error, MG_E522, "its revision %s is also that of %s",
                           chain->at[i]->migration->revision, chain->at[i - 1]->file);
        }
    return true;
}

bool mg_chain_make(struct mg_chain *chain, const struct mg_registry *registry,
                   struct mg_error *error)
{
    *chain = (struct mg_chain){0};
    size_t n = 0;
    while (registry->migrations[n].migration)
        n++;
    chain->at = calloc(n + 1, sizeof(const struct mg_registered *));
    if (!chain->at)
        return mg_fail_memory(error);
    for (size_t i = 0; i < n; i++)
        if (!check_entry(&registry->migrations[i], error))
            return false;
        else
            chain->at[i] = &registry->migrations[i];
    chain->n = n;
    if (!check_revisions(chain, error))
        return false;
    qsort(chain->at, n, sizeof(const struct mg_registered *), by_number);
    for (size_t i = 0; i < n; i++)
        if (!check_link(chain, i, error))
            return false;
    return true;
}

void mg_chain_free(struct mg_chain *chain)
{
    free(chain->at);
    *chain = (struct mg_chain){0};
}

/* --- Names of places ---------------------------------------------------------------------- */

static bool all_of(const char *text, const char *letters)
{
    return *text && strspn(text, letters) == strlen(text);
}

static const char *const digits = "0123456789";

static bool relative(const struct mg_chain *chain, const char *text, size_t from, size_t *place,
                     struct mg_error *error)
{
    size_t steps = strtoul(text + 1, NULL, 10);
    size_t there = *text == '+' ? chain->n - from : from;
    if (steps > there || strlen(text) > 10)
        return mg_fail(error, MG_E504, "%s is too far: %zu migration%s %s", text, there,
                       there == 1 ? " is" : "s are", *text == '+' ? "pending" : "applied");
    *place = *text == '+' ? from + steps : from - steps;
    return true;
}

/* "010_add_users.c" and "010_add_users" as well as "add_users". */
static bool is_name(const struct mg_registered *entry, const char *text)
{
    size_t n = strlen(text);
    return strcmp(entry->migration->name, text) == 0 ||
           (strncmp(entry->file, text, n) == 0 &&
            (entry->file[n] == '\0' || strcmp(entry->file + n, ".c") == 0));
}

static bool by_hash(const struct mg_chain *chain, const char *text, size_t *place,
                    struct mg_error *error)
{
    size_t found = 0, n = strlen(text);
    if (n < 4)
        return false;
    for (size_t i = 0; i < chain->n; i++)
        if (strncmp(chain->at[i]->migration->revision, text, n) == 0) {
            *place = i + 1;
            found++;
        }
    if (found > 1)
        mg_fail(error, MG_E502, "%zu migrations have a hash that begins with %s", found, text);
    return found == 1;
}

static bool unknown(const struct mg_chain *chain, const char *text, struct mg_error *error)
{
    struct mg_nearest nearest = MG_NEAREST(text);
    for (size_t i = 0; i < chain->n; i++)
        mg_nearest_offer(&nearest, chain->at[i]->migration->name);
    mg_nearest_offer(&nearest, "head");
    mg_nearest_offer(&nearest, "base");
    if (chain->n == 0)
        mg_fail(error, MG_E501, "no migration is called \"%s\": there are none yet", text);
    else if (all_of(text, digits))
        mg_fail(error, MG_E501, "no migration has the number %s: they go from %03d to %03d", text,
                chain->at[0]->migration->number, chain->at[chain->n - 1]->migration->number);
    else
        mg_fail(error, MG_E501, "no migration is called \"%s\"", text);
    if (nearest.best)
        mg_error_hint(error, "Did you mean %s?", nearest.best);
    else
        mg_error_hint(error, "`migrate history` lists them.");
    return false;
}

bool mg_chain_find(const struct mg_chain *chain, const char *text, size_t from, size_t *place,
                   struct mg_error *error)
{
    if (strcmp(text, "head") == 0 || strcmp(text, "base") == 0) {
        *place = *text == 'h' ? chain->n : 0;
        return true;
    }
    if ((*text == '+' || *text == '-') && all_of(text + 1, digits))
        return relative(chain, text, from, place, error);
    if (all_of(text, digits) && strlen(text) < 10)
        for (size_t i = 0; i < chain->n; i++)
            if (chain->at[i]->migration->number == atoi(text)) {
                *place = i + 1;
                return true;
            }
    for (size_t i = 0; i < chain->n; i++)
        if (is_name(chain->at[i], text)) {
            *place = i + 1;
            return true;
        }
    if (all_of(text, "0123456789abcdef") && by_hash(chain, text, place, error))
        return true;
    return error->code == MG_OK ? unknown(chain, text, error) : false;
}

void mg_migration_name(const mg_migration *m, struct mg_buf *out)
{
    mg_buf_printf(out, "%03d %s", m->number, m->name);
}

void mg_chain_name(const struct mg_chain *chain, size_t place, struct mg_buf *out)
{
    if (place == 0)
        mg_buf_add(out, "base");
    else
        mg_migration_name(chain->at[place - 1]->migration, out);
}
