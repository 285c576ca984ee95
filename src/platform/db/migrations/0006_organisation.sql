-- owner: organisation
-- When an organisation goes whole, its rows go in no order that anybody chose: what points from one of them to another
-- is then checked at the end. Everywhere else it is checked at once, as before.

alter table member alter constraint member_organisation_id_department_id_fkey deferrable initially immediate;
