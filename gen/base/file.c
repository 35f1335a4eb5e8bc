#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct loc in_file(const char *path)
{
    return (struct loc){path, 0, 0};
}

static bool read_all(int fd, char *bytes, size_t n)
{
    size_t done = 0;

    while (done < n) {
        ssize_t got = read(fd, bytes + done, n - done);

        if (got == 0)
            errno = EIO; /* shorter than it was a moment ago */
        if (got <= 0 && errno != EINTR)
            return false;
        if (got > 0)
            done += (size_t)got;
    }
    return true;
}

char *file_read(struct arena *arena, const char *path, size_t *n, struct diags *diags)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    char *bytes = NULL;
    struct stat st;

    if (fd >= 0 && fstat(fd, &st) == 0) {
        if (S_ISREG(st.st_mode)) {
            bytes = arena_alloc(arena, (size_t)st.st_size + 1);
            if (!read_all(fd, bytes, (size_t)st.st_size))
                bytes = NULL;
        } else {
            errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
        }
    }
    if (!bytes)
        diag_error(diags, MG201, in_file(path), "cannot be read: %s", strerror(errno));
    else if (n)
        *n = (size_t)st.st_size;
    if (fd >= 0)
        close(fd);
    return bytes;
}

bool file_exists(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct strings file_list(struct arena *arena, const char *dir, const char *suffix)
{
    struct strings files = {0};
    DIR *d = opendir(dir);
    size_t n = strlen(suffix);

    if (!d)
        return files;
    for (struct dirent *entry; (entry = readdir(d));) {
        size_t length = strlen(entry->d_name);

        if (entry->d_name[0] == '.' || length <= n ||
            strcmp(entry->d_name + length - n, suffix) != 0)
            continue;

        const char *path = file_join(arena, dir, entry->d_name);

        if (file_exists(path))
            strings_add(arena, &files, path);
    }
    closedir(d);
    if (files.n)
        qsort(files.items, files.n, sizeof *files.items, by_bytes);
    return files;
}

const char *file_join(struct arena *arena, const char *dir, const char *name)
{
    size_t n = strlen(dir);

    if (n == 0 || strcmp(dir, ".") == 0)
        return arena_strdup(arena, name);
    return arena_printf(arena, "%s%s%s", dir, dir[n - 1] == '/' ? "" : "/", name);
}

const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

const char *file_directory(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (!slash)
        return ".";
    return slash == path ? "/" : arena_strndup(arena, path, (size_t)(slash - path));
}

/* --- Writing: together or not at all -------------------------------------------------------- */

struct pending {
    const char *path, *bytes, *temporary, *backup;
    size_t n;
    bool same;    /* the file has these bytes already */
    bool existed; /* backup holds what was there */
    bool in_place;
};

struct file_set {
    struct arena *arena;
    VEC(struct pending) files;
};

struct file_set *file_set_new(struct arena *arena)
{
    struct file_set *set = arena_new_of(arena, struct file_set);

    set->arena = arena;
    return set;
}

void file_set_add(struct file_set *set, const char *path, const char *bytes, size_t n)
{
    *vec_push(set->arena, &set->files) = (struct pending){.path = path, .bytes = bytes, .n = n};
}

static bool has_bytes(struct arena *arena, const struct pending *file)
{
    size_t n;

    if (!file_exists(file->path))
        return false;

    const char *now = file_read(arena, file->path, &n, diags_new(arena));

    return now && n == file->n && memcmp(now, file->bytes, n) == 0;
}

static bool write_all(int fd, const char *bytes, size_t n)
{
    while (n) {
        ssize_t put = write(fd, bytes, n);

        if (put < 0 && errno != EINTR)
            return false;
        if (put > 0) {
            bytes += put;
            n -= (size_t)put;
        }
    }
    return true;
}

/* Makes a new file of this name with the bytes, on their way to the disk. */
static bool write_new(const char *path, const char *bytes, size_t n)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);

    if (fd < 0)
        return false;

    bool ok = write_all(fd, bytes, n);
    int saved = errno;

    if (ok)
        sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE); /* only sooner: failing means nothing */

    if (close(fd) != 0 && ok) {
        ok = false;
        saved = errno;
    }
    errno = saved;
    return ok;
}

static bool sync_file(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;
    int saved = errno;

    if (fd >= 0)
        close(fd);
    errno = saved;
    return ok;
}

static bool prepare(struct file_set *set, struct pending *file)
{
    struct stat st;

    file->same = has_bytes(set->arena, file);
    if (file->same)
        return true;
    file->temporary = arena_printf(set->arena, "%s.tmp%ld", file->path, (long)getpid());
    if (!write_new(file->temporary, file->bytes, file->n))
        return false;
    file->existed = stat(file->path, &st) == 0;
    if (file->existed) {
        chmod(file->temporary, st.st_mode & 07777);
        file->backup = arena_printf(set->arena, "%s.old%ld", file->path, (long)getpid());
        unlink(file->backup);
        return link(file->path, file->backup) == 0;
    }
    return true;
}

/* Undoes what was put in place, newest first, and removes what was prepared. */
static void clean_up(struct file_set *set, bool undo)
{
    for (size_t i = set->files.n; i-- > 0;) {
        struct pending *file = &set->files.items[i];

        if (undo && file->in_place) {
            if (!file->existed)
                unlink(file->path);
            else if (rename(file->backup, file->path) == 0)
                file->backup = NULL;
        }
        if (file->temporary && !file->in_place)
            unlink(file->temporary);
        if (file->backup)
            unlink(file->backup);
    }
}

/* All are written before the first one is waited for: a thousand files take as long as a few. */
static struct pending *prepare_all(struct file_set *set, bool synced)
{
    for (size_t i = 0; i < set->files.n; i++)
        if (!prepare(set, &set->files.items[i]))
            return &set->files.items[i];
    for (size_t i = 0; i < set->files.n && synced; i++)
        if (!set->files.items[i].same && !sync_file(set->files.items[i].temporary))
            return &set->files.items[i];
    return NULL;
}

static bool put_in_place(struct file_set *set, bool synced, struct diags *diags)
{
    struct pending *failed = prepare_all(set, synced);
    int error = 0;

    for (size_t i = 0; i < set->files.n && !failed; i++) {
        struct pending *file = &set->files.items[i];

        file->in_place = !file->same && rename(file->temporary, file->path) == 0;
        if (!file->same && !file->in_place)
            failed = file;
    }
    if (failed)
        error = errno;
    clean_up(set, failed != NULL);
    if (failed) {
        diag_error(diags, MG202, in_file(failed->path), "cannot be written: %s", strerror(error));
        diag_hint(diags, "Nothing was changed.");
    }
    return !failed;
}

bool file_set_write(struct file_set *set, struct diags *diags)
{
    return put_in_place(set, true, diags);
}

bool file_set_stage(struct file_set *set, struct diags *diags)
{
    return put_in_place(set, false, diags);
}

const char *sha256_hex(struct arena *arena, const void *bytes, size_t n)
{
    char hex[SHA256_DIGEST_STRING_LENGTH];

    SHA256Data(bytes, n, hex);
    return arena_strdup(arena, hex);
}
