create table rooms (id int primary key, code text, floor int);
create table bookings (
    room int, during tsrange, guest int, note text,
    constraint no_overlap exclude using gist (during with &&),
    constraint fk foreign key (room) references rooms
);
