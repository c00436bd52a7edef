-- The roles of the lecture database; the program that migrates sets the passwords. A superuser can run this, and so can a
-- role that may create roles and owns the database.
do
$roles$
    declare
        wanted record;
    begin
        for wanted in
            select *
            from (values ('lecture_owner', 'nologin'), ('lecture_projector', 'login'), ('console', 'login'))
                as roles (name, attribute)
            where not exists (select from pg_roles where rolname = name)
            loop
                begin
                    execute format('create role %I %s', wanted.name, wanted.attribute);
                exception
                    -- Roles belong to the server: the migration of another database may have been faster.
                    when duplicate_object or unique_violation then null;
                end;
            end loop;

        if not pg_has_role(current_user, 'lecture_owner', 'usage') then
            execute format('grant lecture_owner to %I', current_user);
        end if;

        execute format('revoke all on database %I from public', current_database());
        execute format('grant connect on database %I to lecture_projector, console', current_database());
        revoke create on schema public from public;
        grant usage on schema public to lecture_projector, console;
        grant usage, create on schema public to lecture_owner;

        -- By default every role may write to the write-ahead log and hold advisory locks. Only a superuser can revoke that; on a
        -- managed service it stays as it is.
        if (select rolsuper from pg_roles where rolname = current_user) then
            for wanted in
                select oid::regprocedure::text as name
                from pg_proc
                where pronamespace = 'pg_catalog'::regnamespace
                  and (proname = 'pg_logical_emit_message' or proname like 'pg\_%advisory%lock%')
                loop
                    execute format('revoke execute on function %s from public', wanted.name);
                    execute format('grant execute on function %s to lecture_owner', wanted.name);
                end loop;
        end if;

        -- The read-only role must not block others.
        if not exists (select
                       from pg_db_role_setting
                                join pg_database d on d.oid = setdatabase
                       where d.datname = current_database()
                         and setrole = 'console'::regrole
                         and 'statement_timeout=5s' = any (setconfig))
        then
            execute format('alter role console in database %I set statement_timeout = %L', current_database(), '5s');
        end if;
    end
$roles$;
