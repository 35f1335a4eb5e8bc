# The worked example in schema/: its ten migrations, there and back, with rows in them.
. "$(dirname "$0")/lib.sh"
need_server
cd "$TOP" || exit 3

migrate() { "$BUILD/migrate" "$@" --database "$URL"; }
query() { psql -qXAt -v ON_ERROR_STOP=1 "$URL" "$@"; }

# Every row of every table, in an order that does not depend on where it is stored.
rows() {
    local table
    for table in $(query -c "select format('%I.%I', schemaname, tablename) from pg_tables
                             where schemaname in ('public', 'laboratory') order by 1"); do
        echo "== $table"
        query -c "select t from $table t order by t::text"
    done
}

check "the runner builds" make -s BUILD="$BUILD" "$BUILD/migrate"
new_database

# --- lessons become sections and themes, and come back --------------------------------------

check "an empty database is upgraded to 007" migrate upgrade 7
query <<'SQL'
insert into users (email, username, password_hash)
    values ('ada@example.org', 'ada', 'x'), ('Grace@Example.org', 'grace', 'x'), ('alan@example.org', 'alan', 'x');
insert into courses (author_id, slug, title) values (1, 'sql', 'SQL'), (1, 'c', 'C');
insert into enrollments (user_id, course_id) values (2, 1), (3, 1), (3, 2);
insert into lessons (course_id, chapter, position, title, content, video_url, minutes, is_published, created_at)
    values (1, 'Tables', 1, 'Rows', 'It''s a "row"', null, 5, true, '2025-01-01 10:00+00'),
           (1, 'Tables', 2, 'Keys', 'About keys', 'https://example.org/keys', null, true, '2025-01-02 10:00+00'),
           (1, 'Queries', 3, 'Select', '', null, 10, false, '2025-01-03 10:00+00'),
           (1, 'Tables', 7, 'Checks', 'Once more', null, 5, true, '2025-01-04 10:00+00'),
           (2, 'Tables', 1, 'Arrays', 'a[i]', null, 5, true, '2025-01-05 10:00+00'),
           (2, 'Pointers', 2, 'Void', '', 'https://example.org/void', 90, true, '2025-01-06 10:00+00');
insert into lesson_progress values (2, 1, '2025-02-01'), (2, 2, '2025-02-02'), (3, 1, '2025-02-03'), (3, 6, '2025-02-04');
-- A section and a theme of the new kind, made before the old ones go; one has the name of a chapter.
insert into sections (course_id, position, title) values (2, 9, 'Outlook'), (2, 1, 'Tables');
insert into themes (section_id, position, title, content) values (1, 1, 'What next', 'Read'), (2, 3, 'Rows', '');
insert into theme_progress (user_id, theme_id, completed_at) values (3, 1, '2025-02-05');
SQL
before=$(rows)
schema_before=$(dump_schema "$URL")

check "008 moves the lessons" migrate upgrade 8
same "every lesson is a theme of its chapter's section" \
    "1|Queries|3|text|Select|10|f
1|Tables|1|text|Rows|5|t
1|Tables|2|video|Keys||t
1|Tables|7|text|Checks|5|t
2|Outlook|1|text|What next||f
2|Pointers|2|video|Void|90|t
2|Tables|1|text|Arrays|5|t
2|Tables|3|text|Rows||f" \
    "$(query -c "select s.course_id, s.title, t.position, t.kind, t.title, t.minutes, t.is_published
                 from themes t join sections s on s.id = t.section_id order by 1, 2, 3")"
same "who has done what is kept" "2|Keys
2|Rows
3|Rows
3|Void
3|What next" \
    "$(query -c "select p.user_id, t.title from theme_progress p join themes t on t.id = p.theme_id order by 1, 2")"
same "the lessons are gone" "" "$(query -c "select to_regclass('lessons')")"

check "008 is downgraded" migrate downgrade -1
same "every row is back as it was" "$before" "$(rows)"
same "the schema is back as it was" "$schema_before" "$(dump_schema "$URL")"
same "new lessons go on where the old ones ended" 7 "$(query -c "
    insert into lessons (course_id, chapter, position, title) values (2, 'Pointers', 3, 'Null') returning id")"

# --- the rest of the way, with rows ---------------------------------------------------------

check "upgrade to head" migrate upgrade head
query >/dev/null <<'SQL'
insert into containers (user_id, image) values (2, 'debian:12');
insert into sandbox_templates (name, image) values ('C', 'gcc:12');
insert into laboratory.labs (theme_id, template_id, instructions) values (1, 1, 'Make it compile.');
insert into laboratory.tasks (lab_id, number, title, check_script) values (1, 1, 'Build', 'make'), (1, 2, 'Test', 'make check');
insert into laboratory.attempts (lab_id, user_id) values (1, 2);
insert into laboratory.results (attempt_id, lab_id, task_number, is_passed) values (1, 1, 1, true), (1, 1, 2, false);
insert into notifications (user_id, type, title) values (2, 'lab', 'One of two tasks is done');
SQL
same "the tables of the laboratory belong together" "Build|t
Test|f" \
    "$(query -c "select t.title, r.is_passed from laboratory.results r
                 join laboratory.tasks t on (t.lab_id, t.number) = (r.lab_id, r.task_number) order by 1")"
check_status 1 "a second open attempt is refused" \
    psql -qX -v ON_ERROR_STOP=1 "$URL" -c "insert into laboratory.attempts (lab_id, user_id) values (1, 2)"
check_status 1 "two users cannot share an address in another case" \
    psql -qX -v ON_ERROR_STOP=1 "$URL" -c "insert into users (email, username, password_hash) values ('ADA@example.org', 'a2', 'x')"
query -c "update notifications set is_read = true"
same "updated_at follows a change" t "$(query -c "select updated_at > created_at from notifications")"
same "updated_at of an unchanged row stays" t "$(query -c "select bool_and(updated_at = created_at) from laboratory.labs")"

# --- every revision, down and up ------------------------------------------------------------

new_database
empty=$(dump_schema "$URL")
check "nothing is there at base" migrate current
for ((n = 1; n <= 10; n++)); do
    migrate upgrade +1 >/dev/null 2>&1 || break
    dump_schema "$URL" >"$WORK/up.$n"
done
same "upgrade goes through ten revisions one by one" 11 "$n"
for ((n = 9; n >= 1; n--)); do
    migrate downgrade -1 >/dev/null 2>&1
    dump_schema "$URL" >"$WORK/down.$n"
    same "downgrade to $n leaves what upgrade to $n made" "$(cat "$WORK/up.$n")" "$(cat "$WORK/down.$n")"
done
check "downgrade to base" migrate downgrade base
same "at base nothing is left" "$empty" "$(dump_schema "$URL")"
check "upgrade to head again" migrate upgrade head
same "head is as it was the first time" "$(cat "$WORK/up.10")" "$(dump_schema "$URL")"

# --- the files of schema/ belong together ---------------------------------------------------

check "models, snapshot and sums agree" modelgen check
