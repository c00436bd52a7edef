-- The role of the lecture database; its password is set by the program that migrates.
do
$roles$
    begin
        if not exists (select from pg_roles where rolname = 'lecture_projector') then
            create role lecture_projector login;
        end if;
        execute format('revoke all on database %I from public', current_database());
        execute format('grant connect on database %I to lecture_projector', current_database());
    end
$roles$;
