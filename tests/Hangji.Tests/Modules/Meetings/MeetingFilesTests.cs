using System.Text;
using Hangji.Modules.Meetings;
using Hangji.Platform.Files;
using Hangji.Platform.Data;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Modules.Meetings;

/// <summary>Files that somebody adds to a meeting: told by content, cleaned, kept once, never asked for.</summary>
public sealed class A_file_added_to_a_meeting
{
    static readonly byte[] Pdf = "%PDF-1.7\n%%EOF"u8.ToArray();

    [Theory]
    [InlineData("a.pdf", "%PDF-1.7", "application/pdf")]
    [InlineData("a.exe", "%PDF-1.7", "application/pdf")]
    [InlineData("a.docx", "PK\u0003\u0004", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("a.docm", "PK\u0003\u0004", null)]
    [InlineData("a.pdf", "MZ", null)]
    [InlineData("a.txt", "会议记录", "text/plain")]
    [InlineData("a.txt", "a\0b", null)]
    [InlineData("a.html", "<script>", null)]
    public void Is_told_by_its_content(string name, string content, string? type) => Assert.Equal(type, FileKeeper.TypeOf(name, Encoding.UTF8.GetBytes(content)));

    [Theory]
    [InlineData(@"C:\Users\x\会议 记录.pdf", "会议 记录.pdf")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("a\"b<c>.pdf", "abc.pdf")]
    [InlineData("...", "file")]
    [InlineData("", "file")]
    public void Gets_a_name_that_harms_nobody(string given, string kept) => Assert.Equal(kept, FileKeeper.CleanName(given));

    [Fact]
    public void With_a_very_long_name_keeps_its_extension() => Assert.Equal(120, FileKeeper.CleanName(new string('长', 300) + ".pdf").Length);

    [Theory, OnEveryDatabase]
    public async Task Is_kept_under_its_hash_with_a_fact_and_wrong_ones_are_told(string on)
    {
        var roll = new PaperRoll();
        await using var house = await House.Open(on, roll.Install);
        var org = await house.Body("竹溪村党支部");
        roll.Branch(org.Id, 5);
        var met = (await house.Work(Trees.SeatOf(org), s => s.GetRequiredService<RecordMeeting>().Run(new() { OrgId = org.Id, Kind = MeetingKinds.General, Theme = "会", HeldOn = new(2026, 11, 18) }))).Meeting!;
        Task<Hangji.Platform.Refusal?> Keep(string name, byte[] content) => house.Work(Trees.SeatOf(org), s => s.GetRequiredService<FileKeeper>().Keep(met, name, content, default));
        Assert.Null(await Keep("签到表.pdf", Pdf));
        Assert.Null(await Keep("同一份.pdf", Pdf));
        Assert.Equal("files", (await Keep("program.exe", "MZ"u8.ToArray()))!.Field);
        Assert.Equal("files", (await Keep("broken.jpg", [0xFF, 0xD8, 0xFF, 0xE0]))!.Field);
        var (kept, path, facts) = await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var files = await db.MeetingFiles.OrderBy(f => f.Id).ToListAsync();
            return (files, s.GetRequiredService<FileKeeper>().PathOf(files[0].Hash), await db.Facts.CountAsync(f => f.Kind == "meeting.file-added"));
        });
        Assert.Equal(["签到表.pdf", "同一份.pdf"], kept.Select(f => f.Name));
        Assert.Equal(kept[0].Hash, kept[1].Hash);
        Assert.Equal(Pdf, await File.ReadAllBytesAsync(path));
        Assert.Equal(2, facts);
    }
}

/// <summary>What a phone writes beside a picture does not come in (product rule N2); the picture itself is not touched.</summary>
public sealed class A_picture
{
    static byte[] Segment(byte marker, string content) => [0xFF, marker, (byte)((Encoding.Latin1.GetByteCount(content) + 2) >> 8), (byte)(Encoding.Latin1.GetByteCount(content) + 2), .. Encoding.Latin1.GetBytes(content)];
    static readonly byte[] Scan = [0xFF, 0xDA, 0, 4, 1, 2, 0xAA, 0xBB, 0xFF, 0x00, 0xCC, 0xFF, 0xD9];
    static byte[] Turned(byte side) => Segment(0xE1, "Exif\0\0MM\0*\0\0\0\b\0\u0002\u0001\u0012\0\u0003\0\0\0\u0001\0" + (char)side + "\0\0\u0088%\0\u0004\0\0\0\u0001GPS!\0\0\0\0");

    [Fact]
    public void Loses_place_device_and_comments_and_keeps_the_rest()
    {
        byte[] jfif = Segment(0xE0, "JFIF\0"), profile = Segment(0xE2, "ICC_PROFILE\0x"), tables = Segment(0xDB, "tables");
        byte[] picture = [0xFF, 0xD8, .. jfif, .. Turned(1), .. Segment(0xE1, "http://ns.adobe.com/xap/1.0/\0GPS"), .. Segment(0xED, "Photoshop"), .. Segment(0xFE, "竹溪"), .. profile, .. tables, .. Scan];
        Assert.Equal([0xFF, 0xD8, .. jfif, .. profile, .. tables, .. Scan], PictureCleaner.Jpeg(picture));
    }

    [Fact]
    public void Stays_the_right_side_up()
    {
        var clean = PictureCleaner.Jpeg([0xFF, 0xD8, .. Turned(6), .. Scan])!;
        Assert.DoesNotContain("GPS", Encoding.Latin1.GetString(clean));
        Assert.Equal(6, clean[2 + 4 + 6 + 8 + 2 + 9]);
        Assert.Equal(clean, PictureCleaner.Jpeg(clean));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    public void Cut_off_in_the_middle_is_refused(int length)
    {
        byte[] picture = [0xFF, 0xD8, .. Turned(1), .. Scan];
        Assert.Null(PictureCleaner.Jpeg(picture.AsSpan(0, length)));
    }

    [Fact]
    public void Of_png_kind_loses_text_time_and_what_stands_behind_its_end()
    {
        static byte[] Chunk(string type, string content) => [0, 0, 0, (byte)content.Length, .. Encoding.ASCII.GetBytes(type + content), 1, 2, 3, 4];
        byte[] head = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];
        byte[] kept = [.. head, .. Chunk("IHDR", "0123456789abc"), .. Chunk("IDAT", "xyz"), .. Chunk("IEND", "")];
        byte[] picture = [.. head, .. Chunk("IHDR", "0123456789abc"), .. Chunk("tEXt", "GPS"), .. Chunk("eXIf", "GPS"), .. Chunk("tIME", "1234567"), .. Chunk("IDAT", "xyz"), .. Chunk("IEND", ""), .. "GPS"u8];
        Assert.Equal(kept, PictureCleaner.Png(picture));
        Assert.Null(PictureCleaner.Png(picture.AsSpan(0, 40)));
    }

    [Fact]
    public void Of_random_bytes_never_breaks_the_cleaner()
    {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(0, 120)];
            random.NextBytes(bytes);
            if (bytes.Length > 2) (bytes[0], bytes[1]) = (0xFF, 0xD8);
            PictureCleaner.Jpeg(bytes);
            PictureCleaner.Png([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, .. bytes]);
        }
    }
}
