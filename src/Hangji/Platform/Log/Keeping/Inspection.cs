using Hangji.Platform.Data;
using Hangji.Platform.Log.Verifying;
using Microsoft.EntityFrameworkCore;

namespace Hangji.Platform.Log.Keeping;

/// <summary>入日志的文本: a room that keeps published texts says what they hash to now, so that a text changed behind the log's back is named.</summary>
internal interface ILoggedCopies
{
    /// <summary>No SHA-256 is this: the row is gone.</summary>
    const string Gone = "row-missing";

    /// <summary>SHA-256 (hex) of the text, with its salt where salted, as it is kept now; null where this room does not keep it (any more).</summary>
    /// <param name="kind">Kind of the leaf: what was filed is kept by another room than what was published.</param>
    Task<string?> Sha256Of(string kind, Guid doc, int rev, CancellationToken stop);
}

/// <summary>自查: reads a log's files and compares them with the signed checkpoint, with the database, and with the texts that the rooms keep.</summary>
internal sealed class Inspection(AppDb db, LogFolders folders, LogKeys keys, IEnumerable<ILoggedCopies> copies)
{
    private const int Batch = 4096;

    /// <summary>What disagrees; empty is good. Reads everything: seconds for a million entries.</summary>
    public async Task<IReadOnlyList<Finding>> Run(string log, CancellationToken stop)
    {
        var folder = folders.Of(log);
        if (folder.ReadCheckpoint() is not { } note) return [];
        var signer = await keys.Signer(log, stop);
        if (signer.Own(note) is not { } point) return [new("signature", "checkpoint", new("检查点的签名不对"))];
        var leaves = new List<byte[]>();
        var texts = new List<(long Index, IReadOnlyDictionary<string, string> Fields)>();
        var read = await LogCheck.Run(new FolderSource(folder.Path), point.Size, stop: stop, onEntry: (index, entry) =>
        {
            leaves.Add(Merkle.Leaf(entry));
            if (log == LogName.Public && LeafReader.TryRead(entry, out var fields) && fields.ContainsKey("sha256") && fields.ContainsKey("doc")) texts.Add((index, fields));
        });
        var findings = read.Findings.ToList();
        if (findings.Count == 0 && !read.Root.AsSpan().SequenceEqual(point.Root)) findings.Add(new("root", "checkpoint", new("由 {0} 条算出的根与检查点不符", Args: [point.Size])));
        findings.AddRange(await InDatabase(log, leaves, stop));
        foreach (var (index, fields) in texts)
        {
            if (await Kept(fields, stop) is { } kept && kept != fields.Text("sha256"))
                findings.Add(new("document", fields.Text("doc")!, new(fields.Text("t") == LogLeaf.Filed ? "第 {0} 条所上报的统计表 {1} 现在的内容与上报时不同" : "第 {0} 条所公布的文本 {1} 现在的内容与公布时不同", Args: [index, fields.Text("doc")]), index));
        }
        return findings;
    }

    private async Task<List<Finding>> InDatabase(string log, List<byte[]> leaves, CancellationToken stop)
    {
        var findings = new List<Finding>();
        for (long first = 0; first < leaves.Count; first += Batch)
        {
            var rows = await db.LogEntries.AsNoTracking().Where(e => e.Log == log && e.Index >= first && e.Index < first + Batch).OrderBy(e => e.Index).Select(e => new { e.Index, e.Entry }).ToListAsync(stop);
            var there = rows.ToDictionary(r => r.Index, r => r.Entry);
            for (var index = first; index < Math.Min(first + Batch, leaves.Count); index++)
            {
                if (!there.TryGetValue(index, out var entry)) findings.Add(new("row", $"log_entries {log} {index}", new("数据库里缺少日志 {0} 的第 {1} 条", Args: [log, index]), index));
                else if (!Merkle.Leaf(entry).AsSpan().SequenceEqual(leaves[(int)index])) findings.Add(new("row", $"log_entries {log} {index}", new("数据库里日志 {0} 的第 {1} 条被改过：内容与它的哈希不符", Args: [log, index]), index));
            }
            if (findings.Count > 100) break;
        }
        return findings;
    }

    private async Task<string?> Kept(IReadOnlyDictionary<string, string> fields, CancellationToken stop)
    {
        foreach (var room in copies)
            if (await room.Sha256Of(fields.Text("t") ?? "", Guid.Parse(fields.Text("doc")!), int.Parse(fields["rev"], System.Globalization.CultureInfo.InvariantCulture), stop) is { } hash) return hash;
        return null;
    }
}
