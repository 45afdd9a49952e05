using System.Buffers;
using System.Text;

namespace Hangji.Platform.Files;

/// <summary>文本表格（csv、tsv）: RFC 4180 with what offices make of it: UTF-8, UTF-16 with a mark, GB 18030; commas, tabs or semicolons.</summary>
internal sealed class CsvSource : ISheetSource
{
    static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    readonly Stream file;
    readonly SheetLimits limits;
    readonly Encoding encoding;
    readonly char separator;

    CsvSource(Stream file, SheetLimits limits, Encoding encoding)
    {
        (this.file, this.limits, this.encoding) = (file, limits, encoding);
        separator = Separator();
    }

    static CsvSource() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public string Format => "csv";
    public IReadOnlyList<SheetInfo> Sheets { get; } = [new(0, "csv", false)];

    public static CsvSource Open(Stream file, SheetLimits limits) => new(file, limits, Detected(file));

    /// <summary>The mark decides; else strict UTF-8; else strict GB 18030; else this is no text. Text holds no control characters but tab and line ends.</summary>
    static Encoding Detected(Stream file)
    {
        file.Position = 0;
        Span<byte> mark = stackalloc byte[3];
        var read = file.ReadAtLeast(mark, 3, throwOnEndOfStream: false);
        Encoding[] tries = mark[..read] is [0xFF, 0xFE, ..] ? [new UnicodeEncoding(false, true, throwOnInvalidBytes: true)]
            : mark[..read] is [0xFE, 0xFF, ..] ? [new UnicodeEncoding(true, true, throwOnInvalidBytes: true)]
            : [StrictUtf8, Encoding.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)];
        foreach (var encoding in tries)
            if (IsText(file, encoding)) return encoding;
        throw new FileRefused(new Refusal("这不是表格文件，也不是 UTF-8 或 GB18030 编码的文本，请上传 xlsx 或 csv"));
    }

    static bool IsText(Stream file, Encoding encoding)
    {
        file.Position = 0;
        using var reader = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: false, 1 << 16, leaveOpen: true);
        var buffer = new char[1 << 15];
        try
        {
            for (int read; (read = reader.Read(buffer)) > 0;)
                if (buffer.AsSpan(0, read).ContainsAny(Controls)) return false;
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(code => code is not (9 or 10 or 12 or 13 or 26)).Select(code => (char)code), '\x7f', '\uFFFE', '\uFFFF']);

    StreamReader Reader()
    {
        file.Position = 0;
        var reader = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: false, 1 << 16, leaveOpen: true);
        if (reader.Peek() == '\uFEFF') reader.Read();
        return reader;
    }

    /// <summary>The sign that occurs outside quotes in the most of the first lines, and most often.</summary>
    char Separator()
    {
        using var reader = Reader();
        var lines = new Dictionary<char, (int Lines, int Total)> { [','] = default, ['\t'] = default, [';'] = default };
        var counts = new Dictionary<char, int>();
        var quoted = false;
        var seen = 0;
        for (int next, read = 0; seen < 30 && read < 200_000 && (next = reader.Read()) >= 0; read++)
        {
            var sign = (char)next;
            if (sign == '"') quoted = !quoted;
            else if (!quoted && lines.ContainsKey(sign)) counts[sign] = counts.GetValueOrDefault(sign) + 1;
            else if (!quoted && sign == '\n') EndLine();
        }
        EndLine();
        return lines.MaxBy(one => (one.Value.Lines, one.Value.Total, one.Key == ',')).Key;

        void EndLine()
        {
            foreach (var (sign, count) in counts) lines[sign] = (lines[sign].Lines + 1, lines[sign].Total + count);
            counts.Clear();
            seen++;
        }
    }

    public void Read(int sheet, Func<SheetRow, bool> take, CancellationToken stop)
    {
        using var reader = Reader();
        var line = new Line(reader, separator, limits);
        var content = 0;
        while (line.Next(out var number, out var cells))
        {
            stop.ThrowIfCancellationRequested();
            if (cells.Count == 0) continue;
            if (++content > limits.MaxRows) throw new FileRefused(new Refusal("行数超过 {0}，请分成几个文件再传", Args: [limits.MaxRows]));
            if (!take(new SheetRow(number, hidden: false, cells))) return;
        }
    }

    public void Dispose() { }

    /// <summary>One record at a time; a quoted cell may run over lines. Rows are counted as a spreadsheet shows them: one per record.</summary>
    sealed class Line(TextReader reader, char separator, SheetLimits limits)
    {
        readonly char[] buffer = new char[1 << 15];
        readonly StringBuilder text = new();
        int at, filled, number;

        public bool Next(out int row, out List<SheetCell> cells)
        {
            cells = [];
            row = ++number;
            var any = false;
            for (var column = 1; ; column++)
            {
                var end = Cell(out var value, out var quoted, ref any);
                if (value.Length > 0)
                {
                    if (column > limits.MaxColumns) throw new FileRefused(new Refusal("列数超过 {0}，请删去多余的列再传", Args: [limits.MaxColumns]));
                    cells.Add(Typed(column, value, quoted));
                }
                if (end == separator) continue;
                return any;
            }
        }

        static SheetCell Typed(int column, string value, bool quoted)
        {
            // Our own export puts an apostrophe before text that a spreadsheet would take for a formula: off it comes again.
            if (value.Length > 1 && value[0] == '\'' && CsvWriter.IsDangerous(value)) return new SheetCell { Column = column, Kind = CellKind.Text, Text = value[1..] };
            var formula = value.Length > 1 && value[0] == '=';
            return new SheetCell { Column = column, Kind = CellKind.Text, Text = value, IsFormula = formula };
        }

        /// <summary>Reads up to and with the next separator, line end or end of file, which it returns (-1 for the last).</summary>
        int Cell(out string value, out bool quoted, ref bool any)
        {
            text.Clear();
            quoted = false;
            while (true)
            {
                var next = Read();
                if (next >= 0) any = true;
                if (next == '"' && text.Length == 0 && !quoted)
                {
                    quoted = true;
                    Quoted();
                    continue;
                }
                if (next == '\r')
                {
                    if (Peek() == '\n') Read();
                    next = '\n';
                }
                if (next < 0 || next == '\n' || next == separator)
                {
                    value = text.ToString();
                    return next;
                }
                if (next != 26) Add(next);
            }
        }

        void Quoted()
        {
            while (true)
            {
                var next = Read();
                if (next < 0) throw new FileRefused(new Refusal("第 {0} 行的引号没有配对，读不下去", Args: [number]));
                if (next == '"')
                {
                    if (Peek() != '"') return;
                    Read();
                }
                Add(next);
            }
        }

        void Add(int sign)
        {
            if (text.Length >= limits.MaxCellChars) throw new FileRefused(new Refusal("第 {0} 行有一格超过 {1} 个字，可能是引号没有配对", Args: [number, limits.MaxCellChars]));
            text.Append((char)sign);
        }

        int Read() => Fill() ? buffer[at++] : -1;

        int Peek() => Fill() ? buffer[at] : -1;

        bool Fill()
        {
            if (at < filled) return true;
            (at, filled) = (0, reader.Read(buffer));
            return filled > 0;
        }
    }
}
