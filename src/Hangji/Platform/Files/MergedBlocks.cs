using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Hangji.Platform.Files;

/// <summary>合并单元格: a branch name merged over its ten members counts for all ten. The list of blocks stands behind the rows in the file, so it is looked up first.</summary>
internal sealed class MergedBlocks(MergedBlocks.Block[] blocks, int maxColumns)
{
    const int MostBlocks = 200_000;

    internal readonly record struct Block(int Top, int Left, int Bottom, int Right);

    readonly List<(Block Block, SheetCell Value)> active = [];
    int next;

    /// <summary>Fills the row's cells that belong to a block with the value of the block's first cell. Rows come top to bottom.</summary>
    public void Into(int row, List<SheetCell> cells)
    {
        active.RemoveAll(one => one.Block.Bottom < row);
        for (; next < blocks.Length && blocks[next].Top <= row; next++)
        {
            if (blocks[next].Top < row) continue;
            var at = cells.FindIndex(cell => cell.Column == blocks[next].Left);
            if (at >= 0) active.Add((blocks[next], cells[at]));
        }
        // Blocks never overlap, so a row cannot meet more of them than it has columns.
        if (active.Count > maxColumns) throw FileRefused.Damaged();
        if (active.Count == 0) return;
        var copies = 0;
        foreach (var (block, value) in active)
            for (var column = block.Left; column <= Math.Min(block.Right, maxColumns); column++)
            {
                if (block.Top == row && column == block.Left) continue;
                if (++copies > maxColumns) throw FileRefused.Damaged();
                if (cells.Exists(cell => cell.Column == column)) continue;
                cells.Add(value with { Column = column, Merged = column == block.Left ? MergedCopy.Down : MergedCopy.Across });
            }
        cells.Sort((one, other) => one.Column.CompareTo(other.Column));
    }

    /// <summary>Reads the mergeCell elements behind the rows without parsing the rows.</summary>
    public static Block[] Find(PackageLook package, ZipArchiveEntry part)
    {
        var blocks = new List<Block>();
        using var stream = package.Unpack(part);
        var buffer = new byte[1 << 16];
        var kept = 0;
        for (int read; (read = stream.Read(buffer, kept, buffer.Length - kept)) > 0;)
        {
            var bytes = buffer.AsSpan(0, kept + read);
            int at;
            while ((at = bytes.IndexOf("mergeCell "u8)) >= 0)
            {
                var end = bytes[at..].IndexOf((byte)'>');
                if (end < 0) break;
                if (Parsed(bytes.Slice(at, end)) is { } block) blocks.Add(block);
                if (blocks.Count > MostBlocks) throw FileRefused.Damaged();
                bytes = bytes[(at + end)..];
            }
            if (at < 0) bytes = bytes[^Math.Min(bytes.Length, 16)..];
            else if (at > 0) bytes = bytes[at..];
            if (bytes.Length >= buffer.Length / 2) bytes = [];
            bytes.CopyTo(buffer);
            kept = bytes.Length;
        }
        return [.. blocks.OrderBy(block => block.Top).ThenBy(block => block.Left)];
    }

    static Block? Parsed(ReadOnlySpan<byte> element)
    {
        var text = Encoding.UTF8.GetString(element);
        var from = text.IndexOf("ref=", StringComparison.Ordinal);
        if (from < 0 || from + 5 >= text.Length) return null;
        var to = text.IndexOf(text[from + 4], from + 5);
        var ends = to < 0 ? [] : text[(from + 5)..to].Split(':');
        if (ends.Length != 2) return null;
        var block = new Block(Row(ends[0]), XlsxSource.Column(ends[0]), Row(ends[1]), XlsxSource.Column(ends[1]));
        return block.Top > 0 && block.Bottom >= block.Top && block.Right >= block.Left ? block : null;
    }

    static int Row(string reference) =>
        int.TryParse(reference.AsSpan().TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : 0;
}
