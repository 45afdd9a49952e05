using System.Diagnostics;
using Hangji.Platform.Log;
using Hangji.Platform.Log.Verifying;
using Hangji.Tests.Situations;

namespace Hangji.Tests.Platform.Log;

/// <summary>Wide bounds only, for a busy machine; the goals are measured by ./do bench log.</summary>
public sealed class The_pace_of_the_log
{
    [Theory, OnEveryDatabase]
    public async Task Does_not_fall_to_an_entry_a_disk_wait(string on)
    {
        await using var house = await LogDesk.Open(on);
        await house.Append(0, 100);
        await house.Round();
        var watch = Stopwatch.StartNew();
        for (var at = 100; at < 3_100; at += 300) await house.Append(at, at + 300);
        await house.Round();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        watch.Restart();
        var verdict = (await VerifyLog.Run(new FolderSource(house.LogFolderOf()), house.Standing().Verifier)).Verdict!;
        Assert.True(verdict.Sound);
        Assert.Equal(3_100, verdict.Size);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }
}
