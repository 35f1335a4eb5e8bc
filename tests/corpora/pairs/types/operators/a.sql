create function same(a point, b point) returns boolean language sql immutable as $$ select a ~= b $$;
create operator === (leftarg = point, rightarg = point, function = same, commutator = ===);
create collation german (provider = icu, locale = 'de');
create type pair as (a int, b int);
create function pair_of(n int) returns pair language sql immutable as $$ select row(n, n)::pair $$;
create cast (int as pair) with function pair_of(int);
create text search dictionary words (template = simple, stopwords = english);
create text search configuration mine (copy = simple);
