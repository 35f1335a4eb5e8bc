create table rooms (id int primary key, code text, floor int, unique (code, floor), unique (floor) deferrable initially deferred);
create table bookings (
    room int, during tsrange, guest int, note text,
    constraint no_overlap exclude using gist (during with -|-, int4range(room, room, '[]') with =) where (guest > 0) deferrable,
    constraint fk foreign key (room) references rooms on delete cascade deferrable
);
alter table bookings add constraint later check (guest is not null) not valid;
alter table bookings add constraint code_fk foreign key (note, guest) references rooms (code, floor) match full not valid;
