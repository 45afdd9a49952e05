using Hangji.Platform.Data;
using Hangji.Platform.Log;
using Hangji.Platform.Log.Keeping;
using Hangji.Tests.Situations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Platform.Log;

public sealed class Keeping_a_log
{
    [Theory, OnEveryDatabase]
    public async Task Entries_get_their_places_in_order_and_a_receipt_that_verifies_alone(string on)
    {
        await using var house = await LogDesk.Open(on);
        Assert.Equal(0, await house.Round());
        Assert.Equal(0, house.Standing().Size);
        await house.Append(0, 3);
        Assert.Equal(3, await house.Round());
        await house.Append(3, 300);
        Assert.Equal(297, await house.Round());
        Assert.Empty(await house.Check());
        Assert.Equal(Enumerable.Range(0, 300).Select(n => LogDesk.Leaf(n).ToString()), await house.Entries());
        var key = house.Standing().Verifier!;
        Assert.Equal(LogDesk.Origin, key.Name);
        await house.Work(s =>
        {
            var receipts = s.GetRequiredService<Receipts>();
            foreach (var index in new long[] { 0, 2, 255, 256, 299 })
            {
                var receipt = Receipt.Parse(receipts.Of(index)!.ToString())!;
                Assert.True(receipt.Proves(Merkle.Leaf(LogDesk.Leaf((int)index).Bytes()), key));
                Assert.False(receipt.Proves(Merkle.Leaf(LogDesk.Leaf(7).Bytes()), key));
            }
            Assert.Null(receipts.Of(300));
            return Task.CompletedTask;
        });
    }

    [Theory, OnEveryDatabase]
    public async Task An_entry_is_there_with_its_business_row_or_not_at_all(string on)
    {
        await using var house = await LogDesk.Open(on);
        await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            s.GetRequiredService<PublicLog>().Append(db, LogDesk.Leaf(1));
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
        });
        await house.Round();
        Assert.Equal(0, house.Standing().Size);
        var id = await house.Work(async s =>
        {
            var db = s.GetRequiredService<AppDb>();
            var id = s.GetRequiredService<PublicLog>().Append(db, LogDesk.Leaf(2));
            await db.SaveChangesAsync();
            Assert.Null(await s.GetRequiredService<Receipts>().IndexOf(id));
            return id;
        });
        await house.Round();
        Assert.Equal(0, await house.Work(s => s.GetRequiredService<Receipts>().IndexOf(id)));
    }

    [Theory, OnEveryDatabase]
    public async Task Every_way_of_growing_gives_the_same_files(string on)
    {
        await using var one = await LogDesk.Open(on);
        await using var other = await LogDesk.Open(on);
        await one.Append(0, 1100);
        await one.Round();
        var at = 0;
        foreach (var size in new[] { 1, 2, 255, 256, 257, 511, 512, 900, 1100 })
        {
            await other.Append(at, at = size);
            await other.Round();
        }
        Assert.Equal(one.Standing().Root, other.Standing().Root);
        var files = Files(one);
        Assert.Contains(files.Keys, f => f.StartsWith("tile/1/"));
        foreach (var (name, bytes) in files.Where(f => f.Key != "checkpoint")) Assert.Equal(bytes, Files(other)[name]);
        // What the full tile replaced is cleared away, what still grows is not.
        Assert.DoesNotContain(Files(other).Keys, f => f.StartsWith("tile/0/000.p/"));
        Assert.Contains("tile/0/004.p/76", Files(other).Keys);
    }

    [Theory, OnEveryDatabase]
    public async Task A_folder_that_was_lost_comes_back_from_the_database(string on)
    {
        await using var house = await LogDesk.Open(on);
        await house.Append(0, 600);
        await house.Round();
        var before = Files(house);
        Directory.Delete(house.LogFolderOf(), true);
        await using var again = Again(house);
        await again.Round();
        Assert.Null(again.Standing().Refusal);
        Assert.Equal(before.Keys.Order(), Files(house).Keys.Order());
        foreach (var (name, bytes) in before) Assert.Equal(bytes, Files(house)[name]);
    }

    [Theory, OnEveryDatabase]
    public async Task Two_processes_make_one_log(string on)
    {
        await using var house = await LogDesk.Open(on);
        await using var second = Again(house);
        for (var n = 0; n < 12; n++)
        {
            var (from, to) = (n * 20, n * 20 + 20);
            await Task.WhenAll(house.Append(from, from + 10), house.Append(from + 10, to), Task.Run(() => house.Round()), Task.Run(() => second.Round()));
        }
        await house.Round();
        await second.Round();
        Assert.Equal(240, house.Standing().Size);
        Assert.Equal(house.Standing().Note, second.Standing().Note);
        Assert.Empty(await house.Check());
        Assert.Equal(240, (await house.Entries()).Distinct().Count());
        Assert.Equal(0, await house.Work(s => s.GetRequiredService<AppDb>().LogOutbox.CountAsync()));
    }

    [Fact]
    public async Task A_process_with_another_folder_serves_the_same_files()
    {
        await using var house = await LogDesk.Open("postgres");
        await house.Append(0, 500);
        await house.Round();
        var folder = Directory.CreateTempSubdirectory("hangji-follow-").FullName;
        File.Copy(Path.Combine(house.Store.Folder, "keys"), Path.Combine(folder, "keys"));
        var store = house.Store with { Folder = folder };
        await using var second = new Process(store, house.Clock);
        await second.Services.GetRequiredService<Sequencer>().Round(LogName.Public, default);
        foreach (var (name, bytes) in Files(house)) Assert.Equal(bytes, File.ReadAllBytes(Path.Combine(folder, "log", "public", name)));
        Directory.Delete(folder, true);
    }

    [Theory, OnEveryDatabase]
    public async Task A_key_is_renewed_and_both_sign_for_thirty_days(string on)
    {
        await using var house = await LogDesk.Open(on);
        await house.Append(0, 2);
        await house.Round();
        var old = house.Standing().Verifier!;
        var fresh = await house.Work(s => s.GetRequiredService<LogKeys>().Renew(LogName.Public, default));
        await house.Round();
        var note = SignedNote.Parse(house.Standing().Note!)!;
        Assert.NotEqual(old, fresh);
        Assert.True(note.SignedBy(old) && note.SignedBy(fresh));
        Assert.Equal(fresh.ToString(), house.Standing().Verifier!.ToString());
        Assert.Contains("\"t\":\"key\"", (await house.Entries())[2]);
        house.Clock.Now += LogKeys.Overlap;
        await house.Append(3, 4);
        await house.Round();
        note = SignedNote.Parse(house.Standing().Note!)!;
        Assert.False(note.SignedBy(old));
        Assert.True(note.SignedBy(fresh));
    }

    [Theory, OnEveryDatabase]
    public async Task The_secret_key_is_nowhere_in_clear(string on)
    {
        await using var house = await LogDesk.Open(on);
        await house.Append(0, 1);
        await house.Round();
        var key = await house.Work(async s => (await s.GetRequiredService<LogKeys>().Signer(LogName.Public, default)).Keys[0]);
        Assert.Equal(key.Verifier.Key, Ed25519.PublicKey(key.Secret()));
        Assert.Equal(-1, key.Row.Secret.AsSpan().IndexOf(key.Secret()));
        Assert.All(Files(house), f => Assert.Equal(-1, f.Value.AsSpan().IndexOf(key.Secret())));
    }

    [Theory, OnEveryDatabase]
    public async Task A_log_without_entries_may_still_be_named_and_one_with_entries_keeps_its_name(string on)
    {
        await using var house = await LogDesk.Open(on);
        await house.Round();
        await using var renamed = new Process(house.Store, house.Clock, new LogSettings("other.example/log"));
        await renamed.Round();
        Assert.StartsWith("other.example/log\n0\n", File.ReadAllText(Path.Combine(house.LogFolderOf(), "checkpoint")));
        await house.Append(0, 1);
        await renamed.Round();
        await using var late = new Process(house.Store, house.Clock, new LogSettings("third.example/log"));
        await late.Round();
        Assert.StartsWith("other.example/log\n1\n", File.ReadAllText(Path.Combine(house.LogFolderOf(), "checkpoint")));
    }

    [Theory, OnEveryDatabase]
    public async Task The_second_line_by_sm2_verifies_and_disturbs_nobody(string on)
    {
        await using var house = await LogDesk.Open(on, sm2: true);
        await house.Append(0, 5);
        await house.Round();
        var note = SignedNote.Parse(house.Standing().Note!)!;
        Assert.Equal(2, note.Signatures.Count);
        var sm2 = await house.Work(async s => VerifierKey.Parse((await s.GetRequiredService<AppDb>().LogKeys.SingleAsync(k => k.Log == LogName.Public && k.Kind == LogKeys.Sm)).Verifier)!);
        Assert.True(note.SignedBy(house.Standing().Verifier!));
        Assert.True(note.SignedBy(sm2));
        Assert.False((note with { Text = note.Text.Replace("\n5\n", "\n6\n") }).SignedBy(sm2));
    }

    internal static Process Again(House house) => new(house.Store, house.Clock);

    internal static Dictionary<string, byte[]> Files(House house) => Directory.EnumerateFiles(house.LogFolderOf(), "*", SearchOption.AllDirectories)
        .Where(f => !f.EndsWith(".lock")).ToDictionary(f => Path.GetRelativePath(house.LogFolderOf(), f).Replace('\\', '/'), File.ReadAllBytes);
}
