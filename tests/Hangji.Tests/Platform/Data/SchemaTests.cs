using Hangji.Platform.Data;
using Hangji.Platform.Scope;
using Hangji.Shell;
using Hangji.Tests.Situations;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hangji.Tests.Platform.Data;

/// <summary>The numbered scripts and the model are written twice and must say the same, on both databases.</summary>
public sealed class The_schema
{
    [Theory, OnEveryDatabase]
    public async Task Of_the_scripts_is_the_one_that_the_model_wants(string on)
    {
        await using var house = await House.Open(on);
        var scripted = await house.Work(s => Catalog(s.GetRequiredService<AppDb>()));
        var wanted = await ByModel(on);
        Assert.True(wanted.Count > 100, "the catalog was not read");
        var (missing, extra) = (wanted.Except(scripted).ToList(), scripted.Except(wanted).ToList());
        Assert.True(missing.Count + extra.Count == 0, $"{on}\nin the model only:\n  {string.Join("\n  ", missing)}\nin the scripts only:\n  {string.Join("\n  ", extra)}");
    }

    [Theory, OnEveryDatabase]
    public async Task Lets_every_table_be_written_in_bulk(string on)
    {
        await using var house = await House.Open(on);
        await house.Work(async s =>
        {
            var (db, bulk) = (s.GetRequiredService<AppDb>(), new BulkInsert(s.GetRequiredService<AppDb>(), s.GetRequiredService<IActing>()));
            await using var transaction = await db.Database.BeginTransactionAsync();
            var rows = typeof(BulkInsert).GetMethod(nameof(BulkInsert.Rows))!;
            foreach (var type in db.Model.GetEntityTypes().Select(t => t.ClrType))
                Assert.Equal(0, await (Task<int>)rows.MakeGenericMethod(type).Invoke(bulk, [Array.CreateInstance(type, 0), CancellationToken.None, null])!);
        });
    }

    [Fact]
    public void Has_every_script_for_both_databases() => Assert.Equal(Migrator.Scripts(postgres: false), Migrator.Scripts(postgres: true));

    [Theory, OnEveryDatabase]
    public async Task Is_brought_up_to_date_twice_without_harm_and_a_newer_database_is_refused(string on)
    {
        await using var house = await House.Open(on);
        await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            Assert.Null(await Migrator.Apply(db));
            await db.Database.ExecuteSqlRawAsync("insert into schema_scripts (name, applied_at) values ('9999_later', '')");
            var refusal = await Migrator.Apply(db);
            Assert.Equal("9999_later", Assert.Single(refusal!.Args));
        });
    }

    private static async Task<HashSet<string>> ByModel(string on)
    {
        var folder = Directory.CreateTempSubdirectory("hangji-model-");
        var database = on == "postgres" ? await TestServer.NewEmptyDatabase() : null;
        try
        {
            await using var provider = new ServiceCollection().AddLogging().AddHangji(new Store(folder.FullName, database is null ? null : TestServer.Connection(database))).BuildServiceProvider();
            await using var scope = provider.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            await db.Database.EnsureCreatedAsync();
            return await Catalog(db);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            NpgsqlConnection.ClearAllPools();
            if (database is not null) await TestServer.Drop(database);
            folder.Delete(true);
        }
    }

    /// <summary>Columns with type and nullability, and indexes with their columns, one line each.</summary>
    private static async Task<HashSet<string>> Catalog(AppDb db)
    {
        var lines = db.Database.IsNpgsql()
            ? await db.Database.SqlQueryRaw<string>("""
                select table_name || '.' || column_name || ' ' || data_type || coalesce(' ' || collation_name, '') || case is_nullable when 'NO' then ' not null' else '' end as "Value"
                from information_schema.columns where table_schema = 'public'
                union all
                select replace(replace(indexdef, 'CREATE ', ''), 'public.', '') from pg_indexes where schemaname = 'public'
                """).ToListAsync()
            : await db.Database.SqlQueryRaw<string>("""
                select m.name || '.' || c.name || ' ' || c.type || case c."notnull" when 1 then ' not null' else '' end as "Value"
                from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'sqlite_%'
                union all
                select 'index ' || m.tbl_name || ' ' || l.name || case l."unique" when 1 then ' unique' else '' end || ' (' || (select group_concat(i.name, ', ') from pragma_index_info(l.name) i) || ')'
                from sqlite_master m, pragma_index_list(m.name) l where m.type = 'table' and l.origin = 'c'
                """).ToListAsync();
        // The index over pieces of names is an expression on PostgreSQL and a full-text table on SQLite: neither can be said in the model (docs/decisions/0027).
        return [.. lines.Where(l => !l.Contains("schema_scripts", StringComparison.Ordinal) && !l.Contains("_words", StringComparison.Ordinal))];
    }
}
