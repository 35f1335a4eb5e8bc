# What pg_dump says of a schema -> one line for each object, to be sorted and compared: its heading, and its
# statements with \001 for the ends of their lines.
#
#     pg_dump --schema-only db | awk -f dump.awk | LC_ALL=C sort
#
# with LOOSE=1 the columns of a table or a composite type count in any order.

function end_entry(    i, text, first) {
    while (n > 0 && lines[n] == "")
        n--
    for (i = 1; i <= n && lines[i] == ""; i++)
        ;
    first = i
    if (type == "ACL" || type == "DEFAULT ACL")
        sort_lines(first, n)
    else if (LOOSE && type ~ /^(TABLE|FOREIGN TABLE|TYPE)$/ && body == 2)
        sort_columns(first)
    if (type ~ /^(TABLE|INDEX|CONSTRAINT|VIEW|MATERIALIZED VIEW)$/)
        for (i = first; i <= n; i++)
            lines[i] = sort_parameters(lines[i])
    text = heading
    for (i = first; i <= n; i++)
        text = text "\001" lines[i]
    if (heading != "")
        print text
    n = 0
}

# Storage parameters stand in the order in which they were set, which says nothing.
function sort_parameters(line,    at, n, i, k, parts, part) {
    if (!match(line, /WITH \([a-z_.]+=[^()]*\)/))
        return line
    at = RSTART + 6
    n = split(substr(line, at, RLENGTH - 7), parts, ", ")
    part = RLENGTH
    for (i = 2; i <= n; i++)
        for (k = i; k > 1 && parts[k - 1] > parts[k]; k--) {
            swap = parts[k]
            parts[k] = parts[k - 1]
            parts[k - 1] = swap
        }
    for (i = 1; i <= n; i++)
        sorted = (i == 1 ? "" : sorted ", ") parts[i]
    return substr(line, 1, at - 1) sorted substr(line, at + part - 7)
}

function sort_lines(from, to,    i, k, line) {
    for (i = from + 1; i <= to; i++) {
        line = lines[i]
        for (k = i - 1; k >= from && lines[k] > line; k--)
            lines[k + 1] = lines[k]
        lines[k + 1] = line
    }
}

# The lines between the first one, which ends with (, and the next that begins with ).
function sort_columns(from,    i) {
    for (i = from + 1; i <= n && lines[i] !~ /^\)/; i++)
        sub(/,$/, "", lines[i])
    sort_lines(from + 1, i - 1)
}

function begin_entry(line,    parts) {
    end_entry()
    heading = line
    split(line, parts, "; ")
    type = parts[2]
    sub(/^Type: /, "", type)
    if (type ~ /^(TABLE|INDEX|CONSTRAINT|MATERIALIZED VIEW)$/)
        heading = heading tablespace (type == "TABLE" || type == "MATERIALIZED VIEW" ? method : "")
    body = 0
}

# A line of two dashes may begin a heading, or belong to a function.
dashes && /^-- (Name|Data for Name): / { dashes = 0; begin_entry(substr($0, 4)); after_heading = 1; next }
dashes && /^-- PostgreSQL database dump/ { dashes = 0; after_heading = 1; next }
dashes { dashes = 0; lines[++n] = "--" }
after_heading { after_heading = 0; next }
$0 == "--" { dashes = 1; next }
/^-- Dumped / || /^\\(un)?restrict / { next }
/^SET default_tablespace = / { tablespace = $4 == "'';" ? "" : " in " $4; next }
/^SET default_table_access_method = / { method = $4 == "heap;" ? "" : " using " $4; next }
{ lines[++n] = $0; if ($0 != "" && body == 0) body = /\($/ && !/ AS ENUM \($/ ? 2 : 1 }
END { end_entry() }
