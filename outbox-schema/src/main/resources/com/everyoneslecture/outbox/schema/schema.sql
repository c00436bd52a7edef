do
$schema$
begin
    if not exists (select from pg_namespace where nspname = ${schemaLiteral}) then
        create schema ${schema};
    end if;
end
$schema$;

