using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hangji.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Bench.DataSets;

/// <summary>校验和 of a loaded store: count and SHA-256 of every row of every loaded table in the order of their ids. What is sealed with a store's own keys counts by its length.</summary>
internal static class Checksum
{
    public static async Task<string> Of(AppDb db, CancellationToken stop)
    {
        var text = new StringBuilder();
        await db.Database.OpenConnectionAsync(stop);
        foreach (var table in LoadDataSet.Tables)
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            (command.CommandText, command.CommandTimeout) = ($"select * from {table} order by id", 600);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using var reader = await command.ExecuteReaderAsync(stop);
            var count = 0L;
            for (; await reader.ReadAsync(stop); count++)
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    var value = reader.GetValue(i);
                    var sealed_ = reader.GetName(i) is "id_sealed" or "id_index" or "phone_sealed" or "phone_index";
                    var said = value switch { byte[] bytes when sealed_ => $"{bytes.Length}", byte[] bytes => Convert.ToHexString(bytes), IFormattable f => f.ToString(null, CultureInfo.InvariantCulture), _ => value.ToString() };
                    hash.AppendData(Encoding.UTF8.GetBytes($"{said}\u001f"));
                }
            text.Append(CultureInfo.InvariantCulture, $"{table} {count} {Convert.ToHexStringLower(hash.GetHashAndReset())[..16]}\n");
        }
        await db.Database.CloseConnectionAsync();
        return text.ToString();
    }
}
