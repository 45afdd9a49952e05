using System.Security.Cryptography;
using Hangji.Platform;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Platform.Files;
using Hangji.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Modules.Meetings;

/// <summary>
/// 附件保管: keeps files that somebody chose to add to a meeting, in the data folder under the hash of their content. What a file is is told by its content;
/// pictures lose where and with what they were taken (product rule N2). No file is ever required.
/// </summary>
internal sealed class FileKeeper(AppDb db, Store store, TimeProvider clock)
{
    public const int MostMegabytes = 20, MostFiles = 30;
    public const string Accepted = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.ofd,.txt";
    private const int NameLength = 120;

    /// <summary>Keeps what was posted; the first file that cannot be taken is told, the others are kept.</summary>
    public async Task<Refusal?> Keep(Meeting meeting, IFormFileCollection posted, CancellationToken stop)
    {
        Refusal? first = null;
        var already = await db.MeetingFiles.CountAsync(f => f.RootId == meeting.RootId, stop);
        foreach (var file in posted.Where(f => f.Length > 0 || f.FileName.Length > 0))
        {
            if (file.Length == 0) { first ??= new("附件“{0}”是空的", "files", null, file.FileName); continue; }
            if (file.Length > MostMegabytes * 1024L * 1024) { first ??= new("附件“{0}”超过 {1} MB", "files", null, file.FileName, MostMegabytes); continue; }
            if (already >= MostFiles) { first ??= new("一次会议最多 {0} 个附件", "files", null, MostFiles); break; }
            using var memory = new MemoryStream((int)file.Length);
            await file.CopyToAsync(memory, stop);
            if (await Keep(meeting, file.FileName, memory.ToArray(), stop) is { } no) first ??= no;
            else already++;
        }
        return first;
    }

    public async Task<Refusal?> Keep(Meeting meeting, string fileName, byte[] content, CancellationToken stop)
    {
        var name = CleanName(fileName);
        if (TypeOf(name, content) is not { } type) return new("附件“{0}”不是可以保存的种类（PDF、图片、文档、表格、文本）", "files", null, name);
        var kept = type switch { "image/jpeg" => PictureCleaner.Jpeg(content), "image/png" => PictureCleaner.Png(content), _ => content };
        if (kept is null) return new("附件“{0}”打不开，可能已损坏", "files", null, name);
        var hash = Convert.ToHexStringLower(SHA256.HashData(kept));
        await Write(PathOf(hash), kept, stop);
        db.Add(new MeetingFile { Id = Ids.Next(), OrgId = meeting.OrgId, RootId = meeting.RootId, Name = name, Type = type, Size = kept.Length, Hash = hash, RecordedAt = clock.GetUtcNow().UtcDateTime });
        db.Facts.Add(Fact.Of("meeting.file-added", meeting.OrgId, meeting.RootId, meeting.Day));
        await db.SaveChangesAsync(stop);
        return null;
    }

    public string PathOf(string hash) => Path.Combine(store.Folder, "files", "meetings", hash[..2], hash);

    static async Task Write(string path, byte[] content, CancellationToken stop)
    {
        if (File.Exists(path)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Written aside and moved, so that no half file ever has the name of its hash.
        var aside = $"{path}.{Guid.NewGuid():n}";
        await using (var file = new FileStream(aside, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous))
        {
            await file.WriteAsync(content, stop);
            file.Flush(flushToDisk: true);
        }
        File.Move(aside, path, overwrite: true);
    }

    /// <summary>The last piece of the name, without characters that a file system or a header could stumble over; the extension survives the cut.</summary>
    internal static string CleanName(string name)
    {
        var last = Plain.Line(name[(name.LastIndexOfAny(['/', '\\']) + 1)..]);
        var clean = string.Concat(last.Where(c => !char.IsControl(c) && c is not ('"' or '<' or '>' or '|' or ':' or '*' or '?' or ';'))).Trim('.', ' ');
        if (clean.Length == 0) return "file";
        var extension = Path.GetExtension(clean) is { Length: > 0 and <= 8 } dot ? dot : "";
        return clean.Length <= NameLength ? clean : Plain.Whole(clean[..(NameLength - extension.Length)]) + extension;
    }

    /// <summary>By content; zip packages are told apart by the name, programs and macros are none of them.</summary>
    internal static string? TypeOf(string name, ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("%PDF-"u8)) return "application/pdf";
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return "image/jpeg";
        if (content.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10])) return "image/png";
        var extension = Path.GetExtension(name).ToLowerInvariant();
        if (content.StartsWith("PK\u0003\u0004"u8))
            return extension switch
            {
                ".docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                ".xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                ".ofd" => "application/ofd",
                _ => null,
            };
        return extension == ".txt" && !content.Contains((byte)0) ? "text/plain" : null;
    }
}
