-- What is logged refers to nothing that is not, on the way there and back.
CREATE TABLE a_list (id int PRIMARY KEY, up int REFERENCES a_list);
CREATE TABLE a_item (id int REFERENCES a_list);
CREATE UNLOGGED TABLE b_list (id int PRIMARY KEY);
CREATE UNLOGGED TABLE b_item (id int REFERENCES b_list);
CREATE SEQUENCE s;
CREATE UNLOGGED SEQUENCE t;
