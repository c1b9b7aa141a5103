create table gadget (
  like item including all,
  size   int not null,
  colour text not null
);
