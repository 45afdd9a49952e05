using System.Data.Common;
using System.Net.Sockets;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Hangji.Shell;

/// <summary>故障: what went wrong, as its reader needs to know it. A "no" of the rules is a Refusal and never comes here.</summary>
/// <param name="Status">The HTTP status that is sent.</param>
/// <param name="IsExpected">True where nobody needs to look into it: a wrong address, a strange row, an expired form.</param>
internal sealed record Fault(int Status, bool IsExpected = false)
{
    /// <summary>Under this key of HttpContext.Items a refusal leaves the address of the page that explains it.</summary>
    public const string WhyItem = "hj-why";

    /// <summary>A page asked for more than a page may take: the answer says how to ask for less.</summary>
    public const int OverBudget = StatusCodes.Status422UnprocessableEntity;

    public const int DiskFull = StatusCodes.Status507InsufficientStorage, DatabaseLost = StatusCodes.Status503ServiceUnavailable;

    /// <summary>Reads an exception, down to its cause: EF and ADO wrap what the disk or the network said.</summary>
    public static Fault Of(Exception exception)
    {
        for (var fault = exception; fault is not null; fault = fault.InnerException)
            switch (fault)
            {
                case Platform.Data.OverBudgetException:
                case SqliteException { SqliteErrorCode: 9 }:                                   // SQLITE_INTERRUPT, while rows were read
                    return new(OverBudget, true);
                case SqliteException { SqliteErrorCode: 13 }:                                  // SQLITE_FULL
                case PostgresException { SqlState: PostgresErrorCodes.DiskFull }:
                case IOException { HResult: 28 or unchecked((int)0x80070070) }:                // ENOSPC, ERROR_DISK_FULL
                    return new(DiskFull);
                case SqliteException { SqliteErrorCode: 5 or 6 or 10 or 14 or 26 }:            // busy, locked, I/O error, cannot open, not a database
                case PostgresException { SqlState: ['0', '8', ..] or ['5', '7', ..] or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.ReadOnlySqlTransaction }:
                case NpgsqlException and not PostgresException:
                case DbException { IsTransient: true }:
                case SocketException:
                    return new(DatabaseLost);
                case Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException:                // two edits of one record at the same moment
                    return new(StatusCodes.Status409Conflict, true);
                case Platform.Scope.OutOfScopeException:
                    return new(StatusCodes.Status404NotFound, true);
                case AntiforgeryValidationException:
                    return new(StatusCodes.Status400BadRequest, true);
                case InvalidOperationException when fault.StackTrace?.Contains("UrlValueConstraint", StringComparison.Ordinal) == true:
                    return new(StatusCodes.Status404NotFound, true);                           // the framework's word for an address with letters where a number belongs
                case BadHttpRequestException bad:
                    return new(bad.StatusCode, true);
            }
        return new(StatusCodes.Status500InternalServerError);
    }
}
