-- The roles of the category database. They are made before every migration, without passwords: a role that has none
-- cannot log in by password, and the program that migrates sets them afterwards, hashed on its own side.
do
$roles$
    begin
        if not exists (select from pg_roles where rolname = 'category_owner') then
            create role category_owner nologin;
        end if;
        if not exists (select from pg_roles where rolname = 'category_app') then
            create role category_app login;
        end if;
        if not exists (select from pg_roles where rolname = 'outbox_relay') then
            create role outbox_relay login replication;
        end if;
        execute format('revoke all on database %I from public', current_database());
        execute format('grant connect on database %I to category_app, outbox_relay', current_database());
    end
$roles$;
