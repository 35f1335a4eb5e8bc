# What each operation relies on, made untrue by hand: all of them in one migration, and one answer that
# says of each what is there instead. Nothing is made untrue in a second database: nothing is said.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server
export MIGRATE_ALLOW=rewrite,loss,access

sql() { psql -qXAt -v ON_ERROR_STOP=1 "$URL" -f -; }

made=() hands=() deeds=() names=() patterns=()
# op NAME MADE HAND CALL PATTERN: what an earlier migration made, what was done to it by hand, the operation
# that relies on it, and what is said.
op() {
    names+=("$1") made+=("$2") hands+=("$3") deeds+=("$4") patterns+=("$5")
}
A='COLUMN("a", "integer")'
GONE='is not there, as 001_made.c:[0-9]+ says'
THERE='is there already, and no migration made it'

op create_schema '' 'create schema s1' 'create_schema(m, "s1");' "schema \"s1\" $THERE"
op rename_schema 'create_schema(m, "s2");' 'drop schema s2' 'rename_schema(m, "s2", "s2b");' "schema \"s2\" $GONE"
op rename_schema 'create_schema(m, "s3");' 'create schema s3b' 'rename_schema(m, "s3", "s3b");' "schema \"s3b\" $THERE"
op drop_schema 'create_schema(m, "s4");' 'drop schema s4' 'drop_schema(m, "s4");' "schema \"s4\" $GONE"

op create_enum '' "create type e1 as enum ('a')" 'create_enum(m, "e1", "a");' "enum \"e1\" $THERE"
op add_enum_value 'create_enum(m, "e2", "a", "b");' "alter type e2 add value 'c'" 'add_enum_value(m, "e2", "c");' \
    "enum \"e2\" is 'a', 'b', 'c', not 'a', 'b', as 001"
op add_enum_value 'create_enum(m, "e3", "a", "b");' "alter type e3 add value 'c' before 'a'" 'add_enum_value(m, "e3", "d", AFTER("a"));' \
    "enum \"e3\" is 'c', 'a', 'b', not 'a', 'b'"
op rename_enum_value 'create_enum(m, "e4", "a", "b"); add_enum_value(m, "e4", "c", BEFORE("b"));' "alter type e4 rename value 'a' to 'z'" \
    'rename_enum_value(m, "e4", "a", "x");' "enum \"e4\" is 'z', 'c', 'b', not 'a', 'c', 'b'"
op rename_type 'create_enum(m, "e5", "a");' 'drop type e5' 'rename_type(m, "e5", "e5b");' "enum \"e5\" $GONE"
op drop_type 'create_enum(m, "e6", "a");' "alter type e6 add value 'b'" 'drop_type(m, "e6");' "enum \"e6\" is 'a', 'b', not 'a'"

op create_domain '' 'create domain d1 as text' 'create_domain(m, "d1", "text");' "domain \"d1\" $THERE"
op alter_domain 'create_domain(m, "d2", "text", DEFAULT("'"'x'"'"));' "alter domain d2 set default 'y'" 'alter_domain(m, "d2", NOT_NULL);' \
    "domain \"d2\" is text DEFAULT 'y'::text, not text DEFAULT 'x'::text"
op add_domain_constraint 'create_domain(m, "d3", "integer");' 'alter domain d3 set not null' 'add_domain_constraint(m, "d3", CHECK("VALUE > 1", NAME("big")));' \
    'domain "d3" is integer NOT NULL, not integer'
op rename_domain_constraint 'create_domain(m, "d4", "integer", CONSTRAINTS(CHECK("VALUE > 0", NAME("many"))));' \
    'alter domain d4 drop constraint many; alter domain d4 add constraint many check (value > 5)' \
    'rename_domain_constraint(m, "d4", "many", "more");' 'domain "d4" is integer CHECK \(\(VALUE > 5\)\), not integer CHECK \(\(VALUE > 0\)\)'
op validate_domain_constraint 'create_domain(m, "d5", "integer"); add_domain_constraint(m, "d5", CHECK("VALUE > 0", NAME("n"), NOT_VALID));' \
    'alter domain d5 drop constraint n' 'validate_domain_constraint(m, "d5", "n");' 'domain "d5" is integer, not integer CHECK \(\(VALUE > 0\)\)'
op drop_domain_constraint 'create_domain(m, "d6", "integer"); add_domain_constraint(m, "d6", CHECK("VALUE > 0", NAME("n")));' \
    'alter domain d6 drop constraint n' 'drop_domain_constraint(m, "d6", "n");' 'domain "d6" is integer, not integer CHECK'
op rename_domain 'create_domain(m, "d7", "text");' 'drop domain d7' 'rename_domain(m, "d7", "d7b");' "domain \"d7\" $GONE"
op drop_domain 'create_domain(m, "d8", "varchar(5)");' 'drop domain d8; create domain d8 as varchar(6)' 'drop_domain(m, "d8");' \
    'domain "d8" is character varying\(6\), not character varying\(5\)'

op create_composite '' 'create type c1 as (a int)' 'create_composite(m, "c1", ATTRIBUTE("a", "integer"));' "composite \"c1\" $THERE"
op add_attribute 'create_composite(m, "c2", ATTRIBUTE("a", "integer"));' 'alter type c2 add attribute b int' 'add_attribute(m, "c2", ATTRIBUTE("b", "integer"));' \
    'composite "c2" is a integer, b integer, not a integer'
op alter_attribute 'create_composite(m, "c3", ATTRIBUTE("a", "integer"));' 'alter type c3 alter attribute a type text' 'alter_attribute(m, "c3", "a", "bigint");' \
    'composite "c3" is a text, not a integer'
op rename_attribute 'create_composite(m, "c4", ATTRIBUTE("a", "integer"));' 'alter type c4 rename attribute a to b' 'rename_attribute(m, "c4", "a", "c");' \
    'composite "c4" is b integer, not a integer'
op drop_attribute 'create_composite(m, "c5", ATTRIBUTE("a", "integer"), ATTRIBUTE("b", "text")); alter_attribute(m, "c5", "b", "bigint");' \
    'alter type c5 drop attribute b' 'drop_attribute(m, "c5", "b");' 'composite "c5" is a integer, not a integer, b bigint'

op create_range '' 'create type r1 as range (subtype = int)' 'create_range(m, "r1", SUBTYPE("integer"));' "range \"r1\" $THERE"
op rename_range 'create_range(m, "r2", SUBTYPE("float8"));' 'drop type r2' 'rename_range(m, "r2", "r2b");' "range \"r2\" $GONE"
op create_shell_type '' 'create type b1' 'create_shell_type(m, "b1");' "shell type \"b1\" $THERE"
op create_base_type '' 'create type b2' 'create_base_type(m, "b2", INPUT("b2_in"), OUTPUT("b2_out"));' "base type \"b2\" $THERE"
op alter_base_type 'create_shell_type(m, "b3");' 'drop type b3' 'alter_base_type(m, "b3", STORAGE(plain));' "shell type \"b3\" $GONE"
op drop_base_type 'create_shell_type(m, "b4");' 'drop type b4' 'drop_base_type(m, "b4");' "shell type \"b4\" $GONE"

op create_collation '' 'create collation l1 from "C"' 'create_collation(m, "l1", LOCALE("C"));' "collation \"l1\" $THERE"
op rename_collation 'create_collation(m, "l2", LOCALE("C"));' 'drop collation l2' 'rename_collation(m, "l2", "l2b");' "collation \"l2\" $GONE"
op drop_collation 'create_collation(m, "l3", LOCALE("C"));' "drop collation l3; create collation l3 (locale = 'POSIX')" 'drop_collation(m, "l3");' \
    'collation "l3" is c POSIX POSIX, not c C C'
op create_cast 'create_enum(m, "k1", "a");' 'create cast (k1 as integer) with inout' 'create_cast(m, "k1 AS integer", INOUT);' "cast \"k1 AS integer\" $THERE"
op drop_cast 'create_enum(m, "k2", "a"); create_cast(m, "k2 AS integer", INOUT);' 'drop cast (k2 as integer)' 'drop_cast(m, "k2 AS integer");' "cast \"k2 AS integer\" $GONE"

op create_operator '' 'create operator === (leftarg = text, rightarg = text, function = texteq)' 'create_operator(m, "===(text, text)", WITH_FUNCTION("texteq"));' \
    "operator \"===\(text, text\)\" $THERE"
op alter_operator 'create_operator(m, "==>(integer, integer)", WITH_FUNCTION("int4eq"));' 'drop operator ==>(int, int); create operator ==>(leftarg = text, rightarg = text, function = texteq)' \
    'alter_operator(m, "==>(integer, integer)", RESTRICT("eqsel"));' "operator \"==>\(integer, integer\)\" $GONE"
op rename_operator 'create_operator(m, "<==(integer, integer)", WITH_FUNCTION("int4eq"));' 'drop operator <==(int, int)' 'rename_operator(m, "<==(integer, integer)", "shop.<==");' \
    "operator \"<==\(integer, integer\)\" $GONE"
op drop_operator 'create_operator(m, "!!!(NONE, bit)", WITH_FUNCTION("bitnot"));' 'drop operator !!!(none, bit)' 'drop_operator(m, "!!!(NONE, bit)");' "operator \"!!!\(NONE, bit\)\" $GONE"
op create_operator_family '' 'create operator family f1 using btree' 'create_operator_family(m, "f1 USING btree");' "operator family \"f1 USING btree\" $THERE"
op alter_operator_family 'create_operator_family(m, "f2 USING btree");' 'drop operator family f2 using btree; create operator family f2 using hash' \
    'alter_operator_family(m, "f2 USING btree", OPERATORS("5 > (integer, bigint)"));' "operator family \"f2 USING btree\" $GONE"
op rename_operator_family 'create_operator_family(m, "f3 USING btree");' 'drop operator family f3 using btree' 'rename_operator_family(m, "f3 USING btree", "f3b USING btree");' \
    "operator family \"f3 USING btree\" $GONE"
op drop_operator_family 'create_operator_family(m, "f4 USING btree");' 'drop operator family f4 using btree' 'drop_operator_family(m, "f4 USING btree");' "operator family \"f4 USING btree\" $GONE"
CLASS='FOR_TYPE("integer"), OPERATORS("1 > (integer, integer)"), FUNCTIONS("1 (integer, integer) btint4cmp(integer, integer)")'
op create_operator_class '' "create operator class o1 for type int using btree as operator 1 <" "create_operator_class(m, \"o1 USING btree\", $CLASS);" "operator class \"o1 USING btree\" $THERE"
op rename_operator_class "create_operator_class(m, \"o2 USING btree\", $CLASS);" 'drop operator class o2 using btree' 'rename_operator_class(m, "o2 USING btree", "o2b USING btree");' \
    "operator class \"o2 USING btree\" $GONE"
op drop_operator_class "create_operator_class(m, \"o3 USING btree\", $CLASS);" 'drop operator class o3 using btree' 'drop_operator_class(m, "o3 USING btree");' "operator class \"o3 USING btree\" $GONE"
CONVERTS='FROM_ENCODING("LATIN1"), TO_ENCODING("UTF8"), WITH_FUNCTION("iso8859_1_to_utf8")'
op create_conversion '' "create conversion v1 for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8" "create_conversion(m, \"v1\", $CONVERTS);" "conversion \"v1\" $THERE"
op rename_conversion "create_conversion(m, \"v2\", $CONVERTS);" 'drop conversion v2' 'rename_conversion(m, "v2", "v2b");' "conversion \"v2\" $GONE"
op drop_conversion "create_conversion(m, \"v3\", $CONVERTS);" 'drop conversion v3' 'drop_conversion(m, "v3");' "conversion \"v3\" $GONE"

text_search() { # text_search NOUN WORDS SQL [ALTER]
    local words=${1//_/ }
    op "create_text_search_$1" '' "create text search $1 t1_$1 ($3)" "create_text_search_$1(m, \"t1_$1\", $2);" "text search $words \"t1_$1\" $THERE"
    op "rename_text_search_$1" "create_text_search_$1(m, \"t2_$1\", $2);" "drop text search $1 t2_$1" "rename_text_search_$1(m, \"t2_$1\", \"t2b_$1\");" "text search $words \"t2_$1\" $GONE"
    op "drop_text_search_$1" "create_text_search_$1(m, \"t3_$1\", $2);" "drop text search $1 t3_$1" "drop_text_search_$1(m, \"t3_$1\");" "text search $words \"t3_$1\" $GONE"
    [ -z "${4:-}" ] || op "alter_text_search_$1" "create_text_search_$1(m, \"t4_$1\", $2);" "drop text search $1 t4_$1" "alter_text_search_$1(m, \"t4_$1\", $4);" "text search $words \"t4_$1\" $GONE"
}
text_search configuration 'PARSER("default")' 'parser = default' 'MAPPINGS("word: simple")'
text_search dictionary 'TEMPLATE("simple")' 'template = simple' 'SETTINGS("accept = false")'
text_search parser 'START_FUNCTION("prsd_start"), GETTOKEN("prsd_nexttoken"), END_FUNCTION("prsd_end"), LEXTYPES("prsd_lextype")' \
    'start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype'
text_search template 'INIT("dsimple_init"), LEXIZE("dsimple_lexize")' 'init = dsimple_init, lexize = dsimple_lexize'

table() { echo "create_table(m, \"$1\", COLUMN(\"a\", \"integer\"), COLUMN(\"b\", \"text\"));"; }
op create_statistics "$(table x1)" 'create statistics z1 on a, b from x1' 'create_statistics(m, "z1", ON("x1", "a", "b"));' "statistics \"z1\" $THERE"
op alter_statistics "$(table x2) create_statistics(m, \"z2\", ON(\"x2\", \"a\", \"b\"));" 'drop statistics z2' 'alter_statistics(m, "z2", TARGET(50));' "statistics \"z2\" $GONE"
op rename_statistics "$(table x3) create_statistics(m, \"z3\", ON(\"x3\", \"a\", \"b\"));" 'drop statistics z3' 'rename_statistics(m, "z3", "z3b");' "statistics \"z3\" $GONE"
op drop_statistics "$(table x4) create_statistics(m, \"z4\", ON(\"x4\", \"a\", \"b\"), KINDS(\"ndistinct\"));" \
    'drop statistics z4; create statistics z4 (mcv) on a, b from x4' 'drop_statistics(m, "z4");' 'statistics "z4" is \(mcv\) ON a, b, not \(ndistinct\) ON a, b'

op create_sequence '' 'create sequence q1' 'create_sequence(m, "q1");' "sequence \"q1\" $THERE"
op alter_sequence 'create_sequence(m, "q2", INCREMENT(5));' 'alter sequence q2 increment 7' 'alter_sequence(m, "q2", CACHE(10));' 'sequence "q2" is .*INCREMENT 7 .*, not .*INCREMENT 5 '
op rename_sequence 'create_sequence(m, "q3");' 'drop sequence q3; create view q3 as select 1' 'rename_sequence(m, "q3", "q3b");' 'sequence "q3" is a view'
op drop_sequence 'create_sequence(m, "q4"); alter_sequence(m, "q4", MAXVALUE(100));' 'alter sequence q4 cycle' 'drop_sequence(m, "q4");' 'sequence "q4" is .* TO 100 CACHE 1 CYCLE, not .* TO 100 CACHE 1,'

op create_table '' 'create table t1 (a int)' "create_table(m, \"t1\", $A);" "table \"t1\" $THERE"
op create_table '' 'create view t1v as select 1' "create_table(m, \"t1v\", $A);" "table \"t1v\" $THERE"
op rename_table "$(table t2)" 'alter table t2 rename to t2old' 'rename_table(m, "t2", "t2b");' "table \"t2\" $GONE"
op rename_table "$(table t3)" 'create table t3b (a int)' 'rename_table(m, "t3", "t3b");' "table \"t3b\" $THERE"
op drop_table "$(table t4)" 'drop table t4; create view t4 as select 1' 'drop_table(m, "t4");' 'table "t4" is a view, as 001'
op alter_table "$(table t5)" 'drop table t5' 'alter_table(m, "t5", ROW_SECURITY);' "table \"t5\" $GONE"
op add_inheritance "$(table t6) $(table t6b)" 'alter table t6b inherit t6' 'add_inheritance(m, "t6b", "t6");' "inheritance \"t6.t6b\" $THERE"
op drop_inheritance "$(table t7) create_table(m, \"t7b\", OPTIONS(INHERITS(\"t7\")));" 'alter table t7b no inherit t7' 'drop_inheritance(m, "t7b", "t7");' "inheritance \"t7.t7b\" $GONE"
PARTED='OPTIONS(PARTITION_BY("RANGE (a)"))'
op attach_partition "create_table(m, \"p1\", $A, $PARTED); create_table(m, \"p1a\", $A);" 'alter table p1 attach partition p1a for values from (1) to (2)' \
    'attach_partition(m, "p1", "p1a", "FOR VALUES FROM (1) TO (10)");' "partition \"p1.p1a\" $THERE"
op detach_partition "create_table(m, \"p2\", $A, $PARTED); create_table(m, \"p2a\", OPTIONS(PARTITION_OF(\"p2\", \"FOR VALUES FROM (1) TO (10)\")));" \
    'alter table p2 detach partition p2a; alter table p2 attach partition p2a for values from (1) to (20)' 'detach_partition(m, "p2", "p2a");' \
    'partition "p2.p2a" is FOR VALUES FROM \(1\) TO \(20\), not FOR VALUES FROM \(1\) TO \(10\)'

op create_foreign_data_wrapper '' 'create foreign data wrapper w1' 'create_foreign_data_wrapper(m, "w1");' "foreign data wrapper \"w1\" $THERE"
op alter_foreign_data_wrapper 'create_foreign_data_wrapper(m, "w2");' 'drop foreign data wrapper w2' 'alter_foreign_data_wrapper(m, "w2", NO_HANDLER);' "foreign data wrapper \"w2\" $GONE"
op rename_foreign_data_wrapper 'create_foreign_data_wrapper(m, "w3");' 'drop foreign data wrapper w3' 'rename_foreign_data_wrapper(m, "w3", "w3b");' "foreign data wrapper \"w3\" $GONE"
op drop_foreign_data_wrapper 'create_foreign_data_wrapper(m, "w4");' 'drop foreign data wrapper w4' 'drop_foreign_data_wrapper(m, "w4");' "foreign data wrapper \"w4\" $GONE"
FDW='create_foreign_data_wrapper(m, "w");'
op create_server "$FDW" 'create server n1 foreign data wrapper w' 'create_server(m, "n1", "w");' "server \"n1\" $THERE"
op alter_server 'create_server(m, "n2", "w");' 'drop server n2' 'alter_server(m, "n2", VERSION("2"));' "server \"n2\" $GONE"
op rename_server 'create_server(m, "n3", "w");' 'drop server n3' 'rename_server(m, "n3", "n3b");' "server \"n3\" $GONE"
op drop_server 'create_server(m, "n4", "w");' 'drop server n4' 'drop_server(m, "n4");' "server \"n4\" $GONE"
op create_user_mapping 'create_server(m, "n5", "w");' 'create user mapping for public server n5' 'create_user_mapping(m, "n5", "public");' "user mapping \"n5.public\" $THERE"
op alter_user_mapping 'create_server(m, "n6", "w"); create_user_mapping(m, "n6", "public");' 'drop user mapping for public server n6' \
    'alter_user_mapping(m, "n6", "public", ADD_FDW_OPTIONS("user=x"));' "user mapping \"n6.public\" $GONE"
op drop_user_mapping 'create_server(m, "n7", "w"); create_user_mapping(m, "n7", "public");' 'drop user mapping for public server n7' 'drop_user_mapping(m, "n7", "public");' "user mapping \"n7.public\" $GONE"
op create_foreign_table 'create_server(m, "n8", "w");' 'create foreign table y1 (a int) server n8' "create_foreign_table(m, \"y1\", $A, OPTIONS(SERVER(\"n8\")));" "foreign table \"y1\" $THERE"
op drop_foreign_table "create_foreign_table(m, \"y2\", $A, OPTIONS(SERVER(\"n8\")));" 'drop foreign table y2; create table y2 (a int)' 'drop_foreign_table(m, "y2");' 'foreign table "y2" is a table'

op add_column "$(table a1)" 'alter table a1 add c int' 'add_column(m, "a1", COLUMN("c", "integer"));' "column \"a1.c\" $THERE"
op alter_column "$(table a2)" 'alter table a2 alter b type varchar(9)' 'alter_column(m, "a2", "b", NOT_NULL);' 'column "a2.b" is character varying\(9\), not text'
op alter_column 'create_table(m, "a3", COLUMN("a", "integer", IDENTITY, START(5)));' 'alter table a3 alter a set generated always' 'alter_column(m, "a3", "a", TYPE("bigint"));' \
    'column "a3.a" has GENERATED ALWAYS AS IDENTITY, INCREMENT 1 START 5.*, not GENERATED BY DEFAULT AS IDENTITY'
op alter_column 'create_table(m, "a4", COLUMN("a", "integer", IDENTITY));' 'alter table a4 alter a drop identity' 'alter_column(m, "a4", "a", NO_IDENTITY);' 'column "a4.a" has no default, not GENERATED BY DEFAULT AS IDENTITY'
op alter_column "create_table(m, \"a5\", $A, COLUMN(\"g\", \"integer\", GENERATED(\"a * 2\")));" 'alter table a5 drop g, add g int generated always as (a * 3) stored' \
    'alter_column(m, "a5", "g", NO_EXPRESSION);' 'column "a5.g" has GENERATED ALWAYS AS \(\(a \* 3\)\), not GENERATED ALWAYS AS \(\(a \* 2\)\)'
op alter_column 'create_table(m, "a6", COLUMN("a", "text", COLLATE("C")));' 'alter table a6 alter a type text collate "POSIX"' 'alter_column(m, "a6", "a", TYPE("text"), COLLATE("default"));' \
    'column "a6.a" has .*COLLATE "POSIX", not .*COLLATE "C"'
op alter_column "$(table a7) alter_column(m, \"a7\", \"a\", DEFAULT(\"1\"));" 'alter table a7 alter a set default 2' 'alter_column(m, "a7", "a", NO_DEFAULT);' 'column "a7.a" has the default 2, not the default 1'
op rename_column "$(table a8)" 'alter table a8 rename a to z' 'rename_column(m, "a8", "a", "c");' 'column "a8.a" is not there \(the table has z integer, b text\)'
op rename_column "$(table a9)" 'alter table a9 add c int' 'rename_column(m, "a9", "a", "c");' "column \"a9.c\" $THERE"
op drop_column "$(table a10)" 'drop table a10' 'drop_column(m, "a10", "a");' 'column "a10.a" is gone with its table "a10"'

op add_constraint "$(table i1)" 'alter table i1 add constraint i1c check (a > 0)' 'add_constraint(m, "i1", CHECK("a > 0", NAME("i1c")));' "constraint \"i1.i1c\" $THERE"
op add_constraint "$(table i2) create_table(m, \"i2r\", $A, UNIQUE(\"a\"));" 'drop table i2r' 'add_constraint(m, "i2", FOREIGN_KEY("a", REFERENCES("i2r", "a"), NAME("i2f")));' "table \"i2r\" $GONE"
op rename_constraint "$(table i3) add_constraint(m, \"i3\", CHECK(\"a > 0\", NAME(\"i3c\")));" 'alter table i3 drop constraint i3c' 'rename_constraint(m, "i3", "i3c", "i3d");' "constraint \"i3.i3c\" $GONE"
key() { echo "create_table(m, \"$1r\", $A, UNIQUE(\"a\")); $(table "$1") add_constraint(m, \"$1\", FOREIGN_KEY(\"a\", REFERENCES(\"$1r\", \"a\"), NAME(\"$1f\"), $2));"; }
again() { echo "alter table $1 drop constraint $1f, add constraint $1f foreign key (a) references $1r(a) $2"; }
op drop_constraint "$(key i4 'ON_DELETE(CASCADE)')" "$(again i4 'on delete set null')" 'drop_constraint(m, "i4", "i4f");' \
    'constraint "i4.i4f" is .*ON DELETE SET NULL, not .*ON DELETE CASCADE'
op drop_constraint "$(key i5 'MATCH(FULL)')" "$(again i5 '')" 'drop_constraint(m, "i5", "i5f");' 'constraint "i5.i5f" is .*REFERENCES i5r\(a\), not .*REFERENCES i5r\(a\) MATCH FULL'
op drop_constraint "$(key i6 'ON_UPDATE(CASCADE)')" "alter table i6 drop constraint i6f, add constraint i6f foreign key (a) references i5r(a) on update cascade" \
    'drop_constraint(m, "i6", "i6f");' 'constraint "i6.i6f" is .*REFERENCES i5r\(a\).*, not .*REFERENCES i6r\(a\)'
op alter_constraint "$(key i7 'DEFERRABLE')" 'alter table i7 alter constraint i7f deferrable initially deferred' 'alter_constraint(m, "i7", "i7f", NOT_DEFERRABLE);' \
    'constraint "i7.i7f" is .*DEFERRABLE INITIALLY DEFERRED, not .*DEFERRABLE,'
op validate_constraint "$(table i8) add_constraint(m, \"i8\", CHECK(\"a > 0\", NAME(\"i8c\"), NOT_VALID));" 'alter table i8 drop constraint i8c, add constraint i8c check (a > 9) not valid' \
    'validate_constraint(m, "i8", "i8c");' 'constraint "i8.i8c" is CHECK \(\(a > 9\)\), not CHECK \(\(a > 0\)\)'

index() { echo "$(table "$1") create_index(m, \"$1i\", ON(\"$1\", \"a\"));"; }
op create_index "$(table j1)" 'create index j1i on j1 (b)' 'create_index(m, "j1i", ON("j1", "a"));' "index \"j1i\" $THERE"
op create_index "$(table j2)" 'drop table j2' 'create_index(m, "j2i", ON("j2", "a"));' "table \"j2\" $GONE"
op alter_index "$(index j3)" 'drop index j3i' 'alter_index(m, "j3i", WITH("fillfactor=70"));' "index \"j3i\" $GONE"
op rename_index "$(index j4)" 'drop index j4i; create index j4i on j4 (b)' 'rename_index(m, "j4i", "j4k");' 'index "j4i" is on j4 \(b\), not on j4 \(a\)'
op drop_index "$(index j5)" 'drop index j5i; create index j5i on j5 (a desc)' 'drop_index(m, "j5i");' 'index "j5i" is .*\(a DESC\), not .*\(a\)'

fn() { echo "create_function(m, \"$1(a integer)\", RETURNS(\"integer\"), LANGUAGE(\"sql\"), SECURITY_DEFINER, BODY(\"SELECT 1\"));"; }
op create_function "$(fn g1)" 'create or replace function g1(a int) returns int language sql security definer as $$ select 2 $$' "$(fn g1)" 'function "g1" is .* select 2 .*, not .*SELECT 1'
op rename_function "$(fn g2)" 'drop function g2' 'rename_function(m, "g2(integer)", "g2b(integer)");' "function \"g2\" $GONE"
op drop_function "$(fn g3)" 'alter function g3 security invoker' 'drop_function(m, "g3(integer)");' 'function "g3" is .* LANGUAGE sql AS .*, not .* LANGUAGE sql SECURITY DEFINER AS'
op alter_function "$(fn g4)" 'alter function g4 strict' 'alter_function(m, "g4(integer)", STABLE);' 'function "g4" is .*STRICT.*, not .*SECURITY DEFINER'
procedure() { echo "create_procedure(m, \"$1(a integer)\", LANGUAGE(\"sql\"), BODY(\"SELECT 1\"));"; }
op create_procedure "$(procedure h1)" 'create or replace procedure h1(a int) language sql as $$ select 2 $$' "$(procedure h1)" 'procedure "h1" is .* select 2'
op alter_procedure "$(procedure h2)" 'alter procedure h2 set search_path = public' 'alter_procedure(m, "h2(integer)", SECURITY_DEFINER);' 'procedure "h2" is .*SET search_path'
op rename_procedure "$(procedure h3)" 'drop procedure h3' 'rename_procedure(m, "h3(integer)", "h3b(integer)");' "procedure \"h3\" $GONE"
op drop_procedure "$(procedure h4)" 'drop procedure h4' 'drop_procedure(m, "h4(integer)");' "procedure \"h4\" $GONE"
aggregate() { echo "create_aggregate(m, \"$1(integer)\", SFUNC(\"int4pl\"), STYPE(\"integer\"));"; }
op create_aggregate "$(aggregate m1)" 'create or replace aggregate m1(integer) (sfunc = int4mi, stype = int)' "$(aggregate m1)" 'aggregate "m1" is int4mi integer.*, not int4pl integer'
op rename_aggregate "$(aggregate m2)" 'drop aggregate m2(integer)' 'rename_aggregate(m, "m2(integer)", "m2b(integer)");' "aggregate \"m2\" $GONE"
op drop_aggregate "$(aggregate m3)" 'drop aggregate m3(integer)' 'drop_aggregate(m, "m3(integer)");' "aggregate \"m3\" $GONE"

trigger() { echo "$(table "$1") create_trigger(m, \"$1\", \"fires\", BEFORE(\"UPDATE\"), FOR_EACH_ROW, EXECUTE(\"suppress_redundant_updates_trigger()\"));"; }
op create_trigger "$(table u1)" 'create trigger fires before update on u1 for each row execute function suppress_redundant_updates_trigger()' \
    'create_trigger(m, "u1", "fires", BEFORE("UPDATE"), FOR_EACH_ROW, EXECUTE("suppress_redundant_updates_trigger()"));' "trigger \"u1.fires\" $THERE"
op alter_trigger "$(trigger u2)" 'drop trigger fires on u2; create trigger fires before update of a on u2 for each row execute function suppress_redundant_updates_trigger()' \
    'alter_trigger(m, "u2", "fires", ENABLED(always));' 'trigger "u2.fires" is .*UPDATE OF a.*, not .*BEFORE UPDATE ON'
op rename_trigger "$(trigger u3)" 'drop trigger fires on u3' 'rename_trigger(m, "u3", "fires", "fire");' "trigger \"u3.fires\" $GONE"
op drop_trigger "$(trigger u4)" 'alter table u4 disable trigger fires' 'drop_trigger(m, "u4", "fires");' 'trigger "u4.fires" is .*, disabled, not '

event() { echo "create_event_trigger(m, \"$1\", EVENT(sql_drop), ENABLED(disabled), EXECUTE(\"noticed()\"));"; }
op create_event_trigger 'create_function(m, "noticed()", RETURNS("event_trigger"), LANGUAGE("plpgsql"), BODY("BEGIN END"));' \
    'create event trigger ev1 on sql_drop execute function noticed(); alter event trigger ev1 disable' "$(event ev1)" "event trigger \"ev1\" $THERE"
op alter_event_trigger "$(event ev2)" 'drop event trigger ev2' 'alter_event_trigger(m, "ev2", ENABLED(origin));' "event trigger \"ev2\" $GONE"
op rename_event_trigger "$(event ev3)" 'drop event trigger ev3' 'rename_event_trigger(m, "ev3", "ev3b");' "event trigger \"ev3\" $GONE"
op drop_event_trigger "$(event ev4)" 'drop event trigger ev4' 'drop_event_trigger(m, "ev4");' "event trigger \"ev4\" $GONE"

view() { echo "create_view(m, \"$1\", SECURITY_BARRIER, QUERY(\"SELECT 1 AS a\"));"; }
op create_view '' 'create view vw1 as select 1 as a' "$(view vw1)" "view \"vw1\" $THERE"
op alter_view "$(view vw2)" 'create or replace view vw2 with (security_barrier) as select 2 as a' 'alter_view(m, "vw2", NO_SECURITY_BARRIER);' 'view "vw2" is .*SELECT 2 AS a;, not .*SELECT 1 AS a;'
op rename_view "$(view vw3)" 'drop view vw3; create table vw3 (a int)' 'rename_view(m, "vw3", "vw3b");' 'view "vw3" is a table'
op drop_view "$(view vw4)" 'alter view vw4 reset (security_barrier)' 'drop_view(m, "vw4");' 'view "vw4" is SELECT 1 AS a;, not WITH \(security_barrier=true\) SELECT 1 AS a;'
matview() { echo "create_materialized_view(m, \"$1\", QUERY(\"SELECT 1 AS a\"));"; }
op create_materialized_view '' 'create materialized view mv1 as select 1 as a' "$(matview mv1)" "materialized view \"mv1\" $THERE"
op alter_materialized_view "$(matview mv2)" 'drop materialized view mv2; create materialized view mv2 as select 2 as a' 'alter_materialized_view(m, "mv2", WITH("fillfactor=70"));' \
    'materialized view "mv2" is .*SELECT 2 AS a;, not .*SELECT 1 AS a;'
op refresh_materialized_view "$(matview mv3)" 'drop materialized view mv3; create view mv3 as select 1' 'refresh_materialized_view(m, "mv3");' 'materialized view "mv3" is a view'
op rename_materialized_view "$(matview mv4)" 'drop materialized view mv4' 'rename_materialized_view(m, "mv4", "mv4b");' "materialized view \"mv4\" $GONE"
op drop_materialized_view "$(matview mv5)" 'drop materialized view mv5' 'drop_materialized_view(m, "mv5");' "materialized view \"mv5\" $GONE"

rule() { echo "$(table "$1") create_rule(m, \"$1\", \"keep\", EVENT(delete), WHERE(\"old.a > 1\"), INSTEAD, DO(\"NOTHING\"));"; }
op create_rule "$(table ru1)" 'create rule keep as on delete to ru1 do nothing' 'create_rule(m, "ru1", "keep", EVENT(delete), INSTEAD, DO("NOTHING"));' "rule \"ru1.keep\" $THERE"
op alter_rule "$(rule ru2)" 'create or replace rule keep as on delete to ru2 where old.a > 2 do instead nothing' 'alter_rule(m, "ru2", "keep", ENABLED(always));' \
    'rule "ru2.keep" is .*\(old.a > 2\).*, not .*\(old.a > 1\)'
op rename_rule "$(rule ru3)" 'drop rule keep on ru3' 'rename_rule(m, "ru3", "keep", "kept");' "rule \"ru3.keep\" $GONE"
op drop_rule "$(rule ru4)" 'alter table ru4 disable rule keep' 'drop_rule(m, "ru4", "keep");' 'rule "ru4.keep" is .*, disabled, not '

op create_extension '' 'create extension hstore' 'create_extension(m, "hstore");' "extension \"hstore\" $THERE"
op alter_extension 'create_extension(m, "citext");' 'drop extension citext' 'alter_extension(m, "citext", VERSION("1.6"));' "extension \"citext\" $GONE"
op drop_extension 'create_extension(m, "pg_trgm");' 'drop extension pg_trgm' 'drop_extension(m, "pg_trgm");' "extension \"pg_trgm\" $GONE"

policy() { echo "$(table "$1") create_policy(m, \"$1\", \"own\", FOR(SELECT), TO(\"pg_monitor\"), USING(\"a > 1 AND EXISTS (SELECT 1 FROM x1 WHERE x1.a = $1.a)\"));"; }
op create_policy "$(table po1)" 'create policy own on po1' 'create_policy(m, "po1", "own");' "policy \"po1.own\" $THERE"
op alter_policy "$(table po2) create_policy(m, \"po2\", \"own\", FOR(SELECT), TO(\"pg_monitor\"), USING(\"a > 1\"));" 'alter policy own on po2 to public' 'alter_policy(m, "po2", "own", USING("a > 2"));' \
    'policy "po2.own" is FOR SELECT TO public USING .*, not FOR SELECT TO pg_monitor USING'
op alter_policy "$(table po3) create_policy(m, \"po3\", \"own\", USING(\"a > 1\"), WITH_CHECK(\"a > 2\")); alter_policy(m, \"po3\", \"own\", USING(\"a > 3\"));" \
    'alter policy own on po3 with check (true)' 'alter_policy(m, "po3", "own", USING("a > 5"));' 'policy "po3.own" is .*\(\(a > 3\)\) WITH CHECK \(true\), not .* WITH CHECK \(\(a > 2\)\)'
op rename_policy "$(policy po4)" 'drop policy own on po4' 'rename_policy(m, "po4", "own", "mine");' "policy \"po4.own\" $GONE"
op drop_policy "$(table po5) create_policy(m, \"po5\", \"own\", FOR(UPDATE));" 'drop policy own on po5; create policy own on po5 as restrictive for delete' 'drop_policy(m, "po5", "own");' \
    'policy "po5.own" is RESTRICTIVE FOR DELETE TO public, not FOR UPDATE TO public'

op create_publication '' 'create publication pu1' 'create_publication(m, "pu1");' "publication \"pu1\" $THERE"
op alter_publication 'create_publication(m, "pu2", PUBLISH("insert"));' "alter publication pu2 set (publish = 'insert, update')" 'alter_publication(m, "pu2", VIA_ROOT);' \
    'publication "pu2" is insert, update, not insert'
op rename_publication 'create_publication(m, "pu3");' 'drop publication pu3' 'rename_publication(m, "pu3", "pu3b");' "publication \"pu3\" $GONE"
op drop_publication 'create_publication(m, "pu4");' "alter publication pu4 set (publish = 'delete')" 'drop_publication(m, "pu4");' 'publication "pu4" is delete, not insert, update, delete, truncate'
op add_publication_table "create_publication(m, \"pu5\"); $(table pt5)" 'alter publication pu5 add table pt5' 'add_publication_table(m, "pu5", "pt5");' "publication table \"pt5.pu5\" $THERE"
op drop_publication_table "create_publication(m, \"pu6\"); $(table pt6) add_publication_table(m, \"pu6\", \"pt6\");" 'alter publication pu6 drop table pt6' \
    'drop_publication_table(m, "pu6", "pt6");' "publication table \"pt6.pu6\" $GONE"

op distributed_table "$(table ci1)" 'drop table ci1' 'distributed_table(m, "ci1", "a");' "table \"ci1\" $GONE"
op alter_distributed_table "$(table ci2)" 'drop table ci2' 'alter_distributed_table(m, "ci2", SHARD_COUNT(4));' "table \"ci2\" $GONE"
op undistribute_table "$(table ci3)" 'drop table ci3' 'undistribute_table(m, "ci3");' "table \"ci3\" $GONE"
op reference_table "$(table ci4)" 'drop table ci4' 'reference_table(m, "ci4");' "table \"ci4\" $GONE"

op owner "$(table ow1)" 'drop table ow1' 'owner(m, ON_TABLE("ow1"), "pg_monitor");' "table \"ow1\" $GONE"
op owner 'create_domain(m, "ow2", "text");' 'drop domain ow2' 'owner(m, ON_DOMAIN("ow2"), "pg_monitor");' "domain \"ow2\" $GONE"
op grant_privileges "$(table ow3)" 'drop table ow3' 'grant_privileges(m, ON_TABLE("ow3"), TO("pg_monitor"), "SELECT");' "table \"ow3\" $GONE"
op grant_privileges "$(fn ow4)" 'drop function ow4' 'grant_privileges(m, ON_FUNCTION("ow4(integer)"), TO("pg_monitor"), "EXECUTE");' "function \"ow4\" $GONE"
op revoke_privileges 'create_schema(m, "ow5");' 'drop schema ow5' 'revoke_privileges(m, ON_SCHEMA("ow5"), FROM_ROLE("public"), "USAGE");' "schema \"ow5\" $GONE"
op comment "$(table ow6)" 'alter table ow6 drop a' 'comment(m, ON_COLUMN("ow6", "a"), "x");' 'column "ow6.a" is not there \(the table has b text\)'
op backfill "$(table ow7)" 'alter table ow7 rename b to c' 'backfill(m, "ow7", SET("b = '"'x'"'"), WHERE("b IS NULL"));' 'column "ow7.b" is not there \(the table has a integer, c text\)'

# --- Every operation is among them, but for those that rely on nothing by itself. ----------------

free=$(printf '%s\n' execute require ensure only_if loss allow irreversible alter_default_privileges)
same "each operation is tested" "" "$(sed -n 's/^OPERATION(\(.*\))/\1/p' "$TOP/runtime/operations/operations.def" |
    grep -vxF "$free" | grep -vxF "$(printf '%s\n' "${names[@]}")" | tr '\n' ' ')"

project
new_database
migration 1 made 'create_schema(m, "shop");'"$(printf '\n%s' "${made[@]}")" 'irreversible(m, "no");'
migration 2 next "$(printf '\n%s' "${deeds[@]}")" 'irreversible(m, "no");'
check "the project builds" build
check "the first migration is applied" migrate upgrade 1 -q -d "$URL"
check "what nobody changed" migrate upgrade --plan --json -d "$URL"
same "... does not differ" '"differences":[]}' "$(printf '%s' "$output" | grep -oE '"differences":\[(\]}|.{0,300})')"

printf '%s;\n' "${hands[@]}" | sql 2>/dev/null || not_ok "what is done by hand"
check_status 3 "what was changed by hand" migrate upgrade -d "$URL"
first=$(grep -n "$(printf '%s' "${deeds[0]}" | head -1)" schema/migrations/002_next.c | cut -d: -f1)
for ((i = 0; i < ${#names[@]}; i++)); do
    line=$(printf '%s\n' "$output" | grep -E "002_next\.c:$((first + i)): ")
    name="${names[i]}: ${hands[i]}"
    if printf '%s\n' "$line" | grep -qE "002_next\.c:$((first + i)): (error|${names[i]}): ${patterns[i]}"; then
        ok "$name"
    else
        not_ok "$name" "$(printf 'no /%s/ in:\n%s' "${patterns[i]}" "${line:-nothing}")"
    fi
done
says "nothing was done" '^Nothing was done'
