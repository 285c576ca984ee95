-- owner: objectives
-- As for members: checked at once, except while an organisation goes whole.

alter table objective alter constraint objective_organisation_id_owner_member_id_fkey deferrable initially immediate;
alter table objective_department alter constraint objective_department_organisation_id_department_id_fkey deferrable initially immediate;
