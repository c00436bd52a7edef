-- The roles of the category database. They are created before every migration, without passwords: a role without one
-- cannot log in by password, and the program that migrates sets the passwords afterwards, hashed on its own side.
--
-- A superuser can run this, and so can the administrator of a managed service: CREATEROLE and the ownership of the database
-- are enough, with REPLICATION or the service's substitute for it.
do
$roles$
    declare
        wanted record;
    begin
        if current_setting('server_version_num')::integer < 150000 then
            raise exception 'PostgreSQL % is too old: the publication names columns, which takes 15 or newer',
                current_setting('server_version');
        end if;

        for wanted in
            select *
            from (values ('category_owner', 'nologin'), ('category_app', 'login'), ('outbox_relay', 'login'),
                         ('console', 'login'))
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

        if not (select rolreplication from pg_roles where rolname = 'outbox_relay') then
            begin
                alter role outbox_relay replication;
            exception
                when insufficient_privilege then
                    if not exists (select from pg_roles where rolname = 'rds_replication') then
                        raise exception '% cannot make outbox_relay a role that replicates', current_user
                            using errcode = 'insufficient_privilege',
                                hint = 'Have a superuser run: alter role outbox_relay replication';
                    end if;
                    grant rds_replication to outbox_relay;
            end;
        end if;

        -- A user that is no superuser can give a table only to a role that it is a member of.
        if not pg_has_role(current_user, 'category_owner', 'usage') then
            execute format('grant category_owner to %I', current_user);
        end if;

        execute format('revoke all on database %I from public', current_database());
        execute format('grant connect on database %I to category_app, outbox_relay, console', current_database());
        -- In a database that was upgraded from PostgreSQL 14, every role may still create tables.
        revoke create on schema public from public;
        grant usage on schema public to category_app, outbox_relay, console;
        grant usage, create on schema public to category_owner;

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
                    execute format('grant execute on function %s to category_owner, outbox_relay', wanted.name);
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
