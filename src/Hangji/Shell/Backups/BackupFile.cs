using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Hangji.Platform;

namespace Hangji.Shell.Backups;

/// <summary>One file inside a backup.</summary>
internal sealed record BackedUpFile(string Name, long Size, string Sha256);

/// <summary>备份清单: what is in a backup and how to know that it is whole; lies in it as manifest.json.</summary>
/// <param name="Format">1; another number was written by a newer program.</param>
/// <param name="Database">sqlite or postgres.</param>
/// <param name="Scripts">Schema scripts that the database has had: a program that does not know them all must not open it.</param>
/// <param name="Rows">Rows of each table at the moment of the backup; a restore must find the same.</param>
internal sealed record BackupManifest(int Format, DateTime At, string Program, string Database, IReadOnlyList<string> Scripts, IReadOnlyDictionary<string, long> Rows, IReadOnlyList<BackedUpFile> Files)
{
    public const int Known = 1;
    public const string Name = "manifest.json", DatabaseName = "database", KeysName = "keys", FolderPrefix = "folder/";
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public string Text() => JsonSerializer.Serialize(this, Json);

    public static BackupManifest? Read(Stream from)
    {
        try { return JsonSerializer.Deserialize<BackupManifest>(from, Json); }
        catch (JsonException) { return null; }
    }
}

/// <summary>备份文件: one zip with the database, the keys, the files of the data folder and the manifest; written beside its name and moved there when it is whole.</summary>
internal static class BackupFile
{
    /// <summary>Adds a file under a name and says what was added.</summary>
    public static async Task<BackedUpFile> Add(ZipArchive zip, string name, string path, CancellationToken stop)
    {
        await using var from = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using var to = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, size) = (new byte[1 << 16], 0L);
        for (int read; (read = await from.ReadAsync(buffer, stop)) > 0; size += read)
        {
            sha.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read), stop);
        }
        return new(name, size, Convert.ToHexStringLower(sha.GetHashAndReset()));
    }

    /// <summary>Unpacks a whole backup into an empty folder, each file checked against the manifest as it is written.</summary>
    public static async Task<Refusal?> Unpack(ZipArchive zip, BackupManifest manifest, string folder, CancellationToken stop)
    {
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        foreach (var file in manifest.Files)
        {
            var to = Path.GetFullPath(Path.Combine(folder, file.Name));
            if (!to.StartsWith(root, StringComparison.Ordinal) || zip.GetEntry(file.Name) is not { } entry) return Broken(file.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            await using var from = entry.Open();
            await using var target = new FileStream(to, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous);
            using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var (buffer, size) = (new byte[1 << 16], 0L);
            try
            {
                for (int read; (read = await from.ReadAsync(buffer, stop)) > 0; size += read)
                {
                    if (size + read > file.Size) return Broken(file.Name);
                    sha.AppendData(buffer, 0, read);
                    await target.WriteAsync(buffer.AsMemory(0, read), stop);
                }
            }
            catch (InvalidDataException) { return Broken(file.Name); }
            if (size != file.Size || Convert.ToHexStringLower(sha.GetHashAndReset()) != file.Sha256) return Broken(file.Name);
            target.Flush(flushToDisk: true);
        }
        return null;
    }

    private static Refusal Broken(string name) => new("备份文件已损坏（{0} 和清单不符），没有恢复任何东西", null, null, name);
}
