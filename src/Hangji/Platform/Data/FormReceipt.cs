using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Data;

/// <summary>Receipt of a form that was taken: a repeated post finds it and is the same act, not a second one.</summary>
public sealed class FormReceipt : IUnrecorded
{
    /// <summary>The key the form carried, with the account that posted it.</summary>
    public required string FormKey { get; init; }
    public long? AccountId { get; init; }
    public DateTime TakenAt { get; init; }
    /// <summary>Where the first post sent its reader; null until it answered.</summary>
    public string? WentTo { get; set; }

    internal static bool IsTheRepeat(DbUpdateException fault) =>
        fault.InnerException is Npgsql.PostgresException { SqlState: "23505", ConstraintName: "pk_form_receipts" }
        || fault.InnerException is Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 19 } sqlite && sqlite.Message.Contains("form_receipts.form_key", StringComparison.Ordinal);
}

/// <summary>The form that was just posted had been taken already; nothing was written this time.</summary>
public sealed class RepeatedPostException(string formKey, Exception inner) : Exception("This form was taken already.", inner)
{
    public string FormKey => formKey;
}

/// <summary>草稿: what somebody has typed and not yet recorded; belongs to the account, not to an organization's records.</summary>
public sealed class Draft : IUnrecorded
{
    public required long Id { get; init; }
    public required long AccountId { get; init; }
    public required long OrgId { get; init; }
    /// <summary>Which form, with what distinguishes one filling from another, such as "meeting/new".</summary>
    public required string Form { get; init; }
    /// <summary>The posted fields as JSON.</summary>
    public required string Content { get; set; }
    public DateTime SavedAt { get; set; }
}

/// <summary>A key of ASP.NET Core data protection, shared by all processes on the database.</summary>
public sealed class ProtectionKey : IUnrecorded
{
    public required string Name { get; init; }
    public required string Xml { get; init; }
}
