#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "database/cluster.h"

static bool copy_bytes(int from, int to)
{
    char some[65536];
    ssize_t n;

    while ((n = read(from, some, sizeof some)) > 0)
        for (ssize_t done = 0; done < n;) {
            ssize_t put = write(to, some + done, (size_t)(n - done));

            if (put < 0)
                return false;
            done += put;
        }
    return n == 0;
}

static bool copy_file(int from_dir, int to_dir, const char *name, mode_t mode)
{
    int from = openat(from_dir, name, O_RDONLY | O_CLOEXEC);
    int to = openat(to_dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    bool ok = from >= 0 && to >= 0 && copy_bytes(from, to);

    if (from >= 0)
        close(from);
    if (to >= 0 && close(to) != 0)
        ok = false;
    return ok;
}

static bool copy_tree(int from, int to)
{
    DIR *dir = fdopendir(from); /* closes from */
    bool ok = dir != NULL;

    while (ok) {
        struct stat st;
        const struct dirent *entry = readdir(dir);

        if (!entry)
            break;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        ok = fstatat(from, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0;
        if (ok && S_ISREG(st.st_mode)) {
            ok = copy_file(from, to, entry->d_name, st.st_mode & 0777);
        } else if (ok && S_ISDIR(st.st_mode)) {
            ok = mkdirat(to, entry->d_name, st.st_mode & 0777) == 0;

            int in = ok ? openat(from, entry->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
            int out = ok ? openat(to, entry->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;

            ok = in >= 0 && out >= 0 && copy_tree(in, out);
            if (out >= 0)
                close(out);
        }
    }

    int why = errno;

    if (dir)
        closedir(dir);
    errno = why;
    return ok;
}

bool directory_copy(const char *from, const char *to)
{
    if (mkdir(to, 0700) != 0)
        return false;

    int in = open(from, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int out = open(to, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = in >= 0 && out >= 0 && copy_tree(in, out);

    if (out >= 0)
        close(out);
    return ok;
}
