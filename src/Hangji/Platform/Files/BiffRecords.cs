using System.Buffers.Binary;
using System.Text;

namespace Hangji.Platform.Files;

/// <summary>记录流: the records of an xls workbook ([MS-XLS], BIFF8): two bytes of type, two of length, then the data. Every access is checked against the data.</summary>
internal ref struct BiffRecords(ReadOnlySpan<byte> stream, int start)
{
    public const int Eof = 0x0A, Formula = 0x06, FilePass = 0x2F, Date1904 = 0x22, Continue = 0x3C, BoundSheet = 0x85, MulRk = 0xBD, RString = 0xD6, ObProj = 0xD3, Xf = 0xE0,
        MergedCells = 0xE5, Sst = 0xFC, LabelSst = 0xFD, SupBook = 0x1AE, Number = 0x203, Label = 0x204, BoolErr = 0x205, Row = 0x208, Rk = 0x27E, Format = 0x41E, Bof = 0x809;

    readonly ReadOnlySpan<byte> stream = stream;
    int next = start, depth;

    public int Type { get; private set; }
    public ReadOnlySpan<byte> Data { get; private set; }

    /// <summary>Moves to the next record; false at the end of the substream or of the file. A chart within a sheet is a substream of its own and is passed over.</summary>
    public bool Read()
    {
        while (next >= 0 && next + 4 <= stream.Length)
        {
            Type = BinaryPrimitives.ReadUInt16LittleEndian(stream[next..]);
            var length = BinaryPrimitives.ReadUInt16LittleEndian(stream[(next + 2)..]);
            if (next + 4 + length > stream.Length) throw FileRefused.Damaged();
            Data = stream.Slice(next + 4, length);
            next += 4 + length;
            if (Type == Bof) depth++;
            if (Type == Eof && --depth <= 0) return false;
            if (depth <= 1 && Type != Eof) return true;
        }
        return false;
    }

    /// <summary>The type of the record that follows, or -1.</summary>
    public readonly int Following => next + 4 <= stream.Length ? BinaryPrimitives.ReadUInt16LittleEndian(stream[next..]) : -1;

    public readonly int U8(int at) => at < Data.Length ? Data[at] : throw FileRefused.Damaged();

    public readonly int U16(int at) => at + 2 <= Data.Length ? BinaryPrimitives.ReadUInt16LittleEndian(Data[at..]) : throw FileRefused.Damaged();

    public readonly uint U32(int at) => at + 4 <= Data.Length ? BinaryPrimitives.ReadUInt32LittleEndian(Data[at..]) : throw FileRefused.Damaged();

    public readonly double Double(int at) => at + 8 <= Data.Length ? BinaryPrimitives.ReadDoubleLittleEndian(Data[at..]) : throw FileRefused.Damaged();

    /// <summary>A number packed into 30 bits, whole or floating, perhaps in hundredths.</summary>
    public readonly double RkNumber(int at)
    {
        var bits = (int)U32(at);
        var number = (bits & 2) != 0 ? bits >> 2 : BitConverter.Int64BitsToDouble((long)(bits & ~3) << 32);
        return (bits & 1) != 0 ? number / 100 : number;
    }

    /// <summary>A text within one record, with a length of one or two bytes before its flags.</summary>
    public readonly string Text(int at, bool shortLength)
    {
        var count = shortLength ? U8(at) : U16(at);
        at += shortLength ? 1 : 2;
        var wide = (U8(at) & 1) != 0;
        var bytes = wide ? count * 2 : count;
        if (at + 1 + bytes > Data.Length) throw FileRefused.Damaged();
        return (wide ? Encoding.Unicode : Encoding.Latin1).GetString(Data.Slice(at + 1, bytes));
    }

    /// <summary>The shared texts: they run on through Continue records, and a text cut in the middle states its width anew.</summary>
    public List<string> SharedTexts(SheetLimits limits)
    {
        var texts = new List<string>();
        var count = U32(4);
        var at = 8;
        long chars = 0;
        while (texts.Count < count)
        {
            if (at >= Data.Length)
            {
                if (Following != Continue) break;
                Read();
                at = 0;
                continue;
            }
            var left = U16(at);
            var flags = U8(at + 2);
            at += 3;
            var runs = (flags & 8) != 0 ? U16(at) : 0;
            if ((flags & 8) != 0) at += 2;
            var extra = (flags & 4) != 0 ? U32(at) : 0;
            if ((flags & 4) != 0) at += 4;
            var text = new StringBuilder(left);
            while (left > 0)
            {
                if (at >= Data.Length)
                {
                    if (Following != Continue || !Read()) throw FileRefused.Damaged();
                    flags = U8(0);
                    at = 1;
                }
                var size = (flags & 1) != 0 ? 2 : 1;
                var here = Math.Min(left, (Data.Length - at) / size);
                if (here == 0) throw FileRefused.Damaged();
                text.Append((size == 2 ? Encoding.Unicode : Encoding.Latin1).GetString(Data.Slice(at, here * size)));
                at += here * size;
                left -= here;
            }
            // Formatting runs and phonetic guides behind the text are not read.
            for (long skip = runs * 4L + extra; skip > 0;)
            {
                if (at >= Data.Length)
                {
                    if (Following != Continue || !Read()) throw FileRefused.Damaged();
                    at = 0;
                }
                var step = (int)Math.Min(skip, Data.Length - at);
                if (step == 0 && Following != Continue) throw FileRefused.Damaged();
                at += step;
                skip -= step;
            }
            if ((chars += text.Length + 16) > limits.MaxSharedChars) throw new FileRefused(new Refusal("表里的文字太多，请分成几个文件再传"));
            texts.Add(text.ToString());
        }
        return texts;
    }
}
