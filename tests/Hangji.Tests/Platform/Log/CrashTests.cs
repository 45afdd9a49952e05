using Hangji.Platform.Data;
using Hangji.Platform.Log;
using Hangji.Platform.Log.Keeping;
using Hangji.Tests.Situations;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hangji.Tests.Platform.Log;

/// <summary>Dies at one step: whatever was not on the disk or committed by then is gone, and nothing tidies up.</summary>
internal sealed class DyingSteps(int at) : LogSteps
{
    private int passed;
    public List<string> Seen { get; } = [];

    public override void At(string step, string what)
    {
        lock (Seen) Seen.Add(step);
        if (Interlocked.Increment(ref passed) == at) throw new PowerCutException(step);
    }
}

internal sealed class PowerCutException(string step) : Exception(step);

public sealed class A_log_that_is_cut_off
{
    [Theory, OnEveryDatabase]
    public async Task At_any_step_goes_on_as_if_nothing_had_happened(string on)
    {
        var steps = await StepsOfAGrowth(on);
        Assert.True(steps.Count > 20, string.Join(' ', steps));
        Assert.Superset(new HashSet<string> { "place", "placed", "tiles", "write", "sync", "rename", "renamed", "sync-folders", "sign", "keep", "kept", "checkpoint", "checkpoint-named" }, steps.ToHashSet());
        for (var cut = 1; cut <= steps.Count; cut++)
        {
            await using var house = await LogDesk.Open(on);
            await house.Append(0, 250);
            await house.Round();
            var signed = await house.Top();
            await house.Append(250, 262);
            await using (var dying = new Process(house.Store, house.Clock, steps: new DyingSteps(cut)))
                await Assert.ThrowsAsync<PowerCutException>(() => dying.Round());
            // What is served still is a whole log: the old one or the new one.
            var served = Checkpoint.Parse(SignedNote.Parse(File.ReadAllText(Path.Combine(house.LogFolderOf(), "checkpoint")))!.Text)!;
            Assert.True(served.Size is 250 or 262, $"{steps[cut - 1]}: {served.Size}");
            await using var next = new Process(house.Store, house.Clock);
            await next.Round();
            Assert.True(next.Standing().Refusal is null, $"cut at {cut} ({steps[cut - 1]}): {next.Standing().Refusal?.Message}");
            Assert.Equal(262, next.Standing().Size);
            await house.Round();
            Assert.Empty(await house.Check());
            Assert.Equal(Enumerable.Range(0, 262).Select(n => LogDesk.Leaf(n).ToString()), await house.Entries());
            Assert.True((await house.Top())!.Size > signed!.Size);
        }
    }

    private static async Task<List<string>> StepsOfAGrowth(string on)
    {
        await using var house = await LogDesk.Open(on);
        await house.Append(0, 250);
        await house.Round();
        await house.Append(250, 262);
        var steps = new DyingSteps(int.MaxValue);
        await using var process = new Process(house.Store, house.Clock, steps: steps);
        await process.Round();
        return steps.Seen;
    }
}

public sealed class A_log_after_a_restore
{
    [Fact]
    public async Task Of_the_database_alone_catches_up_from_the_bundles_before_it_signs()
    {
        await using var house = await LogDesk.Open("sqlite");
        await house.Append(0, 300);
        await house.Round();
        var backup = Backup(house);
        await house.Append(300, 700);
        await house.Round();
        var (root, note) = (house.Standing().Root, house.Standing().Note);
        Restore(house, backup);
        await using var next = KeepingAgain(house);
        await next.Round();
        Assert.Null(next.Standing().Refusal);
        Assert.Equal((700L, note), (next.Standing().Size!.Value, next.Standing().Note));
        Assert.Equal(root, next.Standing().Root);
        Assert.Equal(700, await house.Work(s => s.GetRequiredService<AppDb>().LogEntries.CountAsync(e => e.Log == LogName.Public)));
        await house.Append(700, 701);
        await next.Round();
        Assert.Equal(701, next.Standing().Size);
    }

    [Fact]
    public async Task Does_not_give_a_second_place_to_what_waited_when_the_backup_was_made()
    {
        await using var house = await LogDesk.Open("sqlite");
        await house.Append(0, 10);
        await house.Round();
        await house.Append(10, 15);
        var backup = Backup(house);
        await house.Round();
        Restore(house, backup);
        await using var next = KeepingAgain(house);
        await next.Round();
        Assert.Equal(15, next.Standing().Size);
        Assert.Equal(0, await house.Work(s => s.GetRequiredService<AppDb>().LogOutbox.CountAsync()));
    }

    [Fact]
    public async Task Refuses_to_sign_a_second_past()
    {
        await using var house = await LogDesk.Open("sqlite");
        await house.Append(0, 10);
        await house.Round();
        var backup = Backup(house);
        await house.Append(10, 20);
        await house.Round();
        var note = house.Standing().Note;
        var folder = house.LogFolderOf();
        Directory.Move(folder, folder + "-kept");
        Restore(house, backup);
        // Somebody lets the restored database go on by itself: a fork, as long as the true folder is away.
        await house.Append(50, 53);
        await using (var forked = KeepingAgain(house)) await forked.Round();
        Directory.Delete(folder, true);
        Directory.Move(folder + "-kept", folder);
        await using var next = KeepingAgain(house);
        Assert.Equal(-1, await next.Round());
        Assert.Contains("两个不同的过去", next.Standing().Refusal!.Message);
        await house.Append(90, 91);
        Assert.Equal(-1, await next.Round());
        Assert.Equal(note, File.ReadAllText(Path.Combine(folder, "checkpoint")));
        Assert.Equal(13, (await house.Top())!.Size);
    }

    [Fact]
    public async Task Into_an_empty_place_signs_nothing_until_a_person_brings_the_newest_copy_or_vouches()
    {
        await using var house = await LogDesk.Open("sqlite");
        await house.Append(0, 10);
        await house.Round();
        var backup = Backup(house);
        await house.Append(10, 20);
        await house.Round();
        var folder = house.LogFolderOf();
        Directory.Move(folder, folder + "-kept");
        Restore(house, backup);
        LogFolders.MarkRestored(house.Store);
        await house.Append(30, 31);
        await using var next = KeepingAgain(house);
        Assert.Equal(-1, await next.Round());
        Assert.Contains("从备份恢复", next.Standing().Refusal!.Message);
        Assert.Equal(-1, await next.Round());
        Assert.Equal(10, (await house.Top())!.Size);
        var said = new StringWriter();
        Assert.Equal(0, await Hangji.Shell.LogAdminCommand.Run(new(["log", "resume", "--from", folder + "-kept"], said, said), next.Services));
        Assert.Equal(1, await next.Round());
        Assert.Equal(21, next.Standing().Size);
        Assert.Equal(Enumerable.Range(0, 20).Append(30).Select(n => LogDesk.Leaf(n).ToString()), (await house.Round(), await house.Entries()).Item2);
        LogFolders.MarkRestored(house.Store);
        Directory.Delete(Path.Combine(folder, "tile"), true);
        File.Delete(Path.Combine(folder, "checkpoint"));
        await using var again = KeepingAgain(house);
        Assert.Equal(-1, await again.Round());
        Assert.Equal(0, await Hangji.Shell.LogAdminCommand.Run(new(["log", "resume", "--nothing-newer"], said, said), again.Services));
        Assert.Equal(0, await again.Round());
        Assert.Null(again.Standing().Refusal);
    }

    private static string Backup(House house)
    {
        var copy = house.Store.SqliteFile + ".copy";
        using var connection = new SqliteConnection(house.Store.SqliteConnection);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"vacuum into '{copy}'";
        command.ExecuteNonQuery();
        return copy;
    }

    private static void Restore(House house, string backup)
    {
        SqliteConnection.ClearAllPools();
        foreach (var end in new[] { "", "-wal", "-shm" }) File.Delete(house.Store.SqliteFile + end);
        File.Copy(backup, house.Store.SqliteFile);
    }

    private static Process KeepingAgain(House house) => new(house.Store, house.Clock);
}

public sealed class A_log_that_somebody_changed
{
    [Theory, OnEveryDatabase]
    public async Task In_the_database_is_not_signed_any_further_and_the_entry_is_named(string on)
    {
        await using var house = await LogDesk.Open(on);
        await house.Append(0, 20);
        await house.Round();
        var other = LogDesk.Leaf(77).Bytes();
        await house.Work(s => s.GetRequiredService<AppDb>().LogEntries.Where(e => e.Index == 4).ExecuteUpdateAsync(set => set.SetProperty(e => e.Entry, other)));
        await house.Append(20, 21);
        Assert.Equal(-1, await house.Round());
        Assert.Equal([LogName.Public, 4L], house.Standing().Refusal!.Args);
        Assert.Equal(20, (await house.Top())!.Size);
    }

    [Theory, OnEveryDatabase]
    public async Task In_the_database_with_its_hash_is_no_continuation_of_what_was_signed(string on)
    {
        await using var house = await LogDesk.Open(on);
        await house.Append(0, 20);
        await house.Round();
        var other = LogDesk.Leaf(77).Bytes();
        await house.Work(s => s.GetRequiredService<AppDb>().LogEntries.Where(e => e.Index == 4).ExecuteUpdateAsync(set => set.SetProperty(e => e.Entry, other).SetProperty(e => e.Leaf, Merkle.Leaf(other))));
        await house.Append(20, 21);
        Assert.Equal(-1, await house.Round());
        Assert.Contains("不是已签的", house.Standing().Refusal!.Message);
        Assert.Equal(20, (await house.Top())!.Size);
    }

    [Theory, OnEveryDatabase]
    public async Task In_a_tile_is_refused_at_the_next_start_and_the_tile_is_named(string on)
    {
        await using var house = await LogDesk.Open(on);
        await house.Append(0, 300);
        await house.Round();
        var file = Path.Combine(house.LogFolderOf(), "tile", "0", "000");
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[1000] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        await using var next = KeepingAgain(house);
        Assert.Equal(-1, await next.Round());
        Assert.Contains("tile/0/000", next.Standing().Refusal!.Args);
        bytes[1000] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        Assert.Equal(0, await next.Round());
        Assert.Null(next.Standing().Refusal);
    }

    private static Process KeepingAgain(House house) => new(house.Store, house.Clock);
}
