/*
 * Failures of memory and of libpq, linked into a runner or a unit test by the linker's --wrap:
 * call number N of a kind fails, once.
 *
 *     FAULT=memory:N    no memory
 *     FAULT=libpq:N     libpq does nothing, and says so
 *     FAULT=unheard:N   libpq does it, but the answer is lost
 *     FAULT_LOG=FILE    writes a line for each call at exit: a number that tells its stack
 *
 * The linker is told by `tests/faults/wraps`.
 */
#include "faults.h"

#include <errno.h>
#include <execinfo.h>
#include <libpq-fe.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_CALLS = 1 << 20, DEPTH = 14 };

static const char *const kinds[FAULTS] = {
    [FAULT_MEMORY] = "memory", [FAULT_LIBPQ] = "libpq", [FAULT_UNHEARD] = "unheard"};

static struct {
    long at[FAULTS], calls[FAULTS];
    bool logs;
    uint32_t *stacks[FAULTS];
} state;

extern char __executable_start, etext;

/* Which way the program came here: the same for two calls from the same place by the same way. */
static uint32_t stack_now(void)
{
    void *frames[DEPTH];
    int n = backtrace(frames, DEPTH);
    uint32_t hash = 2166136261u;
    for (int i = 2; i < n; i++) {
        char *frame = frames[i];
        if (frame >= &__executable_start && frame < &etext)
            hash = (hash ^ (uint32_t)(frame - &__executable_start)) * 16777619u;
    }
    return hash;
}

/* For who looks into it: a command that tells the lines of source. */
static void say_where(enum fault fault)
{
    void *frames[DEPTH];
    int n = backtrace(frames, DEPTH);
    dprintf(STDERR_FILENO, "[%s fails: addr2line -pfsie %s", kinds[fault], program_invocation_name);
    for (int i = 2; i < n; i++)
        if ((char *)frames[i] >= &__executable_start && (char *)frames[i] < &etext)
            dprintf(STDERR_FILENO, " %#lx", (long)((char *)frames[i] - &__executable_start) - 1);
    dprintf(STDERR_FILENO, "]\n");
}

static bool fails(enum fault fault)
{
    long call = ++state.calls[fault];
    if (state.logs && call <= MOST_CALLS)
        state.stacks[fault][call - 1] = stack_now();
    if (call != state.at[fault])
        return false;
    say_where(fault);
    return true;
}

void fault_set(enum fault fault, long at)
{
    memset(state.at, 0, sizeof state.at);
    memset(state.calls, 0, sizeof state.calls);
    state.at[fault] = at;
}

bool fault_came(enum fault fault)
{
    return state.at[fault] > 0 && state.calls[fault] >= state.at[fault];
}

static void write_log(void)
{
    FILE *out = fopen(getenv("FAULT_LOG"), "w");
    for (int kind = 0; out && kind < FAULTS; kind++)
        for (long i = 0; i < state.calls[kind] && i < MOST_CALLS; i++)
            fprintf(out, "%d %u\n", kind, state.stacks[kind][i]);
    if (out)
        fclose(out);
}

void *__real_calloc(size_t n, size_t size);

__attribute__((constructor)) static void begin(void)
{
    const char *wish = getenv("FAULT");
    for (int kind = 0; wish && kind < FAULTS; kind++) {
        size_t n = strlen(kinds[kind]);
        if (strncmp(wish, kinds[kind], n) == 0 && wish[n] == ':')
            state.at[kind] = atol(wish + n + 1);
    }
    if (!getenv("FAULT_LOG"))
        return;
    for (int kind = 0; kind < FAULTS; kind++)
        state.stacks[kind] = __real_calloc(MOST_CALLS, sizeof(uint32_t));
    state.logs = true;
    atexit(write_log);
}

/* --- Memory ------------------------------------------------------------------------------- */

#define MEMORY(type, name, parameters, arguments) \
    type __real_##name parameters;                \
    type __wrap_##name parameters;                \
    type __wrap_##name parameters                 \
    {                                             \
        if (fails(FAULT_MEMORY)) {                \
            errno = ENOMEM;                       \
            return NULL;                          \
        }                                         \
        return __real_##name arguments;           \
    }

MEMORY(void *, malloc, (size_t n), (n))
MEMORY(void *, calloc, (size_t n, size_t size), (n, size))
MEMORY(void *, realloc, (void *p, size_t n), (p, n))
MEMORY(char *, strdup, (const char *text), (text))
MEMORY(char *, strndup, (const char *text, size_t n), (text, n))

/* --- libpq: what does not happen ---------------------------------------------------------- */

#define LIBPQ(type, name, parameters, arguments, otherwise) \
    type __real_##name parameters;                          \
    type __wrap_##name parameters;                          \
    type __wrap_##name parameters                           \
    {                                                       \
        if (fails(FAULT_LIBPQ))                             \
            return otherwise;                               \
        return __real_##name arguments;                     \
    }

LIBPQ(PGconn *, PQconnectStartParams,
      (const char *const *names, const char *const *values, int expand), (names, values, expand),
      NULL)
LIBPQ(PostgresPollingStatusType, PQconnectPoll, (PGconn * c), (c), PGRES_POLLING_FAILED)
LIBPQ(PQconninfoOption *, PQconninfo, (PGconn * c), (c), NULL)
LIBPQ(PQconninfoOption *, PQconninfoParse, (const char *url, char **message), (url, message), NULL)
LIBPQ(int, PQconsumeInput, (PGconn * c), (c), 0)
LIBPQ(int, PQenterPipelineMode, (PGconn * c), (c), 0)
LIBPQ(int, PQexitPipelineMode, (PGconn * c), (c), 0)
LIBPQ(int, PQflush, (PGconn * c), (c), -1)
LIBPQ(int, PQpipelineSync, (PGconn * c), (c), 0)
LIBPQ(int, PQsendFlushRequest, (PGconn * c), (c), 0)
LIBPQ(int, PQsendQuery, (PGconn * c, const char *sql), (c, sql), 0)
LIBPQ(int, PQsendQueryParams,
      (PGconn * c, const char *sql, int n, const Oid *types, const char *const *values,
       const int *lengths, const int *formats, int format),
      (c, sql, n, types, values, lengths, formats, format), 0)
LIBPQ(int, PQputCopyData, (PGconn * c, const char *bytes, int n), (c, bytes, n), -1)
LIBPQ(int, PQputCopyEnd, (PGconn * c, const char *message), (c, message), -1)
LIBPQ(PGcancel *, PQgetCancel, (PGconn * c), (c), NULL)
LIBPQ(int, PQcancel, (PGcancel * cancel, char *message, int n), (cancel, message, n), 0)
LIBPQ(const char *, PQparameterStatus, (const PGconn *c, const char *name), (c, name), NULL)
LIBPQ(int, PQsocket, (const PGconn *c), (c), -1)
LIBPQ(int, PQserverVersion, (const PGconn *c), (c), 0)
LIBPQ(char *, PQdb, (const PGconn *c), (c), NULL)
LIBPQ(char *, PQhost, (const PGconn *c), (c), NULL)
LIBPQ(char *, PQport, (const PGconn *c), (c), NULL)
LIBPQ(char *, PQuser, (const PGconn *c), (c), NULL)
LIBPQ(char *, PQresultErrorField, (const PGresult *r, int field), (r, field), NULL)

/* --- libpq: what is not heard of ---------------------------------------------------------- */

/* As libpq has it when there is no memory for a result. */
static PGresult *lose(PGconn *c, PGresult *result)
{
    if (!result)
        return NULL;
    PQclear(result);
    return PQmakeEmptyPGresult(c, PGRES_FATAL_ERROR);
}

#define RESULT(name, parameters, arguments)           \
    PGresult *__real_##name parameters;               \
    PGresult *__wrap_##name parameters;               \
    PGresult *__wrap_##name parameters                \
    {                                                 \
        if (fails(FAULT_LIBPQ))                       \
            return NULL;                              \
        PGresult *r = __real_##name arguments;        \
        return fails(FAULT_UNHEARD) ? lose(c, r) : r; \
    }

RESULT(PQexec, (PGconn * c, const char *sql), (c, sql))
RESULT(PQexecParams,
       (PGconn * c, const char *sql, int n, const Oid *types, const char *const *values,
        const int *lengths, const int *formats, int format),
       (c, sql, n, types, values, lengths, formats, format))

PGresult *__real_PQgetResult(PGconn *c);
PGresult *__wrap_PQgetResult(PGconn *c);
PGresult *__wrap_PQgetResult(PGconn *c)
{
    PGresult *r = __real_PQgetResult(c);
    return r && fails(FAULT_UNHEARD) ? lose(c, r) : r;
}
