using System.Linq.Expressions;
using Hangji.Platform.Scope;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Hangji.Platform.Data;

/// <summary>
/// 成批写入: many new rows of one table, by binary COPY on PostgreSQL and by one prepared statement on SQLite, inside the caller's transaction. The columns
/// are those of the model. It passes by the change tracker, so the caller sets <see cref="IOwned.OrgPath"/> and saves one fact for the batch; the scope
/// stands here as it does in <see cref="SaveGuard"/>.
/// </summary>
internal sealed class BulkInsert(AppDb db, IActing acting)
{
    /// <summary>Writes the rows and returns how many; <paramref name="rows"/> is drawn as it is written, so it may be produced meanwhile.</summary>
    /// <param name="into">Another table with the same columns; only for measuring a table without indexes.</param>
    public Task<int> Rows<T>(IEnumerable<T> rows, CancellationToken stop = default, string? into = null) where T : class
    {
        if (db.Database.CurrentTransaction?.GetDbTransaction() is not { } transaction) throw new InvalidOperationException("Bulk rows are written inside a transaction.");
        // Writing is synchronous underneath on both databases; a pool thread carries it, so that the caller can go on producing.
        return Task.Run(() => db.Postgres
            ? Copy((NpgsqlConnection)transaction.Connection!, Plan<T>.Of(db), rows, into, stop)
            : Insert((SqliteConnection)transaction.Connection!, (SqliteTransaction)transaction, Plan<T>.Of(db), rows, into, stop), stop);
    }

    /// <summary>After many rows: has the planner of PostgreSQL look at the tables again, or it goes on planning for the few rows that were there before.</summary>
    public async Task Refresh<T>(CancellationToken stop = default) where T : class
    {
#pragma warning disable EF1002 // the name comes from the model
        if (db.Postgres) await db.Database.ExecuteSqlRawAsync($"analyze {Plan<T>.Of(db).Table}", stop);
#pragma warning restore EF1002
    }

    int Copy<T>(NpgsqlConnection connection, Plan<T> plan, IEnumerable<T> rows, string? into, CancellationToken stop) where T : class
    {
        using var copy = connection.BeginBinaryImport($"copy {into ?? plan.Table} ({plan.ColumnList}) from stdin (format binary)");
        var count = 0;
        foreach (var row in rows)
        {
            Demand(row);
            copy.StartRow();
            foreach (var write in plan.Copies) write(copy, row);
            if ((++count & 1023) == 0) stop.ThrowIfCancellationRequested();
        }
        copy.Complete();
        return count;
    }

    int Insert<T>(SqliteConnection connection, SqliteTransaction transaction, Plan<T> plan, IEnumerable<T> rows, string? into, CancellationToken stop) where T : class
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"insert into {into ?? plan.Table} ({plan.ColumnList}) values ({string.Join(',', plan.Reads.Select((_, i) => "$" + i))})";
        var parameters = new SqliteParameter[plan.Reads.Length];
        for (var i = 0; i < parameters.Length; i++) command.Parameters.Add(parameters[i] = new SqliteParameter("$" + i, SqliteType.Text));
        command.Prepare();
        var count = 0;
        foreach (var row in rows)
        {
            Demand(row);
            for (var i = 0; i < parameters.Length; i++) (parameters[i].Value, parameters[i].SqliteType) = plan.Reads[i](row);
            command.ExecuteNonQuery();
            if ((++count & 1023) == 0) stop.ThrowIfCancellationRequested();
        }
        return count;
    }

    void Demand(object row)
    {
        if (row is IOwned owned && (owned.OrgPath.Length == 0 || !acting.Range.Covers(owned.OrgPath))) throw new OutOfScopeException($"{row.GetType().Name} at {owned.OrgPath}");
    }

    /// <summary>How a type is written: compiled once from the model.</summary>
    sealed class Plan<T> where T : class
    {
        static readonly Lock Gate = new();
        static Plan<T>? postgres, sqlite;

        public required string Table { get; init; }
        public required string ColumnList { get; init; }
        public required Action<NpgsqlBinaryImporter, T>[] Copies { get; init; }
        public required Func<T, (object, SqliteType)>[] Reads { get; init; }

        public static Plan<T> Of(AppDb db)
        {
            lock (Gate) return db.Postgres ? postgres ??= Make(db) : sqlite ??= Make(db);
        }

        static Plan<T> Make(AppDb db)
        {
            var type = db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not in the model");
            var properties = type.GetProperties().Where(p => p.GetComputedColumnSql() is null).ToList();
            return new()
            {
                Table = type.GetTableName()!,
                ColumnList = string.Join(", ", properties.Select(p => $"\"{p.GetColumnName()}\"")),
                Copies = db.Postgres ? [.. properties.Select(CopyOf)] : [],
                Reads = db.Postgres ? [] : [.. properties.Select(ReadOf)],
            };
        }

        static Action<NpgsqlBinaryImporter, T> CopyOf(IProperty property)
        {
            var (copy, row) = (Expression.Parameter(typeof(NpgsqlBinaryImporter)), Expression.Parameter(typeof(T)));
            Expression value = Expression.Property(row, property.PropertyInfo!);
            var plain = Nullable.GetUnderlyingType(value.Type) ?? value.Type;
            var stored = plain.IsEnum ? typeof(short) : plain;
            var bare = Expression.Convert(Expression.Convert(value, plain), stored);
            var write = typeof(NpgsqlBinaryImporter).GetMethods().Single(m => m.Name == nameof(NpgsqlBinaryImporter.Write) && m.IsGenericMethod && m.GetParameters() is [_, { ParameterType: var type }] && type == typeof(NpgsqlDbType));
            Expression body = Expression.Call(copy, write.MakeGenericMethod(stored), bare, Expression.Constant(DbType(stored)));
            if (!value.Type.IsValueType || Nullable.GetUnderlyingType(value.Type) is not null)
                body = Expression.IfThenElse(Expression.Equal(value, Expression.Constant(null, value.Type)), Expression.Call(copy, nameof(NpgsqlBinaryImporter.WriteNull), null), body);
            return Expression.Lambda<Action<NpgsqlBinaryImporter, T>>(body, copy, row).Compile();
        }

        static Func<T, (object, SqliteType)> ReadOf(IProperty property)
        {
            var row = Expression.Parameter(typeof(T));
            Expression value = Expression.Property(row, property.PropertyInfo!);
            var plain = Nullable.GetUnderlyingType(value.Type) ?? value.Type;
            var sqliteType = plain.IsEnum || plain == typeof(long) || plain == typeof(int) || plain == typeof(short) || plain == typeof(bool) ? SqliteType.Integer : plain == typeof(byte[]) ? SqliteType.Blob : SqliteType.Text;
            var get = Expression.Lambda<Func<T, object?>>(Expression.Convert(value, typeof(object)), row).Compile();
            var isEnum = plain.IsEnum;
            return r => get(r) is { } filled ? (isEnum ? Convert.ToInt64(filled) : filled, sqliteType) : (DBNull.Value, sqliteType);
        }

        static NpgsqlDbType DbType(Type type) =>
            type == typeof(long) ? NpgsqlDbType.Bigint : type == typeof(int) ? NpgsqlDbType.Integer : type == typeof(short) ? NpgsqlDbType.Smallint :
            type == typeof(bool) ? NpgsqlDbType.Boolean : type == typeof(string) ? NpgsqlDbType.Text : type == typeof(byte[]) ? NpgsqlDbType.Bytea :
            type == typeof(DateOnly) ? NpgsqlDbType.Date : type == typeof(TimeOnly) ? NpgsqlDbType.Time : type == typeof(DateTime) ? NpgsqlDbType.TimestampTz :
            throw new NotSupportedException($"{type.Name} has no binary form here");
    }
}
