using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Data;

/// <summary>库内摘要: digests that the database makes of what it keeps, so that a comparison need not fetch it. PostgreSQL has both; SQLite is lent ours with each connection.</summary>
internal static class InDatabase
{
    public static byte[] Sha256(byte[] bytes) => throw Outside();
    public static byte[] Joined(byte[] first, byte[] second) => throw Outside();

    internal static void Map(ModelBuilder model)
    {
        model.HasDbFunction(() => Sha256(Array.Empty<byte>())).HasName("sha256").IsBuiltIn();
        model.HasDbFunction(() => Joined(Array.Empty<byte>(), Array.Empty<byte>())).HasName("byteacat").IsBuiltIn();
    }

    internal static void Lend(SqliteConnection connection)
    {
        connection.CreateFunction("sha256", (byte[]? bytes) => bytes is null ? null : SHA256.HashData(bytes), isDeterministic: true);
        connection.CreateFunction("byteacat", (byte[]? first, byte[]? second) => first is null || second is null ? null : (byte[])[.. first, .. second], isDeterministic: true);
    }

    private static InvalidOperationException Outside() => new("Only a query can say this.");
}
