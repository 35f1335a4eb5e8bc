/*
 * A full disk, for a PostgreSQL server that is started with this as LD_PRELOAD: while the file that
 * $DISK_FULL names is there, no file of a table or an index grows. The log (pg_wal) does, for a
 * server that cannot write that stops: that is what a crash is for.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static bool is_of_a_table(int fd)
{
    char link[40], path[1024];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n <= 0)
        return false;
    path[n] = '\0';
    return strstr(path, "/base/") != NULL;
}

/* Whether the file would grow, and may not. */
static bool is_full(int fd, off_t end)
{
    struct stat s;
    const char *flag = getenv("DISK_FULL");
    if (!flag || access(flag, F_OK) != 0 || fstat(fd, &s) != 0)
        return false;
    if (end <= s.st_size || !is_of_a_table(fd))
        return false;
    errno = ENOSPC;
    return true;
}

static ssize_t length(const struct iovec *parts, int n)
{
    size_t sum = 0;
    for (int i = 0; i < n; i++)
        sum += parts[i].iov_len;
    return (ssize_t)sum;
}

/* The one of libc; ISO C has no cast from data to functions. */
#define REAL(name, type)                  \
    type real;                            \
    void *found = dlsym(RTLD_NEXT, name); \
    memcpy(&real, &found, sizeof real)

/* Programs that are compiled for large files call these. */
ssize_t pwrite64(int fd, const void *bytes, size_t n, off_t at);
ssize_t pwritev64(int fd, const struct iovec *parts, int n, off_t at);
int posix_fallocate64(int fd, off_t at, off_t n);

typedef ssize_t write_fn(int, const void *, size_t, off_t);
typedef ssize_t writev_fn(int, const struct iovec *, int, off_t);
typedef int fallocate_fn(int, off_t, off_t);

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at)
{
    REAL("pwrite", write_fn *);
    return is_full(fd, at + (off_t)n) ? -1 : real(fd, bytes, n, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off_t at)
{
    return pwrite(fd, bytes, n, at);
}

ssize_t pwritev(int fd, const struct iovec *parts, int n, off_t at)
{
    REAL("pwritev", writev_fn *);
    return is_full(fd, at + length(parts, n)) ? -1 : real(fd, parts, n, at);
}

ssize_t pwritev64(int fd, const struct iovec *parts, int n, off_t at)
{
    return pwritev(fd, parts, n, at);
}

int posix_fallocate(int fd, off_t at, off_t n)
{
    REAL("posix_fallocate", fallocate_fn *);
    return is_full(fd, at + n) ? ENOSPC : real(fd, at, n);
}

int posix_fallocate64(int fd, off_t at, off_t n)
{
    return posix_fallocate(fd, at, n);
}
