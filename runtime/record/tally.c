#include "tally.h"

#include <stdlib.h>
#include <string.h>

#include "../base/grow.h"

static struct mg_tally_step *find(struct mg_tally *tally, int line,
                                  const struct mg_operation *operation)
{
    for (size_t i = tally->n; i-- > 0;)
        if (tally->steps[i].line == line && tally->steps[i].operation == operation)
            return &tally->steps[i];
    return NULL;
}

/* A query whose rows come through a cursor is known by itself. */
static const char *query_of(const char *statement)
{
    const char *query = strchr(statement, '\n');
    return query && strncmp(statement, "DECLARE modelgen_rows_", 22) == 0 ? query + 1 : statement;
}

static struct mg_tally_step *begin(struct mg_tally *tally, int line,
                                   const struct mg_operation *operation, const char *statement)
{
    struct mg_tally_step *steps = mg_grow(tally->steps, tally->n, &tally->capacity, sizeof *steps);
    if (!steps)
        return NULL;
    tally->steps = steps;
    char *text = strdup(query_of(statement));
    if (!text)
        return NULL;
    tally->steps[tally->n] = (struct mg_tally_step){
        .line = line, .operation = operation, .statement = text, .measure = {.ms = 0, .rows = -1}};
    return &tally->steps[tally->n++];
}

void mg_tally_add(struct mg_tally *tally, int line, const struct mg_operation *operation,
                  const char *statement, double ms, long long rows)
{
    struct mg_tally_step *step = find(tally, line, operation);
    if (!step)
        step = begin(tally, line, operation, statement);
    if (!step)
        return;
    step->measure.ms += ms;
    if (rows >= 0)
        step->measure.rows = rows + (step->measure.rows > 0 ? step->measure.rows : 0);
}

void mg_tally_free(struct mg_tally *tally)
{
    for (size_t i = 0; i < tally->n; i++)
        free(tally->steps[i].statement);
    free(tally->steps);
    *tally = (struct mg_tally){0};
}
