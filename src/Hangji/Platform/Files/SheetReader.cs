using System.Text;
using System.Xml;

namespace Hangji.Platform.Files;

/// <summary>表格读取: opens any spreadsheet that people send (xlsx, xls, csv, tsv), refuses what is none, and streams its rows.
/// Nothing is ever evaluated, fetched or run.</summary>
internal sealed class SheetReader : IDisposable
{
    readonly ISheetSource source;
    readonly Stream? own;

    SheetReader(ISheetSource source, string fileName, Stream? own) => (this.source, FileName, this.own) = (source, fileName, own);

    public string FileName { get; }

    /// <summary>xlsx, xls or csv.</summary>
    public string Format => source.Format;

    public IReadOnlyList<SheetInfo> Sheets => source.Sheets;

    /// <summary>Looks into the file and says no, or hands out a reader. The stream stays the caller's; one that cannot seek is copied to a temporary file.</summary>
    public static Refusal? Open(Stream file, string fileName, SheetLimits? limits, out SheetReader reader)
    {
        limits ??= SheetLimits.Default;
        reader = null!;
        Stream? own = null;
        try
        {
            var seekable = file.CanSeek ? file : own = Spooled(file, limits);
            if (seekable.Length == 0) return Dropped(own, new Refusal("文件是空的"));
            if (seekable.Length > limits.MaxBytes) return Dropped(own, TooLarge(limits));
            reader = new SheetReader(FileKind.Source(seekable, limits), Path.GetFileName(fileName), own);
            return null;
        }
        catch (Exception fault) when (Known(fault) is { } refusal)
        {
            return Dropped(own, refusal);
        }
    }

    /// <summary>Streams the rows of a sheet, top to bottom, until <paramref name="take"/> answers false. Rows without any cell are left out.
    /// A file that turns out broken half way ends in a refusal; rows already taken are then worth nothing.</summary>
    public Refusal? Read(SheetInfo sheet, Func<SheetRow, bool> take, CancellationToken stop = default)
    {
        try
        {
            source.Read(sheet.Index, take, stop);
            return null;
        }
        catch (Exception fault) when (Known(fault) is { } refusal)
        {
            return refusal;
        }
    }

    /// <summary>The first rows with content, for a preview and for finding the header.</summary>
    public Refusal? First(SheetInfo sheet, int count, out List<SheetRow> rows)
    {
        var taken = new List<SheetRow>(count);
        rows = taken;
        return Read(sheet, row =>
        {
            if (!row.IsBlank) taken.Add(row);
            return taken.Count < count;
        });
    }

    /// <summary>Settles which sheet is meant: the named one, else the only one with content. Several with content and no name: the user must choose.</summary>
    public Refusal? Choose(string? name, out SheetInfo sheet)
    {
        sheet = Sheets[0];
        if (!string.IsNullOrWhiteSpace(name))
        {
            if (Sheets.FirstOrDefault(one => one.Name == name) is not { } named) return new Refusal("文件里没有名为“{0}”的表", Args: [name]);
            sheet = named;
            return null;
        }
        var filled = new List<SheetInfo>();
        foreach (var one in Sheets)
        {
            if (First(one, 1, out var rows) is { } refusal) return refusal;
            if (rows.Count > 0) filled.Add(one);
        }
        if (filled.Count == 0) return new Refusal("表里没有内容");
        if (filled.Count > 1 && filled.Count(one => !one.Hidden) is var shown && shown != 1)
            return new Refusal("文件里有 {0} 张表（{1}），请选一张", Args: [filled.Count, string.Join("、", filled.Take(10).Select(one => one.Name))]);
        sheet = filled.Count == 1 ? filled[0] : filled.First(one => !one.Hidden);
        return null;
    }

    public void Dispose()
    {
        source.Dispose();
        own?.Dispose();
    }

    static Refusal TooLarge(SheetLimits limits) => new("文件超过 {0} MB，请分成几个文件再传", Args: [Math.Max(1, limits.MaxBytes >> 20)]);

    static Refusal Dropped(Stream? own, Refusal refusal)
    {
        own?.Dispose();
        return refusal;
    }

    static FileStream Spooled(Stream file, SheetLimits limits)
    {
        var copy = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        try
        {
            var buffer = new byte[1 << 16];
            for (int read; (read = file.Read(buffer)) > 0;)
            {
                copy.Write(buffer, 0, read);
                if (copy.Length > limits.MaxBytes) throw new FileRefused(TooLarge(limits));
            }
            copy.Position = 0;
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <summary>What a hostile or broken file can make the platform's parsers throw; anything else is our own fault and travels on.</summary>
    static Refusal? Known(Exception fault) => fault switch
    {
        FileRefused refused => refused.Why,
        XmlException or InvalidDataException or EndOfStreamException or FormatException or OverflowException or NotSupportedException or DecoderFallbackException
            => FileRefused.Damaged().Why,
        _ => null,
    };
}

/// <summary>One file format behind <see cref="SheetReader"/>.</summary>
internal interface ISheetSource : IDisposable
{
    string Format { get; }
    IReadOnlyList<SheetInfo> Sheets { get; }
    void Read(int sheet, Func<SheetRow, bool> take, CancellationToken stop);
}
