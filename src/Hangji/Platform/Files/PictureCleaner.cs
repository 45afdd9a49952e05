using System.Buffers.Binary;

namespace Hangji.Platform.Files;

/// <summary>
/// 照片去痕: takes out of a picture what a camera or a phone wrote beside it: place, time, device, names, thumbnails. The picture itself stays bit for bit;
/// which side is up stays too, in a block that holds nothing else.
/// </summary>
internal static class PictureCleaner
{
    private const ushort Orientation = 0x0112;

    /// <summary>A JPEG without its application and comment segments (JFIF, colour profile and Adobe's colour marker are kept); null when it is no whole JPEG.</summary>
    public static byte[]? Jpeg(ReadOnlySpan<byte> picture)
    {
        if (picture.Length < 4 || picture[0] != 0xFF || picture[1] != 0xD8) return null;
        using var clean = new MemoryStream(picture.Length);
        clean.Write(picture[..2]);
        var at = 2;
        var turned = 1;
        var body = new List<(int From, int Length)>();
        while (at + 4 <= picture.Length)
        {
            if (picture[at] != 0xFF) return null;
            var marker = picture[at + 1];
            if (marker == 0xFF) { at++; continue; }
            // After start of scan comes the picture itself, up to the end.
            if (marker == 0xDA) { body.Add((at, picture.Length - at)); break; }
            var length = BinaryPrimitives.ReadUInt16BigEndian(picture[(at + 2)..]);
            if (length < 2 || at + 2 + length > picture.Length) return null;
            var segment = picture.Slice(at + 4, length - 2);
            if (marker == 0xE1 && segment.StartsWith("Exif\0\0"u8)) turned = Turned(segment[6..]);
            if (marker is 0xE0 or 0xEE || marker == 0xE2 && segment.StartsWith("ICC_PROFILE\0"u8) || marker is < 0xE0 or > 0xFE || marker is > 0xEF and < 0xFE) body.Add((at, 2 + length));
            at += 2 + length;
        }
        if (body.Count == 0 || picture[body[^1].From + 1] != 0xDA) return null;
        if (turned is > 1 and <= 8) clean.Write(OnlyTurned((byte)turned));
        foreach (var (from, length) in body) clean.Write(picture.Slice(from, length));
        return clean.ToArray();
    }

    /// <summary>A PNG without text, time and Exif chunks; null when it is no whole PNG.</summary>
    public static byte[]? Png(ReadOnlySpan<byte> picture)
    {
        using var clean = new MemoryStream(picture.Length);
        if (picture.Length < 8) return null;
        clean.Write(picture[..8]);
        for (var at = 8; at + 12 <= picture.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(picture[at..]);
            if (length > int.MaxValue || at + 12 + (int)length > picture.Length) return null;
            var type = picture.Slice(at + 4, 4);
            var whole = 12 + (int)length;
            if (!(type.SequenceEqual("tEXt"u8) || type.SequenceEqual("zTXt"u8) || type.SequenceEqual("iTXt"u8) || type.SequenceEqual("eXIf"u8) || type.SequenceEqual("tIME"u8)))
                clean.Write(picture.Slice(at, whole));
            at += whole;
            // What stands behind the end is no part of the picture.
            if (type.SequenceEqual("IEND"u8)) return clean.ToArray();
        }
        return null;
    }

    /// <summary>The orientation of an Exif block, 1 where there is none.</summary>
    static int Turned(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8) return 1;
        var little = tiff[0] == 'I';
        ushort Short(ReadOnlySpan<byte> from) => little ? BinaryPrimitives.ReadUInt16LittleEndian(from) : BinaryPrimitives.ReadUInt16BigEndian(from);
        var directory = little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory + 2 > tiff.Length) return 1;
        var count = Short(tiff[(int)directory..]);
        for (var i = 0; i < count; i++)
        {
            var entry = (int)directory + 2 + i * 12;
            if (entry + 12 > tiff.Length) return 1;
            if (Short(tiff[entry..]) == Orientation) return Short(tiff[(entry + 8)..]);
        }
        return 1;
    }

    /// <summary>An Exif segment that says which side is up and nothing else.</summary>
    static ReadOnlySpan<byte> OnlyTurned(byte turned) => (byte[])
        [0xFF, 0xE1, 0, 34, (byte)'E', (byte)'x', (byte)'i', (byte)'f', 0, 0, (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turned, 0, 0, 0, 0, 0, 0];
}
