INSERT INTO things VALUES (1, 'abc', '{a,b}', 'abc', 5, '(1,2)');
