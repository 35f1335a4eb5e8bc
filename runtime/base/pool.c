#include "pool.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* In memory that all workers share, the rows right behind it. */
struct shared {
    atomic_size_t next;
    size_t limit; /* no number from here on, for now */
    atomic_bool stop;
    struct mg_work work[];
};

static size_t size_of(size_t n)
{
    return sizeof(struct shared) + n * sizeof(struct mg_work);
}

static struct shared *shared_of(struct mg_work *work)
{
    return (struct shared *)((char *)work - offsetof(struct shared, work));
}

void mg_pool_free(struct mg_work *work, size_t n)
{
    if (work)
        munmap(shared_of(work), size_of(n));
}

/* --- A worker ----------------------------------------------------------------------------- */

static void work(const struct mg_pool *pool, struct shared *shared)
{
    while (!atomic_load(&shared->stop)) {
        size_t i = atomic_fetch_add(&shared->next, 1);
        if (i >= shared->limit)
            break;
        shared->work[i].state = MG_WORK_RUNNING;
        pool->take(pool->context, i, &shared->work[i]);
        shared->work[i].state = MG_WORK_DONE;
        if (shared->work[i].stop)
            atomic_store(&shared->stop, true);
    }
    pool->leave(pool->context);
}

/* Ends with whoever started it: nobody would see what it does. */
static pid_t begin_worker(const struct mg_pool *pool, struct shared *shared)
{
    pid_t parent = getpid(), pid = fork();
    if (pid != 0)
        return pid;
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() == parent)
        work(pool, shared);
    fflush(stdout);
    _exit(0);
}

/* --- Whoever starts them ------------------------------------------------------------------ */

/* Waits for the workers; signals to end, which are blocked here, go on to them. */
static void await(pid_t *workers, size_t n, const sigset_t *signals, struct shared *shared)
{
    for (;;) {
        size_t left = 0;
        for (size_t i = 0; i < n; i++) {
            if (workers[i] && waitpid(workers[i], NULL, WNOHANG) != 0)
                workers[i] = 0;
            left += workers[i] != 0;
        }
        if (left == 0)
            return;
        int signal = sigtimedwait(signals, NULL, &(struct timespec){.tv_nsec = 200000000});
        if (signal != SIGINT && signal != SIGTERM && signal != SIGHUP)
            continue;
        atomic_store(&shared->stop, true);
        for (size_t i = 0; i < n; i++)
            if (workers[i])
                kill(workers[i], SIGTERM);
    }
}

/* The numbers before `limit`. False if not even one worker could be started. */
static bool run_to(const struct mg_pool *pool, struct shared *shared, size_t limit,
                   const sigset_t *signals)
{
    size_t begun = 0, jobs = pool->jobs < limit ? pool->jobs : limit;
    pid_t *workers = calloc(jobs ? jobs : 1, sizeof *workers);
    atomic_store(&shared->next, shared->limit);
    shared->limit = limit;
    fflush(stdout); /* or each worker would print it once more */
    while (workers && begun < jobs) {
        workers[begun] = begin_worker(pool, shared);
        if (workers[begun] < 0)
            break;
        begun++;
    }
    await(workers, begun, signals, shared);
    free(workers);
    return begun > 0;
}

/* A worker that was killed leaves what it was at. */
static void settle(struct shared *shared, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct mg_work *w = &shared->work[i];
        if (w->state != MG_WORK_RUNNING)
            continue;
        w->state = MG_WORK_DONE;
        w->status = 3;
        snprintf(w->message, sizeof w->message, "its worker was killed");
    }
}

struct mg_work *mg_pool_run(const struct mg_pool *pool)
{
    struct shared *shared =
        mmap(NULL, size_of(pool->n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sigset_t signals, before;
    if (shared == MAP_FAILED)
        return NULL;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    sigaddset(&signals, SIGCHLD);
    sigprocmask(SIG_BLOCK, &signals, &before);
    size_t first = pool->canary && pool->n ? 1 : 0;
    bool good = !first || run_to(pool, shared, 1, &signals);
    if (good && (!first || (shared->work[0].state == MG_WORK_DONE && shared->work[0].status < 2)))
        good = pool->n <= first || atomic_load(&shared->stop) ||
               run_to(pool, shared, pool->n, &signals);
    sigprocmask(SIG_SETMASK, &before, NULL);
    settle(shared, pool->n);
    if (good)
        return shared->work;
    munmap(shared, size_of(pool->n));
    return NULL;
}
