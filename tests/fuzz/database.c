/* Scratch databases, and what pg_dump says of them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "oracle.h"

/* The databases and all in them belong to this role, so that one statement clears one. */
#define ROLE "modelgen_fuzz"

void tap_comment(const char *text)
{
    while (*text) {
        size_t n = strcspn(text, "\n");
        printf("# %.*s\n", (int)n, text);
        text += n + (text[n] == '\n');
    }
}

static void ignore(void *arg, const PGresult *result)
{
    (void)arg;
    (void)result;
}

struct database database_open(struct arena *arena, const char *name)
{
    const char *info = arena_printf(arena, "dbname=%s", name);
    struct database db = {PQconnectdb(info), name};

    if (PQstatus(db.conn) != CONNECTION_OK) {
        tap_comment(PQerrorMessage(db.conn));
        exit(3);
    }
    PQsetNoticeReceiver(db.conn, ignore, NULL);
    return db;
}

bool database_run(const struct database *db, const char *sql)
{
    PGresult *result = PQexec(db->conn, sql);
    ExecStatusType status = PQresultStatus(result);
    bool ok =
        status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;

    if (!ok) {
        tap_comment(PQresultErrorMessage(result));
        tap_comment(strlen(sql) < 1000 ? sql : "(a long script)");
    }
    PQclear(result);
    return ok;
}

bool database_clear(const struct database *db)
{
    return database_run(db, "RESET ROLE; DROP OWNED BY " ROLE
                            ", fuzz_reader, fuzz_writer CASCADE; SET ROLE " ROLE);
}

const char *database_query(struct arena *arena, const struct database *db, const char *sql)
{
    struct mg_buf b = MG_BUF_INIT;
    PGresult *result = PQexec(db->conn, sql);

    if (PQresultStatus(result) != PGRES_TUPLES_OK)
        mg_buf_printf(&b, "%s%s\n", PQresultErrorMessage(result), sql);
    for (int i = 0; i < PQntuples(result); i++)
        mg_buf_printf(&b, "%s\n", PQgetvalue(result, i, 0));
    PQclear(result);
    const char *text = arena_strdup(arena, mg_buf_text(&b));
    mg_buf_free(&b);
    return text;
}

/* --- dumps -------------------------------------------------------------------------------------
 */

static bool is_noise(const char *line)
{
    return line[0] == '\n' || strncmp(line, "--", 2) == 0 || strncmp(line, "SET ", 4) == 0 ||
           strncmp(line, "\\restrict", 9) == 0 || strncmp(line, "\\unrestrict", 11) == 0 ||
           strncmp(line, "SELECT pg_catalog.set_config", 28) == 0;
}

const char *dump_schema(struct arena *arena, const struct database *db)
{
    struct mg_buf b = MG_BUF_INIT;
    const char *command = arena_printf(arena,
                                       "pg_dump --schema-only --no-owner --no-security-labels "
                                       "--no-subscriptions -d %s 2>&1",
                                       db->name);
    FILE *pipe = popen(command, "r");
    char *line = NULL;
    size_t space = 0;

    while (pipe && getline(&line, &space, pipe) > 0)
        if (!is_noise(line))
            mg_buf_add(&b, line);
    free(line);
    bool ok = pipe && pclose(pipe) == 0;
    const char *text = arena_strdup(arena, mg_buf_text(&b));
    mg_buf_free(&b);
    if (!ok)
        tap_comment(text);
    return ok ? text : NULL;
}

static struct strings lines_of(struct arena *arena, const char *text)
{
    struct strings lines = {0};

    while (*text) {
        size_t n = strcspn(text, "\n");
        strings_add(arena, &lines, arena_strndup(arena, text, n));
        text += n + (text[n] == '\n');
    }
    return lines;
}

static bool is_table(const char *line)
{
    return strncmp(line, "CREATE TABLE ", 13) == 0 && line[strlen(line) - 1] == '(';
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The line after the last one of the table that starts at line i; its lines lose their commas. */
static size_t end_of_table(struct arena *arena, struct strings *lines, size_t i)
{
    for (i++; i < lines->n && lines->items[i][0] == ' '; i++) {
        size_t n = strlen(lines->items[i]);
        if (n && lines->items[i][n - 1] == ',')
            lines->items[i] = arena_strndup(arena, lines->items[i], n - 1);
    }
    return i;
}

/* The name that a column's line starts with. */
static const char *column_name(struct arena *arena, const char *line)
{
    size_t n = strspn(line, " ");
    const char *end = line + n;

    if (*end == '"') {
        for (end++; *end && (*end != '"' || end[1] == '"'); end++)
            end += *end == '"';
        end += *end == '"';
    } else {
        end += strcspn(end, " ");
    }
    return arena_strndup(arena, line + n, (size_t)(end - line) - n);
}

/* A generated column is made anew when what it is computed from changes, and then stands last. */
static bool is_generated(const char *line)
{
    return strstr(line, " GENERATED ALWAYS AS (") != NULL;
}

/* The columns that stand in both tables, each in its own order. */
static struct strings common(struct arena *arena, const struct strings *a, size_t from, size_t to,
                             const struct strings *b, size_t b_from, size_t b_to)
{
    struct strings list = {0};

    for (size_t i = from; i < to; i++)
        for (size_t j = b_from; j < b_to; j++) {
            const char *name = column_name(arena, a->items[i]);
            if (strcmp(name, "CONSTRAINT") != 0 && !is_generated(a->items[i]) &&
                !is_generated(b->items[j]) && strcmp(name, column_name(arena, b->items[j])) == 0)
                strings_add(arena, &list, name);
        }
    return list;
}

/* Columns that were there before may not have changed places. */
static bool order_is_kept(struct arena *arena, const char *actual, const char *before)
{
    struct strings a = lines_of(arena, actual), b = lines_of(arena, before);

    for (size_t i = 0; i < a.n; i++) {
        int at = is_table(a.items[i]) ? strings_find(&b, a.items[i]) : -1;
        if (at < 0)
            continue;
        size_t end = end_of_table(arena, &a, i), b_end = end_of_table(arena, &b, (size_t)at);
        struct strings now = common(arena, &a, i + 1, end, &b, (size_t)at + 1, b_end);
        struct strings then = common(arena, &b, (size_t)at + 1, b_end, &a, i + 1, end);
        if (!strings_equal(&now, &then))
            return false;
    }
    return true;
}

/* The line after the last one of a run of comments on columns, which follow the columns' order. */
static size_t end_of_comments(const struct strings *lines, size_t i)
{
    while (i < lines->n && strncmp(lines->items[i], "COMMENT ON COLUMN ", 18) == 0)
        i++;
    return i;
}

/* Statistics have their columns in the table's order, whatever was said: here in that of names. */
static const char *statistics_sorted(struct arena *arena, const char *line)
{
    const char *on = strncmp(line, "CREATE STATISTICS ", 18) == 0 ? strstr(line, " ON ") : NULL;
    const char *from = on ? strstr(on, " FROM ") : NULL;
    const char *comma = on ? strstr(on, ", ") : NULL;

    if (!from || !comma || comma > from)
        return line;

    const char *a = arena_strndup(arena, on + 4, (size_t)(comma - on - 4));
    const char *b = arena_strndup(arena, comma + 2, (size_t)(from - comma - 2));

    if (strcmp(a, b) < 0)
        return line;
    return arena_printf(arena, "%.*s ON %s, %s%s", (int)(on - line), line, b, a, from);
}

/* The dump with the lines of each table sorted. */
static const char *sorted(struct arena *arena, const char *dump)
{
    struct strings lines = lines_of(arena, dump);
    struct mg_buf b = MG_BUF_INIT;

    for (size_t i = 0, end; i < lines.n; i++)
        if (is_table(lines.items[i])) {
            end = end_of_table(arena, &lines, i);
            qsort(&lines.items[i + 1], end - i - 1, sizeof *lines.items, by_bytes);
        } else if ((end = end_of_comments(&lines, i)) > i) {
            qsort(&lines.items[i], end - i, sizeof *lines.items, by_bytes);
            i = end - 1;
        }
    for (size_t i = 0; i < lines.n; i++)
        mg_buf_printf(&b, "%s\n", statistics_sorted(arena, lines.items[i]));
    const char *text = arena_strdup(arena, mg_buf_text(&b));
    mg_buf_free(&b);
    return text;
}

/* Privileges have no order: that of their lines is the one in which they were granted. */
static const char *grants_sorted(struct arena *arena, const char *dump)
{
    struct strings lines = lines_of(arena, dump);
    struct mg_buf b = MG_BUF_INIT;

    for (size_t i = 0; i < lines.n; i++) {
        size_t end = i;

        while (end < lines.n && strncmp(lines.items[end], "GRANT ", 6) == 0)
            end++;
        if (end > i)
            qsort(&lines.items[i], end - i, sizeof *lines.items, by_bytes);
        i = end > i ? end - 1 : i;
    }
    for (size_t i = 0; i < lines.n; i++)
        mg_buf_printf(&b, "%s\n", lines.items[i]);
    const char *text = arena_strdup(arena, mg_buf_text(&b));
    mg_buf_free(&b);
    return text;
}

bool dump_equal(struct arena *arena, const char *actual, const char *expected, const char *before)
{
    if (strcmp(actual, expected) == 0)
        return true;
    actual = grants_sorted(arena, actual);
    expected = grants_sorted(arena, expected);
    if (strcmp(actual, expected) == 0)
        return true;
    if (!before || strcmp(sorted(arena, actual), sorted(arena, expected)) != 0)
        return false;
    return order_is_kept(arena, actual, before);
}

static const char *save(struct arena *arena, const char *dir, const char *name, const char *text)
{
    const char *path = arena_printf(arena, "%s/%s", dir, name);
    FILE *file = fopen(path, "w");

    if (file) {
        fputs(text, file);
        fclose(file);
    }
    return path;
}

void show_difference(const char *dir, const char *what, const char *expected, const char *actual)
{
    struct arena *arena = arena_new();
    const char *command =
        arena_printf(arena, "diff -u %s %s | head -40 | sed 's/^/# /'",
                     save(arena, dir, "expected", expected), save(arena, dir, "actual", actual));

    printf("# %s:\n", what);
    fflush(stdout);
    if (system(command) == -1)
        tap_comment("(no diff)");
    arena_free(arena);
}
