# sha256sum's lines of the migration files -> the sources that make a runner of them.
#
#     sha256sum 001_a.c 002_b.c | awk -v n=2 -v from=schema/migrations -v to=build/migrations
#         -v salt="gcc -O2" -f registry.awk
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

function write_if_different(file, text,    old, line) {
    while ((getline line < file) > 0)
        old = old line "\n"
    close(file)
    if (old == text)
        return
    printf "%s", text > file
    if (close(file) != 0)
        fail(file " cannot be written")
}

{
    sha = $1
    file = substr($0, length(sha) + 3)
    if (sha !~ /^[0-9a-f]+$/ || file !~ /^[0-9]+_[A-Za-z0-9_]+\.c$/)
        fail(from "/" file ": a migration file is called NNN_some_name.c")
    stem = substr(file, 1, length(file) - 2)
    group = sprintf("group_%d", int(file / 50))
    if (!(group in source))
        groups[++ngroups] = group
    source[group] = source[group] \
        "#define upgrade upgrade_" stem "\n" \
        "#define downgrade downgrade_" stem "\n" \
        "#define MG_MIGRATION_SYMBOL migration_" stem "\n" \
        "#include \"" from "/" file "\" /* " sha " */\n" \
        "#undef upgrade\n#undef downgrade\n#undef MG_MIGRATION_SYMBOL\n"
    declared = declared "extern const mg_migration migration_" stem ";\n"
    listed = listed "    {&migration_" stem ", \"" file "\",\n     \"" sha "\"},\n"
}

END {
    if (failed)
        exit 1
    if (NR != n)
        fail("not every migration in " from " could be read")
    for (i = 1; i <= ngroups; i++) {
        write_if_different(to "/" groups[i] ".c", "/* " salt " */\n" source[groups[i]])
        print groups[i]
    }
    write_if_different(to "/registry.c", "/* " salt " */\n#include <modelgen/migrate.h>\n\n" declared \
        "\nstatic const struct mg_registered migrations[] = {\n" listed "    {0, 0, 0},\n};\n\n" \
        "int main(int argc, char **argv)\n{\n" \
        "    return mg_migrate_main(argc, argv, &(const struct mg_registry){migrations});\n}\n")
}
