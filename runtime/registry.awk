# sha256sum's lines of the migration files -> the sources that make a runner of them.
#
#     sha256sum 001_a.c 002_b.c | awk -v n=2 -v from=schema/migrations -v to=build/migrations
#         -v salt="gcc -O2" -f registry.awk
#
# A line "EMBED 001_a.c data.csv" before them says that the file's bytes are part of the migration: they
# are of its checksum, too. Run where the migrations are.
#
# group_N.c includes fifty migrations (those whose number is N*50 to N*50+49), each under names of its
# own: one compilation instead of fifty. Its comments hold the files' checksums and the salt (whatever
# else the objects depend on), so that it changes when they must be made anew. registry.c lists all
# migrations and has main(). A file that would not change is not written. Prints the groups.

function fail(text) {
    print "modelgen: " text > "/dev/stderr"
    failed = 1
    exit 1
}

function add(file, line) {
    lines[file, ++length_of[file]] = line
}

function write_if_different(file,    path, line, i, same) {
    path = to "/" file ".c"
    same = 1
    while (same && (getline line < path) > 0)
        same = line == lines[file, ++i]
    close(path)
    if (same && i == length_of[file])
        return
    for (i = 1; i <= length_of[file]; i++)
        print lines[file, i] > path
    if (close(path) != 0)
        fail(path " cannot be written")
}

# The sum of a migration with what it embeds; its own where that is not there, which the compiler says.
function with_embedded(file, sha,    command, sum) {
    if (!(file in embedded))
        return sha
    command = "{ echo " sha "; cat --" embedded[file] "; } 2>/dev/null | sha256sum"
    command | getline sum
    close(command)
    return substr(sum, 1, 64)
}

function begin(file) {
    add(file, "/* " salt " */")
    add(file, "#include <modelgen/migrate.h>")
    add(file, "#undef MG_MIGRATION_SYMBOL")
    add(file, "")
}

$1 == "EMBED" {
    path = substr($0, length($2) + 8)
    gsub(/'/, "'\\''", path)
    embedded[$2] = embedded[$2] " '" path "'"
    next
}

{
    sha = $1
    file = $2
    if (NF != 2 || sha !~ /^[0-9a-f]+$/ || file !~ /^[0-9]+_[A-Za-z0-9_]+\.c$/)
        fail(from "/" substr($0, length(sha) + 3) ": a migration file is called NNN_some_name.c")
    stem = substr(file, 1, length(file) - 2)
    group = "group_" int(file / 50)
    if (!(group in length_of)) {
        groups[++ngroups] = group
        begin(group)
    }
    add(group, "#define upgrade upgrade_" stem)
    add(group, "#define downgrade downgrade_" stem)
    add(group, "#define MG_MIGRATION_SYMBOL migration_" stem)
    add(group, "#include \"" from "/" file "\" /* " sha " */")
    add(group, "#undef upgrade")
    add(group, "#undef downgrade")
    add(group, "#undef MG_MIGRATION_SYMBOL")
    sha = with_embedded(file, sha)
    migrations[++read] = "{&migration_" stem ", \"" file "\", \"" sha "\"},"
    symbols[read] = "migration_" stem
}

END {
    if (failed)
        exit 1
    if (read != n)
        fail("not every migration in " from " could be read")
    for (i = 1; i <= ngroups; i++) {
        write_if_different(groups[i])
        print groups[i]
    }
    begin("registry")
    for (i = 1; i <= n; i++)
        add("registry", "extern const mg_migration " symbols[i] ";")
    add("registry", "")
    add("registry", "static const struct mg_registered migrations[] = {")
    for (i = 1; i <= n; i++)
        add("registry", "    " migrations[i])
    add("registry", "    {0, 0, 0},")
    add("registry", "};")
    add("registry", "")
    add("registry", "int main(int argc, char **argv)")
    add("registry", "{")
    add("registry", "    return mg_migrate_main(argc, argv, &(const struct mg_registry){migrations});")
    add("registry", "}")
    write_if_different("registry")
}
