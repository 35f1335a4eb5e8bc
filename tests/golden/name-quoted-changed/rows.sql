insert into "order" ("user", "größe 漢", "camelCase") values ('u', 5, 'a'), ('v', 6, 'b');
