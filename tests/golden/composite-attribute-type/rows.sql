INSERT INTO things VALUES (1, '(1,x)', '{"(2,y)"}', '("(3,z)")');
