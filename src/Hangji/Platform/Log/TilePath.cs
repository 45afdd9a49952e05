using System.Globalization;

namespace Hangji.Platform.Log;

/// <summary>A tile of height 8: 256 hashes of one level, or fewer at the growing edge; level -1 stands for the bundle of entries.</summary>
/// <param name="Level">0 for leaf hashes; each hash of level L+1 is the root of a full tile of level L. -1 for entries.</param>
/// <param name="Index">Place within the level.</param>
/// <param name="Width">256 when full, 1 to 255 at the edge.</param>
internal readonly record struct TilePath(int Level, long Index, int Width)
{
    public const int Full = 256;
    public const int Entries = -1;

    /// <summary>tile/0/x001/x234/067 or tile/entries/000.p/7: numbers in groups of three, all but the last after an x.</summary>
    public override string ToString()
    {
        var number = (Index % 1000).ToString("000", CultureInfo.InvariantCulture);
        for (var rest = Index / 1000; rest > 0; rest /= 1000) number = "x" + (rest % 1000).ToString("000", CultureInfo.InvariantCulture) + "/" + number;
        return $"tile/{(Level == Entries ? "entries" : Level.ToString(CultureInfo.InvariantCulture))}/{number}{(Width == Full ? "" : ".p/" + Width.ToString(CultureInfo.InvariantCulture))}";
    }

    /// <summary>Reads a path as it is served; null for anything that is not written in exactly that way.</summary>
    public static TilePath? Parse(string path)
    {
        var parts = path.Split('/');
        if (parts.Length < 3 || parts[0] != "tile") return null;
        int level;
        if (parts[1] == "entries") level = Entries;
        else if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out level) || level > 63) return null;
        var (end, width) = (parts.Length, Full);
        if (parts.Length >= 4 && parts[^2].EndsWith(".p", StringComparison.Ordinal))
        {
            if (!int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out width) || width is < 1 or >= Full) return null;
            end = parts.Length - 1;
            parts[^2] = parts[^2][..^2];
        }
        long index = 0;
        for (var i = 2; i < end; i++)
        {
            var digits = i == end - 1 ? parts[i] : parts[i].StartsWith('x') ? parts[i][1..] : "";
            if (digits.Length != 3 || index > long.MaxValue / 10_000 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var group)) return null;
            index = index * 1000 + group;
        }
        var tile = new TilePath(level, index, width);
        return tile.ToString() == path ? tile : null;
    }

    /// <summary>Tiles of all levels that a log of <paramref name="size"/> entries needs beyond one of <paramref name="before"/>, bundles first.</summary>
    public static IEnumerable<TilePath> New(long before, long size)
    {
        for (var level = 0; size > 0; level++)
        {
            for (var index = before / Full; index * Full < size; index++)
            {
                var width = (int)Math.Min(Full, size - index * Full);
                if (index * Full + width <= before) continue;
                if (level == 0) yield return new(Entries, index, width);
                yield return new(level, index, width);
            }
            (before, size) = (before / Full, size / Full);
        }
    }
}
