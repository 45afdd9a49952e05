using System.Collections.Concurrent;
using System.Data.Common;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using SQLitePCL;

namespace Hangji.Platform.Data;

/// <summary>A query that took longer than a page may take was stopped; the reader is told how to ask for less.</summary>
public sealed class OverBudgetException(Exception cause) : Exception("The query was stopped: it exceeded the time a page may take.", cause);

/// <summary>
/// Watches every query: one that a page runs (<see cref="AppDb.Budget"/>) is stopped at its limit, and in development one that is slow is told with its plan.
/// What is told holds no value of a parameter and no literal: a plan may repeat a name that somebody searched for.
/// </summary>
internal sealed partial class QueryWatch(TimeSpan slow, Action<string>? tell) : DbCommandInterceptor
{
    /// <summary>Stops only; nothing is told.</summary>
    public static readonly QueryWatch Silent = new(TimeSpan.MaxValue, null);

    private static readonly ConcurrentDictionary<DbCommand, Timer> Running = [];

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is AppDb { Budget: { } limit })
        {
            if (command is SqliteCommand { Connection.Handle: { } handle })
                Running[command] = new(_ => raw.sqlite3_interrupt(handle), null, limit, Timeout.InfiniteTimeSpan);
            else command.CommandTimeout = Math.Max(1, (int)Math.Ceiling(limit.TotalSeconds));
        }
        return new(result);
    }

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        if (tell is not null && eventData.Duration > slow) tell($"{eventData.Duration.TotalMilliseconds:N0} ms: {Bare(command.CommandText)}\n{await Plan(command, cancellationToken)}");
        return result;
    }

    public override InterceptionResult DataReaderDisposing(DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
    {
        Done(command);
        return result;
    }

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Done(command);
        var stopped = eventData.Exception is SqliteException { SqliteErrorCode: raw.SQLITE_INTERRUPT } or PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } or NpgsqlException { InnerException: TimeoutException };
        return stopped && eventData.Context is AppDb { Budget: not null } && !cancellationToken.IsCancellationRequested ? throw new OverBudgetException(eventData.Exception) : Task.CompletedTask;
    }

    private static void Done(DbCommand command)
    {
        if (Running.TryRemove(command, out var timer)) timer.Dispose();
    }

    /// <summary>How the database means to answer the same command, asked on a connection of its own, without running it.</summary>
    internal static async Task<string> Plan(DbCommand command, CancellationToken stop = default)
    {
        await using var connection = command is SqliteCommand ? new SqliteConnection(command.Connection!.ConnectionString) : (DbConnection)((ICloneable)command.Connection!).Clone();
        await connection.OpenAsync(stop);
        await using var explain = connection.CreateCommand();
        explain.CommandText = (command is SqliteCommand ? "explain query plan " : "explain (costs off) ") + command.CommandText;
        foreach (DbParameter parameter in command.Parameters) explain.Parameters.Add(parameter is ICloneable typed ? typed.Clone() : new SqliteParameter(parameter.ParameterName, parameter.Value));
        var text = new StringBuilder();
        await using var reader = await explain.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) text.Append(reader.GetString(reader.FieldCount - 1)).Append('\n');
        return Bare(text.ToString());
    }

    private static string Bare(string text) => Literal().Replace(text, "'?'");

    [GeneratedRegex("'(?:[^']|'')*'")]
    private static partial Regex Literal();
}
