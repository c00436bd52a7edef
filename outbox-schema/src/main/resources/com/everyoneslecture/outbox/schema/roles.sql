-- The roles that are missing, without passwords: a role that has none cannot log in by password.
do
$roles$
declare
    wanted record;
begin
    for wanted in
        select *
        from (values ${roles}) as roles (name, attributes)
        where not exists (select from pg_roles where rolname = name)
        loop
            begin
                execute format('create role %I %s', wanted.name, wanted.attributes);
            exception
                -- Roles belong to the server: another database's outbox may have been faster.
                when duplicate_object or unique_violation then null;
            end;
        end loop;
    -- A role that is no superuser can give a table only to a role that it is a member of.
    if not pg_has_role(current_user, ${memberOf}, 'usage') then
        execute format('grant %I to %I', ${memberOf}, current_user);
    end if;
end
$roles$;

