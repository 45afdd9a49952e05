using Hangji.Modules.Duties;
using Hangji.Modules.Meetings;
using Hangji.Modules.Organizations.Contract;
using Hangji.Platform.Data;
using Hangji.Platform.Facts;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hangji.Tests.Modules.Duties;

/// <summary>Whatever happens to the column files, what is said of all bodies is what the database says.</summary>
public sealed class Column_files
{
    private static readonly DateOnly Today = new(2026, 11, 20), From = new(2026, 1, 1), To = new(2026, 12, 31);

    [Theory, OnEveryDatabase]
    public async Task May_be_cut_altered_exchanged_or_lost(string on)
    {
        await using var house = await House.Open(on);
        var branches = await Township(house);
        var (truth, none) = await Swept(house);
        Assert.Equal(0, none);
        var whole = Files(house).Length;
        Assert.True(whole > branches.Count, $"{whole} files");
        Assert.Equal((truth, whole), await Swept(house));
        var files = Files(house).OrderByDescending(f => new FileInfo(f).Length).ToArray();
        foreach (var (what, harm) in new (string, Action<string>)[]
        {
            ("cut within its head", f => Resize(f, 10)), ("emptied", f => Resize(f, 0)), ("cut short", f => Resize(f, new FileInfo(f).Length - 9)), ("with more at its end", f => Resize(f, new FileInfo(f).Length + 8)),
            ("altered in its last word", f => Flip(f, -3)), ("altered in its number of facts", f => Flip(f, 10)), ("altered in its sum", f => Flip(f, 30)), ("altered in its middle", f => Flip(f, (int)new FileInfo(f).Length / 2)),
            ("of another stretch", f => File.Copy(files[1], f, overwrite: true)), ("with another sign", f => Flip(f, 0)),
            ("that is a folder", f => { File.Delete(f); Directory.CreateDirectory(f); }),
        })
        {
            harm(files[0]);
            Assert.True((truth, whole - 1) == await Swept(house), what);
            if (Directory.Exists(files[0])) Directory.Delete(files[0]);
        }
        File.Delete(files[0]);
        Assert.Equal((truth, whole - 1), await Swept(house));
        Assert.Equal((truth, whole), await Swept(house));

        // What no sweep will open again goes; what somebody is writing stays.
        var home = Path.GetDirectoryName(files[0])!;
        Directory.CreateDirectory(home[..^1] + "~");
        foreach (var name in new[] { "0123456789abcdef0123.bin", "old.part", "new.part" }) await File.WriteAllTextAsync(Path.Combine(home, name), "", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(Path.Combine(home, "old.part"), house.Clock.GetUtcNow().UtcDateTime.AddHours(-2));
        File.SetLastWriteTimeUtc(Path.Combine(home, "new.part"), house.Clock.GetUtcNow().UtcDateTime);
        Assert.Equal((truth, whole), await Swept(house));
        Assert.Equal([home], Directory.GetDirectories(Path.GetDirectoryName(home)!));
        Assert.Equal("new.part", Path.GetFileName(Assert.Single(Directory.GetFiles(home), f => !f.EndsWith(".bin", StringComparison.Ordinal))));
        Assert.Equal(whole, Files(house).Length);

        // A database that was put back and went on differently: the number is the same, the fact is another.
        await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var last = await FactOrder.Last(db, default);
            await db.Set<OrderedFact>().Where(o => o.Seq == last).ExecuteDeleteAsync();
            db.Facts.Add(Fact.Of("meeting.noted", branches[0].Id, null, Today));
            await db.SaveChangesAsync();
        });
        Assert.Equal((truth, 0), await Swept(house));
    }

    [Theory, OnEveryDatabase]
    public async Task May_not_be_written_at_all_or_by_two_at_once(string on)
    {
        await using var house = await House.Open(on);
        var branches = await Township(house);
        var (shelf, sweep) = Another(house);
        shelf.Create = path => new SmallDisk(File.Create(path));
        var (truth, _) = await Swept(house, sweep);
        Assert.DoesNotContain(Directory.GetFiles(house.Store.Folder, "*", SearchOption.AllDirectories), f => Path.GetExtension(f) is ".part" or ".bin");
        var columns = Path.Combine(house.Store.Folder, "columns");
        Directory.Delete(columns, recursive: true);
        await File.WriteAllTextAsync(columns, "no folder", TestContext.Current.CancellationToken);
        Assert.Equal((truth, 0), await Swept(house));
        Assert.Equal((truth, 0), await Swept(house));
        File.Delete(columns);

        // Two programs and a save between them: each says what was so when it asked, and what both leave is right.
        var asked = new List<Task<(string Said, int)>>();
        for (var i = 0; i < 6; i++)
        {
            asked.Add(Task.Run(() => Swept(house, Another(house).Sweep)));
            if (i == 3) await Hold(house, branches[0], [new(2026, 11, 19)]);
        }
        var (after, _) = await Swept(house);
        Assert.NotEqual(truth, after);
        Assert.All(await Task.WhenAll(asked), a => Assert.True(a.Said == truth || a.Said == after));
        Assert.Equal(after, (await Swept(house)).Said);
        Directory.Delete(columns, recursive: true);
        Assert.Equal((after, 0), await Swept(house));
    }

    private static async Task<List<OrgNode>> Township(House house)
    {
        var town = await house.Body("青石镇党委", kind: OrgKinds.Committee);
        var branches = new List<OrgNode>();
        for (var i = 0; i < 4; i++)
        {
            branches.Add(await house.Body($"第{i}党支部", town));
            await house.Roster(branches[i], 3 + i * 4, i);
            await Hold(house, branches[i], Enumerable.Range(1, 4 + i).Select(m => new DateOnly(2026, m, 12)));
        }
        return branches;
    }

    private static Task Hold(House house, OrgNode body, IEnumerable<DateOnly> days) => house.Work(async s =>
    {
        var db = s.GetRequiredService<AppDb>();
        foreach (var day in days)
        {
            var (id, at) = (Ids.Next(), new DateTime(day.DayNumber * TimeSpan.TicksPerDay, DateTimeKind.Utc).AddHours(2));
            db.Add(new Meeting { Id = id, RootId = id, OrgId = body.Id, OrgPath = body.Path, Kind = MeetingKinds.ThemeDay, Theme = "学习", State = Meeting.Held, Day = day, HeldOn = day, FirstRecordedAt = at, RecordedAt = at });
            db.Facts.Add(Fact.Of("meeting.held", body.Id, id, day));
        }
        await db.SaveChangesAsync();
    });

    private static async Task<(string Said, int FromFiles)> Swept(House house, DutySweep? sweep = null)
    {
        var swept = await (sweep ?? house.Services.GetRequiredService<DutySweep>()).Read(null, From, To, Today, default);
        var late = new SortedDictionary<long, int>();
        var rules = swept.Judge((body, n) => late.Add(body, n));
        return (string.Join('\n', rules.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Key} {string.Join(' ', r.Value)}")) + string.Join(' ', late), swept.FromFiles);
    }

    /// <summary>The sweep of another program on the same store.</summary>
    private static (DutyShelf Shelf, DutySweep Sweep) Another(House house)
    {
        var shelf = new DutyShelf(house.Store, house.Clock, NullLogger<DutyShelf>.Instance);
        return (shelf, ActivatorUtilities.CreateInstance<DutySweep>(house.Services, shelf));
    }

    private static string[] Files(House house) => Directory.GetFiles(Path.Combine(house.Store.Folder, "columns", "duties"), "*.bin", SearchOption.AllDirectories);

    private static void Resize(string file, long length)
    {
        using var stream = File.OpenWrite(file);
        stream.SetLength(length);
    }

    private static void Flip(string file, int at)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[at < 0 ? bytes.Length + at : at] ^= 0x10;
        File.WriteAllBytes(file, bytes);
    }

    /// <summary>Holds a hundred bytes and then is full.</summary>
    private sealed class SmallDisk(FileStream file) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => file.Length;
        public override long Position { get => file.Position; set => throw new NotSupportedException(); }
        public override void Flush() => file.Flush();
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            file.Write(buffer[..Math.Min(100, buffer.Length)]);
            throw new IOException("No space left on device");
        }

        protected override void Dispose(bool disposing)
        {
            file.Dispose();
            base.Dispose(disposing);
        }
    }
}
