#include "targets.h"

#include <ctype.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session.h"

#include "../base/grow.h"

static bool append(struct mg_targets *targets, struct mg_target target, struct mg_error *error)
{
    struct mg_target *at = mg_grow(targets->at, targets->n, &targets->capacity, sizeof *at);
    targets->at = at ? at : targets->at;
    if (!target.name || !at) {
        free(target.url);
        free(target.tenant);
        free(target.name);
        return mg_fail_memory(error);
    }
    targets->at[targets->n++] = target;
    return true;
}

/* --- Databases ---------------------------------------------------------------------------- */

/* One setting of a connection string. */
static void add_setting(struct mg_buf *out, const char *name, const char *value)
{
    mg_buf_printf(out, "%s%s='", out->n ? " " : "", name);
    for (const char *c = value; *c; c++) {
        if (*c == '\'' || *c == '\\')
            mg_buf_addc(out, '\\');
        mg_buf_addc(out, *c);
    }
    mg_buf_addc(out, '\'');
}

/* The same server and user, and another database. */
static bool beside(const char *url, const char *database, struct mg_buf *out,
                   struct mg_error *error)
{
    bool address = url && (strchr(url, '=') || strstr(url, "://"));
    PQconninfoOption *options = address ? PQconninfoParse(url, NULL) : NULL;
    if (address && !options) {
        mg_fail(error, MG_E514, "the database URL is not understood");
        mg_error_hint(error, "It looks like postgresql://USER@HOST:PORT/DATABASE.");
        return false;
    }
    for (const PQconninfoOption *o = options; o && o->keyword; o++)
        if (o->val && strcmp(o->keyword, "dbname") != 0)
            add_setting(out, o->keyword, o->val);
    PQconninfoFree(options);
    add_setting(out, "dbname", database);
    return true;
}

/* text: a URL, a connection string or a name. */
static bool add_database(struct mg_targets *targets, const char *text, const char *url,
                         struct mg_error *error)
{
    struct mg_buf address = MG_BUF_INIT, name = MG_BUF_INIT;
    bool good = true;
    if (strchr(text, '=') || strstr(text, "://")) {
        mg_buf_add(&address, text);
        mg_redact(text, &name);
    } else {
        good = beside(url, text, &address, error);
        mg_buf_add(&name, text);
    }
    struct mg_target target = {.url = mg_buf_take(&address), .name = mg_buf_take(&name)};
    if (good && target.url)
        return append(targets, target, error);
    free(target.url);
    free(target.name);
    return good ? mg_fail_memory(error) : false;
}

/* A line without its comment and the white space around it. */
static char *bare(char *line)
{
    while (isspace((unsigned char)*line))
        line++;
    for (char *c = line; *c; c++)
        if (*c == '#' && (c == line || isspace((unsigned char)c[-1])))
            *c = '\0';
    for (char *end = line + strlen(line); end > line && isspace((unsigned char)end[-1]);)
        *--end = '\0';
    return line;
}

bool mg_targets_of_file(struct mg_targets *targets, const char *path, const char *url,
                        struct mg_error *error)
{
    bool standard = strcmp(path, "-") == 0, good = true;
    FILE *file = standard ? stdin : fopen(path, "re");
    char *line = NULL;
    size_t room = 0;
    if (!file)
        return mg_fail(error, MG_E507, "\"%s\" cannot be read: %s", path, strerror(errno));
    while (good && getline(&line, &room, file) >= 0) {
        const char *text = bare(line);
        good = !*text || add_database(targets, text, url, error);
    }
    if (good && ferror(file))
        good = mg_fail(error, MG_E507, "\"%s\" cannot be read", path);
    free(line);
    if (!standard)
        fclose(file);
    if (good && targets->n == 0)
        good = mg_fail(error, MG_E507, "\"%s\" names no database", path);
    return good;
}

/* --- By a query --------------------------------------------------------------------------- */

static PGresult *ask(const char *url, const char *sql, struct mg_error *error)
{
    PGconn *conn = mg_connect(url, error);
    PGresult *result = conn ? mg_query(conn, sql, error) : NULL;
    PQfinish(conn);
    return result;
}

bool mg_targets_of_query(struct mg_targets *targets, const char *sql, const char *url,
                         struct mg_error *error)
{
    PGresult *result = ask(url, sql, error);
    bool good = result != NULL;
    for (int i = 0; good && PQnfields(result) > 0 && i < PQntuples(result); i++)
        good = PQgetisnull(result, i, 0) ||
               add_database(targets, PQgetvalue(result, i, 0), url, error);
    PQclear(result);
    if (good && targets->n == 0)
        good = mg_fail(error, MG_E507, "--databases-query names no database");
    return good;
}

/* --- Tenants ------------------------------------------------------------------------------ */

static bool fits(const struct mg_texts *patterns, const char *name)
{
    for (size_t i = 0; i < patterns->n; i++)
        if (fnmatch(patterns->items[i], name, 0) == 0)
            return true;
    return false;
}

bool mg_targets_of_schemas(struct mg_targets *targets, const struct mg_texts *patterns,
                           const char *url, struct mg_error *error)
{
    PGresult *result = ask(url,
                           "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname !~ "
                           "'^(pg_|information_schema$|modelgen$|modelgen_dropped_)'"
                           " ORDER BY nspname COLLATE \"C\"",
                           error);
    bool good = result != NULL;
    for (int i = 0; good && i < PQntuples(result); i++) {
        const char *schema = PQgetvalue(result, i, 0);
        if (!fits(patterns, schema))
            continue;
        struct mg_target target = {
            .url = url ? strdup(url) : NULL, .tenant = strdup(schema), .name = strdup(schema)};
        if ((url && !target.url) || !target.tenant) {
            free(target.name);
            target.name = NULL;
        }
        good = append(targets, target, error);
    }
    PQclear(result);
    if (good && targets->n == 0)
        good = mg_fail(error, MG_E507, "no schema is called like \"%s\"", patterns->items[0]);
    return good;
}

void mg_targets_free(struct mg_targets *targets)
{
    for (size_t i = 0; i < targets->n; i++) {
        free(targets->at[i].url);
        free(targets->at[i].tenant);
        free(targets->at[i].name);
    }
    free(targets->at);
    *targets = (struct mg_targets){0};
}
